//! One lane's part of a report.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::command::{self, ExecutionReport, UsageReport};
use super::percentiles::known;
use super::{
    BaselineReport, CostsReport, CounterReport, DeathReport, FaultReport, GilReport, IpcReport, LineReport,
    LossesReport, ProcessReport, RepeatedReport, RepliesReport, TimeReport, WorkerReport, worker,
};
use crate::event::{Activity, Agreement, Failure, PythonPlan};
use crate::model::Model;
use crate::model::lane::{Lane, LaneState};
use crate::model::plausible::Figure;
use crate::model::repeated::Repeated;
use crate::model::score::{Baseline, Score};
use crate::model::trouble::{news, troubles};

/// Report on a lane.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct LaneReport {
    /// The execution model: `sequential`, `threads`, `gil`, `interpreters`, `async`, `pool`.
    pub lane: String,
    /// Its name where a race has several of one kind: `gil:4`, `py-threads 3.11.7`.
    #[serde(default)]
    pub name: String,
    /// Its description.
    pub label: String,
    /// The interpreter, in lanes of real CPython.
    #[serde(default)]
    pub python: Option<PythonReport>,
    /// The start method of its worker processes, where a function of the user's is raced: `fork`, `spawn`,
    /// `forkserver`; `null` otherwise.
    #[serde(default)]
    pub start_method: Option<String>,
    /// Whether it simulates something: the `gil` lane has no Python in it.
    pub simulated: bool,
    /// `waiting`, `starting`, `running` (it was stopped then), `finished`, `failed`.
    pub state: String,
    /// Number of workers.
    pub workers: u32,
    /// Time from the first task sent to the last result; `null` where the recorded figures are impossible.
    pub wall_s: Option<f64>,
    /// Time from the lane's start until all its workers were ready; `null` as above.
    pub start_s: Option<f64>,
    /// Its tasks by outcome.
    pub tasks: TasksReport,
    /// The size of one of its tasks; calibrated for Python in lanes of real CPython that compute.
    #[serde(default)]
    pub size: Option<u64>,
    /// Baseline of its speed-up: one worker of its own language.
    #[serde(default)]
    pub baseline: Option<BaselineReport>,
    /// Tasks done per second of `wall_s`; `null` as above, and for work without a meaningful duration.
    pub throughput: Option<f64>,
    /// Speed-up over one worker without a lock; `null` where it is not known or withheld.
    pub speedup: Option<f64>,
    /// Reason why `speedup` is withheld, and `efficiency` and `of_capacity` with it, in a sentence: it is beyond what
    /// is possible. `null` where it is not.
    #[serde(default)]
    pub speedup_withheld: Option<String>,
    /// Speed-up per worker.
    pub efficiency: Option<f64>,
    /// Cores busy: CPU time of the workers over `wall_s`; `null` where that is not known or withheld.
    pub cores_busy: Option<f64>,
    /// Reason why `cores_busy` is withheld, as above.
    #[serde(default)]
    pub cores_busy_withheld: Option<String>,
    /// Cores that the machine could provide just then: the mean of the two that follow.
    pub capacity: Option<f64>,
    /// The same just before the lane ran.
    pub capacity_before: Option<f64>,
    /// The same just after.
    pub capacity_after: Option<f64>,
    /// Number of cores on which that was measured.
    pub capacity_of: Option<u16>,
    /// Speed-up over what was possible: the smaller of `capacity` and `workers`.
    pub of_capacity: Option<f64>,
    /// SHA-256 over all results in task order, shortened; equal for all lanes with tasks of the same size.
    pub digest: Option<String>,
    /// Digest of this program's results of the same tasks, where their size is not the race's.
    #[serde(default)]
    pub reference: Option<String>,
    /// The results when there are at most 100.
    pub results: Option<Vec<serde_json::Value>>,
    /// How the results compare with those of the first lane, for a function of the user's; `null` for the first lane, and
    /// for other work.
    #[serde(default)]
    pub agreement: Option<AgreementReport>,
    /// The time of all workers by activity; it sums to `workers` x (`start_s` + `wall_s`). `null` as above.
    pub time_s: Option<TimeReport>,
    /// The lock, or all its locks together; `null` for lanes without one.
    pub gil: Option<GilReport>,
    /// The messages; `null` for lanes whose workers are threads.
    pub ipc: Option<IpcReport>,
    /// Costs of its processes, with their prediction; `null` where they were not measured.
    #[serde(default)]
    pub costs: Option<CostsReport>,
    /// Why it was not as many times as fast as it has workers; `null` where that cannot be determined.
    #[serde(default)]
    pub losses: Option<LossesReport>,
    /// Reason why `losses` is `null`.
    #[serde(default)]
    pub no_losses: Option<String>,
    /// Balance: mean over the longest of the workers' busy times; `null` for one worker.
    #[serde(default)]
    pub balance: Option<f64>,
    /// Largest number of tasks in flight at once; `null` for lanes whose workers execute one after another.
    #[serde(default)]
    pub in_flight: Option<u32>,
    /// Times that clients waited for replies; `null` for work that serves none.
    #[serde(default)]
    pub replies_us: Option<RepliesReport>,
    /// Counters; `null` for work that does not count.
    #[serde(default)]
    pub counter: Option<CounterReport>,
    /// The runs of a command of the user's when there are at most 100; absent for other work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub executions: Option<Vec<ExecutionReport>>,
    /// The resources that all its runs used; absent for other work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub usage: Option<UsageReport>,
    /// The workers.
    pub worker: Vec<WorkerReport>,
    /// Printed lines of the workers, in order of arrival.
    pub output: Vec<LineReport>,
    /// Lines that were counted but not kept.
    pub output_lost: u64,
    /// First tasks without a result, with the reason of each.
    pub failures: Vec<FailureReport>,
    /// Worker processes that ended unexpectedly.
    pub deaths: Vec<DeathReport>,
    /// Faults that were injected into workers on demand.
    #[serde(default)]
    pub faults: Vec<FaultReport>,
    /// Processes of its workers, the first thousand; empty for threads.
    #[serde(default)]
    pub processes: Vec<ProcessReport>,
    /// Number of processes beyond those.
    #[serde(default)]
    pub processes_more: u64,
    /// Reason why the lane could not run; `null` when it could.
    pub error: Option<String>,
    /// Repetitions: raw figures and intervals.
    #[serde(flatten)]
    pub repeated: RepeatedReport,
    /// Problems that remained, in words.
    #[serde(default)]
    pub troubles: Vec<String>,
    /// Deaths of workers without lasting damage, in words.
    #[serde(default)]
    pub news: Vec<String>,
}

