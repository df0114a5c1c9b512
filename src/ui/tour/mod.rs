//! The tour on the screen: a question, the room's prediction, a run, a verdict, scene after scene.
//!
//! ```text
//! stage ── messages ──▶ Performance (model, caption) ──┐
//! keys ──▶ Action ──▶ Talk (scene, step, predictions) ──┼──▶ view::draw ──▶ terminal, test
//! clock ──▶ auto ──▶ Talk ──────────────────────────────┘
//! Talk ──▶ companions: followers in other terminals, marks of a cast
//! ```
//!
//! [`talk`] is where the talk is, [`performance`] what runs, [`stage`] the contract of what performs a scene. The run is
//! drawn by the dashboard's own pages (`crate::ui::view`).

mod auto;
mod captions;
mod companions;
mod entry;
pub(crate) mod keys;
mod performance;
mod play;
mod prediction;
mod screen;
mod stage;
mod talk;
mod view;

#[cfg(test)]
mod every_scene;
#[cfg(test)]
mod fake;
#[cfg(test)]
mod painted;
#[cfg(test)]
mod snapshots;

pub(crate) use self::companions::Companions;
pub(crate) use self::play::{Ending, Journey, play, play_off_screen};
pub(crate) use self::stage::{SceneCard, SceneStage};
