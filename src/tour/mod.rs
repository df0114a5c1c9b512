//! Tour: scenes, each a question, a prediction, one or two races, and a verdict in a sentence.
//!
//! ```text
//! figure, moment             what sentences of a scene refer to
//! expression                 figures, compared and divided
//! condition, template        when a sentence holds, and its text with the measured figures in it
//! scene                      a scene: plain data
//! notes                      speaker's notes in another terminal, over a local socket
//! ```
//!
//! A scene is a TOML file; `docs/scenes.md` describes it.

mod condition;
mod expression;
mod figure;
mod moment;
pub(crate) mod notes;
mod scene;
mod template;

pub(crate) use condition::Condition;
pub(crate) use figure::{Figure, Figures};
pub(crate) use moment::Moment;
pub(crate) use scene::{Caption, Choice, Scene, SceneChange, SceneRun, Verdict, VerdictRule};
pub(crate) use template::Template;
