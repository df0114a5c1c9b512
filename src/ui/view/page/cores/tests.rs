//! Tests of the view of all cores on every screen and machine that matters, and of the mouse there.

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Color;

use super::*;
use crate::event::{Event, EventKind, Nanos};
use crate::model::Model;
use crate::ui::appearance::Appearance;
use crate::ui::picture::render;
use crate::ui::script::Script;
use crate::ui::snapshots::dump;
use crate::ui::stage::StageKind;
use crate::ui::state::{Page, Reach, UiState};
use crate::ui::theme::Theme;
use crate::ui::update::update;

fn state() -> UiState {
    UiState::on(Page::Cores)
}

/// A race of `gil` and `pool` with one worker for each core, but few enough to keep the script short.
fn script(cores: u16) -> Script {
    let solo = match cores {
        0..=2 => 6.0,
        3..=8 => 12.0,
        _ => 40.0,
    };
    Script { solo, ..Script::of(&["gil", "pool"]).on(cores.min(64), cores) }
}

fn text(buf: &Buffer) -> String {
    let row =
        |row: &[ratatui::buffer::Cell]| row.iter().map(ratatui::buffer::Cell::symbol).collect::<String>();
    buf.content().chunks(usize::from(buf.area.width.max(1))).map(row).collect::<Vec<_>>().join("\n")
}

/// The view alone, without the frame.
fn draw<'a>(
    model: &Model,
    state: &UiState,
    appearance: impl Into<Appearance<'a>>,
    width: u16,
    height: u16,
) -> Buffer {
    let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
    let area = buf.area;
    let ctx = DrawContext::new(model, state, appearance.into(), StageKind::Live, height);
    CoresView.draw(&ctx, area, &mut buf);
    buf
}

#[test]
fn every_machine_at_every_size() {
    for cores in [1, 2, 8, 64, 512] {
        let model = script(cores).finished();
        for (width, height) in [(40, 12), (80, 24), (120, 40), (200, 60)] {
            let buf = render(&model, &state(), &Theme::default(), width, height);
            insta::assert_snapshot!(format!("cores_{cores}_{width}x{height}"), dump(&buf));
        }
    }
}

#[test]
fn while_lanes_run() {
    for (name, script, seconds) in [
        ("cores_8_running", script(8), 9.0),
        ("cores_8_split", script(8).split(), 2.6),
        ("cores_12_hybrid", script(12).hybrid(), 43.0),
        ("cores_512_running", script(512), 42.0),
    ] {
        let model = script.model_at(seconds);
        insta::assert_snapshot!(name, dump(&render(&model, &state(), &Theme::default(), 120, 40)));
    }
}

#[test]
fn a_core_that_is_offline_says_so_instead_of_a_figure() {
    let mut model = script(8).model_at(9.0);
    let off = |model: &Model| -> Vec<String> {
        let text = text(&draw(model, &state(), &Theme::default(), 120, 40));
        let lines = text.lines().filter(|line| line.trim_end().ends_with(" off"));
        lines.map(|line| line.split_whitespace().next().unwrap_or_default().to_string()).collect()
    };
    assert_eq!(off(&model), [""; 0]);
    let sample = |offline: &[u16]| EventKind::Sample {
        busy: vec![500; 8],
        ours: vec![500; 8],
        stolen: vec![],
        offline: offline.into(),
        own: 8,
    };
    model.apply(&Event { at: model.now + Nanos::from_millis(250), fact: sample(&[3]) });
    assert_eq!(off(&model), ["c3"]);
    model.apply(&Event { at: model.now + Nanos::from_millis(250), fact: sample(&[]) });
    assert_eq!(off(&model), [""; 0]);
}

#[test]
fn without_colours_every_part_is_told_by_its_glyph() {
    for (name, cores, ascii) in
        [("cores_8_monochrome", 8, false), ("cores_8_ascii", 8, true), ("cores_512_ascii", 512, true)]
    {
        let buf = render(&script(cores).finished(), &state(), &Theme::new(false, ascii), 80, 24);
        assert!(buf.content().iter().all(|c| (c.fg, c.bg) == (Color::Reset, Color::Reset)));
        insta::assert_snapshot!(name, dump(&buf));
    }
}

#[test]
fn a_cursor_reads_out_each_core() {
    let model = script(8).finished();
    let mut state = state();
    update(&mut state, Action::Visit(0, Nanos::from_millis(5000)), &model, Reach::default());
    insta::assert_snapshot!("cores_8_cursor", dump(&render(&model, &state, &Theme::default(), 120, 40)));
    update(&mut state, Action::Visit(1, Nanos::from_millis(500)), &model, Reach::default());
    update(&mut state, Action::Stretch, &model, Reach::default());
    update(&mut state, Action::Stretch, &model, Reach::default());
    insta::assert_snapshot!("cores_8_stretched", dump(&render(&model, &state, &Theme::default(), 80, 24)));
}

