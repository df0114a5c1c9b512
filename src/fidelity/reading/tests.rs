use super::*;

const MS: u64 = 1_000_000;

fn hogs(stretches: &[&[(u64, u64)]]) -> Raw {
    let own = |hog: &&[(u64, u64)]| hog.iter().map(|(from, until)| (from * MS, until * MS)).collect();
    Raw::Stretches(stretches.iter().map(own).collect())
}

fn near(figure: Figure, raw: &Raw, expected: f64) {
    let found = figure.of(raw).unwrap();
    assert!((found - expected).abs() < 1e-9, "{figure:?}: {found}");
}

#[test]
fn slices_are_from_the_first_switch_to_the_last() {
    let raw = hogs(&[&[(0, 9), (15, 20), (25, 30), (35, 36)], &[(10, 15), (20, 25), (30, 35), (36, 37)]]);
    near(Figure::Slice, &raw, 0.005);
    near(Figure::Switches, &raw, 200.0);
    near(Figure::Fairness, &raw, 1.5);
}

#[test]
fn a_core_that_was_taken_away_makes_no_slice() {
    let whole = hogs(&[&[(0, 5), (10, 15), (20, 25)], &[(5, 10), (15, 20), (25, 30)]]);
    let torn = hogs(&[&[(0, 5), (10, 12), (14, 15), (20, 25)], &[(5, 10), (15, 20), (25, 30)]]);
    for figure in [Figure::Slice, Figure::Switches, Figure::Fairness] {
        assert_eq!(figure.of(&whole), figure.of(&torn), "{figure:?}");
    }
}

#[test]
fn one_hog_never_switches() {
    let alone = hogs(&[&[(0, 100)]]);
    assert_eq!(Figure::Switches.of(&alone), None);
    assert_eq!(Figure::Fairness.of(&alone), None);
}

#[test]
fn speed_is_against_the_first_leg_and_waits_are_quantiles() {
    near(Figure::Speed(1), &Raw::Walls(vec![100, 50]), 2.0);
    assert_eq!(Figure::Speed(2).of(&Raw::Walls(vec![100, 50])), None);
    assert_eq!(Figure::Speed(1).of(&Raw::Walls(vec![100, 0])), None);
    let waits = Raw::Waits { waits: vec![4 * MS, 6 * MS, 5 * MS], calls: vec![10 * MS] };
    near(Figure::Wait(0.5), &waits, 0.005);
    near(Figure::Wait(0.99), &waits, 0.006);
    near(Figure::WaitInCalls, &waits, 0.5);
    near(Figure::Requests, &Raw::Replies(vec![MS, 3 * MS]), 500.0);
    assert_eq!(Figure::Slice.of(&waits), None);
    assert_eq!((Figure::Wait(0.99).tail(), Figure::Wait(0.5).tail()), (Some(0.99), None));
}

#[test]
fn nothing_measured_has_no_figure() {
    let figures = [
        Figure::Slice,
        Figure::Switches,
        Figure::Fairness,
        Figure::Speed(1),
        Figure::Wait(0.5),
        Figure::WaitInCalls,
        Figure::Requests,
        Figure::Reply(0.99),
    ];
    let nothing = [
        Raw::Stretches(vec![]),
        Raw::Stretches(vec![vec![], vec![]]),
        Raw::Walls(vec![]),
        Raw::Waits { waits: vec![], calls: vec![] },
        Raw::Replies(vec![]),
    ];
    for (figure, raw) in figures.iter().flat_map(|f| nothing.iter().map(move |r| (f, r))) {
        assert_eq!(figure.of(raw), None, "{figure:?} of {raw:?}");
    }
}
