//! Settings of a scripted stage: three of them, in short wording, on a machine of two CPUs.

use crate::event::{Machine, Plan};
use crate::lane::{LANES, Lane};
use crate::race::Choices;
use crate::race::setting::{Adjustable, Offer, Setting, Shown, To, lanes, workers, workload};
use crate::workload::Kind;

/// Lanes, workloads and numbers of workers; for workers any number up to 99 can be typed.
pub(crate) fn settings() -> Vec<Shown> {
    let lane =
        |lane: &&'static dyn Lane| offer(lane.kind(), lane.about(), ["gil", "pool"].contains(&lane.kind()));
    let workload = |kind: &Kind| offer(kind.name(), kind.about(), *kind == Kind::Primes);
    let workers = |count: u16| offer(&count.to_string(), "", count == 2);
    vec![
        Shown { setting: &lanes::Lanes, offers: LANES.iter().map(lane).collect() },
        Shown { setting: &workload::Workload, offers: Kind::ALL.iter().map(workload).collect() },
        Shown { setting: &FewWorkers, offers: [1, 2, 4, 8].map(workers).into() },
    ]
}

fn offer(value: &str, about: &str, chosen: bool) -> Offer {
    Offer { value: value.into(), about: about.into(), chosen }
}

/// The number of workers, with fewer choices than in a live race.
struct FewWorkers;

impl Setting for FewWorkers {
    fn flag(&self) -> &'static str {
        workers::FLAG
    }

    fn help(&self) -> String {
        String::new()
    }

    fn example(&self) -> &'static str {
        "12"
    }

    fn set(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        let count = text.parse().ok().filter(|count| (1..=99).contains(count));
        choices.workers = Some(count.ok_or("accepted: 1 to 99")?);
        Ok(())
    }

    fn values(&self, choices: &Choices) -> Vec<String> {
        choices.workers.iter().map(ToString::to_string).collect()
    }
}

impl Adjustable for FewWorkers {
    fn about(&self) -> &'static str {
        "how many share the tasks of each lane"
    }

    fn offers(&self, _choices: &Choices, _machine: &Machine) -> Vec<Offer> {
        Vec::new()
    }

    fn is_typed(&self) -> bool {
        true
    }

    fn sentence(&self, _to: &To, _choices: &Choices, _plan: &Plan) -> String {
        String::new()
    }
}
