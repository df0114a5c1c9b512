//! Screens of a sweep, while it runs and when it is over.

use std::io::Write as _;
use std::time::Duration;

use crossbeam_channel::Receiver;

use super::chart_set::ChartSet;
use super::screen::{ScalingScreen, Watched};
use super::source::SweepSource;
use crate::scaling::progress::{Now, Progress};
use crate::sys::signals::Signal;
use crate::sys::stderr::Stderr;
use crate::ui::shell;
use crate::ui::shell::{Cause, Options, UiError};
use crate::ui::term::Tui;

/// Longest wait for a sweep that was asked to stop, whatever a task may still be doing.
const STOP_WITHIN: Duration = Duration::from_secs(2);

/// Said while the run that is under way is ended.
const ENDING: &str = "ending the run that is under way; what was measured is kept\n";

/// Result of a screen that has ended.
#[derive(Debug)]
pub(crate) struct Ending {
    /// Progress until then, complete or not.
    pub progress: Progress,
    /// Reason for the end.
    pub cause: Cause,
}

/// Shows the sweep on a terminal, [entered](shell::enter) before it was started, until the viewer quits or a signal comes; its results stay on the screen when it is over.
///
/// When it returns, in whatever way, the terminal is restored and the sweep was asked to end.
///
/// # Errors
///
/// When the terminal cannot be drawn on.
pub(crate) fn watch(
    tui: Tui,
    source: &mut dyn SweepSource,
    options: Options,
    signals: &Receiver<Signal>,
) -> Result<Ending, UiError> {
    let mut screen = ScalingScreen::new(Some(Watched::new(source)), ChartSet::default());
    let shown = shell::run(tui, &mut screen, options, signals);
    let progress = screen.watched.take().map(|mut watched| {
        watched.take_rest(Duration::ZERO);
        // A sweep that is over says nothing more: its report is not kept waiting.
        if watched.progress.now != Now::Over {
            watched.source.request_stop();
            // The viewer has left the screen and sees nothing else meanwhile.
            let _ = Stderr::for_progress().write_all(ENDING.as_bytes());
            watched.take_rest(STOP_WITHIN);
        }
        watched.progress
    });
    shown.map(|cause| Ending { progress: progress.unwrap_or_default(), cause })
}
