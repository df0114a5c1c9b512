//! Plausibility of a plan's machine and of the calibration of its tasks.

use super::limits::{LONGEST, SHORTEST};
use super::weighed::Weighed;
use crate::event::{EventKind, LaneId, Nanos, Plan};
use crate::lane::MOST_WORKERS;
use crate::model::Calibration;

pub(super) fn weigh_plan(plan: &Plan) -> Weighed {
    let mut weighed = Weighed::default();
    let mut machine = plan.machine.clone();
    if let Some(quota) = machine.quota.filter(|quota| !(1e-3..=65_536.0).contains(quota)) {
        weighed.find(None, format!("a quota of {quota} cores"), "accepted is 0.001 to 65536");
        machine.quota = None;
    }
    let listed = u32::try_from(machine.cpus.len()).unwrap_or(u32::MAX);
    let (usable, exist) = (machine.usable_cpus, machine.logical_cpus);
    if usable > exist.max(listed) || (listed > 0 && usable != listed) {
        let what = format!("{usable} usable of {exist} CPUs");
        weighed.find(None, what, format!("{listed} are listed"));
        machine.usable_cpus = listed;
        machine.logical_cpus = exist.max(listed);
    }
    for lane in plan.lanes.iter().filter(|lane| !(1..=u32::from(MOST_WORKERS)).contains(&lane.workers)) {
        weighed.find(
            Some(lane.id),
            format!("{} workers", lane.workers),
            format!("accepted is 1 to {MOST_WORKERS}"),
        );
    }
    if !weighed.found.is_empty() {
        weighed.instead = Some(EventKind::Plan(Box::new(Plan { machine, ..plan.clone() })));
    }
    weighed
}

/// Checks a calibration: what is left of it if something in it is implausible; `None` if nothing is.
pub(super) fn weigh_calibration(
    found: Calibration,
    planned: Option<u32>,
    lane: Option<LaneId>,
    weighed: &mut Weighed,
) -> Option<Calibration> {
    let Calibration { tasks, size, solo, sample } = found;
    let least = SHORTEST.max(Nanos(u64::from(tasks)));
    let why = if tasks == 0 || size == 0 {
        "there are no tasks, or tasks of no size".into()
    } else if planned.is_some_and(|planned| planned != tasks) {
        format!("planned were {} tasks", planned.unwrap_or(0))
    } else if solo == Nanos::ZERO && sample == Nanos::ZERO {
        // Work without a duration is not calibrated, and nothing is divided by it.
        return None;
    } else if solo < least || solo > LONGEST {
        format!("so many tasks take {} ns at least and {} ns at most", least.0, LONGEST.0)
    } else if sample < SHORTEST || sample > LONGEST {
        "no calibration is so short or so long".into()
    } else if solo.0 < sample.0 / 50 || solo.0 / 1_000_000_000 > sample.0 {
        "one follows from the other, and they are too far apart".into()
    } else {
        return None;
    };
    let what = format!(
        "a calibration of {} ns that predicts {} ns for {tasks} tasks of size {size}",
        sample.0, solo.0
    );
    weighed.find(lane, what, why);
    let tasks = planned.unwrap_or(tasks);
    Some(Calibration { tasks, size, solo: Nanos::ZERO, sample: Nanos::ZERO })
}
