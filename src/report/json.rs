//! Any result as JSON, for scripts: of a race `coreograph.race/1`.

use serde::Serialize;

use super::{Format, Named};
use crate::text::look::Look;

/// Indented JSON.
#[derive(Debug)]
pub(crate) struct Json;

impl Named for Json {
    fn name(&self) -> &'static str {
        "json"
    }
}

impl<R: Serialize> Format<R> for Json {
    fn render(&self, result: &R, _: Look) -> String {
        indented(result)
    }
}

/// A value as indented JSON, with a line end after its last line.
pub(crate) fn indented(value: &impl Serialize) -> String {
    // Only maps with keys that are not strings and failing `Serialize` code cannot be serialised; no result has
    // either. Should that change, the error is JSON as well.
    let json = serde_json::to_string_pretty(value);
    json.unwrap_or_else(|error| serde_json::json!({ "error": error.to_string() }).to_string()) + "\n"
}
