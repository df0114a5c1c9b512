//! Findings of a lane besides its results: its clients' waits for replies, its counters' readings.

use super::lane::Lane;
use crate::event::{Counter, Histogram, Nanos};
use crate::text::duration::reply_time;

/// Waits of a lane's clients for replies, all together; `None` when it served none.
#[must_use]
pub(crate) fn replies(lane: &Lane) -> Option<Histogram> {
    let mut all = Histogram::default();
    for replies in lane.outcome.iter().flat_map(|o| &o.accounts).filter_map(|a| a.replies.as_ref()) {
        all.add(replies);
    }
    (all.count() > 0).then_some(all)
}

/// Sentence on the clients' waits: where the median was longest, and where shortest.
#[must_use]
pub(crate) fn reply_times<'a>(ended: impl IntoIterator<Item = &'a Lane>) -> Option<String> {
    let mut lanes: Vec<(&Lane, [Nanos; 2])> = Vec::new();
    for lane in ended {
        let Some(replies) = replies(lane) else { continue };
        lanes.extend(replies.quantile(0.5).zip(replies.quantile(0.99)).map(|(p50, p99)| (lane, [p50, p99])));
    }
    lanes.sort_by_key(|(_, [p50, _])| *p50);
    let length = |time: Nanos| reply_time(time.micros());
    let waited = |[p50, p99]: [Nanos; 2]| (length(p50), format!("(p99 {})", length(p99)));
    let ((quick, least), (slow, most)) = (lanes.first()?, lanes.last()?);
    let (p50, p99) = waited(*most);
    if lanes.len() == 1 {
        return Some(format!("Its clients waited {p50} for a reply by the median {p99}."));
    }
    let first = format!("A client of {} waited {p50} for a reply {p99}", slow.plan.phrase);
    let (p50, p99) = waited(*least);
    let times = most[0].share_of(least[0]);
    let comparison = if times < 2.0 { String::new() } else { format!(": {times:.0} times as long") };
    Some(format!("{first}, one of {} {p50} {p99}{comparison}.", quick.plan.phrase))
}

/// Readings of a lane's counters after its end.
///
/// When the atomic counter read the sum of all increments, the workers shared one memory; when it read each worker's
/// own increments, they had memories of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Count {
    /// Increments of each counter made.
    pub made: u64,
    /// Reading of the counter that is incremented by a load, an addition and a store; the sum over memories.
    pub plain: u64,
    /// Reading of the counter that is incremented atomically; the sum over memories.
    pub atomic: u64,
    /// Plain increments that were made and are in no counter.
    pub lost: u64,
    /// Readings of the plain counter in each memory, where there were several, or one that is not the program's.
    pub memories: Vec<u64>,
    /// Its reading in the program that started the workers, where they had memories of their own.
    pub here: Option<u64>,
    /// Kind of the workers that counted: `process`, `interpreter`, `thread`.
    noun: &'static str,
    /// Whether they shared a lock.
    locked: bool,
    counting: usize,
}

impl Count {
    /// Readings of `lane`'s counters; `None` when it counted nothing, or has not ended.
    #[must_use]
    pub(crate) fn of(lane: &Lane) -> Option<Self> {
        let outcome = lane.outcome.as_ref()?;
        let counters: Vec<Counter> = outcome.accounts.iter().filter_map(|a| a.counter).collect();
        let first = counters.first()?;
        let made = sum(&counters, |c| c.made);
        let own = lane.plan.processes || counters.iter().any(|c| c.atomic != made);
        let (plain, atomic) = if own {
            (sum(&counters, |c| c.plain), sum(&counters, |c| c.atomic))
        } else {
            (first.plain, first.atomic)
        };
        let noun = match (own, lane.plan.processes) {
            (_, true) => "process",
            (true, false) => "interpreter",
            (false, false) => "thread",
        };
        Some(Self {
            made,
            plain,
            atomic,
            lost: made.saturating_sub(plain),
            memories: if own { counters.iter().map(|c| c.plain).collect() } else { Vec::new() },
            here: outcome.counted_here,
            noun,
            locked: lane.plan.locked,
            counting: counters.len(),
        })
    }

    /// Description of the readings, without a full stop.
    #[must_use]
    pub(crate) fn describe(&self) -> String {
        if !self.memories.is_empty() {
            let here = self.here.map_or_else(String::new, |here| format!(", and the parent saw {here}"));
            return format!("each {} counted in its own memory: {}{here}", self.noun, listed(&self.memories));
        }
        let made = self.made;
        if self.lost > 0 {
            return format!("{} of {made} plain increments were lost", self.lost);
        }
        let why = match (self.locked, self.counting) {
            (_, 1) => ": one thread counted",
            (true, _) => ": the lock changed hands only between them",
            (false, _) => " this time, though nothing prevents it",
        };
        format!("none of {made} plain increments was lost{why}")
    }
}

fn sum(counters: &[Counter], of: impl Fn(&Counter) -> u64) -> u64 {
    counters.iter().fold(0, |sum, counter| sum.saturating_add(of(counter)))
}

/// Most readings listed.
const LISTED: usize = 4;

fn listed(readings: &[u64]) -> String {
    let shown: Vec<String> = readings.iter().take(LISTED).map(ToString::to_string).collect();
    let more = readings.len().saturating_sub(LISTED);
    let rest = if more > 0 { format!(" + {more} more") } else { String::new() };
    shown.join(" + ") + &rest
}

#[cfg(test)]
mod tests;
