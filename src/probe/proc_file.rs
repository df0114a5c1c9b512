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
mod tests {
    use super::*;

    #[test]
    fn what_is_written_anew_is_read_anew_and_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("stat");
        std::fs::write(&path, "cpu 1\n").unwrap();
        let mut standing = ProcFile::open(&path, 4).unwrap();
        assert_eq!(standing.read().unwrap(), "cpu 1\n");
        let long = "x".repeat(1000);
        std::fs::write(&path, &long).unwrap();
        assert_eq!(standing.read().unwrap(), long);
        std::fs::write(&path, "").unwrap();
        assert_eq!(standing.read(), None);
        assert!(ProcFile::open(&folder.path().join("nobody"), 4).is_none());
    }

    #[test]
    fn a_file_of_the_kernel_that_stays_open_tells_the_present() {
        let Some(mut standing) = ProcFile::open(Path::new("/proc/self/stat"), 512) else {
            return eprintln!("skipped: this system has no /proc");
        };
        let before = standing.read().unwrap().into_owned();
        // Terminates: a thread that computes is counted sooner or later.
        while standing.read().unwrap() == before {
            std::hint::black_box((0..100_000_u64).sum::<u64>());
        }
    }
}
