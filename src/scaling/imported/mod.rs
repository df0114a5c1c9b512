//! Numbers that another program measured, as a report: the same analysis, fit, picture and comparison.
//!
//! ```text
//! file's text ──▶ Format, by its content ──▶ csv | hyperfine | google_benchmark ──▶ Numbers ──▶ Report
//! ```
//!
//! A report made of numbers says so ([`Imported`](super::report::Imported)), and names what the file does not tell: a
//! figure that would need it is unknown, never 0.

mod command_template;
mod csv;
mod google_benchmark;
mod hyperfine;
mod numbers;
mod value;

use std::path::Path;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::file::{self, FileError, Flaw};
use super::report::{Report, SCHEMA};
use crate::input;
use numbers::Numbers;

/// The accepted formats, for messages.
const ACCEPTED: &str =
    "accepted: CSV (n,value), the JSON of hyperfine --export-json, or that of Google Benchmark";

/// A format of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Csv,
    Hyperfine,
    GoogleBenchmark,
}

/// The fields that tell one JSON file from another.
#[derive(Deserialize)]
struct Fields {
    schema: Option<IgnoredAny>,
    results: Option<IgnoredAny>,
    benchmarks: Option<IgnoredAny>,
}

impl Format {
    /// The format of a text.
    ///
    /// # Errors
    /// When it is none of them.
    fn of(text: &str) -> Result<Self, Flaw> {
        let content = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        if content.is_empty() {
            return Err(Flaw::at("", format!("is empty; {ACCEPTED}")));
        }
        if !content.starts_with(['{', '[']) {
            return Ok(Self::Csv);
        }
        let fields: Fields = serde_json::from_str(content)
            .map_err(|error| file::at_line(&error, &format!("is no JSON of numbers ({ACCEPTED})")))?;
        match fields {
            Fields { schema: Some(_), .. } => Err(Flaw::at(
                ", field schema",
                format!("this is a file of coreograph's own; coreograph compare reads {SCHEMA}; {ACCEPTED}"),
            )),
            Fields { results: Some(_), .. } => Ok(Self::Hyperfine),
            Fields { benchmarks: Some(_), .. } => Ok(Self::GoogleBenchmark),
            _ => Err(Flaw::at("", format!("has neither a field results nor benchmarks; {ACCEPTED}"))),
        }
    }

    /// The numbers of a text in this format.
    fn numbers(self, text: &str) -> Result<Numbers, Flaw> {
        match self {
            Self::Csv => csv::numbers(text),
            Self::Hyperfine => hyperfine::numbers(text),
            Self::GoogleBenchmark => google_benchmark::numbers(text),
        }
    }
}

/// Reads numbers of another program. `name` is that of the machine; without one it is the host's name in the file, or
/// else the stem of the file's name.
///
/// # Errors
/// When the file has none; the message names file, place and reason.
pub(crate) fn read(path: &Path, name: Option<&str>) -> Result<Report, FileError> {
    let text = file::text_of(path)?;
    report_of(&text, path, name).map_err(|flaw| flaw.of(path))
}

/// Reads a report, or numbers of another program as one.
///
/// # Errors
/// As of [`read`] and [`file::read`].
pub(super) fn read_any(path: &Path) -> Result<Report, FileError> {
    let text = file::text_of(path)?;
    // What is no numbers is refused as a report.
    let report = match Format::of(&text) {
        Ok(_) => report_of(&text, path, None),
        Err(_) => file::parse(&text),
    };
    report.map_err(|flaw| flaw.of(path))
}

/// The report of a text.
fn report_of(text: &str, path: &Path, name: Option<&str>) -> Result<Report, Flaw> {
    let numbers = Format::of(text)?.numbers(text)?;
    let file =
        if input::is_stream(path) { input::name(path) } else { words(path.file_name().map(Path::new), path) };
    let name = name.map(String::from).or_else(|| numbers.host.clone()).unwrap_or_else(|| stem(path));
    numbers.report(file, name)
}

/// Name of a file without folder and ending; of a stream its description.
#[must_use]
pub(super) fn stem(path: &Path) -> String {
    if input::is_stream(path) {
        return input::name(path);
    }
    words(path.file_stem().map(Path::new), path)
}

fn words(part: Option<&Path>, whole: &Path) -> String {
    part.unwrap_or(whole).display().to_string()
}

#[cfg(test)]
mod tests;
