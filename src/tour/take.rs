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
mod tests {
    use super::*;
    use crate::model::fixture;
    use crate::tour::fixture::{run, scene};
    use crate::tour::{Moment, SceneChange};

    #[test]
    fn a_take_names_the_machine_of_its_plan() {
        let take = Take::of_events(vec![fixture::race()]).expect("the race is complete");
        let EventKind::Plan(plan) = &take.runs()[0].events[0].fact else { panic!("no plan") };
        assert_eq!(take.machine(), described(&plan.machine));
    }

    #[test]
    fn races_without_an_end_are_no_take() {
        let mut events = fixture::race();
        events.retain(|event| !matches!(event.fact, EventKind::RaceEnded { .. }));
        assert_eq!(Take::of_events(vec![fixture::race(), events]), None);
        assert_eq!(Take::of_events(Vec::new()), None);
    }

    #[test]
    fn a_fingerprint_changes_when_the_races_do_and_only_then() {
        let one = scene(vec![run(&["--lanes", "gil,pool"])]);
        let told = Scene { title: "another".into(), seconds: 9.0, ..one.clone() };
        assert_eq!(fingerprint(&one), fingerprint(&told));
        let mut changed = run(&["--lanes", "gil,pool"]);
        changed.changes.push(SceneChange {
            after: Moment::Start,
            setting: "switch-interval".into(),
            value: "50ms".into(),
        });
        for other in [
            vec![run(&["--lanes", "gil,pool", "--chunk", "2"])],
            vec![run(&["--lanesgil", ",pool"])],
            vec![run(&["--lanes"]), run(&["gil,pool"])],
            vec![run(&["--lanes", "gil,pool"]), run(&["--lanes", "gil,pool"])],
            vec![changed],
        ] {
            assert_ne!(fingerprint(&one), fingerprint(&scene(other)));
        }
    }

    #[test]
    fn a_machine_has_a_short_name_on_the_stage() {
        for (cpu, told) in [
            ("AMD EPYC", "AMD EPYC"),
            ("Intel(R) Xeon(R) Processor", "Intel Xeon"),
            ("Intel(R) Core(TM) i7-8650U CPU @ 1.90GHz", "Intel Core i7-8650U"),
            ("Processor", "Processor"),
        ] {
            assert_eq!(short(cpu), told);
        }
    }
}
