//! Plan: from what is requested to what will be done on this machine.

mod call;
pub(crate) mod command;
mod entry;
mod error;
mod faults;
mod sizes;

use std::hash::{BuildHasher, RandomState};
use std::ops::Deref;
use std::time::Duration;

use self::entry::Entry;
pub(crate) use self::error::PlanError;
use self::sizes::{weigh, weigh_task_contexts};
use super::choices::{Choices, LaneChoice, ScheduleChoice};
use super::limits::{MOST_TASKS, is_line};
use crate::event::{LaneId, LanePlan, Machine, Plan, PythonPlan, Repetitions, Schedule, Tool, WorkloadPlan};
use crate::lane::{self, Lane};
use crate::python::{self, PythonMode, StartMethod};
use crate::text::words::counted;
use crate::workload::{Kind, Scales};

/// Least number of usable CPUs at which `auto` splits them among the lanes.
const SPLIT_FROM: usize = 4;

/// Number of seeds that a race draws from: few enough that a seed is short to type.
const SEEDS: u64 = 1_000_000;

/// A race that can be run on this machine: the plan as it is announced, recorded and reported, and what only the run
/// itself needs. Two plans of the same choices may differ in their seed, so the one that was checked is the one to
/// run.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RacePlan {
    /// The plan as it is announced.
    pub announced: Plan,
    /// The workload.
    pub(super) kind: Kind,
    /// Time that one worker alone should take, s.
    pub(super) seconds: f64,
    /// The switch interval of locks, which is announced in whole microseconds.
    pub(super) interval: Duration,
}

impl Deref for RacePlan {
    type Target = Plan;

    fn deref(&self) -> &Plan {
        &self.announced
    }
}

/// Makes the plan of a race on `machine`.
///
/// # Errors
/// When the request names something that does not exist or cannot be done here.
pub(crate) fn plan(choices: &Choices, machine: &Machine) -> Result<RacePlan, PlanError> {
    plan_with(choices, machine, true)
}

/// The same without executing anything of the user's: a function is not looked up, nor its arguments counted. For scenes
/// that are only checked.
///
/// # Errors
/// As of [`plan`], but for those of a function.
pub(crate) fn plan_unasked(choices: &Choices, machine: &Machine) -> Result<RacePlan, PlanError> {
    plan_with(choices, machine, false)
}

fn plan_with(choices: &Choices, machine: &Machine, ask: bool) -> Result<RacePlan, PlanError> {
    if choices.lanes.is_empty() {
        return Err(PlanError::NoLanes);
    }
    if let Some(tasks) = choices.tasks.filter(|t| *t == 0 || *t > MOST_TASKS) {
        return Err(PlanError::Tasks(tasks));
    }
    let sharing = choices.kind() == Kind::Mixed;
    if let Some(share) = choices.share.filter(|share| !sharing || !(1..=99).contains(share)) {
        return Err(PlanError::Share { share, workload: choices.kind().name() });
    }
    let printing = choices.kind() == Kind::Print;
    if let Some(arg) = choices.arg.as_ref().filter(|arg| !printing || !is_line(arg)) {
        return Err(PlanError::Arg { arg: arg.clone(), workload: choices.kind().name() });
    }
    weigh(choices, machine)?;
    let mut entries = entries(choices)?;
    let call = choices.call.as_ref().filter(|_| choices.command.is_none());
    let call = call.map(|call| call::found(call, choices, &entries, ask)).transpose()?;
    call::settle(call.as_ref(), choices, &mut entries)?;
    let command = choices.command.as_ref().map(|own| command::found(own, choices, &entries)).transpose()?;
    let schedule = schedule(choices, entries.len(), machine)?;
    let share = share(entries.len(), machine);
    let lanes = entries.iter().enumerate().map(|(id, entry)| {
        let cpus = match schedule {
            Schedule::Split => cores(machine)[id * share..(id + 1) * share].concat(),
            Schedule::Turns | Schedule::Together => Vec::new(),
        };
        let usable = if cpus.is_empty() { machine.usable_cpus as usize } else { cpus.len() };
        let lane = lane_plan(id, entry, choices.workers, usable, cpus, call.is_some())?;
        Ok(if command.is_some() { of_commands(lane) } else { lane })
    });
    let lanes = lanes.collect::<Result<Vec<_>, _>>()?;
    weigh_task_contexts(choices, &lanes, schedule, machine)?;
    let workload = match (command, call) {
        (Some(command), _) => command::workload_plan(command, choices),
        (None, Some(call)) => call::workload_plan(call, choices, &lanes),
        (None, None) => workload_plan(choices),
    };
    let announced = Plan {
        tool: Tool::this(),
        machine: machine.clone(),
        workload,
        schedule,
        interval_us: u64::try_from(choices.interval.as_micros()).unwrap_or(u64::MAX),
        lanes,
        faults: choices.faults.clone(),
        deadline_s: choices.deadline.map(|deadline| deadline.as_secs_f64()),
        recycle: choices.recycle,
        repetitions: Repetitions {
            planned: choices.repetitions,
            budget_s: choices.budget.map(|budget| budget.as_secs_f64()),
        },
        // Known when it starts.
        origin: None,
    };
    faults::check(choices, &announced)?;
    let seconds = choices.seconds.seconds;
    Ok(RacePlan { announced, kind: choices.kind(), seconds, interval: choices.interval })
}

