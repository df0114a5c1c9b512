//! What can be set while races are watched: each setting with its values, and how one is typed.
//!
//! What is typed here is read as on the command line, and refused in the same words.

use std::time::Duration;

use crate::cli::values as typed;
use crate::event::Machine;
use crate::lane::{LANES, Lane};
use crate::model::words;
use crate::race::{Choices, ScheduleChoice, plan};
use crate::ui::{Change, Offer, Setting, Typed};
use crate::workload::Kind;

/// Numbers of workers to choose from; that of the usable CPUs comes to them.
const WORKERS: [u16; 7] = [1, 2, 4, 8, 16, 32, 64];

/// Chunks to choose from, and what they are good for.
const CHUNKS: [(u32, &str); 4] = [
    (1, "each task is handed out alone: the fairest shares, the most messages"),
    (10, "a tenth of the messages"),
    (100, "messages hardly count any more"),
    (1000, "for tiny tasks; with few tasks some workers get none"),
];

/// Switch intervals to choose from in microseconds, and what they are good for.
const INTERVALS: [(u64, &str); 5] = [
    (100, "waiters get the lock soon, switching costs more"),
    (1_000, "a fifth of CPython's default"),
    (5_000, "CPython's default"),
    (20_000, "fewer switches, longer waits"),
    (100_000, "the holder keeps the lock as long as a person notices"),
];

/// Lengths of a race to choose from, in seconds that one worker alone would take.
const SECONDS: [(u64, &str); 5] =
    [(1, "a glance"), (4, "time enough to look"), (10, ""), (30, "time enough to talk"), (60, "")];

/// Everything that can be set, in the order of the menu.
pub(super) fn settings(choices: &Choices, machine: &Machine) -> Vec<Setting> {
    vec![
        lanes(choices),
        workload(choices),
        workers(choices, machine),
        chunk(choices),
        interval(choices),
        schedule(choices),
        seconds(choices),
        size(choices),
    ]
}

fn lanes(choices: &Choices) -> Setting {
    let offer = |lane: &&'static dyn Lane| Offer {
        name: lane.kind().into(),
        about: lane.about().into(),
        chosen: choices.lanes.iter().any(|choice| choice.kind == lane.kind()),
        change: Change::Lane(lane.kind()),
    };
    Setting {
        name: "lanes",
        about: "the execution models that race",
        offers: LANES.iter().map(offer).collect(),
        typed: None,
    }
}

fn workload(choices: &Choices) -> Setting {
    let offer = |kind: &Kind| Offer {
        name: kind.name().into(),
        about: kind.about().into(),
        chosen: *kind == choices.workload,
        change: Change::Workload(*kind),
    };
    Setting {
        name: "workload",
        about: "what is computed",
        offers: Kind::ALL.iter().map(offer).collect(),
        typed: None,
    }
}

fn workers(choices: &Choices, machine: &Machine) -> Setting {
    let now = plan(choices, machine).ok().and_then(|plan| plan.lanes.iter().map(|lane| lane.workers).max());
    let cpus = machine.usable_cpus;
    let most = cpus.saturating_mul(4).max(8);
    let mut counts: Vec<u16> = WORKERS.into_iter().filter(|count| u32::from(*count) <= most).collect();
    counts.extend(u16::try_from(cpus));
    counts.sort_unstable();
    counts.dedup();
    let offer = |count: u16| Offer {
        name: count.to_string(),
        about: match u32::from(count) {
            n if n == cpus => "as many as there are usable CPUs",
            1 => "nothing runs beside anything else within a lane",
            n if n > cpus => "more than the usable CPUs: they share them",
            _ => "",
        }
        .into(),
        chosen: now == Some(u32::from(count)),
        change: Change::Workers(count),
    };
    Setting {
        name: "workers",
        about: "how many threads or processes share the tasks of each lane",
        offers: counts.into_iter().map(offer).collect(),
        typed: Some(Typed { example: "12", read: |text| typed::workers(text).map(Change::Workers) }),
    }
}

