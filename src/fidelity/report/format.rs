//! The formats a fidelity report can be written in: one file each, and one line in [`FORMATS`].

use std::fmt;

use super::Report;
use crate::text::look::Look;

/// A way to write a fidelity report.
pub trait Format: fmt::Debug + Sync {
    /// What `--format` calls it.
    fn name(&self) -> &'static str;

    /// The report in this format, with a line end after its last line.
    fn render(&self, report: &Report, look: Look) -> String;
}

/// All formats, the default first.
pub const FORMATS: [&dyn Format; 3] = [&super::text::Text, &Json, &super::markdown::Markdown];

/// A format that does not exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no format {typed:?}; accepted: {}", FORMATS.map(Format::name).join(", "))]
pub struct UnknownFormat {
    /// What was typed.
    pub typed: String,
}

/// The format with this name.
///
/// # Errors
/// When there is none; the message lists those there are.
pub fn by_name(name: &str) -> Result<&'static dyn Format, UnknownFormat> {
    let found = FORMATS.into_iter().find(|format| format.name() == name);
    found.ok_or_else(|| UnknownFormat { typed: name.into() })
}

/// Indented JSON: the report itself.
#[derive(Debug)]
struct Json;

impl Format for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn render(&self, report: &Report, _: Look) -> String {
        // A report has nothing that cannot be written; should that change, the reader is told in the same language.
        let json = serde_json::to_string_pretty(report);
        json.unwrap_or_else(|error| serde_json::json!({ "error": error.to_string() }).to_string()) + "\n"
    }
}