/// The requested seed; else a random one for work that is about chance, and a fixed one for other work, so that two
/// races do the same.
fn seed(choices: &Choices) -> u64 {
    // The keys of the standard library's hash maps come from the operating system's randomness, and differ at each
    // call: enough for a number that the report contains, without another dependency.
    let by_chance = || RandomState::new().hash_one(()) % SEEDS;
    choices.seed.unwrap_or_else(|| if choices.kind().draws() { by_chance() } else { 1 })
}

/// The requested lanes, those of real CPython once for each interpreter.
fn entries(choices: &Choices) -> Result<Vec<Entry>, PlanError> {
    let mut entries = Vec::new();
    for choice in choices.racing_lanes().iter() {
        let lane = lane::by_kind(&choice.kind).ok_or_else(|| PlanError::UnknownLane(choice.kind.clone()))?;
        let entry = |python| Entry { choice: choice.clone(), lane, python };
        if lane.python().is_none() {
            entries.push(entry(None));
        } else if choices.pythons.is_empty() {
            entries.push(entry(Some(python::on_path())));
        } else {
            entries.extend(choices.pythons.iter().cloned().map(|python| entry(Some(python))));
        }
    }
    if !choices.pythons.is_empty() && entries.iter().all(|entry| entry.python.is_none()) {
        return Err(PlanError::UnusedPython);
    }
    Ok(entries)
}

fn workload_plan(choices: &Choices) -> WorkloadPlan {
    let kind: Kind = choices.kind();
    let tasks = match kind.scales() {
        Scales::Tasks if choices.tasks.is_none() && choices.seconds.given => None,
        _ => Some(choices.tasks.unwrap_or(kind.tasks())),
    };
    let size = match kind.scales() {
        Scales::Size => choices.size,
        Scales::Tasks | Scales::Nothing => Some(choices.size.unwrap_or(kind.size())),
    };
    WorkloadPlan {
        name: kind.name().into(),
        tasks,
        size,
        unit: kind.unit().into(),
        seed: seed(choices),
        chunk: choices.chunk.unwrap_or(1),
        share: choices.share,
        arg: choices.arg.clone(),
        call: None,
        command: None,
    }
}

fn schedule(choices: &Choices, lanes: usize, machine: &Machine) -> Result<Schedule, PlanError> {
    match choices.schedule {
        ScheduleChoice::Turns => Ok(Schedule::Turns),
        ScheduleChoice::Together => Ok(Schedule::Together),
        ScheduleChoice::Split => splittable(lanes, machine).map(|()| Schedule::Split),
        ScheduleChoice::Auto => {
            // A share must hold as many workers as were requested, or the split decides the race.
            let enough = share(lanes, machine) >= usize::from(choices.workers.unwrap_or(2));
            let split = machine.cpus.len() >= SPLIT_FROM && lanes > 1 && enough;
            let split = split && splittable(lanes, machine).is_ok();
            Ok(if split { Schedule::Split } else { Schedule::Turns })
        }
    }
}

