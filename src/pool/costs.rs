//! Measures the costs of processes on the pool's own workers when their work is done, each part separately.

use std::time::{Duration, Instant};

use super::supervisor::Pool;
use crate::event::{Costs, Nanos, quota};
use crate::sys::memory;

/// Number of single messages there and back.
const ROUND_TRIPS: usize = 21;

/// Number of messages in flight at once, and number of repetitions.
const AT_ONCE: (usize, usize) = (512, 5);

/// Size of a large message there and back in bytes, and number of repetitions.
const LARGE: (usize, usize) = (256 << 10, 9);

/// Time limit of the measurement, on a machine that is busy with other programs.
const PATIENCE: Duration = Duration::from_millis(500);

/// Share of a task's time that messages may cost in the break-even chunk.
const SHARE: f64 = 0.05;

/// Totals of the run just done that the prediction needs.
#[derive(Debug, Clone, Copy)]
pub struct RunTotals {
    /// Number of tasks executed.
    pub tasks: u32,
    /// Number of tasks in a chunk.
    pub chunk: u32,
    /// Time from handing out the first task to the last result.
    pub wall: Nanos,
    /// Time the workers spent in tasks, all together.
    pub in_tasks: Nanos,
    /// The part of it in which tasks waited and needed no core.
    pub waiting: Nanos,
    /// The CPU quota in cores; `None` where there is none.
    pub quota: Option<f64>,
}

impl Pool<'_> {
    /// Measures the costs of processes, on the first worker that is idle; half a second at most. `None` when there is
    /// no such worker, or it ended meanwhile. Call it after a verb, before [`Pool::close`].
    pub fn measure(&mut self) -> Option<Costs> {
        let index =
            self.workers.iter().position(|slot| slot.is_ready() && slot.in_hand == 0 && !slot.stopped)?;
        let until = Instant::now() + PATIENCE;
        let stats = self.stats();
        let trips = |pool: &mut Self, count, at_once, bytes| {
            let trip = |_| pool.time_pings(index, at_once, bytes, until);
            let lengths: Option<Vec<Nanos>> = (0..count).map(trip).collect();
            lengths.map(median)
        };
        let round_trip = trips(self, ROUND_TRIPS, 1, 0)?;
        let burst = trips(self, AT_ONCE.1, AT_ONCE.0, 0)?;
        let large = trips(self, LARGE.1, 1, LARGE.0)?;
        let pids: Vec<u32> = self.pids().into_iter().flatten().collect();
        let memories: Vec<memory::Memory> = pids.into_iter().filter_map(memory::of).collect();
        let mean = |of: fn(&memory::Memory) -> u64| {
            let count = memories.len() as u64;
            (count > 0).then(|| memories.iter().map(of).sum::<u64>() / count)
        };
        Some(Costs {
            start: Nanos::from_secs_f64(stats.spawn_ms.p50 / 1e3),
            round_trip,
            per_message: Nanos(burst.0 / AT_ONCE.0 as u64),
            per_byte: (large - round_trip).0 as f64 / LARGE.0 as f64,
            private: mean(|memory| memory.private),
            proportional: mean(|memory| memory.proportional),
            ..Costs::default()
        })
    }

    /// Time of `count` messages of `bytes` bytes there and back; `None` when there is no answer.
    fn time_pings(&mut self, index: usize, count: usize, bytes: usize, until: Instant) -> Option<Nanos> {
        let began = Instant::now();
        let expected = self.pongs + (count * (bytes + 1)) as u64;
        let pid = self.workers[index].pid;
        (0..count).for_each(|_| self.ping(index, bytes));
        self.workers[index].process.as_mut()?.link.write();
        while self.pongs < expected {
            let gone = self.workers[index].pid != pid || !self.workers[index].is_ready();
            if gone || Instant::now() >= until || self.config.stop.requested() || self.turn().is_err() {
                return None;
            }
        }
        Some(began.elapsed().into())
    }
}

/// Adds to the measured costs what they predict for this run.
#[must_use]
pub fn predict(costs: Costs, run: &RunTotals, workers: u16, bytes: u64) -> Costs {
    let (tasks, workers) = (f64::from(run.tasks.max(1)), f64::from(workers.max(1)));
    let task = run.in_tasks.0 as f64 / tasks;
    let overhead = ((run.wall.0 as f64 * workers - run.in_tasks.0 as f64) / tasks).max(0.0);
    let chunks = f64::from(run.tasks.div_ceil(run.chunk.max(1)));
    // `per_byte` is of bytes that go and come back; each byte here went one way.
    let parts =
        run.in_tasks.0 as f64 + chunks * costs.per_message.0 as f64 + bytes as f64 * costs.per_byte / 2.0;
    // However many workers there are, no more cores than these compute.
    let under_quota = (parts - run.waiting.0 as f64) / quota::allowed(workers, run.quota);
    Costs {
        overhead: Nanos::from_secs_f64(overhead / 1e9),
        task: Nanos::from_secs_f64(task / 1e9),
        break_even_chunk: break_even(costs.per_message, task),
        predicted: Nanos::from_secs_f64((parts / workers).max(under_quota) / 1e9) + costs.round_trip,
        ..costs
    }
}

/// The smallest chunk whose messages cost less than [`SHARE`] of its tasks' time.
fn break_even(per_message: Nanos, task: f64) -> Option<u32> {
    let chunk = (per_message.0 as f64 / (SHARE * task)).ceil().max(1.0);
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at least 1, and small enough"
    )]
    (task > 0.0 && chunk <= f64::from(u32::MAX)).then_some(chunk as u32)
}

fn median(mut times: Vec<Nanos>) -> Nanos {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_add_up_to_a_prediction() {
        let measured = Costs {
            round_trip: Nanos::from_micros(60),
            per_message: Nanos::from_micros(1),
            per_byte: 2.0,
            ..Costs::default()
        };
        let run = RunTotals {
            tasks: 1000,
            chunk: 10,
            wall: Nanos::from_millis(60),
            in_tasks: Nanos::from_millis(100),
            waiting: Nanos::ZERO,
            quota: None,
        };
        let costs = predict(measured, &run, 2, 1_000_000);
        assert_eq!(costs.task, Nanos::from_micros(100));
        assert_eq!(costs.overhead, Nanos::from_micros(20), "2 × 60 ms - 100 ms, over 1000 tasks");
        // (100 ms of tasks, 100 chunks of 1 µs, 1 MB of 1 ns a byte) on two workers, and the way there and back.
        assert_eq!(costs.predicted, Nanos::from_micros((100_000 + 100 + 1_000) / 2 + 60));
        assert_eq!(costs.break_even_chunk, Some(1), "1 µs is less than 5 % of 100 µs");
        let throttled = |waiting| {
            let run = RunTotals { quota: Some(0.5), waiting: Nanos::from_millis(waiting), ..run };
            predict(measured, &run, 2, 1_000_000).predicted
        };
        assert_eq!(
            throttled(0),
            Nanos::from_micros((100_000 + 100 + 1_000) * 2 + 60),
            "half a core for both"
        );
        assert_eq!(throttled(90), costs.predicted, "tasks that wait need no core");
    }

    #[test]
    fn tiny_tasks_pay_only_in_large_chunks() {
        assert_eq!(break_even(Nanos(1000), 10.0), Some(2000));
        assert_eq!(break_even(Nanos(1000), 0.0), None);
    }
}
