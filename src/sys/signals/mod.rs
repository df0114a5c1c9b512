//! Signals as messages: a `select!` receives them like any other message.
//!
//! Three kinds. Those that ask the program to end (INT, TERM, HUP, and all others that end a program by default) are
//! passed on: it ends by itself, with the results so far. Those that want a core dump (QUIT, XCPU, XFSZ) have their
//! effect at once, after the terminal was restored. Those that stop it (TSTP and its like) concern the owner of the
//! terminal: see [`stops`]. Signals of crashes are handled in [`super::c`].

use std::io;
use std::sync::OnceLock;
use std::thread::Builder;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, bounded, unbounded};
use signal_hook::consts::{
    SIGALRM, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGTERM, SIGTSTP, SIGTTIN, SIGTTOU, SIGUSR1, SIGUSR2,
    SIGVTALRM, SIGXCPU, SIGXFSZ,
};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use super::process_groups;

/// A signal that asks the program to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Signal {
    /// Ctrl-C, or `kill -INT`.
    Int,
    /// `kill`.
    Term,
    /// The terminal went away.
    Hup,
    /// Another one that ends a program, by its number: USR1, ALRM, ….
    Other(u8),
}

impl Signal {
    /// Exit code by which a shell reports a program that this signal ended: 128 + its number.
    #[must_use]
    pub(crate) const fn exit_code(self) -> u8 {
        match self {
            Self::Hup => 129,
            Self::Int => 130,
            Self::Term => 143,
            Self::Other(number) => number.saturating_add(128),
        }
    }
}

/// Signals that end a program and leave a core dump.
const DUMPING: [i32; 3] = [SIGQUIT, SIGXCPU, SIGXFSZ];

/// Signals that stop a program.
const STOPPING: [i32; 3] = [SIGTSTP, SIGTTIN, SIGTTOU];

/// Time limit for restoring the terminal before a signal has its effect: one that takes no output would keep the
/// program for ever.
const RESTORED_WITHIN: Duration = Duration::from_millis(500);

/// Action before a signal ends this program without its main thread.
static BEFORE_DEATH: OnceLock<fn()> = OnceLock::new();

/// Sets an action to be done before a signal ends this program at once. It runs on a thread of its own.
pub(crate) fn before_death(act: fn()) {
    let _ = BEFORE_DEATH.set(act);
}

/// All signals that end a program by default, except those of crashes, PIPE (which Rust ignores, so that writing
/// fails instead) and KILL. Linux has more of them than others.
fn ending() -> Vec<i32> {
    let mut all = vec![SIGINT, SIGTERM, SIGHUP, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF];
    all.extend(DUMPING);
    #[cfg(target_os = "linux")]
    {
        all.extend([libc::SIGIO, libc::SIGPWR]);
        #[cfg(not(any(target_arch = "mips", target_arch = "mips64", target_arch = "sparc64")))]
        all.push(libc::SIGSTKFLT);
        all.extend(libc::SIGRTMIN()..=libc::SIGRTMAX());
    }
    all
}

/// Catches the signals that end a program from now on and sends them to the returned channel. One that was ignored
/// when the program started stays so, as `nohup` and shells in the background expect. Three within two seconds have
/// the effect of the third, wherever the program may be stuck.
///
/// # Errors
/// When the system refuses to install a handler or to start the listening thread.
pub(crate) fn listen() -> io::Result<Receiver<Signal>> {
    let mut signals = Signals::new(ending().into_iter().filter(|number| !is_ignored(*number)))?;
    let (tx, rx) = unbounded();
    Builder::new().name("signals".into()).spawn(move || {
        let mut heard: Vec<Instant> = Vec::new();
        for number in signals.forever() {
            heard.retain(|at| at.elapsed() < Duration::from_secs(2));
            heard.push(Instant::now());
            let signal = match number {
                SIGINT => Signal::Int,
                SIGTERM => Signal::Term,
                SIGHUP => Signal::Hup,
                other => Signal::Other(u8::try_from(other).unwrap_or(u8::MAX)),
            };
            if heard.len() >= 3 || DUMPING.contains(&number) || tx.send(signal).is_err() {
                die(number, signal);
            }
        }
    })?;
    Ok(rx)
}

/// Ends this program as the signal does by itself, after its children were ended and the terminal was restored.
fn die(number: i32, signal: Signal) {
    let (tell, done) = bounded::<()>(0);
    let started = Builder::new().spawn(move || {
        process_groups::end_all();
        if let Some(act) = BEFORE_DEATH.get() {
            act();
        }
        drop(tell);
    });
    if started.is_ok() {
        let _ = done.recv_timeout(RESTORED_WITHIN);
    }
    let _ = emulate_default_handler(number);
    // A signal that is not in its table.
    std::process::exit(signal.exit_code().into());
}

/// Stops this program, and not its group, until it is continued.
pub(crate) fn stop_program() {
    use rustix::process::{Signal, getpid, kill_process};
    // A program may always send itself a signal.
    let _ = kill_process(getpid(), Signal::STOP);
}

/// Calls `stop` for each signal that asks this program to stop, from now on; where that returns false, the program is
/// stopped at once.
///
/// # Errors
/// When the system refuses to install a handler or to start the listening thread.
pub(crate) fn stops(stop: impl Fn() -> bool + Send + 'static) -> io::Result<()> {
    let mut signals = Signals::new(STOPPING.into_iter().filter(|number| !is_ignored(*number)))?;
    let body = move || {
        for number in signals.forever() {
            if !stop() {
                let _ = emulate_default_handler(number);
            }
        }
    };
    Builder::new().name("stops".into()).spawn(body).map(drop)
}

/// Whether this signal was ignored when the program started (Linux's `SigIgn` mask; elsewhere unknown).
fn is_ignored(number: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    ignored_mask(&status).is_some_and(|mask| mask >> (number - 1) & 1 == 1)
}

fn ignored_mask(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("SigIgn:"))?;
    u64::from_str_radix(line.trim(), 16).ok()
}

#[cfg(test)]
mod tests;
