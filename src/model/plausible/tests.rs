//! Recordings with implausible figures, and what is still shown of them.

use serde_json::Value;

use super::*;
use crate::event::{Activity, ActivityTotals, Event, Machine, Slice};
use crate::model::fixture::{self, Script, accounts, model, ms, outcome};
use crate::model::losses::Losses;
use crate::model::score::Score;
use crate::report::{FORMATS, LaneReport, Report};

const RACE: &str = include_str!("../../../assets/race.jsonl");

/// The lines of a recorded race, without its header.
fn lines() -> Vec<Value> {
    RACE.lines().skip(1).map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn events(lines: &[Value]) -> Vec<Event> {
    lines.iter().map(|line| serde_json::from_value(line.clone()).unwrap()).collect()
}

/// Finds the places of numbers in a line; results are not figures.
fn numbers(value: &Value, at: String, found: &mut Vec<String>) {
    match value {
        Value::Number(_) => found.push(at),
        Value::Array(items) => {
            for (place, item) in items.iter().enumerate() {
                numbers(item, format!("{at}/{place}"), found);
            }
        }
        Value::Object(fields) => {
            for (name, item) in fields.iter().filter(|(name, _)| !matches!(name.as_str(), "results")) {
                numbers(item, format!("{at}/{name}"), found);
            }
        }
        _ => {}
    }
}

fn implausible(report: &Report) -> usize {
    report.doubts.iter().filter(|doubt| doubt.kind == "implausible-figure").count()
}

/// The ratios reported of a lane.
fn ratios(lane: &LaneReport) -> [(&'static str, Option<f64>); 7] {
    [
        ("speed-up", lane.speedup),
        ("efficiency", lane.efficiency),
        ("cores busy", lane.cores_busy),
        ("of capacity", lane.of_capacity),
        ("throughput", lane.throughput),
        ("wall time", lane.wall_s),
        ("measured", lane.losses.as_ref().map(|losses| losses.measured)),
    ]
}

/// Checks that every ratio of a report is possible, and that where one of `whole` is missing the doubt is there.
fn check(report: &Report, whole: &Report, why: &str) {
    for (lane, known) in report.lanes.iter().zip(&whole.lanes) {
        let workers = f64::from(lane.workers.max(1));
        let within = |most: f64| move |figure: f64| figure.is_finite() && (0.0..=most).contains(&figure);
        assert!(lane.speedup.is_none_or(within(2.0 * workers)), "{why}: {:?}", lane.speedup);
        assert!(lane.efficiency.is_none_or(within(2.0)), "{why}: {:?}", lane.efficiency);
        assert!(lane.cores_busy.is_none_or(within(2.0 * workers)), "{why}: {:?}", lane.cores_busy);
        assert!(lane.of_capacity.is_none_or(within(10.0)), "{why}: {:?}", lane.of_capacity);
        assert!(lane.balance.is_none_or(within(1.0 + 1e-9)), "{why}: {:?}", lane.balance);
        if let Some(losses) = &lane.losses {
            let told = [losses.possible, losses.measured];
            assert!(told.into_iter().all(within(2.0 * workers)), "{why}: {losses:?}");
            let times = serde_json::to_value(losses.times).unwrap();
            let times = times.as_object().unwrap().values().map(|times| times.as_f64().unwrap());
            assert!(times.into_iter().all(|times| times.abs() <= 2.0 * workers), "{why}: {losses:?}");
        }
        for ((name, figure), (_, before)) in ratios(lane).into_iter().zip(ratios(known)) {
            let missing = before.is_some() && figure.is_none();
            // A lane that has not done its tasks reports a fault; one that never was ready has no time at all.
            let beyond = report.doubts.iter().any(|doubt| doubt.kind == "beyond-possible");
            let told = implausible(report) > 0 || beyond || report.fault.is_some() || !lane.ran();
            assert!(!missing || told, "{why}: no {name}, and no doubt");
        }
    }
    for format in FORMATS.iter() {
        let text = format.render(report, crate::text::look::Look::default());
        let words = text.split(|c: char| !c.is_ascii_alphanumeric());
        assert!(!words.into_iter().any(|word| matches!(word, "NaN" | "inf" | "Infinity")), "{why}: {text}");
    }
}

#[test]
fn a_recorded_race_is_not_doubted() {
    assert_eq!(implausible(&Report::of(&model(&events(&lines())))), 0);
}

/// Changes every number of the lines on which figures depend, one after the other: far too small, too large, or odd.
#[test]
fn whatever_number_a_recording_has_no_ratio_is_beyond_what_can_be() {
    let lines = lines();
    let events = events(&lines);
    // Events that only serve pictures are left out, so that so many folds do not take long.
    let bulk =
        |line: &Value| ["slice", "lock_trace", "now", "sample"].iter().any(|kind| line.get(kind).is_some());
    let kept: Vec<usize> = (0..lines.len()).filter(|place| !bulk(&lines[*place])).collect();
    let fold = |begun: &Model, rest: &[&Event]| {
        let mut model = begun.clone();
        for event in rest {
            model.apply(event);
        }
        Report::of(&model)
    };
    let kept: Vec<(usize, &Event)> = kept.into_iter().map(|place| (place, &events[place])).collect();
    let all: Vec<&Event> = kept.iter().map(|(_, event)| *event).collect();
    // Everything before the line that is changed, taken in once.
    let mut begun = Model::default();
    let whole = fold(&begun, &all);
    assert!(whole.lanes.iter().all(|lane| ratios(lane).iter().all(|(_, ratio)| ratio.is_some())));
    let bearing = ["plan", "calibrated", "capacity", "lane_started", "lane_ready", "lane_finished"];
    let (mut tried, mut doubted) = (0, 0);
    for (done, &(place, event)) in kept.iter().enumerate() {
        let bears = bearing.iter().any(|kind| lines[place].get(kind).is_some());
        let mut places = Vec::new();
        numbers(&lines[place], String::new(), &mut places);
        for at in places.iter().filter(|at| bears && !at.contains("/holds/") && !at.contains("/waits/")) {
            let before = lines[place].pointer(at).unwrap().as_f64().unwrap();
            let values = [
                0.0,
                1.0,
                5.0,
                before / 1e6,
                before / 1000.0,
                before * 3.0,
                before * 1000.0,
                before * 1e9,
                9e15,
            ];
            for value in values {
                let mut line = lines[place].clone();
                #[allow(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "numbers of a test"
                )]
                let number = if lines[place].pointer(at).unwrap().is_f64() {
                    value.into()
                } else {
                    (value as u64).into()
                };
                *line.pointer_mut(at).unwrap() = number;
                // What is no event is refused by the reader.
                let Ok(spoilt) = serde_json::from_value::<Event>(line) else { continue };
                let mut changed = begun.clone();
                changed.apply(&spoilt);
                let report = fold(&changed, &all[done + 1..]);
                check(&report, &whole, &format!("line {} {at} = {value}, was {before}", place + 2));
                tried += 1;
                doubted += usize::from(implausible(&report) > 0);
            }
        }
        begun.apply(event);
    }
    assert!(tried > 500 && doubted > tried / 10, "{doubted} of {tried}");
}

