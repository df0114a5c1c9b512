//! A fidelity report as JSON: the report itself, indented.

use super::Report;
use crate::report::{Format, Named};
use crate::text::look::Look;

/// Indented JSON.
#[derive(Debug)]
pub(super) struct Json;

impl Named for Json {
    fn name(&self) -> &'static str {
        "json"
    }
}

impl Format<Report> for Json {
    fn render(&self, report: &Report, _: Look) -> String {
        // A report contains nothing that cannot be serialised; should that change, the error is JSON as well.
        let json = serde_json::to_string_pretty(report);
        json.unwrap_or_else(|error| serde_json::json!({ "error": error.to_string() }).to_string()) + "\n"
    }
}
