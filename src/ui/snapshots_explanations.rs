//! Snapshots of what explains the screen: legends, popups, and the figures of work that waits.

use ratatui::layout::{Position, Rect};

use crate::event::Activity;
use crate::explain::{Explanation, by_id};
use crate::lane::LANES;
use crate::model::Model;
use crate::model::losses::Cause;
use crate::ui::appearance::Appearance;
use crate::ui::picture::render;
use crate::ui::roster::COLUMNS;
use crate::ui::script::Script;
use crate::ui::snapshots::{dump, rows};
use crate::ui::stage::StageKind;
use crate::ui::state::{Overlay, Page, UiState};
use crate::ui::theme::Theme;
use crate::ui::view::{DrawContext, explained};

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];

/// Name of the explanation of a cell, on a screen of 80x24; of what the keyboard has chosen without one.
fn id_at(model: &Model, state: &UiState, at: Option<Position>) -> Option<&'static str> {
    let theme = Theme::default();
    let ctx = DrawContext::new(model, state, (&theme).into(), StageKind::Live, 24);
    explained(&ctx, Rect::new(0, 0, 80, 24), at).map(|entry| entry.id)
}

/// The cell in the middle of the first such text on a screen of 80x24.
fn cell_of(model: &Model, state: &UiState, text: &str) -> Position {
    let screen = rows(model, state, 80, 24);
    let found = screen.iter().zip(0..).find_map(|(row, y)| {
        let before = row.split_once(text)?.0.chars().count() + text.chars().count() / 2;
        Some(Position { x: u16::try_from(before).unwrap(), y })
    });
    found.unwrap_or_else(|| panic!("{text} in:\n{}", screen.join("\n")))
}

#[test]
fn what_stands_on_the_race_is_explained() {
    let (model, state) = (Script::of(&["gil", "pool"]).model_at(8.5), UiState::default());
    for (text, expected) in [
        ("simulated GIL", "lane gil"),
        ("WORKER PROCESSES", "lane pool"),
        ("2 cores 3", "page cores"),
        ("primes", "header"),
        ("× one worker", "speed-up"),
        ("lock-wait", "lock-wait"),
        ("198 switches/s", "switches"),
        ("messages", "messages"),
        ("serialise <1 %", "serialise"),
        ("64/64", "progress"),
        ("cores gave", "cores gave"),
        ("T0", "worker"),
        ("by this lane", "machine"),
        ("c0", "core"),
        ("4 s", "axis"),
        ("▇ not the workers", "not the workers"),
        ("self", "self"),
    ] {
        let at = cell_of(&model, &state, text);
        assert_eq!(id_at(&model, &state, Some(at)), Some(expected), "{text} at {at}");
    }
    assert_eq!(id_at(&model, &state, Some(Position { x: 2, y: 5 })), Some("cores busy"), "large numerals");
    for text in ["? help", "space"] {
        assert_eq!(id_at(&model, &state, Some(cell_of(&model, &state, text))), None, "{text}");
    }
}

#[test]
fn marks_and_columns_are_explained_where_they_are_seen() {
    let script = Script::with_deaths();
    let model = script.model_at(script.first_task_of_pool() + 1.3);
    let race = UiState::default();
    for (mark, expected) in [("†!+", "mark notice"), ("† died", "mark death")] {
        let at = cell_of(&model, &race, mark);
        assert_eq!(id_at(&model, &race, Some(at)), Some(expected), "{mark}");
    }
    let workers = UiState::on(Page::Workers);
    for (head, expected) in [("l-wait", "column lock-wait"), ("pid/tid", "column pid/tid")] {
        let at = cell_of(&model, &workers, head);
        assert_eq!(id_at(&model, &workers, Some(at)), Some(expected), "{head}");
    }
    let lock = UiState::on(Page::Lock);
    for (text, expected) in [
        ("LOCK HOLDERS", "holders"),
        ("requests", "requests"),
        ("threads' time", "lock cost"),
        ("THE WHOLE RUN", "whole run"),
        ("interval 5 ms", "interval"),
    ] {
        let at = cell_of(&model, &lock, text);
        assert_eq!(id_at(&model, &lock, Some(at)), Some(expected), "{text}");
    }
    let losses = UiState::on(Page::Losses);
    for cause in Cause::ALL.into_iter().filter(|cause| *cause != Cause::Stopped) {
        let at = cell_of(&model, &losses, &format!("{} ", cause.word()));
        assert!(id_at(&model, &losses, Some(at)).is_some(), "{cause:?}");
    }
}

#[test]
fn the_keyboard_chooses_a_lane_a_worker_a_column_or_a_page() {
    let model = Script::of(&["gil", "pool"]).model_at(8.5);
    let id = |state: &UiState| id_at(&model, state, None);
    assert_eq!(id(&UiState::default()), None, "nothing is chosen: the help is wanted");
    assert_eq!(id(&UiState::default().focused(1)), Some("lane pool"));
    assert_eq!(id(&UiState::default().selecting(1, 0)), Some("worker"));
    assert_eq!(id(&UiState::on(Page::Losses)), Some("page losses"));
    let mut table = UiState::on(Page::Workers);
    assert_eq!(id(&table), Some("page workers"));
    let cpu = COLUMNS.iter().position(|column| column.name == "CPU").unwrap();
    table.sort.choose(cpu);
    assert_eq!(id(&table), Some("column CPU"));
}

