//! Workers that die and are replaced, and lines that they print, in a scripted race of `gil` and `pool`.

use super::{Script, id};
use crate::event::{EventKind, Fault, LaneId, Nanos, Obituary, Stream, WorkerId};

/// The lane of worker processes.
const POOL: usize = 1;

impl Script {
    /// A race in whose pool worker 1 is killed a second after its first task and is replaced; then worker 0 is
    /// stopped, and a new worker 1 dies for good.
    pub(crate) fn with_deaths() -> Self {
        let script = Self::of(&["gil", "pool"]);
        let first = script.first_task_of_pool();
        let lane = id(POOL);
        let worker = WorkerId(1);
        let dead = |pid, task| EventKind::Death { lane, worker, obituary: Box::new(obituary(pid, task)) };
        let after = Nanos::from_micros(4100);
        let besides = vec![
            (first + 1.0, EventKind::FaultInjected { lane, worker, pid: 4712, fault: Fault::Kill }),
            (first + 1.0003, dead(4712, 17)),
            (first + 1.0005, rerun(lane, 4712, 17)),
            (first + 1.0041, EventKind::WorkerReady { lane, worker, pid: 4750, tid: 4750 }),
            (first + 1.0041, EventKind::Replaced { lane, worker, dead: 4712, pid: 4750, after }),
            (first + 1.5, EventKind::Halted { lane, worker: WorkerId(0), stopped: true }),
            (first + 1.9, EventKind::Halted { lane, worker: WorkerId(0), stopped: false }),
            (first + 2.2, dead(4750, 30)),
        ];
        Self { besides, ..script }
    }

    /// A race whose worker processes print a line each tenth of a second.
    pub(crate) fn talkative() -> Self {
        let script = Self::of(&["gil", "pool"]);
        let first = script.first_task_of_pool();
        let line = |n: u16| EventKind::Line {
            lane: id(POOL),
            worker: WorkerId(n % 2),
            pid: Some(4711 + u32::from(n % 2)),
            stream: if n == 5 { Stream::Err } else { Stream::Out },
            line: format!("Child process running with arg: Test Case {n}"),
        };
        let besides = (0..20).map(|n| (first + f64::from(n) * 0.1, line(n))).collect();
        Self { besides, ..script }
    }

    /// The second at which the pool sends its first task.
    pub(crate) fn first_task_of_pool(&self) -> f64 {
        let ready = |event: &crate::event::Event| event.fact == EventKind::LaneReady { lane: id(POOL) };
        self.events().iter().find(|event| ready(event)).unwrap().at.secs()
    }
}

fn obituary(pid: u32, task: u32) -> Obituary {
    Obituary {
        pid,
        cause: "signal 9 (SIGKILL)".into(),
        task: Some(task),
        attempt: Some(1),
        noticed_after: Some(Nanos::from_micros(300)),
        uptime: Nanos::from_millis(1012),
        tasks: 9,
        ..Obituary::default()
    }
}

fn rerun(lane: LaneId, dead: u32, task: u32) -> EventKind {
    EventKind::Rerun { lane, worker: WorkerId(0), dead, task, attempt: 2, after: Nanos::from_micros(500) }
}
