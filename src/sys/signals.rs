//! Signals as messages: whoever waits in a `select!` hears of them like of anything else.

use crossbeam_channel::Receiver;

/// A signal that asks the program to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// Ctrl-C, or `kill -INT`.
    Int,
    /// `kill`.
    Term,
    /// The terminal went away.
    Hup,
}

impl Signal {
    /// What a shell reports for a program that this signal ended: 128 + its number.
    #[must_use]
    pub const fn exit_code(self) -> u8 {
        match self {
            Self::Hup => 129,
            Self::Int => 130,
            Self::Term => 143,
        }
    }
}

/// Catches INT, TERM and HUP from now on and sends them to the returned channel. One that was ignored when
/// the program started stays so, as `nohup` and shells in the background expect. Who sends three within two
/// seconds gets what the signal does by itself, wherever the program may be stuck.
///
/// # Errors
/// When the system refuses to install a handler or to start the listening thread.
#[cfg(unix)]
pub fn listen() -> std::io::Result<Receiver<Signal>> {
    use std::time::{Duration, Instant};

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let wanted = [SIGINT, SIGTERM, SIGHUP].into_iter().filter(|number| !is_ignored(*number));
    let mut signals = signal_hook::iterator::Signals::new(wanted)?;
    let (tx, rx) = crossbeam_channel::unbounded();
    std::thread::Builder::new().name("signals".into()).spawn(move || {
        let mut heard: Vec<Instant> = Vec::new();
        for number in signals.forever() {
            heard.retain(|at| at.elapsed() < Duration::from_secs(2));
            heard.push(Instant::now());
            let signal = match number {
                SIGINT => Signal::Int,
                SIGTERM => Signal::Term,
                _ => Signal::Hup,
            };
            if heard.len() >= 3 || tx.send(signal).is_err() {
                let _ = signal_hook::low_level::emulate_default_handler(number);
            }
        }
    })?;
    Ok(rx)
}

/// Whether this signal was ignored when the program started (Linux's `SigIgn` mask; elsewhere nobody tells).
#[cfg(unix)]
fn is_ignored(number: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    ignored_mask(&status).is_some_and(|mask| mask >> (number - 1) & 1 == 1)
}

#[cfg(unix)]
fn ignored_mask(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("SigIgn:"))?;
    u64::from_str_radix(line.trim(), 16).ok()
}

/// Elsewhere the system ends the program by itself; worker processes notice the end of their input.
///
/// # Errors
/// Never.
#[cfg(not(unix))]
pub fn listen() -> std::io::Result<Receiver<Signal>> {
    Ok(crossbeam_channel::never())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn the_mask_of_ignored_signals_is_read() {
        assert_eq!(ignored_mask("Name:\tx\nSigIgn:\t0000000000001001\n"), Some(0x1001));
        assert_eq!(ignored_mask("Name:\tx\n"), None);
        assert_eq!(ignored_mask("SigIgn:\tnonsense"), None);
    }
}
