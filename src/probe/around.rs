//! What the machine did while something ran: counters before and after.

use serde::{Deserialize, Serialize};

use crate::event::{Machine, Nanos};

/// What counters and clocks say of the time between two moments. What is not told is `None`.
#[derive(Debug, Default, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Counters {
    /// The share of the usable CPUs' time that the hypervisor took.
    pub steal: Option<f64>,
    /// How often the quota stopped everything, and for how long, in seconds.
    pub throttled: Option<u64>,
    /// See `throttled`.
    pub throttled_s: Option<f64>,
    /// How many cores other programs kept busy on average.
    pub others: Option<f64>,
    /// Tasks that ran or wanted to, on average over the last minute, at the start.
    pub load: Option<f64>,
    /// Degrees Celsius of the CPU at the end.
    pub celsius: Option<f64>,
    /// How often a core lowered its clock because of its heat.
    pub hot: Option<u64>,
}

/// The counters as they stood when something began.
#[derive(Debug)]
pub struct Around {}

impl Around {
    /// Looks at them.
    #[must_use]
    pub fn begin(_machine: &Machine) -> Self {
        Self {}
    }

    /// What they say now, when `ours` is the CPU time of what was measured.
    #[must_use]
    pub fn end(self, _ours: Nanos) -> Counters {
        Counters::default()
    }
}
