use super::*;

#[test]
fn requests_are_lines_that_can_be_typed() {
    for (steer, word) in [
        (Steer::Next, "next"),
        (Steer::Back, "back"),
        (Steer::Pause, "pause"),
        (Steer::Blank, "blank"),
        (Steer::Fallback, "fallback"),
    ] {
        let text = format!("{{\"do\":\"{word}\"}}\n");
        assert_eq!(line(&steer), text.as_bytes());
        assert_eq!(serde_json::from_str::<Steer>(&text).unwrap(), steer);
    }
    assert!(serde_json::from_str::<Steer>("{\"do\":\"quit\"}").is_err(), "a follower cannot end the talk");
}

#[test]
fn pieces_become_lines_and_one_without_an_end_is_refused() {
    let (mut lines, mut heard) = (Lines::new(8), Vec::new());
    for piece in [&b"on"[..], b"e\ntwo\nth", b"ree\n"] {
        assert!(lines.take(piece, |line| heard.push(String::from_utf8_lossy(line).into_owned())));
    }
    assert_eq!(heard, ["one", "two", "three"]);
    assert!(!lines.take(b"much too long", |_| {}));
}
