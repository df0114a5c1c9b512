//! Workloads, the functions that tasks compute: one file each, behind one trait, in one list.
//!
//! A workload is a pure function and the list of its arguments, fixed by name, size and seed. Every lane
//! runs the same list and must reach the same results. The function is generic over the
//! [`Interpreter`] it runs under, so the lock of the `gil` lane costs nothing where there is none.
//!
//! Everything a task needs besides its argument is in its worker's [`TaskContext`]: the memory it shares with others,
//! the client it serves.
//!
//! ```text
//! value, parameters, task_error     what a task is given, and what it returns
//! task_context, interpreter         what it has besides
//! contract                          a workload
//! primes, hash, …                   the workloads, one file each
//! Kind                              the list of them
//! Spec                              a workload with its parameters
//! ```
//!
//! A new workload is one new file here and one line in `workloads!` below.

mod arrays;
pub(crate) mod call;
pub(crate) mod client;
pub(crate) mod command;
mod contract;
pub(crate) mod counter;
pub(crate) mod echo;
pub(crate) mod hash;
pub(crate) mod hash_small;
pub(crate) mod hold;
pub mod interpreter;
pub(crate) mod mandelbrot;
pub(crate) mod mixed;
pub(crate) mod number;
mod outcome;
mod parameters;
pub(crate) mod payload;
pub(crate) mod primes;
pub(crate) mod print;
pub(crate) mod sleep;
mod spec;
pub(crate) mod square;
mod task_context;
mod task_error;
pub(crate) mod triad;
pub(crate) mod uneven;
mod value;

use serde::{Deserialize, Serialize};

pub use contract::{Scales, Workload};
pub use interpreter::Interpreter;
pub use outcome::{TaskOutcome, outcome_of};
pub use parameters::TaskParameters;
pub use spec::Spec;
pub use task_context::{Findings, Memory, TaskContext};
pub use task_error::TaskError;
pub(crate) use value::room_for;
pub use value::{Value, hex};

use crate::reactor::Reactor;
use crate::text::nearest::question_after;

/// Makes the list of workloads: an enum that dispatches to the types named.
macro_rules! workloads {
    ($($variant:ident => $workload:ty),+ $(,)?; by option: $($own:ident => $of_own:ty),+ $(,)?) => {
        /// A workload.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Kind {
            $(#[doc = concat!("See `", stringify!($workload), "`.")] $variant,)+
            $(#[doc = concat!("See `", stringify!($of_own), "`.")] $own),+
        }

        impl Kind {
            /// All workloads that are chosen by their name, in the order in which the user meets them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => <$workload>::NAME,)+ $(Self::$own => <$of_own>::NAME),+ }
            }

            /// Its effect on lock and cores, in half a sentence.
            #[must_use]
            pub const fn about(self) -> &'static str {
                match self { $(Self::$variant => <$workload>::ABOUT,)+ $(Self::$own => <$of_own>::ABOUT),+ }
            }

            /// Unit of its size.
            #[must_use]
            pub const fn unit(self) -> &'static str {
                match self { $(Self::$variant => <$workload>::UNIT,)+ $(Self::$own => <$of_own>::UNIT),+ }
            }

            /// Default number of tasks.
            #[must_use]
            pub const fn tasks(self) -> u32 {
                match self { $(Self::$variant => <$workload>::TASKS,)+ $(Self::$own => <$of_own>::TASKS),+ }
            }

            /// Default size of a task.
            #[must_use]
            pub const fn size(self) -> u64 {
                match self { $(Self::$variant => <$workload>::SIZE,)+ $(Self::$own => <$of_own>::SIZE),+ }
            }

            /// The setting that a calibration changes.
            #[must_use]
            pub const fn scales(self) -> Scales {
                match self { $(Self::$variant => <$workload>::SCALES,)+ $(Self::$own => <$of_own>::SCALES),+ }
            }

            /// Whether its time is spent waiting, so that it takes as long in any language.
            #[must_use]
            pub const fn waits(self) -> bool {
                match self { $(Self::$variant => <$workload>::WAITS,)+ $(Self::$own => <$of_own>::WAITS),+ }
            }

            /// Whether every language reaches the same results.
            #[must_use]
            pub const fn portable(self) -> bool {
                match self { $(Self::$variant => <$workload>::PORTABLE,)+ $(Self::$own => <$of_own>::PORTABLE),+ }
            }

            /// Whether a race without a given seed draws one.
            #[must_use]
            pub const fn draws(self) -> bool {
                match self { $(Self::$variant => <$workload>::DRAWS,)+ $(Self::$own => <$of_own>::DRAWS),+ }
            }

            /// Whether arguments and results have as many bytes as the size says.
            #[must_use]
            pub const fn bulky(self) -> bool {
                match self { $(Self::$variant => <$workload>::BULKY,)+ $(Self::$own => <$of_own>::BULKY),+ }
            }

            /// Bytes in every worker's task context for each unit of the size.
            #[must_use]
            pub const fn desk_bytes(self) -> u64 {
                match self { $(Self::$variant => <$workload>::DESK_BYTES,)+ $(Self::$own => <$of_own>::DESK_BYTES),+ }
            }

            fn argument(self, parameters: &TaskParameters, task: u32) -> Value {
                match self { $(Self::$variant => <$workload>::argument(parameters, task),)+ $(Self::$own => <$of_own>::argument(parameters, task)),+ }
            }

            fn try_argument(self, parameters: &TaskParameters, task: u32) -> Result<Value, TaskError> {
                match self { $(Self::$variant => <$workload>::try_argument(parameters, task),)+ $(Self::$own => <$of_own>::try_argument(parameters, task)),+ }
            }

            fn recipe(self, parameters: &TaskParameters, task: u32) -> Value {
                match self { $(Self::$variant => <$workload>::recipe(parameters, task),)+ $(Self::$own => <$of_own>::recipe(parameters, task)),+ }
            }

            fn queues(self, parameters: &TaskParameters) -> u32 {
                match self { $(Self::$variant => <$workload>::queues(parameters),)+ $(Self::$own => <$of_own>::queues(parameters)),+ }
            }

            fn prepare(self, parameters: &TaskParameters, task_context: &TaskContext) -> Result<(), TaskError> {
                match self { $(Self::$variant => <$workload>::prepare(parameters, task_context),)+ $(Self::$own => <$of_own>::prepare(parameters, task_context)),+ }
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
                match self { $(Self::$variant => <$workload>::run(argument, task_context, interpreter),)+ $(Self::$own => <$of_own>::run(argument, task_context, interpreter)),+ }
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
                match self { $(Self::$variant => <$workload>::run_async(argument, task_context, reactor).await,)+ $(Self::$own => <$of_own>::run_async(argument, task_context, reactor).await),+ }
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
    Number => number::Number;
    by option:
    Call => call::Call,
    Command => command::Command,
}

/// Error for a name that is not a workload.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no workload {name:?}{}accepted: {}", question_after(.name, Kind::ALL.iter().map(|kind| kind.name())), Kind::names())]
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
