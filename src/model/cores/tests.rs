use super::*;

fn at(ms: u64) -> Nanos {
    Nanos::from_millis(ms)
}

#[test]
fn the_mean_weighs_by_overlap() {
    let mut history = CoreHistory::default();
    history.push(at(250), &[1000, 0], &[500, 0], &[], &[]);
    history.push(at(500), &[0, 1000], &[0, 0], &[], &[]);
    let seen = history.mean(0, at(125), at(500)).unwrap();
    assert!((seen.busy - 1.0 / 3.0).abs() < 1e-9);
    assert!((seen.ours.unwrap() - 0.5 / 3.0).abs() < 1e-9);
    assert_eq!(history.mean(0, at(500), at(900)), None);
    assert_eq!(history.mean(7, at(0), at(500)), None);
}

#[test]
fn what_is_ours_is_unknown_without_attribution_and_never_more_than_all() {
    let mut history = CoreHistory::default();
    history.push(at(250), &[400], &[], &[], &[]);
    assert_eq!(history.latest(0).unwrap().ours, None);
    history.push(at(500), &[400], &[900], &[], &[]);
    assert_eq!(history.latest(0).unwrap().ours, Some(0.4));
}

#[test]
fn what_is_stolen_is_part_of_what_is_busy_and_not_ours() {
    let mut history = CoreHistory::default();
    history.push(at(250), &[1000], &[600], &[300], &[]);
    history.push(at(500), &[500], &[400], &[300], &[]);
    assert!((history.mean(0, at(0), at(250)).unwrap().stolen.unwrap() - 0.3).abs() < 1e-9);
    assert!((history.latest(0).unwrap().stolen.unwrap() - 0.1).abs() < 1e-9, "no more than is left");
    history.push(at(750), &[500], &[400], &[], &[]);
    assert_eq!(history.mean(0, at(0), at(750)).unwrap().stolen, None, "unknown in part");
}

#[test]
fn a_suspension_is_a_gap() {
    let mut history = CoreHistory::default();
    history.push(at(250), &[1000], &[], &[], &[]);
    history.push(at(10_000), &[1000], &[], &[], &[]);
    assert_eq!(history.mean(0, at(300), at(9_700)), None);
    assert!(history.mean(0, at(9_750), at(10_000)).is_some());
}

#[test]
fn a_core_that_is_offline_is_absent_and_goes_on_when_it_returns() {
    let mut history = CoreHistory::default();
    history.push(at(250), &[1000, 1000, 0], &[], &[], &[2]);
    history.push(at(500), &[1000, 0, 0], &[], &[], &[1, 2]);
    assert_eq!(
        (history.latest(1), history.are_offline(&[1, 2]), history.are_offline(&[0, 1])),
        (None, true, false)
    );
    assert_eq!(history.mean(2, at(0), at(500)), None, "it never was there");
    history.push(at(750), &[1000, 500], &[], &[], &[]);
    assert!(!history.are_offline(&[1]) && history.are_offline(&[2]), "a list that ends before it has it not");
    // Over its own half second.
    assert!((history.mean(1, at(0), at(750)).unwrap().busy - 0.75).abs() < 1e-9);
    let mut seen = Vec::new();
    history.walk(&[0, 1], (at(0), at(750)), 3, &mut seen);
    let busy: Vec<f64> = seen.into_iter().map(|seen| seen.unwrap().busy).collect();
    assert!(busy.iter().zip([1.0, 1.0, 0.75]).all(|(a, b)| (a - b).abs() < 1e-9), "{busy:?}");
}

#[test]
fn merging_weighs_by_length_and_keeps_gaps() {
    let mut history = CoreHistory::default();
    history.push(at(250), &[1000], &[], &[], &[]);
    history.push(at(1000), &[0], &[], &[], &[]);
    history.push(at(60_000), &[1000], &[], &[], &[]);
    history.halve();
    assert!((history.mean(0, at(0), at(1000)).unwrap().busy - 0.25).abs() < 1e-9);
    assert_eq!(history.mean(0, at(1000), at(59_000)), None);
    assert!((history.mean(0, at(59_750), at(60_000)).unwrap().busy - 1.0).abs() < 1e-9);
}

#[test]
fn nothing_but_gaps_stays_bounded_too() {
    let mut history = CoreHistory::default();
    for i in 1..=5000 {
        history.push(at(i * 10_000), &[500], &[], &[], &[]);
    }
    assert!(history.readings.len() <= MAX_READINGS);
}

#[test]
fn a_long_session_stays_bounded() {
    let mut history = CoreHistory::default();
    for i in 1..=10_000 {
        history.push(at(i * 250), &[500; 4], &[500; 4], &[], &[]);
    }
    assert!(history.readings.len() <= MAX_READINGS);
    assert!((history.mean(3, at(0), at(2_500_000)).unwrap().busy - 0.5).abs() < 1e-9);
}
