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
mod tests {
    use super::*;
    use crate::event::{End, Nanos, Outcome};
    use crate::model::fixture::{self, Script, accounts, ms, outcome};

    /// A lane of this kind whose workers counted so, each as (made, plain, atomic).
    fn count(kind: &str, counters: &[(u64, u64, u64)], here: Option<u64>) -> Option<Count> {
        let mut accounts = accounts(u16::try_from(counters.len()).unwrap(), 32, ms(10), &[]);
        for (account, (made, plain, atomic)) in accounts.iter_mut().zip(counters) {
            account.counter = Some(Counter { made: *made, plain: *plain, atomic: *atomic });
        }
        let outcome = Outcome { counted_here: here, ..outcome([1000, 1000, 2000], 64, accounts) };
        let workers = u32::try_from(counters.len()).unwrap();
        let script = Script::calibrated(&[(kind, workers)]).lane(0, outcome);
        Count::of(&fixture::model(&script.end(3000, End::Finished)).lanes[0])
    }

    #[test]
    fn threads_lose_and_the_sentence_says_how_many() {
        let count = count("threads", &[(1000, 1700, 2000), (1000, 1700, 2000)], None).unwrap();
        assert_eq!((count.made, count.plain, count.atomic, count.lost), (2000, 1700, 2000, 300));
        assert_eq!(count.describe(), "300 of 2000 plain increments were lost");
    }

    #[test]
    fn who_loses_nothing_says_why() {
        let two = [(1000, 2000, 2000), (1000, 2000, 2000)];
        let said = |kind, counters: &[_]| count(kind, counters, None).unwrap().describe();
        assert_eq!(
            said("gil", &two),
            "none of 2000 plain increments was lost: the lock changed hands only between them"
        );
        assert_eq!(
            said("threads", &two),
            "none of 2000 plain increments was lost this time, though nothing prevents it"
        );
        assert_eq!(
            said("sequential", &[(9, 9, 9)]),
            "none of 9 plain increments was lost: one thread counted"
        );
    }

    #[test]
    fn memories_of_their_own_are_listed() {
        let own = [(1000, 1000, 1000), (1001, 1001, 1001)];
        let processes = count("pool", &own, Some(0)).unwrap();
        assert_eq!((processes.made, processes.plain, processes.lost), (2001, 2001, 0));
        assert_eq!(
            processes.describe(),
            "each process counted in its own memory: 1000 + 1001, and the parent saw 0"
        );
        let interpreters = count("interpreters", &own, None).unwrap();
        assert_eq!(interpreters.describe(), "each interpreter counted in its own memory: 1000 + 1001");
        let alone = count("pool", &[(5, 5, 5)], Some(0)).unwrap();
        assert_eq!(alone.describe(), "each process counted in its own memory: 5, and the parent saw 0");
        assert_eq!(listed(&[1, 2, 3, 4, 5, 6]), "1 + 2 + 3 + 4 + 2 more");
    }

    #[test]
    fn a_lane_that_did_neither_has_found_nothing() {
        let model = fixture::model(&fixture::race());
        assert_eq!((Count::of(&model.lanes[0]), replies(&model.lanes[0])), (None, None));
    }

    #[test]
    fn the_replies_of_all_workers_count() {
        let mut accounts = accounts(2, 32, ms(10), &[]);
        for (account, length) in accounts.iter_mut().zip([ms(1), ms(3)]) {
            let mut replies = Histogram::default();
            replies.record(length);
            account.replies = Some(replies);
        }
        let script = Script::calibrated(&[("gil", 2)]).lane(0, outcome([1000, 1000, 2000], 64, accounts));
        let replies = replies(&fixture::model(&script.end(3000, End::Finished)).lanes[0]).unwrap();
        assert_eq!(replies.count(), 2);
        assert!(replies.quantile(1.0).unwrap() > Nanos::from_millis(2));
    }
}
