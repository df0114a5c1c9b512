//! The race in one sentence, with the numbers in it.

use std::fmt;

use super::Model;
use super::findings::{self, Count};
use super::lane::{Lane, LaneState};
use super::score::Score;
use super::words::{capital, clause, plural};
use crate::event::{Activity, End, LaneId, Nanos};

/// Two lanes closer than this are called equal: no one would bet on the difference.
const EQUAL: f64 = 0.05;

/// What a race came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The lanes it speaks of, the fastest first; none when it is about the race.
    pub lanes: Vec<LaneId>,
    /// Its sentences, the most important first; each can do without those after it.
    pub sentences: Vec<String>,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentences.join(" "))
    }
}

impl Verdict {
    /// The verdict, `None` while the race is on.
    ///
    /// With a lock in the race it compares the fastest lane without one against the locked lane; otherwise
    /// the fastest against the slowest; a lane alone is held against one worker. Where the machine gave less
    /// than it seems to have, it says so.
    #[must_use]
    pub fn of(model: &Model) -> Option<Self> {
        if *model.end.as_ref()? == End::Stopped {
            let stopped = "The race was stopped; the figures speak of what was done until then.";
            return Some(Self { lanes: Vec::new(), sentences: vec![stopped.into()] });
        }
        Self::of_faults(model).or_else(|| Self::of_speeds(model))
    }

    /// What went wrong, if anything did: it matters more than any speed.
    ///
    /// A lane that was stopped early is no fault, and its results are not held against those of others.
    #[must_use]
    pub fn of_faults(model: &Model) -> Option<Self> {
        let about = |lanes: &[&Lane], fault: String| Self {
            lanes: lanes.iter().map(|l| l.plan.id).collect(),
            sentences: vec![fault],
        };
        if let Some(End::Failed(reason)) = &model.end {
            return Some(about(&[], format!("The race failed: {}.", clause(reason))));
        }
        if let Some(found) = model.lanes.iter().find_map(|l| Some(about(&[l], fault_of(l, model)?))) {
            return Some(found);
        }
        let complete = model.lanes.iter().filter(|l| l.is_complete(model.tasks()));
        let mut digests = complete.filter_map(|l| Some((l, &l.outcome.as_ref()?.digest)));
        let (first, expected) = digests.next()?;
        let (other, _) = digests.find(|(_, digest)| *digest != expected)?;
        let fault = format!(
            "The lanes disagree: {} and {} reached different results for the same tasks.",
            first.plan.kind, other.plan.kind
        );
        Some(about(&[first, other], fault))
    }

    fn of_speeds(model: &Model) -> Option<Self> {
        let ranked = ranking(model);
        let (fastest, slowest) = (ranked.first()?, ranked.last()?);
        let locked = ranked.iter().rev().find(|(l, _)| l.plan.locked);
        let free = ranked.iter().find(|(l, _)| !l.plan.locked && (l.plan.workers > 1 || in_flight(l) > 1));
        let (lanes, mut sentences) = match (free, locked) {
            _ if slowest.1.throughput <= 0.0 => (vec![], vec!["The race was too short to be timed.".into()]),
            _ if ranked.len() == 1 => (vec![fastest], vec![alone(fastest.0, &fastest.1)]),
            (Some(free), Some(locked)) => (vec![free, locked], against_lock(free, locked)),
            _ => (vec![fastest, slowest], vec![compare(fastest, slowest)]),
        };
        sentences.extend(shortage(fastest));
        sentences.extend(reply_times(&ranked));
        sentences.extend(ranked.iter().filter_map(|(lane, _)| counted(lane)));
        let mut lanes: Vec<_> = lanes.into_iter().collect();
        lanes.sort_by(|a, b| b.1.throughput.total_cmp(&a.1.throughput));
        Some(Self { lanes: lanes.into_iter().map(|(l, _)| l.plan.id).collect(), sentences })
    }
}

/// The verdict in words, `None` while the race is on.
#[must_use]
pub fn verdict(model: &Model) -> Option<String> {
    Verdict::of(model).map(|verdict| verdict.to_string())
}

/// What went wrong, in a sentence; see [`Verdict::of_faults`].
#[must_use]
pub fn fault(model: &Model) -> Option<String> {
    Verdict::of_faults(model).map(|fault| fault.to_string())
}

