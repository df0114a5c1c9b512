//! The titles of all lanes of a race: name and state, in wordings of the same kind for all of them.
//!
//! A part that does not fit for one lane is left out for all, so that the lanes can be compared: no lane is without its time
//! where another has one.

use ratatui::style::Style;

use super::context::DrawContext;
use super::lane_words;
use crate::event::Schedule;
use crate::model::lane::{Lane, LaneState};
use crate::text::cut::cut;
use crate::text::width::width;

/// Space between name and state.
const BETWEEN: usize = 2;
/// Widths of a state to keep free, so that the wordings stay when a lane comes to its end:
/// `done in 88.88 s + 88.8 ms start`, `done in 88.88 s`, `88.88 s`.
const STATES: [usize; 3] = [31, 15, 7];
/// The wordings of name and state, the longest first.
const WORDINGS: [[usize; 2]; 5] = [[0, 0], [0, 1], [0, 2], [1, 1], [1, 2]];

/// The wordings of name and state that all lanes have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wording {
    name: usize,
    state: usize,
    /// Width of every title.
    width: u16,
}

impl Wording {
    /// The longest wordings that fit into titles of this width for every lane of the race.
    #[must_use]
    pub(super) fn of(ctx: &DrawContext, room: u16) -> Self {
        let lanes: Vec<_> = ctx
            .model
            .lanes
            .iter()
            .map(|lane| (lane_words::names(ctx.model, lane), state(ctx, lane).0))
            .collect();
        let fits = |[name, state]: &[usize; 2]| {
            lanes.iter().all(|(names, states)| {
                let needed = width(&states[*state]).max(STATES[*state]);
                width(&names[*name]) + BETWEEN + needed <= usize::from(room)
            })
        };
        let [name, state] = WORDINGS.into_iter().find(fits).unwrap_or([1, 2]);
        Self { name, state, width: room }
    }

    /// Name and state of a lane. Where not even the shortest fit, the name is cut: the state is the figure.
    #[must_use]
    pub(super) fn title(self, ctx: &DrawContext, lane: &Lane) -> (String, (String, Style)) {
        let (states, style) = state(ctx, lane);
        let state = states.into_iter().nth(self.state).unwrap_or_default();
        let name = lane_words::names(ctx.model, lane).into_iter().nth(self.name).unwrap_or_default();
        let needed = u16::try_from(width(&state) + BETWEEN).unwrap_or(u16::MAX);
        let name = cut(&name, self.width.saturating_sub(needed), ctx.theme.glyphs.ellipsis);
        (name, (state, style))
    }

    /// Whether titles of finished lanes name the start.
    #[must_use]
    pub(super) fn tells_start(self) -> bool {
        self.state == 0
    }
}

/// State of a lane, with the start, at length, or in few letters.
pub(super) fn state(ctx: &DrawContext, lane: &Lane) -> ([String; 3], Style) {
    let (theme, model) = (ctx.theme, ctx.model);
    let all = |word: &str| [word, word, word].map(String::from);
    match &lane.state {
        LaneState::Waiting if model.is_over() => (all("did not run"), theme.quiet()),
        LaneState::Waiting => {
            let next = model.lanes.iter().find(|l| l.state == LaneState::Waiting);
            let in_turns = model.plan.as_ref().is_some_and(|p| p.schedule == Schedule::Turns);
            let is_next = !in_turns || next.is_some_and(|next| next.plan.id == lane.plan.id);
            (all(if is_next { "next" } else { "later" }), theme.quiet())
        }
        LaneState::Starting => (all("starts"), theme.text()),
        LaneState::Ending if !model.is_over() => (lane_words::ending(model, lane), theme.text()),
        LaneState::Running | LaneState::Ending => {
            (all(&lane_words::time(model, lane).unwrap_or_default()), theme.text())
        }
        LaneState::Finished => (lane_words::done(model, lane), theme.strong()),
        LaneState::Failed(_) => (all(" FAILED "), theme.loud()),
    }
}

#[cfg(test)]
mod tests;
