//! Snapshots of the ranking: on every screen, in every theme, and for every kind of result.

use ratatui::buffer::Buffer;
use ratatui::style::Color;

use crate::event::{LaneId, Nanos, PythonPlan, Repetition, Repetitions};
use crate::model::Model;
use crate::model::repetition::{LaneRun, Run};
use crate::model::score::Score;
use crate::ui::appearance::Appearance;
use crate::ui::picture::render;
use crate::ui::script::Script;
use crate::ui::snapshots::dump;
use crate::ui::state::{Page, UiState};
use crate::ui::theme::{Depth, Theme, built_in};

/// Common screens: a corner of one, the classic terminal, the usual one, a large one.
const SCREENS: [(u16, u16); 4] = [(40, 12), (80, 24), (120, 40), (200, 60)];

/// The lanes of the largest race.
const EIGHT: [&str; 8] =
    ["sequential", "threads", "gil", "pool", "processes", "interpreters", "async", "dask"];

/// A race of the lanes that such a number of them has.
pub(in crate::ui) fn script(lanes: usize) -> Script {
    match lanes {
        2 => Script::of(&["gil", "pool"]),
        4 => Script::of(&["sequential", "threads", "gil", "pool"]).on(4, 4),
        _ => Script::of(&EIGHT).on(4, 4),
    }
}

/// The same race repeated seven times. The times of a lane are spread by this share, those of different lanes apart.
pub(in crate::ui) fn repeated(script: &Script, spread: f64) -> Model {
    let mut model = script.finished();
    let order: Vec<LaneId> = model.lanes.iter().map(|lane| lane.plan.id).collect();
    if let Some(plan) = &mut model.plan {
        plan.repetitions = Repetitions { planned: 7, budget_s: None };
    }
    model.repetition = Some(Repetition { number: 7, order: order.clone() });
    let run = |number: u32| {
        let of_lane = |(place, lane): (u32, &crate::model::lane::Lane)| {
            let score = Score::of(&model, lane);
            let factor = 1.0 + spread * (f64::from((number * 3 + place * 5) % 7) - 3.0) / 3.0;
            let faster = |figure: Option<f64>| figure.map(|figure| figure / factor);
            LaneRun {
                wall: Some(Nanos::from_secs_f64(score.wall.secs() * factor)),
                start: score.start,
                throughput: score.throughput / factor,
                speedup: faster(score.speedup),
                speedup_withheld: score.speedup_withheld,
                efficiency: faster(score.efficiency),
                cores_busy: score.cores_busy,
                cores_busy_withheld: score.cores_busy_withheld,
                capacity: score.capacity,
                possible: score.possible,
                of_capacity: faster(score.of_capacity),
                time: score.time,
                done: lane.done,
                failed: lane.failed,
                digest: None,
            }
        };
        let lanes = (0..).zip(&model.lanes).map(of_lane).collect();
        Run { number, order: order.clone(), lanes, fault: None }
    };
    let runs: Vec<Run> = (1..=7).map(run).collect();
    Model { runs, ..model }
}

/// A race of this program's lanes beside those of a real CPython.
fn with_python() -> Model {
    let mut model = Script::of(&["gil", "pool", "py-threads", "py-pool"]).finished();
    let python = PythonPlan {
        asked: "python3".into(),
        path: "/usr/bin/python3".into(),
        version: "3.11.7".into(),
        gil: true,
        fork: true,
        ..PythonPlan::default()
    };
    for lane in &mut model.lanes[2..] {
        lane.plan.python = Some(python.clone());
        lane.plan.locked = lane.plan.kind == "py-threads";
        lane.plan.processes = lane.plan.kind == "py-pool";
    }
    model
}

fn ranking(model: &Model, theme: &Theme, present: bool, (width, height): (u16, u16)) -> Buffer {
    let appearance = Appearance { present, ..theme.into() };
    render(model, &UiState::on(Page::Ranking), appearance, width, height)
}

fn text(buf: &Buffer) -> String {
    let row = |row: &[ratatui::buffer::Cell]| -> String {
        row.iter().map(ratatui::buffer::Cell::symbol).collect::<String>() + "\n"
    };
    buf.content().chunks(buf.area.width.into()).map(row).collect()
}

#[test]
fn the_ranking_on_every_screen() {
    for lanes in [2, 4, 8] {
        let model = script(lanes).finished();
        for screen in SCREENS {
            for (present, mode) in [(false, ""), (true, "_present")] {
                let (width, height) = screen;
                let drawn = dump(&ranking(&model, &Theme::default(), present, screen));
                insta::assert_snapshot!(format!("ranking_{lanes}_{width}x{height}{mode}"), drawn);
            }
        }
    }
}

#[test]
fn the_ranking_in_every_theme() {
    for lanes in [2, 4, 8] {
        let model = script(lanes).finished();
        for theme_file in built_in::theme_files() {
            let name = &theme_file.name;
            for depth in [Depth::True, Depth::Sixteen] {
                let theme = Theme::of(theme_file, depth, false);
                let drawn = dump(&ranking(&model, &theme, false, (80, 24)));
                insta::assert_snapshot!(format!("theme_{name}_{depth:?}_{lanes}"), drawn);
            }
        }
    }
}

