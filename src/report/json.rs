//! The report as JSON, for scripts: `coreograph.race/1`.

use super::{Format, Named, Report};
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
        // Only maps with keys that are not strings and failing `Serialize` code cannot be serialised; a report has
        // neither. Should that change, the error is JSON as well.
        let json = serde_json::to_string_pretty(report);
        json.unwrap_or_else(|error| serde_json::json!({ "error": error.to_string() }).to_string()) + "\n"
    }
}
