//! The seed of the tasks' arguments; `None`: 1, or drawn by each race where the work is about chance.

use super::{Choices, Setting};
use crate::workload::Kind;

/// The seed.
pub(crate) struct Seed;

impl Setting for Seed {
    fn flag(&self) -> &'static str {
        "seed"
    }

    fn help(&self) -> String {
        let names: Vec<&str> = Kind::ALL.iter().filter(|kind| kind.draws()).map(|kind| kind.name()).collect();
        format!("Seed of the tasks' arguments (default: 1; each race of {} draws one)", names.join(", "))
    }

    fn example(&self) -> &'static str {
        "12"
    }

    fn set(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        choices.seed = Some(text.parse().map_err(|error: std::num::ParseIntError| error.to_string())?);
        Ok(())
    }

    fn values(&self, choices: &Choices) -> Vec<String> {
        choices.seed.iter().map(ToString::to_string).collect()
    }
}
