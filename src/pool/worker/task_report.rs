//! The outcomes of tasks on their way to the pool: what is too large for one message goes in several.

use super::super::message::FromWorker;
use super::super::values::Values;
use super::super::wire::WireError;
use super::outbox::Outbox;
use crate::event::Nanos;

/// Outcomes of consecutive tasks: all of them successes, or one failure.
pub(super) struct TaskReport {
    pub(super) first: u32,
    pub(super) step: u32,
    pub(super) attempt: u16,
    pub(super) outcome: Result<Values, String>,
}

impl TaskReport {
    /// Adds it to the outbox; returns the number of bytes that wait then. What does not fit into a message comes
    /// back.
    pub(super) fn send(self, outbox: &Outbox, each: Nanos) -> Result<usize, (WireError, Self)> {
        let Self { first, step, attempt, outcome } = self;
        let message = match outcome {
            Ok(values) => {
                let took = Nanos(each.0 * values.len() as u64);
                FromWorker::Results { first, attempt, values, took }
            }
            Err(reason) => FromWorker::Failed { task: first, attempt, reason },
        };
        outbox.push(message).map_err(|refused| {
            let (error, message) = *refused;
            let outcome = match message {
                FromWorker::Results { values, .. } => Ok(values),
                _ => Err(error.to_string()),
            };
            (error, Self { first, step, attempt, outcome })
        })
    }

    /// Adds results that are too large for one message one by one. One that is too large alone is a failure of its
    /// task.
    pub(super) fn send_apart(self, outbox: &Outbox, each: Nanos) -> Result<usize, WireError> {
        let Self { mut first, step, attempt, outcome } = self;
        let mut waiting = 0;
        for value in outcome.into_iter().flatten() {
            let one = Self { first, step, attempt, outcome: Ok(std::iter::once(value).collect()) };
            waiting = match one.send(outbox, each) {
                Err((error @ WireError::TooLarge { .. }, _)) => {
                    let reason = format!("its result cannot be sent: {error}");
                    outbox.say(FromWorker::Failed { task: first, attempt, reason })?
                }
                sent => sent.map_err(|(error, _)| error)?,
            };
            first = first.wrapping_add(step);
        }
        Ok(waiting)
    }
}
