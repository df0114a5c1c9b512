//! The end of a worker: its detection, its report, the return of its tasks, its replacement.
//!
//! No guessing: its socket is read to the end, then its exit status. A task whose result was seen is done. The one it
//! had begun was lost with it, and runs again while attempts are left. Those it had not begun wait again; where it is
//! unknown which one it had begun, they go out one by one, and each is announced before it begins.

use std::io;

use super::config::{ATTEMPTS, Config, Notice, Remains};
use super::supervisor::Pool;
use super::tick::HANG_DEADLINE;
use super::wire::WireError;
use super::worker::COMPLAINT;
use super::worker_slot::{Outstanding, PendingReplacement, ProcessState, WorkerSlot};
use crate::event::{Fault, Nanos, Obituary, Stream};
use crate::sys::c::Reaped;
use crate::sys::child::describe;
use crate::time_account::TimeAccount;
use crate::workload::Findings;

/// Age below which a process that ends without having executed anything counts as a failed start.
pub(super) const YOUNG: Nanos = Nanos::from_millis(1_000);

impl Pool<'_> {
    /// Handles a worker's socket that is at its end, or carries an invalid message: it has ended, or will.
    pub(super) fn on_disconnect(&mut self, index: usize, error: Option<&WireError>) {
        // Messages before the end count; so does its output.
        self.hear(index, Stream::Out);
        self.hear(index, Stream::Err);
        let Some(mut process) = self.workers[index].process.take() else { return };
        // One that sent an invalid message is killed first: nothing else it does can be trusted.
        let reaped = if error.is_some() { process.kill_and_reap() } else { process.reap() };
        let (out, in_) = self.bytes_past;
        self.bytes_past = (out + process.link.bytes_out, in_ + process.link.bytes_in);
        let (mut printed, mut complained) = (Vec::new(), Vec::new());
        process.out.read(&mut |line| printed.push(line));
        process.out.close(&mut |line| printed.push(line));
        process.err.read(&mut |line| complained.push(line));
        process.err.close(&mut |line| complained.push(line));
        self.pass_on(index, Stream::Out, printed);
        self.pass_on(index, Stream::Err, complained);
        let slot = &self.workers[index];
        let in_order = slot.state == ProcessState::Leaving && slot.bye.is_some() && slot.in_hand == 0;
        if in_order && error.is_none() || self.ended {
            self.on_clean_exit(index, &reaped);
        } else {
            self.on_crash(index, &reaped, error);
        }
        if let Some(reason) = self.breaker.broken().filter(|_| !self.has_hope() && !self.closed) {
            let reason = reason.to_string();
            self.task_queue.give_up(&format!("no worker is left to run it: {reason}"));
        }
    }

    /// Handles an end on request, or with the pool.
    fn on_clean_exit(&mut self, index: usize, reaped: &io::Result<Reaped>) {
        let slot = &mut self.workers[index];
        // A stop in mid-task leaves nothing to do.
        (slot.in_hand, slot.due) = (0, None);
        slot.outstanding.clear();
        let (pid, tasks, exit) = (slot.pid, slot.executed, how(reaped));
        self.keep(index, reaped, exit.clone());
        self.say(index, Notice::Exit { pid, exit, tasks });
    }

    /// Handles an unexpected end.
    fn on_crash(&mut self, index: usize, reaped: &io::Result<Reaped>, error: Option<&WireError>) {
        let now = self.config.clock.now();
        let slot = &mut self.workers[index];
        let exit = with_complaint(slot, how(reaped));
        let exit = error.map_or_else(|| exit.clone(), |error| format!("{error}; then {exit}"));
        let cause = match slot.warned.and_then(|_| deadline_of(slot, &self.config)) {
            Some(deadline) => {
                let stopped = if slot.stopped { ", stopped by a signal" } else { "" };
                format!("its task took longer than {:.1} s{stopped}; then {exit}", deadline.secs())
            }
            None => exit.clone(),
        };
        let pending = PendingReplacement { dead: slot.pid, at: slot.killed.unwrap_or(now) };
        let obituary = obituary(slot, cause.clone(), reaped.as_ref().ok(), now);
        let on_demand = slot.ends_on_demand();
        let lost: Vec<Outstanding> = slot.outstanding.drain(..).collect();
        slot.in_hand = 0;
        slot.pending = Some(pending);
        let soon = obituary.uptime < YOUNG || slot.state == ProcessState::Starting;
        let in_vain = slot.executed == 0 && obituary.task.is_none() && soon && !on_demand;
        let worth_it = slot.executed > 0 || !soon;
        self.requeue(lost, pending, !on_demand, &cause);
        self.keep(index, reaped, exit);
        self.say(index, Notice::Death(Box::new(obituary)));
        if self.closed || index >= self.size {
            return;
        }
        if in_vain {
            self.try_again(index, &with_last_line(&self.workers[index], &cause));
            return;
        }
        if worth_it {
            self.breaker.succeed(index);
        }
        if self.breaker.broken().is_none() {
            self.workers[index].due = Some(now);
        }
    }

    /// Returns the tasks of a worker that died to the queue.
    fn requeue(&mut self, lost: Vec<Outstanding>, pending: PendingReplacement, blame: bool, cause: &str) {
        let known = lost.first().is_some_and(|outstanding| outstanding.started);
        for (place, outstanding) in lost.into_iter().enumerate().rev() {
            // A fault to be injected with a task that was never begun is still to happen.
            self.faults.extend(outstanding.plan);
            let mut left = outstanding.left;
            if place > 0 || !known {
                self.task_queue.give_back(left, blame && !known);
                continue;
            }
            let (task, attempt) = (left.first, left.attempt);
            (left.first, left.len) = (left.first.wrapping_add(left.step), left.len - 1);
            if left.len > 0 {
                self.task_queue.give_back(left, false);
            }
            let reason = format!("it took {ATTEMPTS} workers with it, the last one so: {cause}");
            if self.task_queue.on_crash(task, attempt, blame, &reason) {
                self.retried += 1;
                self.lost.insert(task, pending);
            } else {
                self.quarantined.push(task);
            }
        }
    }

    /// Keeps the accounts and totals of a process that has gone.
    fn keep(&mut self, index: usize, reaped: &io::Result<Reaped>, exit: String) {
        let now = self.config.clock.now();
        let slot = &mut self.workers[index];
        let used = reaped.as_ref().map_or(Nanos::ZERO, |reaped| reaped.cpu);
        let (books, cpu, findings): (TimeAccount, Nanos, Findings) =
            slot.bye.take().unwrap_or_else(|| (slot.seen_books(now), used, Findings::default()));
        let (pid, tid, tasks) = (slot.pid, slot.tid, slot.executed);
        slot.leave(Remains { pid, tid, tasks, books, cpu, exit, findings });
    }

    /// Kills all living workers.
    pub(super) fn kill_all(&mut self) {
        let processes = self.workers.iter().filter_map(|slot| slot.process.as_ref());
        processes.for_each(|process| process.signal(rustix::process::Signal::KILL));
    }
}

