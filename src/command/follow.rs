//! Following something that goes on in a thread of its own, without a screen: what it says, how far it is, and signals.

use std::time::Duration;

use crossbeam_channel::{Receiver, after, never, select, tick};

use super::CommandError;
use crate::sys::signals::Signal;

/// How often somebody is told how far it is.
const TICK: Duration = Duration::from_millis(100);

/// How it ended.
pub(super) struct Followed {
    /// Whether it said all that it had to say.
    pub(super) whole: bool,
    /// The signal that asked it to end.
    pub(super) ended_by: Option<Signal>,
}

/// Hears everything that is said, and `None` ten times a second, until there is no more. The first signal asks for the
/// end by `stop`; what has not ended `within` that time then, or at a second signal, is left.
///
/// # Errors
/// That of `hear`, at once.
pub(super) fn follow<M>(
    messages: &Receiver<M>,
    signals: &Receiver<Signal>,
    within: Duration,
    stop: &dyn Fn(),
    hear: &mut dyn FnMut(Option<M>) -> Result<(), CommandError>,
) -> Result<Followed, CommandError> {
    let (ticks, mut ended_by, mut deadline) = (tick(TICK), None, never());
    let whole = loop {
        select! {
            recv(messages) -> message => match message {
                Ok(message) => hear(Some(message))?,
                Err(_) => break true,
            },
            recv(signals) -> signal => {
                // Who asks twice does not want to wait.
                if ended_by.is_some() {
                    break false;
                }
                ended_by = signal.ok();
                stop();
                deadline = after(within);
            }
            recv(ticks) -> _ => hear(None)?,
            recv(deadline) -> _ => break false,
        }
    };
    Ok(Followed { whole, ended_by })
}
