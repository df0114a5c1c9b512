use super::*;
use crate::model::fixture;

fn race(number: usize) -> RaceSummary {
    let lane = |name: &str| LaneSummary { name: name.into(), workers: 2, ..LaneSummary::default() };
    RaceSummary {
        number,
        workload: "primes".into(),
        lanes: vec![lane("gil"), lane("pool")],
        verdict: vec!["2 worker processes were 2.0 times as fast as 2 threads under one lock.".into()],
        ..RaceSummary::default()
    }
}

#[test]
fn a_race_without_a_plan_has_come_nowhere() {
    let summary = RaceSummary::of(1, &Model::default());
    assert_eq!((summary.number, summary.lanes(), summary.ratio), (1, String::new(), None));
    assert_eq!(summary.verdict, ["Now before its first task."]);
}

#[test]
fn a_stopped_race_says_how_far_it_came() {
    let summary = RaceSummary::of(3, &fixture::model(&fixture::stopped()));
    assert_eq!((summary.state, summary.ratio), ("stopped", None));
    assert!(summary.verdict[0].starts_with("Stopped "), "{:?}", summary.verdict);
}

#[test]
fn a_finished_race_keeps_its_verdict_and_the_figures_of_its_lanes() {
    let model = fixture::model(&fixture::race());
    let summary = RaceSummary::of(1, &model);
    let verdict = Verdict::of(&model).unwrap();
    assert_eq!(
        (summary.state, summary.ratio, &summary.verdict),
        ("finished", verdict.ratio, &verdict.sentences)
    );
    let report = LaneReport::of(&model.lanes[0], &model);
    let lane = summary.lane(&report.name).unwrap();
    assert_eq!(lane.workers, report.workers);
    assert_eq!(lane.figures[1], ("time", report.wall_s.map(duration)));
    assert!(summary.settings.contains(&("workload", summary.workload.clone())));
}

#[test]
fn one_race_is_not_summed_up_and_two_are_a_line_each() {
    assert_eq!(session_text(&[race(1)], 200), "");
    let text = session_text(&[race(1), race(2)], 200);
    let expected = "The races of this session:\n\
            Race 1: primes; gil 2, pool 2: 2 worker processes were 2.0 times as fast as 2 threads under one lock.\n\
            Race 2: primes; gil 2, pool 2: 2 worker processes were 2.0 times as fast as 2 threads under one lock.\n";
    assert_eq!(text, expected);
}

#[test]
fn on_a_narrow_terminal_nothing_of_a_line_is_lost() {
    let text = session_text(&[race(501), race(502)], 40);
    assert!(text.lines().all(|line| line.chars().count() <= 40), "{text}");
    assert!(text.contains("(500 races before these.)"), "{text}");
    assert_eq!(text.split_whitespace().filter(|word| *word == "lock.").count(), 2);
}
