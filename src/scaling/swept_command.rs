//! The user's command that a sweep runs.

use serde::{Deserialize, Serialize};

use crate::event::CommandPlan;
use crate::race::CommandChoice;

/// A command of the user's. With the placeholder `{N}` it is a program that scales by itself: one run a point; without it
/// N copies run at once.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SweptCommand {
    /// The command as it was typed.
    pub text: String,
    /// Whether a shell reads it.
    #[serde(default)]
    pub shell: bool,
    /// Whether it scales by itself.
    pub scales_itself: bool,
    /// Number of runs of each curve before the first that is measured.
    #[serde(default)]
    pub warmup: u32,
    /// Command that is run once before everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub setup: Option<String>,
    /// Command that is run before each measured run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prepare: Option<String>,
    /// Command that is run once after everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cleanup: Option<String>,
    /// Whether an exit code other than 0 is a result.
    #[serde(default)]
    pub ignore_failure: bool,
}

impl SweptCommand {
    /// The command of a request.
    pub(crate) fn of(choice: &CommandChoice, scales_itself: bool) -> Self {
        let CommandChoice { text, shell, warmup, setup, prepare, cleanup, ignore_failure, .. } =
            choice.clone();
        Self { text, shell, scales_itself, warmup, setup, prepare, cleanup, ignore_failure }
    }

    /// The same as the lane gets it for so many workers.
    pub(crate) fn plan(&self, workers: u32) -> CommandPlan {
        let Self { text, shell, scales_itself, warmup, setup, prepare, cleanup, ignore_failure } =
            self.clone();
        let own_workers = scales_itself.then_some(workers);
        CommandPlan {
            text,
            shell,
            warmup,
            setup,
            prepare,
            cleanup,
            ignore_failure,
            own_workers,
            ..CommandPlan::default()
        }
    }

    /// Name of its program, without folders.
    pub(crate) fn name(&self) -> &str {
        let program = self.text.split_whitespace().next().unwrap_or_default();
        program.rsplit('/').next().unwrap_or(program)
    }

    /// What a run is, in words.
    pub(crate) fn label(&self) -> &'static str {
        if self.scales_itself { "a run with N workers of its own" } else { "N copies at once" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_told_its_workers_only_if_it_asks_for_them() {
        let choice =
            CommandChoice { text: "/usr/bin/xz -T{N} x".into(), warmup: 1, ..CommandChoice::default() };
        let swept = SweptCommand::of(&choice, true);
        assert_eq!((swept.name(), swept.plan(4).own_workers), ("xz", Some(4)));
        let copies = SweptCommand { scales_itself: false, ..swept.clone() };
        assert_eq!((copies.plan(4).own_workers, copies.plan(4).warmup), (None, 1));
        assert_ne!(swept.label(), copies.label());
    }
}
