use super::*;
use crate::event::{Nanos, WorkerId};
use crate::model::death::{Replacement, Rerun};
use crate::model::fixture::{self, Script};

fn died(cause: &str, task: Option<u32>) -> Death {
    let obituary = Obituary { pid: 4802, cause: cause.into(), task, ..Obituary::default() };
    Death { worker: WorkerId(1), obituary, ..Death::default() }
}

fn lane_of(outcome: Option<Outcome>) -> Lane {
    let planned = Script::calibrated(&[("pool", 2)]);
    let script = match outcome {
        Some(outcome) => planned.lane(0, outcome),
        None => planned,
    };
    script.model().lanes.remove(0)
}

#[test]
fn a_death_names_worker_cause_and_what_is_lost() {
    let live = lane_of(None);
    assert_eq!(
        death(&died("signal 9 (SIGKILL)", Some(17)), &live),
        "worker 1 (pid 4802) was killed by signal 9 (SIGKILL) in the middle of task 17"
    );
    assert_eq!(death(&died("exit 3", None), &live), "worker 1 (pid 4802) ended with exit 3");
    assert_eq!(
        death(&died("its task took longer than 1.0 s; then signal 15", Some(2)), &live),
        "worker 1 (pid 4802) had to go in the middle of task 2: its task took longer than 1.0 s; then signal 15"
    );
    let over = lane_of(Some(Outcome { failed: 1, ..fixture::pool_outcome() }));
    assert_eq!(
        death(&died("exit 3", Some(5)), &over),
        "worker 1 (pid 4802) ended with exit 3 in the middle of task 5; its task is lost"
    );
}

#[test]
fn a_death_that_was_healed_tells_how_long_that_took() {
    let mut dead = died("signal 9 (SIGKILL)", Some(17));
    dead.obituary.attempt = Some(2);
    dead.obituary.returned = 3;
    dead.obituary.noticed_after = Some(Nanos::from_micros(300));
    let live = lane_of(None);
    assert!(!dead.is_healed(&live));
    dead.replaced = Some(Replacement { pid: 4900, after: Nanos::from_micros(4100) });
    assert!(!dead.is_healed(&live), "its task is still to run again");
    let after = Nanos::from_micros(500);
    dead.rerun = Some(Rerun { worker: WorkerId(0), task: 17, attempt: 3, after });
    assert!(dead.is_healed(&live));
    assert_eq!(
        death(&dead, &live),
        "worker 1 (pid 4802) was killed by signal 9 (SIGKILL) in the middle of task 17 (attempt 2); noticed \
             after 300 µs, replaced after 4.10 ms, its task ran again after 500 µs, 3 tasks that lay with it went \
             to others"
    );
}

#[test]
fn where_every_task_has_its_result_a_death_is_news() {
    let mut lane = lane_of(Some(fixture::pool_outcome()));
    lane.deaths.push(died("exit 0", None));
    assert_eq!((troubles(&lane).len(), news(&lane).len()), (0, 1));
    assert_eq!(healed(&lane).unwrap(), "1 worker process died, and no result is missing.");
    let retried = Outcome { retried: 2, ..fixture::pool_outcome() };
    let mut lane = lane_of(Some(retried));
    assert_eq!(healed(&lane), None, "no worker died");
    lane.deaths = vec![died("exit 0", Some(3)); 2];
    let said = "2 worker processes died, 2 tasks ran again, and no result is missing.";
    assert_eq!(healed(&lane).unwrap(), said);
}

#[test]
fn a_task_that_killed_its_workers_is_named() {
    let failures = vec![Failure { task: 17, reason: "it killed its workers".into() }];
    let outcome = Outcome { done: 63, failed: 1, failures, quarantined: vec![17], ..fixture::pool_outcome() };
    let mut lane = lane_of(Some(outcome));
    assert_eq!(troubles(&lane), ["task 17 killed every worker that executed it and was given up"]);
    lane.deaths = vec![died("exit 0", Some(17)); 3];
    assert_eq!(troubles(&lane)[3..], ["task 17 killed 3 workers and was given up"]);
}

#[test]
fn failures_beyond_those_that_are_kept_are_counted() {
    let traceback = "\n  File \"crunch.py\", line 3, in f\n    return 1 / n";
    let reason = || format!("it divided by zero.{traceback}");
    let failures = [7, 9].map(|task| Failure { task, reason: reason() }).into();
    let outcome = Outcome { done: 60, failed: 4, failures, ..fixture::pool_outcome() };
    assert_eq!(
        troubles(&lane_of(Some(outcome))),
        [
            format!("task 7 has no result: it divided by zero{traceback}").as_str(),
            "task 9 has no result: it divided by zero",
            "2 more tasks have no result"
        ]
    );
}