#[test]
fn a_repeated_race_has_intervals_and_marks_what_is_open() {
    // On one core all lanes take equally long.
    let settled = repeated(&script(4), 0.01);
    let unsettled = repeated(&script(4).on(4, 1), 0.1);
    for (name, model) in [("settled", settled), ("unsettled", unsettled)] {
        for screen in SCREENS {
            let (width, height) = screen;
            for (present, mode) in [(false, ""), (true, "_present")] {
                let drawn = ranking(&model, &Theme::default(), present, screen);
                if width >= 80 && !present {
                    let screen = text(&drawn);
                    assert!(screen.contains("Medians of 7 repetitions") && screen.contains('–'), "{screen}");
                    assert!(name == "settled" || screen.contains("~1 "), "{screen}");
                }
                insta::assert_snapshot!(format!("repeated_{name}_{width}x{height}{mode}"), dump(&drawn));
            }
        }
    }
}

#[test]
fn lanes_with_faults_and_lanes_that_disagree() {
    let lanes = ["sequential", "threads", "gil", "pool"];
    let broken = Script { broken: Some(1), ..Script::of(&lanes).on(4, 4) }.finished();
    let liar = Script { liar: Some(3), ..Script::of(&lanes).on(4, 4) }.finished();
    for (name, model, fault) in [("broken", &broken, "failed: worker 1"), ("liar", &liar, "results differ")] {
        for screen in SCREENS {
            let (width, height) = screen;
            let drawn = ranking(model, &Theme::default(), false, screen);
            let screen = text(&drawn);
            assert!(screen.contains(&fault[..6]), "{width}x{height}:\n{screen}");
            assert!(width < 120 || screen.contains(fault), "{width}x{height}:\n{screen}");
            insta::assert_snapshot!(format!("{name}_{width}x{height}"), dump(&drawn));
        }
    }
}

#[test]
fn families_stand_apart_and_real_python_first() {
    let model = with_python();
    for screen in SCREENS {
        let (width, height) = screen;
        let drawn = ranking(&model, &Theme::default(), false, screen);
        let found = text(&drawn);
        if height >= 24 {
            let at = |words: &str| found.find(words).unwrap_or_else(|| panic!("{words}:\n{found}"));
            let list = at("this program's own lanes");
            assert!(at("py-pool") < list && found[list..].contains(" gil "), "{found}");
        }
        insta::assert_snapshot!(format!("python_{width}x{height}"), dump(&drawn));
    }
}

#[test]
fn while_a_race_runs_it_is_of_use_too() {
    let model = script(4).model_at(12.0);
    for screen in [(80, 24), (120, 40)] {
        let (width, height) = screen;
        let drawn = ranking(&model, &Theme::default(), false, screen);
        let found = text(&drawn);
        assert!(found.contains("racing") && found.contains("waiting"), "{found}");
        insta::assert_snapshot!(format!("racing_{width}x{height}"), dump(&drawn));
    }
}

#[test]
fn while_it_is_repeated_every_page_says_which_repetition_runs() {
    let mut model = script(4).model_at(9.0);
    if let Some(plan) = &mut model.plan {
        plan.repetitions = Repetitions { planned: 7, budget_s: None };
    }
    model.repetition = Some(Repetition { number: 3, order: Vec::new() });
    for page in Page::ALL {
        for (width, height) in [(60, 20), (80, 24), (120, 40), (200, 60)] {
            let drawn = render(&model, &UiState::on(page), &Theme::default(), width, height);
            let header = text(&drawn).lines().next().unwrap_or_default().to_string();
            assert!(header.contains("repetition 3 of 7"), "{page:?} at {width}x{height}: {header}");
        }
    }
}

#[test]
fn without_colours_and_in_ascii() {
    let model = script(8).finished();
    for (name, ascii) in [("monochrome", false), ("monochrome_ascii", true)] {
        let drawn = ranking(&model, &Theme::new(false, ascii), false, (80, 24));
        assert!(drawn.content().iter().all(|cell| (cell.fg, cell.bg) == (Color::Reset, Color::Reset)));
        insta::assert_snapshot!(name, dump(&drawn));
    }
}

/// At the classic size eight lanes, the figure and its sentence are all there.
#[test]
fn eight_lanes_and_the_verdict_fit_at_eighty_by_twenty_four() {
    let model = script(8).finished();
    for present in [false, true] {
        let drawn = text(&ranking(&model, &Theme::default(), present, (80, 24)));
        for lane in EIGHT {
            let row = |row: &str| row.split_whitespace().nth(1) == Some(lane);
            assert!(drawn.lines().any(row), "{lane}:\n{drawn}");
        }
        assert!(drawn.contains("fast as") && !drawn.contains("more lane"), "{drawn}");
        assert!(drawn.contains("Measured once."), "{drawn}");
        assert!(drawn.lines().any(|row| row.trim_start().starts_with(['█', '▀'])), "the figure:\n{drawn}");
    }
}
