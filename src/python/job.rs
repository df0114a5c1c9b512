//! The session header for Python: the sources and the job, as one line of JSON.

use std::path::Path;

use serde::Serialize;

use super::mode::PythonMode;
use super::source::MODULES;
use crate::clock::Clock;
use crate::event::PythonPlan;
use crate::workload::{Kind, Spec};

/// A lane for Python to run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PythonJob<'a> {
    /// The interpreter.
    pub python: &'a PythonPlan,
    /// Execution model; `None` for a bench, which gets its tasks one list after another.
    pub way: Option<PythonMode>,
    /// The tasks.
    pub spec: &'a Spec,
    /// Number of workers.
    pub workers: u16,
    /// Number of tasks handed to a worker at a time.
    pub chunk: u32,
    /// The session's clock, which it reads as well.
    pub clock: Clock,
    /// The switch interval in microseconds.
    pub interval_us: u64,
    /// The program that clients of its workers run: this one.
    pub program: &'a Path,
}

/// The first line.
#[derive(Serialize)]
struct SessionHeader<'a> {
    modules: &'static [(&'static str, &'static str)],
    job: Job<'a>,
}

#[derive(Serialize)]
struct Job<'a> {
    way: &'static str,
    workload: &'static str,
    workers: u16,
    chunk: u32,
    queues: u32,
    serves: bool,
    locked: bool,
    origin: u64,
    interval_us: u64,
    program: &'a str,
    arguments: Vec<serde_json::Value>,
}

impl PythonJob<'_> {
    /// The job as the line that begins a session.
    pub(super) fn line(&self) -> Result<Vec<u8>, String> {
        let program = seen_from_elsewhere(self.program).ok_or("the path of this program is not UTF-8")?;
        let job = Job {
            way: self.way.map_or("bench", PythonMode::name),
            workload: self.spec.kind.name(),
            workers: self.workers,
            chunk: self.chunk.max(1),
            queues: self.spec.queues(),
            serves: serves(self.spec),
            locked: self.way.is_some_and(|way| way.locked(self.python)),
            origin: self.clock.origin(),
            interval_us: self.interval_us.max(1),
            program: &program,
            arguments: if self.way.is_some() { arguments(self.spec) } else { Vec::new() },
        };
        line(&SessionHeader { modules: MODULES, job })
    }
}

/// Whether workers need a client each.
fn serves(spec: &Spec) -> bool {
    match spec.kind {
        Kind::Echo => true,
        Kind::Mixed => spec.share.is_none(),
        _ => false,
    }
}

/// Path of this program's own file for another process: `/proc/self` would be that process.
fn seen_from_elsewhere(program: &Path) -> Option<String> {
    let program = program.to_str()?;
    let inside = program.strip_prefix("/proc/self/");
    Some(inside.map_or_else(|| program.into(), |file| format!("/proc/{}/{file}", std::process::id())))
}

/// The arguments of all tasks, as Python receives them: it never makes its own, except from a recipe where they are
/// large.
pub(super) fn arguments(spec: &Spec) -> Vec<serde_json::Value> {
    (0..spec.tasks).map(|task| spec.recipe(task).to_json()).collect()
}

/// Serialises a value as a line of JSON.
pub(super) fn line(said: &impl Serialize) -> Result<Vec<u8>, String> {
    let mut line = serde_json::to_vec(said).map_err(|error| error.to_string())?;
    line.push(b'\n');
    Ok(line)
}
