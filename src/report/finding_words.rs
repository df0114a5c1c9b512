//! Findings of a lane for readers, in words.

use super::{LaneReport, RepliesReport};
use crate::text::duration::duration;
use crate::text::words::{clause, counted_as};

/// Findings of a lane, in words, each without a full stop: first the reasons why figures are withheld.
pub(super) fn words(lane: &LaneReport) -> Vec<String> {
    let withheld = [&lane.speedup_withheld, &lane.cores_busy_withheld];
    let withheld = withheld.into_iter().flatten().map(|reason| clause(reason).to_string());
    let in_flight = lane.in_flight.map(|most| match most {
        1 => "one task at a time: each computes, and none waits".to_string(),
        most => format!("up to {most} tasks in flight at once"),
    });
    let replies = lane.replies_us.as_ref().map(replies_words);
    let counter = lane.counter.as_ref().map(|counter| counter.description.clone());
    withheld.chain([in_flight, replies, counter].into_iter().flatten()).collect()
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
