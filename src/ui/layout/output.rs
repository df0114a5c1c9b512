//! Height of the list of printed lines.

use crate::event::Stream;
use crate::model::Model;
use crate::model::lane::Printed;
use crate::ui::state::UiState;

/// Least screen height at which it is shown unasked.
const ROOMY: u16 = 30;

/// Height that the printed lines should have.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Output {
    /// None.
    #[default]
    Hidden,
    /// Room for this many lines where the screen is large.
    Offered(usize),
    /// Room for this many lines, since the viewer asked for them.
    Asked(usize),
}

impl Output {
    pub(super) fn of(model: &Model, state: &UiState) -> Self {
        let lines = model.lanes.iter().map(|lane| lane.output.len()).sum();
        // Lines on standard error do not open the list by themselves.
        let said = |line: &Printed| line.stream == Stream::Out;
        match state.output() {
            Some(true) => Self::Asked(lines),
            None if model.lanes.iter().any(|lane| lane.output.iter().any(said)) => Self::Offered(lines),
            _ => Self::Hidden,
        }
    }

    /// Number of rows on a screen of this height, its heading included.
    pub(super) fn height(self, screen: u16) -> u16 {
        let (lines, most) = match self {
            Self::Asked(lines) if screen >= 10 => (lines, screen / 3),
            Self::Offered(lines) if screen >= ROOMY => (lines, screen / 4),
            _ => return 0,
        };
        u16::try_from(lines).unwrap_or(u16::MAX).max(2).saturating_add(1).min(most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_takes_what_it_needs_and_never_more_than_its_part() {
        assert_eq!([0, 1, 5, 500].map(|lines| Output::Asked(lines).height(24)), [3, 3, 6, 8]);
        assert_eq!([24, 30, 40].map(|screen| Output::Offered(500).height(screen)), [0, 7, 10]);
        assert_eq!([9, 24].map(|screen| Output::Hidden.height(screen)), [0, 0]);
        assert_eq!(Output::Asked(5).height(9), 0);
    }
}
