//! Asciicasts: what the screen showed, as a file that any player of terminals can show again.
//!
//! A cast is lines of JSON (asciicast, version 2): a header with the size of the screen, then an event each:
//!
//! ```text
//! frames ──▶ Tee ──┬──▶ terminal, or nothing (OffScreen)
//!                  └──▶ Cast: [1.5, "o", "…"]      output
//! new size ──────────▶ Cast: [2.0, "r", "120x40"]  resize
//! CastMarks ─────────▶ Cast: [2.5, "m", "verdict"] marker, at which players can stop
//! ```
//!
//! Each event is written as one whole line at once, so that a program that is killed leaves a file that can be played.
//! An error ends the cast and nothing else: [`Cast::finish`] returns it.

mod cast_file;
mod handle;
mod header;
mod tee;
mod utf8;

pub(super) use self::handle::SIZE;
pub(crate) use self::handle::{Cast, CastMarks};
pub(super) use self::tee::Tee;

#[cfg(test)]
mod tests;