#[test]
fn every_page_lane_column_activity_and_cause_has_an_explanation() {
    let pages = Page::ALL.map(|page| format!("page {}", page.name()));
    let lanes = LANES.iter().map(|lane| format!("lane {}", lane.kind()));
    let columns = COLUMNS.iter().map(|column| format!("column {}", column.name));
    let activities = Activity::ALL.map(|activity| activity.word().to_string());
    for id in pages.into_iter().chain(lanes).chain(columns).chain(activities) {
        assert!(by_id(&id).is_some(), "{id}");
    }
    for cause in Cause::ALL {
        assert!(crate::explain::in_words(cause.word()).is_some(), "{cause:?}");
    }
}

#[test]
fn a_page_has_the_number_in_its_title_that_its_tab_has() {
    for page in Page::ALL {
        let entry = by_id(&format!("page {}", page.name())).unwrap();
        assert_eq!(entry.title, format!("{} {}", page.number(), page.name()));
    }
}

#[test]
fn a_race_has_its_legend_at_every_size() {
    let running = Script::of(&["gil", "pool"]).model_at(8.5);
    for (width, height) in SIZES {
        let screen = rows(&running, &UiState::default(), width, height).join("\n");
        let legend = ["▇ not the workers", "cores gave what the machine could give", "blank idle"];
        assert!(legend.iter().all(|entry| screen.contains(entry)), "{width}x{height}:\n{screen}");
    }
    let small = rows(&running, &UiState::default(), 40, 12).join("\n");
    assert!(small.contains("▇ not the workers …"), "{small}");
    let script = Script::with_deaths();
    let healed = script.model_at(script.first_task_of_pool() + 1.3);
    let screen = rows(&healed, &UiState::default(), 80, 24).join("\n");
    let legend = "† died  ! noticed  + replaced  ↻ ran again  ▇ not the workers …";
    assert!(screen.contains(legend), "whole entries, and a sign that there are more:\n{screen}");
    let before = rows(&Script::of(&["gil", "pool"]).model_at(0.5), &UiState::default(), 80, 24).join("\n");
    assert!(!before.contains("not the workers") && !before.contains("cores gave"), "{before}");
}

#[test]
fn legends() {
    let script = Script::with_deaths();
    let model = script.model_at(script.first_task_of_pool() + 1.3);
    for (page, name) in [(Page::Race, "race"), (Page::Cores, "cores"), (Page::Workers, "workers")] {
        let buf = render(&model, &UiState::on(page), &Theme::default(), 80, 24);
        insta::assert_snapshot!(format!("legend_{name}_80x24"), dump(&buf));
    }
    let ascii = Theme::new(false, true);
    insta::assert_snapshot!("legend_ascii_80x24", dump(&render(&model, &UiState::default(), &ascii, 80, 24)));
}

fn explaining(id: &str) -> (&'static Explanation, UiState) {
    let entry = by_id(id).unwrap();
    (entry, UiState::default().with_overlay(Overlay::Explanation(entry)))
}

#[test]
fn popups() {
    let model = Script::of(&["gil", "pool"]).model_at(8.5);
    for (width, height) in [(40, 12), (80, 24), (120, 40)] {
        let (_, state) = explaining("speed-up");
        let buf = render(&model, &state, &Theme::default(), width, height);
        insta::assert_snapshot!(format!("explanation_{width}x{height}"), dump(&buf));
    }
}

/// Every explanation is read whole on a small screen.
#[test]
fn an_explanation_has_room_on_a_screen_of_forty_columns() {
    let model = Script::of(&["gil", "pool"]).model_at(8.5);
    for id in ["speed-up", "gil strip", "holders", "lane gil", "waits", "unexplained"] {
        let (entry, state) = explaining(id);
        let screen = rows(&model, &state, 40, 12).join(" ");
        let words: Vec<&str> = screen.split(|c: char| c == '│' || c.is_whitespace()).collect();
        for sentence in [entry.what, entry.how] {
            let last = sentence.split_whitespace().last().unwrap();
            assert!(words.contains(&last), "{id}: {last} in {screen}");
        }
    }
}

#[test]
fn work_that_waits_shows_its_speed_and_not_its_idle_cores() {
    let script = Script::of(&["gil", "async", "pool"]).on(4, 2).waiting();
    let theme = Theme::default();
    for (phase, seconds) in [("running", 2.2), ("finished", 1000.0)] {
        let model = script.model_at(seconds);
        for (width, height) in [(80, 24), (120, 40)] {
            let name = format!("waiting_{width}x{height}_{phase}");
            insta::assert_snapshot!(name, dump(&render(&model, &UiState::default(), &theme, width, height)));
        }
        let appearance = Appearance { present: true, ..(&theme).into() };
        let buf = render(&model, &UiState::default(), appearance, 80, 24);
        insta::assert_snapshot!(format!("waiting_present_80x24_{phase}"), dump(&buf));
    }
    let running = script.model_at(2.2);
    let screen = rows(&running, &UiState::default(), 80, 24).join("\n");
    assert!(screen.contains("times one worker's speed"), "{screen}");
    assert_eq!(id_at(&running, &UiState::default(), Some(Position { x: 2, y: 5 })), Some("speed-up"));
}
