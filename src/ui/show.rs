//! The loop of every screen: wait for a key, a message, a signal or the next frame; take in all there is; draw once.

use std::io;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, select};

use super::term::{self, Input, Screen, Surface};
use crate::sys::signals::Signal;

/// Frames are at least this far apart. The answer to a key does not wait for the next.
const FRAME: Duration = Duration::from_millis(100);
/// The signal of a terminal that is gone comes no later than this.
const HANG_UP: Duration = Duration::from_millis(200);

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

/// A screen: what it hears, and how it answers.
pub(super) trait Show {
    /// What comes in, beside keys and signals.
    type Message;

    /// Before every turn of the loop; whether the picture on the screen is no longer the one that would be drawn.
    fn is_stale(&mut self) -> bool;

    /// Draws the picture.
    fn draw(&mut self, surface: &mut dyn Surface) -> io::Result<()>;

    /// When to wake without a message, if the next frame may come at `due`.
    fn next_tick(&self, due: Instant) -> Receiver<Instant>;

    /// Woken without a message.
    fn tick(&mut self);

    /// Where messages come from.
    fn messages(&self) -> Receiver<Self::Message>;

    /// Takes in a message and what stands behind it; `None` when there will be no more.
    fn take(&mut self, first: Option<Self::Message>);

    /// Takes in a key, and says why the screen ends if it does.
    fn take_input(&mut self, input: Input, surface: &mut dyn Surface) -> io::Result<Option<Cause>>;
}

/// Enters the terminal: before anything is started that would be in vain without it.
///
/// # Errors
///
/// When there is none, or it refuses, or its keyboard cannot be read.
pub(super) fn enter() -> Result<Screen, UiError> {
    let screen = Screen::enter().map_err(UiError::Enter)?;
    term::input().map_err(UiError::Keyboard)?;
    Ok(screen)
}

/// Shows until the viewer leaves or a signal comes. When it returns, on whatever way, the terminal is restored.
///
/// # Errors
///
/// When the terminal cannot be drawn on.
pub(super) fn on(
    mut screen: Screen,
    show: &mut impl Show,
    signals: &Receiver<Signal>,
) -> Result<Cause, UiError> {
    let input = term::input().map_err(UiError::Keyboard)?;
    let shown = play(show, &mut screen, &input, signals);
    // A terminal that is closed takes no more output, and says so by a signal; which is noticed first is chance.
    let shown = shown.or_else(|error| signals.recv_timeout(HANG_UP).map(Cause::Signal).map_err(|_| error));
    screen.leave();
    shown.map_err(UiError::Draw)
}

/// The loop.
pub(super) fn play(
    show: &mut impl Show,
    surface: &mut dyn Surface,
    input: &Receiver<Input>,
    signals: &Receiver<Signal>,
) -> io::Result<Cause> {
    let mut drawn: Option<Instant> = None;
    loop {
        let stale = show.is_stale();
        let due = drawn.map_or_else(Instant::now, |last| last + FRAME);
        if stale && due <= Instant::now() {
            show.draw(surface)?;
            drawn = Some(Instant::now());
            continue;
        }
        let (tick, messages) = (show.next_tick(due), show.messages());
        select! {
            recv(signals) -> signal => if let Ok(signal) = signal { return Ok(Cause::Signal(signal)) },
            recv(input) -> first => {
                // A closed keyboard is a terminal that is gone.
                let first = first.unwrap_or(Input::Gone);
                for input in std::iter::once(first).chain(input.try_iter()) {
                    if let Some(cause) = show.take_input(input, surface)? {
                        return Ok(cause);
                    }
                }
                // A key is answered at once, whatever the pace.
                drawn = None;
            },
            recv(messages) -> message => show.take(message.ok()),
            recv(tick) -> _ => show.tick(),
        }
    }
}
