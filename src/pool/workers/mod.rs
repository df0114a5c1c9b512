//! The workers of a pool: as many slots as it ever had, the number wanted, and what to hope for.

use rustix::process::Signal;

use super::breaker::Breaker;
use super::config::Remains;
use super::process::WorkerProcess;
use super::running_worker::RunningWorker;
use super::traffic::SocketBytes;
use super::worker_slot::WorkerSlot;
use crate::event::Nanos;

/// Slots for worker processes, by worker number.
#[derive(Debug)]
pub(super) struct Workers {
    slots: Vec<WorkerSlot>,
    /// Number of workers wanted; those beyond leave. At least 1, unless the pool was started with none.
    size: usize,
    breaker: Breaker,
}

impl Workers {
    /// Slots for this number of workers, without processes.
    pub(super) fn new(size: usize) -> Self {
        Self { slots: slots(size).collect(), size, breaker: Breaker::default() }
    }

    /// Number of slots, surplus ones included.
    pub(super) fn len(&self) -> usize {
        self.slots.len()
    }

    /// Number of workers wanted.
    pub(super) fn size(&self) -> usize {
        self.size
    }

    /// Changes the number of workers wanted, at least 1. Slots that lack a process get one at `start`, if given;
    /// surplus ones get none any more.
    pub(super) fn resize(&mut self, size: usize, start: Option<Nanos>) {
        self.size = size.max(1);
        self.slots.extend(slots(self.size.saturating_sub(self.slots.len())));
        let (wanted, surplus) = self.slots.split_at_mut(self.size);
        if let Some(start) = start {
            wanted.iter_mut().filter(|slot| slot.is_vacant()).for_each(|slot| slot.schedule(start));
        }
        surplus.iter_mut().for_each(WorkerSlot::unschedule);
    }

    /// A worker's slot.
    pub(super) fn slot_mut(&mut self, index: usize) -> &mut WorkerSlot {
        &mut self.slots[index]
    }

    /// The process of a worker, if one runs.
    pub(super) fn get(&self, index: usize) -> Option<&RunningWorker> {
        self.slots.get(index)?.running()
    }

    /// The process of a worker, if one runs.
    pub(super) fn get_mut(&mut self, index: usize) -> Option<&mut RunningWorker> {
        self.slots.get_mut(index)?.running_mut()
    }

    /// The processes that run, with the numbers of their workers.
    pub(super) fn running(&self) -> impl Iterator<Item = (usize, &RunningWorker)> {
        self.slots.iter().enumerate().filter_map(|(index, slot)| Some((index, slot.running()?)))
    }

    /// Whether no worker has a process.
    pub(super) fn are_gone(&self) -> bool {
        self.running().next().is_none()
    }

    /// The first worker that could execute a task and has none.
    pub(super) fn first_idle(&self) -> Option<usize> {
        self.running().find(|(_, worker)| worker.is_idle()).map(|(index, _)| index)
    }

    /// The workers that could execute a task and have none, except surplus ones.
    pub(super) fn idle(&self) -> Vec<usize> {
        let wanted = self.running().take_while(|(index, _)| *index < self.size);
        wanted.filter(|(_, worker)| worker.is_idle()).map(|(index, _)| index).collect()
    }

    /// The worker with most tasks, among those that can give some back.
    pub(super) fn busiest_mut(&mut self) -> Option<&mut RunningWorker> {
        let running = self.slots.iter_mut().filter_map(WorkerSlot::running_mut);
        running.filter(|worker| worker.can_recall()).max_by_key(|worker| worker.tasks().in_hand())
    }

    /// Puts a process into a worker's slot.
    pub(super) fn start(&mut self, index: usize, process: WorkerProcess, now: Nanos) {
        self.slots[index].start(process, now);
    }

    /// Whether a process is to be started for this worker now.
    pub(super) fn is_due(&self, index: usize, now: Nanos) -> bool {
        self.slots[index].due().is_some_and(|due| due <= now)
    }

    /// The next time at which a process is to be started.
    pub(super) fn next_due(&self) -> Option<Nanos> {
        self.slots.iter().filter_map(WorkerSlot::due).min()
    }

    /// Plans processes for vacant slots, as many as `waiting` tasks need besides those on their way.
    pub(super) fn fill(&mut self, waiting: usize, now: Nanos) {
        if self.broken().is_some() {
            return;
        }
        let coming = self.slots.iter().filter(|slot| slot.is_coming()).count();
        let vacant = self.slots.iter_mut().take(self.size).filter(|slot| slot.is_vacant());
        vacant.take(waiting.saturating_sub(coming)).for_each(|slot| slot.schedule(now));
    }

