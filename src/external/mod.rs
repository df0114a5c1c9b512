//! Programs of the user's: what a command line says, how a run is started, waited for and ended, and what it used.
//!
//! ```text
//! words          a line, split as a shell splits it
//! placeholder    {task}, {item}, {N}
//! command_line   both together: the arguments of one run
//! find           the file of a program
//! execution      one run, from its start until nothing of it is left
//! step           a run beside the measurement: --setup, --prepare, --cleanup
//! ```
//!
//! A run leads a process group of its own, has no standard input, and its output goes nowhere unless it is asked for.
//! This program is the *subreaper* of what runs start (Linux): a process whose parent has ended becomes this program's
//! child, so that none can be left behind unnoticed.

pub(crate) mod command_line;
pub(crate) mod execution;
pub(crate) mod find;
mod orphans;
pub(crate) mod placeholder;
pub(crate) mod step;
mod tail;
mod words;
