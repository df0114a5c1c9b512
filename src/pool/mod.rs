//! Worker processes: the messages, the worker's side, and the supervisor that owns them.
//!
//! Each worker is this same program, started again, with one private pair of pipes: no queue is shared
//! between processes and no lock crosses them, so one that dies can take nothing with it but the task it
//! was executing.

mod board;
mod crew;
pub mod message;
mod obituary;
mod outbox;
mod process;
mod remote;
mod supervisor;
mod terms;
pub mod wire;
pub mod worker;

pub use remote::{Order, Remote};
pub use supervisor::Pool;
pub use terms::{Config, Notice, PoolError, Remains};