/// A race of one lane with one implausible fact, made by `spoilt`.
fn doubted(spoilt: impl FnOnce(&mut Vec<Event>)) -> (Model, String) {
    let mut events = fixture::race();
    spoilt(&mut events);
    let model = model(&events);
    let doubt =
        model.doubts.iter().find(|doubt| doubt.kind == "implausible-figure").expect("a doubt").clone();
    (model, doubt.message)
}

fn change(events: &mut [Event], change: impl Fn(&mut EventKind)) {
    for event in events {
        change(&mut event.fact);
    }
}

#[test]
fn a_calibration_of_a_few_nanoseconds_is_no_baseline() {
    let (model, message) = doubted(|events| {
        change(events, |fact| {
            if let EventKind::Calibrated { solo, sample, .. } = fact {
                (*solo, *sample) = (Nanos(5), Nanos(5));
            }
        });
    });
    assert_eq!(
        message,
        "a calibration of 5 ns that predicts 5 ns for 64 tasks of size 20000 cannot be: so many tasks take 64 ns at \
         least and 9007199254740992 ns at most"
    );
    assert_eq!(Baseline::of(&model), None);
    let score = Score::of(&model, &model.lanes[0]);
    assert_eq!((score.speedup, score.efficiency, score.of_capacity), (None, None, None));
    assert!(score.throughput > 10.0, "what does not hang on it is told");
}

#[test]
fn a_lane_that_took_no_time_has_no_speed_and_no_verdict() {
    let (model, message) = doubted(|events| {
        change(events, |fact| {
            if let EventKind::LaneFinished { outcome, .. } = fact {
                outcome.finished = outcome.ready + Nanos(3);
            }
        });
    });
    assert!(message.contains("s of a worker's time cannot be: the lane ran for 0.0"), "{message}");
    let score = Score::of(&model, &model.lanes[0]);
    assert_eq!((score.wall, score.speedup, score.cores_busy), (Nanos::ZERO, None, None));
    let report = Report::of(&model);
    assert_eq!((report.lanes[0].wall_s, report.lanes[0].throughput), (None, None));
    assert_eq!(report.lanes[0].time_s, None);
    assert_eq!(
        report.verdict.as_deref().map(|verdict| verdict.contains("impossible, so nothing is compared")),
        Some(true)
    );
    assert_eq!(
        report.lanes[0].no_losses.as_deref(),
        Some("A figure that it follows from cannot be: the doubts say which.")
    );
}

#[test]
fn cpu_time_beyond_the_wall_time_keeps_no_core_busy() {
    let (model, message) = doubted(|events| {
        change(events, |fact| {
            if let EventKind::LaneFinished { outcome, .. } = fact {
                outcome.accounts[0].cpu = ms(1_000_000);
            }
        });
    });
    assert_eq!(message, "1000.000 s of a worker's CPU time cannot be: the lane ran for 6.101 s");
    assert_eq!(Score::of(&model, &model.lanes[0]).cores_busy, None);
    assert!(Losses::of(&model, &model.lanes[0]).is_err());
    assert!(Score::of(&model, &model.lanes[0]).speedup.is_some(), "it hangs on no CPU time");
}

