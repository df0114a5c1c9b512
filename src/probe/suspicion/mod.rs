//! Wording of doubts: the observation, with its figure, and what to do about it. All of it is here.

use std::time::Duration;

use super::cgroup::Throttling;
use crate::event::{Doubt, LaneId, Nanos};
use crate::text::duration::duration;
use crate::text::figure::decimal;
use crate::text::words::{counted, plural};

/// An observation that casts doubt on a measurement, with its figures.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Suspicion {
    /// A lane was over too soon.
    ShortRun {
        /// The lane's kind.
        lane: String,
        /// Length of its run.
        wall: Nanos,
    },
    /// There is a quota below the usable CPUs.
    Quota {
        /// The quota in cores.
        cores: f64,
        /// The usable CPUs.
        usable: u32,
    },
    /// The quota was used up during the race.
    Throttled(Throttling),
    /// Another guest of the same host ran on our CPUs.
    Steal {
        /// Share of all CPU time.
        share: f64,
    },
    /// The machine was busy before the race.
    BusyMachine {
        /// Load in cores.
        cores: f64,
        /// Number of cores.
        of: usize,
    },
    /// The clock of CPUs is held at its lowest.
    Governor {
        /// Number of these CPUs.
        held: usize,
        /// Number of all CPUs.
        of: usize,
    },
    /// The machine runs on battery.
    Battery,
    /// Every other program precedes this one; policy and niceness in words.
    Priority(String),
    /// The CPU is near the temperature that it must not pass, or has lowered its clock because of it; the evidence.
    Heat(String),
    /// The machine could not provide the cores that the lane needed.
    Capacity {
        /// The lane's kind.
        lane: String,
        /// Cores that it provided.
        cores: f64,
        /// Cores that the lane needed.
        of: u16,
    },
    /// A lane was faster than possible, against the calibration.
    Baseline {
        /// The lane's kind.
        lane: String,
        /// Its speed-up.
        speedup: f64,
        /// The possible speed-up.
        possible: f64,
    },
    /// A figure of a lane is beyond what is possible, and withheld.
    BeyondPossible {
        /// The lane's name.
        lane: String,
        /// The figure's name.
        figure: &'static str,
        /// The bound that it exceeded, as the end of a sentence.
        bound: String,
    },
    /// The cores were slower than when one worker ran alone.
    SlowCores {
        /// The lane's kind.
        lane: String,
        /// CPU time relative to that of one worker alone.
        slowed: f64,
    },
    /// Earlier races of this session still compute.
    LeftBehind {
        /// Number of races.
        races: usize,
    },
    /// The switch interval was changed while locks were in use.
    IntervalChanged {
        /// Interval before.
        from: Duration,
        /// Interval after.
        to: Duration,
    },
    /// A point of a sweep has few runs.
    FewRepetitions {
        /// Number of runs.
        runs: usize,
    },
    /// The median of a point's runs is not known precisely.
    WideInterval {
        /// Half-width of its interval, as a share of it.
        reach: f64,
    },
    /// Some runs of a point are far from all others.
    Outlier {
        /// The furthest run, in multiples of the median.
        times: f64,
    },
    /// All runs of a point together were over too soon.
    ShortRuns {
        /// Their total time.
        wall: Nanos,
    },
    /// Other programs computed at the same time.
    Others {
        /// Load in cores.
        cores: f64,
    },
    /// The program was stopped for a while.
    Suspended,
    /// A worker process was stopped by a signal that this program did not send.
    StoppedWorker {
        /// The lane's kind.
        lane: String,
        /// The worker; `None` for the interpreter that runs it.
        worker: Option<u16>,
        /// Its process; `None` while it was being started.
        pid: Option<u32>,
    },
    /// An impossible figure, and the reason.
    Implausible {
        /// Its name and value.
        what: String,
        /// Reason why that is impossible.
        why: String,
    },
    /// Starting its workers took most of a lane's time.
    StartUp {
        /// The lane's kind.
        lane: String,
        /// Time until they were ready, the mean.
        start: Nanos,
        /// Length of its run.
        wall: Nanos,
    },
    /// The user's function gave other results for the same arguments when it was called once more.
    NotDeterministic {
        /// The first of these tasks.
        tasks: Vec<u32>,
    },
    /// Each worker of a lane runs several threads, together more than there are CPUs.
    Oversubscribed {
        /// The lane's kind.
        lane: String,
        /// Number of workers.
        workers: u32,
        /// Number of threads that compute, the workers among them.
        threads: u32,
        /// Number of CPUs that the lane may use.
        cpus: u32,
    },
    /// The interpreter of a lane had no lock, and got it back.
    GilBack {
        /// The lane's kind.
        lane: String,
        /// The module that needs it; `None` where that was not told.
        module: Option<String>,
    },
    /// Workers of a run were stopped by a signal for this long, all together, s.
    StoppedFor(f64),
    /// Built without optimisation.
    DebugBuild,
}

