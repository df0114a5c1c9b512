//! The chunk: number of tasks sent to a worker at a time.

use super::{Adjustable, Choices, Offer, Setting, To, typed};
use crate::event::{Machine, Plan};
use crate::text::words::plural;

/// The flag of the setting.
pub(crate) const FLAG: &str = "chunk";

/// The explanation of the option, also of a sweep.
pub(crate) const HELP: &str = "Tasks handed to a worker at a time";

/// Chunks to choose from, and what each is good for.
const OFFERS: [(u32, &str); 4] = [
    (1, "each task is handed out alone: the fairest shares, the most messages"),
    (10, "a tenth of the messages"),
    (100, "messages hardly count any more"),
    (1000, "for tiny tasks; with few tasks some workers get none"),
];

/// The chunk.
pub(crate) struct Chunk;

impl Setting for Chunk {
    fn flag(&self) -> &'static str {
        FLAG
    }

    fn help(&self) -> String {
        format!("{HELP} (default: 1; for --call as Pool.map does, the list in four chunks a worker)")
    }

    fn example(&self) -> &'static str {
        "250"
    }

    fn set(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        choices.chunk = Some(typed::chunk(text)?);
        Ok(())
    }

    fn values(&self, choices: &Choices) -> Vec<String> {
        choices.chunk.iter().map(ToString::to_string).collect()
    }

    fn adjustable(&self) -> Option<&'static dyn Adjustable> {
        Some(&Self)
    }
}

impl Adjustable for Chunk {
    fn about(&self) -> &'static str {
        "how many tasks a worker is handed at a time"
    }

    fn place(&self) -> u8 {
        3
    }

    fn offers(&self, choices: &Choices, _machine: &Machine) -> Vec<Offer> {
        let now = choices.chunk.or(choices.call.is_none().then_some(1));
        let offer = |(chunk, about): (u32, &str)| Offer {
            value: chunk.to_string(),
            about: about.into(),
            chosen: Some(chunk) == now,
        };
        OFFERS.map(offer).into()
    }

    fn is_typed(&self) -> bool {
        true
    }

    fn sentence(&self, _to: &To, choices: &Choices, _plan: &Plan) -> String {
        let Some(chunk) = choices.chunk else { return "The chunk is that of Pool.map.".into() };
        let tasks = plural(chunk as usize, "task");
        format!("Chunk {chunk}: a worker is handed {chunk} {tasks} at a time.")
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::choose;
    use super::*;

    #[test]
    fn a_chunk_is_said_in_tasks() {
        let (one, said) = choose(&Choices::default(), FLAG, "1").unwrap();
        assert_eq!((one.chunk, said.as_str()), (Some(1), "Chunk 1: a worker is handed 1 task at a time."));
        assert_eq!(choose(&one, FLAG, "250").unwrap().0.chunk, Some(250));
    }
}
