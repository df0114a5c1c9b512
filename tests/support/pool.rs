//! Pools with the real program as their workers, and a watchdog over each test.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use coreograph::event::WorkerId;
use coreograph::pool::{Config, Notice, Pool, Remains};
use coreograph::workload::{Kind, Spec, TaskOutcome, Value};

use super::PROGRAM;
use super::process::unburied_children_of;

static TURN: Mutex<()> = Mutex::new(());

/// A test's turn: tests that count what this process holds run one after another. The test that has it is watched.
pub(crate) struct Turn {
    _guard: MutexGuard<'static, ()>,
    step: Arc<Mutex<String>>,
    /// Closes with the turn.
    _over: Sender<()>,
}

/// Longer than any of these tests takes, on the slowest machine.
const PATIENCE: Duration = Duration::from_mins(3);

/// Waits for this test's turn. A test that hangs ends the whole run, and says where it stood.
pub(crate) fn turn(test: &'static str) -> Turn {
    let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let step = Arc::new(Mutex::new("its beginning".to_string()));
    let (over, ended) = channel();
    let watched = Arc::clone(&step);
    std::thread::spawn(move || {
        if ended.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
            let step = watched.lock().unwrap_or_else(PoisonError::into_inner);
            eprintln!("{test} hangs; it stood at: {step}");
            std::process::abort();
        }
    });
    Turn { _guard: turn, step, _over: over }
}

impl Turn {
    /// What the test is about to do.
    pub(crate) fn at(&self, step: impl Into<String>) {
        *self.step.lock().unwrap_or_else(PoisonError::into_inner) = step.into();
    }
}

/// A pool for tasks of this kind.
pub(crate) fn config(kind: Kind, size: u64, tasks: u32, workers: u16) -> Config {
    let spec = Spec::of(kind, tasks, size);
    Config::new(PathBuf::from(PROGRAM), workers, spec)
}

/// What a pool came to.
pub(crate) struct Run {
    pub(crate) outcomes: Vec<Option<TaskOutcome>>,
    pub(crate) remains: Vec<Remains>,
    pub(crate) notices: Vec<(WorkerId, Notice)>,
    pub(crate) retried: u32,
    pub(crate) quarantined: Vec<u32>,
}

/// Runs the tasks of `config` in chunks from the pool's start to its end.
pub(crate) fn run(config: Config, chunk: u32) -> Run {
    run_with(config, chunk, &mut |_| ())
}

/// The same, with `look` called again and again on the way.
pub(crate) fn run_with(config: Config, chunk: u32, look: &mut dyn FnMut(&Pool<'_>)) -> Run {
    let mut notices = Vec::new();
    let mut notify = |worker, notice| notices.push((worker, notice));
    let spec = config.spec.clone();
    let mut pool = Pool::start(config, &mut notify).expect("the workers start");
    let outcomes = pool.map_watched(spec, Some(chunk), look).expect("the tasks run");
    let (retried, quarantined) = (pool.retried(), pool.quarantined().to_vec());
    pool.close();
    let remains = pool.join().expect("the workers leave");
    Run { outcomes, remains, notices, retried, quarantined }
}

impl Run {
    /// The deaths, in their order.
    pub(crate) fn deaths(&self) -> Vec<&coreograph::event::Obituary> {
        let death = |(_, notice): &'_ (WorkerId, Notice)| matches!(notice, Notice::Death(_));
        let said = self.notices.iter().filter(|notice| death(notice));
        said.filter_map(|(_, notice)| if let Notice::Death(o) = notice { Some(&**o) } else { None }).collect()
    }

    /// How many notices are such.
    pub(crate) fn count(&self, such: impl Fn(&Notice) -> bool) -> usize {
        self.notices.iter().filter(|(_, notice)| such(notice)).count()
    }
}

/// What `square` makes of so many tasks.
pub(crate) fn squares(tasks: u32) -> Vec<Option<TaskOutcome>> {
    (0..u64::from(tasks)).map(|n| Some(Ok(Value::Int(n * n)))).collect()
}

#[track_caller]
pub(crate) fn assert_no_children() {
    assert_eq!(unburied_children_of(std::process::id()), [], "children are left, or were not waited for");
}

/// How many files this process has open.
pub(crate) fn open_files() -> usize {
    let listed = ["/proc/self/fd", "/dev/fd"].into_iter().find(|folder| Path::new(folder).exists());
    std::fs::read_dir(listed.expect("a list of open files")).expect("it can be read").count()
}
