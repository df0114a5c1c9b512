//! Recording of the events on their way to the dashboard: each race of a session has a file of its own.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use crossbeam_channel::{Receiver, Sender, bounded, select, unbounded};

use crate::event::Event;
use crate::record::{RecordError, Recorder};

/// The recordings of a session, if it has any.
#[derive(Default)]
pub(super) struct Recordings {
    path: Option<PathBuf>,
    /// The first, opened before the screen is.
    first: Option<Recorder>,
    running: Option<Running>,
    /// Error of a recording, reported when the screen is closed.
    diagnostic: Arc<Mutex<Option<RecordError>>>,
}

/// A thread that records a race.
struct Running {
    thread: JoinHandle<()>,
    /// Dropped when nothing more will be recorded, whether the race has ended or was left behind.
    open: Sender<()>,
}

impl Recordings {
    /// Recordings at `path`; none without one.
    ///
    /// # Errors
    /// When the first of them cannot be created.
    pub(super) fn at(path: Option<&PathBuf>) -> Result<Self, RecordError> {
        let first = path.map(Recorder::create).transpose()?;
        Ok(Self { path: path.cloned(), first, ..Self::default() })
    }

    /// Passes the events of a race through a recording of its own.
    pub(super) fn of(&mut self, events: Receiver<Event>) -> Receiver<Event> {
        let Some(path) = &self.path else { return events };
        let recorder = self.first.take().map_or_else(|| Recorder::create(next_free(path)), Ok);
        let (passed_on, out) = unbounded();
        let (open, closed) = bounded(0);
        let diagnostic = Arc::clone(&self.diagnostic);
        let (unrecorded, at) = (events.clone(), path.clone());
        let body = move || {
            if let Err(error) = record(recorder, &events, &passed_on, &closed) {
                report_diagnostics(&diagnostic, error);
                // The race goes on for its viewers.
                while let Some(event) = next(&events, &closed) {
                    let _ = passed_on.send(event);
                }
            }
        };
        match thread::Builder::new().name("record".into()).spawn(body) {
            Ok(thread) => {
                self.running = Some(Running { thread, open });
                out
            }
            Err(error) => {
                let reason = format!("no thread can be started for it: {error}");
                report_diagnostics(&self.diagnostic, RecordError::Create { path: at, reason });
                unrecorded
            }
        }
    }

    /// Completes the recording of a race that has been stopped.
    pub(super) fn complete(&mut self) {
        if let Some(Running { thread, open }) = self.running.take() {
            drop(open);
            // Its errors are in the diagnostic; one that panicked has left its file incomplete.
            let _ = thread.join();
        }
    }

    /// The first error of any recording.
    pub(super) fn diagnostic(&self) -> Option<RecordError> {
        self.diagnostic.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

fn report_diagnostics(diagnostic: &Mutex<Option<RecordError>>, error: RecordError) {
    *diagnostic.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
}

/// Path of the next recording: `race.jsonl`, `race-2.jsonl`, … Files of an earlier session are not overwritten.
fn next_free(path: &Path) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let extension = path.extension().map(|e| format!(".{}", e.to_string_lossy())).unwrap_or_default();
    let numbered = |n: u32| path.with_file_name(format!("{stem}-{n}{extension}"));
    (2..10_000).map(numbered).find(|path| !path.exists()).unwrap_or_else(|| path.into())
}

fn record(
    recorder: Result<Recorder, RecordError>,
    events: &Receiver<Event>,
    passed_on: &Sender<Event>,
    closed: &Receiver<()>,
) -> Result<(), RecordError> {
    let mut recorder = recorder?;
    while let Some(event) = next(events, closed) {
        let written = recorder.write(&event);
        // The screen may be closed; the recording is completed all the same.
        let _ = passed_on.send(event);
        written?;
    }
    recorder.finish()
}

/// The next event. A race that was left behind in an endless task sends no more, and never closes.
fn next(events: &Receiver<Event>, closed: &Receiver<()>) -> Option<Event> {
    select! {
        recv(events) -> event => event.ok(),
        recv(closed) -> _ => events.try_recv().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_race_has_its_own_recording() {
        let folder = tempfile::tempdir().unwrap();
        let first = folder.path().join("r.jsonl");
        assert_eq!(next_free(&first), folder.path().join("r-2.jsonl"));
        std::fs::write(folder.path().join("r-2.jsonl"), "an earlier session").unwrap();
        assert_eq!(next_free(&first), folder.path().join("r-3.jsonl"));
        assert_eq!(next_free(&folder.path().join("r")), folder.path().join("r-2"));
    }
}
