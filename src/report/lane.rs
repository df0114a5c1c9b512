//! One lane's part of a report.

use serde::{Deserialize, Serialize};

use super::{
    BaselineReport, CostsReport, CounterReport, DeathReport, FaultReport, GilReport, LineReport,
    LossesReport, ProcessReport, RepliesReport, TimeReport, WorkerReport, worker,
};
use crate::event::{Activity, Failure, IpcStats, Percentiles, PythonPlan};
use crate::model::Model;
use crate::model::lane::{Lane, LaneState};
use crate::model::plausible::Figure;
use crate::model::score::{Baseline, Score};
use crate::model::trouble::{news, troubles};

/// What a lane came to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LaneReport {
    /// The execution model: `sequential`, `threads`, `gil`, `interpreters`, `async`, `pool`.
    pub lane: String,
    /// What it is called where a race has several of one kind: `gil:4`, `py-threads 3.11.7`.
    #[serde(default)]
    pub name: String,
    /// What it is, in words.
    pub label: String,
    /// The interpreter, in lanes of real CPython.
    #[serde(default)]
    pub python: Option<PythonReport>,
    /// Whether it imitates something that is not there: the `gil` lane has no Python in it.
    pub simulated: bool,
    /// `waiting`, `starting`, `running` (it was stopped then), `finished`, `failed`.
    pub state: String,
    /// How many workers.
    pub workers: u32,
    /// From the first task handed out to the last result; `null` where what is said of it cannot be.
    pub wall_s: Option<f64>,
    /// From the lane's start until all its workers were ready; `null` as above.
    pub start_s: Option<f64>,
    /// What became of the tasks.
    pub tasks: TasksReport,
    /// The size of one of its tasks; calibrated for Python in lanes of real CPython that compute.
    #[serde(default)]
    pub size: Option<u64>,
    /// What its speed-up is measured against: one worker of its own language.
    #[serde(default)]
    pub baseline: Option<BaselineReport>,
    /// Tasks done per second of `wall_s`; `null` as above.
    pub throughput: Option<f64>,
    /// Against one worker without a lock.
    pub speedup: Option<f64>,
    /// Speed-up per worker.
    pub efficiency: Option<f64>,
    /// CPU time of the workers over `wall_s`.
    pub cores_busy: Option<f64>,
    /// Cores the machine could give just then: the mean of the two that follow.
    pub capacity: Option<f64>,
    /// The same just before the lane ran.
    pub capacity_before: Option<f64>,
    /// The same just after.
    pub capacity_after: Option<f64>,
    /// On how many cores that was measured.
    pub capacity_of: Option<u16>,
    /// Speed-up over what was possible: the smaller of `capacity` and `workers`.
    pub of_capacity: Option<f64>,
    /// SHA-256 over all results in task order, shortened; equal for all lanes with tasks of the same size.
    pub digest: Option<String>,
    /// The digest of what this program makes of the same tasks, where their size is not the race's.
    #[serde(default)]
    pub reference: Option<String>,
    /// The results when there are at most 100.
    pub results: Option<Vec<serde_json::Value>>,
    /// The time of all workers by activity; it sums to `workers` x (`start_s` + `wall_s`). `null` as above.
    pub time_s: Option<TimeReport>,
    /// The lock, or all its locks together; `null` for lanes without one.
    pub gil: Option<GilReport>,
    /// The messages; `null` for lanes whose workers are threads.
    pub ipc: Option<IpcReport>,
    /// What its processes cost, and what that predicts; `null` where that was not measured.
    #[serde(default)]
    pub costs: Option<CostsReport>,
    /// Why it was not as many times as fast as it has workers; `null` where that cannot be told.
    #[serde(default)]
    pub losses: Option<LossesReport>,
    /// Why not, then.
    #[serde(default)]
    pub no_losses: Option<String>,
    /// How evenly the work lay on the workers: the mean of their busy times over the longest; `null` for one worker.
    #[serde(default)]
    pub balance: Option<f64>,
    /// The most tasks that were in flight at once; `null` for lanes whose workers do one after another.
    #[serde(default)]
    pub in_flight: Option<u32>,
    /// How long clients waited for replies; `null` for work that serves none.
    #[serde(default)]
    pub replies_us: Option<RepliesReport>,
    /// What counters came to; `null` for work that does not count.
    #[serde(default)]
    pub counter: Option<CounterReport>,
    /// The workers.
    pub worker: Vec<WorkerReport>,
    /// What the workers printed, in order of arrival.
    pub output: Vec<LineReport>,
    /// Lines that were counted but not kept.
    pub output_lost: u64,
    /// The first tasks without a result, and why.
    pub failures: Vec<FailureReport>,
    /// Worker processes that ended before they were told to.
    pub deaths: Vec<DeathReport>,
    /// Faults that were injected into workers on demand.
    #[serde(default)]
    pub faults: Vec<FaultReport>,
    /// The processes that its workers lived through, the first thousand; empty for threads.
    #[serde(default)]
    pub processes: Vec<ProcessReport>,
    /// Processes that came after those.
    #[serde(default)]
    pub processes_more: u64,
    /// Why the lane could not run; `null` when it could.
    pub error: Option<String>,
    /// What went wrong and was not mended, in words.
    #[serde(default)]
    pub troubles: Vec<String>,
    /// The deaths after which nothing is missing, in words.
    #[serde(default)]
    pub news: Vec<String>,
}

/// A real interpreter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PythonReport {
    /// The program.
    pub path: String,
    /// Its version.
    pub version: String,
    /// Whether its threads share a lock.
    pub gil: bool,
}

