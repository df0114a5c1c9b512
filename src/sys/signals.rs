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

/// Catches INT, TERM and HUP from now on and sends them to the returned channel.
///
/// # Errors
/// When the system refuses to install a handler or to start the listening thread.
#[cfg(unix)]
pub fn listen() -> std::io::Result<Receiver<Signal>> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGINT, SIGTERM, SIGHUP])?;
    let (tx, rx) = crossbeam_channel::unbounded();
    std::thread::Builder::new().name("signals".into()).spawn(move || {
        for number in signals.forever() {
            let signal = match number {
                SIGINT => Signal::Int,
                SIGTERM => Signal::Term,
                _ => Signal::Hup,
            };
            if tx.send(signal).is_err() {
                return;
            }
        }
    })?;
    Ok(rx)
}

/// Elsewhere the system ends the program by itself; worker processes notice the end of their input.
///
/// # Errors
/// Never.
#[cfg(not(unix))]
pub fn listen() -> std::io::Result<Receiver<Signal>> {
    Ok(crossbeam_channel::never())
}
