//! Made-up races of a function of the user's, for tests.

use super::fixture::{Script, accounts, ms, outcome};
use crate::event::{Activity, Agreement, CallPlan, End, Event, EventKind, IpcStats, Nanos, Percentiles};

/// A lane: its kind, workers, wall time in ms, and the time of each worker by activity in ms.
pub(crate) type Ran<'a> = (&'a str, u32, u64, &'a [(Activity, u64)]);

/// A race of the function `resize` over 64 tasks in chunks of 4.
pub(crate) fn race(lanes: &[Ran]) -> Script {
    let planned: Vec<(&str, u32)> = lanes.iter().map(|(kind, workers, ..)| (*kind, *workers)).collect();
    let mut script = called(Script::calibrated(&planned), false);
    let mut at = 1000;
    for (id, (kind, workers, wall, time)) in (0..).zip(lanes) {
        let mut time: Vec<(Activity, Nanos)> = time.iter().map(|(a, t)| (*a, ms(*t))).collect();
        let busy: Nanos = time.iter().map(|(_, time)| *time).sum();
        time.push((Activity::Idle, ms(*wall) - busy));
        let workers = u16::try_from(*workers).unwrap();
        let cpu = time.iter().filter(|(a, _)| *a == Activity::Compute).map(|(_, time)| *time).sum();
        let mut ended =
            outcome([at, at, at + wall], 64, accounts(workers, 64 / u32::from(workers), cpu, &time));
        if *kind == "py-pool" {
            let gap_us = Percentiles { p50: 300.0, p99: 400.0 };
            ended.ipc = Some(IpcStats { messages: 32, serialise: ms(1), gap_us, ..IpcStats::default() });
        }
        script = script.lane(id, ended);
        at += wall + 10;
    }
    script
}

/// The same work as calls of a Python function.
pub(crate) fn called(mut script: Script, coroutine: bool) -> Script {
    if let Some(EventKind::Plan(plan)) = script.0.first_mut().map(|event| &mut event.fact) {
        plan.workload.name = "call".into();
        plan.workload.chunk = 4;
        plan.workload.call = Some(CallPlan {
            function: "crunch.py:resize".into(),
            over: Some("range(64)".into()),
            arguments: 64,
            coroutine,
            ..CallPlan::default()
        });
    }
    script
}

/// One thread for work that computes.
pub(crate) const COMPUTES: Ran =
    ("py-sequential", 1, 6000, &[(Activity::Compute, 5880), (Activity::Blocked, 120)]);

/// Two threads that take turns in it.
pub(crate) const UNDER_LOCK: Ran =
    ("py-threads", 2, 6100, &[(Activity::Compute, 3000), (Activity::Blocked, 3100)]);

/// A race of such work in which processes are clearly the fastest.
pub(crate) fn finished() -> Vec<Event> {
    let pool: Ran = ("py-pool", 2, 3100, &[(Activity::Spawn, 20), (Activity::Compute, 3000)]);
    let mut script = race(&[COMPUTES, UNDER_LOCK, pool]);
    let agreement = Agreement { agreed: [("==".to_string(), 64)].into(), ..Agreement::default() };
    for event in &mut script.0 {
        if let EventKind::LaneFinished { outcome, .. } = &mut event.fact {
            outcome.agreement = outcome.ipc.is_some().then(|| agreement.clone());
        }
    }
    script.end(20_000, End::Finished)
}
