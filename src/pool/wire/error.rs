//! Errors of one connection: of its socket, its frames, its messages.

use std::io;

use super::header::MAX_FRAME;

/// Error of a connection.
#[derive(Debug, thiserror::Error)]
pub enum WireError {
    /// The pipe itself failed.
    #[error("the pipe failed: {0}")]
    Io(#[from] io::Error),
    /// The stream ended inside a frame.
    #[error("the stream ended inside a frame, {got} of {expected} bytes")]
    Torn {
        /// Bytes received.
        got: usize,
        /// Bytes announced.
        expected: usize,
    },
    /// A frame announced more than is allowed.
    #[error("a frame of {length} bytes is longer than the allowed {MAX_FRAME}")]
    TooLarge {
        /// The announced length.
        length: usize,
    },
    /// There is no memory for it; the sentence names what for.
    #[error("{0}")]
    NoRoom(String),
    /// The bytes of a frame are not a message.
    #[error("a frame of {length} bytes is not a message: {reason}")]
    Garbage {
        /// Its length.
        length: usize,
        /// The decoder's message.
        reason: String,
    },
    /// An impossible message: the result of a task that its sender does not have, or had before.
    #[error("it sent an impossible message: {0}")]
    Absurd(String),
    /// A worker cannot begin; the sentence gives its reason.
    #[error("{0}")]
    InitFailed(String),
    /// A worker sent no message at all within this number of seconds.
    #[error("it sent no message for {0} s")]
    Silent(u64),
}

impl WireError {
    /// Error for a frame of this length.
    pub(super) fn no_room(length: usize) -> Self {
        Self::NoRoom(format!("there is no room in memory for a frame of {length} bytes"))
    }
}
