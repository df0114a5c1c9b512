//! The model: what the events add up to. Pure: no I/O, no clock, no threads.
//!
//! [`Model`] is a fold over the stream: [`Model::apply`] takes one event after another, live or from a
//! recording, and everything that is shown or reported is read from it. So the dashboard and the headless
//! report cannot disagree, and a test drives either from a scripted list of events.
//!
//! ```text
//! lane, cores, calibration   what is known of each part
//! state                      all of it: the model, and what it answers
//! score                      figures of one lane, from the whole
//! plausible                  what an event may say, given the model before it
//! fold                       how an event changes the model
//! losses, verdict, trouble   what a finished model means
//! ```

mod calibration;
pub mod cores;
pub mod death;
pub mod findings;
#[cfg(test)]
pub(crate) mod fixture;
mod fold;
pub mod lane;
pub mod lock_history;
pub mod losses;
pub mod plausible;
pub mod process;
mod recovery;
pub mod score;
mod state;
pub mod timeline;
pub mod trouble;
pub mod verdict;
pub mod words;
pub mod worker;

pub use calibration::Calibration;
pub use state::Model;
