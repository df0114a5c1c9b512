//! A race as far as it has run: which moments have come, and which figures are known.

use super::{Caption, Figures, Moment, SceneChange};
use crate::event::{Event, EventKind, Nanos};
use crate::model::Model;
use crate::model::lane::{Lane, LaneState};
use crate::report::Report;

/// Shortest time between two attempts at sentences whose figures are not known yet.
const AGAIN: Nanos = Nanos::from_millis(250);

/// A race of a scene as it runs.
#[derive(Debug)]
pub(crate) struct Watched<'s> {
    model: Model,
    interval_changed: bool,
    /// Sentences that have not appeared.
    captions: Vec<&'s Caption>,
    /// Changes that were not made.
    changes: Vec<&'s SceneChange>,
    /// Reports of the races before it.
    earlier: &'s [Report],
    /// Time of the last attempt at a sentence.
    tried: Option<Nanos>,
}

impl<'s> Watched<'s> {
    /// A race that begins, with its sentences and changes; `earlier` are the reports of those before it.
    #[must_use]
    pub(crate) fn new(captions: &'s [Caption], changes: &'s [SceneChange], earlier: &'s [Report]) -> Self {
        Self {
            model: Model::default(),
            interval_changed: false,
            captions: captions.iter().collect(),
            changes: changes.iter().collect(),
            earlier,
            tried: None,
        }
    }

    /// Takes an event in.
    pub(crate) fn apply(&mut self, event: &Event) {
        self.model.apply(event);
        self.interval_changed |= matches!(event.fact, EventKind::Interval { .. });
    }

    /// Its model.
    #[must_use]
    pub(crate) fn model(&self) -> &Model {
        &self.model
    }

    /// Lets time pass without an event.
    pub(crate) fn advance(&mut self, now: Nanos) {
        self.model.advance(now);
    }

    /// Its report.
    #[must_use]
    pub(crate) fn report(&self) -> Report {
        Report::of(&self.model)
    }

    /// The sentences that are due, in their order, each once. One whose figures are not known yet waits for them.
    pub(crate) fn captions(&mut self) -> Vec<String> {
        let now = self.model.now;
        let again = self.tried.is_none_or(|tried| now - tried >= AGAIN) || self.model.is_over();
        if !again || !self.captions.iter().any(|caption| self.has_come(&caption.after)) {
            return Vec::new();
        }
        self.tried = Some(now);
        let report = self.report();
        let figures = Figures::of(self.earlier.iter().chain([&report]));
        let (mut due, mut waiting) = (Vec::new(), Vec::new());
        for caption in std::mem::take(&mut self.captions) {
            let filled = self.has_come(&caption.after).then(|| caption.text.fill(&figures)).flatten();
            match filled {
                Some(text) => due.push(text),
                None => waiting.push(caption),
            }
        }
        self.captions = waiting;
        due
    }

    /// The changes that are due, in their order, each once.
    pub(crate) fn changes(&mut self) -> Vec<&'s SceneChange> {
        let (due, waiting) =
            std::mem::take(&mut self.changes).into_iter().partition(|change| self.has_come(&change.after));
        self.changes = waiting;
        due
    }

    /// Whether a moment has come.
    fn has_come(&self, moment: &Moment) -> bool {
        let lanes = || self.model.lanes.iter();
        let named = |name: &str| lanes().filter(move |lane| self.is_called(lane, name)).collect::<Vec<_>>();
        match moment {
            Moment::Start => self.began().is_some(),
            Moment::Seconds(seconds) => self.began().is_some_and(|began| {
                let passed = self.model.now - began;
                passed.secs() >= *seconds
            }),
            Moment::LaneStarted(name) => named(name).iter().any(|lane| lane.ready.is_some()),
            Moment::LaneFinished(name) => named(name).iter().any(|lane| lane.state == LaneState::Finished),
            Moment::Death => lanes().any(|lane| !lane.deaths.is_empty()),
            Moment::Replaced => lanes().flat_map(|lane| &lane.deaths).any(|death| death.replaced.is_some()),
            Moment::IntervalChanged => self.interval_changed,
            Moment::End => self.model.is_over(),
        }
    }

    /// When the first lane was starting.
    fn began(&self) -> Option<Nanos> {
        self.model.lanes.iter().filter_map(|lane| lane.started).min()
    }

    /// Whether a lane has this name, or is the kind of that name.
    fn is_called(&self, lane: &Lane, name: &str) -> bool {
        lane.plan.kind == name || self.model.name_of(lane) == name
    }
}

#[cfg(test)]
mod tests;
