//! The recorder: a sink that writes every event to a file.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use super::compressed::compressed;
use super::read::Recording;
use super::{Header, MAX_LINE, RecordError};
use crate::event::{Event, EventKind, IpcStats, LockAccount, LockStats, Nanos, Percentiles};

/// Longest time, in event time, that events stay in the buffer.
const FLUSH_EVERY: Nanos = Nanos::from_millis(250);

/// Writes a recording, one event after another, so that a program killed at any time leaves a readable file that
/// lacks no more than the last quarter of a second.
#[derive(Debug)]
pub struct Recorder {
    path: PathBuf,
    file: BufWriter<File>,
    flushed: Option<Nanos>,
    broken: Option<RecordError>,
}

impl Recorder {
    /// Begins a recording at `path`; an existing file is replaced.
    ///
    /// # Errors
    /// When the file cannot be created or the header cannot be written.
    pub fn create(path: impl AsRef<Path>) -> Result<Self, RecordError> {
        let path = path.as_ref();
        let refuse = |reason: String| RecordError::Create { path: path.into(), reason };
        let file = File::create(path).map_err(|e| refuse(e.to_string()))?;
        let mut header = serde_json::to_vec(&Header::now()).map_err(|e| refuse(e.to_string()))?;
        header.push(b'\n');
        let mut file = BufWriter::new(file);
        file.write_all(&header).and_then(|()| file.flush()).map_err(|e| refuse(e.to_string()))?;
        Ok(Self { path: path.into(), file, flushed: None, broken: None })
    }

    /// Path of the file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Adds one event. After an error nothing more is written, since a recording with a gap would be misleading:
    /// every later call returns the same error.
    ///
    /// # Errors
    /// When the file takes no more, or when the event could not be read back: it holds a number that is not
    /// finite, or is longer than [`MAX_LINE`].
    pub fn write(&mut self, event: &Event) -> Result<(), RecordError> {
        if let Some(error) = &self.broken {
            return Err(error.clone());
        }
        let written = line_of(event).and_then(|line| {
            self.file.write_all(&line).map_err(|e| e.to_string())?;
            if self.is_due(event) {
                self.file.flush().map_err(|e| e.to_string())?;
                self.flushed = Some(event.at);
            }
            Ok(())
        });
        written.map_err(|reason| self.give_up(reason))
    }

    /// Ends the recording and returns whether all of it reached the file. Dropping the recorder ends it too, but
    /// loses the error.
    ///
    /// # Errors
    /// When the last events could not be written, or an earlier one.
    pub fn finish(mut self) -> Result<(), RecordError> {
        if let Some(error) = self.broken.take() {
            return Err(error);
        }
        self.file.flush().map_err(|e| self.give_up(e.to_string()))
    }

    /// Whether the buffer is to be flushed. The plan makes the file readable at all, the end makes it complete; in
    /// between time decides. An event that is older than the last one is no reason.
    fn is_due(&self, event: &Event) -> bool {
        matches!(event.fact, EventKind::Plan(_) | EventKind::RaceEnded { .. })
            || self.flushed.is_none_or(|flushed| event.at - flushed >= FLUSH_EVERY)
    }

    fn give_up(&mut self, reason: String) -> RecordError {
        let error = RecordError::Write { path: self.path.clone(), reason };
        self.broken = Some(error.clone());
        error
    }
}

impl Recording {
    /// The recording as [`Recorder`] writes it, in one piece.
    ///
    /// # Errors
    /// When an event could not be read back.
    pub(crate) fn lines(&self) -> Result<Vec<u8>, String> {
        let mut lines = serde_json::to_vec(&self.header).map_err(|e| e.to_string())?;
        lines.push(b'\n');
        for event in &self.events {
            lines.extend(line_of(event)?);
        }
        Ok(lines)
    }

    /// The same, compressed with xz.
    ///
    /// # Errors
    /// When an event could not be read back.
    pub(crate) fn compressed(&self) -> Result<Vec<u8>, String> {
        compressed(&self.lines()?).map_err(|e| e.to_string())
    }
}

fn line_of(event: &Event) -> Result<Vec<u8>, String> {
    if !is_finite(&event.fact) {
        // JSON has no such number: it would become null, and the line could not be read back.
        return Err(format!("an event at {:.3} s holds a number that is not finite", event.at.secs()));
    }
    let mut line = serde_json::to_vec(event).map_err(|e| e.to_string())?;
    if line.len() > MAX_LINE {
        let (at, length) = (event.at.secs(), line.len());
        return Err(format!(
            "an event at {at:.3} s takes {length} bytes, a line of a recording at most {MAX_LINE}"
        ));
    }
    line.push(b'\n');
    Ok(line)
}

/// Whether every number in `fact` is one that JSON can write.
fn is_finite(fact: &EventKind) -> bool {
    let percentiles = |p: &Percentiles| p.p50.is_finite() && p.p99.is_finite();
    let dealings = |l: &LockAccount| percentiles(&l.wait_us) && percentiles(&l.hold_us);
    let lock = |l: &LockStats| dealings(&l.all);
    let ipc = |i: &IpcStats| percentiles(&i.round_trip_us) && percentiles(&i.spawn_ms);
    match fact {
        EventKind::Plan(plan) => plan.machine.quota.is_none_or(f64::is_finite),
        EventKind::Capacity { capacity, .. } => capacity.cores.is_finite(),
        EventKind::Lock { stats, .. } => lock(stats),
        EventKind::Ipc { stats, .. } => ipc(stats),
        EventKind::LaneFinished { outcome, .. } => {
            let accounts = outcome.accounts.iter().filter_map(|a| a.lock.as_ref());
            let totals = outcome.lock.as_ref().is_none_or(lock) && outcome.ipc.as_ref().is_none_or(ipc);
            totals && accounts.into_iter().all(dealings)
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests;
