//! The length of a race: the time that one worker alone would take, for which the tasks' size is calibrated.

pub(crate) use crate::race::choices::Length;

use super::{Adjustable, Choices, Offer, Setting, To, typed};
use crate::event::{Machine, Plan};
use crate::workload::{Kind, Scales};

/// The flag of the setting.
pub(crate) const FLAG: &str = "seconds";

/// Lengths to choose from, s, and what each is good for.
const OFFERS: [(u32, &str); 5] =
    [(1, "a glance"), (4, "time enough to look"), (10, ""), (30, "time enough to talk"), (60, "")];

/// The length of a race.
pub(crate) struct Seconds;

impl Setting for Seconds {
    fn flag(&self) -> &'static str {
        FLAG
    }

    fn placeholder(&self) -> &'static str {
        "T"
    }

    fn help(&self) -> String {
        "Choose the size so that one worker alone would take so many seconds (default: 2, on the dashboard 4)"
            .into()
    }

    fn example(&self) -> &'static str {
        "8"
    }

    fn excludes(&self) -> Option<&'static str> {
        Some(super::size::FLAG)
    }

    fn set(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        choices.seconds = Length::given(typed::seconds(text)?);
        Ok(())
    }

    fn values(&self, choices: &Choices) -> Vec<String> {
        let Length { seconds, given } = choices.seconds;
        given.then(|| seconds.to_string()).into_iter().collect()
    }

    fn adjustable(&self) -> Option<&'static dyn Adjustable> {
        Some(&Self)
    }
}

impl Adjustable for Seconds {
    fn about(&self) -> &'static str {
        "how long one worker alone would take: the tasks' size is calibrated for it"
    }

    fn place(&self) -> u8 {
        6
    }

    fn offers(&self, choices: &Choices, _machine: &Machine) -> Vec<Offer> {
        // The list of a function of the user's runs once, unless a length is given.
        let calibrated = choices.size.is_none() && (choices.call.is_none() || choices.seconds.given);
        let offer = |(seconds, about): (u32, &str)| Offer {
            value: seconds.to_string(),
            about: about.into(),
            chosen: calibrated && f64::from(seconds).total_cmp(&choices.seconds.seconds).is_eq(),
        };
        OFFERS.map(offer).into()
    }

    fn is_typed(&self) -> bool {
        true
    }

    fn choose(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        let kind = choices.kind();
        match kind.scales() {
            Scales::Nothing => {
                return Err(format!(
                    "The workload {} is never calibrated: it takes as long as it takes.",
                    kind.name()
                ));
            }
            Scales::Size => {}
            // Of a function of the user's that is the length of its list, which is repeated.
            Scales::Tasks if kind == Kind::Call => {}
            Scales::Tasks => choices.tasks = None,
        }
        choices.size = None;
        self.set(choices, text)
    }

    fn sentence(&self, _to: &To, choices: &Choices, _plan: &Plan) -> String {
        let turned = match choices.kind().scales() {
            Scales::Tasks if choices.call.is_some() => {
                let seconds = choices.seconds.seconds;
                return format!("The list is repeated until one worker alone would take {seconds} s.");
            }
            Scales::Tasks => "the number of tasks",
            Scales::Size | Scales::Nothing => "the size of the tasks",
        };
        let seconds = choices.seconds.seconds;
        format!("One worker alone would take {seconds} s: {turned} is calibrated for it.")
    }
}

#[cfg(test)]
mod tests {
    use super::super::size;
    use super::super::tests::choose;
    use super::*;

    #[test]
    fn length_and_size_take_each_other_s_place() {
        let timed = Choices { seconds: Length::given(3.0), ..Choices::default() };
        let sized = choose(&timed, size::FLAG, "500").unwrap().0;
        assert_eq!((sized.size, sized.seconds.given), (Some(500), false));
        let (timed, said) = choose(&sized, FLAG, "2.5").unwrap();
        assert_eq!((timed.size, timed.seconds), (None, Length::given(2.5)));
        assert_eq!(said, "One worker alone would take 2.5 s: the size of the tasks is calibrated for it.");
        let printing = Choices { workload: Kind::Print, ..Choices::default() };
        assert!(choose(&printing, FLAG, "1").unwrap_err().contains("never calibrated"));
    }
}
