//! Handles of a cast: of the program that writes it, and of the screen that marks its moments.

use std::fs::File;
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::cast_file::{CastFile, Sink};
use crate::input::is_stream;
use crate::sys::stdio::{is_stdout, stdout};
use crate::sys::terminal::stdout_size;

/// Columns and rows of a screen without a terminal.
pub(in crate::ui::term) const SIZE: (u16, u16) = (80, 24);

/// Reason why there is no cast, or not all of it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CastError {
    /// It would be written to a standard output that has something else.
    #[error(
        "a cast cannot be written to standard output, which has {0}; accepted is the name of a file, such as talk.cast"
    )]
    Taken(&'static str),
    /// The file cannot be created.
    #[error("cannot write the cast to {}: {error}", .path.display())]
    Create {
        /// Its name.
        path: PathBuf,
        /// The system's reason.
        error: io::Error,
    },
    /// The file took no more at some time.
    #[error("the cast in {} ends early: {error}; what it has can be played", .path.display())]
    Cut {
        /// Its name.
        path: PathBuf,
        /// The system's reason.
        error: io::Error,
    },
}

/// A cast that is being written. Clones write to the same file.
#[derive(Debug, Clone)]
pub(crate) struct Cast {
    file: Arc<Mutex<CastFile>>,
    path: PathBuf,
}

impl Cast {
    /// Begins a cast of the terminal in `path`, before it is [entered](crate::ui::shell::enter_with); an existing file is
    /// replaced.
    ///
    /// # Errors
    /// When `path` is `-`, since standard output has the screen, or the file cannot be written.
    pub(crate) fn of_terminal(path: &Path, title: &str) -> Result<Self, CastError> {
        Self::create(path, stdout_size().unwrap_or(SIZE), title, Some("the screen"))
    }

    /// Begins a cast in `path` of a screen without a terminal, 80 by 24; an existing file is replaced. `-` is standard
    /// output, unless that has something else: `taken` names it ("the result").
    ///
    /// # Errors
    /// When standard output is taken, or the file cannot be written.
    pub(crate) fn off_screen(
        path: &Path,
        title: &str,
        taken: Option<&'static str>,
    ) -> Result<Self, CastError> {
        Self::create(path, SIZE, title, taken)
    }

    /// Begins a cast in `path`, of a screen of these columns and rows. Nothing waits for the reader of a pipe.
    pub(super) fn create(
        path: &Path,
        size: (u16, u16),
        title: &str,
        taken: Option<&'static str>,
    ) -> Result<Self, CastError> {
        let sink = match (is_stream(path), taken) {
            // Before it is opened, which would empty a file that gets the result.
            (named, Some(taken)) if named || is_stdout(path) => return Err(CastError::Taken(taken)),
            (true, _) => Ok(Sink::Stdout(stdout())),
            (false, _) => open(path).map(Sink::File),
        };
        let begun = sink.and_then(|sink| CastFile::begin(sink, size, title));
        let file = begun.map_err(|error| CastError::Create { path: path.into(), error })?;
        Ok(Self { file: Arc::new(Mutex::new(file)), path: path.into() })
    }

    /// A handle that marks moments.
    #[must_use]
    pub(crate) fn marks(&self) -> CastMarks {
        CastMarks(Some(self.clone()))
    }

    /// Completes the cast, when the screen has ended.
    ///
    /// # Errors
    /// When the file took no more at some time since.
    pub(crate) fn finish(&self) -> Result<(), CastError> {
        let error = self.file().finish();
        error.map_or(Ok(()), |error| Err(CastError::Cut { path: self.path.clone(), error }))
    }

    /// The file, to write an event to.
    pub(in crate::ui::term) fn output(&self, bytes: &[u8]) {
        self.file().output(bytes);
    }

    /// Tells the size of the screen, which may be the one it had.
    pub(in crate::ui::term) fn resize(&self, size: (u16, u16)) {
        self.file().resize(size);
    }

    /// Leaves out the time until [`Cast::resume`]: the program is stopped.
    pub(in crate::ui::term) fn hold(&self) {
        self.file().hold();
    }

    /// Goes on after [`Cast::hold`].
    pub(in crate::ui::term) fn resume(&self) {
        self.file().resume();
    }

    fn file(&self) -> MutexGuard<'_, CastFile> {
        // A thread that panicked has written whole lines.
        self.file.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Marks moments of a cast, at which players can stop; without a cast it does nothing. Clones mark the same cast.
#[derive(Debug, Clone, Default)]
pub(crate) struct CastMarks(Option<Cast>);

impl CastMarks {
    /// Marks this moment, before the frame that shows it is drawn.
    pub(crate) fn mark(&self, label: &str) {
        if let Some(cast) = &self.0 {
            cast.file().mark(label);
        }
    }
}

/// Opens for writing without waiting: a pipe without a reader refuses, and one that is full later does.
fn open(path: &Path) -> io::Result<File> {
    let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    options.custom_flags(i32::try_from(flags.bits()).unwrap_or(0)).open(path)
}
