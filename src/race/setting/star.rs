//! Whether each argument of the user's function is a tuple that is spread over its parameters.

use super::{Arity, Choices, Setting};

/// Whether arguments are spread.
pub(crate) struct Star;

impl Setting for Star {
    fn flag(&self) -> &'static str {
        "star"
    }

    fn placeholder(&self) -> &'static str {
        "yes|no"
    }

    fn help(&self) -> String {
        "Each value of --over is the tuple of a call's arguments, as of Pool.starmap".into()
    }

    fn example(&self) -> &'static str {
        "yes"
    }

    fn arity(&self) -> Arity {
        Arity::Flag
    }

    fn set(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        let star = match text {
            "yes" | "true" => true,
            "no" | "false" => false,
            _ => return Err("accepted: yes, no".into()),
        };
        if star || choices.call.is_some() {
            choices.call.get_or_insert_default().star = star;
        }
        Ok(())
    }

    fn values(&self, choices: &Choices) -> Vec<String> {
        choices.call.iter().filter(|call| call.star).map(|_| "yes".into()).collect()
    }
}
