//! A page of the documents that is made from the code, as a whole or in parts.
//!
//! `COREOGRAPH_RENEW_DOCS=1 cargo test --lib document` renews what is stale; without the variable it is an error.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// Holds the page `name` equal to `expected`.
pub(crate) fn hold(name: &str, expected: &str) {
    let path = path(name);
    if std::env::var_os("COREOGRAPH_RENEW_DOCS").is_some() {
        fs::write(&path, expected).expect("a page can be written");
    }
    let page = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        page == expected,
        "{name} is not what the code says; renew it with COREOGRAPH_RENEW_DOCS=1 cargo test --lib document"
    );
}

/// The text of the page `name`.
pub(super) fn text(name: &str) -> String {
    let path = path(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// `page` with `table` between the marks of its name: `<!-- generated: NAME -->` and the next `<!-- end -->`. `None`
/// where the page does not have them.
pub(super) fn with_table(page: &str, name: &str, table: &str) -> Option<String> {
    let begin = format!("<!-- generated: {name} -->\n");
    let (before, rest) = page.split_once(&begin)?;
    let (_, after) = rest.split_once("<!-- end -->")?;
    Some(format!("{before}{begin}\n{table}\n<!-- end -->{after}"))
}

/// The names of the tables that `page` has marks for.
pub(super) fn marked(page: &str) -> Vec<&str> {
    let marks = page.lines().filter_map(|line| line.strip_prefix("<!-- generated: "));
    marks.filter_map(|rest| rest.strip_suffix(" -->")).collect()
}

/// A table in Markdown, its cells ready to stand there.
pub(super) fn table<const N: usize>(heads: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> String {
    let mut out = format!("| {} |\n|{}\n", heads.join(" | "), " --- |".repeat(N));
    for row in rows {
        // Writing into a String cannot fail.
        let _ = writeln!(out, "| {} |", row.join(" | "));
    }
    out
}

/// A name as code.
pub(super) fn code(name: impl AsRef<str>) -> String {
    format!("`{}`", name.as_ref().replace('|', "\\|"))
}

/// A text for people: what means something to Markdown is escaped, options are code.
pub(super) fn prose(text: &str) -> String {
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// A word of such a text. The punctuation around an option is no part of it.
fn word(word: &str) -> String {
    let option = word.trim_start_matches('(').trim_end_matches([',', ';', ':', '.', ')', '?']);
    if option.starts_with("--") && option.len() > 2 {
        return word.replacen(option, &code(option), 1);
    }
    word.chars().fold(String::new(), |mut escaped, letter| {
        if matches!(letter, '|' | '<' | '>' | '*' | '`' | '[' | ']') {
            escaped.push('\\');
        }
        escaped.push(letter);
        escaped
    })
}

#[test]
fn a_table_replaces_what_stands_between_its_marks() {
    let page = "a\n<!-- generated: x -->\nold\n<!-- end -->\nb\n";
    let new = with_table(page, "x", "| new |\n").unwrap();
    assert_eq!(new, "a\n<!-- generated: x -->\n\n| new |\n\n<!-- end -->\nb\n");
    assert_eq!(with_table(&new, "x", "| new |\n").unwrap(), new);
    assert_eq!(with_table(page, "y", ""), None);
    assert_eq!(marked(page), ["x"]);
}

#[test]
fn cells_are_escaped_and_options_are_code() {
    assert_eq!(prose("a = b * c (--over), yes|no"), "a = b \\* c (`--over`), yes\\|no");
    assert_eq!(table(["a", "b"], [[code("x"), prose("y")]]), "| a | b |\n| --- | --- |\n| `x` | y |\n");
}
