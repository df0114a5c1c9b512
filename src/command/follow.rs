//! Follows any session without a screen: its messages, its progress, and the signals that end or stop the program.

use std::time::Duration;

use crossbeam_channel::{Receiver, after, never, select, tick, unbounded};

use super::error::CommandError;
use crate::session::Session;
use crate::sys::signals::{self, Signal};

/// Period in which progress is shown.
const TICK: Duration = Duration::from_millis(100);

/// A command's reaction to a session's messages.
pub(super) trait Follower<S: Session> {
    /// Takes in a message.
    ///
    /// # Errors
    /// The reason why the command ends at once.
    fn take(&mut self, session: &S, message: S::Message) -> Result<(), CommandError>;

    /// Shows the progress; called ten times a second.
    fn show(&mut self, session: &S);

    /// Ends the line of progress.
    fn finish(&mut self);
}

/// Starts a session and passes every message of it to `follower` until there are no more. The first signal requests the session's end; if it has
/// not ended within [its time](Session::ends_within), or at a second signal, it is abandoned. At a signal that stops
/// the program the session is held first. Returns the signal that requested the end.
///
/// # Errors
/// The error of `start`, or of [`Follower::take`] at once.
pub(super) fn follow<S: Session>(
    start: impl FnOnce() -> Result<S, CommandError>,
    signals: &Receiver<Signal>,
    follower: &mut impl Follower<S>,
) -> Result<Option<Signal>, CommandError> {
    // First, so that no worker exists that a stop of the program would miss.
    let stops = stops();
    let mut session = start()?;
    let messages = session.messages();
    let (ticks, mut ended_by, mut deadline) = (tick(TICK), None, never());
    let whole = loop {
        select! {
            recv(messages) -> message => match message {
                Ok(message) => follower.take(&session, message)?,
                Err(_) => break true,
            },
            recv(signals) -> signal => {
                // A second signal: the user does not want to wait.
                if ended_by.is_some() {
                    break false;
                }
                ended_by = signal.ok();
                session.request_stop();
                deadline = after(session.ends_within());
            }
            recv(stops) -> _ => {
                session.hold();
                signals::stop_program();
                session.resume();
            }
            recv(ticks) -> _ => follower.show(&session),
            recv(deadline) -> _ => break false,
        }
    };
    follower.finish();
    if whole {
        session.join();
    } else {
        session.leave();
    }
    Ok(ended_by)
}

/// Signals that ask the program to stop, from now on. Where they cannot be caught, the system stops the program
/// alone.
fn stops() -> Receiver<()> {
    let (tell, stops) = unbounded();
    match signals::stops(move || tell.send(()).is_ok()) {
        Ok(()) => stops,
        Err(_) => never(),
    }
}

/// Exit code of a command whose session a signal may have ended. After a hang-up nothing reads the result, which is
/// no failure.
///
/// # Errors
/// The error in `told`.
pub(super) fn exit_code(
    told: Result<u8, CommandError>,
    ended_by: Option<Signal>,
) -> Result<u8, CommandError> {
    match (told, ended_by) {
        (Err(_), Some(Signal::Hup)) => Ok(Signal::Hup.exit_code()),
        (told, ended_by) => told.map(|code| ended_by.map_or(code, Signal::exit_code)),
    }
}
