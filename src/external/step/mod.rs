//! Runs beside the measurement: `--setup` before everything, `--prepare` before each measured time, `--cleanup` after
//! everything.

use std::thread::sleep;
use std::time::{Duration, Instant};

use super::command_line::CommandLine;
use super::execution::{Execution, kill};
use super::placeholder::Values;
use crate::event::CommandPlan;
use crate::sys::stop::Stop;
use crate::sys::strays;

/// The steps of a command of the user's.
#[derive(Debug)]
pub(crate) struct Steps<'a> {
    /// The command.
    pub command: &'a CommandPlan,
    /// Longest time that each may take.
    pub deadline: Option<Duration>,
    /// The value of `{N}` in them.
    pub workers: u32,
}

impl Steps<'_> {
    /// Runs the step before everything.
    ///
    /// # Errors
    /// The reason why it did not do what it should, in a sentence.
    pub(crate) fn setup(&self, stop: &Stop) -> Result<(), String> {
        self.run("--setup", self.command.setup.as_deref(), stop)
    }

    /// Runs the step before each measured time.
    ///
    /// # Errors
    /// As of `setup`.
    pub(crate) fn prepare(&self, stop: &Stop) -> Result<(), String> {
        self.run("--prepare", self.command.prepare.as_deref(), stop)
    }

    /// Runs the step after everything.
    ///
    /// # Errors
    /// As of `setup`.
    pub(crate) fn cleanup(&self, stop: &Stop) -> Result<(), String> {
        self.run("--cleanup", self.command.cleanup.as_deref(), stop)
    }

    fn run(&self, option: &'static str, text: Option<&str>, stop: &Stop) -> Result<(), String> {
        let values = Values { workers: self.workers, ..Values::default() };
        let Some(text) = text else { return Ok(()) };
        Step { option, text, shell: self.command.shell, deadline: self.deadline }.run(&values, stop)
    }
}

/// Period in which its end, a stop and the deadline are looked for.
const LOOK: Duration = Duration::from_millis(5);

/// A run beside the measurement.
#[derive(Debug)]
struct Step<'a> {
    /// The option that it was given by: `--setup`.
    option: &'static str,
    /// The command.
    text: &'a str,
    /// Whether a shell reads it.
    shell: bool,
    /// Longest time that it may take.
    deadline: Option<Duration>,
}

impl Step<'_> {
    /// Runs it, until `stop` is requested.
    fn run(&self, values: &Values, stop: &Stop) -> Result<(), String> {
        let Self { option, text, shell, deadline } = *self;
        let line = CommandLine::parse(text, shell).map_err(|error| format!("{option} {text:?}: {error}"))?;
        let mark = strays::mark();
        let execution = Execution::start(&line.arguments(values), &mark, None)
            .map_err(|error| format!("{option} {text:?} could not be started: {error}"))?;
        let begun = Instant::now();
        let mut late = false;
        while !execution.has_ended() && !stop.requested() && !late {
            sleep(LOOK);
            late = deadline.is_some_and(|deadline| begun.elapsed() > deadline);
        }
        kill(execution.pid());
        execution.wait_for_end();
        let ended = execution.finish();
        let _ = strays::kill(&mark, 0);
        if stop.requested() {
            return Err(format!("{option} was stopped"));
        }
        if late {
            return Err(format!("{option} {text:?} took longer than the deadline (--deadline)"));
        }
        // What it leaves running is its own affair, and is ended all the same.
        let said =
            if ended.said.is_empty() { String::new() } else { format!(": {}", ended.said.join(" / ")) };
        if ended.code == Some(0) {
            Ok(())
        } else {
            Err(format!("{option} {text:?} ended with {}{said}", ended.exit))
        }
    }
}

#[cfg(test)]
mod tests;
