use super::cells::{BACKGROUND, CELL_WIDTH, FOREGROUND, MARGIN, hex};
use super::*;
use crate::ui::script::Script;
use crate::ui::widget::put;
use ratatui::style::Color;

#[test]
fn the_svg_is_well_formed_and_holds_the_verdict() {
    let svg = svg(&Script::of(&["gil", "pool"]).finished(), &UiState::default(), &Theme::default(), 120, 40);
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
    assert!(svg.contains("times as fast as"));
    assert_eq!(svg.matches("<text ").count(), svg.matches("</text>").count());
}

#[test]
fn columns_align_whatever_the_font() {
    let mut buf = Buffer::empty(Rect::new(0, 0, 10, 1));
    put::text(&mut buf, (2, 0), "a<b", 3u16, ratatui::style::Style::new());
    let svg = svg_of(&buf, &Theme::default());
    let x = MARGIN + 2.0 * CELL_WIDTH;
    assert!(svg.contains(&format!("x=\"{x:.1}\"")) && svg.contains("textLength=\"25.2\""), "{svg}");
    assert!(svg.contains(">a&lt;b</text>"));
}

#[test]
fn equal_blocks_are_one_rectangle() {
    let mut buf = Buffer::empty(Rect::new(0, 0, 6, 1));
    put::text(&mut buf, (0, 0), "▇▇▇▇▇▇", 6u16, ratatui::style::Style::new().fg(Color::Cyan));
    assert_eq!(svg_of(&buf, &Theme::default()).matches("<rect").count(), 2);
}

#[test]
fn a_theme_brings_its_colours_and_its_ground() {
    use crate::ui::theme::{Depth, built_in};
    let theme = Theme::of(built_in::by_name("light").unwrap(), Depth::True, false);
    let svg = svg(&Script::of(&["gil", "pool"]).finished(), &UiState::default(), &theme, 120, 40);
    assert!(svg.contains("rx=\"8\" fill=\"#ffffff\"/>"), "the ground");
    assert!(svg.contains("fill=\"#1f2328\"") && svg.contains("fill=\"#003c46\""), "text and computing");
    assert!(!svg.contains(FOREGROUND) && !svg.contains(BACKGROUND));
    assert_eq!(hex(Color::Indexed(196), ""), "#ff0000");
}