/// A real interpreter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PythonReport {
    /// Path of the program.
    pub path: String,
    /// Its version.
    pub version: String,
    /// Whether its threads share a lock.
    pub gil: bool,
}

/// Tasks of a lane by outcome.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TasksReport {
    /// Number of tasks; `null` when the race ended before that was known.
    pub total: Option<u32>,
    /// Number with a result.
    pub done: u32,
    /// Number that ended without one.
    pub failed: u32,
    /// Number that were executed again after a worker died.
    pub retried: u32,
    /// Tasks that were given up because every worker that executed them died.
    #[serde(default)]
    pub quarantined: Vec<u32>,
}

/// How the results of a lane compare with those of the first one.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AgreementReport {
    /// Number of results that agree, by how: `==`, else `pickle` (the same bytes), else `repr`.
    pub agreed: BTreeMap<String, u32>,
    /// The first tasks whose results differ.
    pub differ: Vec<u32>,
    /// Those of them that had another result when they were called once more: the function is not deterministic.
    pub unstable: Vec<u32>,
}

/// A task that has no result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FailureReport {
    /// Number of the task.
    pub task: u32,
    /// The reason.
    pub reason: String,
}

impl LaneReport {
    /// The report on `lane` of `model`.
    #[must_use]
    pub(crate) fn of(lane: &Lane, model: &Model) -> Self {
        let score = Score::of(model, lane);
        let repeated = Repeated::of(model, lane);
        // By which it is compared: medians where it ran several times.
        let figures = Repeated::score(model, lane);
        let outcome = lane.outcome.as_ref();
        let cores = [lane.capacity_before, lane.capacity_after];
        let losses = LossesReport::of(lane, model);
        let (executions, usage) = command::of_lane(lane);
        let told = |figures: &[Figure], figure: f64| (!lane.withholds(figures)).then_some(figure);
        Self {
            lane: lane.plan.kind.clone(),
            name: model.name_of(lane),
            label: lane.plan.label.clone(),
            python: lane.plan.python.as_ref().map(PythonReport::of),
            start_method: lane.plan.method.clone().filter(|_| {
                // Other work is always started by fork.
                model.plan.as_ref().is_some_and(|plan| plan.workload.call.is_some())
            }),
            simulated: matches!(lane.plan.kind.as_str(), "gil" | "interpreters"),
            state: state_of(lane, model).into(),
            workers: lane.plan.workers,
            wall_s: told(&[Figure::Wall], figures.wall.secs()),
            start_s: told(&[Figure::Wall], figures.start.secs()),
            tasks: TasksReport {
                total: model.tasks_of(lane),
                done: lane.done,
                failed: lane.failed,
                retried: lane.retried,
                quarantined: outcome.map(|o| o.quarantined.clone()).unwrap_or_default(),
            },
            size: model
                .calibration_of(lane)
                .map(|c| c.size)
                .or(model.plan.as_ref().and_then(|p| p.workload.size)),
            baseline: Baseline::of_lane(model, lane).as_ref().map(BaselineReport::of),
            throughput: told(&[Figure::Wall, Figure::Tasks], figures.throughput).filter(|_| model.is_timed()),
            speedup: known(figures.speedup),
            speedup_withheld: figures.speedup_withheld.map(|beyond| beyond.sentence()),
            efficiency: known(figures.efficiency),
            cores_busy: known(figures.cores_busy),
            cores_busy_withheld: figures.cores_busy_withheld.map(|beyond| beyond.sentence()),
            capacity: known(score.capacity),
            capacity_before: known(cores[0].map(|c| c.cores)),
            capacity_after: known(cores[1].map(|c| c.cores)),
            capacity_of: cores.into_iter().flatten().map(|c| c.of).next(),
            of_capacity: known(figures.of_capacity),
            digest: outcome.map(|o| o.digest.clone()),
            reference: lane.reference.clone(),
            results: outcome.and_then(|o| o.results.clone()),
            agreement: outcome.and_then(|o| o.agreement.as_ref()).map(AgreementReport::of),
            time_s: (!lane.withholds(&[Figure::Time])).then(|| TimeReport::of(&score.time)),
            gil: GilReport::of(lane, &score).filter(|_| !lane.withholds(&[Figure::Wall])),
            ipc: lane.ipc.as_ref().filter(|_| lane.plan.processes).map(IpcReport::of),
            costs: outcome.and_then(|o| o.costs.as_ref()).map(CostsReport::of),
            no_losses: losses.as_ref().err().cloned(),
            losses: losses.ok(),
            balance: known(score.balance),
            in_flight: lane.in_flight,
            replies_us: RepliesReport::of(lane),
            counter: CounterReport::of(lane),
            executions,
            usage,
            worker: worker::workers_of(lane, model.now),
            output: lane.output.iter().map(LineReport::of).collect(),
            output_lost: lane.output_lost,
            failures: outcome.map(|o| o.failures.iter().map(FailureReport::of).collect()).unwrap_or_default(),
            deaths: lane.deaths.iter().map(|death| DeathReport::of(death, lane)).collect(),
            faults: lane.faults.iter().map(|fault| FaultReport::of(fault, lane)).collect(),
            processes: lane.processes.kept.iter().map(ProcessReport::of).collect(),
            processes_more: lane.processes.more,
            error: if let LaneState::Failed(reason) = &lane.state { Some(reason.clone()) } else { None },
            repeated: RepeatedReport::of(lane, model, repeated.as_ref()),
            troubles: troubles(lane),
            news: news(lane),
        }
    }

