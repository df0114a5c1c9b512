//! Casts: what a program that draws has kept of its screen, and the moments that it has marked.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::pty::Size;

/// End of a frame that is shown whole or not at all.
const FRAME_END: &str = "\x1b[?2026l";

/// A cast that is being written.
pub(crate) struct CastReader {
    pub(crate) path: PathBuf,
    file: Option<File>,
    /// The beginning of a line whose end is not there yet.
    rest: Vec<u8>,
    marks: Vec<String>,
}

impl CastReader {
    /// The cast in this file, which may not be there yet.
    pub(crate) fn of(path: &Path) -> Self {
        Self { path: path.into(), file: None, rest: Vec::new(), marks: Vec::new() }
    }

    /// The moments that are marked so far.
    pub(crate) fn marks(&mut self) -> &[String] {
        if self.file.is_none() {
            self.file = File::open(&self.path).ok();
        }
        if let Some(file) = &mut self.file {
            file.read_to_end(&mut self.rest).expect("a cast can be read");
            let whole = self.rest.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
            let lines: Vec<u8> = self.rest.drain(..whole).collect();
            let lines = String::from_utf8(lines).expect("a cast is UTF-8");
            // Frames are long and many: only the marks are parsed.
            let marks = lines.lines().filter(|line| line.contains(", \"m\", "));
            let label =
                |line: &str| serde_json::from_str::<Value>(line).ok()?[2].as_str().map(str::to_string);
            self.marks.extend(marks.filter_map(label));
        }
        &self.marks
    }
}

/// Calls `look` with the text of every frame of the cast in this file, as a terminal shows it; returns their number.
pub(crate) fn each_frame(cast: &Path, mut look: impl FnMut(&str)) -> usize {
    let text = std::fs::read_to_string(cast).expect("a cast");
    let mut lines = text.lines().map(|line| serde_json::from_str::<Value>(line).expect("a whole line"));
    let header = lines.next().expect("a header");
    let number = |value: &Value| value.as_u64().and_then(|n| u16::try_from(n).ok()).expect("a size");
    let mut parser = parser((number(&header["width"]), number(&header["height"])));
    let mut frames = 0;
    for line in lines {
        let data = line[2].as_str().expect("data");
        match line[1].as_str() {
            Some("r") => {
                let (columns, rows) = data.split_once('x').expect("a size");
                let cells = |count: &str| count.parse().expect("a screen has cells");
                parser.set_size(cells(rows), cells(columns));
            }
            Some("o") => {
                for piece in data.split_inclusive(FRAME_END) {
                    parser.process(piece.as_bytes());
                    if piece.ends_with(FRAME_END) && parser.screen().alternate_screen() {
                        frames += 1;
                        look(&parser.screen().contents());
                    }
                }
            }
            _ => {}
        }
    }
    frames
}

fn parser((columns, rows): Size) -> vt100::Parser {
    let cells = |count: u16| count.try_into().expect("a screen has cells");
    vt100::Parser::new(cells(rows), cells(columns), 0)
}
