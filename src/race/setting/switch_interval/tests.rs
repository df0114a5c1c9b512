use super::super::LaneChoice;
use super::super::tests::{choose, step};
use super::*;

#[test]
fn steps_go_both_ways_and_end() {
    let micros = |us| Duration::from_micros(us);
    let cases = [(5000, Some(2000), Some(10_000)), (3000, Some(2000), Some(5000)), (1, None, Some(2))];
    for (now, shorter, longer) in cases {
        assert_eq!(beside(micros(now), Step::Back), shorter.map(micros));
        assert_eq!(beside(micros(now), Step::On), longer.map(micros));
    }
    assert_eq!(beside(Duration::from_secs(1), Step::On), None);
    assert_eq!(beside(Duration::from_secs(30), Step::Back), Some(Duration::from_secs(1)));
    assert_eq!(scale().count(), 19);
}

#[test]
fn the_interval_goes_by_steps_where_there_is_a_lock() {
    let choices = Choices::default();
    let (longer, said) = step(&choices, 2, FLAG, Step::On).unwrap();
    assert_eq!((longer.interval, said.as_str()), (Duration::from_millis(10), "Switch interval 10 ms."));
    let longest = Choices { interval: Duration::from_secs(1), ..choices.clone() };
    let refused = step(&longest, 2, FLAG, Step::On).unwrap_err();
    assert!(refused.contains("1 s is as long as it gets"), "{refused}");
}

#[test]
fn an_interval_is_for_locks() {
    let (changed, said) = choose(&Choices::default(), FLAG, "2ms").unwrap();
    assert_eq!((changed.interval, said.as_str()), (Duration::from_millis(2), "Switch interval 2 ms."));
    let longest = Choices {
        lanes: vec![LaneChoice::of("pool")],
        interval: Duration::from_secs(1),
        ..Choices::default()
    };
    let refusals = [choose(&longest, FLAG, "2ms"), step(&longest, 2, FLAG, Step::On)];
    for refused in refusals.map(Result::unwrap_err) {
        assert_eq!(refused, "No lane here has a lock, so nothing has a switch interval.");
    }
}
