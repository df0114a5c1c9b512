//! Cuts text that is longer than its room: its beginning with an ellipsis, its beginning, or its end.

use super::escape::visible;
use super::width::width;

/// `text` as shown in at most `columns` columns, with `ellipsis` where it was cut.
#[must_use]
pub(crate) fn cut(text: &str, columns: impl Into<usize>, ellipsis: &str) -> String {
    let (shown, columns) = (visible(text), columns.into());
    if width(&shown) <= columns {
        return shown.into_owned();
    }
    match columns.checked_sub(width(ellipsis)) {
        Some(room) => format!("{}{ellipsis}", start(&shown, room)),
        None => start(ellipsis, columns).into(),
    }
}

/// The longest beginning of a text without hidden characters that takes at most `columns` columns.
#[must_use]
pub(crate) fn start(shown: &str, columns: usize) -> &str {
    let mut end = 0;
    for (at, c) in shown.char_indices() {
        let next = at + c.len_utf8();
        // No text takes more columns than bytes, so they are counted only where they may be too many.
        if next > columns && width(&shown[..next]) > columns {
            break;
        }
        end = next;
    }
    &shown[..end]
}

/// The longest end of a text without hidden characters that takes at most `columns` columns.
#[must_use]
pub(crate) fn end(shown: &str, columns: usize) -> &str {
    let fits = |at: &usize| width(&shown[*at..]) <= columns;
    let starts = shown.char_indices().map(|(at, _)| at).rev();
    &shown[starts.take_while(fits).last().unwrap_or(shown.len())..]
}

#[cfg(test)]
mod tests;
