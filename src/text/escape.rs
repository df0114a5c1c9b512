//! Hidden characters, shown as visible escapes.

use std::borrow::Cow;

/// `text` with each hidden character as its escape, e.g. `\u{1b}` or `\n`: safe in one line of a
/// terminal.
///
/// Hidden are control characters (C0, DEL, C1), the separators of lines and paragraphs, what Unicode calls
/// default-ignorable (zero-width characters, bidirectional controls, variation selectors, tags), the marks of
/// interlinear annotations, and noncharacters. A backslash stays a backslash, so what was escaped is not escaped twice.
#[must_use]
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    escaped(text, is_hidden)
}

/// The same for a text of ours with several lines: line ends are kept.
#[must_use]
pub(crate) fn visible_lines(text: &str) -> Cow<'_, str> {
    escaped(text, |c| c != '\n' && is_hidden(c))
}

/// The same for a line that a program printed for people, in which a tab is a space.
#[must_use]
pub(crate) fn printed(line: &str) -> String {
    visible(&line.replace('\t', " ")).into_owned()
}

/// Whether a character is invisible where it is printed, or has another effect than being seen.
#[must_use]
pub(crate) const fn is_hidden(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{ad}' | '\u{34f}' | '\u{61c}'
        // Fillers and vowels without a shape: Hangul, Khmer, Mongolian.
        | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{3164}' | '\u{ffa0}'
        // Zero-width characters, separators of lines, bidirectional controls, invisible operators.
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}'
        // Controls of shorthand and of music.
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        // Tags and further variation selectors.
        | '\u{e0000}'..='\u{e0fff}')
        || is_noncharacter(c)
}

/// Whether Unicode promises that a code point never becomes a character.
const fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}') || (c as u32) & 0xfffe == 0xfffe
}

