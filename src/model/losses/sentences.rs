//! The loss budget in words.

use super::budget::Loss;
use super::{Cause, Losses, NoBudget};
use crate::event::LanePlan;

impl Cause {
    /// Its name.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Balance => "load balance",
            Self::LockWait => "lock-wait",
            Self::CoreWait => "core-wait",
            Self::Transfer => "serialise and transfer",
            Self::StartUp => "start-up",
            Self::Stopped => "stopped",
            Self::SlowerCores => "slower cores",
            Self::Unexplained => "unexplained",
        }
    }

    /// Its name in a word or two.
    #[must_use]
    pub const fn short(self) -> &'static str {
        match self {
            Self::Balance => "balance",
            Self::Transfer => "messages",
            Self::SlowerCores => "slower",
            other => other.word(),
        }
    }

    /// Cause of the lost time, as the subject of a sentence or beside a figure.
    #[must_use]
    pub const fn taker(self) -> &'static str {
        match self {
            Self::Balance => "uneven work",
            Self::LockWait => "waiting for the lock",
            Self::CoreWait => "waiting for a core",
            Self::Transfer => "messages",
            Self::StartUp => "starting processes",
            Self::Stopped => "stopped workers",
            Self::SlowerCores => "slower cores",
            Self::Unexplained => "unexplained",
        }
    }

    /// The same as part of a sentence.
    const fn lost_to(self) -> &'static str {
        match self {
            Self::Unexplained => "unexplained time",
            other => other.taker(),
        }
    }
}

impl Loss {
    /// The loss as a figure, in multiples of speed-up: wherever it is shown, what was lost is negative.
    #[must_use]
    pub fn signed(&self) -> f64 {
        -self.times
    }
}

impl Losses {
    /// The largest loss of this lane's workers, in a sentence.
    #[must_use]
    pub fn sentence(&self, plan: &LanePlan) -> String {
        let (who, possible) = (workers(plan), self.possible);
        match self.largest() {
            None => format!("{who} lost next to nothing: {:.2} of {possible:.1} × possible.", self.measured),
            Some(loss) => {
                let (to, times) = (loss.cause.lost_to(), loss.times);
                format!("{who} lost most to {to}: −{times:.2} × of {possible:.1} × possible.")
            }
        }
    }

    /// The same, shortened.
    #[must_use]
    pub fn brief(&self) -> String {
        match self.largest() {
            None => "next to nothing lost".into(),
            Some(loss) => format!("most lost to {}: −{:.2} ×", loss.cause.lost_to(), loss.times),
        }
    }
}

/// The workers of a lane, as the beginning of a sentence.
fn workers(plan: &LanePlan) -> &'static str {
    match (plan.processes, plan.workers) {
        (true, 1) => "The worker process",
        (true, _) => "The worker processes",
        (false, 1) => "The thread",
        (false, _) => "The threads",
    }
}

impl NoBudget {
    /// The reason, in a sentence.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::TooEarly => "No task has been done so far.",
            Self::NoBaseline => "The time of one worker alone is unknown, so losses cannot be computed.",
            Self::Waits => "This work waits more than it computes: cores are not what bounds it.",
            Self::Withheld => "A figure that it follows from cannot be: the doubts say which.",
            Self::BeyondPossible => "The speed-up is above what the cores can give: losses are unknown.",
            Self::InFlight => "One worker has many tasks in flight: it has no share of a core to lose.",
        }
    }
}
