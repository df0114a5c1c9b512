use proptest::prelude::*;

use super::*;

#[test]
fn a_split_character_belongs_to_the_piece_that_completes_it() {
    let mut pieces = Utf8Pieces::default();
    let bytes = "a█b".as_bytes();
    assert_eq!(pieces.text(&bytes[..2]), "a");
    assert_eq!(pieces.text(&bytes[2..3]), "");
    assert_eq!(pieces.text(&bytes[3..]), "█b");
    assert_eq!(pieces.rest(), "");
}

#[test]
fn what_is_no_text_is_replaced() {
    let mut pieces = Utf8Pieces::default();
    assert_eq!(pieces.text(b"a\xffb\xe2"), "a\u{fffd}b");
    assert_eq!(pieces.text(b"c"), "\u{fffd}c", "the character was not completed");
    assert_eq!(pieces.text(b"\xe2\x96"), "");
    assert_eq!((pieces.rest(), pieces.rest()), ("\u{fffd}", ""));
}

proptest! {
    #[test]
    fn pieces_of_any_text_make_the_text(text in any::<String>(), cuts in proptest::collection::vec(0usize..400, 0..20)) {
        let bytes = text.as_bytes();
        let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(bytes.len())).collect();
        cuts.extend([0, bytes.len()]);
        cuts.sort_unstable();
        let mut pieces = Utf8Pieces::default();
        let mut made: String = cuts.windows(2).map(|cut| pieces.text(&bytes[cut[0]..cut[1]])).collect();
        made.push_str(pieces.rest());
        prop_assert_eq!(made, text);
    }

    #[test]
    fn any_bytes_make_the_same_text_in_pieces_as_whole(bytes in proptest::collection::vec(any::<u8>(), 0..60), cut in 0usize..60) {
        let cut = cut.min(bytes.len());
        let mut pieces = Utf8Pieces::default();
        let mut made = pieces.text(&bytes[..cut]);
        made.push_str(&pieces.text(&bytes[cut..]));
        made.push_str(pieces.rest());
        prop_assert_eq!(made, String::from_utf8_lossy(&bytes).into_owned());
    }
}
