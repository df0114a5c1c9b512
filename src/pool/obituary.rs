//! The end of a worker: how it is found out, what becomes of its tasks, what is said of it.
//!
//! No guessing: its pipe is read to the end, then its exit status. A task whose result was seen is done; the
//! one it had begun is lost with it; those it had not begun wait again for the others.

use super::crew::{Member, Outstanding};
use super::process::Process;
use super::supervisor::Pool;
use super::terms::{Notice, PoolError};
use super::wire::WireError;
use crate::event::WorkerId;
use crate::sys::child::describe;

impl Pool<'_> {
    /// A worker's pipe is at its end although nobody told it to leave.
    pub(super) fn mourn(&mut self, index: usize, error: Option<&WireError>) -> Result<(), PoolError> {
        let id = WorkerId(u16::try_from(index).unwrap_or(u16::MAX));
        let cause = self.bury(index, error);
        let member = &mut self.crew[index];
        let pid = member.pid;
        let lost: Vec<Outstanding> = member.outstanding.drain(..).collect();
        let running = lost.iter().find(|o| o.started).map(|o| o.task);
        for outstanding in lost.iter().rev() {
            let task = outstanding.task;
            if Some(task) == running {
                let reason = format!("worker {} (pid {pid}) ended while it ran the task: {cause}", id.0);
                self.board.settle(task, Err(reason));
            } else {
                self.board.give_back(task);
            }
        }
        (self.notify)(id, Notice::Death { pid, cause, task: running });
        if self.crew.iter().any(Member::is_alive) {
            (0..self.crew.len()).try_for_each(|index| self.refill(index))
        } else {
            self.board.give_up("no worker is left to run it");
            Ok(())
        }
    }

    /// Waits for the end of a worker whose pipe is at its end, and says how it ended. One that sent nonsense
    /// is killed first: whatever it still does cannot be believed, and nobody reads it.
    pub(super) fn bury(&mut self, index: usize, error: Option<&WireError>) -> String {
        let member = &mut self.crew[index];
        if let Some(mut process) = member.process.take() {
            if error.is_some() {
                process.kill();
            }
            let exit = describe(&process.bury());
            member.exit = Some(error.map_or_else(|| exit.clone(), |error| format!("{error}; then {exit}")));
            member.keep_books(self.config.clock.now());
        }
        self.crew[index].exit.clone().unwrap_or_default()
    }

    /// Kills every worker that lives.
    pub(super) fn kill_all(&mut self) {
        self.crew.iter_mut().filter_map(|member| member.process.as_mut()).for_each(Process::kill);
    }
}
