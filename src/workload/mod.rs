//! Workloads, the functions that tasks compute: one file each, behind one trait, in one list.
//!
//! A workload is a pure function and the list of its arguments, fixed by name, size and seed. Every lane
//! runs the same list and must reach the same results. The function is generic over the
//! [`Interpreter`] it runs under, so the lock of the `gil` lane costs nothing where there is none.
//!
//! Everything a task needs besides its argument is in its worker's [`TaskContext`]: the memory it shares with others,
//! the client it serves.
//!
//! A new workload is one new file here and one line in `workloads!` below.

pub mod client;
pub mod counter;
pub mod echo;
pub mod hash;
pub mod hash_small;
pub mod hold;
pub mod interpreter;
pub mod mandelbrot;
pub mod mixed;
pub mod number;
pub mod payload;
pub mod primes;
pub mod print;
pub mod sleep;
pub mod square;
mod task_context;
pub mod triad;
pub mod uneven;
mod value;

use serde::{Deserialize, Serialize};

pub use interpreter::Interpreter;
pub use task_context::{Findings, Memory, TaskContext};
pub(crate) use value::room_for;
pub use value::{Value, hex};

use crate::reactor::Reactor;
use crate::sys::panics;

/// The setting that makes a workload take longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scales {
    /// The size of each task: time grows in proportion.
    Size,
    /// The number of tasks: a task has only one size.
    Tasks,
    /// None: it is run for its output, and its duration is meaningless. It is never calibrated.
    Nothing,
}

/// Error for a task that could not be executed; the sentence gives the reason.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct TaskError(pub String);

impl TaskError {
    /// An argument that this workload does not understand: only a broken message can bring one.
    #[must_use]
    pub fn argument(workload: &str, argument: &Value) -> Self {
        Self(format!("{workload} does not take the argument {}", argument.to_json()))
    }
}

/// Outcome of a task: its result, or the reason why there is none.
pub type TaskOutcome = Result<Value, String>;

/// One kind of work: a function and its arguments.
pub trait Workload {
    /// Its name on the command line, on the screen and in reports.
    const NAME: &'static str;
    /// Its effect on lock and cores, in half a sentence.
    const ABOUT: &'static str;
    /// Unit of its size.
    const UNIT: &'static str;
    /// Default number of tasks.
    const TASKS: u32;
    /// Default size of a task.
    const SIZE: u64;
    /// The setting that a calibration changes.
    const SCALES: Scales;
    /// Whether its time is spent waiting, so that it takes as long in any language.
    const WAITS: bool = false;
    /// Whether every language reaches the same results.
    const PORTABLE: bool = true;
    /// Whether its results are random: a race without a given seed draws one.
    const DRAWS: bool = false;
    /// Whether arguments and results have as many bytes as the size says.
    const BULKY: bool = false;
    /// Bytes in every worker's task context for each unit of the size.
    const DESK_BYTES: u64 = 0;

    /// The argument of one task, by its number from 0.
    fn argument(spec: &Spec, task: u32) -> Value;

    /// The same, where it is so large that there may be no room for it.
    ///
    /// # Errors
    /// When there is none.
    fn try_argument(spec: &Spec, task: u32) -> Result<Value, TaskError> {
        Ok(Self::argument(spec, task))
    }

    /// Recipe from which another language makes the argument: the argument itself, unless that is too large to be
    /// written as text.
    #[must_use]
    fn recipe(spec: &Spec, task: u32) -> Value {
        Self::argument(spec, task)
    }

    /// Number of queues the tasks wait in, by their number modulo that of the queues. Workers are spread over them,
    /// and help out elsewhere when their own is empty.
    #[must_use]
    fn queues(_spec: &Spec) -> u32 {
        1
    }

    /// Puts everything that the tasks need into a worker's task context, before the worker reports ready.
    ///
    /// # Errors
    /// The reason why it is not available here.
    fn prepare(_spec: &Spec, _desk: &TaskContext) -> Result<(), TaskError> {
        Ok(())
    }

    /// Executes a task.
    ///
    /// # Errors
    /// When the argument is not one that [`Workload::argument`] makes, or what the task needs has gone.
    fn run<I: Interpreter>(
        argument: &Value,
        task_context: &TaskContext,
        interpreter: &mut I,
    ) -> Result<Value, TaskError>;