#[test]
fn a_speed_up_that_no_lane_can_have_is_withheld_at_the_end() {
    let time = [(Activity::Compute, ms(1000))];
    let quick = outcome([1000, 1000, 2000], 64, accounts(2, 32, ms(1000), &time));
    let script = Script::calibrated(&[("pool", 2)]).lane(0, quick);
    let model = model(&script.end(3000, crate::event::End::Finished));
    let [doubt] = &model.doubts[..] else { panic!("{:?}", model.doubts) };
    assert_eq!(
        doubt.message,
        "a speed-up of 6.00 against a calibration of 0.25 s, 6.00 s for all tasks cannot be: 2 worker processes can be \
         twice as many times as fast at most"
    );
    assert_eq!(Score::of(&model, &model.lanes[0]).speedup, None);
}

#[test]
fn readings_that_cannot_be_are_not_taken_in() {
    let lane = LaneId(0);
    let cpu = |cpu| EventKind::WorkerCpu {
        lane,
        worker: crate::event::WorkerId(0),
        cpu,
        wait: Nanos::ZERO,
        turns: 1,
        core: None,
        rss: 0,
        last: false,
    };
    let slice =
        Slice { from: ms(1100), until: ms(1200), mix: ActivityTotals::only(Activity::Compute, ms(9000)) };
    let script = Script::calibrated(&[("pool", 2)])
        .at(1000, EventKind::LaneStarted { lane })
        .at(1000, EventKind::LaneReady { lane })
        .at(1500, cpu(ms(400)))
        .at(1600, cpu(Nanos(u64::MAX)))
        .at(1700, EventKind::Slice { lane, worker: crate::event::WorkerId(0), slice })
        .at(
            1800,
            EventKind::Sample {
                busy: vec![65_000, 0],
                ours: vec![],
                stolen: vec![],
                offline: vec![],
                own: 0,
            },
        )
        .progress(1900, 0, 4_000_000, 0);
    let model = script.model();
    assert_eq!(model.lanes[0].workers[0].cpu(), Some(ms(400)));
    assert_eq!((model.lanes[0].done, model.cores.count()), (0, 0));
    assert_eq!(model.lanes[0].time(ms(1800)).total(), Nanos::ZERO);
    assert_eq!(model.doubts.len(), 4, "{:?}", model.doubts);
}

#[test]
fn one_edited_clock_does_not_stretch_the_lanes_that_run() {
    let lane = LaneId(0);
    let script = Script::calibrated(&[("pool", 2)]);
    let mut events =
        script.at(1000, EventKind::LaneStarted { lane }).at(1000, EventKind::LaneReady { lane }).0;
    events.push(Event { at: ms(900_000_000), fact: EventKind::Phase(crate::event::Phase::Racing) });
    events.push(Event { at: ms(2000), fact: EventKind::Progress { lane, done: 32, failed: 0 } });
    let model = model(&events);
    assert_eq!(Score::of(&model, &model.lanes[0]).throughput.to_bits(), 0);
    assert!(
        model.doubts[0].message.starts_with("a fact that was told at 900000000000000 ns"),
        "{:?}",
        model.doubts
    );
}

#[test]
fn a_machine_that_cannot_be_is_told_as_far_as_it_can() {
    let mut plan = fixture::plan(&[("pool", 2), ("gil", 70_000)]);
    plan.machine = Machine { quota: Some(1e300), usable_cpus: 60_000, ..plan.machine };
    let model = model(&[Event { at: Nanos::ZERO, fact: EventKind::Plan(Box::new(plan)) }]);
    assert_eq!((model.quota(), model.plan.as_ref().unwrap().machine.usable_cpus), (None, 2));
    assert_eq!(model.doubts.len(), 3, "{:?}", model.doubts);
    assert!(model.lanes[1].withholds(&[Figure::Workers]) && model.lanes[0].withheld.is_empty());
}

#[test]
fn chunks_and_results_of_tasks_that_are_not_there_are_not_taken_in() {
    let (lane, worker) = (LaneId(0), crate::event::WorkerId(0));
    let chunk = |first, step, count| EventKind::Chunk { lane, worker, first, step, count };
    let result = |task| EventKind::Result { lane, worker, task, value: None };
    let model = Script::calibrated(&[("threads", 2)])
        .at(1000, EventKind::LaneStarted { lane })
        .at(1000, chunk(0, 1, 64))
        .at(1001, chunk(63, 1, 2))
        .at(1001, chunk(0, 0, 2))
        .at(1001, chunk(0, u32::MAX, u32::MAX))
        .at(1001, chunk(0, 1, 0))
        .at(1002, result(63))
        .at(1002, result(64))
        .model();
    let followed = &model.lanes[0].followed;
    assert_eq!((followed.chunks.len(), followed.results.len()), (1, 1));
    assert_eq!(model.doubts.iter().filter(|doubt| doubt.kind == "implausible-figure").count(), 5);
}
