//! Columns of text on a terminal.
//!
//! Most characters take one column, those of East Asian scripts and most emoji two, marks that combine with the
//! character before them none. Hidden characters (a tab, an escape sequence, a zero-width character) are counted as
//! they are shown: as their escapes, see [`visible`].

use unicode_width::UnicodeWidthStr;

use super::escape::visible;

/// Columns that `text` takes on a terminal.
#[must_use]
#[allow(clippy::disallowed_methods, reason = "the one place that counts columns")]
pub(crate) fn width(text: &str) -> usize {
    let shown = visible(text);
    if shown.is_ascii() { shown.len() } else { shown.width() }
}

/// The same as a distance on a screen, which never exceeds this type.
#[must_use]
pub(crate) fn columns(text: &str) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}

/// `text` as it is shown, padded with spaces on the right to `columns` columns.
#[must_use]
pub(crate) fn pad_end(text: &str, columns: usize) -> String {
    visible(text).into_owned() + &" ".repeat(columns.saturating_sub(width(text)))
}

/// `text` as it is shown, padded with spaces on the left to `columns` columns.
#[must_use]
pub(crate) fn pad_start(text: &str, columns: usize) -> String {
    " ".repeat(columns.saturating_sub(width(text))) + &visible(text)
}

/// Number of characters: a place in a line of a file is named by it, as editors do. It says nothing about columns on a
/// screen.
#[must_use]
pub(crate) fn characters(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::text::escape::tests::any_text;
    use proptest::prelude::*;

    /// Widths of terminals that reports are tested at.
    pub(crate) const TERMINALS: [usize; 4] = [40, 80, 100, 200];

    /// Fails when a line of `text` is wider than `columns` columns.
    #[track_caller]
    pub(crate) fn assert_fits(text: &str, columns: usize) {
        let wide: Vec<&str> = text.lines().filter(|line| width(line) > columns).collect();
        assert!(wide.is_empty(), "wider than {columns}: {wide:#?} in\n{text}");
    }

    /// Fails when a word of `heads` is not whole somewhere in `text`.
    #[track_caller]
    pub(crate) fn assert_whole(text: &str, heads: &[&str]) {
        for word in heads.iter().flat_map(|head| head.split_whitespace()) {
            assert!(text.split_whitespace().any(|told| told == word), "{word} is broken in\n{text}");
        }
    }

    #[test]
    fn wide_characters_take_two_columns_and_marks_none() {
        for (text, columns) in [
            ("", 0),
            ("plain", 5),
            ("né ≤ ½", 6),
            ("日本", 4),
            ("e\u{301}", 1),
            ("한국", 4),
            ("\u{1112}\u{1161}\u{11ab}", 2),
            ("█▌░", 3),
            ("🚀", 2),
        ] {
            assert_eq!(width(text), columns, "{text}");
        }
    }

    #[test]
    fn what_is_hidden_takes_the_columns_of_its_escape() {
        for (text, shown) in [("a\tb", r"a\tb"), ("\u{200b}", r"\u{200b}"), ("\u{1b}[1m", r"\u{1b}[1m")] {
            assert_eq!((visible(text).as_ref(), width(text)), (shown, shown.len()));
        }
    }

    #[test]
    fn padding_fills_up_to_the_columns() {
        assert_eq!([pad_end("日", 4), pad_start("日", 4)], ["日  ", "  日"]);
        assert_eq!([pad_end("long", 2), pad_start("a\t", 4)], ["long", r" a\t"]);
        assert_eq!(columns(&"x".repeat(100_000)), u16::MAX);
    }

    proptest! {
        #[test]
        fn padded_text_has_the_columns_that_were_asked_for(text in any_text(), columns in 0usize..100) {
            for padded in [pad_end(&text, columns), pad_start(&text, columns)] {
                prop_assert_eq!(width(&padded), columns.max(width(&text)));
            }
        }
    }
}
