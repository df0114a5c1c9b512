//! The speaker's screen: notes, the next scene, clock and votes of a talk in another terminal, which it can steer.
//!
//! ```text
//! talk ── NotesMessage ──▶ Followed ─┐
//! keys ──▶ Action ──▶ Steer ──▶ talk ├──▶ view::draw ──▶ terminal, test
//!               └──▶ scroll ─────────┘
//! ```
//!
//! Nothing here changes the talk by itself: a key asks, and what the talk then shows comes back as its state. Without a
//! talk the screen waits for one; leaving it leaves the talk alone.

mod followed;
pub(crate) mod keys;
mod live;
mod screen;
mod source;
mod view;

pub(crate) use self::live::{NotesError, follow};

#[cfg(test)]
mod tests;
