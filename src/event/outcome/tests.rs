use super::*;

fn outcome(time: ActivityTotals) -> Outcome {
    let account = Account { worker: WorkerId(0), pid: 1, tid: 1, tasks: 1, time, ..Account::default() };
    Outcome {
        started: Nanos(0),
        ready: Nanos(0),
        finished: Nanos(1000),
        done: 1,
        failed: 0,
        failures: Vec::new(),
        digest: String::new(),
        results: None,
        accounts: vec![account.clone(), account],
        lock: None,
        ipc: None,
        retried: 0,
        quarantined: Vec::new(),
        costs: None,
        in_flight: None,
        counted_here: None,
        agreement: None,
        executions: None,
        usage: None,
    }
}

#[test]
fn who_waits_is_never_short_of_cores() {
    let waiting = outcome(ActivityTotals::only(Activity::Io, Nanos(1000)));
    assert!(!waiting.was_short(0.1, 2, 0.0, None));
    let mut locked = ActivityTotals::only(Activity::Compute, Nanos(500));
    locked[Activity::LockWait] = Nanos(500);
    assert!(!outcome(locked).was_short(1.1, 2, 0.5, None), "two threads under one lock want one core");
    assert!(outcome(locked).was_short(0.8, 2, 0.7, None));
    let mut parallel = ActivityTotals::only(Activity::Compute, Nanos(700));
    parallel[Activity::CoreWait] = Nanos(300);
    assert!(outcome(parallel).was_short(1.4, 2, 1.3, None));
    assert!(!outcome(parallel).was_short(1.4, 2, 1.9, None), "it did the work of two");
    assert!(!outcome(parallel).was_short(1.0, 1, 0.7, None), "no more than there are");
    assert!(!outcome(parallel).was_short(0.5, 2, 1.0, Some(0.5)), "the quota gives no more");
    assert!(outcome(parallel).was_short(0.3, 2, 0.6, Some(0.5)), "less than the quota allows");
}
