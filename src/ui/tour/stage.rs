//! The stage of the tour, as its screen sees it: scenes to choose from, and one of them that is performed.

use crossbeam_channel::Receiver;

use crate::event::Nanos;
use crate::session::Suspend;
use crate::tour::{Scene, SceneRun, TourMessage};
use crate::ui::state::Page;

/// A scene, as far as it is shown before it is performed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SceneCard {
    /// Its name, as it is typed: `convoy`.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The question to the room.
    pub question: String,
    /// The predictions to choose from: four at most.
    pub choices: Vec<String>,
    /// The speaker's notes.
    pub notes: String,
    /// The runs, in their order; at least one.
    pub runs: Vec<RunCard>,
}

/// A run of a scene, as far as its picture depends on it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct RunCard {
    /// The page that shows it.
    pub page: Page,
    /// The lane that the page shows enlarged, by its name.
    pub focus: Option<String>,
    /// Label that distinguishes it from the other runs of the scene.
    pub label: Option<String>,
}

impl SceneCard {
    /// The card of a scene. A page that the dashboard does not have is that of the race.
    pub(crate) fn of(scene: &Scene) -> Self {
        let run = |run: &SceneRun| RunCard {
            page: run.page.as_deref().and_then(Page::by_name).unwrap_or_default(),
            focus: run.focus.clone(),
            label: run.label.clone(),
        };
        Self {
            name: scene.name.clone(),
            title: scene.title.clone(),
            question: scene.question.clone(),
            choices: scene.choices.iter().map(|choice| choice.text.clone()).collect(),
            notes: scene.notes.clone(),
            runs: scene.runs.iter().map(run).collect(),
        }
    }
}

/// A source of scenes that the screen shows and controls. It has a take for every scene, so it reports no errors.
pub(crate) trait SceneStage: Suspend {
    /// All scenes, in the order of the tour.
    fn scenes(&self) -> Vec<SceneCard>;

    /// Performs this scene from its beginning; ends any earlier performance first.
    fn start(&mut self, scene: usize) -> Receiver<TourMessage>;

    /// Plays the recording of the scene that is performed live. Its messages come through the same receiver, and begin
    /// with [`TourMessage::Started`].
    fn fall_back(&mut self);

    /// Ends the performance. No worker is left when it returns.
    fn stop(&mut self);

    /// The clock that stamps the events of the current run.
    fn now(&self) -> Nanos;

    /// Pauses or goes on. A recording stops its clock; a live run goes on, only the picture stands still.
    fn pause(&mut self, paused: bool);

    /// Plays a recording at this multiple of its speed from now on.
    fn set_speed(&mut self, speed: f64);
}
