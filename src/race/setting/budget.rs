//! The time that a race with repetitions may take; `None`: as long as the planned repetitions take.

use super::{Choices, Setting, typed};

/// The budget of time.
pub(crate) struct Budget;

impl Setting for Budget {
    fn flag(&self) -> &'static str {
        "budget"
    }

    fn placeholder(&self) -> &'static str {
        "T"
    }

    fn help(&self) -> String {
        "The time the race may take, e.g. 30s, 2m: the lanes run again and again until it is used up or every median is \
         known within 2 % (default: as long as the repetitions take)"
            .into()
    }

    fn example(&self) -> &'static str {
        "30s"
    }

    fn set(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        choices.budget = Some(typed::budget(text)?);
        Ok(())
    }

    fn values(&self, choices: &Choices) -> Vec<String> {
        choices.budget.iter().map(|budget| format!("{}s", budget.as_secs_f64())).collect()
    }
}
