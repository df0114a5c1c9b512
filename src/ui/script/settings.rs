//! What a scripted stage lets be set: as much as a live one, on a machine of two CPUs.

use crate::lane::LANES;
use crate::ui::setting::{Offer, Setting, Typed};
use crate::ui::stage::Change;
use crate::workload::Kind;

/// Lanes, workloads and numbers of workers; of these any up to 99 can be typed.
pub(crate) fn settings() -> Vec<Setting> {
    let lane = |lane: &&'static dyn crate::lane::Lane| Offer {
        name: lane.kind().into(),
        about: lane.about().into(),
        chosen: ["gil", "pool"].contains(&lane.kind()),
        change: Change::Lane(lane.kind()),
    };
    let workload = |kind: &Kind| Offer {
        name: kind.name().into(),
        about: kind.about().into(),
        chosen: *kind == Kind::Primes,
        change: Change::Workload(*kind),
    };
    let workers = |count: u16| Offer {
        name: count.to_string(),
        about: String::new(),
        chosen: count == 2,
        change: Change::Workers(count),
    };
    let read = |text: &str| match text.parse() {
        Ok(count @ 1..=99) => Ok(Change::Workers(count)),
        _ => Err("accepted: 1 to 99".into()),
    };
    let setting = |name, about, offers, typed| Setting { name, about, offers, typed };
    vec![
        setting("lanes", "the execution models that race", LANES.iter().map(lane).collect(), None),
        setting("workload", "what is computed", Kind::ALL.iter().map(workload).collect(), None),
        setting(
            "workers",
            "how many share the tasks of each lane",
            [1, 2, 4, 8].map(workers).into(),
            Some(Typed { example: "12", read }),
        ),
    ]
}
