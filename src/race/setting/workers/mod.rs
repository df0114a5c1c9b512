//! The number of workers of each lane; `None`: the number of CPUs it may use, at least two.

use super::{Adjustable, Choices, Keys, LaneChoice, Offer, Setting, Step, StepKey, To, typed};
use crate::event::{Machine, Plan};
use crate::lane;
use crate::race::{PlanError, plan};
use crate::text::words::plural;

/// The flag of the setting.
pub(crate) const FLAG: &str = "workers";

/// Numbers to choose from; that of the usable CPUs is added.
const OFFERS: [u16; 7] = [1, 2, 4, 8, 16, 32, 64];

/// The number of workers.
pub(crate) struct Workers;

impl Setting for Workers {
    fn flag(&self) -> &'static str {
        FLAG
    }

    fn help(&self) -> String {
        "Workers of each lane (default: the CPUs it may use, at least 2)".into()
    }

    fn example(&self) -> &'static str {
        "12"
    }

    fn set(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        choices.workers = Some(typed::workers(text)?);
        Ok(())
    }

    fn values(&self, choices: &Choices) -> Vec<String> {
        choices.workers.iter().map(ToString::to_string).collect()
    }

    fn adjustable(&self) -> Option<&'static dyn Adjustable> {
        Some(&Self)
    }
}

impl Adjustable for Workers {
    fn about(&self) -> &'static str {
        "how many threads or processes share the tasks of each lane"
    }

    fn place(&self) -> u8 {
        2
    }

    fn offers(&self, choices: &Choices, machine: &Machine) -> Vec<Offer> {
        let now = counts(choices, machine).ok().and_then(|counts| counts.into_iter().max());
        let cpus = machine.usable_cpus;
        let most = cpus.saturating_mul(4).max(8);
        let mut numbers: Vec<u16> = OFFERS.into_iter().filter(|count| u32::from(*count) <= most).collect();
        numbers.extend(u16::try_from(cpus));
        numbers.sort_unstable();
        numbers.dedup();
        let offer = |count: u16| Offer {
            value: count.to_string(),
            about: match u32::from(count) {
                n if n == cpus => "as many as there are usable CPUs",
                1 => "nothing runs beside anything else within a lane",
                n if n > cpus => "more than the usable CPUs: they share them",
                _ => "",
            }
            .into(),
            chosen: now == Some(count),
        };
        numbers.into_iter().map(offer).collect()
    }

    fn is_typed(&self) -> bool {
        true
    }

    fn keys(&self) -> Option<Keys> {
        const STEPS: &[StepKey] = &[
            StepKey { key: "}", step: Step::On, help: "one worker more in each lane, and run again" },
            StepKey { key: "{", step: Step::Back, help: "one worker fewer in each lane, and run again" },
        ];
        Some(Keys { steps: STEPS, label: "{ }", brief: ["workers", "workers"], place: 0, rank: 7 })
    }

    /// Sets the number for each lane that can have it, also for one that had a number of its own.
    fn choose(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        self.set(choices, text)?;
        for lane in &mut choices.lanes {
            lane.workers = None;
        }
        Ok(())
    }

    /// Adds or removes one worker in each lane that can have it.
    fn step(&self, choices: &mut Choices, machine: &Machine, step: Step) -> Result<(), String> {
        let refused = |error: PlanError| format!("Not possible: {error}.");
        let by = if step == Step::On { 1 } else { -1 };
        let before = counts(choices, machine).map_err(refused)?;
        let most = before.iter().copied().max().unwrap_or(1);
        choices.workers = Some(most.saturating_add_signed(by).max(1));
        for (lane, count) in choices.lanes.iter_mut().zip(&before) {
            lane.workers = lane.workers.map(|_| count.saturating_add_signed(by).max(1));
        }
        if counts(choices, machine).map_err(refused)? != before {
            return Ok(());
        }
        let one = step == Step::Back && before.iter().all(|count| *count == 1);
        Err(if one { "Each lane has one worker already." } else { "No lane can have more workers here." }
            .into())
    }

    fn sentence(&self, to: &To, choices: &Choices, plan: &Plan) -> String {
        let in_each = |count: u32, except: &str| {
            format!("{count} {} in each lane{except}.", plural(count as usize, "worker"))
        };
        let counts: Vec<u32> = plan.lanes.iter().map(|lane| lane.workers).collect();
        match (to, &counts[..]) {
            (To::Value(_), _) => {
                let count = choices.workers.unwrap_or(1);
                in_each(count.into(), &except(choices, count))
            }
            (To::Step(_), [first, rest @ ..]) if rest.iter().all(|count| count == first) => {
                in_each(*first, "")
            }
            (To::Step(_), counts) => {
                let counts: Vec<String> = counts.iter().map(ToString::to_string).collect();
                format!("{} workers, lane by lane.", counts.join(", "))
            }
        }
    }
}

/// The number of workers of each lane.
fn counts(choices: &Choices, machine: &Machine) -> Result<Vec<u16>, PlanError> {
    let plan = plan(choices, machine)?;
    Ok(plan.lanes.iter().map(|lane| u16::try_from(lane.workers).unwrap_or(u16::MAX)).collect())
}

/// Sentence on the lanes that cannot have this many workers.
fn except(choices: &Choices, workers: u16) -> String {
    let fixed =
        |lane: &&LaneChoice| lane::by_kind(&lane.kind).is_some_and(|lane| lane.most_workers() < workers);
    let racing = choices.racing_lanes();
    let fixed: Vec<&str> = racing.iter().filter(fixed).map(|lane| lane.kind.as_str()).collect();
    if fixed.is_empty() {
        String::new()
    } else {
        format!(" that can have more than one (not {})", fixed.join(", "))
    }
}

#[cfg(test)]
mod tests;
