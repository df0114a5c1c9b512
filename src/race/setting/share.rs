//! The percentage of its time for which a task of `mixed` computes; `None`: some compute, some serve a client.

use super::{Choices, Setting, typed};

/// The share of computing.
pub(crate) struct Share;

impl Setting for Share {
    fn flag(&self) -> &'static str {
        "share"
    }

    fn placeholder(&self) -> &'static str {
        "P"
    }

    fn help(&self) -> String {
        "Percentage of its time that each task of mixed computes, from 1 to 99; it sleeps for the rest (default: even tasks \
         compute, odd ones serve a client)"
            .into()
    }

    fn example(&self) -> &'static str {
        "40"
    }

    fn set(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        choices.share = Some(typed::whole(text, 1..=99)?);
        Ok(())
    }

    fn values(&self, choices: &Choices) -> Vec<String> {
        choices.share.iter().map(ToString::to_string).collect()
    }
}