    /// Share of all worker time in one activity; `None` where it is not known.
    #[must_use]
    pub(crate) fn share(&self, activity: Activity) -> Option<f64> {
        self.time_s.as_ref()?.share(activity)
    }

    /// Whether its workers have any recorded time.
    #[must_use]
    pub(crate) fn ran(&self) -> bool {
        self.wall_s.is_some_and(|wall| wall > 0.0)
    }

    /// Its name, which it has in every table, and its label: `gil (threads, simulated GIL)`.
    #[must_use]
    pub(crate) fn title(&self) -> String {
        let name = if self.name.is_empty() { &self.lane } else { &self.name };
        format!("{name} ({})", self.honest_label())
    }

    /// The label, with the word *simulated* in it where that is true.
    fn honest_label(&self) -> String {
        if self.simulated && !self.label.contains("simulated") {
            format!("{}, simulated", self.label)
        } else {
            self.label.clone()
        }
    }
}

fn state_of(lane: &Lane, model: &Model) -> &'static str {
    let ended = lane.done.saturating_add(lane.failed);
    match &lane.state {
        // It was stopped in the middle of its work, and has reported its figures until then.
        LaneState::Finished if model.tasks_of(lane).is_some_and(|all| ended < all) => "running",
        LaneState::Waiting => "waiting",
        LaneState::Starting => "starting",
        LaneState::Running | LaneState::Ending => "running",
        LaneState::Finished => "finished",
        LaneState::Failed(_) => "failed",
    }
}

impl AgreementReport {
    fn of(agreement: &Agreement) -> Self {
        let Agreement { agreed, differ, unstable } = agreement.clone();
        Self { agreed, differ, unstable }
    }

    /// In words: `results agree with the first lane's: 60 by ==, 4 by pickle; those of tasks 3, 5 differ`.
    #[must_use]
    pub(crate) fn words(&self) -> String {
        let how: Vec<String> = self.agreed.iter().map(|(how, number)| format!("{number} by {how}")).collect();
        let agreed = if how.is_empty() { "none".into() } else { how.join(", ") };
        let differ: Vec<String> = self.differ.iter().map(ToString::to_string).collect();
        let differ = match differ.len() {
            0 => String::new(),
            1 => format!("; that of task {} differs", differ[0]),
            _ => format!("; those of tasks {} differ", differ.join(", ")),
        };
        format!("results agree with the first lane's: {agreed}{differ}")
    }
}

impl PythonReport {
    fn of(python: &PythonPlan) -> Self {
        Self { path: python.path.clone(), version: python.version.clone(), gil: python.gil }
    }
}

impl FailureReport {
    fn of(failure: &Failure) -> Self {
        Self { task: failure.task, reason: failure.reason.clone() }
    }
}
