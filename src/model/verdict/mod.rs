//! The race in one sentence, with the numbers in it.

mod comparison;
mod contradiction;
mod disagreement;
mod pair;

use std::fmt;

use self::comparison::{
    against_lock, alone, beside_the_real_lock, compare, relation, shortage, tallied, unsettled,
};
pub(in crate::model) use self::contradiction::{can_contradict, is_of_a_figure};
use self::contradiction::{contradiction, doubt_of};
use self::disagreement::disagreeing;
pub(crate) use self::disagreement::disagreement;
pub(crate) use self::pair::planned_pair;
use self::pair::{Pair, Ranked, by_role};
use super::Model;
use super::findings;
use super::lane::{Lane, LaneState};
use super::plausible::Figure;
use super::repeated::{Difference, Repeated};
use super::repetition::Run;
use super::score::Score;
use super::trouble;
use super::words::size_of_its_own;
use crate::event::{Doubt, End, LaneId};
use crate::statistics::Estimate;
use crate::text::words::counted;
use crate::text::words::{capital, clause};

/// The result of a race in sentences.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct Verdict {
    /// The lanes it is about, the fastest first; empty when it is about the whole race.
    pub lanes: Vec<LaneId>,
    /// Its sentences, the most important first; each is complete without those after it.
    pub sentences: Vec<String>,
    /// The headline figure: how many times as fast the first of those lanes was as the other, or a lane alone as one
    /// worker; `None` where nothing is compared, or the comparison is not settled.
    pub ratio: Option<f64>,
    /// The interval of that figure, where the lanes ran several times.
    pub interval: Option<Estimate>,
    /// Whether what the headline figure would compare is not settled: by a doubt, or by the repetitions.
    pub open: bool,
    /// Reason why a comparison in it is not settled, as part of a sentence.
    pub unsettled: Option<String>,
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
    /// Python, which come first where both its lock and its processes ran. With a lock in a family it compares worker
    /// processes against it, see [`pair::by_role`]; otherwise the fastest against the slowest; a lane alone is
    /// compared with one worker. Where the machine gave less than its number of cores, a sentence reports that. A
    /// comparison that a doubt contradicts is not given, see [`mod@contradiction`]: then a sentence says so, and what is
    /// certain nevertheless.
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
            ..Self::default()
        };
        if let Some(End::Failed(reason)) = &model.end {
            return Some(about(&[], format!("The race failed: {}.", clause(reason))));
        }
        let earlier = |run: &Run| Some(format!("In repetition {}: {}", run.number, run.fault.as_ref()?));
        if let Some(fault) = model.runs.iter().find_map(earlier) {
            return Some(about(&[], fault));
        }
        if let Some(found) = model.lanes.iter().find_map(|l| Some(about(&[l], fault_of(l, model)?))) {
            return Some(found);
        }
        let (lanes, sentence) = disagreeing(model)?;
        Some(Self { lanes, sentences: vec![sentence], ..Self::default() })
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
        Some(Self { lanes, sentences: vec![sentence], ..Self::default() })
    }

    fn of_speeds(model: &Model) -> Option<Self> {
        let families = families(model);
        let by_role = first_by_role(&families);
        let own_first = by_role.first()?.first()?.0.plan.python.is_none();
        let mut verdict = Self::default();
        for family in by_role {
            let Some(found) = Self::of_family(model, family) else { continue };
            verdict.lanes.extend(found.lanes);
            // That of the first family, settled or not.
            if verdict.sentences.is_empty() {
                (verdict.ratio, verdict.interval, verdict.open) = (found.ratio, found.interval, found.open);
            }
            verdict.unsettled = verdict.unsettled.or(found.unsettled);
            let mut sentences = found.sentences;
            let name = family.first().map_or_else(String::new, |(lane, _)| lane.plan.family());
            if let Some(first) = sentences.first_mut() {
                if !name.is_empty() {
                    let itself = if own_first { " itself" } else { "" };
                    let size = family.iter().find_map(|(lane, _)| size_of_its_own(model, lane));
                    let size = size.map_or_else(String::new, |size| format!(", {size}"));
                    *first = format!("{name}{itself}{size}: {first}");
                } else if !own_first {
                    *first = format!("This program's own lanes: {first}");
                }
            }
            verdict.sentences.extend(sentences);
        }
        verdict.sentences.extend(beside_the_real_lock(&families));
        Some(verdict)
    }

    /// The lanes of one family, the fastest first.
    fn of_family(model: &Model, ranked: &[Ranked]) -> Option<Self> {
        let (fastest, slowest) = (ranked.first()?, ranked.last()?);
        // A verdict that its doubts contradict is not given.
        if let Some((lane, _)) =
            ranked.iter().find(|(lane, _)| lane.withholds(&[Figure::Wall, Figure::Tasks]))
        {
            let title = capital(&lane.plan.title());
            let sentence = format!("{title}: their figures are impossible, so nothing is compared.");
            return Some(Self { sentences: vec![sentence], ..Self::default() });
        }
        let mut verdict = match compared(ranked) {
            _ if slowest.1.throughput <= 0.0 => {
                Self { sentences: vec!["The race was too short to be timed.".into()], ..Self::default() }
            }
            Some((pair, roles)) => Self::of_pair(model, pair.over_repetitions(model), roles),
            None => {
                let speedups = Repeated::of(model, fastest.0).and_then(|all| all.speedup);
                let ratio = fastest.1.speedup.filter(|_| fastest.0.plan.workers > 1);
                Self {
                    lanes: vec![fastest.0.plan.id],
                    sentences: alone(fastest, speedups),
                    ratio,
                    interval: speedups.filter(|_| ratio.is_some()),
                    ..Self::default()
                }
            }
        };
        if verdict.unsettled.is_none() {
            verdict.sentences.extend(Self::faster_still(model, ranked, &verdict.lanes));
            verdict.sentences.extend(shortage(fastest, model.quota()));
        }
        verdict.sentences.extend(ranked.iter().filter_map(|(lane, _)| trouble::healed(lane)));
        // Waits for replies are compared, too.
        if verdict.unsettled.is_none() {
            verdict.sentences.extend(findings::reply_times(ranked.iter().map(|(lane, _)| *lane)));
        }
        verdict.sentences.extend(ranked.iter().filter_map(|(lane, _)| tallied(lane)));
        Some(verdict)
    }

    /// Sentence on the fastest lane, where that is none of the two `compared` and clearly faster than both.
    fn faster_still(model: &Model, ranked: &[Ranked], compared: &[LaneId]) -> Option<String> {
        let fastest = ranked.first().filter(|(lane, _)| !compared.contains(&lane.plan.id))?;
        let next = ranked.iter().find(|(lane, _)| compared.contains(&lane.plan.id))?;
        let pair = Pair::of(fastest, next).over_repetitions(model);
        let clear = !pair.is_equal() && contradiction(model, pair).is_none();
        clear.then(|| format!("Faster still: {}", relation(pair)))
    }

    /// Two lanes; with a lock in one of them, their roles: the one without it first.
    fn of_pair(model: &Model, pair: Pair, roles: Option<[&Ranked; 2]>) -> Self {
        let lanes = pair.ids().to_vec();
        if let Some(reason) = contradiction(model, pair) {
            let sentences = unsettled(pair, &reason);
            return Self { lanes, sentences, open: true, unsettled: Some(reason), ..Self::default() };
        }
        let sentences = match roles {
            Some([free, locked]) => against_lock(pair, free, locked),
            None => vec![compare(pair)],
        };
        // A difference that repetitions do not settle has no figure.
        let ratio = Some(pair.ratio()).filter(|_| pair.interval().is_none() || !pair.is_equal());
        let interval = pair.interval().filter(|_| ratio.is_some());
        Self { lanes, sentences, ratio, interval, open: ratio.is_none(), unsettled: None }
    }
}

