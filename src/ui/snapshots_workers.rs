//! Snapshots of the table of workers and of the selected one.

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Color;

use crate::event::{Nanos, Stream, WorkerId};
use crate::model::Model;
use crate::model::lane::Printed;
use crate::ui::action::Action;
use crate::ui::appearance::Appearance;
use crate::ui::mouse::{Gesture, Mouse};
use crate::ui::picture::render;
use crate::ui::roster::{COLUMNS, count};
use crate::ui::script::Script;
use crate::ui::snapshots::{dump, rows};
use crate::ui::snapshots_sizes::is_drawn;
use crate::ui::stage::StageKind;
use crate::ui::state::{Page, UiState};
use crate::ui::theme::Theme;
use crate::ui::update::update;
use crate::ui::view::DrawContext;
use crate::ui::{scale, view};

fn table() -> UiState {
    UiState::on(Page::Workers)
}

/// Sorted by the column of this name.
fn sorted_by(name: &str) -> UiState {
    let mut state = table();
    state.sort.choose(COLUMNS.iter().position(|column| column.name == name).unwrap());
    state
}

fn screen(model: &Model, state: &UiState, width: u16, height: u16) -> Buffer {
    render(model, state, &Theme::default(), width, height)
}

#[test]
fn workers_at_every_size() {
    for (width, height) in [(40, 12), (80, 24), (120, 40), (200, 60)] {
        for workers in [1, 2, 8, 64] {
            let model = Script::of(&["gil", "pool"]).on(workers, 8).model_at(8.0);
            let buf = screen(&model, &table(), width, height);
            insta::assert_snapshot!(format!("workers_{workers}_{width}x{height}"), dump(&buf));
        }
    }
}

#[test]
fn workers_sorted_by_what_they_wait_for() {
    let model = Script::of(&["gil", "threads"]).on(8, 2).finished();
    insta::assert_snapshot!("workers_sorted_120x40", dump(&screen(&model, &sorted_by("lock-wait"), 120, 40)));
    let mut least = sorted_by("CPU");
    least.sort.invert();
    insta::assert_snapshot!("workers_sorted_80x24", dump(&screen(&model, &least, 80, 24)));
}

/// A dead and a stopped worker, and their printed lines.
fn with_deaths() -> Model {
    let script = Script::with_deaths();
    let first = script.first_task_of_pool();
    let mut model = script.model_at(first + 1.7);
    let printed = |n: u16| Printed {
        at: Nanos::from_secs_f64(first + f64::from(n) * 0.2),
        worker: WorkerId(n % 2),
        pid: Some(4711),
        stream: if n == 5 { Stream::Err } else { Stream::Out },
        line: format!("line {n} of what it printed"),
    };
    model.lanes[1].output = (0..8).map(printed).collect();
    model
}

#[test]
fn wounds_of_the_selected_worker() {
    let model = with_deaths();
    let state = |worker| table().selecting(1, worker);
    for (width, height) in [(80, 24), (120, 40)] {
        let buf = screen(&model, &state(1), width, height);
        insta::assert_snapshot!(format!("workers_wounded_{width}x{height}"), dump(&buf));
    }
    let script = Script::with_deaths();
    let dead = script.model_at(script.first_task_of_pool() + 2.4);
    insta::assert_snapshot!("workers_dead_120x40", dump(&screen(&dead, &state(1), 120, 40)));
    for (name, ascii) in [("workers_monochrome", false), ("workers_monochrome_ascii", true)] {
        let buf = render(&model, &state(0), &Theme::new(false, ascii), 80, 24);
        assert!(buf.content().iter().all(|c| (c.fg, c.bg) == (Color::Reset, Color::Reset)));
        assert!(!ascii || buf.content().iter().all(|c| c.symbol().is_ascii()));
        insta::assert_snapshot!(name, dump(&buf));
    }
}

#[test]
fn at_a_cursor_the_shares_are_those_of_that_moment() {
    let model = Script::of(&["gil", "pool"]).on(3, 2).model_at(4.0);
    let mut state = table();
    state.window.look(scale::extent(&model, 0), Nanos::from_millis(1500));
    insta::assert_snapshot!("workers_cursor_120x40", dump(&screen(&model, &state, 120, 40)));
}

#[test]
fn for_a_projector_there_are_fewer_words() {
    let model = with_deaths();
    let state = table().selecting(1, 0);
    let theme = Theme::default();
    let appearance = Appearance { present: true, ..(&theme).into() };
    insta::assert_snapshot!("workers_presented_80x24", dump(&render(&model, &state, appearance, 80, 24)));
}

