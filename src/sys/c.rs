//! The few calls of the C library for which there is no safe interface, and the only `unsafe` of this floor.
//!
//! The standard library's `wait` discards the kernel's accounting of dead processes: their CPU time. `wait4` keeps
//! it. (It also reports their peak memory; but on Linux that includes the memory of the process that started them,
//! until they became another program. So memory is read while they live, and for the user's commands this figure counts
//! where it is larger than this program's own.)
//!
//! glibc gives large memory back to the kernel as soon as it is freed, which `mallopt` changes.
//!
//! Signals: inherited dispositions, the signal a child gets when its parent ends, and the handler of a crash are
//! below; [`super::signals`] is for everything that can wait.
#![allow(unsafe_code)]

use std::io;
use std::mem::MaybeUninit;
use std::os::unix::process::ExitStatusExt;
use std::process::ExitStatus;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicPtr, Ordering};
use std::time::Duration;

use crate::event::{Nanos, Usage};

/// A process that has ended and was waited for: its process id may belong to another from now on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reaped {
    /// Signal or exit code.
    pub status: ExitStatus,
    /// The CPU time that all its threads used, and its own children that it waited for. Its largest memory includes that of this
    /// program, which it had until it became another one.
    pub usage: Usage,
}

impl Reaped {
    /// CPU time.
    pub(crate) fn cpu(&self) -> Nanos {
        self.usage.cpu()
    }
}

/// Largest resident memory that this process has had, bytes; `None` where the system does not tell.
#[must_use]
pub(crate) fn own_peak_memory() -> Option<u64> {
    let mut usage = MaybeUninit::<libc::rusage>::zeroed();
    // SAFETY: a pointer to memory of the right type, zeroed, which is a valid value of it; the call keeps no pointer.
    let usage = unsafe {
        if libc::getrusage(libc::RUSAGE_SELF, usage.as_mut_ptr()) != 0 {
            return None;
        }
        usage.assume_init()
    };
    Some(bytes(usage.ru_maxrss))
}

/// Bytes of a memory in a `rusage`: kibibytes, on macOS bytes.
fn bytes(memory: libc::c_long) -> u64 {
    let unit = if cfg!(target_vendor = "apple") { 1 } else { 1024 };
    u64::try_from(memory).unwrap_or(0).saturating_mul(unit)
}

/// Waits for the end of the child `pid`.
///
/// # Errors
/// When it is not a child of this process, or was waited for before.
pub(crate) fn reap(pid: u32) -> io::Result<Reaped> {
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
    let count = |number: libc::c_long| u64::try_from(number).unwrap_or(0);
    let usage = Usage {
        user: time(usage.ru_utime),
        system: time(usage.ru_stime),
        peak_rss: Some(bytes(usage.ru_maxrss)),
        waits: count(usage.ru_nvcsw),
        preemptions: count(usage.ru_nivcsw),
    };
    Ok(Reaped { status: ExitStatus::from_raw(status), usage })
}

