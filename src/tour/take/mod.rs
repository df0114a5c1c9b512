//! Takes: recordings of all races of a scene, which stand in for them where they cannot run.
//!
//! A take is made of recordings as `coreograph race --record` writes them, one for each race, compressed. It is known by
//! the scene's name and a fingerprint of its races: when a race of the scene changes, its takes no longer stand for it.

use sha2::{Digest, Sha256};

use super::Scene;
use crate::event::{Event, EventKind, Machine};
use crate::record::{Header, Recording};
use crate::text::words::counted;
use crate::workload::hex;

/// Recordings of all races of a scene.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Take {
    /// One recording for each race, in their order; each is complete.
    runs: Vec<Recording>,
}

impl Take {
    /// The take of these recordings; `None` unless there is a complete one for each of `races` races.
    #[must_use]
    pub(crate) fn of(runs: Vec<Recording>, races: usize) -> Option<Self> {
        let whole = |recording: &Recording| recording.cut.is_none() && recording.is_complete();
        (races > 0 && runs.len() == races && runs.iter().all(whole)).then_some(Self { runs })
    }

    /// The take of races that have just run, from the events of each.
    #[must_use]
    pub(crate) fn of_events(runs: Vec<Vec<Event>>) -> Option<Self> {
        let races = runs.len();
        let recording = |events| Recording { header: Header::now(), events, cut: None };
        Self::of(runs.into_iter().map(recording).collect(), races)
    }

    /// The recordings, one for each race.
    #[must_use]
    pub(crate) fn runs(&self) -> &[Recording] {
        &self.runs
    }

    /// The machine on which it was recorded: `AMD EPYC, 2 CPUs`.
    #[must_use]
    pub(crate) fn machine(&self) -> String {
        let plan = self.runs.first().and_then(|run| match &run.events.first()?.fact {
            EventKind::Plan(plan) => Some(plan),
            _ => None,
        });
        plan.map_or_else(|| "an unknown machine".into(), |plan| described(&plan.machine))
    }
}

/// A machine in a few words: `AMD EPYC, 2 CPUs`.
#[must_use]
pub(crate) fn described(machine: &Machine) -> String {
    format!("{}, {}", short(&machine.cpu), counted(machine.usable_cpus, "CPU"))
}

/// A CPU's own name for itself without what tells nothing on a stage: `Intel Xeon` for `Intel(R) Xeon(R) Processor`.
fn short(cpu: &str) -> String {
    let plain =
        ["(R)", "(r)", "(TM)", "(tm)"].iter().fold(cpu.to_string(), |name, mark| name.replace(mark, " "));
    let frequency = plain.find(" @ ").unwrap_or(plain.len());
    let words = plain[..frequency].split_whitespace().filter(|word| !["CPU", "Processor"].contains(word));
    let short = words.collect::<Vec<_>>().join(" ");
    if short.is_empty() { cpu.into() } else { short }
}

/// The fingerprint of the races of a scene: another one when anything that runs is another.
#[must_use]
pub(crate) fn fingerprint(scene: &Scene) -> String {
    let mut hash = Sha256::new();
    let mut add = |word: &str| {
        // Its length before each word: the same letters in other words are not the same.
        hash.update((word.len() as u64).to_le_bytes());
        hash.update(word.as_bytes());
    };
    for run in &scene.runs {
        add(&run.args.len().to_string());
        run.args.iter().for_each(|arg| add(arg));
        for change in &run.changes {
            for word in [&change.after.to_string(), &change.setting, &change.value] {
                add(word);
            }
        }
    }
    hex(&hash.finalize()[..6])
}

#[cfg(test)]
mod tests;
