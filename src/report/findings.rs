//! What a lane found out besides its results, as a report tells it.

use serde::{Deserialize, Serialize};

use super::LaneReport;
use super::lock_report::micros;
use crate::event::{Histogram, Nanos};
use crate::model::findings::{Count, replies};
use crate::model::lane::Lane;
use crate::text::duration::duration;
use crate::text::words::counted_as;

/// How long clients waited for replies, in microseconds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RepliesReport {
    /// How many replies there were.
    pub count: u64,
    /// Half of them took at most this.
    pub p50: Option<f64>,
    /// 90 % of them took at most this.
    pub p90: Option<f64>,
    /// 99 % of them took at most this.
    pub p99: Option<f64>,
    /// All of them, counted by length in buckets that are not empty: from, until (µs), how many.
    pub histogram: Vec<(f64, f64, u64)>,
}

/// What the counters of the `counter` workload came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CounterReport {
    /// Increments of each counter that were made.
    pub made: u64,
    /// What the counter read that is incremented by a load, an addition and a store; the sum over memories.
    pub plain: u64,
    /// What the counter read that is incremented atomically; the sum over memories.
    pub atomic: u64,
    /// Plain increments that were made and are in no counter.
    pub lost: u64,
    /// What the plain counter read in each memory, where workers had their own; else empty.
    pub memories: Vec<u64>,
    /// What it read in the program that started the workers, where they had their own; else `null`.
    pub parent: Option<u64>,
    /// All of that in words.
    pub description: String,
}

impl RepliesReport {
    /// What the clients of `lane` saw; `None` when it served none.
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
    /// What the counters of `lane` came to; `None` when it counted nothing.
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

/// What a lane found out, in words, each without a full stop.
pub(super) fn words(lane: &LaneReport) -> Vec<String> {
    let in_flight = lane.in_flight.map(|most| match most {
        1 => "one task at a time: each computes, and none waits".to_string(),
        most => format!("up to {most} tasks in flight at once"),
    });
    let replies = lane.replies_us.as_ref().map(replies_words);
    let counter = lane.counter.as_ref().map(|counter| counter.description.clone());
    [in_flight, replies, counter].into_iter().flatten().collect()
}

fn replies_words(replies: &RepliesReport) -> String {
    let show = |value: Option<f64>| value.map_or_else(|| "-".into(), |us| duration(us / 1e6));
    format!(
        "clients waited {} (p50), {} (p90), {} (p99) for each of {}",
        show(replies.p50),
        show(replies.p90),
        show(replies.p99),
        counted_as(replies.count, "reply", "replies")
    )
}