/// The lanes that are compared among those of a family, with their roles where one has a lock: processes against it,
/// else the fastest against the slowest. `None` where there is only one.
fn compared<'r, 'm>(ranked: &'r [Ranked<'m>]) -> Option<(Pair<'r, 'm>, Option<[&'r Ranked<'m>; 2]>)> {
    if let Some([free, locked]) = by_role(ranked) {
        return Some((Pair::of(free, locked), Some([free, locked])));
    }
    match ranked {
        [fastest, .., slowest] => Some((Pair::of(fastest, slowest), None)),
        _ => None,
    }
}

/// Families as the verdict speaks of them: first those of real CPython that ran both with its lock and without, since
/// these answer a question about Python; then this program's own lanes; then the others.
fn first_by_role<'f, 'm>(families: &'f [Vec<Ranked<'m>>]) -> Vec<&'f Vec<Ranked<'m>>> {
    let mut ordered: Vec<&Vec<Ranked>> = families.iter().collect();
    ordered.sort_by_key(|family| {
        let real = family.first().is_some_and(|(lane, _)| lane.plan.python.is_some());
        match (real, by_role(family).is_some()) {
            (true, true) => 0,
            (false, _) => 1,
            (true, false) => 2,
        }
    });
    ordered
}

/// The faults, in a sentence; see [`Verdict::of_faults`].
#[must_use]
pub(crate) fn fault(model: &Model) -> Option<String> {
    Verdict::of_faults(model).map(|fault| fault.to_string())
}

