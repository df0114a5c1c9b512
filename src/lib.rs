//! Coreograph runs **the same work under several execution models**, measures what every worker and every core really
//! did, and shows the difference while it happens.
//!
//! # The experiment
//!
//! Processes run truly in parallel, but pay for their start and for pickling every argument and result.
//! Threads share memory and start at once, but under a global interpreter lock only one runs at a time: they
//! help where work waits, not where it computes. Both sentences can be *seen*: one list of tasks (a [`workload`]) is
//! executed by several execution models (lanes), each with its workers; every worker accounts its time exactly
//! ([`time_account`]), and the kernel reports what the cores did meanwhile (`probe`).
//!
//! # The spine
//!
//! ```text
//! sources                          events                   sinks
//! live race (lanes + probes) ─┐            ┌─ dashboard        ui
//! replay    (a recording)    ─┼─▶ stream ──┼─ headless report  report
//!                             ┘            └─ recorder         record
//! ```
//!
//! Everything is a stream of [`event`]s. What they add up to is the `model`, a pure fold; dashboard and
//! report read that and nothing else, so they cannot disagree, and a recording shows what the live race
//! showed.
//!
//! # The library
//!
//! Public is what is of use without the program, each with an example to run: the [`pool`] of worker processes
//! (`cargo run --release --example pool`), the lock ([`gil`]; `--example lock`), the fits of the laws of scaling
//! ([`scaling::fit`]; `--example fit`), recordings ([`record`]), pictures without a terminal ([`picture`]), and what
//! their interfaces are made of. [`main`] is the program.
//!
//! # The floors
//!
//! From the ground up; a module uses only floors below its own, and `tests/architecture.rs` holds that to this list:
//!
//! ```text
//! event, text
//! clock, date, durations, explain, statistics
//! sys
//! emitter, input, reactor, stopped, time_account, toml_document
//! workload
//! gil
//! session
//! external, pool, probe, python
//! lane
//! model, record
//! race
//! report
//! fidelity, scaling, tour
//! ui
//! cli, picture
//! settings
//! command
//! program
//! documents
//! ```

#[cfg(not(unix))]
compile_error!(
    "Coreograph needs a Unix system, for its worker processes and its lock: on Windows, build and run it in WSL."
);

pub mod clock;
pub mod event;
pub mod gil;
pub mod picture;
pub mod pool;
pub mod record;
pub mod scaling;
pub mod statistics;
pub mod time_account;
pub mod workload;

mod cli;
mod command;
mod date;
#[cfg(test)]
mod documents;
mod durations;
mod emitter;
mod explain;
mod external;
mod fidelity;
mod input;
mod lane;
mod model;
mod probe;
mod program;
mod python;
mod race;
mod reactor;
mod report;
mod session;
mod settings;
mod stopped;
mod sys;
mod text;
mod toml_document;
mod tour;
mod ui;

pub use program::main;
