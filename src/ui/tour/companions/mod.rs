//! Companions of a talk: followers in other terminals, which show the speaker's notes, and a cast with its marks.

use std::time::Duration;

use super::talk::{Step, Take, Talk};
use crate::tour::notes::{NotesServer, Steer, TalkPhase, TalkState, Vote};
use crate::ui::term::CastMarks;

/// Companions of a talk.
#[derive(Debug, Default)]
pub(crate) struct Companions {
    /// The socket that followers connect to; `None` where the system refused it.
    pub notes: Option<NotesServer>,
    /// The marks of the cast; without one they do nothing.
    pub marks: CastMarks,
}

/// How the talk stands, beside its step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Standing {
    /// Whether the picture is paused.
    pub paused: bool,
    /// Whether nothing is shown.
    pub blank: bool,
    /// Time since the talk began.
    pub talk: Duration,
    /// Time since the scene began.
    pub scene: Duration,
}

/// The companions, and what they were told last.
#[derive(Debug)]
pub(super) struct Told {
    companions: Companions,
    state: Option<TalkState>,
    /// Scene and step of the last mark.
    marked: Option<(usize, Step)>,
    /// The last scene whose prediction was marked.
    predicted: Option<usize>,
}

impl Told {
    pub(super) fn new(companions: Companions) -> Self {
        Self { companions, state: None, marked: None, predicted: None }
    }

    /// Whether requests have to be looked for.
    pub(super) const fn has_followers(&self) -> bool {
        self.companions.notes.is_some()
    }

    /// A request of a follower, if there is one.
    pub(super) fn steer(&self) -> Option<Steer> {
        self.companions.notes.as_ref()?.steers().try_recv().ok()
    }

    /// Tells followers what has changed, and marks a new moment in the cast.
    pub(super) fn tell(&mut self, talk: &Talk, standing: Standing) {
        self.mark(talk);
        let Some((notes, take)) = self.companions.notes.as_ref().zip(talk.take()) else { return };
        let state = state(talk, take, standing);
        // Followers count the clocks on by themselves.
        let still = TalkState { clock_s: 0.0, scene_s: 0.0, ..state.clone() };
        if self.state.as_ref() != Some(&still) {
            notes.publish(&state);
            self.state = Some(still);
        }
    }

    fn mark(&mut self, talk: &Talk) {
        let Some(take) = talk.take() else { return };
        let (scene, step, name) = (talk.scene(), talk.step(), &take.card.name);
        let mark = |moment: &str| self.companions.marks.mark(&format!("{moment} {name}"));
        let is_new = self.marked != Some((scene, step));
        if is_new && step == Step::Question {
            mark("question");
        }
        // The prediction stands with the first vote, or at the latest when the run begins.
        let predicts = (step == Step::Question && take.prediction.total() > 0) || step == Step::Run;
        if predicts && self.predicted != Some(scene) {
            mark("prediction");
            self.predicted = Some(scene);
        }
        match step {
            Step::Run if is_new && take.verdict.is_none() => mark("start"),
            Step::Verdict if is_new => mark("verdict"),
            _ => {}
        }
        self.marked = Some((scene, step));
    }
}

fn state(talk: &Talk, take: &Take, standing: Standing) -> TalkState {
    let voted = take.prediction.total() > 0;
    let vote = |(choice, text): (usize, &String)| Vote {
        choice: text.clone(),
        count: voted.then(|| take.prediction.votes(choice)),
        chosen: take.prediction.favourite() == Some(choice),
    };
    TalkState {
        scene: take.card.name.clone(),
        number: talk.scene() + 1,
        of: talk.takes().len(),
        title: take.card.title.clone(),
        question: take.card.question.clone(),
        notes: take.card.notes.clone(),
        next: talk.next_title().map(str::to_string),
        state: match talk.step() {
            Step::Question if voted => TalkPhase::Prediction,
            Step::Question => TalkPhase::Question,
            Step::Run => TalkPhase::Run,
            Step::Verdict => TalkPhase::Verdict,
            Step::Closing => TalkPhase::Over,
        },
        paused: standing.paused,
        blank: standing.blank,
        clock_s: standing.talk.as_secs_f64(),
        scene_s: standing.scene.as_secs_f64(),
        votes: take.card.choices.iter().enumerate().map(vote).collect(),
        recorded: take.provenance.as_ref().is_some_and(|provenance| provenance.recorded_on().is_some()),
    }
}

#[cfg(test)]
mod tests;
