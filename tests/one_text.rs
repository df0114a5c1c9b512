//! Columns are counted, lines broken, words cut, figures given units and characters escaped in one room: `src/text`.

use std::fs;
use std::path::{Path, PathBuf};

/// What only `src/text` may do, and what to call instead.
const FORBIDDEN: [(&str, &str); 8] = [
    ("chars().count()", "text::width::width, or chars().nth(most) for a limit of characters"),
    ("unicode_width", "text::width"),
    ("unicode_segmentation", "text::cut"),
    ("escape_default", "text::escape::visible"),
    ("escape_unicode", "text::escape::visible"),
    ("&amp;", "text::xml::escaped"),
    ("&lt;", "text::xml::escaped"),
    ("to_uppercase().chain", "text::words::capital"),
];

/// Names of functions that `src/text` has: a second one that makes text of text or of a number is a copy.
const TAKEN: [&str; 24] = [
    "wrap",
    "wrap_to",
    "wrapped",
    "paragraph",
    "quote",
    "cut",
    "cut_to",
    "truncate",
    "ellipsize",
    "shorten",
    "capital",
    "plural",
    "counted",
    "duration",
    "minutes",
    "interval",
    "bytes",
    "memory",
    "percent",
    "escape",
    "escaped",
    "visible",
    "pad_start",
    "pad_end",
];

/// Every file of code below a folder that is not of tests alone.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the source") {
        let path = entry.expect("an entry of it").path();
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() {
            if name != "text" {
                files(&path, found);
            }
        } else if path.extension().is_some_and(|end| end == "rs") && !is_of_tests(name) {
            found.push(path);
        }
    }
}

fn is_of_tests(name: &str) -> bool {
    name == "tests" || name.ends_with("_tests") || name.starts_with("snapshots")
}

/// The lines of all code outside `src/text` that is not a test, with where they stand.
fn lines() -> Vec<(String, String)> {
    let mut found = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    assert!(found.len() > 200, "the source is there: {}", found.len());
    let mut lines = Vec::new();
    for path in found {
        let text = fs::read_to_string(&path).expect("a file of the source");
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        let place = |number: usize| format!("{}:{}", path.display(), number + 1);
        let code = code.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"));
        lines.extend(code.map(|(number, line)| (place(number), line.to_string())));
    }
    lines
}

#[test]
fn only_the_room_for_text_counts_columns_and_escapes() {
    let mut wrong = Vec::new();
    for (place, line) in lines() {
        for (what, instead) in FORBIDDEN.iter().filter(|(what, _)| line.contains(what)) {
            wrong.push(format!("{place}: {what}; use {instead}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_function_of_the_room_for_text_stands_twice() {
    let copies = lines().into_iter().filter(|(_, line)| is_copy(line));
    let copies: Vec<String> = copies.map(|(place, line)| format!("{place}: {}", line.trim())).collect();
    assert!(copies.is_empty(), "{copies:#?}");
    assert!(is_copy("    pub(super) fn percent(share: f64) -> String {"));
    assert!(is_copy("fn wrap(text: &str, columns: u16) -> Vec<String> {"));
    assert!(!is_copy("pub fn duration(text: &str) -> Result<Duration, String> {"));
}

/// Whether a line begins a function with a taken name that makes text of a text or of a number.
fn is_copy(line: &str) -> bool {
    let Some((_, function)) = line.split_once("fn ") else { return false };
    let Some((name, rest)) = function.split_once('(') else { return false };
    let Some((taken, made)) = rest.split_once("->") else { return false };
    let first = taken.split([',', ')']).next().unwrap_or_default();
    let of = first.split_once(": ").map_or("", |(_, of)| of);
    TAKEN.contains(&name)
        && ["&str", "f64", "u64", "u32", "usize", "Nanos", "Duration"].contains(&of)
        && ["String", "Vec<String>", "&str", "Cow<'_, str>"].contains(&made.trim().trim_end_matches(" {"))
}
