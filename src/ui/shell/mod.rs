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
use crate::sys::signals::Signal;
use crate::ui::state::Page;
use crate::ui::term;
use crate::ui::term::Tui;
use crate::ui::theme::Theme;

/// Longest time to wait for the signal of a terminal that is gone.
const HANG_UP: Duration = Duration::from_millis(200);

/// Initial choices of a screen.
#[derive(Debug, Default, Clone)]
pub struct Options {
    /// The first page, on the screen that has pages.
    pub page: Page,
    /// Whether the words are few and the figures large at first.
    pub present: bool,
    /// Themes to choose from; if empty, the default theme.
    pub themes: Vec<Theme>,
    /// Index of the first theme.
    pub theme: usize,
    /// Notice at the start, shown until a key is pressed or its lifetime ends.
    pub notice: Option<String>,
    /// Time after which the screen panics: a rehearsal of leaving the terminal.
    pub fault: Option<Duration>,
}

/// Reason why a screen ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// The viewer quit.
    Quit,
    /// A signal, or a key that stands for one.
    Signal(Signal),
}

/// Reason why there is no screen.
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

/// Enters the terminal: before anything is started that needs it, or that must stand still when the program is
/// stopped, which from now on is noticed.
///
/// # Errors
///
/// When there is no terminal, or it refuses, or its keyboard cannot be read.
pub fn enter() -> Result<Tui, UiError> {
    let tui = Tui::enter().map_err(UiError::Enter)?;
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
    tui.leave();
    shown.map_err(UiError::Draw)
}

#[cfg(test)]
mod fake;
#[cfg(test)]
mod tests;