fn chunk(choices: &Choices) -> Setting {
    let offer = |(chunk, about): (u32, &str)| Offer {
        name: chunk.to_string(),
        about: about.into(),
        chosen: chunk == choices.chunk,
        change: Change::Chunk(chunk),
    };
    Setting {
        name: "chunk",
        about: "how many tasks a worker is handed at a time",
        offers: CHUNKS.map(offer).into(),
        typed: Some(Typed { example: "250", read: |text| typed::chunk(text).map(Change::Chunk) }),
    }
}

fn interval(choices: &Choices) -> Setting {
    let offer = |(micros, about): (u64, &str)| {
        let interval = Duration::from_micros(micros);
        Offer {
            name: words::interval(micros).replace(' ', ""),
            about: about.into(),
            chosen: interval == choices.interval,
            change: Change::Interval(interval),
        }
    };
    Setting {
        name: "interval",
        about: "the switch interval: how long a thread may keep the lock while another waits",
        offers: INTERVALS.map(offer).into(),
        typed: Some(Typed { example: "2ms", read: |text| typed::duration(text).map(Change::Interval) }),
    }
}

fn schedule(choices: &Choices) -> Setting {
    let offer = |schedule: ScheduleChoice| Offer {
        name: schedule.word().into(),
        about: schedule.about().into(),
        chosen: schedule == choices.schedule,
        change: Change::Schedule(schedule),
    };
    Setting {
        name: "schedule",
        about: "who runs when",
        offers: ScheduleChoice::ALL.map(offer).into(),
        typed: None,
    }
}

fn seconds(choices: &Choices) -> Setting {
    let calibrated = choices.size.is_none();
    let offer = |(seconds, about): (u64, &str)| {
        let length = Duration::from_secs(seconds);
        Offer {
            name: seconds.to_string(),
            about: about.into(),
            chosen: calibrated && length.as_secs_f64().total_cmp(&choices.seconds).is_eq(),
            change: Change::Seconds(length),
        }
    };
    let read = |text: &str| typed::seconds(text).map(|s| Change::Seconds(Duration::from_secs_f64(s)));
    Setting {
        name: "seconds",
        about: "how long one worker alone would take: the tasks' size is calibrated for it",
        offers: SECONDS.map(offer).into(),
        typed: Some(Typed { example: "8", read }),
    }
}

fn size(choices: &Choices) -> Setting {
    let usual = choices.workload.size();
    let offer = Offer {
        name: usual.to_string(),
        about: format!(
            "{} in each task, as {} usually has",
            choices.workload.unit(),
            choices.workload.name()
        ),
        chosen: choices.size == Some(usual),
        change: Change::Size(usual),
    };
    Setting {
        name: "size",
        about: "how large each task is, in the workload's unit, instead of calibrating it",
        offers: vec![offer],
        typed: Some(Typed { example: "20000", read: |text| typed::size(text).map(Change::Size) }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_chosen_is_marked_once_and_every_example_can_be_typed() {
        let settings = settings(&Choices { seconds: 4.0, ..Choices::default() }, &Machine::with_cpus(2));
        let names: Vec<&str> = settings.iter().map(|setting| setting.name).collect();
        assert_eq!(
            names,
            ["lanes", "workload", "workers", "chunk", "interval", "schedule", "seconds", "size"]
        );
        for setting in settings {
            let marked = setting.offers.iter().filter(|offer| offer.chosen).count();
            let expected = match setting.name {
                "lanes" => 2,
                "size" => 0,
                _ => 1,
            };
            assert_eq!(marked, expected, "{}", setting.name);
            if let Some(typed) = setting.typed {
                assert!((typed.read)(typed.example).is_ok(), "{}", setting.name);
                let refused = (typed.read)("nonsense").unwrap_err();
                assert!(refused.starts_with("accepted: "), "{}: {refused}", setting.name);
                for offer in setting.offers {
                    assert_eq!((typed.read)(&offer.name), Ok(offer.change), "{}", setting.name);
                }
            }
        }
    }

    #[test]
    fn the_usable_cpus_are_among_the_workers() {
        let counts = |cpus| -> Vec<String> {
            let offers = workers(&Choices::default(), &Machine::with_cpus(cpus)).offers;
            offers.into_iter().map(|offer| offer.name).collect()
        };
        assert_eq!(counts(2), ["1", "2", "4", "8"]);
        assert_eq!(counts(6), ["1", "2", "4", "6", "8", "16"]);
    }
}
