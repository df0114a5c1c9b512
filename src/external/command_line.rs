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
mod tests {
    use super::*;

    const VALUES: Values = Values { task: 3, item: "it's a file", workers: 4 };

    #[test]
    fn a_value_is_a_part_of_one_word_whatever_is_in_it() {
        let line = CommandLine::parse("gzip -{N} {item} 'out {task}.gz'", false).unwrap();
        assert_eq!(line.arguments(&VALUES), ["gzip", "-4", "it's a file", "out 3.gz"]);
        assert_eq!(line.program(), Some("gzip"));
        let places = [Placeholder::Task, Placeholder::Item, Placeholder::Workers];
        assert!(places.into_iter().all(|place| line.has(place)));
        let shell = CommandLine::parse("cat {item} | wc > {task}", true).unwrap();
        assert_eq!(shell.arguments(&VALUES), ["sh", "-c", r"cat 'it'\''s a file' | wc > 3"]);
        assert_eq!((shell.program(), shell.has(Placeholder::Workers)), (Some("sh"), false));
        assert_eq!(CommandLine::parse("./run-{task} x", false).unwrap().program(), None);
    }

    #[test]
    fn a_line_that_cannot_be_run_says_why() {
        let refused = |line: &str, shell| CommandLine::parse(line, shell).unwrap_err().to_string();
        assert!(refused(" ", false).starts_with("it is empty"));
        assert!(refused("", true).starts_with("it is empty"));
        assert!(refused("a > b", false).contains("needs a shell"));
        assert!(refused("a {taks}", true).contains("did you mean task?"));
    }
}
