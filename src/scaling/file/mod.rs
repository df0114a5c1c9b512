//! A report as a file: `coreograph.scaling/1`, JSON that people and scripts can read.
//!
//! A file may come from anywhere: its content is checked before it is used, and errors are reported with their place.
//! It is written whole or not at all, so that a program that is killed leaves the last good one.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::analysis::curves;
use super::analysis::figures::{CurveFigures, figures};
use super::plausible;
use super::report::{Report, Run, SCHEMA};
use crate::input::{self, InputError, Limit, name};
use crate::lane::MOST_WORKERS;
use crate::race::MOST_REPETITIONS;
use crate::report::indented;

/// Size limit: a run takes a kilobyte, so this is a quarter of a million of them; in memory they take a few times as
/// much.
const LARGEST: Limit = Limit { bytes: 256 << 20, what: "a report" };

/// Largest plausible number: a time of thirty thousand years, 10¹² tasks.
const MOST: f64 = 1e12;

/// Largest number of workers of a report that another program measured: as many as any machine has cores.
pub(super) const MOST_IMPORTED: u32 = 1 << 20;

/// Reason why a file cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FileError {
    /// It cannot be read.
    #[error("cannot read {}: {source}", name(path))]
    Read {
        /// Path of the file.
        path: PathBuf,
        /// The cause.
        source: InputError,
    },
    /// It cannot be written.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// Path of the file.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// It is of another kind, or broken.
    #[error("{}{place}: {reason}", name(path))]
    Broken {
        /// Path of the file.
        path: PathBuf,
        /// Place in it, with what leads to it: `, line 3, column 7`, or a field.
        place: String,
        /// The error, and what is accepted.
        reason: String,
    },
}

/// Content of a file: the report, and its start and figures for readers that do not compute. The latter are never
/// read.
#[derive(Debug, Serialize)]
struct SavedReport<'a> {
    #[serde(flatten)]
    report: &'a Report,
    /// Start of the sweep under the name that it has in every report.
    #[serde(skip_serializing_if = "Option::is_none")]
    when: Option<&'a str>,
    curves: Vec<CurveFigures>,
}

/// The text of a report's file.
#[must_use]
pub(crate) fn text(report: &Report) -> String {
    indented(&SavedReport { report, when: report.started.as_deref(), curves: figures(&curves(report)) })
}

/// Writes a report: to a file beside `path` first, which then replaces it. Where `path` is a symbolic link, its
/// target is replaced, and the link stays.
///
/// # Errors
/// When it cannot be written; the old file stays.
pub(crate) fn save(report: &Report, path: &Path) -> Result<(), FileError> {
    let unwritten = |source| FileError::Write { path: path.into(), source };
    let target = target(path).map_err(unwritten)?;
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let beside = target.with_file_name(format!(".{name}.{}", std::process::id()));
    if fs::metadata(&target).is_ok_and(|there| !there.is_file()) {
        // A pipe or a device is written to, not replaced.
        return fs::write(&target, text(report)).map_err(unwritten);
    }
    let replaced = fs::write(&beside, text(report)).and_then(|()| fs::rename(&beside, &target));
    replaced
        .or_else(|error| {
            let _ = fs::remove_file(&beside);
            // A folder that does not allow new files can contain a writable file.
            let in_place = error.kind() == ErrorKind::PermissionDenied && target.exists();
            if in_place { fs::write(&target, text(report)) } else { Err(error) }
        })
        .map_err(unwritten)
}

/// Largest number of symbolic links to follow, as in the kernel; more of them are a cycle.
const MOST_LINKS: usize = 40;

/// Target of a path, whether it exists or not.
fn target(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_path_buf();
    for _ in 0..MOST_LINKS {
        if !fs::symlink_metadata(&path).is_ok_and(|there| there.is_symlink()) {
            return Ok(path);
        }
        // A relative link begins in its own folder.
        let next = fs::read_link(&path)?;
        path = path.parent().map_or_else(|| next.clone(), |folder| folder.join(&next));
    }
    Err(io::Error::other("its symbolic links lead in a circle"))
}

/// Reads a report.
///
/// # Errors
/// When the file contains none; the message names file, place and reason.
pub(crate) fn read(path: &Path) -> Result<Report, FileError> {
    parse(&text_of(path)?).map_err(|flaw| flaw.of(path))
}

/// The text of a file that may be a report.
///
/// # Errors
/// When it cannot be read, or is no text.
pub(super) fn text_of(path: &Path) -> Result<String, FileError> {
    input::text(path, LARGEST).map_err(|error| match error {
        InputError::Text(byte) => Flaw::at(format!(", byte {byte}"), "is no UTF-8 text").of(path),
        source => FileError::Read { path: path.into(), source },
    })
}

/// An error in a text, and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Flaw {
    /// The place, with what leads to it; empty for the whole.
    pub place: String,
    /// The error.
    pub reason: String,
}

impl Flaw {
    pub(super) fn at(place: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { place: place.into(), reason: reason.into() }
    }

    /// The error of the file with this text.
    pub(super) fn of(self, path: &Path) -> FileError {
        FileError::Broken { path: path.into(), place: self.place, reason: self.reason }
    }
}

/// The schema alone: parsed first, since all else depends on it.
#[derive(Deserialize)]
struct Header {
    schema: Option<serde_json::Value>,
}

