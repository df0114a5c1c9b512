use super::*;
use crate::text::escape::is_hidden;
use proptest::prelude::*;

use crate::text::generated::matching;

#[test]
fn fields_are_quoted_where_they_must_be() {
    for (field, written) in [
        ("plain text", "plain text"),
        ("one, two", "\"one, two\""),
        ("said \"so\"", "\"said \"\"so\"\"\""),
        ("two\nlines", r"two\nlines"),
        ("a\u{1b}[31mb", r"a\u{1b}[31mb"),
        ("", ""),
        ("-0.5", "-0.5"),
        ("-3", "-3"),
        ("1.5e-7", "1.5e-7"),
        ("-1e-7", "-1e-7"),
    ] {
        assert_eq!(cell(field), written);
    }
}

#[test]
fn no_spreadsheet_runs_a_field() {
    for (field, written) in [
        ("=1+1", "\"'=1+1\""),
        ("=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\""),
        ("+1", "\"'+1\""),
        ("-1+cmd|' /C calc'!A0", "\"'-1+cmd|' /C calc'!A0\""),
        ("-inf", "\"'-inf\""),
        ("@SUM(A1)", "\"'@SUM(A1)\""),
        ("\t=1", r#""'\t=1""#),
        ("\tplain", r#""'\tplain""#),
        ("\r=1", r#""'\r=1""#),
        (" =1", "\"' =1\""),
        ("＝1", "\"'＝1\""),
    ] {
        assert_eq!(cell(field), written);
    }
}

/// The fields of a line, as a reader of CSV takes them.
fn read(line: &str) -> Vec<String> {
    let (mut fields, mut quoted) = (vec![String::new()], false);
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let last = fields.last_mut().unwrap();
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => last.extend(chars.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            c => last.push(c),
        }
    }
    fields
}

proptest! {
    #[test]
    fn any_field_is_read_back_as_one_that_is_seen_and_not_run(fields in prop::collection::vec(matching("[=+@\t\r,;\"'-]{0,2}\\PC{0,5}[\\x00-\\x1f]?"), 1..5)) {
        let line = line(&fields);
        let body = line.strip_suffix('\n').unwrap();
        prop_assert!(!body.chars().any(is_hidden), "{body:?}");
        let back = read(body);
        prop_assert_eq!(back.len(), fields.len());
        for (back, field) in back.iter().zip(&fields) {
            let is_number = back.parse::<f64>().is_ok();
            prop_assert!(is_number || !back.trim_start().starts_with(['=', '+', '-', '@']), "{back:?}");
            let written = visible(field);
            prop_assert_eq!(back.strip_prefix('\'').filter(|_| *back != written).unwrap_or(back), written.as_ref());
        }
    }
}