/// What became of a lane's tasks.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TasksReport {
    /// How many there are; `null` when the race ended before that was known.
    pub total: Option<u32>,
    /// Those with a result.
    pub done: u32,
    /// Those that ended without one.
    pub failed: u32,
    /// Those that were executed again after a worker died.
    pub retried: u32,
    /// Those that were given up because every worker that executed them died.
    #[serde(default)]
    pub quarantined: Vec<u32>,
}

/// What the messages between a lane and its worker processes came to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IpcReport {
    /// Frames in both directions that carried tasks or results.
    pub messages: u64,
    /// Bytes written to the workers.
    pub bytes_out: u64,
    /// Bytes read from them.
    pub bytes_in: u64,
    /// From handing out a task until its result is here, less the task's own time, in microseconds.
    pub round_trip_us: PercentilesReport,
    /// From starting a worker process until it is ready, in milliseconds.
    pub spawn_ms: PercentilesReport,
    /// Time the lane itself spent turning arguments and results into bytes and back.
    pub serialise_s: f64,
}

/// Percentiles; the unit stands in the name of the field that holds them.
#[derive(Debug, Default, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PercentilesReport {
    /// Half of the values are at most this.
    pub p50: Option<f64>,
    /// 99 % of the values are at most this.
    pub p99: Option<f64>,
}

/// A task that has no result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailureReport {
    /// Which task.
    pub task: u32,
    /// Why.
    pub reason: String,
}

impl LaneReport {
    /// The report on `lane` of `model`.
    #[must_use]
    pub fn of(lane: &Lane, model: &Model) -> Self {
        let score = Score::of(model, lane);
        let outcome = lane.outcome.as_ref();
        let cores = [lane.capacity_before, lane.capacity_after];
        let losses = LossesReport::of(lane, model);
        let told = |figures: &[Figure], figure: f64| (!lane.withholds(figures)).then_some(figure);
        Self {
            lane: lane.plan.kind.clone(),
            name: model.name_of(lane),
            label: lane.plan.label.clone(),
            python: lane.plan.python.as_ref().map(PythonReport::of),
            simulated: matches!(lane.plan.kind.as_str(), "gil" | "interpreters"),
            state: state_of(lane, model).into(),
            workers: lane.plan.workers,
            wall_s: told(&[Figure::Wall], score.wall.secs()),
            start_s: told(&[Figure::Wall], score.start.secs()),
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
            throughput: told(&[Figure::Wall, Figure::Tasks], score.throughput),
            speedup: known(score.speedup),
            efficiency: known(score.efficiency),
            cores_busy: known(score.cores_busy),
            capacity: known(score.capacity),
            capacity_before: known(cores[0].map(|c| c.cores)),
            capacity_after: known(cores[1].map(|c| c.cores)),
            capacity_of: cores.into_iter().flatten().map(|c| c.of).next(),
            of_capacity: known(score.of_capacity),
            digest: outcome.map(|o| o.digest.clone()),
            reference: lane.reference.clone(),
            results: outcome.and_then(|o| o.results.clone()),
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
            worker: worker::workers_of(lane, model.now),
            output: lane.output.iter().map(LineReport::of).collect(),
            output_lost: lane.output_lost,
            failures: outcome.map(|o| o.failures.iter().map(FailureReport::of).collect()).unwrap_or_default(),
            deaths: lane.deaths.iter().map(|death| DeathReport::of(death, lane)).collect(),
            faults: lane.faults.iter().map(|fault| FaultReport::of(fault, lane)).collect(),
            processes: lane.processes.kept.iter().map(ProcessReport::of).collect(),
            processes_more: lane.processes.more,
            error: if let LaneState::Failed(reason) = &lane.state { Some(reason.clone()) } else { None },
            troubles: troubles(lane),
            news: news(lane),
        }
    }

    /// The share of all worker time that went to one activity; `None` where nobody knows.
    #[must_use]
    pub fn share(&self, activity: Activity) -> Option<f64> {
        self.time_s.as_ref()?.share(activity)
    }

    /// Whether its workers did something for a length of time that is told.
    #[must_use]
    pub fn ran(&self) -> bool {
        self.wall_s.is_some_and(|wall| wall > 0.0)
    }

    /// The label, with the word *simulated* in it where that is true.
    #[must_use]
    pub fn honest_label(&self) -> String {
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
        // It was stopped in the middle of its work, and has said what it came to until then.
        LaneState::Finished if model.tasks_of(lane).is_some_and(|all| ended < all) => "running",
        LaneState::Waiting => "waiting",
        LaneState::Starting => "starting",
        LaneState::Running => "running",
        LaneState::Finished => "finished",
        LaneState::Failed(_) => "failed",
    }
}

/// A figure that can be told: JSON has no word for what is not finite.
fn known(figure: Option<f64>) -> Option<f64> {
    figure.filter(|f| f.is_finite())
}

impl PythonReport {
    fn of(python: &PythonPlan) -> Self {
        Self { path: python.path.clone(), version: python.version.clone(), gil: python.gil }
    }
}

impl IpcReport {
    fn of(ipc: &IpcStats) -> Self {
        Self {
            messages: ipc.messages,
            bytes_out: ipc.bytes_out,
            bytes_in: ipc.bytes_in,
            round_trip_us: PercentilesReport::of(ipc.round_trip_us),
            spawn_ms: PercentilesReport::of(ipc.spawn_ms),
            serialise_s: ipc.serialise.secs(),
        }
    }
}

impl PercentilesReport {
    pub(super) fn of(percentiles: Percentiles) -> Self {
        // Nothing takes no time at all: what is zero was never measured.
        let seen = |figure: f64| known(Some(figure).filter(|_| percentiles != Percentiles::default()));
        Self { p50: seen(percentiles.p50), p99: seen(percentiles.p99) }
    }
}

impl FailureReport {
    fn of(failure: &Failure) -> Self {
        Self { task: failure.task, reason: failure.reason.clone() }
    }
}
