//! Measures the costs of processes on the pool's own workers when their work is done, each part separately.

use std::time::{Duration, Instant};

use serde_bytes::ByteBuf;

use super::super::message::ToWorker;
use super::super::traffic::expected_of_ping;
use super::Pool;
use crate::event::{Costs, Nanos};
use crate::sys::memory;

/// Number of single messages there and back.
const ROUND_TRIPS: usize = 21;

/// Number of messages in flight at once, and number of repetitions.
const AT_ONCE: (usize, usize) = (512, 5);

/// Size of a large message there and back in bytes, and number of repetitions.
const LARGE: (usize, usize) = (256 << 10, 9);

/// Time limit of the measurement, on a machine that is busy with other programs.
const PATIENCE: Duration = Duration::from_millis(500);

impl Pool<'_> {
    /// Measures the costs of processes, on the first worker that is idle; half a second at most. `None` when there is
    /// no such worker, or it ended meanwhile. Call it after a verb, before [`Pool::close`].
    pub fn measure(&mut self) -> Option<Costs> {
        let index = self.workers.first_idle()?;
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
        let expected = self.traffic.pongs() + count as u64 * expected_of_ping(bytes);
        let worker = self.workers.get_mut(index)?;
        let pid = worker.pid();
        let link = worker.process_mut().link_mut();
        for _ in 0..count {
            // Smaller than any frame may be.
            let _ = link.queue(ToWorker::Ping(ByteBuf::from(vec![0; bytes])));
        }
        link.write();
        while self.traffic.pongs() < expected {
            let lives =
                self.workers.get(index).is_some_and(|worker| worker.pid() == pid && worker.is_ready());
            if !lives || Instant::now() >= until || self.config.stop.requested() || self.turn().is_err() {
                return None;
            }
        }
        Some(began.elapsed().into())
    }
}

fn median(mut times: Vec<Nanos>) -> Nanos {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
