//! The header of a frame: the length of what follows, and a mark.

/// The longest message, in bytes.
pub const MAX_FRAME: usize = 256 << 20;

/// The mark of a frame that begins with a value's own bytes.
pub(super) const WITH_BYTES: u32 = 1 << 31;
