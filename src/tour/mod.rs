//! Tour: scenes, each a question, a prediction, one or two races, and a verdict in a sentence.
//!
//! ```text
//! figure, moment             what sentences of a scene refer to
//! expression                 figures, compared and divided
//! condition, template        when a sentence holds, and its text with the measured figures in it
//! args                       the words of a race, and what they stand for on a machine
//! scene                      a scene: plain data
//! samples                    figures that a report has once a race has run
//! keys, source, known, read  a scene from its file, with line and column of every error
//! scenes                     the shipped scenes, or those of a folder
//! ```
//!
//! A scene is a TOML file; `docs/scenes.md` describes it.

mod args;
mod condition;
mod expression;
mod figure;
mod keys;
mod known;
mod moment;
mod read;
mod samples;
mod scene;
mod scenes;
mod source;
mod template;

pub(crate) use args::Here;
pub(crate) use figure::Figures;
pub(crate) use moment::Moment;
pub(crate) use scene::{Caption, Choice, Scene, SceneChange, SceneRun, Verdict, VerdictRule};
pub(crate) use scenes::Scenes;

#[cfg(test)]
mod tests;
