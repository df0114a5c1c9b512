//! `coreograph replay`: the same dashboard, or the same report, from a recording alone.

use super::race::{listen, look, signal_of};
use super::stage::ReplayStage;
use super::{CommandError, output};
use crate::event::{Doubt, End, Event, EventKind};
use crate::model::Model;
use crate::probe::catalogue::CUT_RECORDING;
use crate::record::{Recording, Replay};
use crate::settings::ReplaySettings;
use crate::ui;

pub(super) fn run(settings: &ReplaySettings) -> Result<u8, CommandError> {
    let recording = open(&settings.file)?;
    output::check(settings.result.output.as_deref())?;
    // The result is the recorded one, however much of it was watched.
    let model = fold(&recording);
    let mut ended_by = None;
    if !settings.headless {
        let signals = listen()?;
        let mut stage = ReplayStage::new(Replay::new(recording, settings.speed));
        let ending = ui::run(&mut stage, look(&settings.look), &signals)
            .map_err(|error| CommandError::System(error.to_string()))?;
        ended_by = signal_of(ending.cause);
    }
    output::report_diagnostics(&settings.look.diagnostics);
    output::conclude(&model, &settings.result, ended_by)
}

/// Opens a recording. A truncated one has a doubt, and ends where it was cut.
pub(super) fn open(file: &std::path::Path) -> Result<Recording, CommandError> {
    let mut recording = Recording::open(file).map_err(CommandError::input)?;
    let at = recording.length();
    if let Some(cut) = recording.cut {
        let doubt = Doubt {
            kind: CUT_RECORDING[0].into(),
            message: format!("the recording breaks off in line {}", cut.line),
            advice: CUT_RECORDING[1].into(),
            lane: None,
        };
        recording.events.push(Event { at, fact: EventKind::Doubt(doubt) });
    }
    if !recording.events.iter().any(|event| matches!(event.fact, EventKind::RaceEnded { .. })) {
        recording.events.push(Event { at, fact: EventKind::RaceEnded { end: End::Stopped } });
    }
    Ok(recording)
}

/// The model after all events of a recording.
pub(super) fn fold(recording: &Recording) -> Model {
    let mut model = Model::default();
    recording.events.iter().for_each(|event| model.apply(event));
    model
}