/// The lanes that have come to an end, by speed, the fastest first.
#[must_use]
pub fn ranking(model: &Model) -> Vec<(&Lane, Score)> {
    let ended = model.lanes.iter().filter(|l| l.outcome.is_some());
    let mut ranked: Vec<(&Lane, Score)> = ended.map(|l| (l, Score::of(model, l))).collect();
    ranked.sort_by(|a, b| b.1.throughput.total_cmp(&a.1.throughput));
    ranked
}

/// The lane that won: the fastest of a race without faults in which every lane did all its tasks, when no
/// other is equally fast.
#[must_use]
pub fn winner(model: &Model) -> Option<LaneId> {
    let won = model.end == Some(End::Finished) && Verdict::of_faults(model).is_none();
    if !won || !model.lanes.iter().all(|l| l.is_complete(model.tasks())) {
        return None;
    }
    match ranking(model).as_slice() {
        [(first, a), (_, b), ..] if a.throughput >= b.throughput * (1.0 + EQUAL) => Some(first.plan.id),
        _ => None,
    }
}

fn fault_of(lane: &Lane, model: &Model) -> Option<String> {
    let kind = &lane.plan.kind;
    if let LaneState::Failed(reason) = &lane.state {
        return Some(format!("The {kind} lane failed: {}.", clause(reason)));
    }
    let outcome = lane.outcome.as_ref()?;
    let lost = outcome.failed.max(u32::try_from(outcome.failures.len()).unwrap_or(u32::MAX));
    if let Some(failure) = outcome.failures.first() {
        let more = if lost > 1 { format!(" ({} more failed)", lost - 1) } else { String::new() };
        return Some(format!(
            "The {kind} lane lost task {}{more}: {}.",
            failure.task,
            clause(&failure.reason)
        ));
    }
    if lost > 0 {
        return Some(format!("The {kind} lane lost {lost} of its tasks."));
    }
    let (done, tasks) = (outcome.done, model.tasks()?);
    (model.end == Some(End::Finished) && done < tasks)
        .then(|| format!("The {kind} lane ended with {done} of {tasks} tasks done."))
}

/// That the machine gave fewer cores than the lane wanted, where it did.
fn shortage((lane, score): &(&Lane, Score)) -> Option<String> {
    let of = lane.capacity_before.or(lane.capacity_after).map_or(0, |c| c.of);
    let (outcome, cores) = (lane.outcome.as_ref()?, score.capacity?);
    if !outcome.was_short(cores, of, score.speedup.unwrap_or(0.0)) {
        return None;
    }
    let noun = plural(usize::from(of), "core");
    Some(format!("The machine gave only {cores:.2} of {of} {noun} just then."))
}

fn alone(lane: &Lane, score: &Score) -> String {
    let did = format!("{} did {} tasks in {:.2} s", capital(&lane.plan.phrase), lane.done, score.wall.secs());
    match score.speedup {
        Some(s) if lane.plan.workers > 1 => format!("{did}, {s:.2} times as fast as one worker alone."),
        _ => format!("{did}."),
    }
}

fn compare((fast, a): &(&Lane, Score), (slow, b): &(&Lane, Score)) -> String {
    let ratio = a.throughput / b.throughput;
    let (fast, slow) = (capital(&fast.plan.phrase), &slow.plan.phrase);
    let verb = if fast.starts_with("1 ") || fast.starts_with("One ") { "was" } else { "were" };
    if ratio < 1.0 + EQUAL {
        format!("{fast} and {slow} were equally fast.")
    } else {
        format!("{fast} {verb} {ratio:.1} times as fast as {slow}.")
    }
}

/// Who was faster, and why.
fn against_lock(free: &(&Lane, Score), locked: &(&Lane, Score)) -> Vec<String> {
    let waited = locked.1.share(Activity::LockWait);
    let faster = free.1.throughput >= locked.1.throughput;
    let mut sentences = vec![if faster { compare(free, locked) } else { compare(locked, free) }];
    if waited >= 0.10 {
        let waited = waited * 100.0;
        sentences.push(format!("The threads spent {waited:.0} % of their time waiting for the lock."));
    } else if in_flight(free.0) > 1 && faster {
        let tasks = in_flight(free.0);
        sentences.push(format!("It had up to {tasks} tasks in flight at once, each thread has one."));
    } else if locked.1.share(Activity::Io) >= 0.5 && locked.1.throughput * (1.0 + EQUAL) >= free.1.throughput
    {
        sentences.push("Work that waits lets go of the lock, so threads lose nothing.".to_string());
    }
    sentences
}

