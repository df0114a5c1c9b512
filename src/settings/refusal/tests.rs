use super::*;
use crate::text::escape::tests::assert_visible;

fn escaped_of(arguments: &[&str]) -> Option<String> {
    let arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
    escaped(&arguments, &Variables::new())
}

#[test]
fn whatever_was_typed_is_shown_escaped() {
    for arguments in [
        &["coreograph", "--\u{1b}[31mx"][..],
        &["coreograph", "race", "a\u{1b}]0;x\u{7}\nerror: b"],
        &["coreograph", "race", "--workers", "\u{9b}2J\u{202e}"],
        &["coreograph", "x\u{1b}[1m"],
        &["coreograph", "config", "--force=\u{1b}[31m"],
    ] {
        let text = escaped_of(arguments).unwrap_or_else(|| panic!("{arguments:?} is told in colours"));
        assert_visible("the error", &text);
        assert!(text.starts_with("error: ") && text.contains("\\u{"), "{text}");
        assert!(text.lines().skip(1).all(|line| !line.starts_with("error")), "{text}");
    }
}

#[test]
fn what_holds_nothing_hidden_is_left_to_clap() {
    assert_eq!(escaped_of(&["coreograph", "--nosuch"]), None);
    assert_eq!(escaped_of(&["coreograph", "--help"]), None);
}
