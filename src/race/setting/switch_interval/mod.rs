//! The switch interval: the longest time that a thread keeps the lock while another waits. Keys go through it in
//! steps of 1, 2, 5 times a power of ten, from 1 µs to 1 s.

use std::time::Duration;

use super::{Adjustable, Choices, Keys, Offer, Setting, Step, StepKey, To, typed};
use crate::event::{LanePlan, Machine, Plan};
use crate::race::Race;
use crate::text::duration::interval;

/// The flag of the setting.
pub(crate) const FLAG: &str = "switch-interval";

/// The explanation of the option, also of a sweep.
pub(crate) const HELP: &str = "How long a thread may keep the lock while another waits, e.g. 5ms, 500us, 1s";

/// Intervals to choose from, µs, and what each is good for.
const OFFERS: [(u64, &str); 5] = [
    (100, "waiters get the lock soon, switching costs more"),
    (1_000, "a fifth of CPython's default"),
    (5_000, "CPython's default"),
    (20_000, "fewer switches, longer waits"),
    (100_000, "the holder keeps the lock as long as a person notices"),
];

/// The shortest and the longest interval that keys reach.
const BOUNDS: [Duration; 2] = [Duration::from_micros(1), Duration::from_secs(1)];

/// The switch interval.
pub(crate) struct SwitchInterval;

impl Setting for SwitchInterval {
    fn flag(&self) -> &'static str {
        FLAG
    }

    fn placeholder(&self) -> &'static str {
        "T"
    }

    fn help(&self) -> String {
        HELP.into()
    }

    fn example(&self) -> &'static str {
        "2ms"
    }

    fn set(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        choices.interval = typed::duration(text)?;
        Ok(())
    }

    fn values(&self, choices: &Choices) -> Vec<String> {
        vec![value(micros(choices.interval))]
    }

    fn adjustable(&self) -> Option<&'static dyn Adjustable> {
        Some(&Self)
    }
}

impl Adjustable for SwitchInterval {
    fn name(&self) -> &'static str {
        "interval"
    }

    fn about(&self) -> &'static str {
        "the switch interval: how long a thread may keep the lock while another waits"
    }

    fn place(&self) -> u8 {
        4
    }

    fn offers(&self, choices: &Choices, _machine: &Machine) -> Vec<Offer> {
        let offer = |(micros, about): (u64, &str)| Offer {
            value: value(micros),
            about: about.into(),
            chosen: Duration::from_micros(micros) == choices.interval,
        };
        OFFERS.map(offer).into()
    }

    fn is_typed(&self) -> bool {
        true
    }

    fn keys(&self) -> Option<Keys> {
        const STEPS: &[StepKey] = &[
            StepKey { key: "[", step: Step::Back, help: "a shorter switch interval, while it runs" },
            StepKey { key: "]", step: Step::On, help: "a longer switch interval, while it runs" },
        ];
        Some(Keys { steps: STEPS, label: "[ ]", brief: ["interval", "interval"], place: 3, rank: 11 })
    }

    fn step(&self, choices: &mut Choices, machine: &Machine, step: Step) -> Result<(), String> {
        let plan = crate::race::plan(choices, machine).map_err(|error| format!("Not possible: {error}."))?;
        if let Some(why) = self.idle(&plan.lanes.iter().collect::<Vec<_>>()) {
            return Err(why.into());
        }
        let Some(interval) = beside(choices.interval, step) else {
            let end = interval(micros(choices.interval));
            let side = if step == Step::On { "long" } else { "short" };
            return Err(format!("The switch interval of {end} is as {side} as it gets."));
        };
        choices.interval = interval;
        Ok(())
    }

    fn sentence(&self, _to: &To, choices: &Choices, _plan: &Plan) -> String {
        format!("Switch interval {}.", interval(micros(choices.interval)))
    }

    fn idle(&self, lanes: &[&LanePlan]) -> Option<&'static str> {
        let locked = lanes.iter().any(|lane| lane.locked);
        (!locked).then_some("No lane here has a lock, so nothing has a switch interval.")
    }

    fn restarts(&self) -> bool {
        false
    }

    fn apply(&self, choices: &Choices, race: &Race) {
        race.set_interval(choices.interval);
    }
}

fn micros(interval: Duration) -> u64 {
    u64::try_from(interval.as_micros()).unwrap_or(u64::MAX)
}

/// Text of an interval as it is typed.
fn value(micros: u64) -> String {
    interval(micros).replace(' ', "")
}

/// The interval one step away from `now`; `None` at the end of the scale.
fn beside(now: Duration, step: Step) -> Option<Duration> {
    let mut steps = scale();
    match step {
        Step::Back => steps.filter(|step| *step < now).last(),
        Step::On => steps.find(|step| *step > now),
    }
}

/// All steps, the shortest first.
fn scale() -> impl Iterator<Item = Duration> {
    let decades = (0..).map(|power| BOUNDS[0] * 10u32.pow(power)).take_while(|decade| *decade <= BOUNDS[1]);
    decades.flat_map(|decade| [1, 2, 5].map(|times| decade * times)).filter(|step| *step <= BOUNDS[1])
}

#[cfg(test)]
mod tests;
