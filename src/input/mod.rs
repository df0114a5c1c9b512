//! Files named by the user, opened for reading in bounded time and memory, whatever the name refers to.
//!
//! A name may lead to a pipe without a writer, to a device without an end, or to ten gigabytes. Only a regular file
//! of at most [`Limit`] bytes is read; the error names the actual kind of file, and the accepted ones. `-` is
//! standard input, and a descriptor that the shell passes (`/dev/stdin`, `/dev/fd/63`) is read like it: to its end,
//! and never more than the limit. A byte order mark at the start, as some editors write it, is left out.

use std::fs::{File, Metadata};
use std::io::{self, Cursor, ErrorKind, Read};
use std::path::Path;

/// The name of standard input, and of standard output.
pub(crate) const STREAM: &str = "-";

/// UTF-8's byte order mark.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// Largest size of a kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limit {
    /// Size in bytes.
    pub bytes: u64,
    /// The kind of file, with its article.
    pub what: &'static str,
}

/// Reason why a file is not read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum InputError {
    /// The system refused.
    #[error("{0}")]
    System(#[from] io::Error),
    /// It is not a regular file.
    #[error("it is {0}; accepted is a regular file, or - for standard input")]
    Kind(&'static str),
    /// It is larger than any file of its kind.
    #[error("it is larger than {}: accepted are at most {} MiB", .0.what, (.0.bytes >> 20).max(1))]
    Large(Limit),
    /// It is not text.
    #[error("it is no UTF-8 text from byte {0} on")]
    Text(usize),
}

/// Whether a path names a standard stream: `-`.
#[must_use]
pub(crate) fn is_stream(path: &Path) -> bool {
    path == Path::new(STREAM)
}

/// Name of a file in a message.
#[must_use]
pub(crate) fn name(path: &Path) -> String {
    if is_stream(path) { "standard input".into() } else { path.display().to_string() }
}

/// A source of bytes that never gives more than its limit.
#[derive(Debug)]
pub(crate) struct Input<R> {
    source: R,
    left: u64,
    limit: Limit,
}

/// An open file, without its byte order mark.
pub(crate) type Opened = io::Chain<Cursor<Vec<u8>>, Input<Box<dyn Read>>>;

impl<R: Read> Read for Input<R> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(room.len());
        if most == 0 && !room.is_empty() {
            // Reads one byte beyond the limit to detect a larger file.
            return match self.source.read(&mut [0])? {
                0 => Ok(0),
                _ => Err(io::Error::new(ErrorKind::FileTooLarge, InputError::Large(self.limit).to_string())),
            };
        }
        let read = self.source.read(&mut room[..most])?;
        self.left -= read as u64;
        Ok(read)
    }
}

/// Opens a file named by the user.
///
/// # Errors
/// When it cannot be read, is not a regular file, or is larger than its kind may be.
pub(crate) fn open(path: &Path, limit: Limit) -> Result<Opened, InputError> {
    let source: Box<dyn Read> =
        if is_stream(path) { Box::new(io::stdin()) } else { Box::new(file(path, limit)?) };
    let mut source = limited(source, limit);
    let mut start = Vec::with_capacity(BOM.len());
    source.by_ref().take(BOM.len() as u64).read_to_end(&mut start)?;
    if start == BOM {
        start.clear();
    }
    Ok(Cursor::new(start).chain(source))
}

/// A source of bytes that ends with an error when it gives more than `limit`.
pub(crate) fn limited<R: Read>(source: R, limit: Limit) -> Input<R> {
    Input { source, left: limit.bytes, limit }
}

/// The whole text of a file named by the user.
///
/// # Errors
/// As of [`open`], and when it is not text in UTF-8.
pub(crate) fn text(path: &Path, limit: Limit) -> Result<String, InputError> {
    let mut bytes = Vec::new();
    open(path, limit)?.read_to_end(&mut bytes).map_err(|error| match error.kind() {
        ErrorKind::FileTooLarge => InputError::Large(limit),
        _ => error.into(),
    })?;
    String::from_utf8(bytes).map_err(|error| InputError::Text(error.utf8_error().valid_up_to()))
}

/// Opens a file after checking its kind: opening a pipe or a device can already do harm, or wait. The kind is checked
/// again once it is open, since the name may lead elsewhere by then.
fn file(path: &Path, limit: Limit) -> Result<File, InputError> {
    let passed = is_passed(path);
    let check = |found: &Metadata| match kind(found) {
        Some(kind) if !(passed && is_pipe(found)) => Err(InputError::Kind(kind)),
        _ if found.len() > limit.bytes => Err(InputError::Large(limit)),
        _ => Ok(()),
    };
    check(&std::fs::metadata(path)?)?;
    let file = if passed { File::open(path)? } else { open_without_waiting(path)? };
    check(&file.metadata()?)?;
    Ok(file)
}

/// Whether a path leads to a descriptor that this program was started with, e.g. by `<(…)` of a shell: it may wait
/// for its other end, as standard input does.
fn is_passed(path: &Path) -> bool {
    path == Path::new("/dev/stdin") || path.starts_with("/dev/fd") || path.starts_with("/proc/self/fd")
}

/// The kind of a file that is not regular; `None` for a regular one.
fn kind(found: &Metadata) -> Option<&'static str> {
    if found.is_file() {
        return None;
    }
    Some(if found.is_dir() { "a folder" } else { special(found) })
}

fn special(found: &Metadata) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    let of = found.file_type();
    match () {
        () if of.is_fifo() => "a pipe",
        () if of.is_socket() => "a socket",
        () if of.is_char_device() || of.is_block_device() => "a device",
        () => "no file that can be read",
    }
}

fn is_pipe(found: &Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt;
    found.file_type().is_fifo()
}

/// Opens without waiting, in case it is not a regular file after all; and no terminal becomes that of this program.
fn open_without_waiting(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
    File::options().read(true).custom_flags(i32::try_from(flags.bits()).unwrap_or(0)).open(path)
}

#[cfg(test)]
mod tests;
