//! CPUs: how many there are, fewer of them, and all of them busy.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

/// CPUs that this process may use.
pub(crate) fn usable() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// CPUs that the system lets this process choose from, which a quota does not change.
#[allow(clippy::unnecessary_wraps, reason = "other systems do not tell")]
#[cfg(target_os = "linux")]
pub(crate) fn allowed() -> Option<u32> {
    Some(rustix::thread::sched_getaffinity(None).expect("the CPUs of this thread").count())
}

/// CPUs that the system lets this process choose from: it does not tell.
#[cfg(not(target_os = "linux"))]
pub(crate) fn allowed() -> Option<u32> {
    None
}

/// What `run` returns where the programs that it starts may use one CPU alone. Linux only: elsewhere they may use all.
pub(crate) fn on_one_cpu<T: Send>(run: impl FnOnce() -> T + Send) -> T {
    let confined = || {
        #[cfg(target_os = "linux")]
        {
            use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};
            let all = sched_getaffinity(None).expect("the CPUs of this thread");
            let mut one = CpuSet::new();
            one.set((0..CpuSet::MAX_CPU).find(|cpu| all.is_set(*cpu)).expect("it runs on one"));
            sched_setaffinity(None, &one).expect("a thread may give up CPUs");
        }
        run()
    };
    // The thread's own affinity: what it starts has it, and the other tests do not.
    thread::scope(|scope| scope.spawn(confined).join().expect("it does not panic"))
}

/// Threads that keep CPUs busy until this is dropped.
pub(crate) struct Hogs {
    over: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

impl Hogs {
    /// So many of them.
    pub(crate) fn start(count: usize) -> Self {
        let over = Arc::<AtomicBool>::default();
        let hog = |_| {
            let over = Arc::clone(&over);
            thread::spawn(move || {
                while !over.load(Ordering::Relaxed) {
                    std::hint::spin_loop();
                }
            })
        };
        Self { threads: (0..count).map(hog).collect(), over }
    }
}

impl Drop for Hogs {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}
