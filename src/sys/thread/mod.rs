//! A thread's measurements of itself: its id, its CPU time, its wait for a core.

use crate::event::Nanos;

/// Id of this process.
#[must_use]
pub(crate) fn pid() -> u32 {
    std::process::id()
}

/// Kernel id of this thread; the process id elsewhere than on Linux.
#[must_use]
pub(crate) fn tid() -> u32 {
    #[cfg(target_os = "linux")]
    return rustix::thread::gettid().as_raw_nonzero().get().unsigned_abs();
    #[cfg(not(target_os = "linux"))]
    pid()
}

/// CPU time this thread has used.
#[must_use]
pub(crate) fn cpu_time() -> Nanos {
    read_clock(rustix::time::ClockId::ThreadCPUTime)
}

/// CPU time all threads of this process have used, that of its children not included.
#[must_use]
pub(crate) fn process_cpu_time() -> Nanos {
    read_clock(rustix::time::ClockId::ProcessCPUTime)
}

fn read_clock(id: rustix::time::ClockId) -> Nanos {
    let t = rustix::time::clock_gettime(id);
    Nanos(u64::try_from(t.tv_sec).unwrap_or(0) * 1_000_000_000 + u64::try_from(t.tv_nsec).unwrap_or(0))
}

/// Confines this thread to `cpus`; an empty list changes nothing.
///
/// # Errors
/// The system's reason, or that this system cannot do it.
pub(crate) fn confine(cpus: &[u16]) -> std::io::Result<()> {
    if cpus.is_empty() {
        return Ok(());
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::thread::CpuSet;
        let mut set = CpuSet::new();
        // The kernel's mask may be longer than ours; a CPU beyond it cannot be selected.
        for cpu in cpus.iter().map(|cpu| usize::from(*cpu)).filter(|cpu| *cpu < CpuSet::MAX_CPU) {
            set.set(cpu);
        }
        Ok(rustix::thread::sched_setaffinity(None, &set)?)
    }
    #[cfg(not(target_os = "linux"))]
    Err(std::io::Error::new(std::io::ErrorKind::Unsupported, "this system has no CPU affinity"))
}

/// Time this thread was runnable and had no core, since it exists (Linux's `schedstat`, second field).
///
/// The file stays open: one reading is one `pread`, about a microsecond.
#[derive(Debug)]
pub(crate) struct RunDelay {
    #[cfg(target_os = "linux")]
    file: Option<std::fs::File>,
}

impl RunDelay {
    /// A reader for the calling thread, which must be the one that reads.
    #[must_use]
    pub(crate) fn of_this_thread() -> Self {
        Self {
            #[cfg(target_os = "linux")]
            file: std::fs::File::open("/proc/thread-self/schedstat").ok(),
        }
    }

    /// Whether the system reports it.
    #[must_use]
    pub(crate) fn is_told(&self) -> bool {
        #[cfg(target_os = "linux")]
        return self.file.is_some();
        #[cfg(not(target_os = "linux"))]
        false
    }

    /// The wait so far; zero where the system does not report it.
    #[must_use]
    pub(crate) fn read(&self) -> Nanos {
        #[cfg(target_os = "linux")]
        {
            use std::os::unix::fs::FileExt;
            let mut buffer = [0u8; 96];
            let text = self.file.as_ref().and_then(|f| f.read_at(&mut buffer, 0).ok()).map(|n| &buffer[..n]);
            text.and_then(parse_delay).unwrap_or_default()
        }
        #[cfg(not(target_os = "linux"))]
        Nanos::ZERO
    }
}

/// Parses `cpu-ns delay-ns slices`, in nanoseconds.
#[cfg(target_os = "linux")]
fn parse_delay(text: &[u8]) -> Option<Nanos> {
    std::str::from_utf8(text).ok()?.split_ascii_whitespace().nth(1)?.parse().ok().map(Nanos)
}

#[cfg(test)]
mod tests;
