//! The session header for Python: the sources and the job, as one line of JSON.

use std::path::Path;

use serde::Serialize;

use super::mode::PythonMode;
use super::source::{CALL_MODULES, MODULES, Modules};
use super::start_method::StartMethod;
use crate::clock::Clock;
use crate::event::{CallPlan, PythonPlan};
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
    /// Start method of its worker processes, for a function of the user's.
    pub method: Option<StartMethod>,
    /// File of the race in which the first lane leaves the results of the user's function, for the others to compare.
    pub reference: &'a Path,
}

/// The first line.
#[derive(Serialize)]
struct SessionHeader<J> {
    modules: Modules,
    program: &'static str,
    job: J,
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

/// A job with a function of the user's.
#[derive(Serialize)]
struct CallJob<'a> {
    way: &'static str,
    call: CallWords<'a>,
    most: u32,
    rounds: u32,
    workers: u16,
    chunk: u32,
    method: Option<&'static str>,
    origin: u64,
    interval_us: u64,
    reference: &'a str,
}

/// The function and its arguments, as they were named.
#[derive(Serialize)]
struct CallWords<'a> {
    function: &'a str,
    over: Option<&'a str>,
    star: bool,
    tasks: u32,
}

impl<'a> CallWords<'a> {
    fn of(call: &'a CallPlan) -> Self {
        let CallPlan { function, over, star, arguments, .. } = call;
        Self { function, over: over.as_deref(), star: *star, tasks: *arguments }
    }
}

/// The line that begins a session in which the interpreter looks the function up and makes the list of its arguments,
/// of at most `most`.
pub(super) fn look_line(call: &CallPlan, most: u32) -> Result<Vec<u8>, String> {
    let job = CallJob {
        way: "look",
        call: CallWords::of(call),
        most,
        rounds: 1,
        workers: 1,
        chunk: 1,
        method: None,
        origin: 0,
        interval_us: 5000,
        reference: "",
    };
    line(&SessionHeader { modules: CALL_MODULES, program: "call_session", job })
}

impl PythonJob<'_> {
    /// The job as the line that begins a session.
    pub(super) fn line(&self) -> Result<Vec<u8>, String> {
        if let Some(call) = &self.spec.call {
            return self.call_line(call);
        }
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
        line(&SessionHeader { modules: MODULES, program: "session", job })
    }

    fn call_line(&self, call: &CallPlan) -> Result<Vec<u8>, String> {
        let job = CallJob {
            way: self.way.map_or("bench", PythonMode::name),
            call: CallWords::of(call),
            most: call.arguments.max(1),
            rounds: self.spec.tasks.div_ceil(call.arguments.max(1)),
            workers: self.workers,
            chunk: self.chunk.max(1),
            method: self.method.map(StartMethod::word),
            origin: self.clock.origin(),
            interval_us: self.interval_us.max(1),
            reference: self.reference.to_str().ok_or("the path of the folder for results is not UTF-8")?,
        };
        line(&SessionHeader { modules: CALL_MODULES, program: "call_session", job })
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
