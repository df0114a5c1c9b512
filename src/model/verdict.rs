//! The race in one sentence, with the numbers in it.

use super::lane::Lane;
use super::score::Score;
use super::Model;
use crate::event::{Activity, End};

/// Two lanes closer than this are called equal: no one would bet on the difference.
const EQUAL: f64 = 0.05;

/// The verdict, `None` while the race is on.
///
/// With a lock in the race it compares the fastest lane without one against the locked lane; otherwise the
/// fastest against the slowest; a lane alone is held against one worker.
#[must_use]
pub fn verdict(model: &Model) -> Option<String> {
    match model.end.as_ref()? {
        End::Stopped => return Some("The race was stopped; the figures speak of what was done until then.".into()),
        End::Failed(reason) => return Some(format!("The race failed: {reason}.")),
        End::Finished => {}
    }
    if let Some(fault) = fault(model) {
        return Some(fault);
    }
    let mut ranked: Vec<(&Lane, Score)> =
        model.lanes.iter().filter(|l| l.outcome.is_some()).map(|l| (l, Score::of(model, l))).collect();
    ranked.sort_by(|a, b| b.1.throughput.total_cmp(&a.1.throughput));
    let (fastest, slowest) = (ranked.first()?, ranked.last()?);
    if ranked.len() == 1 {
        return Some(alone(fastest.0, &fastest.1));
    }
    let locked = ranked.iter().rev().find(|(l, _)| l.plan.locked);
    let free = ranked.iter().find(|(l, _)| !l.plan.locked && l.plan.workers > 1);
    Some(match (free, locked) {
        (Some(free), Some(locked)) => against_lock(free, locked),
        _ => compare(fastest, slowest),
    })
}

/// What went wrong, if anything did: it matters more than any speed.
#[must_use]
pub fn fault(model: &Model) -> Option<String> {
    for lane in &model.lanes {
        if let super::lane::LaneState::Failed(reason) = &lane.state {
            return Some(format!("The {} lane failed: {reason}.", lane.plan.kind));
        }
        if let Some(failure) = lane.outcome.as_ref().and_then(|o| o.failures.first()) {
            let more = lane.failed.saturating_sub(1);
            let more = if more > 0 { format!(" ({more} more failed)") } else { String::new() };
            return Some(format!(
                "The {} lane lost task {}{more}: {}.",
                lane.plan.kind, failure.task, failure.reason
            ));
        }
    }
    let mut digests = model.lanes.iter().filter_map(|l| Some((l, &l.outcome.as_ref()?.digest)));
    let (first, expected) = digests.next()?;
    let (other, _) = digests.find(|(_, digest)| *digest != expected)?;
    Some(format!(
        "The lanes disagree: {} and {} reached different results for the same tasks.",
        first.plan.kind, other.plan.kind
    ))
}

fn alone(lane: &Lane, score: &Score) -> String {
    let did = format!("{} did {} tasks in {:.2} s", capital(&lane.plan.phrase), lane.done, score.wall.secs());
    match score.speedup {
        Some(s) if lane.plan.workers > 1 => format!("{did}, {s:.2} times as fast as one worker alone."),
        _ => format!("{did}."),
    }
}

fn compare((fast, a): &(&Lane, Score), (slow, b): &(&Lane, Score)) -> String {
    let ratio = a.throughput / b.throughput.max(f64::MIN_POSITIVE);
    let (fast, slow) = (capital(&fast.plan.phrase), &slow.plan.phrase);
    let verb = if fast.starts_with("1 ") || fast.starts_with("One ") { "was" } else { "were" };
    if ratio < 1.0 + EQUAL {
        format!("{fast} and {slow} were equally fast.")
    } else {
        format!("{fast} {verb} {ratio:.1} times as fast as {slow}.")
    }
}

fn against_lock(free: &(&Lane, Score), locked: &(&Lane, Score)) -> String {
    let waited = locked.1.share(Activity::LockWait);
    let faster = free.1.throughput >= locked.1.throughput;
    let sentence = if faster { compare(free, locked) } else { compare(locked, free) };
    let why = if waited >= 0.10 {
        format!(" The threads spent {:.0} % of their time waiting for the lock.", waited * 100.0)
    } else if locked.1.share(Activity::Io) >= 0.5 {
        " Work that waits lets go of the lock, so threads lose nothing.".to_string()
    } else {
        String::new()
    };
    sentence + &why
}

fn capital(phrase: &str) -> String {
    let mut chars = phrase.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}
