//! The advice in sentences.

use super::advised::{Advice, Alternative};
use super::run_as::RunAs;
use crate::statistics::Estimate;
use crate::text::duration::duration;
use crate::text::words::{capital, counted};

impl Advice {
    /// Its sentences, the most important first, each complete without those after it.
    #[must_use]
    pub(crate) fn sentences(&self) -> Vec<String> {
        let reason = self.reason.as_ref().map(|reason| format!("{}.", capital(reason)));
        let settings = [self.settings(), self.pool(), self.without_lock()].into_iter().flatten();
        std::iter::once(self.headline()).chain(reason).chain(settings).collect()
    }

    /// The model, and by how much it is faster.
    #[must_use]
    pub(crate) fn headline(&self) -> String {
        let run = format!("Run it as {}", self.run_as.phrase());
        let close: Vec<&Alternative> = self.alternatives.iter().filter(|other| other.close).collect();
        let Some(other) = close.first() else {
            let faster = times(self.factor, self.interval).filter(|_| self.run_as != RunAs::OneThread);
            let beside_one = self.alternatives.iter().any(|other| other.run_as == RunAs::OneThread);
            return match faster {
                Some(times) => format!("{run}: {times} times as fast as one thread."),
                None if beside_one => {
                    format!("{run}: clearly faster than one thread; by how much is withheld, see the doubts.")
                }
                None => format!("{run}: nothing else is as fast."),
            };
        };
        let of = |factor, interval| times(factor, interval).map(|times| format!("{times} times"));
        let difference = match (self.run_as, of(other.factor, other.interval), of(self.factor, self.interval))
        {
            (RunAs::OneThread, Some(theirs), _) => format!(": {theirs} as fast"),
            (_, Some(theirs), Some(own)) => format!(": {theirs} and {own} as fast as one thread"),
            _ => String::new(),
        };
        let (other, verb) = (other.run_as.phrase(), other.run_as.verb());
        format!("{run}; {other} {verb} not clearly faster (close){difference}.")
    }

    /// The settings, with the time that they promise.
    fn settings(&self) -> Option<String> {
        let workers = match self.run_as {
            RunAs::OneThread => return None,
            RunAs::EventLoop => "One thread".to_string(),
            RunAs::Threads => counted(self.workers, "thread"),
            RunAs::Processes => format!("{} with", counted(self.workers, "worker")),
            RunAs::Interpreters => counted(self.workers, "interpreter"),
        };
        let workers = match (self.run_as, self.chunk) {
            (RunAs::Processes, Some(chunk)) => format!("{workers} chunks of {chunk}"),
            (RunAs::Processes, None) => workers.trim_end_matches(" with").to_string(),
            _ => workers,
        };
        let predicted = duration(self.predicted?);
        Some(format!("{workers}: {predicted} expected for {}.", counted(self.tasks, "task")))
    }

    /// An interpreter without a lock that could be raced as well.
    fn without_lock(&self) -> Option<String> {
        let python = self.free_threaded.as_ref()?;
        Some(format!("A Python without that lock is here: --python {python} races its threads."))
    }

    /// When worker processes pay, where that is not obvious.
    fn pool(&self) -> Option<String> {
        let processes = |other: &Alternative| other.run_as == RunAs::Processes;
        match self.run_as {
            RunAs::Processes => self.not_computed.map(|why| format!("The chunk cannot be computed: {why}.")),
            RunAs::OneThread if self.alternatives.iter().any(processes) => Some(match self.not_computed {
                Some(why) => format!("The chunk from which a pool pays cannot be computed: {why}."),
                None => match (self.break_even_chunk, self.break_even_tasks) {
                    (Some(chunk), Some(tasks)) => format!(
                        "A pool pays from chunks of {chunk} on, and for its start from about {} tasks on.",
                        rounded(tasks)
                    ),
                    _ => "No chunk makes a pool pay.".into(),
                },
            }),
            _ => None,
        }
    }
}

/// A factor with its interval: `1.9`, `1.8 to 2.0`.
fn times(factor: Option<f64>, interval: Option<Estimate>) -> Option<String> {
    let factor = factor?;
    let Some(Estimate { low, high, .. }) = interval else { return Some(format!("{factor:.1}")) };
    let [low, high] = [low, high].map(|end| format!("{end:.1}"));
    Some(if low == high { low } else { format!("{low} to {high}") })
}

/// A number with two significant digits.
fn rounded(number: u32) -> u32 {
    let unit = 10_u32.pow(number.max(1).ilog10().saturating_sub(1));
    number.div_ceil(unit).saturating_mul(unit)
}
