//! Reading a recording, and rejecting other files.
//!
//! A file is not trusted: it may be cut off, edited, written by another version, or be something else altogether.
//! Every error has a line number and a reason; nothing that a file contains can make the program stop.

use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use serde::Deserialize;

use super::compressed::{GZIP, content};
use super::{Header, MAX_LINE, RecordError, SCHEMA};
use crate::event::{Event, EventKind, Nanos, Plan};
use crate::input::{self, Limit};
use crate::text::escape::visible;

/// Largest recording: four hundred events a second are 150 MiB an hour, and kept in memory they take about as much
/// again.
const LARGEST: Limit = Limit { bytes: 1 << 30, what: "a recording" };

/// Longest first line, in bytes: a file without any line end is known as foreign after this much.
const MAX_HEADER: usize = 64 << 10;

/// Longest session (104 days): up to here a double holds every nanosecond.
const MAX_TIME: Nanos = Nanos(1 << 53);

/// Most CPUs and workers: they are numbered in 16 bits.
const MAX_COUNT: u32 = 1 << 16;

/// Position at which a recording was cut off: the program that wrote it was killed, or the disk was full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    /// The incomplete line, from 1. Everything before it was read.
    pub line: usize,
}

/// A recording in memory.
#[derive(Debug, Clone, PartialEq)]
pub struct Recording {
    /// Its first line.
    pub header: Header,
    /// Its events, in the order of the file; the first is the plan.
    ///
    /// That order is the one in which the live sinks saw them, so folding them gives the same model again. Events may
    /// be out of order by time, since several threads emit them and a fact can have an earlier time; that is why they
    /// are not sorted. A replay sends a late one at once.
    pub events: Vec<Event>,
    /// Position at which it was cut off, `None` when its last line is complete.
    pub cut: Option<Cut>,
}

impl Recording {
    /// Of each event the newest time up to it: the time at which it is played. Events of several threads are a little out
    /// of order.
    #[must_use]
    pub fn due(&self) -> Vec<Nanos> {
        let newest = |newest: &mut Nanos, event: &Event| {
            *newest = event.at.max(*newest);
            Some(*newest)
        };
        self.events.iter().scan(Nanos::ZERO, newest).collect()
    }

    /// Reads the recording at `path`, which may be compressed with xz.
    ///
    /// # Errors
    /// When it cannot be read, or is not a recording of this version from its first line to its last. A last
    /// line that is not whole is no error: see [`Recording::cut`].
    pub fn open(path: impl AsRef<Path>) -> Result<Self, RecordError> {
        let path = path.as_ref();
        let refuse = |reason: String| RecordError::Read { path: path.into(), reason };
        let file = input::open(path, LARGEST).map_err(|e| refuse(e.to_string()))?;
        Self::read(content(file, LARGEST).map_err(|e| refuse(e.to_string()))?, path)
    }

    /// Reads a recording that the program contains, compressed; `path` is its name in errors.
    ///
    /// # Errors
    /// As [`Recording::open`].
    pub(crate) fn read_compressed(bytes: &'static [u8], path: &Path) -> Result<Self, RecordError> {
        let refuse = |e: io::Error| RecordError::Read { path: path.into(), reason: e.to_string() };
        Self::read(content(bytes, LARGEST).map_err(refuse)?, path)
    }

    /// Reads a recording from `source`; `path` is its name in errors.
    ///
    /// # Errors
    /// As [`Recording::open`].
    pub fn read(source: impl Read, path: &Path) -> Result<Self, RecordError> {
        let source = BufReader::new(source);
        let mut lines = Lines { source, path, number: 0, buffer: Vec::new() };
        let header = read_header(&mut lines)?;
        let mut events: Vec<Event> = Vec::new();
        let mut cut = None;
        while let Some(whole) = lines.next(MAX_LINE)? {
            match read_event(&lines.buffer, events.is_empty()) {
                Ok(event) => events.push(event),
                Err(_) if !whole => cut = Some(Cut { line: lines.number }),
                Err(reason) => return Err(RecordError::broken(path, lines.number, reason)),
            }
        }
        if events.is_empty() {
            let reason = "expected the plan of a session, found the end of the file";
            return Err(RecordError::broken(path, 2, reason));
        }
        Ok(Self { header, events, cut })
    }

    /// Whether its session came to its end.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.events.iter().any(|e| matches!(e.fact, EventKind::RaceEnded { .. }))
    }

    /// The time of its newest event.
    #[must_use]
    pub fn length(&self) -> Nanos {
        self.events.iter().map(|e| e.at).max().unwrap_or_default()
    }
}

/// The lines of a file, each with a limited length.
struct Lines<'a, R> {
    source: R,
    path: &'a Path,
    number: usize,
    buffer: Vec<u8>,
}