    /// Executes a task in an event loop, which goes on with others while this one waits. A task without
    /// await points blocks the loop to its end.
    ///
    /// # Errors
    /// As of [`Workload::run`].
    fn run_async(
        argument: &Value,
        task_context: &TaskContext,
        _reactor: &Reactor,
    ) -> impl Future<Output = Result<Value, TaskError>> {
        async { Self::run(argument, task_context, &mut interpreter::Bare) }
    }
}

/// Everything that fixes a workload's tasks: two lanes with equal specs compute the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spec {
    /// The workload.
    pub kind: Kind,
    /// Number of tasks.
    pub tasks: u32,
    /// The size of each.
    pub size: u64,
    /// The seed of their arguments.
    pub seed: u64,
    /// The percentage of its time that a task of `mixed` computes; `None`: some compute, some serve a client.
    #[serde(default)]
    pub share: Option<u8>,
    /// The text that tasks of `print` receive.
    #[serde(default)]
    pub arg: Option<String>,
}

impl Spec {
    /// The argument of one task, for tests and small sizes; executors use [`Spec::try_argument`].
    #[must_use]
    pub fn argument(&self, task: u32) -> Value {
        self.kind.argument(self, task)
    }

    /// The argument of one task.
    ///
    /// # Errors
    /// When there is no room for it.
    pub fn try_argument(&self, task: u32) -> Result<Value, TaskError> {
        self.kind.try_argument(self, task)
    }

    /// Recipe from which another language makes the argument.
    #[must_use]
    pub fn recipe(&self, task: u32) -> Value {
        self.kind.recipe(self, task)
    }

    /// Number of queues the tasks wait in; task `t` in the queue `t % queues`.
    #[must_use]
    pub fn queues(&self) -> u32 {
        self.kind.queues(self).max(1)
    }

    /// Puts everything that its tasks need into a worker's task context.
    ///
    /// # Errors
    /// The reason why it is not available here.
    pub fn prepare(&self, task_context: &TaskContext) -> Result<(), TaskError> {
        self.kind.prepare(self, task_context)
    }

    /// Executes a task, whatever its workload.
    ///
    /// # Errors
    /// The reason why there is no result, in a sentence: the task refused its argument, lacked something, or
    /// panicked.
    pub fn execute<I: Interpreter>(
        &self,
        argument: &Value,
        task_context: &TaskContext,
        interpreter: &mut I,
    ) -> TaskOutcome {
        outcome_of(panics::catch(|| self.kind.run(argument, task_context, interpreter)))
    }
}

/// Outcome of a task that was run under [`panics::catch`].
///
/// # Errors
/// The reason why there is no result, in a sentence.
pub fn outcome_of<T>(ended: Result<Result<T, TaskError>, String>) -> Result<T, String> {
    match ended {
        Ok(outcome) => outcome.map_err(|refusal| refusal.to_string()),
        Err(panic) => Err(format!("the task panicked: {panic}")),
    }
}

