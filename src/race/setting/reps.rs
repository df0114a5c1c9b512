//! The number of repetitions: how often the lanes run, so that a figure has an interval.

use super::{Adjustable, Choices, Offer, Setting, To, typed};
use crate::event::{Machine, Plan};
use crate::race::limits::MOST_REPETITIONS;
use crate::statistics::FEWEST;

/// The flag of the setting.
pub(crate) const FLAG: &str = "reps";

/// Numbers to choose from, and what each is good for.
const OFFERS: [(u32, &str); 5] = [
    (1, "measured once, without an interval"),
    (3, "shows the spread, settles nothing"),
    (FEWEST, "the fewest for an interval of a median"),
    (9, ""),
    (21, ""),
];

/// The number of repetitions.
pub(crate) struct Reps;

impl Setting for Reps {
    fn flag(&self) -> &'static str {
        FLAG
    }

    fn help(&self) -> String {
        format!(
            "Run the lanes so many times, in shuffled order, and give medians with intervals ({FEWEST} or more for an \
             interval)"
        )
    }

    fn example(&self) -> &'static str {
        "7"
    }

    fn set(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        let accepted = || format!("accepted: 1 to {MOST_REPETITIONS}");
        choices.repetitions = typed::whole(text, 1..=MOST_REPETITIONS.into()).map_err(|_| accepted())?;
        Ok(())
    }

    fn values(&self, choices: &Choices) -> Vec<String> {
        vec![choices.repetitions.to_string()]
    }

    fn adjustable(&self) -> Option<&'static dyn Adjustable> {
        Some(&Self)
    }
}

impl Adjustable for Reps {
    fn about(&self) -> &'static str {
        "how many times the lanes run, for medians with intervals"
    }

    fn place(&self) -> u8 {
        8
    }

    fn offers(&self, choices: &Choices, _machine: &Machine) -> Vec<Offer> {
        let offer = |(count, about): (u32, &str)| Offer {
            value: count.to_string(),
            about: about.into(),
            chosen: choices.repetitions == count,
        };
        OFFERS.map(offer).into()
    }

    fn is_typed(&self) -> bool {
        true
    }

    fn sentence(&self, _to: &To, choices: &Choices, _plan: &Plan) -> String {
        match choices.repetitions {
            1 => "The lanes run once.".into(),
            count => format!("The lanes run {count} times, in shuffled order."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::choose;
    use super::*;

    #[test]
    fn a_number_of_repetitions_is_chosen_and_said() {
        let (seven, said) = choose(&Choices::default(), FLAG, "7").unwrap();
        assert_eq!((seven.repetitions, said.as_str()), (7, "The lanes run 7 times, in shuffled order."));
        assert_eq!(choose(&seven, FLAG, "1").unwrap().1, "The lanes run once.");
    }

    #[test]
    fn a_number_that_is_none_is_refused_with_the_range() {
        for wrong in ["0", "-1", "1001", "x", ""] {
            assert_eq!(Reps.check(wrong), Err("accepted: 1 to 1000".into()), "{wrong}");
        }
    }
}
