//! The race in one sentence, with the numbers in it.

use std::fmt;

use super::Model;
use super::findings::{self, Count};
use super::lane::{Lane, LaneState};
use super::plausible::Figure;
use super::score::Score;
use super::trouble;
use super::words::size_of_its_own;
use crate::event::{Activity, End, LaneId};
use crate::text::words::counted;
use crate::text::words::{capital, clause};
use crate::workload::Kind;

/// Relative difference below which two lanes count as equal: smaller ones are within the noise.
const EQUAL: f64 = 0.05;

/// The result of a race in sentences.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct Verdict {
    /// The lanes it is about, the fastest first; empty when it is about the whole race.
    pub lanes: Vec<LaneId>,
    /// Its sentences, the most important first; each is complete without those after it.
    pub sentences: Vec<String>,
    /// The headline figure: how many times as fast the first of those lanes was as the other, or a lane alone as one
    /// worker; `None` where nothing is compared.
    pub ratio: Option<f64>,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentences.join(" "))
    }
}

impl Verdict {
    /// The verdict, `None` while the race is on.
    ///
    /// Lanes are compared by their speed only within their family: this program's own lanes, the lanes of one
    /// Python. With a lock in a family it compares the fastest lane without one against the locked lane; otherwise
    /// the fastest against the slowest; a lane alone is compared with one worker. Where the machine gave less than
    /// its number of cores, a sentence reports that.
    #[must_use]
    pub(crate) fn of(model: &Model) -> Option<Self> {
        if *model.end.as_ref()? == End::Stopped {
            let stopped = "The race was stopped; the figures speak of what was done until then.";
            return Some(Self { sentences: vec![stopped.into()], ..Self::default() });
        }
        Self::of_faults(model).or_else(|| Self::of_doing(model)).or_else(|| Self::of_speeds(model))
    }

    /// Faults, if there were any: they matter more than any speed.
    ///
    /// A lane that was stopped early is no fault, and its results are not compared with those of others.
    #[must_use]
    pub(crate) fn of_faults(model: &Model) -> Option<Self> {
        let about = |lanes: &[&Lane], fault: String| Self {
            lanes: lanes.iter().map(|l| l.plan.id).collect(),
            sentences: vec![fault],
            ratio: None,
        };
        if let Some(End::Failed(reason)) = &model.end {
            return Some(about(&[], format!("The race failed: {}.", clause(reason))));
        }
        if let Some(found) = model.lanes.iter().find_map(|l| Some(about(&[l], fault_of(l, model)?))) {
            return Some(found);
        }
        let complete = || model.lanes.iter().filter(|l| model.is_complete(l));
        if let Some(astray) = complete().find(|l| is_astray(l)) {
            let fault = format!(
                "The {} lane reached other results than this program does for the same tasks.",
                model.name_of(astray)
            );
            return Some(about(&[astray], fault));
        }
        // Lanes with tasks of their own size have their own reference.
        let lanes: Vec<&Lane> = complete().filter(|l| l.calibration.is_none()).collect();
        let (first, other) = at_odds(&lanes, model.kind().is_none_or(Kind::portable))?;
        let fault = format!(
            "The lanes disagree: {} and {} reached different results for the same tasks.",
            model.name_of(first),
            model.name_of(other)
        );
        Some(about(&[first, other], fault))
    }

    /// Results of lanes whose work has no meaningful duration: their speeds are not compared.
    fn of_doing(model: &Model) -> Option<Self> {
        let kind = model.kind().filter(|_| !model.is_timed())?;
        let tasks = |count: u32| counted(count, "task");
        let ended: Vec<&Lane> = model.lanes.iter().filter(|lane| lane.outcome.is_some()).collect();
        let sentence = match &ended[..] {
            [] => return None,
            [lane] => format!("{} did {}.", capital(&lane.plan.title()), tasks(lane.done)),
            lanes => format!(
                "{} lanes did {} each; work like {} is not for timing, so their speeds are not compared.",
                lanes.len(),
                tasks(model.tasks()?),
                kind.name()
            ),
        };
        let lanes = ended.iter().map(|lane| lane.plan.id).collect();
        Some(Self { lanes, sentences: vec![sentence], ratio: None })
    }

