//! Work of the simulated hogs, and how much of it takes a millisecond here.

use std::hint::black_box;
use std::sync::LazyLock;

use sha2::{Digest, Sha256};

use crate::clock::Clock;

const MS: u64 = 1_000_000;

/// Number of calls whose median is the length of one.
const FITTING_CALLS: usize = 15;

/// Length of a block that is hashed in one call, bytes: enough for the lock to be released.
const BLOCK: usize = 1 << 20;

/// Units of work in a millisecond on this machine.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pace {
    pub(super) rounds: f64,
    pub(super) steps: f64,
    pub(super) blocks: f64,
}

impl Pace {
    /// The pace of the quickest of several probes: disturbances make them slower, never quicker.
    pub(super) fn measure() -> Self {
        let clock = Clock::start();
        let per_ms = |probe: u64, work: &dyn Fn(u64)| {
            let once = || {
                let begun = clock.now();
                work(probe);
                (clock.now() - begun).0.max(1)
            };
            let quickest = (0..5).map(|_| once()).min().unwrap_or(1);
            (probe * MS) as f64 / quickest as f64
        };
        Self {
            rounds: per_ms(100_000, &|rounds| {
                spin(rounds, || {});
            }),
            steps: per_ms(1_000_000, &|steps| {
                call(steps);
            }),
            blocks: per_ms(4, &|blocks| digest(blocks, |hash| hash())),
        }
    }
}

/// Number of units at this pace in `ms` milliseconds, at least one.
pub(super) fn units(per_ms: f64, ms: f64) -> u64 {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "positive, and far from the end of the numbers"
    )]
    let units = (per_ms * ms).round() as u64;
    units.max(1)
}

/// Computes, one checkpoint a round. A round takes about as long as one of a small loop in byte-code.
pub(super) fn spin(rounds: u64, mut checkpoint: impl FnMut()) -> u64 {
    let mut x = 1u64;
    for _ in 0..rounds {
        x = round(x);
        checkpoint();
    }
    black_box(x)
}

/// Number of steps with which a call takes `call_us` now: the machine may have become quicker or slower since its
/// pace was measured, and a hog's release of the lock depends on the length of its calls.
pub(super) fn fitted(steps: u64, call_us: u64) -> u64 {
    let clock = Clock::start();
    let mut took: Vec<u64> = (0..FITTING_CALLS)
        .map(|_| {
            let begun = clock.now();
            black_box(call(steps));
            (clock.now() - begun).0
        })
        .collect();
    took.sort_unstable();
    let ratio = (call_us * 1000) as f64 / took[FITTING_CALLS / 2].max(1) as f64;
    units(steps as f64, ratio)
}

/// A chain of multiplications, each waiting for the one before: 30 to 50 ns.
pub(super) fn round(mut x: u64) -> u64 {
    for _ in 0..32 {
        x = black_box(x).wrapping_mul(31).wrapping_add(7);
    }
    x
}

/// A call into C, during which no request for the lock is noticed.
pub(super) fn call(steps: u64) -> u64 {
    (0..steps).fold(0, |sum: u64, step| black_box(sum).wrapping_add(step))
}

/// Hashes blocks, each through `call`.
pub(super) fn digest(blocks: u64, mut call: impl FnMut(&mut dyn FnMut())) {
    // Made when it is needed: as a constant it would be a megabyte of the program. Not of zeros, which the kernel
    // would keep in one page.
    static DATA: LazyLock<Vec<u8>> = LazyLock::new(|| vec![1; BLOCK]);
    let data = DATA.as_slice();
    for _ in 0..blocks {
        call(&mut || {
            black_box(Sha256::digest(black_box(data)));
        });
    }
}
