//! The application shell: one loop for every screen of the program.
//!
//! ```text
//! source ── messages ──▶ Screen::hear ──────────────┐
//! key, mouse ──▶ Command ──▶ the shell itself       ├──▶ Screen::draw, help on top ──▶ terminal
//!           └──▶ action ──▶ Screen::update ─────────┘
//! ```
//!
//! A [`Screen`] supplies state, what changes it, and how it is drawn. The shell has all that screens share: when a
//! frame is due, notices and answers with their lifetimes, themes, the help, the way out, and the way to the parent
//! shell and back, for which it [holds](crate::session::Suspend) what runs.

mod answer;
mod event_loop;
mod looks;
mod screen;
mod state;

use std::io;
use std::time::Duration;

use crossbeam_channel::Receiver;

pub(super) use self::event_loop::{EventLoop, FRAME};
pub use self::screen::Screen;
pub use self::state::ShellState;
use super::term::{self, Tui};
use super::theme::Theme;
use crate::sys::signals::Signal;

/// The signal of a terminal that is gone comes no later than this.
const HANG_UP: Duration = Duration::from_millis(200);

/// How a screen is to look and behave at first.
#[derive(Debug, Default, Clone)]
pub struct Options {
    /// The index of the view that is seen first, on the screen that has numbered views.
    pub page: usize,
    /// Whether the words are few and the figures large at first.
    pub present: bool,
    /// The looks there are to choose from; without any, the usual one.
    pub themes: Vec<Theme>,
    /// The one of them that it begins with.
    pub theme: usize,
    /// What is said first, until a key is pressed or for a while.
    pub notice: Option<String>,
    /// After this long the screen panics: a rehearsal of the way out.
    pub fault: Option<Duration>,
}

/// Why a screen ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// The viewer left.
    Quit,
    /// A signal, or a key that stands for one.
    Signal(Signal),
}

/// Why there is no screen.
#[derive(Debug, thiserror::Error)]
pub enum UiError {
    /// The terminal could not be entered.
    #[error("the terminal cannot be used: {0}; --headless runs without one")]
    Enter(#[source] io::Error),
    /// The keyboard cannot be read.
    #[error("cannot start the thread that reads the keyboard: {0}; --headless runs without one")]
    Keyboard(#[source] io::Error),
    /// The terminal could not be drawn on.
    #[error("the terminal does not take any more output: {0}")]
    Draw(#[source] io::Error),
}

/// Enters the terminal: before anything is started that would be in vain without it.
///
/// # Errors
///
/// When there is none, or it refuses, or its keyboard cannot be read.
pub(super) fn enter() -> Result<Tui, UiError> {
    let tui = Tui::enter().map_err(UiError::Enter)?;
    term::input().map_err(UiError::Keyboard)?;
    Ok(tui)
}

/// Shows `screen` until the viewer leaves or a signal comes. When it returns, on whatever way, the terminal is restored.
///
/// # Errors
///
/// When the terminal cannot be drawn on.
pub(super) fn run<S: Screen>(
    mut tui: Tui,
    screen: &mut S,
    options: Options,
    signals: &Receiver<Signal>,
) -> Result<Cause, UiError> {
    let input = term::input().map_err(UiError::Keyboard)?;
    let shown = EventLoop::new(screen, options).run(&mut tui, &input, signals);
    // A terminal that is closed takes no more output, and says so by a signal; which is noticed first is chance.
    let shown = shown.or_else(|error| signals.recv_timeout(HANG_UP).map(Cause::Signal).map_err(|_| error));
    tui.leave();
    shown.map_err(UiError::Draw)
}

#[cfg(test)]
mod fake;
#[cfg(test)]
mod tests;
