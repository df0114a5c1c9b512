//! All kinds of doubts with their meaning: for the doctor and for the help.
//!
//! Names and advice are those of [`Suspicion`] wherever it has them. One comes from elsewhere: a truncated recording.

use std::time::Duration;

use super::cgroup::Throttling;
use super::suspicion::Suspicion;
use crate::event::Nanos;

/// Reason to doubt a truncated recording, and its advice.
pub(crate) const CUT_RECORDING: [&str; 2] = [
    "cut-recording",
    "what came before is shown; the program that recorded was killed, or its disk was full",
];

/// A kind of doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct DoubtKind {
    /// Its name, as in [`Doubt::kind`](crate::event::Doubt::kind).
    pub kind: &'static str,
    /// Its meaning for a measurement.
    pub meaning: &'static str,
    /// Advice.
    pub advice: &'static str,
    /// When it can be determined.
    pub known: Known,
}

/// When a doubt can be determined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Known {
    /// At any time, from the present state of the machine.
    Now,
    /// Only from a measurement.
    Measured,
}

/// Every kind of doubt, those about the machine first.
#[must_use]
pub(crate) fn catalogue() -> Vec<DoubtKind> {
    let kind = |known| {
        move |(suspicion, meaning): (Suspicion, &'static str)| DoubtKind {
            kind: suspicion.kind(),
            meaning,
            advice: suspicion.advice(),
            known,
        }
    };
    let now = of_the_machine().into_iter().map(kind(Known::Now));
    let measured = of_what_was_measured().into_iter().map(kind(Known::Measured));
    let elsewhere = [DoubtKind {
        kind: CUT_RECORDING[0],
        meaning: "a recording breaks off in mid-line: what came after is not known",
        advice: CUT_RECORDING[1],
        known: Known::Measured,
    }];
    now.chain(measured).chain(elsewhere).collect()
}

/// Doubts that can be determined at any time, and their meaning.
fn of_the_machine() -> Vec<(Suspicion, &'static str)> {
    let lane = String::new;
    let throttled = Throttling { times: 1, time: Nanos::ZERO };
    vec![
        (
            Suspicion::DebugBuild,
            "the program was built without optimisation: its own overhead is many times what it is",
        ),
        (
            Suspicion::Quota { cores: 0.0, usable: 0 },
            "a control group allows less CPU time than the usable CPUs have: more workers than that are stopped in turn",
        ),
        (
            Suspicion::Throttled(throttled),
            "the allowed CPU time was used up, and everything stood still until the next period",
        ),
        (
            Suspicion::Steal { share: 0.0 },
            "a hypervisor ran another guest on CPUs that were wanted here: to the kernel they look busy, and they were not there",
        ),
        (
            Suspicion::BusyMachine { cores: 0.0, of: 0 },
            "other programs compute: what they use is missing to the lane that runs just then, and not to the others",
        ),
        (
            Suspicion::Governor { held: 0, of: 0 },
            "the clock of cores does not rise when there is work: everything is slower than it need be, and no lane more than another",
        ),
        (
            Suspicion::Battery,
            "on battery the clock is lower, and not the same from minute to minute: a later run has another clock",
        ),
        (
            Suspicion::Priority(lane()),
            "this program runs only when no other wants the core: what others do is missing to the lane that runs just then",
        ),
        (Suspicion::Heat(lane()), "a CPU near its limit lowers its clock: a later run is slower"),
        (
            Suspicion::Capacity { lane: lane(), cores: 0.0, of: 0 },
            "the cores do less at once than one by one: a speed-up beyond what they give cannot be had by any lane",
        ),
    ]
}

/// Doubts that only a measurement can show, and their meaning.
fn of_what_was_measured() -> Vec<(Suspicion, &'static str)> {
    let lane = String::new;
    let none = Duration::ZERO;
    vec![
        (
            Suspicion::SlowCores { lane: lane(), slowed: 0.0 },
            "the same tasks took more time on a core than one worker alone needed: the cores were slower while the lane ran",
        ),
        (
            Suspicion::Baseline { lane: lane(), speedup: 0.0, possible: 0.0 },
            "a lane was faster than it can be: what it is compared with was measured in a slow moment",
        ),
        (
            Suspicion::BeyondPossible { lane: lane(), figure: "", bound: lane() },
            "a speed-up, or a number of cores busy, beyond what the machine and the workers can do: it is withheld everywhere",
        ),
        (
            Suspicion::ShortRun { lane: lane(), wall: Nanos::ZERO },
            "start-up and one unlucky moment weigh too much in a run of less than half a second",
        ),
        (
            Suspicion::LeftBehind { races: 0 },
            "a task of an earlier race of the session would not end, and still uses a core",
        ),
        (
            Suspicion::IntervalChanged { from: none, to: none },
            "the locks did not do one thing all the time: figures of two intervals are mixed",
        ),
        (
            Suspicion::FewRepetitions { runs: 0 },
            "a measurement was stopped early: its intervals hold the truth less often than they should",
        ),
        (
            Suspicion::WideInterval { reach: 0.0 },
            "the runs of one point differ so much that the middle of them is not known well",
        ),
        (
            Suspicion::Outlier { times: 0.0 },
            "something happened during that run that happened during no other",
        ),
        (
            Suspicion::Implausible { what: lane(), why: lane() },
            "a recorded figure lies beyond what can be: the file was changed or damaged, and what follows from it is withheld",
        ),
        (
            Suspicion::StartUp { lane: lane(), start: Nanos::ZERO, wall: Nanos::ZERO },
            "starting the worker processes took more than half of a lane's time: with more tasks it would be another comparison",
        ),
        (
            Suspicion::NotDeterministic { tasks: Vec::new() },
            "the function gives other results when it is called again with the same argument: lanes cannot be checked by them",
        ),
        (
            Suspicion::Oversubscribed { lane: lane(), workers: 0, threads: 0, cpus: 0 },
            "the function starts threads of its own (BLAS, OpenMP): with all workers together they are more than the CPUs, and get in each other's way",
        ),
        (
            Suspicion::GilBack { lane: lane(), module: None },
            "a module that does not support the free-threaded build made the interpreter take its lock again: its threads take turns",
        ),
        (Suspicion::Suspended, "the program stood still, at a Ctrl-Z, while clocks went on"),
        (
            Suspicion::StoppedWorker { lane: lane(), worker: None, pid: None },
            "a worker did nothing while clocks went on, and what lay with it waited: the lane was slower than it is",
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_doubt_of_the_table_in_the_documentation_is_explained() {
        let documented = include_str!("doubts/mod.rs")
            .lines()
            .filter_map(|line| line.strip_prefix("//! | `")?.split('`').next());
        let explained: Vec<&str> = catalogue().iter().map(|doubt| doubt.kind).collect();
        let mut count = 0;
        for kind in documented {
            assert!(explained.contains(&kind), "{kind}");
            count += 1;
        }
        assert!(count >= 14, "the table has {count} rows");
        assert!(catalogue().iter().all(|doubt| !doubt.meaning.is_empty() && !doubt.advice.is_empty()));
    }
}
