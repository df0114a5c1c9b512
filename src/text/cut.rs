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
mod tests {
    use super::*;
    use crate::text::escape::tests::any_text;
    use proptest::prelude::*;

    #[test]
    fn what_fits_stays_and_what_does_not_has_a_sign() {
        for (text, columns, told) in [
            ("short", 5usize, "short"),
            ("longer", 5, "long…"),
            ("日本語", 6, "日本語"),
            ("日本語", 5, "日本…"),
            ("日本語", 4, "日…"),
            ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
            ("a\tb", 3, r"a\…"),
            ("x", 0, ""),
        ] {
            assert_eq!(cut(text, columns, "…"), told, "{text} in {columns}");
        }
        assert_eq!([cut("longer", 5usize, "..."), cut("longer", 2usize, "...")], ["lo...", ".."]);
    }

    #[test]
    fn beginnings_and_ends_are_whole_characters() {
        assert_eq!([start("日本", 3), start("日本", 1), start("abc", 9)], ["日", "", "abc"]);
        assert_eq!([end("日本", 3), end("日本", 1), end("abc", 2)], ["本", "", "bc"]);
    }

    proptest! {
        #[test]
        fn nothing_is_wider_than_it_may_be(text in any_text(), columns in 0usize..60) {
            for ellipsis in ["…", "...", ">"] {
                let told = cut(&text, columns, ellipsis);
                prop_assert!(width(&told) <= columns, "{told:?}");
                prop_assert!(width(&text) > columns || told == visible(&text), "{told:?}");
            }
            let shown = visible(&text);
            let [first, last] = [start(&shown, columns), end(&shown, columns)];
            prop_assert!(width(first) <= columns && shown.starts_with(first), "{first:?}");
            prop_assert!(width(last) <= columns && shown.ends_with(last), "{last:?}");
        }
    }
}
