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
mod invocation;
mod job;
mod line_limit;
mod look;
pub(crate) mod mark;
mod message;
mod mode;
mod pipes;
mod source;
mod start_method;
pub(crate) mod stderr_lines;

pub(crate) use bench::{Bench, Took};
pub(crate) use child::{Arrival, Child};
pub(crate) use error::PythonError;
pub(crate) use find::{OLDEST, find, free_threaded_beside, on_path};
pub(crate) use invocation::Invocation;
pub(crate) use job::PythonJob;
pub(crate) use look::{found_within, look, module_of};
pub(crate) use message::{PythonMessage, Settled, WorkerTimeAccount, value};
pub(crate) use mode::PythonMode;
pub(crate) use start_method::StartMethod;
