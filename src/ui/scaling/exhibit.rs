//! What the screens of scaling show, computed when there is news and not when there is a frame: curves, and which of them
//! belong on one chart.

use crate::probe::fingerprint::Fingerprint;
use crate::scaling::analysis::{Curve, Region};
use crate::statistics::Estimate;

/// All that can be shown.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Exhibit {
    /// What stands in the first row, the most important first.
    pub title: Vec<String>,
    /// Whether nothing of it, or not all, was measured.
    pub simulated: bool,
    /// What has to be known before any figure is believed, each in a sentence.
    pub warnings: Vec<String>,
    /// What is to be found, not to be read first: what was left out, in what machines differ.
    pub notes: Vec<String>,
    /// Every curve.
    pub traces: Vec<Trace>,
    /// The charts there are, by what their curves have in common: the workload, or else what differed there.
    pub ways: Vec<Way>,
    /// What is to be doubted of the whole, each in a sentence.
    pub doubts: Vec<String>,
}

/// A way to put curves together.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Way {
    /// What the charts of this way are, e.g. `by workload`.
    pub name: &'static str,
    /// The charts.
    pub subjects: Vec<Subject>,
}

/// What one chart shows.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Subject {
    /// What its curves have in common, e.g. `primes`.
    pub name: String,
    /// The curves, in the order of the legend.
    pub members: Vec<Member>,
    /// What follows from all of them together, in sentences: the verdict of a comparison.
    pub sentences: Vec<String>,
    /// How the members compare with the first one; empty where nothing is compared.
    pub ratios: Option<Ratios>,
}

/// A curve on a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its place in [`Exhibit::traces`].
    pub trace: usize,
    /// What it is called there, e.g. `pool`.
    pub name: String,
    /// Its place in the order of colours and marks.
    pub place: usize,
}

/// A table of ratios: a row for each member, a column for each question.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Ratios {
    /// The questions, e.g. `scaling at 32`, and the same in fewer letters.
    pub heads: Vec<[String; 2]>,
    /// In the order of the members.
    pub rows: Vec<Vec<Option<Ratio>>>,
}

/// A member over the first one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ratio {
    /// So many times.
    pub value: Estimate,
    /// Whether that differs from 1 by more than chance.
    pub significant: bool,
}

/// A curve and what it was measured on.
#[derive(Debug, Clone, PartialEq)]
pub struct Trace {
    /// What was measured.
    pub curve: Curve,
    /// With these numbers of workers it is measured, ascending; the curve has those that have a run.
    pub planned: Vec<u32>,
    /// The CPUs that it may use, never more than the quota; infinite where nobody knows.
    pub cpus: f64,
    /// What workers run on, stretch by stretch.
    pub stretches: Vec<Stretch>,
}

/// Numbers of workers that run on the same kind of thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// The kind.
    pub region: Region,
    /// The fewest workers of it.
    pub first: u32,
    /// The most.
    pub last: u32,
}

impl Trace {
    /// A curve that was measured, or is going to be, on this machine.
    #[must_use]
    pub fn new(curve: Curve, planned: Vec<u32>, machine: &Fingerprint) -> Self {
        let usable = machine.usable_cpus.map_or(f64::INFINITY, f64::from);
        let cpus = usable.min(machine.quota_cores().unwrap_or(f64::INFINITY)).max(1.0);
        let stretches = stretches(planned.last().copied().unwrap_or(1), machine);
        Self { curve, planned, cpus, stretches }
    }

    /// The most workers that it is measured with.
    #[must_use]
    pub fn most_workers(&self) -> u32 {
        self.planned.last().copied().unwrap_or(1)
    }

    /// The speed-up that so many workers could reach: a CPU for each, as long as there are CPUs.
    #[must_use]
    pub fn possible(&self, workers: f64) -> f64 {
        workers.min(self.cpus)
    }
}

/// The kinds of things that up to `most` workers run on, in their order.
fn stretches(most: u32, machine: &Fingerprint) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for workers in 1..=most {
        let region = Region::of(workers, machine);
        match stretches.last_mut() {
            Some(last) if last.region == region => last.last = workers,
            _ => stretches.push(Stretch { region, first: workers, last: workers }),
        }
    }
    stretches
}

impl Exhibit {
    /// The chart at this place of this way.
    #[must_use]
    pub fn subject(&self, way: usize, subject: usize) -> Option<&Subject> {
        self.ways.get(way)?.subjects.get(subject)
    }

    /// A curve.
    #[must_use]
    pub fn trace(&self, member: &Member) -> Option<&Trace> {
        self.traces.get(member.trace)
    }
}

/// Puts `of` into its order of first appearance: the place of each in `names`.
pub(super) fn place_of<T: PartialEq>(names: &mut Vec<T>, name: T) -> usize {
    names.iter().position(|known| *known == name).unwrap_or_else(|| {
        names.push(name);
        names.len() - 1
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_follow_the_machine() {
        let machine = Fingerprint {
            physical_cores: Some(4),
            logical_cpus: Some(8),
            usable_cpus: Some(8),
            ..Fingerprint::default()
        };
        let found = stretches(12, &machine);
        let told: Vec<_> = found.iter().map(|s| (s.region.word(), s.first, s.last)).collect();
        assert_eq!(told, [("cores", 1, 4), ("SMT siblings", 5, 8), ("oversubscribed", 9, 12)]);
        assert_eq!(stretches(2, &Fingerprint::default()).len(), 1, "what is not known is alike");
    }
}
