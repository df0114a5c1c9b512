//! A file of the kernel's that is read repeatedly: it stays open, and its text goes into the same buffer each time. A
//! reading is one or two system calls and no allocation.

use std::borrow::Cow;
use std::fs::File;
use std::path::Path;

/// Largest text in bytes; no file that is read here is longer.
const LONGEST: usize = 1 << 20;

/// An open file of `/proc`, whose text is generated anew whenever it is read from its beginning.
#[derive(Debug)]
pub(super) struct ProcFile {
    file: File,
    text: Vec<u8>,
}

impl ProcFile {
    /// Opens `path`; `None` when it cannot be read. `expected` is its approximate length, bytes.
    pub(super) fn open(path: &Path, expected: usize) -> Option<Self> {
        Some(Self { file: File::open(path).ok()?, text: vec![0; expected.max(1)] })
    }

    /// The text as it is now; `None` when the process that it describes has ended.
    pub(super) fn read(&mut self) -> Option<Cow<'_, str>> {
        let mut length = 0;
        loop {
            let read = read_at(&self.file, &mut self.text[length..], length)?;
            length += read;
            if read == 0 || length < self.text.len() {
                break;
            }
            if self.text.len() >= LONGEST {
                break;
            }
            self.text.resize(self.text.len() * 2, 0);
        }
        (length > 0).then(|| String::from_utf8_lossy(&self.text[..length]))
    }
}

fn read_at(file: &File, buffer: &mut [u8], offset: usize) -> Option<usize> {
    std::os::unix::fs::FileExt::read_at(file, buffer, offset as u64).ok()
}

#[cfg(test)]
mod tests;
