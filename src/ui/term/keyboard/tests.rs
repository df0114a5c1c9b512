use super::*;
use crossterm::event::{MouseButton, MouseEventKind};
use proptest::prelude::*;

/// The events of these bytes, with the pause at the end.
fn heard(bytes: &[u8]) -> Vec<Event> {
    let (mut keyboard, mut events) = (Keyboard::default(), Vec::new());
    keyboard.read(bytes, &mut |event| events.push(event));
    if keyboard.patience().is_some() {
        keyboard.silence(&mut |event| events.push(event));
    }
    assert_eq!(keyboard.patience(), None);
    events
}

fn char(c: char) -> Event {
    press(KeyCode::Char(c), KeyModifiers::NONE)
}

fn key(code: KeyCode) -> Event {
    press(code, KeyModifiers::NONE)
}

#[test]
fn keys_are_heard_as_they_were_pressed() {
    let cases: [(&str, Vec<Event>); 23] = [
        ("qX", vec![char('q'), char('X')]),
        ("ä…", vec![char('ä'), char('…')]),
        ("\r\t\x7f", vec![key(KeyCode::Enter), key(KeyCode::Tab), key(KeyCode::Backspace)]),
        ("\x03", vec![press(KeyCode::Char('c'), KeyModifiers::CONTROL)]),
        ("\x1a", vec![press(KeyCode::Char('z'), KeyModifiers::CONTROL)]),
        ("\x1b", vec![key(KeyCode::Esc)]),
        ("\x1b\x1b", vec![key(KeyCode::Esc); 2]),
        ("\x1bx", vec![press(KeyCode::Char('x'), KeyModifiers::ALT)]),
        ("\x1bä", vec![press(KeyCode::Char('ä'), KeyModifiers::ALT)]),
        ("\x1b[A\x1bOB", vec![key(KeyCode::Up), key(KeyCode::Down)]),
        ("\x1b[1;2D", vec![press(KeyCode::Left, KeyModifiers::SHIFT)]),
        ("\x1b[1;5C", vec![press(KeyCode::Right, KeyModifiers::CONTROL)]),
        (
            "\x1b[5~\x1b[6~\x1b[1~\x1b[H",
            [KeyCode::PageUp, KeyCode::PageDown, KeyCode::Home, KeyCode::Home].map(key).into(),
        ),
        ("\x1b[Z", vec![key(KeyCode::BackTab)]),
        (
            "\x1bOP\x1bOR\x1b[11~\x1b[24~\x1b[[A\x1b[F",
            [1, 3, 1, 12, 1].map(|n| key(KeyCode::F(n))).into_iter().chain([key(KeyCode::End)]).collect(),
        ),
        ("\x1b[113;3u", vec![press(KeyCode::Char('q'), KeyModifiers::ALT)]),
        ("\x1b[113;9u", vec![press(KeyCode::Char('q'), KeyModifiers::SUPER)]),
        ("\x1b[113;17u", vec![press(KeyCode::Char('q'), KeyModifiers::HYPER)]),
        ("\x1b[120;2u", vec![press(KeyCode::Char('X'), KeyModifiers::SHIFT)]),
        ("\x1b[27;5;120~", vec![press(KeyCode::Char('x'), KeyModifiers::CONTROL)]),
        ("\x1b[113;65u", vec![char('q')]),
        ("\x1b[<0;10;5M", vec![mouse(MouseEventKind::Down(MouseButton::Left), 9, 4)]),
        ("\x1b[M !!q", vec![mouse(MouseEventKind::Down(MouseButton::Left), 0, 0), char('q')]),
    ];
    for (bytes, expected) in cases {
        assert_eq!(heard(bytes.as_bytes()), expected, "{bytes:?}");
    }
}

fn mouse(kind: MouseEventKind, column: u16, row: u16) -> Event {
    Event::Mouse(crossterm::event::MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })
}

/// Replies of terminals, sequences that nothing here is bound to, and pasted text.
const NO_KEYS: [&[u8]; 24] = [
    b"\x1b[?62;22;52c",
    b"\x1b[>0;276;0c",
    b"\x1b[=0;276q",
    b"\x1b[12;40R",
    b"\x1b[?2026;2$y",
    b"\x1b[?1u",
    b"\x1b[0n",
    b"\x1b[8;40;120t",
    b"\x1b[I\x1b[O",
    b"\x1b]11;rgb:0000/0000/0000\x1b\\",
    b"\x1b]11;rgb:0000/0000/0000\x07",
    b"\x1b]l\xc5\x93 \xe2\x9c\x93 q\x1b\\",
    b"\x1bP>|xterm(390)\x1b\\",
    b"\x1bP1+r544e=787465726d\x1b\\",
    b"\x1b_Gi=31;OK\x1b\\",
    b"\x1b[201~",
    b"\x1b[200~q+wq\x1b[201~",
    b"\x1b[200~q\x1b[20\x1b[A\x1b[201~",
    b"\xc2\x9b12;40R",
    b"\x9b?62;c",
    b"\xff\xfe\xc3",
    b"\x1b[999999999999999999999;999999999999999999999u",
    b"\x1b[!p",
    b"\x1b[",
];

#[test]
fn what_is_no_key_acts_as_nothing() {
    for bytes in NO_KEYS {
        assert_eq!(heard(bytes), [], "{:?}", String::from_utf8_lossy(bytes));
    }
    for bytes in &NO_KEYS[..22] {
        assert_eq!(heard(&[bytes, &b"q"[..]].concat()), [char('q')], "{:?}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn an_interrupt_is_heard_in_the_midst_of_everything() {
    let interrupt = press(KeyCode::Char('c'), KeyModifiers::CONTROL);
    for begun in ["", "\x1b", "\x1b[", "\x1b[12;", "\x1bO", "\x1b]11;", "\x1bP", "\x1b[200~x", "\x1b[["] {
        assert!(heard(format!("{begun}\x03").as_bytes()).contains(&interrupt), "{begun:?}");
    }
}

#[test]
fn a_paste_that_never_ends_is_ended_by_silence() {
    let (mut keyboard, mut events) = (Keyboard::default(), Vec::new());
    keyboard.read(b"\x1b[200~xq", &mut |event| events.push(event));
    assert_eq!((keyboard.patience(), events.len()), (Some(Duration::from_secs(1)), 0));
    keyboard.silence(&mut |event| events.push(event));
    assert_eq!((keyboard.patience(), events.len()), (None, 0));
    keyboard.read(b"q", &mut |event| events.push(event));
    assert_eq!(events, [char('q')]);
}

proptest! {
    /// However bytes are split, they mean the same; and none causes a panic.
    #[test]
    fn any_bytes_are_borne(bytes in proptest::collection::vec(any::<u8>(), 0..200), at in 0usize..200) {
        let (one, two) = bytes.split_at(at.min(bytes.len()));
        let (mut keyboard, mut events) = (Keyboard::default(), Vec::new());
        keyboard.read(one, &mut |event| events.push(event));
        keyboard.read(two, &mut |event| events.push(event));
        keyboard.silence(&mut |event| events.push(event));
        prop_assert_eq!(events, heard(&bytes));
    }

    #[test]
    fn any_sequence_is_borne(text in "\\x1b\\[[<?>0-9;:]{0,12}[@-~]") {
        heard(text.as_bytes());
    }
}
