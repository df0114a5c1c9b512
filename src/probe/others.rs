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
mod tests {
    use super::*;

    #[test]
    fn only_usable_cores_and_other_programs_count() {
        let near = |(cores, of): Busy, expected: Busy| {
            assert!((cores - expected.0).abs() < 1e-9 && of == expected.1, "{cores} of {of}");
        };
        let of = |busy: &[u16], offline: &[u16], cpus: &[u16], own| {
            let load = Load { busy: busy.into(), offline: offline.into(), ..Load::default() };
            others(&load, cpus, own)
        };
        near(of(&[100, 200, 900], &[], &[0, 1], 50), (0.25, 2));
        near(of(&[100, 200, 900], &[], &[], 0), (1.2, 3));
        near(of(&[100, 0, 900], &[1], &[], 0), (1.0, 2));
        near(of(&[10, 20], &[], &[0, 1, 7], 400), (0.0, 3));
        near(of(&[], &[], &[], 0), (0.0, 0));
    }

    /// Result of looks with these answers, in cores of two, and the number of looks.
    fn found(answers: &[Option<f64>]) -> (Option<f64>, usize) {
        let mut looks = 0;
        let found = until_quiet(|| {
            let answer = answers.get(looks).or(answers.last()).copied().flatten();
            looks += 1;
            Some((answer?, 2))
        });
        (found.map(|(cores, _)| cores), looks)
    }

    #[test]
    fn the_first_quiet_look_is_the_last() {
        assert_eq!(found(&[Some(0.05)]), (Some(0.05), 1));
        assert_eq!(found(&[Some(0.15)]), (Some(0.15), 1), "as much as is allowed");
        assert_eq!(
            found(&[Some(0.9), Some(0.4), Some(0.1), Some(2.0)]),
            (Some(0.1), 3),
            "it had just started"
        );
    }

    #[test]
    fn a_machine_that_stays_busy_is_busy_after_two_seconds() {
        assert_eq!(found(&[Some(1.9), Some(1.0)]), (Some(1.0), LOOKS), "the latest is what is told");
        assert_eq!(LOOK * u32::try_from(LOOKS).unwrap(), Duration::from_secs(2));
    }

    #[test]
    fn a_look_without_an_answer_ends_it() {
        assert_eq!(found(&[None]), (None, 1));
        assert_eq!(found(&[Some(1.9), None, Some(0.0)]), (None, 2), "stopped in between");
    }

    #[test]
    fn a_stop_is_heard_at_once() {
        let began = Instant::now();
        assert_eq!(others_busy(&[], &|| true), None);
        assert!(began.elapsed() < LOOK);
    }
}