/// A report from its text.
///
/// # Errors
/// Its error, and the place.
pub(crate) fn parse(text: &str) -> Result<Report, Flaw> {
    let header: Header = serde_json::from_str(text).map_err(|error| at_line(&error, "is no report"))?;
    match header.schema {
        Some(serde_json::Value::String(schema)) if schema == SCHEMA => {}
        Some(serde_json::Value::String(schema)) => return Err(Flaw::at(", field schema", foreign(&schema))),
        Some(other) => {
            return Err(Flaw::at(", field schema", format!("{other} is no schema; accepted: {SCHEMA}")));
        }
        None => {
            return Err(Flaw::at(
                "",
                format!("has no field schema; accepted: {SCHEMA}, as coreograph scale --save writes it"),
            ));
        }
    }
    let mut report: Report =
        serde_json::from_str(text).map_err(|error| at_line(&error, "is no whole report"))?;
    check(&report)?;
    plausible::judge(&mut report);
    Ok(report)
}

fn foreign(schema: &str) -> String {
    let (name, version) = SCHEMA.split_once('/').unwrap_or((SCHEMA, ""));
    match schema.split_once('/') {
        Some((other, later)) if other == name && later.parse::<u32>().is_ok() => format!(
            "{schema} is of a later coreograph than this one, which reads version {version}: a newer coreograph is needed"
        ),
        _ => format!(
            "{schema:?} is another kind of file; accepted: {SCHEMA}, as coreograph scale --save writes it"
        ),
    }
}

/// The error of a JSON text; `what` begins its sentence.
pub(super) fn at_line(error: &serde_json::Error, what: &str) -> Flaw {
    let told = error.to_string();
    let reason = told.split(" at line ").next().unwrap_or(&told);
    let cut = if error.is_eof() { " (it breaks off)" } else { "" };
    Flaw::at(format!(", line {}, column {}", error.line(), error.column()), format!("{what}{cut}: {reason}"))
}

/// Checks that its content is plausible: code that uses it later need not check again.
fn check(report: &Report) -> Result<(), Flaw> {
    let plan = &report.plan;
    if plan.curves.is_empty() {
        return Err(Flaw::at(", field plan.curves", "is empty"));
    }
    if !(1..=MOST_REPETITIONS).contains(&plan.repetitions) {
        let reason =
            format!("{} is no number of repetitions; accepted is 1 to {MOST_REPETITIONS}", plan.repetitions);
        return Err(Flaw::at(", field plan.repetitions", reason));
    }
    let ascending = plan.workers.windows(2).all(|pair| pair[0] < pair[1]);
    let most = if report.imported.is_some() { MOST_IMPORTED } else { u32::from(MOST_WORKERS) };
    if !ascending || plan.workers.iter().any(|n| !(1..=most).contains(n)) || plan.workers.is_empty() {
        return Err(Flaw::at(
            ", field plan.workers",
            format!("is no ascending list of numbers from 1 to {most}"),
        ));
    }
    time(", field spent_s", report.spent_s)?;
    if let Some(budget) = plan.budget_s {
        time(", field plan.budget_s", budget)?;
    }
    for (place, curve) in plan.curves.iter().enumerate() {
        if curve.workload.tasks == 0 || curve.workload.size == 0 {
            return Err(Flaw::at(
                format!(", field plan.curves[{place}].workload"),
                "has no tasks, or tasks of no size",
            ));
        }
    }
    report.runs.iter().enumerate().try_for_each(|(place, run)| check_run(report, place, run))
}

fn check_run(report: &Report, place: usize, run: &Run) -> Result<(), Flaw> {
    let field = |name: &str| format!(", field runs[{place}].{name}");
    let Some(curve) = report.plan.curves.get(run.curve as usize) else {
        let reason = format!("there is no curve {}; plan.curves has {}", run.curve, report.plan.curves.len());
        return Err(Flaw::at(field("curve"), reason));
    };
    if !report.plan.workers_of(curve).any(|workers| workers == run.workers) {
        return Err(Flaw::at(field("workers"), format!("{} is not in plan.workers", run.workers)));
    }
    if run.round > MOST_REPETITIONS * 1000 {
        return Err(Flaw::at(field("round"), format!("{} is no repetition", run.round)));
    }
    if run.wall_s <= 0.0 || run.wall_s.is_nan() {
        return Err(Flaw::at(field("wall_s"), format!("{} is no time that a run takes", run.wall_s)));
    }
    let t = &run.time_s;
    let times = [
        ("wall_s", run.wall_s),
        ("start_s", run.start_s),
        ("at_s", run.at_s),
        ("cpu_s", run.cpu_s),
        ("busy_s.mean", run.busy_s.mean),
        ("busy_s.most", run.busy_s.most),
        ("time_s.spawn", t.spawn),
        ("time_s.compute", t.compute),
        ("time_s.core_wait", t.core_wait),
        ("time_s.lock_wait", t.lock_wait),
        ("time_s.io", t.io),
        ("time_s.serialise", t.serialise),
        ("time_s.transfer", t.transfer),
        ("time_s.idle", t.idle),
    ];
    times.into_iter().try_for_each(|(name, seconds)| time(&field(name), seconds))
}

fn time(place: &str, seconds: f64) -> Result<(), Flaw> {
    let fine = (0.0..=MOST).contains(&seconds);
    if fine { Ok(()) } else { Err(Flaw::at(place, format!("{seconds} is no number of seconds"))) }
}

#[cfg(test)]
mod tests;
