//! The races of a session before the present one: of the last ones everything, of the others a summary.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::event::End;
use crate::model::Model;
use crate::report::RaceSummary;
use crate::ui::state::{Past, RaceRow};

/// Number of earlier races that can be shown again: a model takes up to some megabytes.
const PICTURES: usize = 20;
/// Number of earlier races in the list: more than anybody runs in a session, as a bound of memory.
const LINES: usize = 500;

/// The earlier races of a session, in order.
#[derive(Debug, Default)]
pub(super) struct Races {
    /// Number of races that have begun before the present one and were kept.
    before: usize,
    summaries: VecDeque<RaceSummary>,
    /// The last of them in full, each with its number.
    pictures: VecDeque<(usize, Arc<Model>)>,
}

impl Races {
    /// Keeps a race that was left for another. One without any result leaves no trace: its number goes to the next.
    pub(super) fn keep(&mut self, mut model: Model) {
        if !is_worth_keeping(&model) {
            return;
        }
        model.mark_stopped();
        self.before += 1;
        self.summaries.push_back(RaceSummary::of(self.before, &model));
        self.pictures.push_back((self.before, Arc::new(model)));
        self.summaries.drain(..self.summaries.len().saturating_sub(LINES));
        self.pictures.drain(..self.pictures.len().saturating_sub(PICTURES));
    }

    /// Number of the present race.
    pub(super) fn present(&self) -> usize {
        self.before + 1
    }

    /// The rows of the list: the earlier races and the present one.
    pub(super) fn rows(&self, present: &Model) -> Vec<RaceRow> {
        let pictured = |number| self.pictures.iter().any(|(kept, _)| *kept == number);
        let earlier = self
            .summaries
            .iter()
            .map(|summary| RaceRow { summary: summary.clone(), pictured: pictured(summary.number) });
        let present = RaceRow { summary: RaceSummary::of(self.present(), present), pictured: true };
        earlier.chain([present]).collect()
    }

    /// The race with this number, to be shown again; `None` where it is not among those that are kept in full.
    pub(super) fn past(&self, number: usize) -> Option<Past> {
        let (_, model) = self.pictures.iter().find(|(kept, _)| *kept == number)?;
        Some(Past { number, of: self.present(), model: Arc::clone(model) })
    }

    /// The summaries of all races, the present one included, as it is when the session ends.
    pub(super) fn close(self, present: &Model) -> Vec<RaceSummary> {
        let mut last = present.clone();
        last.mark_stopped();
        let number = self.present();
        let last = is_worth_keeping(&last).then(|| RaceSummary::of(number, &last));
        self.summaries.into_iter().chain(last).collect()
    }
}

/// Whether there is something to see of a race: a task was done, or it ended by itself.
fn is_worth_keeping(model: &Model) -> bool {
    let worked = !model.runs.is_empty() || model.lanes.iter().any(|lane| lane.done > 0);
    let ended = model.end.as_ref().is_some_and(|end| *end != End::Stopped);
    model.plan.is_some() && (worked || ended)
}

#[cfg(test)]
mod tests;
