//! Whether there is a screen to draw on here: one rule for all commands, and for the doctor that explains it.

use std::fmt::{self, Display, Formatter};
use std::io::{self, IsTerminal};

use super::variable;

/// Reason why there is no screen here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Obstacle {
    /// Standard output is a file or a pipe.
    Output,
    /// Standard input is a file or a pipe: there are no keys.
    Input,
    /// The terminal has no screen: it can only append lines.
    Dumb,
}

impl Obstacle {
    /// Whether it is reported: output to a file is a usual way to ask for text.
    #[must_use]
    pub(crate) const fn is_told(self) -> bool {
        !matches!(self, Self::Output)
    }
}

impl Display for Obstacle {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Output => "standard output is no terminal",
            Self::Input => "standard input is no terminal",
            Self::Dumb => "TERM is dumb: this terminal has no screen to draw on",
        })
    }
}

/// Reason why nothing can be drawn here, if any.
#[must_use]
pub(crate) fn obstacle() -> Option<Obstacle> {
    let dumb = variable("TERM").is_some_and(|term| term == "dumb");
    found(io::stdout().is_terminal(), io::stdin().is_terminal(), dumb)
}

fn found(output: bool, input: bool, dumb: bool) -> Option<Obstacle> {
    match (output, input, dumb) {
        (false, ..) => Some(Obstacle::Output),
        (_, false, _) => Some(Obstacle::Input),
        (.., true) => Some(Obstacle::Dumb),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_screen_needs_a_terminal_on_both_sides_that_is_more_than_a_typewriter() {
        assert_eq!(found(true, true, false), None);
        assert_eq!(found(true, true, true), Some(Obstacle::Dumb));
        assert_eq!(found(true, false, true), Some(Obstacle::Input));
        assert_eq!(found(false, false, true), Some(Obstacle::Output));
    }
}
