use super::*;

/// Raw numbers of `scenario` under the lock on either family of primitives.
fn both(scenario: &Scenario) -> [Raw; 2] {
    [Primitive::Native, Primitive::Standard]
        .map(|primitive| primitive.contestant().run(scenario, &Stop::default()).unwrap())
}

fn run(scenario: &Scenario) -> Raw {
    Primitive::Native.contestant().run(scenario, &Stop::default()).unwrap()
}

/// Only one hog runs at a time, so no two of their stretches overlap; except one so short, such as that of a hog
/// that comes back when the time is over, that it is no gap in the stretch of another.
#[test]
fn stretches_of_hogs_follow_each_other() {
    for raw in both(&Scenario::Hogs { interval_us: 1000, hogs: 3, ms: 60 }) {
        let Raw::Stretches(hogs) = raw else { panic!() };
        assert_eq!(hogs.len(), 3);
        let mut all: Vec<(u64, u64)> = hogs.into_iter().flatten().collect();
        all.sort_unstable();
        assert!(all.len() > 3, "{all:?}");
        assert!(all.iter().all(|(from, until)| from <= until));
        all.retain(|(from, until)| until - from > GAP_NS);
        assert!(all.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{all:?}");
    }
}

#[test]
fn every_leg_has_its_time() {
    let legs = vec![Leg { threads: 1, interval_us: 5000 }, Leg { threads: 3, interval_us: 100 }];
    for native in [false, true] {
        let Raw::Walls(walls) = run(&Scenario::Work { native, ms: 5, legs: legs.clone() }) else { panic!() };
        assert_eq!(walls.len(), 2);
        assert!(walls.iter().all(|ns| *ns > 0), "{walls:?}");
    }
}

#[test]
fn a_thread_that_sleeps_beside_hogs_wakes_again_and_again() {
    let wake = |call_us| Scenario::Wake { interval_us: 500, hogs: 2, call_us, ms: 30 };
    let Raw::Waits { waits, calls } = run(&wake(0)) else { panic!() };
    assert!(!waits.is_empty() && calls.is_empty());
    let Raw::Waits { waits, calls } = run(&wake(300)) else { panic!() };
    assert!(!waits.is_empty() && calls.iter().all(|ns| *ns > 0));
    assert!(!calls.is_empty());
}

#[test]
fn replies_come_with_and_without_hogs() {
    for hogs in [0, 2] {
        let echo = Scenario::Echo { interval_us: 500, hogs, call_us: 0, ms: 30 };
        let Raw::Replies(replies) = run(&echo) else { panic!() };
        assert!(!replies.is_empty() && replies.iter().all(|ns| *ns > 0));
    }
}

#[test]
fn who_is_asked_to_stop_gives_no_figures() {
    let stop = Stop::default();
    stop.request();
    let forever = 1 << 30;
    for scenario in [
        Scenario::Hogs { interval_us: 5000, hogs: 2, ms: forever },
        Scenario::Wake { interval_us: 5000, hogs: 2, call_us: 0, ms: forever },
        Scenario::Echo { interval_us: 5000, hogs: 2, call_us: 0, ms: forever },
    ] {
        assert_eq!(Primitive::Native.contestant().run(&scenario, &stop), Err(Fault::Stopped));
    }
}
