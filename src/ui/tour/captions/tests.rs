use super::*;

#[test]
fn captions_of_one_moment_stand_one_after_another() {
    let begun = Instant::now();
    let mut captions = Captions::default();
    for words in ["one", "two", "three"] {
        captions.add(words.into(), begun);
    }
    assert_eq!((captions.shown(), captions.are_waiting()), ("one", true));
    captions.advance(begun + LEAST / 2);
    assert_eq!(captions.shown(), "one", "it has not been read yet");
    captions.advance(begun + LEAST);
    assert_eq!(captions.shown(), "two");
    captions.advance(begun + LEAST + LEAST / 2);
    assert_eq!(captions.shown(), "two", "each stands for as long");
    captions.advance(begun + 2 * LEAST);
    assert_eq!((captions.shown(), captions.are_waiting()), ("three", false));
    captions.add("four".into(), begun + 9 * LEAST);
    assert_eq!(captions.shown(), "four", "nothing is in its way");
}

#[test]
fn the_last_caption_is_the_one_that_stays() {
    let mut captions = Captions::default();
    captions.show_last();
    assert_eq!(captions.shown(), "");
    for words in ["one", "two", "three"] {
        captions.add(words.into(), Instant::now());
    }
    captions.show_last();
    assert_eq!((captions.shown(), captions.are_waiting()), ("three", false));
}
