//! Findings of a lane besides its results, in a report.

use serde::{Deserialize, Serialize};

use super::lock_report::micros;
use crate::event::{Histogram, Nanos};
use crate::model::findings::{Count, replies};
use crate::model::lane::Lane;

/// Times that clients waited for replies, µs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct RepliesReport {
    /// Number of replies.
    pub count: u64,
    /// Median.
    pub p50: Option<f64>,
    /// 90th percentile.
    pub p90: Option<f64>,
    /// 99th percentile.
    pub p99: Option<f64>,
    /// Non-empty buckets of the histogram: from, until (µs), number.
    pub histogram: Vec<(f64, f64, u64)>,
}

/// Counters of the `counter` workload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct CounterReport {
    /// Number of increments of each counter.
    pub made: u64,
    /// Value of the counter that is incremented by a load, an addition and a store; the sum over memories.
    pub plain: u64,
    /// Value of the counter that is incremented atomically; the sum over memories.
    pub atomic: u64,
    /// Plain increments that are missing from the counter.
    pub lost: u64,
    /// Value of the plain counter in each memory, where workers had their own; else empty.
    pub memories: Vec<u64>,
    /// Its value in the program that started the workers, where they had their own; else `null`.
    pub parent: Option<u64>,
    /// All of that in words.
    pub description: String,
}

impl RepliesReport {
    /// Replies to the clients of `lane`; `None` when it served none.
    pub(super) fn of(lane: &Lane) -> Option<Self> {
        let replies: Histogram = replies(lane)?;
        let at = |quantile| replies.quantile(quantile).map(Nanos::micros);
        Some(Self {
            count: replies.count(),
            p50: at(0.50),
            p90: at(0.90),
            p99: at(0.99),
            histogram: micros(&replies),
        })
    }
}

impl CounterReport {
    /// Counters of `lane`; `None` when it counted nothing.
    pub(super) fn of(lane: &Lane) -> Option<Self> {
        let count = Count::of(lane)?;
        Some(Self {
            made: count.made,
            plain: count.plain,
            atomic: count.atomic,
            lost: count.lost,
            description: count.describe(),
            parent: count.here,
            memories: count.memories,
        })
    }
}
