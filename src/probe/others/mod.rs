//! Load by other programs before a measurement: looked at again for up to two seconds before a machine counts as busy.
//!
//! A program that starts beside this one, such as the reader of a pipe (`coreograph race … | python3 …`), keeps a core
//! busy for some tenths of a second. It is over before the race begins, so it spoils nothing.

use std::thread;
use std::time::{Duration, Instant};

use super::cores::{Cores, Load};
use super::doubts::busy_limit;
use super::permille::permille;
use crate::event::Nanos;
use crate::sys::thread::process_cpu_time;

/// Length of a look; cores need at least 200 ms between two readings. Where they were read a moment ago, as beside a
/// [`Watch`](super::Watch), the first look may have to wait up to as long before it can begin.
const LOOK: Duration = Duration::from_millis(250);
/// Largest number of looks: two seconds in all.
const LOOKS: usize = 8;
/// Period in which a stop is polled meanwhile.
const NOTICE: Duration = Duration::from_millis(10);

/// Number of cores that other programs keep busy, and of how many.
pub(super) type Busy = (f64, usize);

/// Number of these cores that others keep busy just now; all cores when the list is empty. A look takes a quarter of
/// a second, and the first quiet one is the last. `None` when it was stopped or cannot be determined.
pub(super) fn others_busy(cpus: &[u16], stop: &dyn Fn() -> bool) -> Option<Busy> {
    let mut cores = Cores::new();
    wait_while(stop, || !cores.begin())?;
    let (mut since, mut own) = (Instant::now(), process_cpu_time());
    until_quiet(|| {
        wait_while(stop, || since.elapsed() < LOOK)?;
        let load = cores.read()?;
        let (now, used) = (Instant::now(), process_cpu_time());
        let share = permille(used - own, Nanos::from(now - since));
        (since, own) = (now, used);
        Some(others(&load, cpus, share))
    })
}

/// The first look at which the machine is quiet, else the last of [`LOOKS`]; `None` as soon as a look has no answer.
fn until_quiet(mut look: impl FnMut() -> Option<Busy>) -> Option<Busy> {
    let mut seen = look()?;
    for _ in 1..LOOKS {
        let (cores, of) = seen;
        if cores <= busy_limit(of) {
            break;
        }
        seen = look()?;
    }
    Some(seen)
}

/// Waits while `waiting`, for as long as a look may take; `None` when it was stopped.
fn wait_while(stop: &dyn Fn() -> bool, mut waiting: impl FnMut() -> bool) -> Option<()> {
    let began = Instant::now();
    while waiting() && began.elapsed() < LOOK {
        if stop() {
            return None;
        }
        thread::sleep(NOTICE);
    }
    Some(())
}

/// Sum of these cores' utilisation without `own`, in cores; and the number of cores that are there.
fn others(load: &Load, cpus: &[u16], own: u16) -> Busy {
    let all = (0..).take(load.busy.len()).collect::<Vec<u16>>();
    let cpus = if cpus.is_empty() { &all } else { cpus };
    let there = cpus.iter().filter(|cpu| !load.offline.contains(cpu));
    let busy = there.clone().filter_map(|cpu| load.busy.get(usize::from(*cpu))).map(|busy| u32::from(*busy));
    (f64::from(busy.sum::<u32>().saturating_sub(u32::from(own))) / 1000.0, there.count())
}

#[cfg(test)]
mod tests;
