//! Pools as the benches open them.

use std::error::Error;
use std::time::{Duration, Instant};

use coreograph::event::WorkerId;
use coreograph::pool::{Arguments, Config, Notice, Pool};
use coreograph::workload::{Kind, Spec, TaskOutcome, Value};

/// The program whose workers are measured.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_coreograph");

/// So many numbers are tried in a task of `primes` here: a few milliseconds of work.
pub(crate) const PRIMES: u64 = 5_000;

/// As many workers as this process may use cores.
pub(crate) fn count() -> u16 {
    std::thread::available_parallelism().ok().and_then(|cores| u16::try_from(cores.get()).ok()).unwrap_or(2)
}

/// So many tasks of this kind and size.
pub(crate) fn spec(kind: Kind, tasks: u32, size: u64) -> Spec {
    Spec::of(kind, tasks, size)
}

/// The same argument for every task: all cost the same, and nothing is made up meanwhile.
#[derive(Debug, Clone)]
pub(crate) struct Alike(pub(crate) Value, pub(crate) u32);

impl Alike {
    /// The first task of `spec`, as often as it has tasks.
    pub(crate) fn first_of(spec: &Spec) -> Self {
        Self(spec.argument(0), spec.tasks)
    }
}

impl Arguments for Alike {
    fn tasks(&self) -> u32 {
        self.1
    }

    fn argument(&self, _task: u32) -> Value {
        self.0.clone()
    }
}

/// Opens a pool of [`count`] workers, has it do `work` and closes it.
pub(crate) fn with_pool<R>(
    spec: &Spec,
    watched: bool,
    notify: &mut dyn FnMut(WorkerId, Notice),
    work: impl FnOnce(&mut Pool<'_>) -> Result<R, Box<dyn Error>>,
) -> Result<R, Box<dyn Error>> {
    let mut pool =
        Pool::start(Config { watched, ..Config::new(PROGRAM.into(), count(), spec.clone()) }, notify)?;
    let result = work(&mut pool)?;
    pool.close();
    pool.join()?;
    Ok(result)
}

/// How long it takes to map these arguments, all of which must come to something.
pub(crate) fn time_of_map(
    pool: &mut Pool<'_>,
    arguments: impl Arguments + 'static,
    chunk: Option<u32>,
) -> Result<Duration, Box<dyn Error>> {
    let tasks = arguments.tasks();
    let began = Instant::now();
    let outcomes = pool.map(arguments, chunk)?;
    let took = began.elapsed();
    all_done(&outcomes, tasks)?;
    Ok(took)
}

/// Every task has a result.
pub(crate) fn all_done(outcomes: &[Option<TaskOutcome>], tasks: u32) -> Result<(), String> {
    let done = outcomes.iter().filter(|outcome| matches!(outcome, Some(Ok(_)))).count();
    if done == tasks as usize {
        return Ok(());
    }
    let without = outcomes.iter().enumerate().find(|(_, outcome)| !matches!(outcome, Some(Ok(_))));
    Err(format!("{done} of {tasks} tasks have a result; the first without: {without:?}"))
}