/// The most tasks that a lane's event loop had in flight; 0 for one that has none.
fn in_flight(lane: &Lane) -> u32 {
    lane.in_flight.unwrap_or(0)
}

/// How long clients waited for a reply: where that was longest by the median, and where shortest.
fn reply_times(ranked: &[(&Lane, Score)]) -> Option<String> {
    let mut lanes: Vec<(&Lane, [Nanos; 2])> = Vec::new();
    for (lane, _) in ranked {
        let Some(replies) = findings::replies(lane) else { continue };
        lanes.extend(replies.quantile(0.5).zip(replies.quantile(0.99)).map(|(p50, p99)| (*lane, [p50, p99])));
    }
    lanes.sort_by_key(|(_, [p50, _])| *p50);
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

/// A length of time in the unit that suits waiting for a reply.
fn length(time: Nanos) -> String {
    if time < Nanos::from_millis(1) {
        format!("{:.0} µs", time.micros())
    } else {
        format!("{:.1} ms", time.micros() / 1e3)
    }
}

/// What the counters of a lane came to, in a sentence.
fn counted(lane: &Lane) -> Option<String> {
    Some(format!("{}: {}.", capital(&lane.plan.phrase), Count::of(lane)?.describe()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{Counter, Failure, Histogram, Mix, Outcome};
    use crate::model::fixture::{self, Script, accounts, ms, outcome};

    /// A race of these lanes that ended well, each as (kind, workers, milliseconds for all 64 tasks, what its
    /// workers mostly did).
    fn race(lanes: &[(&str, u32, u64, Activity)]) -> Script {
        let plans: Vec<_> = lanes.iter().map(|(kind, workers, ..)| (*kind, *workers)).collect();
        (0..).zip(lanes).fold(Script::calibrated(&plans), |script, (id, (_, workers, wall, activity))| {
            let mut accounts = accounts(u16::try_from(*workers).unwrap(), 1, ms(*wall), &[]);
            for account in &mut accounts {
                account.time = Mix::only(*activity, ms(*wall));
            }
            script.lane(id, outcome([1000, 1000, 1000 + wall], 64, accounts))
        })
    }

    fn sentence(script: Script) -> String {
        verdict(&fixture::model(&script.end(99_000, End::Finished))).unwrap()
    }

    #[test]
    fn who_is_compared_with_whom() {
        use Activity::{Compute, Io, LockWait};
        for (lanes, expected) in [
            (
                &[("gil", 2, 6000, LockWait), ("pool", 2, 3000, Compute)][..],
                "2 worker processes were 2.0 times as fast as 2 threads under one lock. \
                    The threads spent 100 % of their time waiting for the lock.",
            ),
            (
                &[("gil", 4, 6000, Compute), ("pool", 4, 1500, Compute), ("threads", 4, 1400, Compute)],
                "4 threads were 4.3 times as fast as 4 threads under one lock.",
            ),
            (
                &[("gil", 4, 1000, Io), ("pool", 4, 1010, Io)],
                "4 threads under one lock and 4 worker processes were equally fast. \
                    Work that waits lets go of the lock, so threads lose nothing.",
            ),
            (
                &[("gil", 2, 1000, Compute), ("pool", 2, 2000, Compute)],
                "2 threads under one lock were 2.0 times as fast as 2 worker processes.",
            ),
            (
                &[("sequential", 1, 6000, Compute), ("gil", 2, 6100, Compute)],
                "1 thread and 2 threads under one lock were equally fast.",
            ),
            (
                &[("sequential", 1, 3000, Compute), ("pool", 2, 6000, Compute)],
                "1 thread was 2.0 times as fast as 2 worker processes.",
            ),
            (
                &[("pool", 1, 6000, Compute), ("pool", 2, 3000, Compute), ("pool", 4, 1500, Compute)],
                "4 worker processes were 4.0 times as fast as 1 worker process.",
            ),
            (
                &[("pool", 2, 3000, Compute)],
                "2 worker processes did 64 tasks in 3.00 s, 2.00 times as fast as one worker alone.",
            ),
            (&[("sequential", 1, 6000, Compute)], "1 thread did 64 tasks in 6.00 s."),
            (&[("gil", 2, 0, Compute), ("pool", 2, 10, Compute)], "The race was too short to be timed."),
        ] {
            assert_eq!(sentence(race(lanes)), expected);
        }
    }

    #[test]
    fn reply_times_are_compared_where_clients_were_served() {
        let replies = |millis: u64| {
            let mut replies = Histogram::default();
            replies.record_many(ms(millis), 98);
            replies.record_many(ms(4 * millis), 2);
            replies
        };
        let lane = |kind: &str, millis| {
            let mut accounts = accounts(2, 32, ms(3000), &[(Activity::Compute, ms(3000))]);
            accounts[1].replies = Some(replies(millis));
            (kind.to_string(), outcome([1000, 1000, 4000], 64, accounts))
        };
        let [gil, pool] = [lane("gil", 100), lane("pool", 2)];
        let both = Script::calibrated(&[(&gil.0, 2), (&pool.0, 2)]).lane(0, gil.1).lane(1, pool.1.clone());
        let said = sentence(both);
        assert!(
            said.contains("A client of 2 threads under one lock waited 9")
                && said.contains(" times as long."),
            "{said}"
        );
        assert!(said.contains(", one of 2 worker processes 2.0 ms (p99 8.0 ms): "), "{said}");
        let alone = sentence(Script::calibrated(&[("pool", 2)]).lane(0, pool.1));
        assert!(
            alone.ends_with("Its clients waited 2.0 ms for a reply by the median (p99 8.0 ms)."),
            "{alone}"
        );
    }

    #[test]
    fn what_counters_came_to_is_told_lane_by_lane() {
        let mut accounts = accounts(2, 32, ms(3000), &[(Activity::Compute, ms(3000))]);
        for account in &mut accounts {
            account.counter = Some(Counter { made: 500, plain: 900, atomic: 1000 });
        }
        let said = sentence(
            Script::calibrated(&[("threads", 2)]).lane(0, outcome([1000, 1000, 4000], 64, accounts)),
        );
        assert!(said.ends_with("2 threads: 100 of 1000 plain increments were lost."), "{said}");
    }

    #[test]
    fn an_event_loop_that_wins_is_compared_with_the_lock() {
        let event_loop = Outcome {
            in_flight: Some(40),
            ..outcome([1000, 1000, 1050], 64, accounts(1, 64, ms(1), &[(Activity::Io, ms(50))]))
        };
        let gil = outcome([1000, 1000, 2000], 64, accounts(2, 32, ms(1), &[(Activity::Io, ms(1000))]));
        let said = sentence(Script::calibrated(&[("async", 1), ("gil", 2)]).lane(0, event_loop).lane(1, gil));
        assert!(said.contains("20.0 times as fast as 2 threads under one lock."), "{said}");
        assert!(said.contains("It had up to 40 tasks in flight at once, each thread has one."), "{said}");
    }

    #[test]
    fn equal_ends_where_a_difference_can_be_seen() {
        let against = |wall| {
            sentence(race(&[("gil", 2, wall, Activity::Compute), ("pool", 2, 10_000, Activity::Compute)]))
        };
        assert_eq!(against(10_400), "2 worker processes and 2 threads under one lock were equally fast.");
        assert_eq!(against(10_600), "2 worker processes were 1.1 times as fast as 2 threads under one lock.");
    }

    #[test]
    fn a_machine_that_gave_less_is_quoted() {
        let lanes = [("gil", 2, 6000, Activity::Compute), ("pool", 2, 5700, Activity::Compute)];
        let with = |cores| sentence(race(&lanes).capacity(600, 1, cores));
        assert!(
            with([1.0, 1.1]).ends_with(" The machine gave only 1.05 of 2 cores just then."),
            "{}",
            with([1.0, 1.1])
        );
        assert!(!with([1.9, 1.95]).contains("The machine"));
        let waits = race(&[("pool", 2, 3000, Activity::Io)]).capacity(600, 0, [1.0, 1.0]);
        assert!(!sentence(waits).contains("The machine"), "who waits needs no core");
        let alone = race(&[("sequential", 1, 6000, Activity::Compute)]).capacity(600, 0, [1.0, 1.0]);
        assert_eq!(sentence(alone), "1 thread did 64 tasks in 6.00 s.", "one worker needs one core");
    }

    #[test]
    fn the_lanes_it_speaks_of_are_named_fastest_first() {
        use Activity::Compute;
        let spoken = |lanes: &[(&str, u32, u64, Activity)]| {
            let model = fixture::model(&race(lanes).end(99_000, End::Finished));
            (Verdict::of(&model).unwrap().lanes, winner(&model))
        };
        let four = [("gil", 4, 6000, Compute), ("pool", 4, 1500, Compute), ("sequential", 1, 6000, Compute)];
        assert_eq!(spoken(&four), (vec![LaneId(1), LaneId(0)], Some(LaneId(1))));
        let slow_pool = [("pool", 2, 9000, Compute), ("gil", 2, 3000, Compute)];
        assert_eq!(spoken(&slow_pool), (vec![LaneId(1), LaneId(0)], Some(LaneId(1))));
        let equal = [("gil", 2, 3000, Compute), ("pool", 2, 3010, Compute)];
        assert_eq!(spoken(&equal).1, None, "no one would bet on the difference");
    }

    #[test]
    fn a_lane_that_is_wrong_or_lost_tasks_does_not_win() {
        let winner_with = |change: fn(&mut Outcome)| {
            let mut pool = fixture::pool_outcome();
            change(&mut pool);
            let lanes = Script::calibrated(&[("gil", 2), ("pool", 2)]).lane(0, fixture::gil_outcome());
            winner(&fixture::model(&lanes.lane(1, pool).end(99_000, End::Finished)))
        };
        assert_eq!(winner_with(|_| {}), Some(LaneId(1)));
        assert_eq!(winner_with(|o| o.digest = "0".into()), None);
        assert_eq!(winner_with(|o| (o.done, o.failed) = (63, 1)), None);
        assert_eq!(winner_with(|o| o.done = 63), None);
    }

    #[test]
    fn faults_come_before_speed() {
        let with = |change: fn(&mut Outcome)| {
            let mut pool = fixture::pool_outcome();
            change(&mut pool);
            sentence(
                Script::calibrated(&[("gil", 2), ("pool", 2)]).lane(0, fixture::gil_outcome()).lane(1, pool),
            )
        };
        let failure = |task| Failure { task, reason: "it divided by zero.".into() };
        assert_eq!(
            with(|o| o.digest = "0".into()),
            "The lanes disagree: gil and pool reached different results for the same tasks."
        );
        assert_eq!(with(|o| (o.done, o.failed) = (61, 3)), "The pool lane lost 3 of its tasks.");
        assert_eq!(with(|o| o.done = 40), "The pool lane ended with 40 of 64 tasks done.");
        let (one, three) = (vec![failure(7)], vec![failure(7), failure(9)]);
        let with = |failed, failures| {
            let pool = Outcome { done: 64 - failed, failed, failures, ..fixture::pool_outcome() };
            sentence(Script::calibrated(&[("pool", 2)]).lane(0, pool))
        };
        assert_eq!(with(1, one), "The pool lane lost task 7: it divided by zero.");
        assert_eq!(with(3, three), "The pool lane lost task 7 (2 more failed): it divided by zero.");
        let events = fixture::failing();
        let threads = &events[..events.len() - 1];
        assert!(fault(&fixture::model(threads)).is_some(), "a fault is known before the end");
    }

    #[test]
    fn a_race_that_did_not_finish_says_so() {
        assert_eq!(verdict(&race(&[("pool", 2, 10, Activity::Compute)]).model()), None, "it is still on");
        let end = |end| verdict(&fixture::model(&Script::calibrated(&[("pool", 2)]).end(600, end)));
        assert_eq!(end(End::Failed("no room.".into())).unwrap(), "The race failed: no room.");
        let stopped = "The race was stopped; the figures speak of what was done until then.";
        assert_eq!(end(End::Stopped).unwrap(), stopped);
        assert_eq!(end(End::Finished), None, "nothing ran, nothing is claimed");
    }

    #[test]
    fn a_lane_that_was_stopped_early_does_not_disagree() {
        let part = Outcome { done: 20, digest: "0".into(), ..fixture::pool_outcome() };
        let script =
            Script::calibrated(&[("gil", 2), ("pool", 2)]).lane(0, fixture::gil_outcome()).lane(1, part);
        assert_eq!(fault(&fixture::model(&script.end(12_000, End::Stopped))), None);
    }
}
