//! The loss budget of a lane: why it was not as many times as fast as it has workers.

use serde::{Deserialize, Serialize};

use crate::model::Model;
use crate::model::lane::Lane;
use crate::model::losses::{Cause, Losses};

/// Losses of a lane by cause. The measured speed-up and the `times` of all causes add up to the possible one; the
/// factors multiply up to `measured` / `possible`. [`crate::model::losses`] defines the causes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct LossesReport {
    /// Possible speed-up: the smaller of the workers and the CPUs that the lane may use.
    pub possible: f64,
    /// Measured speed-up.
    pub measured: f64,
    /// Loss to each cause, in multiples of speed-up; negative where the lane gained.
    pub times: ByCause,
    /// Factor of each cause on the speed-up before it.
    pub factor: ByCause,
    /// The largest loss; `null` when none is significant.
    pub largest: Option<String>,
    /// The same in a sentence.
    pub sentence: String,
}

/// A figure for each cause.
#[derive(Debug, Default, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct ByCause {
    /// Workers that had nothing to do while others had.
    pub load_balance: f64,
    /// Waiting for the lock.
    pub lock_wait: f64,
    /// Waiting for a core.
    pub core_wait: f64,
    /// Making and moving messages.
    pub serialise_and_transfer: f64,
    /// Starting processes in the midst of the work.
    pub start_up: f64,
    /// Workers that were stopped by a signal, and the others' wait for them.
    pub stopped: f64,
    /// More CPU time than one worker alone takes for the same work.
    pub slower_cores: f64,
    /// Losses outside of the accounts.
    pub unexplained: f64,
}

impl ByCause {
    /// The figure of each cause.
    pub(crate) fn of(figure: impl Fn(Cause) -> f64) -> Self {
        Self {
            load_balance: figure(Cause::Balance),
            lock_wait: figure(Cause::LockWait),
            core_wait: figure(Cause::CoreWait),
            serialise_and_transfer: figure(Cause::Transfer),
            start_up: figure(Cause::StartUp),
            stopped: figure(Cause::Stopped),
            slower_cores: figure(Cause::SlowerCores),
            unexplained: figure(Cause::Unexplained),
        }
    }

    /// In the order of the fields.
    pub(super) fn all(&self) -> [f64; Cause::ALL.len()] {
        [
            self.load_balance,
            self.lock_wait,
            self.core_wait,
            self.serialise_and_transfer,
            self.start_up,
            self.stopped,
            self.slower_cores,
            self.unexplained,
        ]
    }
}

impl LossesReport {
    /// The budget of `lane`, or why it has none.
    pub(super) fn of(lane: &Lane, model: &Model) -> Result<Self, String> {
        let losses = Losses::of(model, lane).map_err(|none| none.sentence().to_string())?;
        Ok(Self {
            possible: losses.possible,
            measured: losses.measured,
            times: ByCause::of(|cause| losses.to(cause).times),
            factor: ByCause::of(|cause| losses.to(cause).factor),
            largest: losses.largest().map(|loss| loss.cause.word().into()),
            sentence: losses.sentence(&lane.plan),
        })
    }
}
