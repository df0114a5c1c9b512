use super::*;
use proptest::prelude::*;

#[test]
fn what_has_a_meaning_is_escaped_and_what_has_no_place_is_shown() {
    assert_eq!(escaped("<a b=\"c\"> & 'd'"), "&lt;a b=&quot;c&quot;&gt; &amp; 'd'");
    assert_eq!(escaped("a\u{1b}\0\u{ffff}"), r"a\u{1b}\u{0}\u{ffff}");
}

proptest! {
    /// `Char` of XML 1.0, without the ends of lines.
    #[test]
    fn every_character_is_one_of_xml(text: String) {
        let allowed = |c| matches!(c, ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
        prop_assert!(escaped(&text).chars().all(allowed));
    }
}