impl<R: BufRead> Lines<'_, R> {
    /// Reads the next line into the buffer, without its end. `None` at the end of the file, else whether
    /// the line had an end.
    fn next(&mut self, longest: usize) -> Result<Option<bool>, RecordError> {
        self.buffer.clear();
        let mut limited = (&mut self.source).take(longest as u64 + 1);
        let read = limited.read_until(b'\n', &mut self.buffer).map_err(|e| self.failed(&e))?;
        if read == 0 {
            return Ok(None);
        }
        self.number += 1;
        let whole = self.buffer.last() == Some(&b'\n');
        if whole {
            self.buffer.pop();
        } else if self.buffer.len() > longest {
            let reason = format!("expected an event, found a line of more than {longest} bytes");
            return Err(RecordError::broken(self.path, self.number, reason));
        }
        Ok(Some(whole))
    }

    fn failed(&self, error: &io::Error) -> RecordError {
        RecordError::Read { path: self.path.into(), reason: error.to_string() }
    }
}

/// The header fields that every version has.
#[derive(Deserialize)]
struct AnyHeader {
    schema: String,
}

fn read_header<R: BufRead>(lines: &mut Lines<R>) -> Result<Header, RecordError> {
    let path = lines.path;
    let foreign = |found: &str| RecordError::Foreign { path: path.into(), found: found.into() };
    match lines.next(MAX_HEADER) {
        Ok(Some(_)) => {}
        Ok(None) => return Err(foreign(": the file is empty")),
        Err(RecordError::Broken { .. }) => return Err(foreign("")),
        Err(error) => return Err(error),
    }
    if lines.buffer.starts_with(GZIP) {
        return Err(foreign(": gzip compressed it; accepted are plain lines and xz"));
    }
    let Ok(line) = std::str::from_utf8(&lines.buffer) else {
        return Err(foreign(": it is not text"));
    };
    let Ok(any) = serde_json::from_str::<AnyHeader>(line) else {
        return Err(foreign(""));
    };
    if any.schema != SCHEMA {
        let ours = SCHEMA.trim_end_matches(|c: char| c != '/');
        return Err(if any.schema.starts_with(ours) {
            RecordError::OtherVersion { path: path.into(), schema: clean(&any.schema) }
        } else {
            foreign(&format!(": its schema is \"{}\"", clean(&any.schema)))
        });
    }
    serde_json::from_str(line).map_err(|error| {
        RecordError::broken(path, 1, format!("expected the header of a recording: {}", words_of(&error)))
    })
}

fn read_event(line: &[u8], first: bool) -> Result<Event, String> {
    let expected = if first { "the plan of a session" } else { "an event" };
    let text = std::str::from_utf8(line)
        .map_err(|_| format!("expected {expected}, found bytes that are not text"))?;
    if text.trim().is_empty() {
        return Err(format!("expected {expected}, found an empty line"));
    }
    let event: Event = serde_json::from_str(text)
        .map_err(|error| format!("expected {expected}, found {}: {}", excerpt(text), words_of(&error)))?;
    if event.at > MAX_TIME {
        return Err(format!("expected a time of at most {} ns, found {}", MAX_TIME.0, event.at.0));
    }
    match &event.fact {
        EventKind::Plan(plan) => check_plan(plan)?,
        _ if first => return Err(format!("expected {expected}, found {}", excerpt(text))),
        _ => {}
    }
    Ok(event)
}

/// Checks a plan: sinks reserve memory by it, so its counts must be those of a possible machine.
fn check_plan(plan: &Plan) -> Result<(), String> {
    if let Some((place, lane)) = plan.lanes.iter().enumerate().find(|(i, l)| usize::from(l.id.0) != *i) {
        return Err(format!("expected lane {place} in place {place} of the plan, found lane {}", lane.id.0));
    }
    let machine = [("logical_cpus", plan.machine.logical_cpus), ("usable_cpus", plan.machine.usable_cpus)];
    let lanes = plan.lanes.iter().map(|l| ("workers", l.workers));
    match machine.into_iter().chain(lanes).find(|(_, count)| *count > MAX_COUNT) {
        Some((name, count)) => Err(format!("expected at most {MAX_COUNT} {name}, found {count}")),
        None => Ok(()),
    }
}

/// The parser's error message. It sees one line at a time, so its line number is left out.
fn words_of(error: &serde_json::Error) -> String {
    let words = error.to_string();
    if words.starts_with("no variant of enum EventKind") {
        return "it tells no fact that this version knows".into();
    }
    match words.rsplit_once(" at line ") {
        Some((reason, _)) => format!("{} (column {})", clean(reason), error.column()),
        None => clean(&words),
    }
}

/// The beginning of a line, short enough for a message.
fn excerpt(text: &str) -> String {
    const SHOWN: usize = 40;
    let text = text.trim();
    let start: String = text.chars().take(SHOWN).collect();
    let more = if start.len() < text.len() { "…" } else { "" };
    format!("`{}{more}`", clean(&start))
}

/// The beginning of `text`, safe for a terminal.
fn clean(text: &str) -> String {
    const LONGEST: usize = 200;
    let start: String = text.chars().take(LONGEST).collect();
    visible(&start).into_owned()
}

#[cfg(test)]
mod tests;
