//! Rankings of races of every kind.

use super::*;
use crate::event::{ActivityTotals, End, Event, EventKind, Nanos, Repetition, Repetitions};
use crate::model::fixture::{self, Script, accounts, ms, outcome};

/// Events of a race of these lanes, each as (kind, workers, milliseconds for all 64 tasks), in one repetition.
fn lanes(script: Script, kinds: &[(&str, u32, u64)], begin: u64) -> Script {
    (0..).zip(kinds).fold(script, |script, (id, (_, workers, wall))| {
        let mut accounts = accounts(u16::try_from(*workers).unwrap(), 1, ms(*wall), &[]);
        for account in &mut accounts {
            account.time = ActivityTotals::only(Activity::Compute, ms(*wall));
        }
        script.lane(id, outcome([begin, begin, begin + wall], 64, accounts))
    })
}

fn planned(kinds: &[(&str, u32, u64)], repetitions: u32) -> Script {
    let plans: Vec<_> = kinds.iter().map(|(kind, workers, _)| (*kind, *workers)).collect();
    let mut script = Script::calibrated(&plans);
    if let Some(EventKind::Plan(plan)) = script.0.first_mut().map(|event| &mut event.fact) {
        plan.repetitions = Repetitions { planned: repetitions, budget_s: None };
    }
    script
}

/// The model after a race that ran once.
fn once(kinds: &[(&str, u32, u64)]) -> Model {
    fixture::model(&lanes(planned(kinds, 1), kinds, 1000).end(99_000, End::Finished))
}

/// The model of a repeated race: the milliseconds of each lane in each repetition; over, or with the next one begun.
fn repeated(kinds: &[(&str, u32)], walls: &[&[u64]], over: bool) -> Model {
    let with = |walls: &[u64]| -> Vec<_> {
        kinds.iter().zip(walls).map(|((kind, workers), wall)| (*kind, *workers, *wall)).collect()
    };
    let planned = planned(&with(walls[0]), 9);
    let mut model = Model::default();
    let mut apply = |at: u64, fact: EventKind| model.apply(&Event { at: ms(at), fact });
    planned.0.into_iter().for_each(|event| apply(event.at.0 / 1_000_000, event.fact));
    let begin = |number: usize| {
        let order = (0..).take(kinds.len()).map(LaneId).collect();
        EventKind::Repetition(Repetition { number: u32::try_from(number).unwrap(), order })
    };
    for (number, walls) in walls.iter().enumerate() {
        let at = 1000 + 20_000 * number as u64;
        apply(at - 10, begin(number + 1));
        let mut events = lanes(Script::default(), &with(walls), at).0;
        events.sort_by_key(|event| event.at);
        for event in events {
            apply(event.at.0 / 1_000_000, event.fact);
        }
    }
    let end = 1000 + 20_000 * walls.len() as u64;
    apply(end, if over { EventKind::RaceEnded { end: End::Finished } } else { begin(walls.len() + 1) });
    model
}

/// Names and ranks in order; a rank that is shared with the lane above has a `~`.
fn told(ranking: &Ranking) -> Vec<String> {
    let of = |standing: &Standing| {
        let rank = standing.rank.map_or_else(|| "-".into(), |rank| rank.to_string());
        format!("{}{rank} {}", if standing.tied { "~" } else { "" }, standing.lane.plan.kind)
    };
    ranking.lanes().map(of).collect()
}

#[test]
fn lanes_are_ranked_by_speed_and_those_within_the_noise_share_their_rank() {
    let model = once(&[("gil", 2, 6000), ("threads", 2, 3060), ("pool", 2, 3000), ("sequential", 1, 5900)]);
    let ranking = Ranking::of(&model);
    assert_eq!(told(&ranking), ["1 pool", "~1 threads", "3 sequential", "~3 gil"]);
    assert_eq!((ranking.groups.len(), ranking.groups[0].heading.clone(), ranking.runs), (1, None, 0));
}

#[test]
fn languages_are_ranked_apart_and_that_of_the_question_is_first() {
    let model = once(&[("gil", 2, 6000), ("pool", 2, 3000), ("py-threads", 2, 5900), ("py-pool", 2, 2950)]);
    let ranking = Ranking::of(&model);
    assert_eq!(told(&ranking), ["1 py-pool", "2 py-threads", "1 pool", "2 gil"]);
    let headings: Vec<_> = ranking.groups.iter().filter_map(|group| group.heading.as_deref()).collect();
    assert!(headings.len() == 2 && headings[1] == "this program's own lanes", "{headings:?}");
}

