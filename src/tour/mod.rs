//! Tour: scenes, each a question, a prediction, one or two races, and a verdict in a sentence.
//!
//! ```text
//! figure, moment             what sentences of a scene refer to
//! expression                 figures, compared and divided
//! condition, template        when a sentence holds, and its text with the measured figures in it
//! args                       the words of a race, and what they stand for on a machine
//! scene                      a scene: plain data
//! take, takes, thinned       recordings that stand in for its races, and where they are kept
//! watched                    which sentences and changes are due in a race
//! live                       its races on this machine, and what hinders them
//! performance                scenes one after another, live or from their takes, as a session
//! report, rehearsal          what came of them, for scripts and for the speaker
//! samples                    figures that a report has once a race has run
//! keys, source, known, read  a scene from its file, with line and column of every error
//! scenes                     the shipped scenes, or those of a folder
//! notes                      speaker's notes in another terminal, over a local socket
//! ```
//!
//! A scene is a TOML file; `docs/scenes.md` describes it.

mod args;
mod condition;
mod expression;
mod figure;
#[cfg(test)]
mod fixture;
mod keys;
mod known;
mod live;
mod moment;
pub(crate) mod notes;
mod performance;
mod read;
pub(crate) mod rehearsal;
pub(crate) mod report;
mod samples;
mod scene;
mod scenes;
mod source;
mod take;
mod takes;
mod template;
mod thinned;
mod watched;

pub(crate) use args::Here;
pub(crate) use figure::Figures;
pub(crate) use live::RaceStarter;
pub(crate) use moment::Moment;
#[cfg(test)]
pub(crate) use performance::at_once;
pub(crate) use performance::{Performance, Performed, Programme, Provenance, TourMessage};
pub(crate) use scene::{Caption, Scene, SceneChange, SceneRun, Verdict};
pub(crate) use scenes::Scenes;
pub(crate) use takes::{Takes, ship};

#[cfg(test)]
mod recomputed;
#[cfg(test)]
mod tests;
