//! A command line with placeholders: the arguments of each run of it.

use super::placeholder::{Piece, Placeholder, UnknownPlaceholder, Values, pieces};
use super::words::{WordError, quoted, split};

/// The shell of `--shell`.
const SHELL: [&str; 2] = ["sh", "-c"];

/// A command line that can be run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CommandLine {
    words: Vec<Vec<Piece>>,
    /// Whether the only word is for a shell, which splits it.
    shell: bool,
}

/// A line that cannot be run.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum LineError {
    /// No word in it.
    #[error("it is empty; accepted: a program and its arguments, e.g. gzip -kc {{item}}")]
    Empty,
    /// Words that cannot be told.
    #[error(transparent)]
    Words(#[from] WordError),
    /// A placeholder that does not exist.
    #[error(transparent)]
    Placeholder(#[from] UnknownPlaceholder),
}

impl CommandLine {
    /// Reads a line, for a shell or to be split into words here.
    ///
    /// # Errors
    /// The reason why it cannot be run, with its place.
    pub(crate) fn parse(line: &str, shell: bool) -> Result<Self, LineError> {
        let words = if shell { vec![line.trim().to_string()] } else { split(line)? };
        if words.first().is_none_or(|word| word.trim().is_empty()) {
            return Err(LineError::Empty);
        }
        let words = words.iter().map(|word| pieces(word)).collect::<Result<_, _>>()?;
        Ok(Self { words, shell })
    }

    /// The program and its arguments in the run with these values.
    #[must_use]
    pub(crate) fn arguments(&self, values: &Values) -> Vec<String> {
        let word = |pieces: &Vec<Piece>| {
            let text = |piece: &Piece| match piece {
                Piece::Text(text) => text.clone(),
                Piece::Place(place) if self.shell => quoted(&values.of(*place)),
                Piece::Place(place) => values.of(*place),
            };
            pieces.iter().map(text).collect::<String>()
        };
        let words = self.words.iter().map(word);
        if self.shell { SHELL.into_iter().map(String::from).chain(words).collect() } else { words.collect() }
    }

    /// Whether it has this placeholder.
    #[must_use]
    pub(crate) fn has(&self, place: Placeholder) -> bool {
        self.words.iter().flatten().any(|piece| *piece == Piece::Place(place))
    }

    /// The program, where that is the same in all runs.
    #[must_use]
    pub(crate) fn program(&self) -> Option<&str> {
        match self.words.first()?.as_slice() {
            _ if self.shell => Some(SHELL[0]),
            [Piece::Text(program)] => Some(program),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
