//! Recordings as commands read them.

use std::path::Path;

use super::error::CommandError;
use crate::event::{Doubt, End, Event, EventKind};
use crate::probe::catalogue::CUT_RECORDING;
use crate::record::Recording;

/// Opens a recording. A truncated one has a doubt, and ends where it was cut.
pub(super) fn open(file: &Path) -> Result<Recording, CommandError> {
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
