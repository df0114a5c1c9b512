//! The text of the kernel's files.

use std::path::Path;

/// The text of a file, `None` when it cannot be read. Bytes that are not UTF-8 are replaced: a foreign
/// byte in one line must not hide the others.
pub(super) fn text(path: &Path) -> Option<String> {
    std::fs::read(path).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}
