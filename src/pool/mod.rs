//! Worker processes that lose nothing: the messages, the worker's side, and the pool that owns them.
//!
//! Each worker is this same program, started again, with a private socket: no queue is shared between processes and no
//! lock crosses them, so one that dies can take nothing with it but the task it was executing. That one runs again on
//! another worker, the dead is replaced, and the pool finishes with every result.
//!
//! # The verbs
//!
//! | Python's `multiprocessing` | here |
//! | --- | --- |
//! | `Pool(n, initializer, initargs, maxtasksperchild)` | [`Pool::start`] with a [`Config`] |
//! | `apply`, `map` | [`Pool::apply`], [`Pool::map`] |
//! | `imap`, `imap_unordered` | [`Pool::imap`], [`Pool::imap_unordered`] |
//! | `close`, `join`, `terminate` | [`Pool::close`], [`Pool::join`], [`Pool::terminate`] |
//! | `Process(target, args)` with `start`, `join`, `exitcode` | [`Process`] |
//! | (nothing) | [`Pool::resize`], [`Config::deadline`], and [`Remote`] for commands from other threads |
//!
//! A pool belongs to one thread, which drives it: nothing happens between two calls. That thread must live as long as
//! the workers shall: they leave when it ends, as they do when the whole program is killed.
//!
//! # The transport
//!
//! One Unix socket pair for each worker, both directions in one, its send buffer enlarged to 1 MiB. It was chosen by
//! measurement (`cargo bench --bench transport`) against pairs of pipes, usual and enlarged, and against memory shared
//! through a `memfd` that both sides read and write at offsets: for small messages all are alike, since waking a
//! sleeping process decides; for payloads from 64 KiB on a socket pair is the fastest, because one side reads while
//! the other still writes. Shared memory would win only if tasks worked in it without a copy, which arguments and
//! results that are *values* do not: it makes as many copies as the socket, and announces them on top.
//! Buffers on both sides are kept from message to message: fresh memory for each of 64 MiB made it three times slower.
//!
//! # What it costs
//!
//! [`Costs`](crate::event::Costs) are measured on the pool's own workers after their last result ([`Pool::measure`]),
//! each part apart. They predict the wall time of the run that was just measured,
//!
//! > ⌈(tasks × task + chunks × per message + bytes × per byte) / workers⌉ + round trip,
//!
//! which the report shows beside the wall time that was measured. What remains between the two is neither: workers
//! that waited for a core, or for each other at the end.

mod arguments;
mod breaker;
mod config;
mod costs;
mod entry;
mod fault_injector;
mod lifecycle;
mod link;
pub mod message;
mod notices;
mod obituary;
mod observed_time;
mod one;
mod outstanding;
mod pending_replacement;
mod process;
mod remote;
mod running_worker;
mod supervisor;
mod task_queue;
mod ticker;
mod traffic;
mod values;
mod watchdog;
pub mod wire;
mod worker;
mod worker_slot;
mod workers;

pub use arguments::{Arguments, default_chunk};
pub use config::{ATTEMPTS, Config, Notice, PoolError, Remains};
pub use costs::{RunTotals, predict};
pub use entry::serve;
pub use one::{Ended, Process};
pub use remote::{PoolCommand, Remote};
pub use supervisor::{Pool, Results, first_error};
pub use values::Values;
