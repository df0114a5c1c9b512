use super::*;

#[test]
fn a_text_is_explained_by_the_words_in_it() {
    let id = |text| in_words(text).map(|entry| entry.id);
    for (text, expected) in [
        ("0.98 × one worker", Some("speed-up")),
        ("MACHINE 1.0 of 2 cores busy, 1.0 by this lane", Some("machine")),
        ("1.97 cores busy", Some("cores busy")),
        ("50 % lock-wait", Some("lock-wait")),
        ("core-wait 3.0%", Some("core-wait")),
        ("198 switches/s", Some("switches")),
        ("10.5/s", Some("progress")),
        ("cores gave 2.0 ×", Some("cores gave")),
        ("held 99 % of it", Some("handing over")),
        ("ratio", None),
        ("restless", None),
        ("", None),
    ] {
        assert_eq!(id(text), expected, "{text}");
    }
}
