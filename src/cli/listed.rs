//! The parser of a value from a list of words: completions and help know the words, and a mistyped one is answered in the
//! words of the setting.

use std::error::Error;
use std::ffi::OsStr;

use clap::builder::{PossibleValue, TypedValueParser};
use clap::{Arg, Command};

/// A parser of values, and the words to complete.
#[derive(Clone)]
pub(crate) struct Listed<F> {
    words: Vec<PossibleValue>,
    read: F,
}

impl<F> Listed<F> {
    /// Values that `read` reads, with these words and their meanings to complete; a meaning may be empty.
    pub(crate) fn new<W, M>(words: impl IntoIterator<Item = (W, M)>, read: F) -> Self
    where
        W: Into<clap::builder::Str>,
        M: Into<String>,
    {
        let word = |(word, meaning): (W, M)| {
            let (word, meaning) = (PossibleValue::new(word), meaning.into());
            if meaning.is_empty() { word } else { word.help(meaning) }
        };
        Self { words: words.into_iter().map(word).collect(), read }
    }
}

impl<F, T, E> TypedValueParser for Listed<F>
where
    F: Fn(&str) -> Result<T, E> + Clone + Send + Sync + 'static,
    T: Clone + Send + Sync + 'static,
    E: Into<Box<dyn Error + Send + Sync + 'static>>,
{
    type Value = T;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<T, clap::Error> {
        // Text that is no UTF-8 is refused as of any other option.
        let read = self.read.clone();
        let trimmed = move |text: &str| read(text.trim());
        TypedValueParser::parse_ref(&trimmed, command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.words.iter().cloned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_offered_and_values_are_read_without_spaces_around_them() {
        let read = |text: &str| if text == "one" { Ok(1) } else { Err("accepted: one") };
        let parser = Listed::new([("one", "the first"), ("two", "")], read);
        let words: Vec<PossibleValue> = parser.possible_values().expect("there is a list").collect();
        assert_eq!(words.iter().map(PossibleValue::get_name).collect::<Vec<_>>(), ["one", "two"]);
        assert_eq!(words.iter().map(|word| word.get_help().is_some()).collect::<Vec<_>>(), [true, false]);
        let arg = Arg::new("n").long("n").value_delimiter(',').value_parser(parser).num_args(1);
        let command = Command::new("test").arg(arg.action(clap::ArgAction::Append));
        let matches =
            command.clone().try_get_matches_from(["test", "--n", "one, one"]).expect("spaces are fine");
        assert_eq!(matches.get_many::<i32>("n").map(Iterator::count), Some(2));
        let refused = command.try_get_matches_from(["test", "--n", "three"]).unwrap_err().to_string();
        assert!(refused.contains("'three' for '--n <n>': accepted: one"), "{refused}");
    }
}
