//! Findings about the machine.

use std::time::Duration;

use serde::Serialize;

use crate::event::{Machine, PythonPlan};
use crate::pool::{Config, Process};
use crate::probe::{self, Checkup};
use crate::sys::{program, thread as own};
use crate::workload::{Kind, Spec, Value};

/// Longest wait for a worker process before it is told to end.
const ANSWER_WITHIN: Duration = Duration::from_secs(1);

/// Findings about the machine.
#[derive(Debug, Serialize)]
pub(super) struct MachineFindings {
    pub(super) cpu: String,
    pub(super) logical_cpus: u32,
    pub(super) usable_cpus: u32,
    /// Number of physical cores among them; `None` where the system does not report them.
    pub(super) physical_cores: Option<usize>,
    /// CPU quota, cores.
    pub(super) quota: Option<f64>,
    pub(super) os: String,
    /// Memory, bytes; `None` where the system does not report it.
    pub(super) memory: Option<u64>,
    /// Number of cores that a short spin on all of them found.
    pub(super) capacity: Option<f64>,
    pub(super) governors: Vec<String>,
    /// Share of the last ten seconds in which some task waited for a CPU.
    pub(super) pressure: Option<f64>,
    /// Source of the figures of each core; else why there are none.
    pub(super) utilisation: Ability,
    /// Whether lanes can be pinned to cores; else why not.
    pub(super) affinity: Ability,
    /// Whether worker processes can be started; else why not.
    pub(super) workers: Ability,
    /// Whether there is a CPython for the py- lanes; else why not.
    pub(super) python: Ability,
}

/// Something that works, or the reason why it does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Ability {
    pub(super) works: bool,
    /// Finding, or fault.
    pub(super) told: String,
}

impl Ability {
    fn of(tried: Result<String, String>) -> Self {
        match tried {
            Ok(told) => Self { works: true, told },
            Err(told) => Self { works: false, told },
        }
    }
}

impl MachineFindings {
    pub(super) fn of(machine: &Machine, checkup: &Checkup) -> Self {
        Self {
            cpu: machine.cpu.clone(),
            logical_cpus: machine.logical_cpus,
            usable_cpus: machine.usable_cpus,
            physical_cores: (!machine.cores.is_empty()).then_some(machine.cores.len()),
            quota: machine.quota,
            os: machine.os.clone(),
            memory: Some(machine.memory).filter(|bytes| *bytes > 0),
            capacity: checkup.capacity.map(|(cores, _)| cores),
            governors: checkup.fingerprint.governors.clone().unwrap_or_default(),
            pressure: checkup.fingerprint.pressure,
            utilisation: Ability::of(probe::core_sources().map(str::to_string).map_err(str::to_string)),
            affinity: Ability::of(affinity(&machine.cpus)),
            workers: Ability::of(worker()),
            python: Ability::of(python(&crate::python::on_path())),
        }
    }
}

/// Pins a thread to each of the CPUs in turn.
fn affinity(cpus: &[u16]) -> Result<String, String> {
    if cpus.is_empty() {
        return Err("this system does not number its CPUs".into());
    }
    let all = cpus.to_vec();
    // A thread of its own: the affinity of this one must not change.
    let tried = std::thread::Builder::new()
        .spawn(move || all.iter().try_for_each(|cpu| own::confine(&[*cpu])))
        .map_err(|error| format!("no thread can be started to try it: {error}"))?;
    match tried.join() {
        Ok(Ok(())) => Ok("a lane can be given cores of its own".into()),
        Ok(Err(error)) => Err(format!("the system refused: {error}")),
        Err(_) => Err("asking for it failed".into()),
    }
}

/// Starts a worker process and lets it execute a task.
fn worker() -> Result<String, String> {
    let program = program::this().map_err(|error| format!("cannot find this program's own file: {error}"))?;
    let spec = Spec::of(Kind::Square, 1, 1);
    let config = Config { deadline: Some(ANSWER_WITHIN), watched: false, ..Config::new(program, 1, spec) };
    let ended =
        Process::start(config, Value::Int(7)).and_then(Process::join).map_err(|error| error.to_string())?;
    match ended.outcome {
        Some(Ok(Value::Int(49))) => {
            Ok(format!("a worker process executed a task and ended with {}", ended.exit))
        }
        Some(Ok(other)) => Err(format!("a worker process says that 7 x 7 is {other:?}")),
        Some(Err(reason)) => Err(format!("a worker process could not execute a task: {reason}")),
        None => Err(format!("a worker process ended with {} before it had executed its task", ended.exit)),
    }
}

fn python(found: &PythonPlan) -> Result<String, String> {
    match &found.problem {
        Some(problem) => Err(problem.clone()),
        None => Ok(format!("{} ({})", found.label(), found.path)),
    }
}
