//! Periodic checks of what no pipe reports: commands from other threads, faults that are due, deadlines, stopped
//! workers, and workers that never send a message.

use rustix::process::Signal;

use super::super::config::Notice;
use super::super::notices::number;
use super::super::remote::PoolCommand;
use super::Pool;
use crate::event::{Fault, FaultPlan, Nanos};

impl Pool<'_> {
    /// Checks everything; `since` counts against deadlines.
    pub(super) fn tick(&mut self, since: Nanos) {
        for command in self.config.remote.take() {
            match command {
                PoolCommand::Inject(worker, fault) => {
                    self.inject(usize::from(worker.0), FaultPlan { fault, worker: Some(worker.0), at: None });
                }
                PoolCommand::Resize(workers) => self.set_size(workers),
                PoolCommand::Terminate => self.lifecycle.terminate(),
            }
        }
        self.inject_due_faults();
        for index in self.faults.take_rested(self.config.clock.now()) {
            if let Some(worker) = self.workers.get(index) {
                worker.process().signal(Signal::CONT);
            }
        }
        for index in 0..self.workers.len() {
            self.look_after(index, since);
        }
        let measured = self.ticker.measured(self.workers.len());
        if let Some(worker) = measured.and_then(|index| self.workers.get_mut(index)) {
            worker.sample_memory();
        }
    }

    /// Changes the number of workers wanted.
    pub(super) fn set_size(&mut self, workers: u16) {
        let now = self.config.clock.now();
        self.config.workers = workers.max(1);
        self.workers.resize(usize::from(workers), (!self.config.on_demand).then_some(now));
        (0..self.workers.len()).for_each(|index| self.refill(index));
    }

    /// Injects a fault into a worker; an absent one is skipped.
    fn inject(&mut self, index: usize, plan: FaultPlan) {
        let fault = plan.fault;
        let now = self.config.clock.now();
        let Some(worker) = self.workers.get_mut(index) else { return };
        // One that will end in any case gets no further fault.
        if !fault.comes_with_a_task() && worker.is_condemned() {
            return;
        }
        match fault {
            // It is reported with the death: the worker may be at its end already.
            Fault::Kill => return worker.kill(plan, now),
            Fault::Stop => {
                worker.process().signal(Signal::STOP);
                self.faults.rest(index, now);
            }
            // It is sent with the next task of this worker, and reported when that begins.
            _ => return self.faults.plan([FaultPlan { fault, worker: Some(number(index)), at: None }]),
        }
        let pid = worker.pid();
        self.notices.say(index, Notice::FaultInjected { pid, fault });
    }

    /// Injects planned faults from outside when they are due, or with the last tasks, into workers in the middle of a
    /// task.
    pub(super) fn inject_due_faults(&mut self) {
        if self.faults.planned().is_empty() {
            return;
        }
        let (now, waiting) = (self.config.clock.now(), self.task_queue.waiting());
        let tiny = self.task_queue.is_of_tiny_tasks();
        while let Some((index, plan)) = {
            let is_target = |index| {
                self.workers.get(index).is_some_and(|worker| {
                    !worker.is_condemned() && !worker.is_stopped() && worker.tasks().is_in_a_task(tiny)
                })
            };
            self.faults.take_due(now, waiting, self.workers.size(), is_target)
        } {
            self.inject(index, plan);
        }
    }

    /// Checks whether a worker was stopped or continued. A stop together with this program cannot be told from one of
    /// this program.
    pub(super) fn see_stops(&mut self, index: usize) {
        let (now, held) = (self.config.clock.now(), self.config.remote.is_held());
        let change = self.workers.get_mut(index).and_then(|worker| worker.check_stop(now, held));
        if let Some(stopped) = change {
            self.notices.say(index, Notice::Halted(stopped));
        }
    }

    /// Checks one worker: stopped, over its deadline, or never ready.
    fn look_after(&mut self, index: usize, since: Nanos) {
        let now = self.config.clock.now();
        self.see_stops(index);
        let (limit, rests) = (self.deadline(), self.faults.is_resting(index));
        let Some(worker) = self.workers.get_mut(index) else { return };
        if worker.process().has_ended() {
            return self.hear_out(index);
        }
        match worker.late_start(now) {
            Some(error) => self.on_disconnect(index, Some(&error)),
            None => worker.watch(limit, since, rests, now),
        }
    }
}
