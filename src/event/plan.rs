//! The plan of a session: what it runs, and on which machine, settled before the first lane starts.

use serde::{Deserialize, Serialize};

use super::{CommandPlan, FaultPlan, LaneId, Origin, Repetitions};

/// The build of Coreograph that runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tool {
    /// The crate's version.
    pub version: String,
    /// `release` or `debug`.
    pub profile: String,
}

impl Tool {
    /// This build.
    #[must_use]
    pub fn this() -> Self {
        let profile = if cfg!(debug_assertions) { "debug" } else { "release" };
        Self { version: env!("CARGO_PKG_VERSION").into(), profile: profile.into() }
    }
}

/// CPUs of one kind, on a machine that has several kinds.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoreClass {
    /// Its name: `performance` and `efficiency`, or `capacity 446` where the kernel gives only a number (its largest
    /// is 1024).
    pub name: String,
    /// Their numbers, in ascending order.
    pub cpus: Vec<u16>,
}

/// The machine a session runs on. Unknown properties are `None`, empty or zero.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
pub struct Machine {
    /// The CPU's own name for itself.
    pub cpu: String,
    /// Logical CPUs that exist.
    pub logical_cpus: u32,
    /// Logical CPUs this process may run on (affinity), before any quota.
    pub usable_cpus: u32,
    /// The numbers of those CPUs, in ascending order; empty where the system does not report them.
    pub cpus: Vec<u16>,
    /// Those CPUs by physical core: siblings share one. Empty where the system does not report it.
    #[serde(default)]
    pub cores: Vec<Vec<u16>>,
    /// Those CPUs by socket; empty where the system does not report it and where there is only one.
    #[serde(default)]
    pub sockets: Vec<Vec<u16>>,
    /// Those CPUs by kind, the fastest first; empty where the system does not report it and where all are of one
    /// kind.
    #[serde(default)]
    pub classes: Vec<CoreClass>,
    /// The cgroup's CPU quota in cores, `None` when there is none.
    pub quota: Option<f64>,
    /// Operating system and kernel.
    pub os: String,
    /// Memory in bytes, as far as the control group allows it; 0 where unknown.
    pub memory: u64,
}

impl Machine {
    /// A made-up machine of `cpus` CPUs, each a core of its own.
    pub(crate) fn with_cpus(cpus: u16) -> Self {
        Self {
            cpu: "test".into(),
            logical_cpus: u32::from(cpus),
            usable_cpus: u32::from(cpus),
            cpus: (0..cpus).collect(),
            cores: Vec::new(),
            sockets: Vec::new(),
            classes: Vec::new(),
            quota: None,
            os: "test".into(),
            memory: 0,
        }
    }
}

/// The workload of a session, as far as it is fixed before the calibration.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WorkloadPlan {
    /// Its name.
    pub name: String,
    /// Number of tasks; `None` until a calibration has decided it.
    pub tasks: Option<u32>,
    /// The size of one task, in the workload's own unit; `None` until a calibration has decided it.
    pub size: Option<u64>,
    /// Unit of one task's size, e.g. `numbers`.
    pub unit: String,
    /// Seed of the task arguments.
    pub seed: u64,
    /// Number of tasks handed to a worker at a time.
    pub chunk: u32,
    /// Percentage of its time that a task of `mixed` computes, where it was given.
    #[serde(default)]
    pub share: Option<u8>,
    /// Text that the tasks of `print` receive, where it was given.
    #[serde(default)]
    pub arg: Option<String>,
    /// The user's function, where that is the work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<CallPlan>,
    /// The user's command, where that is the work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub command: Option<CommandPlan>,
}

/// A Python function of the user's and the list of its arguments, as an interpreter found them.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallPlan {
    /// The function as it was named: `crunch.py:resize`, `mypackage.tasks:parse`.
    pub function: String,
    /// The expression that gives the list of arguments; `None`: each task gets its number.
    #[serde(default)]
    pub over: Option<String>,
    /// Whether each argument is a tuple that is spread over the parameters, as by `Pool.starmap`.
    #[serde(default)]
    pub star: bool,
    /// Number of arguments in the list. A race may run through the list several times.
    pub arguments: u32,
    /// Names of its module that the expression uses.
    #[serde(default)]
    pub names: Vec<String>,
    /// Modules that the expression uses, and that its own module did not import.
    #[serde(default)]
    pub imports: Vec<String>,
    /// Whether it is a coroutine function (`async def`).
    #[serde(default)]
    pub coroutine: bool,
    /// The file that its source is in; empty for a function without a source.
    #[serde(default)]
    pub file: String,
    /// SHA-256 of its module's source, or of its name where it has none, shortened to 16 hexadecimal digits: reports
    /// of different sources are not compared.
    #[serde(default)]
    pub source: String,
    /// An interpreter without a lock that was found beside those of the race, where all of these have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub free_threaded: Option<String>,
}

impl WorkloadPlan {
    /// The work in a few words: the name of the workload, the call as Python would write it, or the command.
    #[must_use]
    pub fn title(&self) -> String {
        let own = self.command.as_ref().map(|command| command.text.clone());
        own.or_else(|| self.call.as_ref().map(CallPlan::sentence)).unwrap_or_else(|| self.name.clone())
    }
}

impl CallPlan {
    /// Name of the function, without the file or the module that it is in.
    #[must_use]
    pub fn name(&self) -> &str {
        self.function.rsplit(':').next().unwrap_or_default()
    }

    /// The file or the module that the function is in, as it was named.
    #[must_use]
    pub fn place(&self) -> &str {
        self.function.rsplit_once(':').map_or("", |(place, _)| place)
    }

