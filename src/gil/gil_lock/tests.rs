//! The lock on real threads, and its protocol under many orders of events.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32};
use std::thread;
use std::time::Duration;

use super::*;
use crate::gil::platform::Standard;
use crate::gil::platform::model::{self, Model};

const AT_ONCE: Grant = Grant { waited: false, asked: false, overtaken: 0, over: None };

fn every(micros: u64) -> Interval {
    Interval::new(Duration::from_micros(micros))
}

#[test]
fn one_thread_never_switches_and_is_never_asked() {
    let gil = Gil::new(every(1));
    for _ in 0..1000 {
        assert_eq!(gil.acquire(0, &mut ()), AT_ONCE);
        assert!(!gil.drop_requested());
        assert_eq!(gil.release(0), Release::default());
    }
    assert_eq!(gil.switches(), 0);
}

#[test]
fn taking_turns_counts_switches() {
    let gil = Gil::new(Interval::default());
    for me in [0, 1, 1, 0, 2] {
        gil.acquire(me, &mut ());
        gil.release(me);
    }
    assert_eq!(gil.switches(), 3, "0 to 1, 1 to 0, 0 to 2");
}

/// Four threads pass checkpoints until each has yielded often enough; whenever one holds the lock no other
/// does, and every time it changes hands the count goes up by one.
fn only_one_holds_it<P: Platform>() {
    let gil = Gil::<P>::on_platform(every(50));
    let (holders, last, changes) = (AtomicU32::new(0), AtomicU32::new(u32::MAX), AtomicU64::new(0));
    let forced = AtomicU64::new(0);
    let note_taken = |me| {
        assert_eq!(holders.fetch_add(1, Ordering::SeqCst), 0, "two holders");
        let before = last.swap(me, Ordering::SeqCst);
        if before != me && before != u32::MAX {
            changes.fetch_add(1, Ordering::SeqCst);
        }
    };
    thread::scope(|scope| {
        for me in 0..4 {
            let (gil, holders, note_taken, forced) = (&gil, &holders, &note_taken, &forced);
            scope.spawn(move || {
                gil.acquire(me, &mut ());
                note_taken(me);
                let mut yields = 0;
                let mut steps = 0u64;
                while yields < 50 && steps < 200_000_000 {
                    steps += 1;
                    if gil.drop_requested() {
                        yields += 1;
                        holders.fetch_sub(1, Ordering::SeqCst);
                        forced.fetch_add(u64::from(gil.release(me).forced), Ordering::SeqCst);
                        gil.acquire(me, &mut ());
                        note_taken(me);
                    }
                }
                holders.fetch_sub(1, Ordering::SeqCst);
                gil.release(me);
            });
        }
    });
    assert_eq!(gil.switches(), changes.load(Ordering::SeqCst));
    assert!(gil.switches() > 3, "{} switches", gil.switches());
    assert!(forced.load(Ordering::SeqCst) > 0);
}

#[test]
fn only_one_holds_it_and_every_change_of_hands_is_counted() {
    only_one_holds_it::<Native>();
    only_one_holds_it::<Standard>();
}

/// A forced release does not return before another thread has had the lock.
#[test]
fn forced_switching_lets_the_waiter_in() {
    let gil = Gil::new(every(100));
    let taken = AtomicBool::new(false);
    gil.acquire(0, &mut ());
    thread::scope(|scope| {
        scope.spawn(|| {
            let grant = gil.acquire(1, &mut ());
            assert!(grant.waited && grant.asked && grant.over.is_none(), "{grant:?}");
            taken.store(true, Ordering::SeqCst);
            gil.release(1);
        });
        while !gil.drop_requested() {
            std::hint::spin_loop();
        }
        assert!(gil.release(0).forced);
        gil.acquire(0, &mut ());
        assert!(taken.load(Ordering::SeqCst));
        gil.release(0);
    });
    assert_eq!(gil.switches(), 2);
}

/// The requesting thread sleeps in the lock's wait; a thread that comes along at the right moment gets in first.
#[test]
fn who_had_asked_is_told_to_the_one_who_got_it_instead() {
    let gil = Gil::new(every(100));
    gil.acquire(0, &mut ());
    // The state in which a third thread finds the lock: free, with the request of thread 1 still up.
    gil.lock.enter().asked_by = Some(1);
    gil.lock.enter().holder = None;
    let grant = gil.acquire(2, &mut ());
    assert_eq!(grant, Grant { over: Some(1), ..AT_ONCE });
    gil.release(2);
    assert_eq!(gil.acquire(1, &mut ()).over, None, "told once");
}

