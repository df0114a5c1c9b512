//! A process for each task: Python's `Process`. Nothing is shared and nothing is left, and every task pays for a start.

use super::{Context, Job, Lane, LaneError, commands, worker_processes};
use crate::event::Outcome;
use crate::pool::Config;

/// The `processes` lane.
#[derive(Debug)]
pub(super) struct Processes;

impl Lane for Processes {
    fn kind(&self) -> &'static str {
        "processes"
    }

    fn label(&self) -> &'static str {
        "a process for each task"
    }

    fn about(&self) -> &'static str {
        "a process of its own for each task: every task pays for a start"
    }

    fn phrase(&self, workers: u16) -> String {
        if workers == 1 {
            "1 one-task process at a time".into()
        } else {
            format!("{workers} one-task processes at a time")
        }
    }

    fn processes(&self) -> bool {
        true
    }

    fn supports_fault_injection(&self) -> bool {
        true
    }

    fn run(&self, job: &Job, context: &Context) -> Result<Outcome, LaneError> {
        if let Some(command) = &job.spec.command {
            return commands::run(job, context, command);
        }
        // A chunk of tasks would share a process, so there are none.
        let job = Job { chunk: 1, ..job.clone() };
        let config = Config { recycle: Some(1), on_demand: true, ..worker_processes::config(&job, context) };
        worker_processes::run(self.kind(), &job, context, config)
    }
}
