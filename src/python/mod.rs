//! Real CPython: finding an interpreter, its jobs, its messages.
//!
//! The Python sources are in `assets/python/` and part of this binary. A [`Child`] runs them: one process that leads
//! a group of its own, gets its job as a line of JSON on standard input, and answers with lines of JSON
//! ([`PythonMessage`]) on standard output, each behind a [`mark`]. When the child is dropped, everything in its group
//! is killed; when this program is killed, the child detects the end of its input and does that itself.

mod bench;
mod child;
mod error;
mod find;
mod job;
pub mod mark;
mod message;
mod mode;
mod source;
pub mod stderr_lines;

pub use bench::{Bench, Took};
pub use child::{Arrival, Child, Invocation};
pub use error::PythonError;
pub use find::{NoPython, OLDEST, find, on_path};
pub use job::PythonJob;
pub use message::{ParseError, PythonMessage, WorkerTimeAccount, value};
pub use mode::PythonMode;
