//! The last lines that a run printed.

use std::collections::VecDeque;
use std::io::Read;

/// Bytes that are kept of a stream.
const KEPT: usize = 4 << 10;
/// Most lines that are told.
const LINES: usize = 3;
/// Longest line that is told, characters.
const LONGEST: usize = 200;

/// Reads a stream to its end, whatever its length; returns its last lines.
pub(super) fn last_lines(mut stream: impl Read) -> Vec<String> {
    let (mut kept, mut buffer) = (VecDeque::new(), [0; KEPT]);
    while let Ok(read @ 1..) = stream.read(&mut buffer) {
        kept.extend(&buffer[..read]);
        let beyond = kept.len().saturating_sub(KEPT);
        kept.drain(..beyond);
    }
    let text = String::from_utf8_lossy(kept.make_contiguous()).into_owned();
    let lines: Vec<&str> = text.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    let first = lines.len().saturating_sub(LINES);
    lines[first..].iter().map(|line| line.chars().take(LONGEST).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_lines_of_a_long_stream_are_kept() {
        let lines: Vec<String> = (0..10_000).map(|line| format!("line {line}")).collect();
        assert_eq!(last_lines(lines.join("\n").as_bytes()), ["line 9997", "line 9998", "line 9999"]);
        assert_eq!(last_lines(&b"one\r\n\n"[..]), ["one"]);
        assert!(last_lines(&b""[..]).is_empty());
        let long = last_lines("x".repeat(100_000).as_bytes());
        assert_eq!((long.len(), long[0].len()), (1, LONGEST));
    }
}
