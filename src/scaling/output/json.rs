//! The report itself, as it is saved.

use super::{Format, Look, Told};
use crate::scaling::file;

/// `coreograph.scaling/1`.
#[derive(Debug)]
pub(super) struct Json;

impl Format for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn sweep(&self, told: &Told, _: Look) -> String {
        file::text(told.report)
    }
}
