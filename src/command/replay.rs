//! `coreograph replay`: the same dashboard, or the same report, from a recording alone.

use super::error::CommandError;
use super::look::look;
use super::output;
use super::recording::open;
use super::signals::{listen, signal_of};
use super::stage::ReplayStage;
use crate::model::keyframes::Keyframes;
use crate::record::Replay;
use crate::settings::ReplaySettings;
use crate::ui;

pub(super) fn run(settings: &ReplaySettings) -> Result<u8, CommandError> {
    let recording = open(&settings.file)?;
    output::check(settings.result.output.as_deref())?;
    // The result is the recorded one, however much of it was watched.
    let (keyframes, model) = Keyframes::of(&recording.events);
    let mut ended_by = None;
    if !settings.headless {
        let signals = listen()?;
        let mut stage = ReplayStage::new(Replay::new(recording, settings.speed), keyframes);
        let ending = ui::run(&mut stage, look(&settings.look), &signals)
            .map_err(|error| CommandError::System(error.to_string()))?;
        ended_by = signal_of(ending.cause);
    }
    output::report_diagnostics(&settings.look.diagnostics);
    output::conclude(&model, &settings.result, ended_by)
}
