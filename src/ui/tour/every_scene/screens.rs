//! The screens of all shipped scenes: each scene is performed from its take at once, and painted on the way.

use std::sync::LazyLock;

use ratatui::buffer::Buffer;

use crate::event::{EventKind, Nanos};
use crate::tour::{Scenes, TourMessage, at_once};
use crate::ui::theme::{Depth, Theme, built_in};
use crate::ui::tour::painted::{Moment, text};
use crate::ui::tour::performance::{Performance, verdict};
use crate::ui::tour::stage::SceneCard;
use crate::ui::tour::talk::Talk;

/// The sizes of the screens: that of a small terminal, and that of a large one.
pub(super) const SIZES: [(u16, u16); 2] = [(80, 24), (120, 40)];

/// The themes of the screens, the default one first.
pub(super) const THEMES: [&str; 3] = [built_in::USUAL, "light", "high-contrast"];

/// Length of a run below which it is shown at its end: its middle passes before it can be seen.
const BRIEF: Nanos = Nanos::from_millis(250);

/// Votes for a scene with two, three and four choices.
const VOTES: [&str; 3] = ["9 15", "12 5 1", "3 14 6 1"];

/// A moment of a scene, on a screen of one size.
pub(super) struct Screen {
    pub(super) card: SceneCard,
    /// `question`, `prediction`, `run`, `last run` where there are several, `verdict`; `caption` when one has appeared.
    pub(super) step: &'static str,
    pub(super) size: (u16, u16),
    /// The sentence that it is about: the question, the caption or the verdict.
    pub(super) sentence: String,
    /// Its picture in each of [`THEMES`]; in the default one alone for a caption.
    pub(super) themes: Vec<Buffer>,
}

impl Screen {
    /// Its rows in the default theme.
    pub(super) fn text(&self) -> String {
        text(&self.themes[0])
    }
}

/// The screens of all scenes, in their order.
pub(super) static SCREENS: LazyLock<Vec<Screen>> = LazyLock::new(|| {
    let themes = THEMES.map(|name| Theme::of(built_in::by_name(name).expect("a theme"), Depth::True, false));
    let cards: Vec<SceneCard> = Scenes::shipped().list.iter().map(SceneCard::of).collect();
    let mut screens = Vec::new();
    for scene in 0..cards.len() {
        perform(&cards, scene, &mut |step, moment| {
            let is_caption = step == "caption";
            let sizes = if is_caption { &SIZES[..1] } else { &SIZES };
            let themes = if is_caption { &themes[..1] } else { &themes };
            for size in sizes {
                screens.push(Screen {
                    card: cards[scene].clone(),
                    step,
                    size: *size,
                    sentence: sentence(step, moment),
                    themes: themes.iter().map(|theme| moment.paint(theme, *size)).collect(),
                });
            }
        });
    }
    screens
});

/// Performs a scene from its take at once, and shows each of its moments.
fn perform(cards: &[SceneCard], scene: usize, show: &mut dyn FnMut(&'static str, &Moment)) {
    let mut moment = Moment { talk: Talk::new(cards.to_vec(), scene, usize::MAX), performance: None };
    show("question", &moment);
    let choices = cards[scene].choices.len();
    let take = moment.talk.take_mut().expect("a scene");
    take.prediction.set(VOTES[choices - 2], choices).expect("numbers");
    show("prediction", &moment);
    moment.talk.next(false);
    let messages = at_once(&Scenes::shipped().list[scene]);
    let middles = middles(&messages);
    let mut shown = Performance::new(scene, &cards[scene]);
    let (mut run, mut is_due) = (0, false);
    for message in messages {
        let name = match &message {
            TourMessage::Started { run: begun, .. } => {
                (run, is_due) = (*begun, *begun == 0 || begun + 1 == middles.len());
                None
            }
            TourMessage::Event(event) if is_due && middles[run].is_some_and(|middle| event.at >= middle) => {
                Some(if run == 0 { "run" } else { "last run" })
            }
            TourMessage::RunEnded if is_due => Some(if run == 0 { "run" } else { "last run" }),
            TourMessage::CaptionDue(_) => Some("caption"),
            _ => None,
        };
        is_due &= name.is_none_or(|name| name == "caption");
        let performed = shown.hear(message);
        // Each caption has been read when the next is due: no time goes by here.
        shown.captions.show_last();
        let take = moment.talk.take_mut().expect("a scene");
        take.provenance.clone_from(&shown.provenance);
        take.verdict = performed.map(|performed| verdict(&performed));
        moment.performance = Some(shown);
        if let Some(name) = name {
            show(name, &moment);
        }
        shown = moment.performance.take().expect("it was put there");
    }
    moment.performance = Some(shown);
    moment.talk.next(true);
    show("verdict", &moment);
}

/// The time in the middle of each race, half-way from the start of its first lane to the end of its last; `None` for a
/// brief one.
fn middles(messages: &[TourMessage]) -> Vec<Option<Nanos>> {
    let mut lanes: Vec<Vec<Nanos>> = Vec::new();
    for message in messages {
        match (message, lanes.last_mut()) {
            (TourMessage::Started { .. }, _) => lanes.push(Vec::new()),
            (TourMessage::Event(event), Some(times)) if is_edge(&event.fact) => times.push(event.at),
            _ => {}
        }
    }
    let middle = |times: Vec<Nanos>| {
        let (first, last) = (times.first().expect("a lane starts"), times.last().expect("a lane ends"));
        (*last - *first > BRIEF).then(|| Nanos(u64::midpoint(first.0, last.0)))
    };
    lanes.into_iter().map(middle).collect()
}

/// Whether a lane starts or ends.
fn is_edge(fact: &EventKind) -> bool {
    matches!(fact, EventKind::LaneStarted { .. } | EventKind::LaneFinished { .. })
}

/// The sentence that a moment is about.
fn sentence(step: &str, moment: &Moment) -> String {
    let take = moment.talk.take().expect("a scene");
    let caption =
        moment.performance.as_ref().map(|shown| shown.captions.shown()).filter(|words| !words.is_empty());
    match (step, &take.verdict) {
        ("verdict", Some(verdict)) => verdict.text.clone(),
        ("run" | "last run" | "caption", _) => caption.unwrap_or(&take.card.question).into(),
        _ => take.card.question.clone(),
    }
}