#[test]
fn for_an_audience_there_are_fewer_words() {
    let theme = Theme::default();
    let appearance = Appearance { present: true, ..(&theme).into() };
    insta::assert_snapshot!(
        "cores_8_present",
        dump(&render(&script(8).finished(), &state(), appearance, 80, 24))
    );
}

#[test]
fn one_core_lit_for_threads_under_a_lock_and_all_for_processes() {
    let model = script(8).finished();
    let busy = |focus| {
        let state = state().focused(focus);
        text(&draw(&model, &state, &Theme::new(false, true), 40, 8)).lines().next().unwrap().to_string()
    };
    assert!(busy(0).contains("1.") && busy(0).contains("of 8") && busy(0).contains("gil"), "{}", busy(0));
    assert!(busy(1).contains("7.") && busy(1).contains("pool"), "{}", busy(1));
}

#[test]
fn what_the_mouse_hits() {
    let (model, state, theme) = (script(8).finished(), state(), Theme::default());
    let area = Rect::new(0, 0, 80, 18);
    let ctx = DrawContext::new(&model, &state, (&theme).into(), StageKind::Live, 24);
    let drawn = Stage::of(&ctx, area).unwrap();
    let column = &drawn.place.columns[1];
    let plot = drawn.place.plot(column.area);
    let at = |gesture, x, y| CoresView.touched(&ctx, area, Mouse { gesture, at: Position { x, y } });
    let row = column.lines[0].area.y;
    assert!(
        matches!(at(Gesture::Press, plot.x, row), Some(Action::Visit(0, at)) if at < Nanos::from_millis(500))
    );
    let last = model.lanes[1].started.unwrap() + Nanos::from_millis(200);
    let x = plot.x + drawn.session.seen.column(last, plot.width).unwrap();
    assert!(matches!(at(Gesture::Drag, x, row), Some(Action::Visit(1, _))));
    assert_eq!(at(Gesture::Press, plot.x, column.marks.y), Some(Action::Focus(0)));
    assert_eq!(at(Gesture::Press, x, column.marks.y), Some(Action::Focus(1)));
    assert_eq!(at(Gesture::WheelUp, x, row), Some(Action::Stretch));
    assert_eq!(at(Gesture::Press, column.area.x, row), None, "a label");
    assert_eq!(at(Gesture::Press, 1, 0), None, "the figures");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]
    /// At any size and with any number of cores something is drawn, nothing panics, and each core is in a row of its
    /// own, in a cell, named in a row, or counted.
    #[test]
    fn no_core_is_lost(
        width in 1u16..221, height in 1u16..71, cores in 1u16..513, seconds in 0.0f64..12.0,
        split: bool, hybrid: bool, present: bool, ascii: bool, strides in -200i16..200, stretched in 0u8..6,
    ) {
        let script = Script { solo: 6.0, ..Script::of(&["gil", "pool"]).on(2, cores) };
        let script = if split && cores > 1 { script.split() } else { script };
        let script = if hybrid { script.hybrid() } else { script };
        let model = script.model_at(seconds);
        let mut state = state();
        for _ in 0..stretched {
            update(&mut state, Action::Stretch, &model, Reach::default());
        }
        if strides > -100 {
            update(&mut state, Action::Scrub(strides), &model, Reach::default());
        }
        let theme = Theme::new(!ascii, ascii);
        let appearance = Appearance { present, ..(&theme).into() };
        prop_assert_eq!(render(&model, &state, appearance, width, height).area.width, width);
        let drawn = text(&draw(&model, &state, appearance, width, height));
        let ctx = DrawContext::new(&model, &state, appearance, StageKind::Live, height);
        let stage = Stage::of(&ctx, Rect::new(0, 0, width, height)).unwrap();
        prop_assert_eq!(stage.cores.len(), usize::from(cores));
        if stage.place.hidden > 0 && width >= 15 {
            let count = format!("+{} not shown", stage.place.hidden);
            prop_assert!(drawn.contains(&count), "{}", drawn);
        }
        let lines = stage.place.columns.iter().flat_map(|column| &column.lines);
        for line in lines.filter(|line| line.heads.is_none() && stage.place.gutter > 0) {
            let members = &stage.cores[line.members.clone()];
            let label = if members.len() > 1 { members[0].to_string() } else { format!("c{}", members[0]) };
            prop_assert!(drawn.contains(&label), "{} in\n{}", label, drawn);
        }
    }
}
