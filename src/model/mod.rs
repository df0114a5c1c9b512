//! The model: what the events add up to. Pure: no I/O, no clock, no threads.
//!
//! [`Model`] is a fold over the stream: [`Model::apply`] takes one event after another, live or from a
//! recording, and everything that is shown or reported is read from it. So the dashboard and the headless
//! report cannot disagree, and a test drives either from a scripted list of events.
//!
//! ```text
//! followed, process          a lane's single tasks, where it has few, and the lives of its processes
//! lane, cores, calibration   what is known of each part
//! state                      all of it: the model, and what it answers
//! headline                   the figures that can be, and why others are withheld
//! score                      figures of one lane, from the whole
//! plausible                  what an event may say, given the model before it
//! fold                       how an event changes the model
//! repetition, repeated       what is kept of each repetition, and what they add up to
//! keyframes                  models of a recording at regular distances, for seeking
//! waiting                    which figure sums up a lane of this work
//! ranking                    all lanes, best first, with what cost each of them most
//! losses, verdict, trouble   what a finished model means
//! advice                     how to run a function of the user's, from the lanes that ran it
//! doubt_order                doubts by what they do to that
//! ```

pub(crate) mod advice;
mod calibration;
pub(crate) mod cores;
pub(crate) mod death;
pub(crate) mod doubt_order;
pub(crate) mod findings;
#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
pub(crate) mod fixture_call;
#[cfg(test)]
pub(crate) mod fixture_repeated;
mod fold;
pub(crate) mod followed;
pub(crate) mod headline;
pub(crate) mod keyframes;
pub(crate) mod lane;
pub(crate) mod lock_history;
pub(crate) mod losses;
pub(crate) mod plausible;
pub(crate) mod process;
pub(crate) mod ranking;
mod recovery;
pub(crate) mod repeated;
pub(crate) mod repetition;
pub(crate) mod score;
mod state;
pub(crate) mod timeline;
pub(crate) mod trouble;
pub(crate) mod verdict;
pub(crate) mod waiting;
pub(crate) mod words;
pub(crate) mod worker;

pub(crate) use calibration::Calibration;
pub(crate) use state::Model;