fn ctx<'a>(
    model: &'a Model,
    state: &'a UiState,
    appearance: impl Into<Appearance<'a>>,
    area: Rect,
) -> DrawContext<'a> {
    DrawContext::new(model, state, appearance.into(), StageKind::Live, area.height)
}

/// The action of a press at the first place of `text` on the screen.
fn pressed(model: &Model, state: &UiState, text: &str) -> Option<Action> {
    let (area, theme) = (Rect::new(0, 0, 120, 40), Theme::default());
    let screen = rows(model, state, 120, 40);
    let found = |(y, row): (usize, &String)| {
        let at = row.find(text)?;
        Some((u16::try_from(row[..at].chars().count()).unwrap(), u16::try_from(y).unwrap()))
    };
    let (x, y) = screen.iter().enumerate().skip(2).find_map(found).unwrap();
    let mouse = Mouse { gesture: Gesture::Press, at: Position::new(x, y) };
    view::touched(&ctx(model, state, &theme, area), area, mouse)
}

#[test]
fn the_mouse_sorts_selects_and_looks() {
    let model = Script::of(&["gil", "pool"]).on(3, 2).model_at(4.0);
    let state = table();
    for (place, column) in COLUMNS.iter().enumerate().skip(3) {
        assert_eq!(pressed(&model, &state, column.name), Some(Action::Sort(place)), "{}", column.name);
    }
    assert_eq!(pressed(&model, &state, "T2"), Some(Action::Mark(0, 2)));
    assert_eq!(pressed(&model, &state, "P1"), Some(Action::Mark(1, 1)));
    let Some(Action::Look(at)) = pressed(&model, &state, "2.0 s") else {
        panic!("the axis is there to be pressed")
    };
    assert!((at.secs() - 2.0).abs() < 0.1, "{at:?}");
    assert_eq!(pressed(&model, &state, "WORKERS"), None);
    let reversed = sorted_by("worker").selecting(1, 0);
    assert_eq!(pressed(&model, &reversed, "P2"), Some(Action::Mark(1, 2)), "rows are where they are drawn");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    /// On every size, with any number of workers: something is drawn, what is hidden is counted, and the mouse
    /// selects only existing workers.
    #[test]
    fn every_size_draws_and_counts_what_it_does_not_show(
        width in 1u16..=220, height in 1u16..=70, workers in 1u16..70, lanes in 1usize..5, column in 0usize..14,
        seconds in 0.0f64..6.0, inverted: bool, present: bool, ascii: bool, wounded: bool,
        strides in proptest::option::of(-200i64..0), steps in -90isize..90, x in 0u16..220, y in 0u16..70,
    ) {
        let kinds = ["gil", "pool", "sequential", "threads"];
        let script = if wounded {
            Script::with_deaths()
        } else {
            Script { solo: 1.0, ..Script::of(&kinds[..lanes]).on(workers, 4) }
        };
        let model = script.model_at(if wounded { seconds + 6.0 } else { seconds });
        let mut state = table();
        state.sort.step(isize::try_from(column).unwrap());
        if inverted {
            state.sort.invert();
        }
        if let Some(strides) = strides {
            state.window.scrub(scale::extent(&model, 0), strides);
        }
        let (area, theme) = (Rect::new(0, 0, width, height), Theme::new(!ascii, ascii));
        let appearance = Appearance { present, ..(&theme).into() };
        let reach = view::reach(&ctx(&model, &state, appearance, area), area);
        let action = match (inverted, steps < 0) {
            (false, false) => Action::Down,
            (false, true) => Action::Up,
            (true, false) => Action::NextWorker,
            (true, true) => Action::WorkerBefore,
        };
        for _ in 0..steps.unsigned_abs() {
            update(&mut state, action.clone(), &model, reach);
        }
        let buf = render(&model, &state, appearance, width, height);
        prop_assert!(is_drawn(&buf));
        let text: String = buf.content().iter().map(ratatui::buffer::Cell::symbol).collect();
        if width >= 30 && height >= 3 && usize::from(reach.page) < count(&model) {
            let said = [format!("of {}", count(&model)), format!("{} unseen", count(&model))];
            prop_assert!(said.iter().any(|said| text.contains(said)), "{}", text);
        }
        if (30..90).contains(&width) && height >= 3 && count(&model) > 0 {
            prop_assert!(text.contains("column"), "{}", text);
        }
        let mouse = Mouse { gesture: Gesture::Press, at: Position::new(x % width, y % height) };
        if let Some(Action::Mark(lane, worker)) = view::touched(&ctx(&model, &state, appearance, area), area, mouse) {
            prop_assert!(worker < crate::ui::lanes::workers_of(&model, lane));
        }
    }
}
