//! The plan of a race with a command of the user's: its words, its items, and what does not go with it.

use std::borrow::Cow;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use super::super::choices::{Choices, CommandChoice};
use super::entry::Entry;
use super::error::PlanError;
use crate::event::{CommandPlan, WorkloadPlan};
use crate::external::command_line::CommandLine;
use crate::external::find;
use crate::external::placeholder::Placeholder;
use crate::input::{self, InputError, Limit, name};
use crate::workload::Kind;

/// Most runs of a race: more would take hours.
pub(crate) const MOST_RUNS: u32 = 100_000;

/// Largest file of items: 100,000 long paths.
const LARGEST: Limit = Limit { bytes: 64 << 20, what: "a file of items" };

/// The command, checked, with its items.
pub(super) fn found(
    command: &CommandChoice,
    choices: &Choices,
    entries: &[Entry],
) -> Result<CommandPlan, PlanError> {
    if command.text.is_empty() {
        return Err(PlanError::NoCommand(belonging(command)));
    }
    if let Some(flag) = foreign(choices) {
        return Err(PlanError::NotForCommands(flag));
    }
    if let Some(entry) = entries.iter().find(|entry| entry.lane.kind() != CommandChoice::LANE) {
        return Err(PlanError::NotCommands(entry.lane.kind()));
    }
    let line = checked("--command", &command.text, command.shell)?;
    if line.has(Placeholder::Workers) {
        return Err(PlanError::Command(
            "{N} is the number of workers that a program has itself: that is swept by coreograph scale --command; in a race \
             --lanes processes:1,processes:4 says how many runs there are at once"
                .into(),
        ));
    }
    let items = match (&command.items, line.has(Placeholder::Item)) {
        (Some(path), true) => items(path, choices.tasks)?,
        (Some(_), false) => {
            return Err(PlanError::Command(
                "--items gives a value to {item}, which the command does not have".into(),
            ));
        }
        (None, true) => {
            return Err(PlanError::Command(
                "the command has {item}: --items FILE gives them, one a line".into(),
            ));
        }
        (None, false) => Arc::default(),
    };
    let tasks = if items.is_empty() { choices.tasks.unwrap_or(Kind::Command.tasks()) } else { count(&items) };
    if tasks > MOST_RUNS {
        return Err(PlanError::Command(format!(
            "{tasks} runs are too many: accepted is 1 to {MOST_RUNS} (--tasks)"
        )));
    }
    if let Some(task) = command.output_of.filter(|task| *task >= tasks) {
        let most = tasks - 1;
        return Err(PlanError::Command(format!(
            "--output-of {task}: there is no such task; accepted is 0 to {most}"
        )));
    }
    checked_steps(command)?;
    Ok(plan_of(command, items))
}

/// The steps of a command, checked.
pub(crate) fn checked_steps(command: &CommandChoice) -> Result<(), PlanError> {
    let steps =
        [("--setup", &command.setup), ("--prepare", &command.prepare), ("--cleanup", &command.cleanup)];
    for (option, text) in steps {
        if let Some(text) = text {
            checked(option, text, command.shell)?;
        }
    }
    Ok(())
}

/// The command as a part of a plan.
pub(crate) fn plan_of(command: &CommandChoice, items: Arc<[String]>) -> CommandPlan {
    let CommandChoice {
        text,
        shell,
        items: from,
        warmup,
        setup,
        prepare,
        cleanup,
        ignore_failure,
        output_of,
    } = command.clone();
    let items_from = from.as_deref().map(name);
    CommandPlan {
        text,
        shell,
        items_from,
        items,
        warmup,
        setup,
        prepare,
        cleanup,
        ignore_failure,
        output_of,
        own_workers: None,
    }
}

/// A line that can be run, with a program that exists.
pub(crate) fn checked(option: &str, text: &str, shell: bool) -> Result<CommandLine, PlanError> {
    let refuse = |reason: String| PlanError::Command(format!("{option} {text:?}: {reason}"));
    let line = CommandLine::parse(text, shell).map_err(|error| refuse(error.to_string()))?;
    line.program().map_or(Ok(()), find::check).map_err(refuse)?;
    Ok(line)
}

/// The lines of the file that are not empty, as many as were asked for.
fn items(path: &Path, asked: Option<u32>) -> Result<Arc<[String]>, PlanError> {
    let refuse = |reason: String| PlanError::Command(format!("--items {}: {reason}", name(path)));
    let text = text_of(path).map_err(|error| refuse(error.to_string()))?;
    let lines = || text.lines().filter(|line| !line.is_empty());
    let there = u32::try_from(lines().count()).unwrap_or(u32::MAX);
    let wanted = asked.unwrap_or(there);
    if there == 0 {
        return Err(refuse("there is no line in it; accepted: one item a line".into()));
    }
    if wanted > there {
        return Err(refuse(format!("there are {there} items, and --tasks wants {wanted}")));
    }
    if wanted > MOST_RUNS {
        return Err(refuse(format!(
            "there are {there} items; accepted are at most {MOST_RUNS}: --tasks N takes the first N"
        )));
    }
    Ok(lines().take(wanted as usize).map(String::from).collect())
}

/// The text of the file. Standard input can be read once, and a plan is made for each change of a setting.
fn text_of(path: &Path) -> Result<Cow<'static, str>, InputError> {
    static STDIN: OnceLock<String> = OnceLock::new();
    if let Some(text) = STDIN.get().filter(|_| input::is_stream(path)) {
        return Ok(text.into());
    }
    let text = input::text(path, LARGEST)?;
    Ok(if input::is_stream(path) { STDIN.get_or_init(|| text).into() } else { text.into() })
}

fn count(items: &[String]) -> u32 {
    u32::try_from(items.len()).unwrap_or(u32::MAX)
}

/// An option that was given and means nothing to a command.
fn foreign(choices: &Choices) -> Option<&'static str> {
    let given = [
        ("--call", choices.call.is_some()),
        ("--seconds", choices.seconds.given),
        ("--size", choices.size.is_some()),
        ("--share", choices.share.is_some()),
        ("--arg", choices.arg.is_some()),
        ("--chunk", choices.chunk.is_some_and(|chunk| chunk > 1)),
        ("--python", !choices.pythons.is_empty()),
        ("--fault", !choices.faults.is_empty()),
        ("--recycle", choices.recycle.is_some()),
    ];
    given.into_iter().find(|(_, is_given)| *is_given).map(|(flag, _)| flag)
}

/// An option that belongs to a command and was given without one.
fn belonging(command: &CommandChoice) -> &'static str {
    let given = [
        ("--items", command.items.is_some()),
        ("--shell", command.shell),
        ("--warmup", command.warmup > 0),
        ("--setup", command.setup.is_some()),
        ("--prepare", command.prepare.is_some()),
        ("--cleanup", command.cleanup.is_some()),
        ("--ignore-failure", command.ignore_failure),
    ];
    given.into_iter().find(|(_, is_given)| *is_given).map_or("--output-of", |(flag, _)| flag)
}

/// The command as the workload of a race.
pub(super) fn workload_plan(command: CommandPlan, choices: &Choices) -> WorkloadPlan {
    let tasks = if command.items.is_empty() {
        choices.tasks.unwrap_or(Kind::Command.tasks())
    } else {
        count(&command.items)
    };
    WorkloadPlan {
        name: Kind::Command.name().into(),
        tasks: Some(tasks),
        size: Some(1),
        unit: Kind::Command.unit().into(),
        seed: 1,
        chunk: 1,
        share: None,
        arg: None,
        call: None,
        command: Some(command),
    }
}

#[cfg(test)]
mod tests;
