//! Recordings compressed with xz: a tenth of their size. They are read as they are; `xz` and `unxz` make the one of the
//! other.

use std::io::{self, Cursor, Read, Write};

use lzma_rust2::{LzmaOptions, XzOptions, XzReader, XzWriter};

use crate::input::{Limit, limited};

/// First bytes of a file in the xz format (its specification, 2.1.1.1).
const XZ: &[u8] = b"\xfd7zXZ\0";

/// First bytes of a file that gzip compressed (RFC 1952, 2.3.1).
pub(super) const GZIP: &[u8] = b"\x1f\x8b";

/// Most memory for reading, KiB: what `xz -9` needs, and no more, whatever a file asks for.
const MEMORY: u32 = 66 << 10;

/// The content of a file that may be compressed, up to a limit.
///
/// # Errors
/// When its beginning cannot be read.
pub(super) fn content(mut file: impl Read + 'static, limit: Limit) -> io::Result<Box<dyn Read>> {
    let mut start = Vec::with_capacity(XZ.len());
    file.by_ref().take(XZ.len() as u64).read_to_end(&mut start)?;
    let is_compressed = start == XZ;
    let whole = Cursor::new(start).chain(file);
    Ok(if is_compressed {
        Box::new(limited(XzReader::new_mem_limit(whole, true, MEMORY), limit))
    } else {
        Box::new(whole)
    })
}

/// Compresses the lines of a recording.
///
/// # Errors
/// When an option of the format is refused, which none of these is.
pub(super) fn compressed(lines: &[u8]) -> io::Result<Vec<u8>> {
    // Text is not aligned, so the position of a byte tells nothing about the next one (`pb`).
    let lzma_options = LzmaOptions { pb: 0, nice_len: LzmaOptions::NICE_LEN_MAX, ..LzmaOptions::default() };
    let mut writer = XzWriter::new(Vec::new(), XzOptions { lzma_options, ..XzOptions::default() })?;
    writer.write_all(lines)?;
    writer.finish()
}

#[cfg(test)]
mod tests;
