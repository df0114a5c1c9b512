//! The dashboard.
//!
//! ```text
//! stage ── events ─────────────────▶ Model ───┐
//! keys, mouse, menu ──▶ action ──▶ UiState ─┼──▶ view::draw (layout, theme, widgets) ──▶ terminal, SVG, test
//! ```
//!
//! [`shell`] is the loop of every screen, and [`race_screen`] the screen of a stage. [`update`] changes the viewer's
//! choices, [`layout`] places the parts, [`theme`] holds their looks, [`view`] paints them with [`widget`]s: a frame,
//! and in it one of the numbered views of `view::page`, which also decides what the mouse means there. [`window`] is
//! the part of the time that is shown. Only [`shell`] and [`term`] know that there is a terminal.

pub mod action;
pub mod appearance;
pub mod command;
pub mod fault_target;
pub mod keys;
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
pub mod term;
pub mod theme;
pub mod update;
pub mod view;
pub mod widget;
pub mod window;

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

pub use appearance::Appearance;
pub use picture::svg;
pub use race_screen::{Ending, run};
pub use shell::{Cause, Options, UiError, enter};
pub use stage::{Stage, StageKind};
pub use update::UiState;

/// Index of the view with this name.
#[must_use]
pub fn view_named(name: &str) -> Option<usize> {
    view::page::by_name(name)
}

/// Names of the numbered views, in order.
pub fn views() -> impl Iterator<Item = &'static str> {
    view::page::PAGES.iter().map(|page| page.name())
}
