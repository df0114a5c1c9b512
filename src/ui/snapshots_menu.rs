//! Snapshots of the menu: text and styles, at the sizes that matter.

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;

use crate::ui::menu::menu;
use crate::ui::picture::render;
use crate::ui::script::{Script, settings};
use crate::ui::snapshots::dump;
use crate::ui::snapshots_sizes::is_drawn;
use crate::ui::state::{Overlay, UiState};
use crate::ui::theme::Theme;
use crate::ui::view;

fn open(line: &str, steps: isize, theme: &Theme, width: u16, height: u16) -> Buffer {
    let mut menu = menu(Ok(settings()), Vec::new());
    menu.fit(view::menu_rows(Rect::new(0, 0, width, height)));
    menu.begin(line);
    menu.step(steps);
    let state = UiState::default().with_overlay(Overlay::Menu(Box::new(menu)));
    render(&Script::of(&["gil", "pool"]).model_at(8.5), &state, theme, width, height)
}

fn look(name: &str, line: &str, steps: isize) {
    for (width, height) in [(40, 12), (80, 24), (120, 40)] {
        let drawn = open(line, steps, &Theme::default(), width, height);
        insta::assert_snapshot!(format!("menu_{name}_{width}x{height}"), dump(&drawn));
    }
}

#[test]
fn everything() {
    look("everything", "", 0);
}

#[test]
fn the_end_of_everything() {
    look("end", "", -1);
}

#[test]
fn what_a_line_finds() {
    look("found", "work", 2);
}

#[test]
fn a_value_that_is_typed() {
    look("value", "workers 12", 0);
}

#[test]
fn a_value_that_is_wrong() {
    look("wrong", "workers many", 0);
}

#[test]
fn without_colours() {
    for (name, ascii) in [("menu_monochrome", false), ("menu_monochrome_ascii", true)] {
        let drawn = open("work", 2, &Theme::new(false, ascii), 80, 24);
        assert!(drawn.content().iter().all(|cell| (cell.fg, cell.bg) == (Color::Reset, Color::Reset)));
        insta::assert_snapshot!(name, dump(&drawn));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]
    /// At any size it draws, and where there is room it counts the entries that are hidden.
    #[test]
    fn every_size_draws(
        width in 1u16..220, height in 1u16..70, line in ".{0,20}", steps in -99isize..99, ascii: bool,
    ) {
        let drawn = open(&line, steps, &Theme::new(!ascii, ascii), width, height);
        prop_assert!(is_drawn(&drawn));
        let text: String = drawn.content().iter().map(ratatui::buffer::Cell::symbol).collect();
        let (mut menu, rows) = (menu(Ok(settings()), Vec::new()), view::menu_rows(drawn.area));
        menu.begin(&line);
        if width >= 40 && rows > 0 && menu.count() > rows {
            prop_assert!(text.contains(" above") || text.contains(" below"), "{}", text);
        }
    }
}