/// Keeps memory that was freed, up to a gigabyte, for the next use. For programs that handle values of megabytes one
/// after another: glibc returns each of them to the kernel at once, which must clear the pages of the next one (three
/// quarters of the time of a task that only carries 64 MiB there and back). No effect elsewhere.
pub(crate) fn keep_freed_memory() {
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

/// Resets inherited signal settings that this process cannot work with: SIGCHLD gets its default (ignored, the ends
/// of children would be lost), and no signal is blocked. Called at the start of `main`, before there are threads:
/// those inherit the mask, and so do children.
pub(crate) fn reset_signals() {
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

/// Makes the kernel send `signal` to the child of `command` when the thread that starts it ends, for whatever reason.
/// The thread must live as long as the child shall. No effect elsewhere than on Linux.
pub(crate) fn signal_when_parent_ends(command: &mut std::process::Command, signal: rustix::process::Signal) {
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::process::CommandExt;
        let parent = rustix::process::getpid();
        let prepare = move || {
            rustix::process::set_parent_process_death_signal(Some(signal))?;
            // It may have ended before this was set.
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

/// The signals of crashes, from a defect or from outside.
const CRASHES: [libc::c_int; 7] =
    [libc::SIGSEGV, libc::SIGBUS, libc::SIGILL, libc::SIGFPE, libc::SIGABRT, libc::SIGTRAP, libc::SIGSYS];

/// Data that restores the terminal on a crash, prepared in advance: a crash handler can neither allocate nor wait.
struct Rescue {
    /// Written to standard output.
    bytes: Vec<u8>,
    /// The modes that standard input's terminal had before.
    modes: libc::termios,
    /// The previous actions, by index in [`CRASHES`]: for a stack overflow Rust prints more than the system.
    before: [MaybeUninit<libc::sigaction>; CRASHES.len()],
}

/// The rescue data, made once and never freed: a crash may come at any time.
static RESCUE: OnceLock<usize> = OnceLock::new();

/// The same while it is needed, else null.
static NEEDED: AtomicPtr<Rescue> = AtomicPtr::new(std::ptr::null_mut());

/// From now on a crash first writes `bytes` to standard output and restores the modes that the terminal on standard
/// input has now, or had at the first call. Then it has its usual effect.
pub(crate) fn rescue_terminal(bytes: &[u8]) {
    let rescue =
        *RESCUE.get_or_init(|| prepare_rescue(bytes).map_or(0, |rescue| Box::into_raw(rescue) as usize));
    NEEDED.store(rescue as *mut Rescue, Ordering::SeqCst);
}

/// Called when the terminal was given back: a crash has its usual effect alone.
pub(crate) fn leave_terminal_alone() {
    NEEDED.store(std::ptr::null_mut(), Ordering::SeqCst);
}

/// Reads the modes and installs the handlers; `None` when there is no terminal.
fn prepare_rescue(bytes: &[u8]) -> Option<Box<Rescue>> {
    let mut modes = MaybeUninit::<libc::termios>::zeroed();
    // SAFETY: a pointer to memory of the right type, which is read only when the call has filled it.
    let modes = unsafe {
        if libc::tcgetattr(libc::STDIN_FILENO, modes.as_mut_ptr()) != 0 {
            return None;
        }
        modes.assume_init()
    };
    let mut before = [const { MaybeUninit::zeroed() }; CRASHES.len()];
    for (signal, before) in CRASHES.into_iter().zip(&mut before) {
        // SAFETY: the action is zeroed, which is a valid one, and then filled with a handler of the right signature that
        // does nothing but what is allowed in one. One that was ignored stays so.
        unsafe {
            let mut action: libc::sigaction = MaybeUninit::zeroed().assume_init();
            action.sa_sigaction = on_crash as *const () as libc::sighandler_t;
            action.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK;
            libc::sigemptyset(&raw mut action.sa_mask);
            libc::sigaction(signal, &raw const action, before.as_mut_ptr());
            if before.assume_init_ref().sa_sigaction == libc::SIG_IGN {
                libc::sigaction(signal, before.as_ptr(), std::ptr::null_mut());
            }
        }
    }
    Some(Box::new(Rescue { bytes: bytes.to_vec(), modes, before }))
}

/// Crash handler: restores the terminal, and lets the signal have its effect.
extern "C" fn on_crash(signal: libc::c_int, info: *mut libc::siginfo_t, _context: *mut libc::c_void) {
    let rescue = NEEDED.swap(std::ptr::null_mut(), Ordering::SeqCst);
    let usual = RESCUE.get().map_or(std::ptr::null(), |rescue| *rescue as *const Rescue);
    // SAFETY: `write`, `tcsetattr`, `sigaction`, `signal` and `raise` may be called in a handler; the rescue is never freed
    // or changed, and the system passes a valid `info`.
    unsafe {
        if let Some(rescue) = rescue.as_ref() {
            libc::write(libc::STDOUT_FILENO, rescue.bytes.as_ptr().cast(), rescue.bytes.len());
            libc::tcsetattr(libc::STDIN_FILENO, libc::TCSANOW, &raw const rescue.modes);
        }
        let place = CRASHES.iter().position(|crash| *crash == signal);
        let fault = matches!(signal, libc::SIGSEGV | libc::SIGBUS | libc::SIGILL | libc::SIGFPE);
        let real = fault && (*info).si_code > 0;
        match usual.as_ref().zip(place) {
            // The instruction that failed fails again, and then the previous handler is called.
            Some((rescue, place)) if real => {
                libc::sigaction(signal, rescue.before[place].as_ptr(), std::ptr::null_mut());
            }
            _ => {
                libc::signal(signal, libc::SIG_DFL);
                libc::raise(signal);
            }
        }
    }
}

#[cfg(test)]
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
