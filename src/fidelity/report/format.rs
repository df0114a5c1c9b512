//! The formats a fidelity report can be written in: one file each, and one line in [`FORMATS`].

use std::fmt;

use super::Report;
use crate::text::look::Look;

/// A format of a fidelity report.
pub trait Format: fmt::Debug + Sync {
    /// Its name for `--format`.
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
    /// The name that was given.
    pub typed: String,
}

/// The format with this name.
///
/// # Errors
/// When there is none; the message lists the existing ones.
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
        // A report contains nothing that cannot be serialised; should that change, the error is JSON as well.
        let json = serde_json::to_string_pretty(report);
        json.unwrap_or_else(|error| serde_json::json!({ "error": error.to_string() }).to_string()) + "\n"
    }
}
