//! The application shell: one loop for every screen of the program.
//!
//! ```text
//! source ── messages ──▶ Screen::hear ──────────────┐
//! key, mouse ──▶ Command ──▶ the shell itself       ├──▶ Screen::draw, help on top ──▶ terminal
//!           └──▶ action ──▶ Screen::update ─────────┘
//! ```
//!
//! A [`Screen`] supplies its state, its actions and its drawing. The shell has all that screens share: the time of
//! the next frame, notices and answers with their lifetimes, themes, the help, leaving, and the way to the parent
//! shell and back, for which it [holds](crate::session::Suspend) what runs.

mod answer;
mod ending;
mod event_loop;
mod looks;
mod options;
mod screen;
mod state;

use std::time::Duration;

use crossbeam_channel::{Receiver, never};

pub(crate) use self::ending::{Cause, UiError};
pub(super) use self::event_loop::{EventLoop, FRAME};
pub(crate) use self::options::Options;
pub(crate) use self::screen::Screen;
pub(crate) use self::state::ShellState;
use crate::sys::signals::Signal;
use crate::ui::term;
use crate::ui::term::{Cast, OffScreen, Tui};

/// Longest time to wait for the signal of a terminal that is gone.
const HANG_UP: Duration = Duration::from_millis(200);

/// Enters the terminal: before anything is started that needs it, or that must stand still when the program is
/// stopped, which from now on is noticed.
///
/// # Errors
///
/// When there is no terminal, or it refuses, or its keyboard cannot be read.
pub(crate) fn enter() -> Result<Tui, UiError> {
    enter_with(None)
}

/// The same, where all that the screen shows goes to a cast as well, if there is one.
///
/// # Errors
///
/// As of [`enter`].
pub(crate) fn enter_with(cast: Option<Cast>) -> Result<Tui, UiError> {
    let tui = Tui::enter(cast).map_err(UiError::Enter)?;
    term::input().map_err(UiError::Keyboard)?;
    Ok(tui)
}

/// Shows `screen` until the viewer quits or a signal comes. When it returns, in whatever way, the terminal is
/// restored.
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
    // A closed terminal accepts no more output and sends a signal; which of the two is noticed first is chance.
    let shown = shown.or_else(|error| signals.recv_timeout(HANG_UP).map(Cause::Signal).map_err(|_| error));
    drop(tui);
    shown.map_err(UiError::Draw)
}

/// Shows `screen` to a cast alone, without a terminal and a keyboard, until it quits by itself or a signal comes.
///
/// # Errors
///
/// When a frame cannot be drawn; errors of the cast's file are the cast's.
pub(super) fn run_off_screen<S: Screen>(
    cast: &Cast,
    screen: &mut S,
    options: Options,
    signals: &Receiver<Signal>,
) -> Result<Cause, UiError> {
    let mut surface = OffScreen::new(cast).map_err(UiError::Draw)?;
    EventLoop::new(screen, options).run(&mut surface, &never(), signals).map_err(UiError::Draw)
}

#[cfg(test)]
mod fake;
#[cfg(test)]
mod tests;