/// Makes the list of workloads: an enum that dispatches to the types named.
macro_rules! workloads {
    ($($variant:ident => $workload:ty),+ $(,)?) => {
        /// A workload.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Kind {
            $(#[doc = concat!("See `", stringify!($workload), "`.")] $variant),+
        }

        impl Kind {
            /// All workloads, in the order in which the user meets them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => <$workload>::NAME),+ }
            }

            /// Its effect on lock and cores, in half a sentence.
            #[must_use]
            pub const fn about(self) -> &'static str {
                match self { $(Self::$variant => <$workload>::ABOUT),+ }
            }

            /// Unit of its size.
            #[must_use]
            pub const fn unit(self) -> &'static str {
                match self { $(Self::$variant => <$workload>::UNIT),+ }
            }

            /// Default number of tasks.
            #[must_use]
            pub const fn tasks(self) -> u32 {
                match self { $(Self::$variant => <$workload>::TASKS),+ }
            }

            /// Default size of a task.
            #[must_use]
            pub const fn size(self) -> u64 {
                match self { $(Self::$variant => <$workload>::SIZE),+ }
            }

            /// The setting that a calibration changes.
            #[must_use]
            pub const fn scales(self) -> Scales {
                match self { $(Self::$variant => <$workload>::SCALES),+ }
            }

            /// Whether its time is spent waiting, so that it takes as long in any language.
            #[must_use]
            pub const fn waits(self) -> bool {
                match self { $(Self::$variant => <$workload>::WAITS),+ }
            }

            /// Whether every language reaches the same results.
            #[must_use]
            pub const fn portable(self) -> bool {
                match self { $(Self::$variant => <$workload>::PORTABLE),+ }
            }

            /// Whether a race without a given seed draws one.
            #[must_use]
            pub const fn draws(self) -> bool {
                match self { $(Self::$variant => <$workload>::DRAWS),+ }
            }

            /// Whether arguments and results have as many bytes as the size says.
            #[must_use]
            pub const fn bulky(self) -> bool {
                match self { $(Self::$variant => <$workload>::BULKY),+ }
            }

            /// Bytes in every worker's task context for each unit of the size.
            #[must_use]
            pub const fn desk_bytes(self) -> u64 {
                match self { $(Self::$variant => <$workload>::DESK_BYTES),+ }
            }

            fn argument(self, spec: &Spec, task: u32) -> Value {
                match self { $(Self::$variant => <$workload>::argument(spec, task)),+ }
            }

            fn try_argument(self, spec: &Spec, task: u32) -> Result<Value, TaskError> {
                match self { $(Self::$variant => <$workload>::try_argument(spec, task)),+ }
            }

            fn recipe(self, spec: &Spec, task: u32) -> Value {
                match self { $(Self::$variant => <$workload>::recipe(spec, task)),+ }
            }

            fn queues(self, spec: &Spec) -> u32 {
                match self { $(Self::$variant => <$workload>::queues(spec)),+ }
            }

            fn prepare(self, spec: &Spec, task_context: &TaskContext) -> Result<(), TaskError> {
                match self { $(Self::$variant => <$workload>::prepare(spec, task_context)),+ }
            }

            /// Executes a task.
            ///
            /// # Errors
            /// When the argument is not one of this workload, or what the task needs has gone.
            pub fn run<I: Interpreter>(
                self,
                argument: &Value,
                task_context: &TaskContext,
                interpreter: &mut I,
            ) -> Result<Value, TaskError> {
                match self { $(Self::$variant => <$workload>::run(argument, task_context, interpreter)),+ }
            }

            /// Executes a task in an event loop.
            ///
            /// # Errors
            /// As of [`Kind::run`].
            pub async fn run_async(
                self,
                argument: &Value,
                task_context: &TaskContext,
                reactor: &Reactor,
            ) -> Result<Value, TaskError> {
                match self { $(Self::$variant => <$workload>::run_async(argument, task_context, reactor).await),+ }
            }
        }
    };
}

workloads! {
    Primes => primes::Primes,
    Mandelbrot => mandelbrot::Mandelbrot,
    Hash => hash::Hash,
    HashSmall => hash_small::HashSmall,
    Hold => hold::Hold,
    Triad => triad::Triad,
    Sleep => sleep::Sleep,
    Echo => echo::Echo,
    Mixed => mixed::Mixed,
    Counter => counter::Counter,
    Square => square::Square,
    Uneven => uneven::Uneven,
    Payload => payload::Payload,
    Print => print::Print,
    Number => number::Number,
}

/// Error for a name that is not a workload.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no workload {name:?}; accepted: {}", Kind::names())]
pub struct UnknownWorkload {
    name: String,
}

impl Kind {
    /// All names, for a message.
    #[must_use]
    pub fn names() -> String {
        Self::ALL.iter().map(|k| k.name()).collect::<Vec<_>>().join(", ")
    }
}

impl std::str::FromStr for Kind {
    type Err = UnknownWorkload;

    fn from_str(name: &str) -> Result<Self, UnknownWorkload> {
        let found = Self::ALL.iter().find(|k| k.name() == name).copied();
        found.ok_or_else(|| UnknownWorkload { name: name.into() })
    }
}

#[cfg(test)]
mod tests;