fn escaped(text: &str, hidden: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.chars().any(&hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if hidden(c) {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde::Serialize;
    use serde::de::DeserializeOwned;
    use serde_json::Value;

    /// One of each kind of hidden character, and characters with a meaning in CSV, Markdown and XML.
    pub(crate) const HOSTILE: &str = "=A|`<b>\u{1b}[31m\u{7}\0\r\n\t\u{9b}2J\u{202e}\u{2066}\u{200b}\u{200d}\u{2028}\
         \u{feff}\u{e0041}\u{fe0f}\u{ffff}\u{61c}&\"',;é";

    /// `value` with `text` in every place that may hold any string, including lists without an item and places
    /// without a value; values of enumerations stay.
    pub(crate) fn filled<T: Serialize + DeserializeOwned>(value: &T, text: &str) -> T {
        let mut json = serde_json::to_value(value).unwrap();
        let mut paths = Vec::new();
        places(&json, "", &mut paths);
        for path in paths {
            let Some(place) = json.pointer_mut(&path) else { continue };
            let other = if place.is_array() { Value::from(vec![text]) } else { Value::from(text) };
            let before = std::mem::replace(place, other);
            if serde_json::from_value::<T>(json.clone()).is_err() {
                *json.pointer_mut(&path).unwrap() = before;
            }
        }
        serde_json::from_value(json).unwrap()
    }

    /// `value` with `to` in every place that holds `from`.
    pub(crate) fn replaced<T: Serialize + DeserializeOwned>(value: &T, from: &str, to: &str) -> T {
        fn replace(value: &mut Value, from: &str, to: &str) {
            match value {
                Value::String(text) if text == from => *text = to.into(),
                Value::Array(list) => list.iter_mut().for_each(|item| replace(item, from, to)),
                Value::Object(fields) => fields.values_mut().for_each(|field| replace(field, from, to)),
                _ => {}
            }
        }
        let mut json = serde_json::to_value(value).unwrap();
        replace(&mut json, from, to);
        serde_json::from_value(json).unwrap()
    }

    /// Any text, often with hidden characters.
    pub(crate) fn any_text() -> impl Strategy<Value = String> {
        let hidden: Vec<char> = HOSTILE.chars().collect();
        let any = prop_oneof![2 => any::<char>(), 2 => prop::sample::select(hidden), 1 => prop::char::range(' ', '~')];
        prop::collection::vec(any, 1..60).prop_map(String::from_iter)
    }

    fn places(value: &Value, path: &str, found: &mut Vec<String>) {
        match value {
            Value::String(_) | Value::Null => found.push(path.into()),
            Value::Array(list) if list.is_empty() => found.push(path.into()),
            Value::Array(list) => {
                list.iter().enumerate().for_each(|(i, item)| places(item, &format!("{path}/{i}"), found));
            }
            Value::Object(fields) => {
                for (name, field) in fields {
                    let name = name.replace('~', "~0").replace('/', "~1");
                    places(field, &format!("{path}/{name}"), found);
                }
            }
            _ => {}
        }
    }

    /// Fails when a hidden character stands in `text`, line ends excepted.
    #[track_caller]
    pub(crate) fn assert_visible(what: &str, text: &str) {
        let hidden = text.chars().position(|c| c != '\n' && is_hidden(c));
        assert!(hidden.is_none(), "{what}: {:?} in {text:?}", hidden.and_then(|at| text.chars().nth(at)));
    }

    #[test]
    fn each_kind_is_shown() {
        for (raw, shown) in [
            ("plain text, é 日本 µ × ● 🦀", "plain text, é 日本 µ × ● 🦀"),
            ("a\u{1b}[31mb", r"a\u{1b}[31mb"),
            ("\0\u{7}\u{8}\u{7f}", r"\u{0}\u{7}\u{8}\u{7f}"),
            ("a\tb\r\n", r"a\tb\r\n"),
            ("\u{80}\u{9b}\u{9f}", r"\u{80}\u{9b}\u{9f}"),
            (
                "\u{202a}\u{202e}\u{2066}\u{2069}\u{200e}\u{200f}\u{61c}",
                r"\u{202a}\u{202e}\u{2066}\u{2069}\u{200e}\u{200f}\u{61c}",
            ),
            (
                "\u{200b}\u{200c}\u{200d}\u{2060}\u{feff}\u{ad}",
                r"\u{200b}\u{200c}\u{200d}\u{2060}\u{feff}\u{ad}",
            ),
            ("\u{2028}\u{2029}", r"\u{2028}\u{2029}"),
            ("\u{e0001}\u{e0041}\u{e007f}\u{e0100}", r"\u{e0001}\u{e0041}\u{e007f}\u{e0100}"),
            ("\u{34f}\u{3164}\u{fe0f}\u{fff9}\u{1d173}", r"\u{34f}\u{3164}\u{fe0f}\u{fff9}\u{1d173}"),
            ("\u{fdd0}\u{fffe}\u{ffff}\u{10ffff}\u{fffd}", "\\u{fdd0}\\u{fffe}\\u{ffff}\\u{10ffff}\u{fffd}"),
        ] {
            assert_eq!(visible(raw), shown);
        }
    }

    #[test]
    fn ends_of_lines_stay_where_they_are_ours_and_tabs_are_spaces_in_what_was_printed() {
        assert_eq!(visible_lines("a\u{1b}\nb\r\n"), "a\\u{1b}\nb\\r\n");
        assert_eq!(printed("a\u{1b}[31mb\tc\u{7}é\n"), r"a\u{1b}[31mb c\u{7}é\n");
    }

    #[test]
    fn what_is_seen_is_not_copied() {
        assert!(matches!(visible("plain"), Cow::Borrowed("plain")));
    }

    #[test]
    fn every_string_of_a_value_is_filled() {
        let value = (
            Some("a".to_string()),
            vec![Ok::<String, u8>("b".into())],
            Vec::<String>::new(),
            None::<String>,
            7,
        );
        let x = || "x".to_string();
        assert_eq!(filled(&value, "x"), (Some(x()), vec![Ok(x())], vec![x()], Some(x()), 7));
        assert_eq!(replaced(&value, "a", "x").0, Some(x()));
    }

    proptest! {
        #[test]
        fn nothing_hidden_is_left_and_nothing_is_escaped_twice(text: String) {
            let shown = visible(&text);
            prop_assert!(!shown.chars().any(is_hidden), "{shown:?}");
            prop_assert_eq!(visible(&shown), shown.as_ref());
            let kept: String = shown.chars().filter(|c| !c.is_ascii()).collect();
            let seen: String = text.chars().filter(|c| !c.is_ascii() && !is_hidden(*c)).collect();
            prop_assert_eq!(kept, seen);
        }
    }
}