    /// Plans another process after one that failed, after a pause, as long as any worker is promising.
    pub(super) fn retry(&mut self, index: usize, now: Nanos, reason: &str) {
        let pause = self.breaker.fail(index, now, reason);
        self.slots[index].schedule(now + pause);
        if self.broken().is_some() || !(0..self.slots.len()).any(|index| self.is_promising(index, now)) {
            self.breaker.trip();
            self.slots.iter_mut().for_each(WorkerSlot::unschedule);
        }
    }

    /// Plans another process at once, unless no process is started any more.
    pub(super) fn replace(&mut self, index: usize, now: Nanos) {
        if self.broken().is_none() {
            self.slots[index].schedule(now);
        }
    }

    /// Records that the start of this worker's process was worth it.
    pub(super) fn succeed(&mut self, index: usize) {
        self.breaker.succeed(index);
    }

    /// The reason why no process is started any more, if the circuit breaker has tripped.
    pub(super) fn broken(&self) -> Option<&str> {
        self.breaker.broken()
    }

    /// The reason why no worker is left, and none will come.
    pub(super) fn hopeless(&self) -> Option<&str> {
        let hope = self.slots.iter().any(|slot| !slot.is_vacant());
        self.broken().filter(|_| !hope)
    }

    /// Whether this worker has proved itself, or has not failed too often to do so.
    fn is_promising(&self, index: usize, now: Nanos) -> bool {
        let slot = &self.slots[index];
        let proved = slot.running().is_some_and(|worker| worker.has_proved_itself(now));
        proved || !slot.is_vacant() && !self.breaker.is_given_up(index)
    }

    /// Whether this worker can be given a task, or will be able to. Where processes start `on_demand`, a slot needs
    /// none for that.
    pub(super) fn may_take_a_task(&self, index: usize, on_demand: bool, now: Nanos) -> bool {
        if index >= self.size {
            return false;
        }
        match self.get(index) {
            Some(worker) => !worker.is_stopped() && self.is_promising(index, now),
            None => on_demand && self.broken().is_none() || self.is_promising(index, now),
        }
    }

    /// The first worker that is not ready. Where some are, one that dies repeatedly is not waited for: it is tried on
    /// beside the work.
    pub(super) fn missing(&self) -> Option<usize> {
        let is_ready = |slot: &WorkerSlot| slot.running().is_some_and(RunningWorker::is_ready);
        let some = self.slots.iter().any(is_ready);
        let is_missing =
            |index: &usize| !(is_ready(&self.slots[*index]) || some && self.breaker.is_given_up(*index));
        (0..self.slots.len()).find(is_missing)
    }

    /// Asks all workers to leave when they have done their tasks; no process is started any more.
    pub(super) fn dismiss(&mut self) {
        for slot in &mut self.slots {
            slot.unschedule();
            if let Some(worker) = slot.running_mut().filter(|worker| !worker.is_leaving()) {
                worker.dismiss();
                worker.process_mut().link_mut().write();
                if worker.is_stopped() {
                    worker.process().signal(Signal::CONT);
                }
            }
        }
    }

    /// Kills all processes.
    pub(super) fn kill(&self) {
        self.running().for_each(|(_, worker)| worker.process().signal(Signal::KILL));
    }

    /// Number of tasks executed so far in each worker's slot, failed ones included.
    pub(super) fn executed(&self) -> Vec<u32> {
        self.slots.iter().map(WorkerSlot::executed).collect()
    }

    /// Current process ids, by worker.
    pub(super) fn pids(&self) -> Vec<Option<u32>> {
        self.slots.iter().map(|slot| slot.running().map(RunningWorker::pid)).collect()
    }

    /// Bytes to and from each process that runs.
    pub(super) fn bytes(&self) -> impl Iterator<Item = SocketBytes> {
        self.running().map(|(_, worker)| worker.process().link().bytes())
    }

    /// The remains of all workers, by number, at the end of the pool.
    pub(super) fn into_remains(self, now: Nanos) -> Vec<Remains> {
        self.slots.into_iter().map(|slot| slot.into_remains(now)).collect()
    }
}

fn slots(count: usize) -> impl Iterator<Item = WorkerSlot> {
    std::iter::repeat_with(WorkerSlot::default).take(count)
}

#[cfg(test)]
mod tests;
