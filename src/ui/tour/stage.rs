//! The stage of the tour, as its screen sees it: scenes to choose from, and one of them that is performed.

use crossbeam_channel::Receiver;

use crate::event::{Event, Nanos};
use crate::session::Suspend;
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
    /// What distinguishes it from the other runs of the scene.
    pub label: Option<String>,
}

/// Where the events of a scene come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TakeKind {
    /// They happen now, on this machine.
    Live,
    /// They are a recording from the named machine.
    Recorded {
        /// The machine's processor, as the recording has it.
        machine: String,
    },
}

/// Result of a scene that was performed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// The sentence, with its figures.
    pub sentence: String,
    /// The choice that was right, from 0; `None` where the measurement does not decide that.
    pub choice: Option<usize>,
}

/// A message from a scene that is performed.
#[derive(Debug, Clone)]
pub(crate) enum StageMessage {
    /// A run begins. Where a recording takes over, the runs begin again from the first.
    Started {
        /// Its number, from 0.
        run: usize,
        /// Where its events come from.
        kind: TakeKind,
    },
    /// An event of the current run.
    Event(Box<Event>),
    /// A caption, with its figures.
    Caption(String),
    /// The scene has ended.
    SceneEnded(Outcome),
}

/// A source of scenes that the screen shows and controls. It has a take for every scene, so it reports no errors.
pub(crate) trait SceneStage: Suspend {
    /// All scenes, in the order of the tour.
    fn scenes(&self) -> Vec<SceneCard>;

    /// Performs this scene from its beginning; ends any earlier performance first.
    fn start(&mut self, scene: usize) -> Receiver<StageMessage>;

    /// Plays the recording of the scene that is performed live. Its messages come through the same receiver, and begin
    /// with [`StageMessage::Started`].
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
