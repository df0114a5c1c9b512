//! The file whose lines are the values of `{item}`.

use super::super::{Choices, Setting};

/// The file of items.
pub(crate) struct Items;

impl Setting for Items {
    fn flag(&self) -> &'static str {
        "items"
    }

    fn placeholder(&self) -> &'static str {
        "FILE"
    }

    fn help(&self) -> String {
        "File whose lines are the values of {item} in --command, one a task; - is standard input".into()
    }

    fn example(&self) -> &'static str {
        "files.txt"
    }

    fn names_a_file(&self) -> bool {
        true
    }

    fn set(&self, choices: &mut Choices, text: &str) -> Result<(), String> {
        if text.is_empty() {
            return Err("accepted: the name of a file".into());
        }
        choices.command.get_or_insert_default().items = Some(text.into());
        Ok(())
    }

    fn values(&self, choices: &Choices) -> Vec<String> {
        let files = choices.command.iter().filter_map(|command| command.items.as_ref());
        files.map(|file| file.to_string_lossy().into_owned()).collect()
    }
}
