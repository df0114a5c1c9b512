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
mod tests;
