//! Explanations of a lock's behaviour, in sentences with figures.

use super::super::lane::{Lane, LaneState};
use super::super::worker::Worker;
use crate::event::{Activity, LockAccount, LockStats, Nanos};
use crate::text::duration::{duration, interval};
use crate::text::percent::share as share_of_time;

/// Threads whose shares of waiting differ by more than this are reported as unequal.
const UNEQUAL: f64 = 0.2;
/// Threads that had no core for more than this share of their work tell little about the lock.
const CORELESS: f64 = 0.1;

/// Explanations of a lane's lock at `now`, the most important first; empty for a lane without one.
#[must_use]
pub(crate) fn story(lane: &Lane, now: Nanos) -> Vec<String> {
    if !lane.plan.locked {
        return Vec::new();
    }
    if matches!(lane.state, LaneState::Waiting) {
        return vec!["The lock is free: its threads have not started yet.".into()];
    }
    let Some(stats) = &lane.lock else {
        if lane.plan.python.is_some() {
            return vec!["A real CPython does not report the holder of its lock.".into()];
        }
        return vec!["There are no figures of the lock yet.".into()];
    };
    let time = lane.time(now);
    let coreless = time[Activity::CoreWait].share_of(time[Activity::CoreWait] + time[Activity::Compute]);
    let answer = lane.lock_history.answers().quantile(0.5).map_or(0.0, Nanos::micros);
    // An interval explains only waits that were all under one.
    let turned = lane.lock_history.changes().next().is_some();
    let first = if turned { mixed(stats) } else { wait(lane.plan.workers, stats, answer, coreless) };
    let mut sentences = vec![first];
    sentences.extend(unequal(lane, lane.end(now)));
    sentences.extend(overtaken(lane, &stats.all));
    sentences
}

/// Sentence on waits under more than one switch interval.
fn mixed(LockStats { interval_us, all, .. }: &LockStats) -> String {
    let [half, most] = [all.wait_us.p50, all.wait_us.p99].map(|us| duration(us / 1e6));
    format!(
        "The switch interval was changed and is {} now: of all waits, those before it too, half took {half} or \
         less, 1 % more than {most}.",
        interval(*interval_us)
    )
}

/// Sentence on the parts of a wait. `answer` is the time in microseconds that a holder takes to release on request,
/// `coreless` the share of their work in which threads had no core.
fn wait(threads: u32, LockStats { interval_us, all, .. }: &LockStats, answer: f64, coreless: f64) -> String {
    let micros = |us: f64| duration(us / 1e6);
    let (interval, interval_us) = (interval(*interval_us), *interval_us as f64);
    let (wait, hold) = (all.wait_us.p50, all.hold_us.p50);
    let [waits, holds] = [wait, hold].map(micros);
    if threads == 1 {
        return "One thread alone: no other asks for the lock, and it never waits.".into();
    }
    if wait <= 0.0 {
        return "No thread has had to wait for the lock so far.".into();
    }
    if all.voluntary > all.forced {
        return if wait < interval_us / 2.0 {
            format!(
                "A wait takes {waits}: threads let go by themselves, before another has waited for an interval."
            )
        } else {
            format!(
                "A thread that lets go for a call waits {waits} to get the lock back: the holder is asked only after \
                 an interval of {interval}."
            )
        };
    }
    if hold > interval_us * 1.5 {
        let why = match () {
            () if coreless > CORELESS => "since there was no core for all threads in time",
            () if answer * 2.0 > hold - interval_us => "since it passes no checkpoint meanwhile",
            () => "since the waiting threads woke too late to ask in time",
        };
        return format!(
            "A thread waits {waits} each time: the holder keeps the lock for {holds}, longer than the interval \
             of {interval}, {why}."
        );
    }
    let slices = (wait / hold.max(1.0)).round();
    if slices >= 2.0 {
        return format!(
            "A thread waits {waits} each time, {slices:.0} slices of {holds}: others that wait as well get the \
             lock first."
        );
    }
    format!(
        "A thread waits {waits} each time: one interval of {interval}, then the holder lets go at its next \
         checkpoint."
    )
}

/// Sentence on the threads that wait most and least, when they differ.
fn unequal(lane: &Lane, end: Nanos) -> Option<String> {
    let share = |worker: &Worker| worker.time_until(end).share(Activity::LockWait);
    let shares: Vec<f64> = lane.workers.iter().map(share).collect();
    let most = (0..shares.len()).max_by(|a, b| shares[*a].total_cmp(&shares[*b]))?;
    let least = (0..shares.len()).min_by(|a, b| shares[*a].total_cmp(&shares[*b]))?;
    (shares[most] - shares[least] > UNEQUAL).then(|| {
        format!(
            "T{most} waits for {} of its time, T{least} for {}.",
            share_of_time(shares[most]),
            share_of_time(shares[least])
        )
    })
}

/// Sentence on requests after which another thread got the lock.
fn overtaken(lane: &Lane, all: &LockAccount) -> Option<String> {
    (all.overtaken > 0 && all.overtaken * 20 >= all.requests).then(|| {
        let most = lane.lock_history.overtaking().map_or_else(String::new, |(winner, asker, _)| {
            format!(", most often T{} instead of T{}", winner.0, asker.0)
        });
        format!(
            "Of {} requests {} ended with another thread getting the lock{most}.",
            all.requests, all.overtaken
        )
    })
}

#[cfg(test)]
mod tests;
