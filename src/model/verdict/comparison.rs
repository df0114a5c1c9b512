//! Sentences on the speed of lanes: alone, against each other, and what is certain when that is not settled.

use super::pair::{Pair, Ranked, in_flight};
use crate::event::Activity;
use crate::model::findings::Count;
use crate::model::lane::Lane;
use crate::model::plausible::Figure;
use crate::statistics::Estimate;
use crate::text::duration::duration;
use crate::text::words::{capital, counted};

/// Sentences on a lane alone: what it did, and its speed against one worker.
pub(super) fn alone((lane, score): &Ranked, speedups: Option<Estimate>) -> Vec<String> {
    let did = format!(
        "{} did {} in {:.2} s",
        capital(&lane.plan.phrase),
        counted(lane.done, "task"),
        score.wall.secs()
    );
    match (score.speedup, score.speedup_withheld) {
        (Some(s), _) if lane.plan.workers > 1 => {
            let times = match speedups {
                Some(Estimate { low, high, .. }) => format!("{low:.2} to {high:.2}"),
                None => format!("{s:.2}"),
            };
            vec![format!("{did}, {times} times as fast as one worker alone.")]
        }
        (_, Some(beyond)) => vec![format!("{did}."), beyond.sentence()],
        _ => vec![format!("{did}.")],
    }
}

/// Sentence on two lanes.
pub(super) fn compare(pair: Pair) -> String {
    capital(&relation(pair))
}

/// The same, as it goes on behind other words.
pub(super) fn relation(pair: Pair) -> String {
    let [fast, slow] = pair.both().map(|(lane, _)| &lane.plan.phrase);
    let is_one = ["1 ", "One ", "one ", "An ", "an ", "A ", "a "].iter().any(|word| fast.starts_with(word));
    let verb = if is_one { "was" } else { "were" };
    match pair.interval() {
        Some(Estimate { low, high, .. }) if pair.is_equal() => format!(
            "no difference between {fast} and {slow} is settled (~): {low:.2} to {high:.2} times as fast."
        ),
        Some(Estimate { low, high, .. }) => {
            let [low, high] = [low, high].map(|end| format!("{end:.1}"));
            let times = if low == high { low } else { format!("{low} to {high}") };
            format!("{fast} {verb} {times} times as fast as {slow}.")
        }
        None if pair.is_equal() => format!("{fast} and {slow} were equally fast."),
        None => format!("{fast} {verb} {:.1} times as fast as {slow}.", pair.ratio()),
    }
}

/// Sentences on a lane without a lock and one with it, and the reason of their difference.
pub(super) fn against_lock(pair: Pair, free: &Ranked, locked: &Ranked) -> Vec<String> {
    let faster = pair.fast.0.plan.id == free.0.plan.id;
    let mut sentences = vec![compare(pair)];
    if let Some(waited) = waited(locked) {
        sentences.push(waited);
    } else if in_flight(free.0) > 1 && faster {
        let tasks = in_flight(free.0);
        sentences.push(format!("It had up to {tasks} tasks in flight at once, each thread has one."));
    } else if locked.1.share(Activity::Io) >= 0.5 && (!faster || pair.is_equal()) {
        sentences.push("Work that waits lets go of the lock, so threads lose nothing.".to_string());
    }
    sentences
}

/// Sentences on two lanes whose comparison is not settled for this reason: that, and what is certain nevertheless.
pub(super) fn unsettled(pair: Pair, reason: &str) -> Vec<String> {
    let [one, other] = pair.both().map(|(lane, _)| &lane.plan.phrase);
    let mut sentences = vec![format!("Not settled which was faster, {one} or {other}: {reason}.")];
    let used: Vec<String> = pair.both().into_iter().filter_map(|ranked| cpu_time(ranked.0)).collect();
    if !used.is_empty() {
        sentences.push(format!("CPU time: {}.", used.join(", ")));
    }
    let locked = pair.both().into_iter().find(|(lane, _)| lane.plan.locked);
    sentences.extend(locked.and_then(waited));
    sentences
}

/// CPU time of a lane's workers, in words.
fn cpu_time(lane: &Lane) -> Option<String> {
    let outcome = lane.outcome.as_ref().filter(|_| !lane.withholds(&[Figure::Cpu, Figure::Time]))?;
    let cpu = outcome.accounts.iter().map(|account| account.cpu.secs()).sum::<f64>();
    (cpu > 0.0).then(|| format!("{} for {}", duration(cpu), lane.plan.phrase))
}

/// Sentence on the time that threads spent waiting for their lock, where that counts.
fn waited((_, score): &Ranked) -> Option<String> {
    let waited = score.share(Activity::LockWait);
    (waited >= 0.10)
        .then(|| format!("The threads spent {:.0} % of their time waiting for the lock.", waited * 100.0))
}

/// Sentence on a machine that gave fewer cores than the lane wanted.
pub(super) fn shortage((lane, score): &Ranked, quota: Option<f64>) -> Option<String> {
    if score.speedup_withheld.is_some() {
        return None;
    }
    let of = lane.capacity_before.or(lane.capacity_after).map_or(0, |c| c.of);
    let (outcome, cores) = (lane.outcome.as_ref()?, score.capacity?);
    if !outcome.was_short(cores, of, score.speedup.unwrap_or(0.0), quota) {
        return None;
    }
    Some(format!("The machine gave only {cores:.2} of {} just then.", counted(of, "core")))
}

/// Sentence on two threads under the simulated lock and under a real one, each against one worker of its own: the
/// figure by which they can be compared.
pub(super) fn beside_the_real_lock(families: &[Vec<Ranked>]) -> Option<String> {
    let locked = |family: &Vec<Ranked>| {
        let (lane, score) = family.iter().find(|(lane, _)| lane.plan.locked)?;
        Some((lane.plan.workers, score.speedup?, lane.plan.family()))
    };
    let (simulated, real) = (locked(families.first()?)?, families.iter().skip(1).find_map(locked)?);
    let ((workers, ours, own), (theirs, speedup, name)) = (simulated, real);
    (own.is_empty() && workers == theirs && workers > 1).then(|| {
        format!(
            "Against one worker each, {workers} threads did {ours:.2} times the work under the simulated lock, \
             {speedup:.2} times under that of {name}."
        )
    })
}

/// Sentence on the readings of a lane's counters.
pub(super) fn tallied(lane: &Lane) -> Option<String> {
    Some(format!("{}: {}.", capital(&lane.plan.phrase), Count::of(lane)?.describe()))
}