    fn of_speeds(model: &Model) -> Option<Self> {
        let families = families(model);
        let own = families.first()?.first()?.0.plan.python.is_none();
        let mut verdict = Self::default();
        for family in &families {
            let Some(found) = Self::of_family(family, model.quota()) else { continue };
            verdict.lanes.extend(found.lanes);
            // That of the first family: this program's own lanes where there are some.
            verdict.ratio = verdict.ratio.or(found.ratio);
            let mut sentences = found.sentences;
            let name = family.first().map_or_else(String::new, |(lane, _)| lane.plan.family());
            if let (false, Some(first)) = (name.is_empty(), sentences.first_mut()) {
                let itself = if own { " itself" } else { "" };
                let size = family.iter().find_map(|(lane, _)| size_of_its_own(model, lane));
                let size = size.map_or_else(String::new, |size| format!(", {size}"));
                *first = format!("{name}{itself}{size}: {first}");
            }
            verdict.sentences.extend(sentences);
        }
        verdict.sentences.extend(beside_the_real_lock(&families));
        Some(verdict)
    }

    /// The lanes of one family, the fastest first.
    fn of_family(ranked: &[(&Lane, Score)], quota: Option<f64>) -> Option<Self> {
        let (fastest, slowest) = (ranked.first()?, ranked.last()?);
        // A verdict that its doubts contradict is not given.
        if let Some((lane, _)) =
            ranked.iter().find(|(lane, _)| lane.withholds(&[Figure::Wall, Figure::Tasks]))
        {
            let title = capital(&lane.plan.title());
            let sentence = format!("{title}: their figures are impossible, so nothing is compared.");
            return Some(Self { sentences: vec![sentence], ..Self::default() });
        }
        let locked = ranked.iter().rev().find(|(l, _)| l.plan.locked);
        let free = ranked.iter().find(|(l, _)| !l.plan.locked && (l.plan.workers > 1 || in_flight(l) > 1));
        let (lanes, mut sentences) = match (free, locked) {
            _ if slowest.1.throughput <= 0.0 => (vec![], vec!["The race was too short to be timed.".into()]),
            _ if ranked.len() == 1 => (vec![fastest], vec![alone(fastest.0, &fastest.1)]),
            (Some(free), Some(locked)) => (vec![free, locked], against_lock(free, locked)),
            _ => (vec![fastest, slowest], vec![compare(fastest, slowest)]),
        };
        sentences.extend(shortage(fastest, quota));
        sentences.extend(ranked.iter().filter_map(|(lane, _)| trouble::healed(lane)));
        sentences.extend(findings::reply_times(ranked.iter().map(|(lane, _)| *lane)));
        sentences.extend(ranked.iter().filter_map(|(lane, _)| tallied(lane)));
        let mut lanes: Vec<_> = lanes.into_iter().collect();
        lanes.sort_by(|a, b| b.1.throughput.total_cmp(&a.1.throughput));
        let ratio = match &lanes[..] {
            [(_, fast), .., (_, slow)] => Some(fast.throughput / slow.throughput),
            [(alone, score)] if alone.plan.workers > 1 => score.speedup,
            _ => None,
        };
        Some(Self { lanes: lanes.into_iter().map(|(l, _)| l.plan.id).collect(), sentences, ratio })
    }
}

/// The verdict in words, `None` while the race is on.
#[must_use]
pub(crate) fn verdict(model: &Model) -> Option<String> {
    Verdict::of(model).map(|verdict| verdict.to_string())
}

/// The faults, in a sentence; see [`Verdict::of_faults`].
#[must_use]
pub(crate) fn fault(model: &Model) -> Option<String> {
    Verdict::of_faults(model).map(|fault| fault.to_string())
}

/// The lanes that have come to an end, by family, and in each by speed, the fastest first.
#[must_use]
pub(crate) fn families(model: &Model) -> Vec<Vec<(&Lane, Score)>> {
    let mut families: Vec<Vec<(&Lane, Score)>> = Vec::new();
    for lane in model.lanes.iter().filter(|lane| lane.outcome.is_some()) {
        let entry = (lane, Score::of(model, lane));
        let is_kin = |family: &&mut Vec<(&Lane, Score)>| {
            family.first().is_some_and(|(other, _)| other.plan.family() == lane.plan.family())
        };
        match families.iter_mut().find(is_kin) {
            Some(family) => family.push(entry),
            None => families.push(vec![entry]),
        }
    }
    for family in &mut families {
        family.sort_by(|a, b| b.1.throughput.total_cmp(&a.1.throughput));
    }
    // This program's own lanes first: they are what the race is about.
    families.sort_by_key(|family| family.first().is_some_and(|(lane, _)| lane.plan.python.is_some()));
    families
}

