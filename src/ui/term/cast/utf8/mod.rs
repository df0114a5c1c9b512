//! Bytes in pieces, as text in pieces.

/// Decodes UTF-8 that arrives in pieces. A character that is split between two pieces belongs to the second; bytes that
/// are no UTF-8 become U+FFFD.
#[derive(Debug, Default)]
pub(super) struct Utf8Pieces {
    /// The beginning of a character, at most three bytes.
    begun: Vec<u8>,
}

impl Utf8Pieces {
    /// The text that is complete with these bytes.
    pub(super) fn text(&mut self, bytes: &[u8]) -> String {
        let mut all = std::mem::take(&mut self.begun);
        all.extend_from_slice(bytes);
        let mut text = String::with_capacity(all.len());
        let mut chunks = all.utf8_chunks().peekable();
        while let Some(chunk) = chunks.next() {
            text.push_str(chunk.valid());
            let invalid = chunk.invalid();
            if chunks.peek().is_none() && is_begun(invalid) {
                self.begun = invalid.to_vec();
            } else if !invalid.is_empty() {
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
        text
    }

    /// The text of a character that was never completed; empty where there is none.
    pub(super) fn rest(&mut self) -> &'static str {
        if std::mem::take(&mut self.begun).is_empty() { "" } else { "\u{fffd}" }
    }
}

/// Whether further bytes can make a character of these.
fn is_begun(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}

#[cfg(test)]
mod tests;
