//! A scene that is performed, or was: the model of its current run, and its caption.

use std::time::Instant;

use super::captions::Captions;
use super::stage::{RunCard, SceneCard};
use crate::event::{Event, EventKind};
use crate::model::Model;
use crate::tour::{Performed, Provenance, TourMessage, Verdict};
use crate::ui::state::{Page, UiState};

/// Said in place of a verdict where a scene could not run and has no recording.
const NOT_SHOWN: &str = "Not measured on this machine; coreograph tour --rehearse prepares it.";

/// The verdict that is shown.
pub(crate) fn verdict(performed: &Performed) -> Verdict {
    let not_shown = || Verdict { rule: 0, choice: None, text: NOT_SHOWN.into() };
    performed.verdict.clone().unwrap_or_else(not_shown)
}

/// A scene that is performed, or was.
#[derive(Debug)]
pub(crate) struct Performance {
    /// Index of the scene.
    pub scene: usize,
    /// Where its events come from, once that is known.
    pub provenance: Option<Provenance>,
    /// The model of the current run.
    pub model: Model,
    /// The choices that the run's page is drawn with.
    pub state: UiState,
    /// The captions of the current run.
    pub captions: Captions,
    /// Labels and last captions of the runs before.
    pub earlier: Vec<(String, String)>,
    /// Whether the scene has ended.
    pub has_ended: bool,
    runs: Vec<RunCard>,
    run: usize,
}

impl Performance {
    /// The scene at this index, before its first message.
    pub(crate) fn new(scene: usize, card: &SceneCard) -> Self {
        let mut begun = Self {
            scene,
            provenance: None,
            model: Model::default(),
            state: UiState::default(),
            captions: Captions::default(),
            earlier: Vec::new(),
            has_ended: false,
            runs: card.runs.clone(),
            run: 0,
        };
        begun.begin(0);
        begun
    }

    /// The current run.
    #[must_use]
    pub(crate) fn run(&self) -> Option<&RunCard> {
        self.runs.get(self.run)
    }

    /// Whether the last run is over, and only its verdict is still to come.
    #[must_use]
    pub(crate) fn awaits_verdict(&self) -> bool {
        !self.has_ended && self.run + 1 >= self.runs.len() && self.model.is_over()
    }

    /// Takes in a message; returns the result with the last.
    pub(crate) fn hear(&mut self, message: TourMessage) -> Option<Box<Performed>> {
        match message {
            TourMessage::Started { run, provenance } => {
                self.provenance = Some(provenance);
                self.begin(run);
            }
            TourMessage::Event(event) => self.take(&event),
            TourMessage::CaptionDue(words) => self.captions.add(words, Instant::now()),
            TourMessage::SceneStarted(_) | TourMessage::RunEnded => {}
            TourMessage::SceneEnded(performed) => {
                (self.provenance, self.has_ended) = (Some(performed.provenance.clone()), true);
                return Some(performed);
            }
        }
        None
    }

    fn begin(&mut self, run: usize) {
        let page = self.runs.get(run).map_or(Page::Race, |run| run.page);
        let frozen = self.state.paused();
        if run == 0 {
            // They are those of another take.
            self.earlier.clear();
        } else if let Some(label) = self.run().and_then(|run| run.label.clone()) {
            self.captions.show_last();
            if !self.captions.shown().is_empty() {
                self.earlier.push((label, self.captions.shown().into()));
            }
        }
        self.run = run;
        (self.model, self.state) = (Model::default(), UiState::beginning_on(page));
        self.captions = Captions::default();
        if frozen {
            self.state.freeze(Some(&self.model));
        }
    }

    fn take(&mut self, event: &Event) {
        self.model.apply(event);
        if let EventKind::Plan(_) = event.fact {
            self.enlarge();
        }
    }

    /// Puts the lane in front that the run shows enlarged.
    fn enlarge(&mut self) {
        let Some(focus) = self.runs.get(self.run).and_then(|run| run.focus.as_deref()) else { return };
        let lane = self.model.lanes.iter().position(|lane| self.model.name_of(lane) == focus);
        if let Some(lane) = lane {
            self.state.selection.focus(lane);
            if self.state.page() == Page::Race && !self.state.is_zoomed() {
                self.state.toggle_zoom();
            }
        }
    }
}

#[cfg(test)]
mod tests;
