use ratatui::layout::Rect;

use super::*;
use crate::text::escape::tests::{HOSTILE, assert_visible};

fn written(buf: &Buffer) -> String {
    buf.content().iter().map(ratatui::buffer::Cell::symbol).collect::<String>().trim_end().into()
}

#[test]
fn what_is_not_seen_is_shown_in_text_and_lines_and_counted_as_it_is_shown() {
    let mut buf = Buffer::empty(Rect::new(0, 0, 40, 1));
    assert_eq!(text(&mut buf, (0, 0), "a\u{1b}b\u{200d}", 40u16, Style::new()), 16);
    assert_eq!(written(&buf), r"a\u{1b}b\u{200d}");
    let parts = Line::from(vec![Span::raw("x\u{202e}"), Span::raw("y")]);
    assert_eq!(width(&parts), 10);
    assert_eq!(line(&mut buf, (16, 0), &parts, 9), 25);
    assert_eq!(written(&buf), r"a\u{1b}b\u{200d}x\u{202e}");
}

#[test]
fn no_hidden_character_gets_into_a_cell() {
    let mut buf = Buffer::empty(Rect::new(0, 0, 300, 2));
    text(&mut buf, (0, 0), HOSTILE, 300u16, Style::new());
    line(&mut buf, (0, 1), &Line::from(HOSTILE.replace('\n', "")), 300);
    assert_visible("the screen", &written(&buf));
}
