//! Text into cells. All text gets onto the screen here, so invisible characters are shown escaped everywhere.
//!
//! Nothing else in this program calls ratatui's own functions for it (`clippy.toml` ensures that): they leave out
//! most invisible characters, and let pass those that join the character before them.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::text::escape::{is_hidden, visible};
use crate::text::width::width as text_width;

/// Writes `text` into at most `width` columns from (`x`, `y`) on; returns the column after it.
#[allow(clippy::disallowed_methods, reason = "the one place that writes text into a buffer, escaped")]
pub(in crate::ui) fn text(
    buf: &mut Buffer,
    (x, y): (u16, u16),
    text: &str,
    width: impl Into<usize>,
    style: Style,
) -> u16 {
    buf.set_stringn(x, y, visible(text), width.into(), style).0
}

/// The same for a line of several styles.
#[allow(clippy::disallowed_methods, reason = "the one place that writes text into a buffer, escaped")]
pub(in crate::ui) fn line(buf: &mut Buffer, (x, y): (u16, u16), line: &Line, width: u16) -> u16 {
    buf.set_line(x, y, &shown(line), width).0
}

/// Width of a line.
pub(in crate::ui) fn width(line: &Line) -> usize {
    line.spans.iter().map(|span| text_width(&span.content)).sum()
}

/// A line as it is shown.
fn shown<'a>(line: &'a Line<'a>) -> Cow<'a, Line<'a>> {
    if !line.spans.iter().any(|span| span.content.contains(is_hidden)) {
        return Cow::Borrowed(line);
    }
    let spans = line.spans.iter().map(|span| Span::styled(visible(&span.content), span.style));
    Cow::Owned(Line { style: line.style, alignment: line.alignment, spans: spans.collect() })
}

#[cfg(test)]
mod tests;
