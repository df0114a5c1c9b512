//! What nothing safe offers: two calls of the C library, and the only `unsafe` of this floor.
//!
//! The standard library's `wait` throws away what the kernel tells about the dead: the CPU time that they had. `wait4`
//! keeps it. (It also tells the most memory they had; but on Linux that includes what the process had that started
//! them, until they became another program. So memory is asked for while they live.)
//!
//! And glibc gives large memory back to the kernel as soon as it is freed, which `mallopt` changes.
#![allow(unsafe_code)]

#[cfg(unix)]
use std::io;
#[cfg(unix)]
use std::mem::MaybeUninit;
#[cfg(unix)]
use std::os::unix::process::ExitStatusExt;
#[cfg(unix)]
use std::process::ExitStatus;
#[cfg(unix)]
use std::time::Duration;

#[cfg(unix)]
use crate::event::Nanos;

/// A process that has ended and was waited for: its number may belong to another from now on.
#[cfg(unix)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reaped {
    /// Signal or exit code.
    pub status: ExitStatus,
    /// CPU time of all its threads, and of its own children that it waited for.
    pub cpu: Nanos,
}

/// Waits for the end of the child `pid`.
///
/// # Errors
/// When it is no child of this process, or was waited for before.
#[cfg(unix)]
pub fn reap(pid: u32) -> io::Result<Reaped> {
    let number = libc::pid_t::try_from(pid).map_err(io::Error::other)?;
    let mut status = 0;
    let mut usage = MaybeUninit::<libc::rusage>::zeroed();
    loop {
        // SAFETY: both pointers are to memory of the right type that outlives the call, and `wait4` keeps neither.
        let waited = unsafe { libc::wait4(number, &raw mut status, 0, usage.as_mut_ptr()) };
        if waited == number {
            break;
        }
        let error = io::Error::last_os_error();
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
    // SAFETY: a plain structure of numbers, zeroed above and filled by `wait4`.
    let usage = unsafe { usage.assume_init() };
    let time = |t: libc::timeval| {
        let (secs, micros) = (u64::try_from(t.tv_sec).unwrap_or(0), u64::try_from(t.tv_usec).unwrap_or(0));
        Nanos::from(Duration::from_secs(secs) + Duration::from_micros(micros))
    };
    Ok(Reaped { status: ExitStatus::from_raw(status), cpu: time(usage.ru_utime) + time(usage.ru_stime) })
}

/// Keeps memory that was freed, up to a gigabyte, for the next use. For programs that handle values of megabytes
/// one after another: glibc gives each of them back at once, and the kernel must clear the pages of the next one
/// (three quarters of the time of a task that only carries 64 MiB there and back). Elsewhere nothing happens.
pub fn keep_freed_memory() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        const GIGABYTE: libc::c_int = 1 << 30;
        // SAFETY: `mallopt` changes two numbers of the allocator under its own lock; it may be called at any time.
        unsafe {
            libc::mallopt(libc::M_MMAP_THRESHOLD, GIGABYTE);
            libc::mallopt(libc::M_TRIM_THRESHOLD, GIGABYTE);
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::process::Command;

    #[test]
    fn the_dead_tell_how_they_ended_and_what_they_used() {
        #[allow(clippy::zombie_processes, reason = "it is waited for by what is tested")]
        let child = Command::new("sh").args(["-c", "exit 7"]).spawn().unwrap();
        let reaped = reap(child.id()).unwrap();
        assert_eq!(reaped.status.code(), Some(7));
        assert!(reap(child.id()).is_err(), "only once");
    }
}
