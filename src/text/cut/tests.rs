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
