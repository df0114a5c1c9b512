//! An interpreter's standard error, and the line of it that gives the reason of a failure.

use std::collections::VecDeque;

/// Number of lines kept, the newest: a traceback is at the end.
const KEPT: usize = 200;

/// Characters after which a line is cut in messages.
const LONGEST: usize = 300;

/// Lines of standard error.
#[derive(Debug, Default)]
pub(crate) struct StderrLines(VecDeque<String>);

impl StderrLines {
    /// Adds a line.
    pub(crate) fn take_in(&mut self, line: &str) {
        if !line.trim().is_empty() {
            if self.0.len() == KEPT {
                self.0.pop_front();
            }
            self.0.push_back(line.to_string());
        }
    }

    /// The line that gives the reason, if anything was written.
    #[must_use]
    pub(crate) fn reason(&self) -> Option<String> {
        let lines: Vec<&str> = self.0.iter().map(String::as_str).collect();
        reason(&lines).map(|line| line.trim().chars().take(LONGEST).collect())
    }
}

impl<'a> FromIterator<&'a str> for StderrLines {
    fn from_iter<I: IntoIterator<Item = &'a str>>(lines: I) -> Self {
        let mut stderr = Self::default();
        lines.into_iter().for_each(|line| stderr.take_in(line));
        stderr
    }
}

/// Words of lines that give a reason, in any case. A launcher (pyenv, asdf) prints it first and gives advice after
/// it.
const TELLING: [&str; 13] = [
    "not found",
    "not installed",
    "no such file",
    "no version is set",
    "cannot ",
    "can't ",
    "could not",
    "unable to",
    "permission denied",
    "no module named",
    "fatal",
    "error:",
    "failed",
];

fn reason(lines: &[&str]) -> Option<String> {
    if let Some(fatal) = lines.iter().rposition(|line| line.starts_with(FATAL)) {
        return Some(in_frame(lines[fatal], &lines[fatal + 1..]));
    }
    let traceback = lines.iter().rposition(|line| line.trim_start().starts_with("Traceback ("));
    if let Some(begun) = traceback {
        // The exception stands behind the indented lines of the stack.
        let exception = lines[begun + 1..].iter().find(|line| !line.starts_with([' ', '\t']));
        if exception.is_some() {
            return exception.map(ToString::to_string);
        }
    }
    let tells = |line: &&&str| {
        let line = line.to_lowercase();
        TELLING.iter().any(|words| line.contains(words))
    };
    lines.iter().find(tells).or(lines.last()).map(ToString::to_string)
}

/// Beginning of the line by which an interpreter reports the signal that ends it.
const FATAL: &str = "Fatal Python error:";

/// A fatal error with the innermost frame below it that is not Python's own: `crunch.py, line 3 in f`.
fn in_frame(error: &str, below: &[&str]) -> String {
    let frames = below.iter().filter_map(|line| line.trim_start().strip_prefix("File \""));
    let mut frames =
        frames.filter(|frame| !["/lib/python", "assets/python/"].iter().any(|own| frame.contains(own)));
    match frames.next().and_then(|frame| frame.split_once('"')) {
        Some((file, place)) => format!("{error} in {file}{place}"),
        None => error.into(),
    }
}

#[cfg(test)]
mod tests;
