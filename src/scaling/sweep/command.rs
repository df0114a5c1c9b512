//! The curve of a command of the user's.

use std::sync::Arc;

use super::choices::Choices;
use super::error::PlanError;
use crate::external::placeholder::Placeholder;
use crate::lane::{self, Lane, MOST_WORKERS};
use crate::race::{CommandChoice, MOST_RUNS, checked_command, checked_steps, command_plan};
use crate::scaling::report::{CurvePlan, Work};
use crate::scaling::swept_command::SweptCommand;

/// The curve of a command: with `{N}` one run for each number of workers, without it N copies.
pub(super) fn curve(
    choices: &Choices,
    command: &CommandChoice,
    workers: &[u32],
) -> Result<CurvePlan, PlanError> {
    let line = checked_command("--command", &command.text, command.shell)?;
    let refuse = |reason: String| PlanError::Command(format!("--command {:?}: {reason}", command.text));
    let scales_itself = line.has(Placeholder::Workers);
    if line.has(Placeholder::Item) {
        return Err(refuse(
            "{item} is for coreograph race --command; accepted here: {N}, or {task} without it".into(),
        ));
    }
    if scales_itself && line.has(Placeholder::Task) {
        return Err(refuse(
            "{N} together with {task}: with {N} there is one run for each number of workers, without it {task} is the number \
             of the copy"
                .into(),
        ));
    }
    if let Some(tasks) = choices.tasks.filter(|_| scales_itself) {
        return Err(refuse(format!("--tasks {tasks} is for a command without {{N}}: so many runs a copy")));
    }
    checked_steps(command)?;
    let tasks = choices.tasks.unwrap_or(1);
    let most = workers.iter().copied().max().unwrap_or(1);
    if tasks.saturating_mul(most) > MOST_RUNS {
        return Err(refuse(format!(
            "{tasks} runs for each of {most} copies: accepted is {MOST_RUNS} in all"
        )));
    }
    let swept = SweptCommand { command: command_plan(command, Arc::default()), scales_itself };
    let processes = lane::by_kind(CommandChoice::LANE).map_or(CommandChoice::LANE, Lane::kind);
    Ok(CurvePlan {
        lane: processes.into(),
        label: swept.label().into(),
        workload: Work::of_command(swept, tasks),
        most_workers: MOST_WORKERS.into(),
        python: None,
    })
}
