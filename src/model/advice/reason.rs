//! Why a model is advised: the reason from the time accounts, as a clause.

use super::choice::{Candidate, Choice};
use super::costs::Costs;
use super::run_as::RunAs;
use super::shares::Shares;
use crate::text::duration::duration;
use crate::text::figure::decimal;
use crate::text::percent::share;

/// Share of its time from which a function waits in the main.
const MAINLY: f64 = 0.5;

/// Speed-up of threads from which a part of the function must be outside the lock.
const AT_ONCE: f64 = 1.15;

/// Facts from which the reason follows.
pub(super) struct Grounds<'a, 'm> {
    pub(super) choice: &'a Choice<'m>,
    pub(super) shares: Option<Shares>,
    /// Costs of worker processes, where these ran beside one thread.
    pub(super) costs: Option<Costs>,
    /// Number of CPUs that the lanes may use.
    pub(super) cpus: f64,
}

impl Grounds<'_, '_> {
    /// The reason, without a full stop; `None` where the lanes have no accounts.
    pub(super) fn reason(&self) -> Option<String> {
        let shares = self.shares?;
        let waits = shares.waits >= MAINLY;
        let of_time = |part: f64| format!("{} of its time", share(part));
        let reason = match self.choice.chosen().run_as {
            RunAs::OneThread => self.why_nothing_is_faster(shares),
            RunAs::Threads => self.why_threads(shares),
            RunAs::EventLoop if waits => {
                format!("it waits {}, and one thread has all calls in flight", of_time(shares.waits))
            }
            RunAs::EventLoop => {
                format!("one thread has all calls in flight; it waits {}", of_time(shares.waits))
            }
            RunAs::Processes if waits => {
                format!("it waits {}, and threads wait for each other besides", of_time(shares.waits))
            }
            RunAs::Processes if !self.has_lock() => {
                "threads without a lock are slowed by what they share".into()
            }
            RunAs::Processes => self.under_lock(shares, "processes have a lock each"),
            RunAs::Interpreters => self.under_lock(shares, "each interpreter has a lock of its own"),
        };
        Some(reason)
    }

    /// Whether the threads of this interpreter share a lock.
    fn has_lock(&self) -> bool {
        self.choice.chosen().lane.plan.python.as_ref().is_none_or(|python| python.gil)
    }

    fn under_lock(&self, shares: Shares, remedy: &str) -> String {
        let threads = self.choice.get(RunAs::Threads).and_then(|threads| threads.factor);
        match shares.outside_lock.filter(|_| threads.is_some_and(|faster| faster >= AT_ONCE)) {
            Some(outside) => {
                format!(
                    "{} of its time is under the lock, in which threads take turns; {remedy}",
                    share(1.0 - outside)
                )
            }
            None => format!("{} of its time it computes under the lock; {remedy}", share(shares.compute)),
        }
    }

    fn why_threads(&self, shares: Shares) -> String {
        let reason = if shares.waits >= MAINLY {
            format!("it waits {} of its time, and threads wait at once", share(shares.waits))
        } else if !self.has_lock() {
            "this interpreter has no lock: threads run at once".into()
        } else {
            match shares.outside_lock {
                Some(outside) => {
                    format!("{} of its time is outside the lock: threads run at once", share(outside))
                }
                None => format!("it computes {} of its time", share(shares.compute)),
            }
        };
        match self.pickling() {
            Some(pickling) => format!("{reason}; for processes, {pickling}"),
            None => reason,
        }
    }

    /// Sentence part on pickling that takes longer than the task.
    fn pickling(&self) -> Option<String> {
        let costs = self.costs.filter(|costs| costs.pickling > costs.task)?;
        Some(format!(
            "pickling takes longer than the task ({} against {})",
            duration(costs.pickling),
            duration(costs.task)
        ))
    }

    fn why_nothing_is_faster(&self, shares: Shares) -> String {
        if let Some(pickling) = self.pickling() {
            return format!("for processes, {pickling}");
        }
        if let Some(costs) = self.costs {
            let (tasks, wall) = (costs.task, self.wall_of_one());
            if costs.message.is_some_and(|message| message > tasks) && costs.start < wall {
                let message = duration(costs.message.unwrap_or_default());
                return format!("a task takes {}, a message to a worker {message}", duration(tasks));
            }
            if costs.start > wall / 2.0 {
                let all = duration(wall);
                return format!("starting a worker takes {}, all the tasks {all}", duration(costs.start));
            }
        }
        let processes = self.choice.get(RunAs::Processes);
        if shares.waits >= MAINLY {
            return format!(
                "it waits {} of its time, and calls at once wait for each other",
                share(shares.waits)
            );
        }
        let computes = format!("it computes {} of its time", share(shares.compute));
        if self.cpus < 1.5 {
            return format!("{computes}, and there is one core");
        }
        match processes {
            None if self.has_lock() => format!("{computes} under the lock, and no lane of processes ran"),
            Some(Candidate { score, .. }) if score.cores_busy.is_some_and(|busy| busy < AT_ONCE) => {
                let busy = decimal(score.cores_busy.unwrap_or_default());
                format!("{computes}, and processes kept only {busy} cores busy")
            }
            _ => format!("{computes}, and several at once slow each other down"),
        }
    }

    fn wall_of_one(&self) -> f64 {
        self.choice.get(RunAs::OneThread).map_or(0.0, |one| one.score.wall.secs())
    }
}