/// State shared by threads whose every step is ordered by a scheduler.
#[derive(Debug, Default)]
struct Seen {
    holders: AtomicU32,
    last: AtomicU32,
    changes: AtomicU64,
    asked: AtomicU64,
}

/// Counts the notifications of a waiting thread.
#[derive(Default)]
struct WaitCounts {
    asked: u64,
    holders: Vec<ThreadId>,
}

impl Witness for WaitCounts {
    fn asked(&mut self, holder: ThreadId) {
        self.asked += 1;
        self.holders.push(holder);
    }

    fn expired(&mut self) {}
}

/// A thread of the model: takes the lock, passes a few checkpoints, lets go of it for a blocking call, and
/// so on. Everything the protocol promises is asserted on the way.
fn live(gil: &Gil<Model>, seen: &Seen, me: ThreadId, calls: u32, checkpoints: u32) {
    let mut told = WaitCounts::default();
    let acquire = |told: &mut WaitCounts| {
        let grant = gil.acquire(me, told);
        assert_eq!(seen.holders.fetch_add(1, Ordering::SeqCst), 0, "two holders");
        let before = seen.last.swap(me + 1, Ordering::SeqCst);
        if before != 0 && before != me + 1 {
            seen.changes.fetch_add(1, Ordering::SeqCst);
        }
        assert_eq!(gil.switches(), seen.changes.load(Ordering::SeqCst), "a change of hands not counted");
        assert!(!grant.asked || grant.waited, "asked without waiting");
        assert!(grant.over != Some(me), "got it over its own head");
        assert!(
            u64::from(grant.overtaken) + u64::from(grant.asked) <= told.asked,
            "asked less often than that"
        );
        assert!(!gil.drop_requested(), "the request is down when the lock is taken");
    };
    let release = |forced_out: bool| {
        seen.holders.fetch_sub(1, Ordering::SeqCst);
        let before = gil.switches();
        let release = gil.release(me);
        assert!(release.forced || !forced_out, "it was asked, and no other thread can take the request back");
        assert!(release.forced || !release.slept, "slept without having been asked");
        assert!(!release.forced || gil.switches() > before, "no thread took over");
    };
    for _ in 0..calls {
        acquire(&mut told);
        for _ in 0..checkpoints {
            model::step();
            if gil.drop_requested() {
                release(true);
                acquire(&mut told);
            }
        }
        release(false);
        // The blocking call.
        model::step();
    }
    assert!(!told.holders.contains(&me), "asked itself");
    seen.asked.fetch_add(told.asked, Ordering::SeqCst);
}

fn everybody_gets_through(threads: u32) {
    let (gil, seen) = (Arc::new(Gil::<Model>::on_platform(every(1))), Arc::new(Seen::default()));
    let lives: Vec<_> = (0..threads)
        .map(|me| {
            let (gil, seen) = (Arc::clone(&gil), Arc::clone(&seen));
            shuttle::thread::spawn(move || live(&gil, &seen, me, 2, 2))
        })
        .collect();
    // The model reports a deadlock, and a run without end, as a panic: every thread gets through.
    for life in lives {
        life.join().unwrap();
    }
    assert_eq!(seen.holders.load(Ordering::SeqCst), 0);
    assert_eq!(gil.switches(), seen.changes.load(Ordering::SeqCst));
    assert_eq!(gil.acquire(99, &mut ()), AT_ONCE, "it is free in the end, and no request is left");
}

/// Number of orders of events tried: enough to find every mutation of the protocol that was tried.
const ORDERS: usize = 3000;

#[test]
fn the_protocol_holds_in_every_order_tried_at_random() {
    shuttle::check_random(|| everybody_gets_through(2), ORDERS);
    shuttle::check_random(|| everybody_gets_through(3), ORDERS);
}

/// The same with few preemptions at the worst moments, which random orders seldom hit.
#[test]
fn the_protocol_holds_with_preemptions_at_the_worst_moments() {
    shuttle::check_pct(|| everybody_gets_through(3), ORDERS, 3);
}
