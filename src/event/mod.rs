//! The event vocabulary: the only thing that passes between the sources that run and measure and the sinks that show.
//!
//! A *source* (a race with its lanes and probes, or a recording) makes a stream of [`Event`]s; a *sink*
//! (the dashboard, a report, a recorder) consumes it, and neither knows the other. If a feature seems to
//! need a second way from a lane to the screen, a kind of event is missing here: add it.
//!
//! Two rules keep the stream honest and cheap. *Totals are exact, pictures are bounded*: an
//! [`Outcome`] carries every nanosecond a worker accounted for, while [`EventKind::Slice`]s are merged so that
//! their number is bounded per worker and second. And there is *one clock*: [`Event::at`] is a reading of
//! [`crate::clock::Clock`], whichever process took it.
//!
//! ```text
//! Plan, (Phase, Doubt, Sample)*, Calibrated, LaneCalibrated*, [ Repetition?, Capacity, LaneStarted, Spawned*, WorkerReady*, LaneReady,
//! (Slice, Now, Progress, Tasks, Chunk, Result, Lock, LockTrace, Interval, Ipc, InFlight, WorkerCpu, Line, FaultInjected, Halted, Death, Exit, Spawned, WorkerReady,
//! Replaced, Rerun, Sample)*, LaneFinished, Capacity ]*, RaceEnded
//! ```

mod activity;
mod command;
mod costs;
mod fault;
mod fingerprint;
mod flat;
mod histogram;
mod id;
mod kind;
mod lock_event;
mod obituary;
mod origin;
mod outcome;
mod percentiles;
mod plan;
pub mod quota;
mod repetition;
mod session;
mod stream;
mod time;

use serde::Serialize;

pub use activity::{Activity, ActivityTotals, Slice};
pub use command::{CommandPlan, Execution, Usage};
pub use costs::Costs;
pub use fault::{Fault, FaultPlan, UnknownFault};
pub use fingerprint::{Cache, Class, Fingerprint, Power, Quota};
pub use histogram::{Bucket, Histogram};
pub use id::{LaneId, WorkerId};
pub use kind::EventKind;
pub use lock_event::{Hold, LockAccount, LockMark, LockOperation, LockStats};
pub use obituary::Obituary;
pub use origin::Origin;
pub use outcome::{Account, Agreement, Counter, Failure, IpcStats, Outcome};
pub use percentiles::Percentiles;
pub use plan::{CallPlan, CoreClass, LanePlan, Machine, Plan, PythonPlan, Schedule, Tool, WorkloadPlan};
pub use repetition::{Repetition, Repetitions};
pub use session::{Capacity, Doubt, End, Phase};
pub use stream::Stream;
pub use time::Nanos;

/// One timestamped fact.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Event {
    /// Time at which it was emitted.
    pub at: Nanos,
    /// The fact itself.
    #[serde(flatten)]
    pub fact: EventKind,
}
