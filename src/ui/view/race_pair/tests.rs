use super::*;
use crate::ui::script::Script;

#[test]
fn both_verdicts_come_first_and_every_lane_of_either_has_its_figures() {
    let one = RaceSummary::of(1, &Script::of(&["gil", "pool"]).finished());
    let other = RaceSummary::of(2, &Script::of(&["pool", "threads"]).waiting().model_at(3.0));
    let lines = lines([&one, &other], 72, "…");
    let text = lines.iter().map(|(line, _)| line.as_str()).collect::<Vec<_>>().join("\n");
    assert!(lines[0].0.starts_with("Race 1: ") && lines[0].1, "{text}");
    let row = |name: &str| lines.iter().find(|(line, _)| line.starts_with(name)).expect(name);
    assert!(row("workload").1 && row("workload").0.contains("primes") && row("workload").0.contains("sleep"));
    assert!(!row("schedule").1, "it is the same");
    for lane in ["gil ", "pool ", "threads "] {
        assert!(row(lane).0.contains("2 workers"), "{text}");
    }
    assert!(row("gil ").0.trim_end().ends_with('-'), "the second race has none: {text}");
    assert!(lines.iter().all(|(line, _)| line.chars().count() <= 72), "{text}");
}

#[test]
fn at_any_width_no_line_is_too_wide() {
    let race = RaceSummary::of(1, &Script::of(&["gil", "pool"]).finished());
    for width in [36, 50, 72] {
        let lines = lines([&race, &race], width, "…");
        assert!(lines.iter().all(|(line, _)| line.chars().count() <= usize::from(width)), "{lines:?}");
    }
}
