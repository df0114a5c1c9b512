//! Why not N times? What a lane lost on the way from the speed-up that was possible to the one that was measured.
//!
//! A lane's workers have their wall time between them: what each did with every moment of it stands in their books.
//! So what was lost is counted, not fitted. *Possible* is the smaller of the lane's workers and the CPUs that it may
//! use (those it is confined to, else all that this program may use, never more than the quota). What the spins say
//! that the machine gave just then is no part of it: cores that are slow or taken away are a loss like others.
//!
//! | cause | the time of all workers, from the first task to the last result, that |
//! | --- | --- |
//! | load balance | a worker was idle and the busiest one was not |
//! | lock-wait | went into waiting for the lock |
//! | core-wait | went into wanting a core and having none |
//! | serialise and transfer | went into making and moving messages; where workers are processes and none died, also that in which even the busiest was idle: its next task was on its way |
//! | start-up | went into starting processes in the midst of the work; what goes before the first task is no part of any speed-up |
//! | slower cores | the tasks took on cores beyond what one worker alone takes for as many of them: less time, and it is negative |
//! | unexplained | is left: idle time of all threads at once, time booked as computing without CPU time |
//!
//! A second of one worker is worth `1 / wall` of a speed-up, so that losses are *times*, and what was measured and
//! what was lost add up to what was possible. More workers than CPUs have nothing to lose but their wait: of what they
//! wait for a core, for the lock, for work (in this order), as much is not counted as a core fewer leaves them.
//!
//! The same as factors: causes are taken off one after another, start-up first, then idle time of all, load balance
//! (whose factor so is mean over longest time of the workers, as usual), lock-wait, core-wait, messages, what is
//! unexplained, slower cores (so that its factor is CPU time of one over CPU time of N). Each factor is what is left
//! after it over what was there before; their product is measured / possible, which is the efficiency where there
//! are as many CPUs as workers.
//!
//! While a lane runs, work on tasks that have not ended cannot be told from slower cores: it is unexplained until then.

mod words;

use super::lane::Lane;
use super::score::{Baseline, Score};
use super::{Model, Nanos};
use crate::event::{Activity, Mix};

/// So many times of speed-up are the rounding of sums.
const ROUNDING: f64 = 1e-9;

/// What speed-up is lost to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// Some workers had nothing to do while others had.
    Balance,
    /// Waiting for the lock.
    LockWait,
    /// Wanting a core and having none.
    CoreWait,
    /// Making and moving messages.
    Transfer,
    /// Starting processes in the midst of the work.
    StartUp,
    /// The same work took more CPU time than alone.
    SlowerCores,
    /// Nothing that the books tell.
    Unexplained,
}

impl Cause {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 7] = [
        Self::Balance,
        Self::LockWait,
        Self::CoreWait,
        Self::Transfer,
        Self::StartUp,
        Self::SlowerCores,
        Self::Unexplained,
    ];
}

/// What one cause took.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Loss {
    /// The cause.
    pub cause: Cause,
    /// So many times of speed-up; negative where the lane gained by it.
    pub times: f64,
    /// What is left of the speed-up after it, as a share of what was there before; above 1 where the lane gained.
    pub factor: f64,
}

/// The loss budget of a lane.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Losses {
    /// The speed-up that was possible.
    pub possible: f64,
    /// The speed-up that was measured.
    pub measured: f64,
    /// What was lost to each cause, in the order of [`Cause::ALL`]. `measured` and their times add up to `possible`.
    pub by_cause: [Loss; 7],
}

/// Why a lane has no such budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoBudget {
    /// It has not done a task so far.
    TooEarly,
    /// Nobody knows how long one worker alone takes.
    NoBaseline,
    /// Its work waits more than it computes.
    Waits,
    /// Its workers have many tasks in flight each.
    InFlight,
}

impl Losses {
    /// The budget of `lane` at `model.now`. Costs a look at each worker, and no memory.
    ///
    /// # Errors
    /// Why it has none.
    pub fn of(model: &Model, lane: &Lane) -> Result<Self, NoBudget> {
        let books = Books::of(model, lane).ok_or(NoBudget::TooEarly)?;
        if lane.in_flight.is_some_and(|tasks| tasks > 1) {
            return Err(NoBudget::InFlight);
        }
        if books.time[Activity::Io] > books.time[Activity::Compute] {
            return Err(NoBudget::Waits);
        }
        let solo = Baseline::of_lane(model, lane).ok_or(NoBudget::NoBaseline)?.solo;
        let tasks = model.tasks_of(lane).filter(|tasks| *tasks > 0).ok_or(NoBudget::TooEarly)?;
        let work = solo.secs() * f64::from(lane.done) / f64::from(tasks);
        books.budget(work, possible(model, lane)).ok_or(NoBudget::TooEarly)
    }

    /// What was lost to one cause.
    #[must_use]
    pub fn to(&self, cause: Cause) -> Loss {
        self.by_cause[cause as usize]
    }

    /// The largest loss; `None` when nothing worth a word was lost: less than a twentieth of what was possible.
    #[must_use]
    pub fn largest(&self) -> Option<Loss> {
        let largest = self.by_cause.iter().copied().max_by(|a, b| a.times.total_cmp(&b.times));
        largest.filter(|loss| loss.times >= 0.05 * self.possible)
    }

    /// The share of what was possible that was measured.
    #[must_use]
    pub fn kept(&self) -> f64 {
        self.measured / self.possible
    }
}

