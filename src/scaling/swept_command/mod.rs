//! The user's command that a sweep runs.

use serde::{Deserialize, Serialize};

use crate::event::CommandPlan;

/// A command of the user's. With the placeholder `{N}` it is a program that scales by itself: one run a point; without it
/// N copies run at once.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub(crate) struct SweptCommand {
    /// The command and the steps beside it.
    #[serde(flatten)]
    pub command: CommandPlan,
    /// Whether it scales by itself.
    pub scales_itself: bool,
}

impl SweptCommand {
    /// The same as the lane gets it for so many workers.
    pub(crate) fn plan(&self, workers: u32) -> CommandPlan {
        CommandPlan { own_workers: self.scales_itself.then_some(workers), ..self.command.clone() }
    }

    /// Name of its program, without folders.
    pub(crate) fn name(&self) -> &str {
        let program = self.command.text.split_whitespace().next().unwrap_or_default();
        program.rsplit('/').next().unwrap_or(program)
    }

    /// Description of a run, in words.
    pub(crate) fn label(&self) -> &'static str {
        if self.scales_itself { "a run with N workers of its own" } else { "N copies at once" }
    }
}

/// The same runs, whatever is done before the first and after the last of them.
impl PartialEq for SweptCommand {
    fn eq(&self, other: &Self) -> bool {
        let what = |it: &Self| {
            let CommandPlan { text, shell, prepare, .. } = it.command.clone();
            (text, shell, prepare, it.scales_itself)
        };
        what(self) == what(other)
    }
}

impl Eq for SweptCommand {}

#[cfg(test)]
mod tests;
