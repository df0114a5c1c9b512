//! The end of a worker: its detection, its report, the return of its tasks, its replacement.
//!
//! No guessing: its socket is read to the end, then its exit status. A task whose result was seen is done. The one it
//! had begun was lost with it, and runs again while attempts are left. Those it had not begun wait again; where it is
//! unknown which one it had begun, they go out one by one, and each is announced before it begins.

use std::io;
use std::os::unix::process::ExitStatusExt;

use rustix::process::Signal;

use super::super::config::Notice;
use super::super::obituary::{self, obituary};
use super::super::pending_replacement::PendingReplacement;
use super::super::running_worker::{RunningWorker, YOUNG};
use super::super::wire::WireError;
use super::Pool;
use crate::event::Stream;
use crate::sys::c::Reaped;

impl Pool<'_> {
    /// Handles a worker's socket that is at its end, or carries an invalid message: it has ended, or will.
    pub(super) fn on_disconnect(&mut self, index: usize, error: Option<&WireError>) {
        // Messages before the end count; so does its output.
        self.hear(index, Stream::Out, false);
        self.hear(index, Stream::Err, false);
        let Some(worker) = self.workers.get_mut(index) else { return };
        // One that sent an invalid message is killed first: nothing else it does can be trusted.
        let process = worker.process_mut();
        let reaped = if error.is_some() { process.kill_and_reap() } else { process.reap() };
        self.traffic.add_ended(process.link().bytes());
        self.hear(index, Stream::Out, true);
        self.hear(index, Stream::Err, true);
        let Some(mut worker) = self.workers.slot_mut(index).take_running() else { return };
        let killed = self.on_kill(index, &mut worker, &reaped);
        let in_order = worker.has_left_in_order() && error.is_none() && !killed;
        if in_order || self.lifecycle.is_terminated() {
            self.on_clean_exit(index, worker, &reaped);
        } else {
            self.on_crash(index, worker, &reaped, error);
        }
        if !self.lifecycle.is_closed() {
            self.give_up_if_hopeless();
        }
    }

    /// Reports the kill that the pool sent to a worker which has ended; whether that ended it. One that came when the
    /// worker had already ended by itself is still to happen.
    fn on_kill(&mut self, index: usize, worker: &mut RunningWorker, reaped: &io::Result<Reaped>) -> bool {
        let Some(plan) = worker.take_kill() else { return false };
        let killed =
            reaped.as_ref().is_ok_and(|reaped| reaped.status.signal() == Some(Signal::KILL.as_raw()));
        if killed {
            self.notices.say(index, Notice::FaultInjected { pid: worker.pid(), fault: plan.fault });
        } else {
            self.faults.plan([plan]);
        }
        killed
    }

    /// Fails the waiting tasks if no worker is left to run them, and none will come.
    pub(super) fn give_up_if_hopeless(&mut self) -> bool {
        let Some(reason) = self.workers.hopeless() else { return false };
        self.task_queue.give_up(&format!("no worker is left to run it: {reason}"));
        true
    }

    /// Handles an end on request, or with the pool. After a stop in mid-task its tasks are left undone.
    fn on_clean_exit(&mut self, index: usize, worker: RunningWorker, reaped: &io::Result<Reaped>) {
        let (pid, tasks, exit) = (worker.pid(), worker.tasks().executed(), obituary::exit_status(reaped));
        let cpu = reaped.as_ref().ok().map(Reaped::cpu);
        let now = self.config.clock.now();
        let slot = self.workers.slot_mut(index);
        slot.unschedule();
        slot.keep(worker.into_remains(reaped.as_ref().ok(), exit.clone(), now));
        self.notices.say(index, Notice::Exit { pid, exit, tasks, cpu });
    }

    /// Handles an unexpected end.
    fn on_crash(
        &mut self,
        index: usize,
        mut worker: RunningWorker,
        reaped: &io::Result<Reaped>,
        error: Option<&WireError>,
    ) {
        let now = self.config.clock.now();
        let exit = obituary::exit(&worker, obituary::exit_status(reaped), error);
        let cause = obituary::cause(&worker, &exit, self.deadline());
        let death = PendingReplacement { dead: worker.pid(), at: worker.killed().unwrap_or(now) };
        let report = obituary(&worker, cause.clone(), reaped.as_ref().ok(), now);
        let on_demand = worker.ends_on_demand();
        let soon = report.uptime < YOUNG || worker.is_starting();
        let worth_it = report.tasks > 0 || !soon;
        let in_vain = !worth_it && report.task.is_none() && !on_demand;
        let reason = obituary::with_last_line(&worker, &cause);
        let (lost, plans) = worker.tasks_mut().lose();
        // A fault to be injected with a task that was never begun is still to happen.
        self.faults.plan(plans);
        self.task_queue.on_crash(lost, !on_demand, death, &cause);
        let slot = self.workers.slot_mut(index);
        slot.set_pending(death);
        slot.keep(worker.into_remains(reaped.as_ref().ok(), exit, now));
        self.notices.say(index, Notice::Death(Box::new(report)));
        if self.lifecycle.is_closed() || index >= self.workers.size() {
            return;
        }
        if in_vain {
            return self.workers.retry(index, self.config.clock.now(), &reason);
        }
        if worth_it {
            self.workers.succeed(index);
        }
        self.workers.replace(index, now);
    }
}
