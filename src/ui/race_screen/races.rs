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
mod tests {
    use super::*;
    use crate::ui::script::Script;

    fn numbers(races: &Races) -> Vec<(usize, &'static str, bool)> {
        let rows = races.rows(&Model::default());
        rows.iter().map(|row| (row.summary.number, row.summary.state, row.pictured)).collect()
    }

    #[test]
    fn races_are_numbered_as_they_ran_and_the_present_one_is_the_last() {
        let script = Script::of(&["gil", "pool"]);
        let mut races = Races::default();
        races.keep(script.finished());
        races.keep(script.model_at(3.0));
        let kept = [(1, "finished", true), (2, "stopped", true), (3, "racing", true)];
        assert_eq!(numbers(&races), kept);
        let past = races.past(1).expect("it is kept");
        assert_eq!((past.number, past.of, &*past.model), (1, 3, &script.finished()));
        assert_eq!(races.past(3), None, "it is the present one");
    }

    #[test]
    fn what_had_no_result_leaves_no_trace() {
        let mut races = Races::default();
        races.keep(Model::default());
        races.keep(Script::of(&["gil"]).model_at(0.0));
        assert_eq!(numbers(&races), [(1, "racing", true)]);
        assert_eq!(races.close(&Model::default()), []);
    }

    #[test]
    fn of_many_races_the_last_are_kept_in_full_and_the_others_as_a_line() {
        let (model, mut races) = (Script::of(&["pool"]).finished(), Races::default());
        for _ in 0..PICTURES + 3 {
            races.keep(model.clone());
        }
        assert_eq!((races.pictures.len(), races.summaries.len()), (PICTURES, PICTURES + 3));
        assert_eq!((races.past(3), races.past(4).map(|past| past.number)), (None, Some(4)));
        let summaries = races.close(&model);
        assert_eq!(summaries.len(), PICTURES + 4);
        assert_eq!(summaries.last().map(|race| race.number), Some(PICTURES + 4));
    }

    #[test]
    fn the_last_race_is_summed_up_as_stopped_where_it_was_left() {
        let races = Races::default();
        let summaries = races.close(&Script::of(&["gil", "pool"]).model_at(3.0));
        assert_eq!(summaries.iter().map(|race| race.state).collect::<Vec<_>>(), ["stopped"]);
    }
}
