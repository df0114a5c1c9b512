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
//! loop of every screen, [`race_screen`] the screen of a stage, [`scaling`] those of sweeps. Only [`shell`] and
//! [`term`] know that there is a terminal.
//!
//! # The floors
//!
//! The rooms stand on floors, the lowest first, and import only from floors below their own; they name each other as
//! `crate::ui::room`. What is drawn depends on the state and never the other way round. `tests/architecture.rs` reads
//! this list.
//!
//! ```text
//! command, key, lanes, mouse, stage, widget
//! roster, term, theme
//! appearance, state
//! action, layout, scale
//! keys
//! chrome, menu, update
//! shell, view
//! picture, race_screen
//! scaling
//! ```

pub mod action;
pub mod appearance;
mod chrome;
pub mod command;
pub mod key;
pub mod keys;
pub mod lanes;
pub mod layout;
pub mod menu;
pub mod mouse;
pub mod picture;
pub mod race_screen;
pub mod roster;
pub mod scale;
pub mod scaling;
pub mod shell;
pub mod stage;
pub mod state;
pub mod term;
pub mod theme;
pub mod update;
pub mod view;
pub mod widget;

#[cfg(test)]
mod escaping;
#[cfg(test)]
mod frames;
#[cfg(test)]
pub(crate) mod script;
#[cfg(test)]
mod snapshots;
#[cfg(test)]
mod snapshots_menu;
#[cfg(test)]
mod snapshots_processes;
#[cfg(test)]
mod snapshots_views;
#[cfg(test)]
mod snapshots_workers;

pub use self::appearance::Appearance;
pub use self::picture::svg;
pub use self::race_screen::{Ending, run};
pub use self::shell::{Cause, Options, UiError, enter};
pub use self::stage::{Stage, StageKind};
pub use self::state::{Page, UiState};