    /// How often a race with so many tasks runs through the list.
    #[must_use]
    pub fn rounds(&self, tasks: u32) -> u32 {
        tasks.div_ceil(self.arguments.max(1))
    }

    /// The call as Python would write it: `resize(x) for x in range(64)`.
    #[must_use]
    pub fn sentence(&self) -> String {
        let (name, star) = (self.name(), if self.star { "*" } else { "" });
        match &self.over {
            Some(over) => format!("{name}({star}x) for x in {}", over.trim()),
            None => format!("{name}(n) for n in range({})", self.arguments),
        }
    }
}

/// Order in which the lanes run. The plan holds what `auto` resolved to, never `auto` itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Schedule {
    /// Each lane has the whole machine, one after another.
    Turns,
    /// All lanes at once, on the same cores.
    Together,
    /// All lanes at once, on disjoint sets of cores of equal size.
    Split,
}

impl Schedule {
    /// Its name.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Turns => "turns",
            Self::Together => "together",
            Self::Split => "split",
        }
    }

    /// Its meaning, in half a sentence.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Self::Turns => "one lane after another, each with the whole machine",
            Self::Together => "all lanes at once, on the same cores",
            Self::Split => "all lanes at once, each on cores of its own",
        }
    }
}

/// A Python interpreter: its properties, or the reason why it cannot be used.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PythonPlan {
    /// The requested interpreter: a path, or a name to look up.
    pub asked: String,
    /// Path of the program; empty when it was not found.
    pub path: String,
    /// Its version, e.g. `3.11.7`; empty when unknown.
    pub version: String,
    /// Whether its threads share a lock: false in a free-threaded build that runs without one.
    pub gil: bool,
    /// Whether it can start processes by `fork`.
    pub fork: bool,
    /// Whether it has interpreters with a lock each (`_interpreters` of 3.13, `concurrent.interpreters` of 3.14).
    #[serde(default)]
    pub interpreters: bool,
    /// The start methods of processes that it has, its own default first.
    #[serde(default)]
    pub methods: Vec<String>,
    /// The reason why it cannot be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
}

impl PythonPlan {
    /// Its name wherever it is shown, e.g. `CPython 3.11.7`, or `CPython 3.13.0t` where it runs without a lock (the
    /// letter that Python itself uses for such a build).
    #[must_use]
    pub fn label(&self) -> String {
        match (&self.version[..], self.gil) {
            ("", _) => format!("CPython ({})", self.asked),
            (version, true) => format!("CPython {version}"),
            (version, false) => format!("CPython {version}t"),
        }
    }
}

/// One lane of a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanePlan {
    /// Its index in the race, from 0.
    pub id: LaneId,
    /// The execution model: `sequential`, `threads`, `gil`, `pool`, `py-threads` …
    pub kind: String,
    /// Its description, e.g. `threads, simulated GIL`.
    pub label: String,
    /// Its workers as a sentence names them, e.g. `2 threads under one lock`.
    pub phrase: String,
    /// Number of workers.
    pub workers: u32,
    /// Whether its workers are processes.
    pub processes: bool,
    /// Whether its workers share a lock.
    pub locked: bool,
    /// The CPUs it is confined to; empty when it may use all usable ones.
    pub cpus: Vec<u16>,
    /// The interpreter, in lanes of real CPython.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub python: Option<PythonPlan>,
    /// The start method of its worker processes, in lanes of real CPython that have any: `fork`, `spawn`,
    /// `forkserver`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// Whether its tasks are runs of a command of the user's.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub commands: bool,
}

impl LanePlan {
    /// Family of lanes whose seconds can be compared: the name of the interpreter that runs their
    /// tasks, empty for this program's own lanes.
    #[must_use]
    pub fn family(&self) -> String {
        self.python.as_ref().map_or_else(String::new, PythonPlan::label)
    }

    /// Whether it is the baseline of its family: one worker, with no other lane running beside it. Of a command it is the
    /// lane that runs one at a time.
    #[must_use]
    pub fn is_baseline(&self) -> bool {
        matches!(self.kind.as_str(), "sequential" | "py-sequential") || self.commands && self.workers == 1
    }

    /// Its workers, distinguishable from those of every other lane: `CPython 3.11.7, 2 threads under its GIL`.
    #[must_use]
    pub fn title(&self) -> String {
        match &self.python {
            Some(python) => format!("{}, {}", python.label(), self.phrase),
            None => self.phrase.clone(),
        }
    }
}

/// The first fact of a session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// The program.
    pub tool: Tool,
    /// The machine.
    pub machine: Machine,
    /// The workload.
    pub workload: WorkloadPlan,
    /// Order in which the lanes run.
    pub schedule: Schedule,
    /// The switch interval of lanes with a lock, in microseconds.
    pub interval_us: u64,
    /// The lanes, in the order of their ids.
    pub lanes: Vec<LanePlan>,
    /// Faults to inject, in lanes whose workers are processes of this program.
    #[serde(default)]
    pub faults: Vec<FaultPlan>,
    /// Time limit of a task of those lanes, in seconds.
    #[serde(default)]
    pub deadline_s: Option<f64>,
    /// Number of tasks after which a worker process of those lanes is replaced by a fresh one.
    #[serde(default)]
    pub recycle: Option<u32>,
    /// The number of times that the lanes run.
    #[serde(default)]
    pub repetitions: Repetitions,
    /// When, where and by which command it was measured; `None` in recordings that do not tell it.
    #[serde(default)]
    pub origin: Option<Origin>,
}