/// The doubt that leaves open which of two lanes was faster; `None` where none does. That a speed-up is withheld says
/// nothing against another lane.
#[must_use]
pub(crate) fn doubted<'m>(model: &'m Model, [one, other]: [&(&Lane, Score); 2]) -> Option<&'m Doubt> {
    doubt_of(model, Pair::of(one, other).over_repetitions(model))
}

/// The lanes that have come to an end, by family, and in each by speed, the fastest first.
#[must_use]
pub(crate) fn families(model: &Model) -> Vec<Vec<(&Lane, Score)>> {
    let ended = model.lanes.iter().filter(|lane| lane.outcome.is_some());
    families_of(ended.map(|lane| (lane, Repeated::score(model, lane))))
}

/// These lanes with these figures, in the same order.
pub(crate) fn families_of<'m>(
    entries: impl IntoIterator<Item = (&'m Lane, Score)>,
) -> Vec<Vec<(&'m Lane, Score)>> {
    let mut families: Vec<Vec<(&Lane, Score)>> = Vec::new();
    for entry in entries {
        let family_name = entry.0.plan.family();
        let is_kin = |family: &&mut Vec<(&Lane, Score)>| {
            family.first().is_some_and(|(other, _)| other.plan.family() == family_name)
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

/// Families in the order in which the verdict speaks of them.
#[must_use]
pub(crate) fn by_role_first<'m>(families: &[Vec<(&'m Lane, Score)>]) -> Vec<Vec<(&'m Lane, Score)>> {
    first_by_role(families).into_iter().cloned().collect()
}

/// Whether it is open which of two lanes of a family was faster: their difference is within the noise, or, among these
/// `differences` of repeated lanes, not settled; or a doubt contradicts it.
#[must_use]
pub(crate) fn is_open(model: &Model, differences: &[Difference], [one, other]: [&(&Lane, Score); 2]) -> bool {
    let pair = Pair::of(one, other).among(differences);
    pair.is_equal() || contradiction(model, pair).is_some()
}

/// The winning lane: the fastest of a race without faults in which every lane did all its tasks, when no other is
/// equally fast and no doubt contradicts that. Lanes of several families have no winner: their seconds are not compared; nor has work without a
/// meaningful duration.
#[must_use]
pub(crate) fn winner(model: &Model) -> Option<LaneId> {
    let won = model.end == Some(End::Finished) && Verdict::of_faults(model).is_none();
    let doubtful = model.lanes.iter().any(|lane| lane.withholds(&[Figure::Wall, Figure::Tasks]));
    if doubtful || !won || !model.is_timed() || !model.lanes.iter().all(|l| model.is_complete(l)) {
        return None;
    }
    let [family] = &families(model)[..] else { return None };
    let [first, second, ..] = family.as_slice() else { return None };
    let next = Pair::of(first, second).over_repetitions(model);
    let clear = !next.is_equal();
    let pairs = [Some(next), compared(family).map(|(pair, _)| pair)];
    let settled = || pairs.into_iter().flatten().all(|pair| contradiction(model, pair).is_none());
    (clear && settled()).then_some(first.0.plan.id)
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

#[cfg(test)]
mod tests;
