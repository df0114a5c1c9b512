use super::*;
use crate::event::{End, Nanos, Outcome};
use crate::model::fixture::{self, Script, accounts, ms, outcome};

/// A lane of this kind whose workers counted so, each as (made, plain, atomic).
fn count(kind: &str, counters: &[(u64, u64, u64)], here: Option<u64>) -> Option<Count> {
    let mut accounts = accounts(u16::try_from(counters.len()).unwrap(), 32, ms(10), &[]);
    for (account, (made, plain, atomic)) in accounts.iter_mut().zip(counters) {
        account.counter = Some(Counter { made: *made, plain: *plain, atomic: *atomic });
    }
    let outcome = Outcome { counted_here: here, ..outcome([1000, 1000, 2000], 64, accounts) };
    let workers = u32::try_from(counters.len()).unwrap();
    let script = Script::calibrated(&[(kind, workers)]).lane(0, outcome);
    Count::of(&fixture::model(&script.end(3000, End::Finished)).lanes[0])
}

#[test]
fn threads_lose_and_the_sentence_says_how_many() {
    let count = count("threads", &[(1000, 1700, 2000), (1000, 1700, 2000)], None).unwrap();
    assert_eq!((count.made, count.plain, count.atomic, count.lost), (2000, 1700, 2000, 300));
    assert_eq!(count.describe(), "300 of 2000 plain increments were lost");
}

#[test]
fn who_loses_nothing_says_why() {
    let two = [(1000, 2000, 2000), (1000, 2000, 2000)];
    let said = |kind, counters: &[_]| count(kind, counters, None).unwrap().describe();
    assert_eq!(
        said("gil", &two),
        "none of 2000 plain increments was lost: the lock changed hands only between them"
    );
    assert_eq!(
        said("threads", &two),
        "none of 2000 plain increments was lost this time, though nothing prevents it"
    );
    assert_eq!(said("sequential", &[(9, 9, 9)]), "none of 9 plain increments was lost: one thread counted");
}

#[test]
fn memories_of_their_own_are_listed() {
    let own = [(1000, 1000, 1000), (1001, 1001, 1001)];
    let processes = count("pool", &own, Some(0)).unwrap();
    assert_eq!((processes.made, processes.plain, processes.lost), (2001, 2001, 0));
    assert_eq!(
        processes.describe(),
        "each process counted in its own memory: 1000 + 1001, and the parent saw 0"
    );
    let interpreters = count("interpreters", &own, None).unwrap();
    assert_eq!(interpreters.describe(), "each interpreter counted in its own memory: 1000 + 1001");
    let alone = count("pool", &[(5, 5, 5)], Some(0)).unwrap();
    assert_eq!(alone.describe(), "each process counted in its own memory: 5, and the parent saw 0");
    assert_eq!(listed(&[1, 2, 3, 4, 5, 6]), "1 + 2 + 3 + 4 + 2 more");
}

#[test]
fn a_lane_that_did_neither_has_found_nothing() {
    let model = fixture::model(&fixture::race());
    assert_eq!((Count::of(&model.lanes[0]), replies(&model.lanes[0])), (None, None));
}

#[test]
fn the_replies_of_all_workers_count() {
    let mut accounts = accounts(2, 32, ms(10), &[]);
    for (account, length) in accounts.iter_mut().zip([ms(1), ms(3)]) {
        let mut replies = Histogram::default();
        replies.record(length);
        account.replies = Some(replies);
    }
    let script = Script::calibrated(&[("gil", 2)]).lane(0, outcome([1000, 1000, 2000], 64, accounts));
    let replies = replies(&fixture::model(&script.end(3000, End::Finished)).lanes[0]).unwrap();
    assert_eq!(replies.count(), 2);
    assert!(replies.quantile(1.0).unwrap() > Nanos::from_millis(2));
}