/// The usable CPUs by physical core; each its own where the system does not report cores.
fn cores(machine: &Machine) -> Vec<Vec<u16>> {
    if machine.cores.is_empty() {
        machine.cpus.iter().map(|cpu| vec![*cpu]).collect()
    } else {
        machine.cores.clone()
    }
}

/// Number of physical cores for each of `lanes` lanes in a split.
fn share(lanes: usize, machine: &Machine) -> usize {
    cores(machine).len() / lanes.max(1)
}

fn splittable(lanes: usize, machine: &Machine) -> Result<(), PlanError> {
    if !cfg!(target_os = "linux") || machine.cpus.is_empty() {
        return Err(PlanError::Split("this system does not let a program choose its CPUs".into()));
    }
    if share(lanes, machine) == 0 {
        let reason = format!("{lanes} lanes need a core each, usable here: {}", cores(machine).len());
        return Err(PlanError::Split(reason));
    }
    Ok(())
}

fn lane_plan(
    id: usize,
    entry: &Entry,
    workers: Option<u16>,
    usable: usize,
    cpus: Vec<u16>,
    is_call: bool,
) -> Result<LanePlan, PlanError> {
    let Entry { choice, lane, python } = entry;
    let workers = worker_count(*lane, choice.workers, workers, usable)?;
    let real = lane.python().zip(python.as_ref());
    let method = real.and_then(|(way, python)| start_method(choice, way, python, is_call));
    Ok(LanePlan {
        id: LaneId(u16::try_from(id).unwrap_or(u16::MAX)),
        kind: lane.kind().into(),
        label: real.map_or_else(|| lane.label().into(), |(way, python)| way.label(python, method.as_deref())),
        phrase: real.map_or_else(|| lane.phrase(workers), |(way, python)| way.phrase(python, workers)),
        workers: u32::from(workers),
        processes: lane.processes(),
        locked: real.map_or(lane.locked(), |(way, python)| way.locked(python)),
        cpus,
        python: python.clone(),
        method,
        commands: false,
    })
}

/// The same lane as one that runs a command of the user's.
fn of_commands(lane: LanePlan) -> LanePlan {
    let runs = counted(lane.workers, "run");
    LanePlan {
        label: "runs of a command".into(),
        phrase: format!("{runs} at a time"),
        commands: true,
        ..lane
    }
}

/// The start method of a lane's processes: its own, else Python's.
fn start_method(choice: &LaneChoice, way: PythonMode, python: &PythonPlan, is_call: bool) -> Option<String> {
    let own = python.methods.first().cloned().filter(|_| is_call);
    let usual = || own.unwrap_or_else(|| StartMethod::Fork.word().into());
    way.processes().then(|| choice.method.map_or_else(usual, |method| method.word().into()))
}

/// A lane's own number of workers, else the race's (or the usable CPUs, at least two) as far as the lane can have it.
fn worker_count(
    lane: &dyn Lane,
    own: Option<u16>,
    race: Option<u16>,
    usable: usize,
) -> Result<u16, PlanError> {
    let most = lane.most_workers();
    let refuse = |workers, most| PlanError::Workers { kind: lane.kind().into(), workers, most };
    if let Some(own) = own {
        return if own == 0 || own > most { Err(refuse(own, most)) } else { Ok(own) };
    }
    let usable = u16::try_from(usable).unwrap_or(lane::MOST_WORKERS).clamp(2, lane::MOST_WORKERS);
    match race.unwrap_or(usable) {
        workers if workers == 0 || workers > lane::MOST_WORKERS => Err(refuse(workers, lane::MOST_WORKERS)),
        workers => Ok(workers.min(most)),
    }
}

#[cfg(test)]
mod tests;