/// The winning lane: the fastest of a race without faults in which every lane did all its tasks, when no other is
/// equally fast. Lanes of several families have no winner: their seconds are not compared; nor has work without a
/// meaningful duration.
#[must_use]
pub(crate) fn winner(model: &Model) -> Option<LaneId> {
    let won = model.end == Some(End::Finished) && Verdict::of_faults(model).is_none();
    let doubtful = model.lanes.iter().any(|lane| lane.withholds(&[Figure::Wall, Figure::Tasks]));
    if doubtful || !won || !model.is_timed() || !model.lanes.iter().all(|l| model.is_complete(l)) {
        return None;
    }
    let [family] = &families(model)[..] else { return None };
    match family.as_slice() {
        [(first, a), (_, b), ..] if a.throughput >= b.throughput * (1.0 + EQUAL) => Some(first.plan.id),
        _ => None,
    }
}

/// Whether a lane's results differ from those that this program reaches for its tasks.
fn is_astray(lane: &Lane) -> bool {
    let digest = lane.outcome.as_ref().map(|outcome| &outcome.digest);
    digest.zip(lane.reference.as_ref()).is_some_and(|(reached, expected)| reached != expected)
}

/// Two lanes that reached different results for the same tasks. Where results are not the same in every language,
/// only lanes of one family are compared.
fn at_odds<'a>(lanes: &[&'a Lane], portable: bool) -> Option<(&'a Lane, &'a Lane)> {
    let digest = |lane: &Lane| lane.outcome.as_ref().map(|outcome| outcome.digest.clone());
    let comparable = |a: &Lane, b: &Lane| portable || a.plan.family() == b.plan.family();
    lanes.iter().enumerate().find_map(|(place, first)| {
        let mut others = lanes[place + 1..].iter().filter(|other| comparable(first, other));
        others.find(|other| digest(other) != digest(first)).map(|other| (*first, *other))
    })
}

/// Sentence on two threads under the simulated lock and under a real one, each against one worker of its own: the
/// figure by which they can be compared.
fn beside_the_real_lock(families: &[Vec<(&Lane, Score)>]) -> Option<String> {
    let locked = |family: &Vec<(&Lane, Score)>| {
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

fn fault_of(lane: &Lane, model: &Model) -> Option<String> {
    let kind = model.name_of(lane);
    if let LaneState::Failed(reason) = &lane.state {
        return Some(format!("The {kind} lane failed: {}.", clause(reason)));
    }
    let Some(outcome) = &lane.outcome else {
        let left = lane.started.is_some() && model.end == Some(End::Finished);
        return left.then(|| format!("The {kind} lane did not come to its end."));
    };
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
    let (done, tasks) = (outcome.done, model.tasks_of(lane)?);
    (model.end == Some(End::Finished) && done < tasks)
        .then(|| format!("The {kind} lane ended with {done} of {} done.", counted(tasks, "task")))
}

/// Sentence on a machine that gave fewer cores than the lane wanted.
fn shortage((lane, score): &(&Lane, Score), quota: Option<f64>) -> Option<String> {
    let of = lane.capacity_before.or(lane.capacity_after).map_or(0, |c| c.of);
    let (outcome, cores) = (lane.outcome.as_ref()?, score.capacity?);
    if !outcome.was_short(cores, of, score.speedup.unwrap_or(0.0), quota) {
        return None;
    }
    Some(format!("The machine gave only {cores:.2} of {} just then.", counted(of, "core")))
}

fn alone(lane: &Lane, score: &Score) -> String {
    let did = format!(
        "{} did {} in {:.2} s",
        capital(&lane.plan.phrase),
        counted(lane.done, "task"),
        score.wall.secs()
    );
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

/// Sentences on the faster lane, and the reason.
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

/// Largest number of tasks that a lane's event loop had in flight; 0 for a lane without one.
fn in_flight(lane: &Lane) -> u32 {
    lane.in_flight.unwrap_or(0)
}

/// Sentence on the readings of a lane's counters.
fn tallied(lane: &Lane) -> Option<String> {
    Some(format!("{}: {}.", capital(&lane.plan.phrase), Count::of(lane)?.describe()))
}

#[cfg(test)]
mod tests;
