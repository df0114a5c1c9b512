//! The question before a running race is ended. The same key once more is a yes, any other key a no.

use super::effect::Effect;
use crate::model::Model;
use crate::report::progress_words;
use crate::ui::state::{NextRun, Question};

/// The run that an effect begins, if that ends the present race.
pub(super) fn next_run(effect: &Effect) -> Option<NextRun> {
    match effect {
        Effect::Restart => Some(NextRun::Again),
        Effect::Undo => Some(NextRun::Undone),
        Effect::Change(change) if change.restarts() => Some(NextRun::Changed(change.clone())),
        _ => None,
    }
}

/// Whether there is a race to be ended.
pub(super) fn is_running(model: &Model) -> bool {
    model.plan.is_some() && !model.is_over()
}

/// The question whether `next` may end this race; `key` is the one that was pressed.
pub(super) fn question(next: NextRun, key: &str, model: &Model) -> Question {
    let words = format!("{key} again ends this race {}; any other key: no.", progress_words(model));
    Question { next, words }
}
