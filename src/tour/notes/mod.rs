//! Speaker's notes in another terminal: they follow the talk, and can steer it.
//!
//! ```text
//! talk ── TalkState ──▶ NotesServer ══ socket ══▶ NotesClient ── NotesMessage ──▶ screen
//!      ◀──── Steer ────             ◀═ lines of JSON ═       ◀───── Steer ─────
//! ```
//!
//! The socket is local (`talk-PID.sock`, mode 0600) and stands in a folder that is ours alone: that of the session
//! (`$XDG_RUNTIME_DIR/coreograph`), or `/tmp/coreograph-UID`. Nothing that a follower does can delay the talk: the server
//! has a thread of its own, never waits for a follower, and sends each the newest state alone.

mod client;
mod folder;
mod follower;
mod protocol;
mod server;

pub(crate) use client::{NotesClient, NotesMessage};
pub(crate) use protocol::{Steer, TalkPhase, TalkState, Vote};
pub(crate) use server::NotesServer;

#[cfg(test)]
mod tests;
