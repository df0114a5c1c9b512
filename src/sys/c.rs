//! What nothing safe offers: a handful of calls of the C library, and the only `unsafe` of this floor.
//!
//! The standard library's `wait` throws away what the kernel tells about the dead: the CPU time that they had. `wait4`
//! keeps it. (It also tells the most memory they had; but on Linux that includes what the process had that started
//! them, until they became another program. So memory is asked for while they live.)
//!
//! glibc gives large memory back to the kernel as soon as it is freed, which `mallopt` changes.
//!
//! Signals: what a program inherits of their handling, what a child is to get when its parent ends, and what is done in
//! the moment of a crash stand beside each other below; [`super::signals`] is for everything that can wait.
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

/// Sets what this process inherited and cannot work with: SIGCHLD gets its default (ignored, the ends of children would
/// be lost), and no signal is blocked. Called at the start of `main`, before there are threads: those inherit the mask,
/// and so do children.
#[cfg(unix)]
pub fn reset_signals() {
    // SAFETY: `signal` with the default action and `sigprocmask` with an empty set of this function's own touch nothing
    // but the process's dispositions and this thread's mask, and there is no other thread.
    unsafe {
        libc::signal(libc::SIGCHLD, libc::SIG_DFL);
        let mut none = MaybeUninit::<libc::sigset_t>::zeroed();
        if libc::sigemptyset(none.as_mut_ptr()) == 0 {
            libc::sigprocmask(libc::SIG_SETMASK, none.as_ptr(), std::ptr::null_mut());
        }
    }
}

/// Has the kernel send `signal` to the child of `command` when the thread that starts it ends, however that comes. The
/// thread must live as long as the child shall. Elsewhere than on Linux nothing happens.
#[cfg(unix)]
pub fn signal_when_parent_ends(command: &mut std::process::Command, signal: rustix::process::Signal) {
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::process::CommandExt;
        let parent = rustix::process::getpid();
        let prepare = move || {
            rustix::process::set_parent_process_death_signal(Some(signal))?;
            // It may have ended before this was asked for.
            if rustix::process::getppid() == Some(parent) {
                Ok(())
            } else {
                Err(io::Error::from(io::ErrorKind::BrokenPipe))
            }
        };
        // SAFETY: between fork and exec it makes two system calls, without memory from the allocator or any lock.
        unsafe { command.pre_exec(prepare) };
    }
    #[cfg(not(target_os = "linux"))]
    let _ = (command, signal);
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
