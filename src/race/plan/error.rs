//! Requests that cannot be carried out.

use crate::lane;
use crate::race::limits::{LARGEST, LONGEST_ARG, MOST_TASKS};
use crate::text::words::counted;

/// A request that cannot be carried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PlanError {
    /// No such execution model.
    #[error("there is no lane {0:?}{question}accepted: {accepted}, each also with a number of workers, e.g. gil:4", accepted = lane::names(), question = lane::question_after(.0))]
    UnknownLane(String),
    /// The race has no lanes.
    #[error("a race needs at least one lane; accepted: {accepted}", accepted = lane::names())]
    NoLanes,
    /// An impossible number of workers.
    #[error("{} for the {kind} lane: accepted is 1 to {most}", counted(workers, "worker"))]
    Workers {
        /// Kind of the lane.
        kind: String,
        /// Requested number.
        workers: u16,
        /// Largest number for this lane.
        most: u16,
    },
    /// An impossible number of tasks.
    #[error("{0} tasks: accepted is 1 to {MOST_TASKS}")]
    Tasks(u32),
    /// A share for a workload without one, or an impossible one.
    #[error(
        "a share of {share} % for the workload {workload}: accepted is 1 to 99, for mixed alone (--workload mixed)"
    )]
    Share {
        /// Requested share, %.
        share: u8,
        /// Name of the workload.
        workload: &'static str,
    },
    /// A text for a workload without one, or one that is no single line.
    #[error(
        "the argument {arg:?} for the workload {workload}: accepted is one line of at most {LONGEST_ARG} bytes, for print alone (--workload print)"
    )]
    Arg {
        /// Requested text.
        arg: String,
        /// Name of the workload.
        workload: &'static str,
    },
    /// Arguments too large for a message to a worker process.
    #[error("a size of {size} bytes for the workload {workload}: accepted is 1 to {most}, which one message holds", most = LARGEST)]
    Size {
        /// Requested size.
        size: u64,
        /// Name of the workload.
        workload: &'static str,
    },
    /// Arguments and results that would fill the memory.
    #[error(
        "{} of {size} bytes: arguments and results take more than half of this machine's {memory} bytes of memory; accepted is {} of this size at most, or smaller ones",
        counted(tasks, "task"),
        counted(most, "task")
    )]
    Memory {
        /// Number of tasks.
        tasks: u32,
        /// Size of each, bytes.
        size: u64,
        /// Memory of the machine, bytes.
        memory: u64,
        /// Largest number of tasks that fits.
        most: u32,
    },
    /// Workers whose own memory would fill that of the machine.
    #[error(
        "{} with memory of their own for {size} {unit} take more than half of this machine's {memory} bytes of memory; accepted is a size of at most {most} for as many, or fewer workers",
        counted(workers, "worker")
    )]
    Desks {
        /// Number of simultaneous workers.
        workers: u32,
        /// Size of a task.
        size: u64,
        /// Unit of the size.
        unit: &'static str,
        /// Memory of the machine, bytes.
        memory: u64,
        /// Largest size that fits.
        most: u64,
    },
    /// An interpreter that no lane would run.
    #[error(
        "an interpreter was chosen (--python), but no lane of real CPython is in the race; those are {accepted}",
        accepted = lane::names_of_python()
    )]
    UnusedPython,
    /// An option for worker processes of this program, in a race without any.
    #[error(
        "{0} is for worker processes of this program, and no lane of the race has any; those are {accepted}",
        accepted = lane::names_of_faulty()
    )]
    NoProcesses(&'static str),
    /// A fault for a worker that does not exist.
    #[error("the fault {fault} is for a worker that is not there: accepted are workers 0 to {most}")]
    FaultyWorker {
        /// Requested fault.
        fault: String,
        /// Number of the last worker.
        most: u32,
    },
    /// A fault for a task that does not exist.
    #[error("the fault {fault} is for a task that is not there: accepted are tasks 0 to {most}")]
    FaultyTask {
        /// Requested fault.
        fault: String,
        /// Number of the last task.
        most: u32,
    },
    /// Arguments of no function.
    #[error("{0} is for a function of yours: name it with --call FILE.py:FUNCTION")]
    NoFunction(&'static str),
    /// A lane that executes no Python.
    #[error(
        "the lane {0} executes no Python function; accepted for --call: {accepted}",
        accepted = lane::names_for_calls()
    )]
    NotPython(&'static str),
    /// A lane for functions of the user's, in a race without one.
    #[error("the lane {0} runs a Python function of yours alone: name it with --call FILE.py:FUNCTION")]
    OnlyCalls(String),
    /// Two lists of arguments.
    #[error(
        "--over gives one task for each of its values; --tasks is for a function that is given the task's number"
    )]
    TasksAndOver,
    /// A function that cannot be called, in the words of the interpreter.
    #[error("{0}")]
    Call(String),
    /// An option that belongs to a command, without one.
    #[error("{0} is for a command of yours: give it with --command 'WORDS'")]
    NoCommand(&'static str),
    /// An option that means nothing to a command.
    #[error("{0} means nothing to a command of yours (--command); leave one of the two out")]
    NotForCommands(&'static str),
    /// A lane that runs no command.
    #[error("the lane {0} runs no command; accepted for --command: processes, e.g. processes:1,processes:4")]
    NotCommands(&'static str),
    /// A command that cannot be run.
    #[error("{0}")]
    Command(String),
    /// The cores cannot be split.
    #[error("the schedule split is not possible here: {0}; use turns or together")]
    Split(String),
}
