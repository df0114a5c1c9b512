//! A writer whose output also goes to a cast.

use std::io::{self, Write};

use super::handle::Cast;

/// A writer whose output also goes to a cast, if there is one: all bytes between two flushes as one event.
#[derive(Debug)]
pub(in crate::ui::term) struct Tee<W> {
    out: W,
    cast: Option<Cast>,
    /// Bytes written since the last flush.
    written: Vec<u8>,
}

impl<W: Write> Tee<W> {
    /// Output to `out` and to `cast`.
    pub(in crate::ui::term) fn new(out: W, cast: Option<Cast>) -> Self {
        Self { out, cast, written: Vec::new() }
    }
}

impl<W: Write> Write for Tee<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.out.write(bytes)?;
        if self.cast.is_some() {
            self.written.extend_from_slice(&bytes[..count]);
        }
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()?;
        if let Some(cast) = self.cast.as_ref().filter(|_| !self.written.is_empty()) {
            cast.output(&self.written);
            self.written.clear();
        }
        Ok(())
    }
}