fn how(reaped: &io::Result<Reaped>) -> String {
    let status = reaped.as_ref().map(|reaped| reaped.status);
    describe(&status.map_err(|error| io::Error::new(error.kind(), error.to_string())))
}

/// Time a worker may be silent about its current tasks. The deadline of an injected hang, where there is no other, is
/// for that task alone: those before it may be long.
pub(super) fn deadline_of(slot: &WorkerSlot, config: &Config) -> Option<Nanos> {
    let hangs = || (slot.fault_at_work() == Some(Fault::Hang)).then_some(HANG_DEADLINE);
    config.deadline.map(Nanos::from).or_else(hangs)
}

/// Its exit, with the reason that a worker gives when it cannot go on: no memory, or an invalid message of its pool.
fn with_complaint(slot: &WorkerSlot, exit: String) -> String {
    let own = |line: &&String| line.starts_with(COMPLAINT) || line.starts_with("memory allocation of ");
    match slot.last_lines.iter().rev().find(own) {
        Some(line) => format!("{exit}: {}", line.strip_prefix(COMPLAINT).unwrap_or(line)),
        None => exit,
    }
}

/// The cause, with the last line of the worker.
fn with_last_line(slot: &WorkerSlot, cause: &str) -> String {
    match slot.last_lines.back() {
        Some(line) => format!("it ended ({cause}); its last line was: {line}"),
        None => format!("it ended ({cause})"),
    }
}

fn obituary(slot: &WorkerSlot, cause: String, reaped: Option<&Reaped>, now: Nanos) -> Obituary {
    let running = slot.running();
    Obituary {
        pid: slot.pid,
        cause,
        task: running.map(|(task, _)| task),
        attempt: running.map(|(_, attempt)| attempt),
        returned: u32::try_from(slot.in_hand.saturating_sub(usize::from(running.is_some())))
            .unwrap_or(u32::MAX),
        noticed_after: slot.killed.map(|killed| now - killed),
        uptime: now - slot.spawned,
        tasks: slot.executed,
        cpu: reaped.map(|reaped| reaped.cpu),
        peak_rss: slot.peak_rss,
        last_lines: slot.last_lines.iter().cloned().collect(),
    }
}
