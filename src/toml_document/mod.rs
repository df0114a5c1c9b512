//! A TOML file of the user's: its entries with their lines, and diagnostics that name file and line.
//!
//! Files are written by people, so nothing in one ends the program: an entry that cannot be understood gets a
//! diagnostic, and the rest counts. Values are kept as text, since the reader of an entry knows best which values are
//! accepted: the command line's own parsers for a setting, the words of a look for a theme.

use std::fmt;

use serde::Serialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// An error in the user's text: its place, the problem, the accepted values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Diagnostic {
    /// The file, or the environment variable.
    pub place: String,
    /// The line, counted from one; `None` where there are no lines.
    pub line: Option<usize>,
    /// The column, in characters counted from one; `None` where only the line is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    /// The problem, and the accepted values.
    pub message: String,
}

impl Diagnostic {
    /// A diagnostic about a whole file or variable.
    #[must_use]
    pub(crate) fn about(place: &str, message: impl fmt::Display) -> Self {
        Self { place: place.into(), line: None, column: None, message: message.to_string() }
    }

    /// A diagnostic about one line of a file.
    #[must_use]
    pub(crate) fn at(place: &str, line: usize, message: impl fmt::Display) -> Self {
        Self { line: Some(line), ..Self::about(place, message) }
    }

    /// A diagnostic about the byte at `offset` of `text`, the content of a file, with line and column.
    #[must_use]
    pub(crate) fn within(place: &str, text: &str, offset: usize, message: impl fmt::Display) -> Self {
        let before = text.get(..text.floor_char_boundary(offset)).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        let column = 1 + line.char_indices().count();
        Self { column: Some(column), ..Self::at(place, line_of(text, offset), message) }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.column) {
            (Some(line), Some(column)) => write!(f, "{}:{line}:{column}: {}", self.place, self.message),
            (Some(line), None) => write!(f, "{}:{line}: {}", self.place, self.message),
            (None, _) => write!(f, "{}: {}", self.place, self.message),
        }
    }
}

/// `key = value`, and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TomlEntry {
    /// Its section; `None` above the first.
    pub section: Option<String>,
    /// Its key.
    pub key: String,
    /// Its values: one, or those of a list.
    pub values: Vec<String>,
    /// Its line, counted from one.
    pub line: usize,
}

/// A file's entries in order, and its errors.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct TomlDocument {
    /// The entries.
    pub entries: Vec<TomlEntry>,
    /// The sections by name and line, empty ones included.
    pub sections: Vec<(String, usize)>,
    /// Errors: lines that are not entries.
    pub diagnostics: Vec<Diagnostic>,
}

impl TomlDocument {
    /// Reads `text`, the content of `place`.
    #[must_use]
    pub(crate) fn read(place: &str, text: &str) -> Self {
        let mut written = Self::default();
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            let line = line_of(text, error.span().map_or(0, |span| span.start));
            let message = format!("{}; accepted is TOML: key = value", error.message().trim());
            written.diagnostics.push(Diagnostic::at(place, line, message));
        }
        written.take(place, text, None, table.get_ref());
        written.entries.sort_by_key(|entry| entry.line);
        written.sections.sort_by_key(|(_, line)| *line);
        written.diagnostics.sort_by_key(|diagnostic| diagnostic.line);
        written
    }

    fn take(&mut self, place: &str, text: &str, section: Option<&str>, table: &DeTable<'_>) {
        for (key, value) in table {
            let (name, line) = (key.get_ref().to_string(), line_of(text, key.span().start));
            match value.get_ref() {
                DeValue::Table(inner) if section.is_none() => {
                    self.sections.push((name.clone(), line));
                    self.take(place, text, Some(&name), inner);
                }
                value => {
                    if let Some(values) = texts(value) {
                        let section = section.map(String::from);
                        self.entries.push(TomlEntry { section, key: name, values, line });
                    } else {
                        let message = format!(
                            "{name} is a {}; accepted is a text, a number, true, false, or a list of these",
                            value.type_str()
                        );
                        self.diagnostics.push(Diagnostic::at(place, line, message));
                    }
                }
            }
        }
    }
}

/// The values of an entry as text; `None` for a kind that is not accepted.
fn texts(value: &DeValue<'_>) -> Option<Vec<String>> {
    match value {
        DeValue::Array(list) => list.iter().map(|item: &Spanned<_>| plain(item.get_ref())).collect(),
        value => plain(value).map(|text| vec![text]),
    }
}

fn plain(value: &DeValue<'_>) -> Option<String> {
    Some(match value {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(n) => match i64::from_str_radix(n.as_str(), n.radix()) {
            Ok(n) => n.to_string(),
            // Too large for a number: kept as written, so that the diagnostic shows it.
            Err(_) => n.as_str().to_string(),
        },
        DeValue::Float(n) => n.as_str().to_string(),
        DeValue::Boolean(b) => b.to_string(),
        DeValue::Datetime(_) | DeValue::Array(_) | DeValue::Table(_) => return None,
    })
}

/// The line of the byte at `offset`, counted from one.
fn line_of(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|byte| *byte == b'\n').count()
}

#[cfg(test)]
mod tests;