impl Suspicion {
    /// Its name, as in [`Doubt::kind`].
    #[must_use]
    pub(crate) const fn kind(&self) -> &'static str {
        match self {
            Self::ShortRun { .. } | Self::ShortRuns { .. } => "short-run",
            Self::Quota { .. } | Self::Throttled(_) => "quota",
            Self::Steal { .. } => "steal",
            Self::BusyMachine { .. } | Self::Others { .. } => "busy-machine",
            Self::Governor { .. } => "governor",
            Self::Battery => "battery",
            Self::Priority(_) => "priority",
            Self::Heat(_) => "heat",
            Self::Capacity { .. } => "capacity",
            Self::Baseline { .. } => "baseline",
            Self::BeyondPossible { .. } => "beyond-possible",
            Self::SlowCores { .. } => "slow-cores",
            Self::LeftBehind { .. } => "left-behind",
            Self::IntervalChanged { .. } => "interval-changed",
            Self::FewRepetitions { .. } => "few-repetitions",
            Self::WideInterval { .. } => "wide-interval",
            Self::Outlier { .. } => "outlier",
            Self::Suspended => "suspended",
            Self::StoppedWorker { .. } | Self::StoppedFor(_) => "stopped-worker",
            Self::Implausible { .. } => "implausible-figure",
            Self::StartUp { .. } => "start-up",
            Self::NotDeterministic { .. } => "not-deterministic",
            Self::Oversubscribed { .. } => "oversubscribed",
            Self::GilBack { .. } => "gil-back",
            Self::DebugBuild => "debug-build",
        }
    }

    /// The observation, with its figure.
    #[must_use]
    pub(crate) fn message(&self) -> String {
        match self {
            Self::ShortRun { lane, wall } => format!("the {lane} lane ran for only {:.2} s", wall.secs()),
            Self::Quota { cores, usable } => {
                format!("a quota allows {} of the {}", decimal(*cores), counted(usable, "usable CPU"))
            }
            Self::Throttled(t) => {
                let times = if t.times == 1 { "once".into() } else { format!("{} times", t.times) };
                format!("the CPU quota stopped everything {times}, for {:.2} s in all", t.time.secs())
            }
            Self::Steal { share } => {
                format!("the hypervisor took {:.1} % of the CPU time away", share * 100.0)
            }
            Self::BusyMachine { cores, of } => {
                format!(
                    "other programs kept {} of {} busy before the start",
                    decimal(*cores),
                    counted(of, "core")
                )
            }
            Self::Governor { held, of } => {
                format!(
                    "the governor powersave holds the clock of {held} of {} at its lowest",
                    counted(of, "CPU")
                )
            }
            Self::Battery => "the machine runs on battery".to_string(),
            Self::Heat(why) => why.clone(),
            Self::Priority(words) => format!("every other program comes first: {words}"),
            Self::Capacity { lane, cores, of } => {
                format!(
                    "the machine gave {} of {} around the {lane} lane",
                    decimal(*cores),
                    counted(of, "core")
                )
            }
            Self::Baseline { lane, speedup, possible } => format!(
                "the calibration of one worker took at least {} times too long: the {lane} lane can do the work of {} at most",
                decimal(*speedup / *possible),
                counted(decimal(*possible), "worker")
            ),
            Self::BeyondPossible { lane, figure, bound } => {
                format!("the {figure} of the {lane} lane {bound}: withheld")
            }
            Self::SlowCores { lane, slowed } => format!(
                "the {lane} lane's tasks took {} times the CPU time they take one worker alone",
                decimal(*slowed)
            ),
            Self::LeftBehind { races: 1 } => "a long task of an earlier race still runs".to_string(),
            Self::LeftBehind { races } => format!("long tasks of {races} earlier races still run"),
            Self::IntervalChanged { from, to } => {
                format!("the switch interval was changed from {from:?} to {to:?} in the middle of the race")
            }
            Self::FewRepetitions { runs: 1 } => "it was measured only once".to_string(),
            Self::FewRepetitions { runs } => format!("it was measured only {runs} times"),
            Self::WideInterval { reach } => {
                format!("the median is not known better than ±{:.0} %", reach * 100.0)
            }
            Self::Outlier { times } => {
                format!("a run took {} times the median and is far from all others", decimal(*times))
            }
            Self::ShortRuns { wall } => format!("all runs together took only {:.2} s", wall.secs()),
            Self::Others { cores } => {
                format!("other programs kept {} busy meanwhile", counted(decimal(*cores), "core"))
            }
            Self::Suspended => "the program was suspended while it measured".to_string(),
            Self::StoppedFor(seconds) => {
                format!("workers were stopped by a signal for {seconds:.2} s in all")
            }
            Self::StoppedWorker { lane, worker, pid } => {
                let pid = pid.map_or_else(String::new, |pid| format!(" (pid {pid})"));
                let who =
                    worker.map_or_else(|| "the interpreter".into(), |worker| format!("worker {worker}"));
                format!("{who}{pid} of the {lane} lane was stopped by a signal from outside")
            }
            Self::Implausible { what, why } => format!("{what} cannot be: {why}"),
            Self::StartUp { lane, start, wall } => format!(
                "starting its workers took {} of the {} of the {lane} lane: it shows the start more than the work",
                duration(start.secs()),
                duration(wall.secs())
            ),
            Self::NotDeterministic { tasks } => {
                let numbers = tasks.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
                let tasks = plural(tasks.len(), "task");
                format!(
                    "the function is not deterministic: {tasks} {numbers} had another result when called again"
                )
            }
            Self::Oversubscribed { lane, workers, threads, cpus } => format!(
                "the {} of the {lane} lane run {} of their own besides: {threads} on {}",
                counted(workers, "worker"),
                counted(threads.saturating_sub(*workers), "thread"),
                counted(cpus, "CPU")
            ),
            Self::GilBack { lane, module } => {
                let module =
                    module.as_ref().map_or_else(String::new, |module| format!(": module {module} needs it"));
                format!("the interpreter's lock came back in the {lane} lane{module}")
            }
            Self::DebugBuild => "this is a debug build".to_string(),
        }
    }

    /// Advice.
    #[must_use]
    pub(crate) const fn advice(&self) -> &'static str {
        match self {
            Self::ShortRun { .. } => "give it more work with --seconds, --tasks or --size",
            Self::Quota { .. } => {
                "use no more workers than the quota allows, or raise it (docker run --cpus, limits.cpu, CPUQuota=)"
            }
            Self::Throttled(_) => {
                "use fewer workers, or raise the quota (docker run --cpus, limits.cpu, CPUQuota=)"
            }
            Self::Steal { .. } => {
                "run it again when the host is quieter, or on a machine with dedicated CPUs"
            }
            Self::BusyMachine { .. } | Self::Others { .. } => {
                "wait until they are done, or close them, and run it again"
            }
            Self::Governor { .. } => "let the clock rise: sudo cpupower frequency-set -g performance",
            Self::Battery => "plug it in, and run it again",
            Self::Priority(_) => {
                "start it without chrt -i (chrt -o -p 0 PID sets a process back; a service has CPUSchedulingPolicy=), and run it again"
            }
            Self::Heat(_) => "let it cool down, see that its vents are not blocked, and run it again",
            Self::Capacity { .. } => {
                "judge speed-up by the capacity, or run it again: other guests, SMT siblings or a lower clock took the rest"
            }
            Self::Baseline { .. } => {
                "the calibration fell into a slow moment: run it again, or add the sequential lane"
            }
            Self::BeyondPossible { .. } => {
                "run it again on a quiet machine with more work (--seconds), beside the sequential lane: what it is compared with was measured in a slow moment"
            }
            Self::SlowCores { .. } => {
                "run it again: while it ran, other guests, SMT siblings or a lower clock slowed its cores down"
            }
            Self::LeftBehind { .. } => "choose smaller tasks with --size, or start the program anew",
            Self::IntervalChanged { .. } => {
                "run it again, with --switch-interval or r, for figures of one interval"
            }
            Self::FewRepetitions { .. } => "let it run to its end, with --reps 5 or more",
            Self::WideInterval { .. } => {
                "measure more often with --reps or --budget, on a machine that is quiet"
            }
            Self::Outlier { .. } => "the median is not affected; see what else ran just then",
            Self::ShortRuns { .. } => "give it more work with --size or --tasks",
            Self::Suspended => "run it again; the lane's wall time holds the stop",
            Self::StoppedWorker { .. } => {
                "let it go on with kill -CONT, or give tasks a --deadline: what lies with it waits until then"
            }
            Self::Implausible { .. } => {
                "that figure and all that follow from it are withheld: measure again, or find out what changed the file"
            }
            Self::StartUp { .. } => "give it more tasks, with --tasks or --seconds",
            Self::NotDeterministic { .. } => {
                "results cannot be compared between lanes: let it draw from a seed that follows from its argument"
            }
            Self::Oversubscribed { .. } => {
                "set OMP_NUM_THREADS=1, OPENBLAS_NUM_THREADS=1 and MKL_NUM_THREADS=1, or use fewer workers"
            }
            Self::GilBack { .. } => {
                "use a version of the module that supports the free-threaded build, or leave it out: its threads take turns"
            }
            Self::StoppedFor(_) => "run it again, and leave the workers alone",
            Self::DebugBuild => "measure a release build: cargo run --release",
        }
    }

    /// The resulting doubt: about one lane, or about the whole race.
    #[must_use]
    pub(crate) fn into_doubt(self, lane: Option<LaneId>) -> Doubt {
        Doubt {
            kind: self.kind().to_string(),
            message: self.message(),
            advice: self.advice().to_string(),
            lane,
        }
    }
}

#[cfg(test)]
mod tests;
