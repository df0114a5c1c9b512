//! The formats a report can be written in: one file each, and one line in [`FORMATS`].

use std::fmt;

use super::Report;
use crate::text::look::Look;

/// A format of a report.
pub trait Format: fmt::Debug + Sync {
    /// Its name for `--format`.
    fn name(&self) -> &'static str;

    /// The report in this format, with a line end after its last line.
    fn render(&self, report: &Report, look: Look) -> String;
}

/// All formats, the default first.
pub const FORMATS: [&dyn Format; 4] =
    [&super::text::Text, &super::json::Json, &super::csv::Csv, &super::markdown::Markdown];

/// A format that does not exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no format \"{typed}\"; the formats are {}", names())]
pub struct UnknownFormat {
    /// The name that was given.
    pub typed: String,
}

/// The format with this name.
///
/// # Errors
/// When there is none; the message lists the existing ones.
pub fn format_by_name(name: &str) -> Result<&'static dyn Format, UnknownFormat> {
    let found = FORMATS.into_iter().find(|format| format.name() == name);
    found.ok_or_else(|| UnknownFormat { typed: name.into() })
}

fn names() -> String {
    FORMATS.map(Format::name).join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_found_by_its_name() {
        for format in FORMATS {
            assert_eq!(format_by_name(format.name()).unwrap().name(), format.name());
        }
    }

    #[test]
    fn another_name_is_refused_with_those_that_are_accepted() {
        let error = format_by_name("xml").unwrap_err();
        assert_eq!(
            error.to_string(),
            "there is no format \"xml\"; the formats are text, json, csv, markdown"
        );
    }
}
