//! Screens of a sweep, while it runs and when it is over.

use std::time::Duration;

use crossbeam_channel::Receiver;

use super::chart_set::ChartSet;
use super::screen::{ScalingScreen, Watched};
use super::source::SweepSource;
use crate::scaling::progress::Progress;
use crate::sys::signals::Signal;
use crate::ui::shell;
use crate::ui::shell::{Cause, Options, UiError};
use crate::ui::term::Tui;

/// Longest wait for a sweep that was asked to stop, whatever a task may still be doing.
const STOP_WITHIN: Duration = Duration::from_secs(2);

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
    // The screen first: stopping workers may take a moment, and the viewer has left.
    let progress = screen.watched.take().map(|mut watched| {
        watched.source.request_stop();
        watched.take_rest(STOP_WITHIN);
        watched.progress
    });
    shown.map(|cause| Ending { progress: progress.unwrap_or_default(), cause })
}
