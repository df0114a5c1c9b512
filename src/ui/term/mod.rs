//! The terminal: entering and leaving it, whatever happens in between.
//!
//! However the dashboard ends (q, a signal, an error, a panic), the terminal is left as it was found: raw mode off,
//! normal screen, cursor shown. [`leave`](tui::leave) may be called any number of times from anywhere. A panic of the thread that
//! draws leaves the screen before its message is printed; messages of other threads while the screen is on are kept
//! until it is off, since they would be painted over.

mod cast;
mod csi;
mod input;
mod keyboard;
mod off_screen;
mod surface;
mod tui;

pub(crate) use self::cast::{Cast, CastMarks};
pub(crate) use self::input::{Input, input};
pub(crate) use self::off_screen::OffScreen;
pub(crate) use self::surface::{Stopped, Surface};
pub(crate) use self::tui::Tui;