#[test]
fn a_lane_with_a_fault_has_no_rank_and_stands_behind_those_without() {
    let model = fixture::model(&fixture::failing());
    let ranking = Ranking::of(&model);
    assert_eq!(told(&ranking), ["1 gil", "- pool", "- threads"]);
    let remarks: Vec<_> = ranking.lanes().map(|lane| lane.remark.clone()).collect();
    assert_eq!(remarks[1], Remark::Fault("lost 1 task".into()));
    assert_eq!(remarks[2], Remark::Fault("failed: no thread could be started: out of memory".into()));
}

#[test]
fn while_a_race_runs_lanes_without_a_result_stand_at_the_end_with_their_state() {
    let model = Script::calibrated(&[("threads", 2), ("gil", 2), ("pool", 2)])
        .lane(1, fixture::gil_outcome())
        .at(8000, EventKind::LaneStarted { lane: LaneId(2) })
        .at(8100, EventKind::LaneReady { lane: LaneId(2) })
        .model();
    let ranking = Ranking::of(&model);
    assert_eq!(told(&ranking), ["1 gil", "- threads", "- pool"]);
    let states: Vec<_> = ranking.lanes().skip(1).map(|lane| lane.remark.clone()).collect();
    assert_eq!(states, [Remark::State("waiting"), Remark::State("racing")]);
}

#[test]
fn the_one_cause_that_cost_most_is_named() {
    let ranking =
        |model: &Model| -> Vec<_> { Ranking::of(model).lanes().map(|lane| lane.remark.clone()).collect() };
    let remarks = ranking(&fixture::model(&fixture::race()));
    assert_eq!(remarks[0], Remark::Nothing, "the pool");
    assert!(matches!(remarks[1], Remark::Lost(Cause::LockWait, times) if times > 0.8), "{remarks:?}");
}

#[test]
fn repetitions_settle_a_difference_or_leave_it_open() {
    let settled: Vec<[u64; 2]> = (0..7).map(|i| [6000 + 10 * i, 3000 + 10 * i]).collect();
    let open: Vec<[u64; 2]> = (0..7).map(|i| [3000 + 10 * (i % 4), 3000 + 10 * (i % 3)]).collect();
    for (walls, tied) in [(settled, false), (open, true)] {
        let walls: Vec<&[u64]> = walls.iter().map(|walls| &walls[..]).collect();
        let model = repeated(&[("gil", 2), ("pool", 2)], &walls, true);
        let ranking = Ranking::of(&model);
        assert_eq!(ranking.lanes().nth(1).map(|lane| lane.tied), Some(tied), "{:?}", told(&ranking));
        assert_eq!(ranking.runs, 7);
        assert!(ranking.lanes().all(|lane| lane.repeated.is_some()));
    }
}

#[test]
fn while_a_repeated_race_runs_the_figures_are_those_of_completed_repetitions() {
    let walls: [&[u64]; 3] = [&[6000, 3000], &[6100, 3100], &[6200, 3200]];
    for count in 1..=3 {
        let model = repeated(&[("gil", 2), ("pool", 2)], &walls[..count], false);
        let ranking = Ranking::of(&model);
        assert_eq!((ranking.runs, told(&ranking).len()), (count, 2));
        let pool = ranking.lanes().next().unwrap();
        assert_eq!(pool.lane.plan.kind, "pool");
        let wall = pool.score.as_ref().unwrap().wall;
        let median = [3000, 3050, 3100][count - 1];
        assert!(wall.0.abs_diff(ms(median).0) < Nanos::from_millis(1).0, "{count}: {wall:?}");
        assert_eq!(pool.remark, Remark::State("waiting"), "its next repetition has not begun");
    }
}

#[test]
fn work_that_is_not_timed_is_not_ranked() {
    let kinds = [("gil", 2, 60), ("pool", 2, 10)];
    let mut script = lanes(planned(&kinds, 1), &kinds, 1000);
    if let Some(EventKind::Plan(plan)) = script.0.first_mut().map(|event| &mut event.fact) {
        plan.workload.name = "print".into();
    }
    let model = fixture::model(&script.end(99_000, End::Finished));
    let ranking = Ranking::of(&model);
    assert_eq!(told(&ranking), ["- gil", "- pool"], "in the order of the plan");
    assert!(ranking.lanes().all(|lane| lane.remark == Remark::Done(64)));
    assert!(ranking.scale() == 0.0 || ranking.lanes().all(|lane| lane.possible.is_none()));
}

#[test]
fn the_scale_holds_everything_that_is_drawn_on_it() {
    let model = once(&[("gil", 2, 6000), ("pool", 16, 1000)]);
    let ranking = Ranking::of(&model);
    for lane in ranking.lanes() {
        let score = lane.score.as_ref().unwrap();
        let drawn = [score.speedup, lane.possible, lane.withheld().map(|beyond| beyond.most)];
        assert!(drawn.into_iter().flatten().all(|figure| figure <= ranking.scale()), "{lane:?}");
    }
    assert!(ranking.lanes().any(|lane| lane.withheld().is_some()));
}
