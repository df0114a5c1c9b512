use super::*;

const SPAN: Span = Span { started: Nanos(100), ready: Nanos(200), finished: Nanos(1000) };

fn books(opened: u64, closed: u64, idle: u64) -> TimeAccount {
    let mut time = ActivityTotals::only(Activity::Idle, Nanos(idle));
    time[Activity::Compute] = Nanos(closed - opened - idle);
    TimeAccount { opened: Nanos(opened), closed: Nanos(closed), time, cpu: Nanos::ZERO }
}

#[test]
fn books_cover_the_span_whether_they_close_early_or_late() {
    for books in [books(150, 800, 10), books(150, 1300, 400), books(100, 1000, 0)] {
        assert_eq!(extend_to(&books, SPAN).total(), Nanos(900), "{books:?}");
    }
}

/// A thread that comes too late for any task waits for the lock until after the last result.
#[test]
fn waiting_for_the_lock_beyond_the_last_result_is_cut() {
    let mut time = ActivityTotals::only(Activity::LockWait, Nanos(2390));
    time[Activity::Idle] = Nanos(10);
    let books = TimeAccount { opened: Nanos(110), closed: Nanos(2510), time, cpu: Nanos::ZERO };
    let fitted = extend_to(&books, SPAN);
    assert_eq!(fitted.total(), Nanos(900));
    assert_eq!(fitted[Activity::Idle], Nanos(10), "it idled at the gate, before the first task");
    assert_eq!(fitted[Activity::LockWait], Nanos(880));
}

/// With tiny tasks the account holds little but messages, and the cost measurement afterwards adds more of them.
#[test]
fn messages_beyond_the_last_result_are_cut() {
    let mut time = ActivityTotals::only(Activity::Transfer, Nanos(1500));
    time[Activity::Serialise] = Nanos(300);
    time[Activity::Idle] = Nanos(200);
    let books = TimeAccount { opened: Nanos(100), closed: Nanos(2100), time, cpu: Nanos::ZERO };
    assert_eq!(extend_to(&books, SPAN).total(), Nanos(900));
}

#[test]
fn the_digest_is_the_documented_one() {
    let tasks = [Some(Ok(Value::Int(0))), Some(Ok(Value::Int(1))), Some(Err("no".into())), None];
    let outcome = outcome(SPAN, &tasks, false, Vec::new(), None, None);
    // printf '0\n1\nnull\nnull\n' | sha256sum
    assert_eq!(outcome.digest, "36434461c537de7c");
    assert_eq!((outcome.done, outcome.failed), (2, 1));
    assert_eq!(outcome.failures, [Failure { task: 2, reason: "no".into() }]);
    assert_eq!(
        outcome.results.unwrap(),
        [0.into(), 1.into(), serde_json::Value::Null, serde_json::Value::Null]
    );
}

/// However many threads hash them: the order is that of the tasks.
#[test]
fn large_results_have_the_digest_that_one_thread_finds() {
    let bytes = |task: u8| Some(Ok(Value::Bytes(vec![task; LARGE / 4])));
    let tasks = [bytes(1), bytes(2), None, Some(Err("no".into())), bytes(3), bytes(4), bytes(5)];
    assert!(is_large(&tasks) && !is_large(&tasks[..4]));
    for threads in [0, 1, 2, 3, 7, 20] {
        assert_eq!(json_in_parallel(&tasks, threads), json_of(&tasks), "{threads}");
    }
    let made = [false, true].map(|shared| outcome(SPAN, &tasks, shared, Vec::new(), None, None));
    assert_eq!(made[0].digest, digest(tasks.iter().map(|task| json(task.as_ref()).to_string())));
    assert_eq!(made[0].results, Some(json_of(&tasks)));
    assert_eq!(made[0], made[1]);
    let many = vec![bytes(1).map(|_| Ok(Value::Bytes(vec![1; 64]))); LARGE / 64];
    assert!(!is_large(&many), "small ones are hashed one after another");
}