/// The speed-up that is possible for a lane: the smaller of its workers and the CPUs that it may use.
fn possible(model: &Model, lane: &Lane) -> f64 {
    let workers = f64::from(lane.plan.workers.max(1));
    let Some(machine) = model.plan.as_ref().map(|plan| &plan.machine) else { return workers };
    let cpus =
        if lane.plan.cpus.is_empty() { f64::from(machine.usable_cpus) } else { lane.plan.cpus.len() as f64 };
    let cpus = machine.quota.filter(|quota| *quota > 0.0).map_or(cpus, |quota| quota.min(cpus));
    if cpus > 0.0 { workers.min(cpus) } else { workers }
}

/// What the workers did from the first task on, together.
struct Books {
    /// That long, in seconds.
    wall: f64,
    workers: f64,
    /// By activity.
    time: Mix,
    /// The most that one of them was neither idle nor being started.
    longest: Nanos,
    /// CPU time of all; `None` where it is not known.
    cpu: Option<f64>,
    /// Whether the next task of an idle worker comes in a message.
    by_message: bool,
    /// Whether all work was on tasks that have ended.
    closed: bool,
}

impl Books {
    fn of(model: &Model, lane: &Lane) -> Option<Self> {
        let wall = Score::wall_of(model, lane).filter(|_| lane.done > 0)?;
        let before = lane.ready? - lane.started?;
        let mut books = Self {
            wall: wall.secs(),
            workers: f64::from(lane.plan.workers.max(1)),
            time: Mix::default(),
            longest: Nanos::ZERO,
            cpu: None,
            by_message: lane.plan.processes && lane.deaths.is_empty(),
            closed: lane.outcome.is_some(),
        };
        if let Some(outcome) = &lane.outcome {
            outcome.accounts.iter().for_each(|account| books.enter(&account.time, before));
            let cpu = outcome.accounts.iter().map(|account| account.cpu).sum::<Nanos>();
            books.cpu = Some(cpu.secs()).filter(|cpu| *cpu > 0.0);
        } else {
            let end = lane.finished.unwrap_or(model.now);
            lane.workers.iter().for_each(|worker| books.enter(&worker.time_until(end), before));
        }
        Some(books)
    }

    /// One worker's time, without the time `before` the first task: it was being started, then idle.
    fn enter(&mut self, time: &Mix, before: Nanos) {
        let time = time.without_start(before);
        let busy = time.total() - time[Activity::Idle] - time[Activity::Spawn];
        self.longest = self.longest.max(busy);
        self.time += &time;
    }

    /// The budget for work that takes one worker alone so many seconds.
    fn budget(&self, work: f64, possible: f64) -> Option<Losses> {
        let seconds = |activity| self.time[activity].secs();
        let measured = work / self.wall;
        let busy = self.time.total().secs() - seconds(Activity::Idle) - seconds(Activity::Spawn);
        let computed = self.cpu.map_or(seconds(Activity::Compute), |cpu| cpu.min(seconds(Activity::Compute)));
        let useful = computed + seconds(Activity::Io);
        if useful <= 0.0 || measured <= 0.0 {
            return None;
        }
        // Workers that never came were idle, too.
        let spawn = seconds(Activity::Spawn);
        let idle = (self.workers * self.wall - busy - spawn).max(0.0);
        let uneven = (self.workers * self.longest.secs() - busy).clamp(0.0, idle);
        let mut waits = [seconds(Activity::CoreWait), seconds(Activity::LockWait), uneven, idle - uneven];
        let mut surplus = (self.workers - possible).max(0.0) * self.wall;
        for wait in &mut waits {
            let forgiven = wait.min(surplus);
            *wait -= forgiven;
            surplus -= forgiven;
        }
        let [core, lock, uneven, rest] = waits;
        let slower = if self.closed { useful - work } else { 0.0 };
        let idle_of_all = if self.by_message { Cause::Transfer } else { Cause::Unexplained };
        let messages = seconds(Activity::Serialise) + seconds(Activity::Transfer);
        let known = spawn + rest + uneven + lock + core + messages + slower;
        // Exact, whatever the books say: what is left of the whole, but for the rounding of sums.
        let left = possible - measured - known / self.wall;
        let left = if left.abs() < ROUNDING { 0.0 } else { left };
        let (gained, lost) = (left.min(0.0), left.max(0.0));
        let slices = [
            (Cause::Unexplained, gained),
            (Cause::StartUp, spawn / self.wall),
            (idle_of_all, rest / self.wall),
            (Cause::Balance, uneven / self.wall),
            (Cause::LockWait, lock / self.wall),
            (Cause::CoreWait, core / self.wall),
            (Cause::Transfer, messages / self.wall),
            (Cause::Unexplained, lost),
            (Cause::SlowerCores, slower / self.wall),
        ];
        Some(Losses { possible, measured, by_cause: taken_off(possible, &slices) })
    }
}

/// Takes one slice after another off what is possible.
fn taken_off(possible: f64, slices: &[(Cause, f64)]) -> [Loss; 7] {
    let mut by_cause = Cause::ALL.map(|cause| Loss { cause, times: 0.0, factor: 1.0 });
    let mut there = possible;
    for (cause, times) in slices {
        let loss = &mut by_cause[*cause as usize];
        loss.times += times;
        loss.factor *= (there - times) / there;
        there -= times;
    }
    by_cause
}

#[cfg(test)]
mod tests;
