//! `coreograph scale --from`: numbers of another program, with the same analysis; on a screen, or headless.

use std::path::Path;

use super::error::CommandError;
use super::follow::exit_code;
use super::look::look;
use super::output;
use super::scale::tell;
use super::signals::{listen, signal_of};
use crate::scaling::imported;
use crate::settings::ScaleSettings;
use crate::ui::scaling::{self, ChartSet};

/// Shows, saves and writes the numbers of this file.
pub(super) fn run(file: &Path, settings: &ScaleSettings) -> Result<u8, CommandError> {
    let name = settings.choices.name.as_deref();
    let report = imported::read(file, name).map_err(CommandError::input)?;
    output::check(settings.result.output.as_deref())?;
    output::check(settings.save.as_deref())?;
    output::report_diagnostics(&settings.look.diagnostics);
    let mut ended_by = None;
    if !settings.result.headless {
        let cause = scaling::compare(ChartSet::of_report(&report), look(&settings.look), &listen()?)
            .map_err(|error| CommandError::System(error.to_string()))?;
        ended_by = signal_of(cause);
    }
    exit_code(tell(&report, None, settings), ended_by)
}
