//! The dashboard.
//!
//! ```text
//! stage ── events ───────────────────▶ Model ───┐
//! keys, mouse, menu ──▶ Action ──▶ UiState ───┼──▶ view::draw (layout, theme, widgets) ──▶ terminal, SVG, test
//! ```
//!
//! [`state`] is what the viewer has chosen, and [`action`] what can be asked of it; [`keys`] and [`menu`] make actions,
//! [`update`] applies them. [`layout`] places the parts, [`theme`] holds their looks, [`view`] paints them with
//! [`widget`]s: a frame, and in it one of the pages, which also decides what the mouse means there. [`shell`] is the
//! loop of every screen, [`race_screen`] the screen of a stage, [`scaling`] those of sweeps,
//! [`tour`] that of a talk. Only [`shell`] and
//! [`term`] know that there is a terminal.
//!
//! # The floors
//!
//! The rooms stand on floors, the lowest first, and import only from floors below their own; they name each other as
//! `crate::ui::room`. What is drawn depends on the state and never the other way round. `tests/architecture.rs` reads
//! this list.
//!
//! ```text
//! command, key, lanes, mouse, player, widget
//! stage
//! roster, term, theme
//! appearance, state
//! action, layout, scale
//! keys
//! chrome, menu, update
//! shell, view
//! picture, race_screen, tour_notes
//! scaling, tour
//! ```

pub(crate) mod action;
pub(crate) mod appearance;
mod chrome;
pub(crate) mod command;
pub(crate) mod key;
pub(crate) mod keys;
pub(crate) mod lanes;
pub(crate) mod layout;
pub(crate) mod menu;
pub(crate) mod mouse;
pub(crate) mod picture;
pub(crate) mod player;
pub(crate) mod race_screen;
pub(crate) mod roster;
pub(crate) mod scale;
pub(crate) mod scaling;
pub(crate) mod shell;
pub(crate) mod stage;
pub(crate) mod state;
pub(crate) mod term;
pub(crate) mod theme;
pub(crate) mod tour;
pub(crate) mod tour_notes;
pub(crate) mod update;
pub(crate) mod view;
pub(crate) mod widget;

#[cfg(test)]
mod agreement;
#[cfg(test)]
mod escaping;
#[cfg(test)]
mod frames;
#[cfg(test)]
pub(crate) mod script;
#[cfg(test)]
mod snapshots;
#[cfg(test)]
mod snapshots_calls;
#[cfg(test)]
mod snapshots_commands;
#[cfg(test)]
mod snapshots_explanations;
#[cfg(test)]
mod snapshots_menu;
#[cfg(test)]
mod snapshots_processes;
#[cfg(test)]
mod snapshots_races;
#[cfg(test)]
mod snapshots_ranking;
#[cfg(test)]
mod snapshots_sizes;
#[cfg(test)]
mod snapshots_tasks;
#[cfg(test)]
mod snapshots_views;
#[cfg(test)]
mod snapshots_workers;

pub(crate) use self::appearance::Appearance;
pub(crate) use self::picture::{Animation, Painter, svg};
pub(crate) use self::player::{Playback, Player};
pub(crate) use self::race_screen::run;
pub(crate) use self::shell::{Cause, Options, UiError, enter, enter_with};
pub(crate) use self::stage::{Stage, StageKind, UNCHANGED};
pub(crate) use self::state::{Page, UiState};
pub(crate) use self::term::Cast;
