//! How two processes best pass bytes to each other: `cargo bench --bench transport [-- --quick]`.
//!
//! The other process is this very program, started again. Every figure is the median of rounds in which all
//! candidates took their turn, with the interval that holds the true median. What the pool uses was chosen by
//! this table; its module says which, and why.

#[cfg(target_os = "linux")]
mod candidate;
#[cfg(target_os = "linux")]
mod end;
#[cfg(target_os = "linux")]
mod peer;
#[path = "../support/mod.rs"]
mod support;

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("The candidates are those of Linux; nothing is measured here.");
}

#[cfg(target_os = "linux")]
fn main() -> std::io::Result<()> {
    match peer::Job::from_arguments() {
        Some(job) => job.serve(),
        None => figures::print_all(),
    }
}

#[cfg(target_os = "linux")]
mod figures {
    use std::io;
    use std::time::Instant;

    use coreograph::statistics::median;

    use super::candidate::{ALL, Candidate};
    use super::peer::{Buffers, Job, Peer};
    use super::support::{in_turns, print_table, quick, spread};

    /// A small message: what a task and its argument take, or a result.
    const MESSAGE: usize = 32;

    /// So many small messages are under way at once.
    const WINDOW: usize = 128;

    /// Sizes of payloads, and how many are passed in one measurement.
    const PAYLOADS: [(&str, usize, u32); 5] = [
        ("4 KiB", 4 << 10, 4000),
        ("64 KiB", 64 << 10, 1000),
        ("256 KiB", 256 << 10, 300),
        ("1 MiB", 1 << 20, 100),
        ("64 MiB", 64 << 20, 2),
    ];

    pub(super) fn print_all() -> io::Result<()> {
        let rounds = if quick() { 5 } else { 15 };
        println!("{}\n", super::candidate::granted()?);
        let mut head = vec![
            "candidate".into(),
            "32 B, round trip p50, µs".into(),
            "32 B, 128 outstanding, million/s".into(),
        ];
        head.extend(PAYLOADS.iter().map(|(name, ..)| format!("{name}, MB/s sent")));
        let mut rows: Vec<Vec<String>> = ALL.iter().map(|candidate| vec![candidate.name().into()]).collect();
        let mut column = |readings: Vec<Vec<Option<f64>>>, decimals| {
            for (row, readings) in rows.iter_mut().zip(readings) {
                row.push(spread(readings.into_iter().flatten(), decimals));
            }
        };
        column(in_turns(rounds, &ALL, |candidate| round_trip(*candidate).map(Some))?, 1);
        column(in_turns(rounds, &ALL, |candidate| small_messages(*candidate))?, 2);
        for (_, size, count) in PAYLOADS {
            let sent = |candidate: &Candidate| payloads(*candidate, size, count, Buffers::Kept).map(Some);
            column(in_turns(rounds, &ALL, sent)?, 0);
        }
        rows.insert(0, head);
        print_table(&rows);
        println!("\nBuffers on both sides, over a socket pair:\n");
        print_table(&buffers(rounds)?);
        Ok(())
    }

    /// The median time in microseconds of a small message there and back, one at a time.
    fn round_trip(candidate: Candidate) -> io::Result<f64> {
        let mut peer = Peer::start(Job { candidate, size: MESSAGE, whole: true, buffers: Buffers::Kept })?;
        let mut message = [7; MESSAGE];
        let mut times = Vec::with_capacity(2000);
        for _ in 0..2000 {
            let began = Instant::now();
            peer.end.send(&message)?;
            peer.end.receive(&mut message)?;
            times.push(began.elapsed().as_secs_f64() * 1e6);
        }
        peer.leave()?;
        Ok(median(times).unwrap_or(f64::NAN))
    }

    /// Millions of small messages per second, there and back, with [`WINDOW`] of them under way; `None` where
    /// only one message is under way at a time.
    fn small_messages(candidate: Candidate) -> io::Result<Option<f64>> {
        const BYTES: usize = 400_000 * MESSAGE;
        let mut peer = Peer::start(Job { candidate, size: MESSAGE, whole: false, buffers: Buffers::Kept })?;
        if !peer.end.streams() {
            return peer.leave().map(|()| None);
        }
        let (messages, mut replies) = ([7; WINDOW * MESSAGE], [0; WINDOW * MESSAGE]);
        let (mut sent, mut received) = (0, 0);
        let began = Instant::now();
        while received < BYTES {
            let room = (messages.len() - (sent - received)).min(BYTES - sent);
            peer.end.send(&messages[..room])?;
            sent += room;
            received += peer.end.receive_some(&mut replies)?;
        }
        let took = began.elapsed();
        peer.leave()?;
        Ok(Some((BYTES / MESSAGE) as f64 / took.as_secs_f64() / 1e6))
    }

    /// Megabytes sent per second, when each payload comes back whole before the next one leaves: as many bytes
    /// travel the other way.
    fn payloads(candidate: Candidate, size: usize, count: u32, buffers: Buffers) -> io::Result<f64> {
        let mut peer = Peer::start(Job { candidate, size, whole: true, buffers })?;
        let (payload, mut reply) = (vec![7; size], vec![1; size]);
        // The first one pays for pages that are touched for the first time, as a pool does once.
        peer.end.send(&payload)?;
        peer.end.receive(&mut reply)?;
        let began = Instant::now();
        for _ in 0..count {
            peer.end.send(&payload)?;
            buffers.receive(&mut peer.end, &mut reply)?;
        }
        let took = began.elapsed();
        assert!(reply == payload, "what came back is not what was sent");
        peer.leave()?;
        Ok(f64::from(count) * size as f64 / took.as_secs_f64() / 1e6)
    }

    /// What a buffer for every message costs, against one that is kept.
    fn buffers(rounds: usize) -> io::Result<Vec<Vec<String>>> {
        let mut rows = vec![vec!["buffers".into(), "1 MiB, MB/s sent".into(), "64 MiB, MB/s sent".into()]];
        rows.extend(Buffers::ALL.iter().map(|buffers| vec![buffers.name().into()]));
        for (size, count) in [(1 << 20, 100), (64 << 20, 2)] {
            let sent = |buffers: &Buffers| payloads(Candidate::Socket, size, count, *buffers);
            let readings = in_turns(rounds, &Buffers::ALL, sent)?;
            for (row, readings) in rows.iter_mut().skip(1).zip(readings) {
                row.push(spread(readings, 0));
            }
        }
        Ok(rows)
    }
}
