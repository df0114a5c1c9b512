//! A scene: plain data, as its file describes it.

use super::args::{ArgError, Here, choices, expand};
use super::condition::Condition;
use super::figure::Figures;
use super::moment::Moment;
use super::template::Template;
use crate::race::Choices;

/// A scene of the tour: a question, its predictions, one or more races, and the verdict's wording.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Scene {
    /// Its name, as it is typed: `convoy`.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The one idea that it shows, in a sentence.
    pub idea: String,
    /// The question to the room.
    pub question: String,
    /// The predictions to choose from: two to four.
    pub choices: Vec<Choice>,
    /// The races, in the order in which they run; at least one.
    pub runs: Vec<SceneRun>,
    /// The wording of each outcome; the last rule has no condition.
    pub verdicts: Vec<VerdictRule>,
    /// The speaker's notes.
    pub notes: String,
    /// Time that its races take together, s.
    pub seconds: f64,
}

/// One of the predictions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice {
    /// Its text: `about 1`.
    pub text: String,
}

/// A race of a scene.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SceneRun {
    /// The words that would follow `coreograph race`, as its file has them; [`SceneRun::args_here`] are those of a machine.
    pub args: Vec<String>,
    /// The page of the dashboard that shows it; the race page where none is named.
    pub page: Option<String>,
    /// The lane that the page shows enlarged.
    pub focus: Option<String>,
    /// Sentences that appear while it runs; the last that applies stands on the screen.
    pub captions: Vec<Caption>,
    /// Settings that change while it runs.
    pub changes: Vec<SceneChange>,
    /// Label that distinguishes it from the other races of the scene: `chunks of 1000`.
    pub label: Option<String>,
}

/// A sentence that appears while a race runs.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Caption {
    /// When it appears.
    pub after: Moment,
    /// Its text.
    pub text: Template,
}

/// A change of a setting while a race runs.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SceneChange {
    /// When it is made.
    pub after: Moment,
    /// The setting, by the name of its option: `switch-interval`.
    pub setting: String,
    /// Its new value, as it is typed: `50ms`.
    pub value: String,
}

/// The wording of one outcome.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct VerdictRule {
    /// When it holds; always where there is no condition.
    pub when: Option<Condition>,
    /// The choice that was right, from 0; `None` where the measurement does not decide that.
    pub choice: Option<usize>,
    /// The sentence.
    pub text: Template,
}

/// The verdict of a scene that ran.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// The rule that held, from 0.
    pub rule: usize,
    /// The choice that was right, from 0.
    pub choice: Option<usize>,
    /// The sentence, with its figures.
    pub text: String,
}

impl Scene {
    /// The verdict on the races of the scene: of the first rule whose condition holds and whose figures are all known.
    ///
    /// A scene that was checked always has one, because its last rule has neither a condition nor figures that may be
    /// missing; another may have none.
    #[must_use]
    pub(crate) fn verdict(&self, figures: &Figures) -> Option<Verdict> {
        self.verdicts.iter().enumerate().find_map(|(rule, verdict)| {
            let holds = verdict.when.as_ref().is_none_or(|when| when.holds(figures));
            let text = holds.then(|| verdict.text.fill(figures)).flatten()?;
            Some(Verdict { rule, choice: verdict.choice, text })
        })
    }
}

impl SceneRun {
    /// The words that follow `coreograph race` on this machine.
    #[must_use]
    pub(crate) fn args_here(&self, here: Here) -> Vec<String> {
        expand(&self.args, here)
    }

    /// The choices that they make.
    ///
    /// # Errors
    /// The word that is wrong; of a scene that was checked, none.
    pub(crate) fn choices_here(&self, here: Here) -> Result<Choices, ArgError> {
        choices(&self.args_here(here))
    }
}
