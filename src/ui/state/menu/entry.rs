//! An entry of the menu, and its consequence as data: what a key would do is named by the key.

use crate::race::setting::Change;
use crate::ui::command::Command;
use crate::ui::key::Key;
use crate::ui::player::Play;
use crate::ui::state::page::Page;

/// An entry of the menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Heading above it.
    pub group: &'static str,
    /// Its name; empty where only the explanation names it.
    pub name: String,
    /// Its meaning in half a sentence; may be empty.
    pub about: String,
    /// The same in full, with its consequence.
    pub told: String,
    /// A key that does the same; empty where there is none.
    pub key: &'static str,
    /// A further word that finds it.
    pub also: &'static str,
    /// Whether it is the current choice.
    pub chosen: bool,
    /// Action when it is chosen.
    pub action: MenuAction,
}

/// Consequence of choosing an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum MenuAction {
    /// Changes a setting.
    Change(Change),
    /// Shows a page.
    Page(Page),
    /// Plays the recording in another way, or from another moment.
    Play(Play),
    /// Does a command of the application shell.
    Command(Command),
    /// Does the same as this key.
    Press(Key),
    /// Begins the line with this text, for the viewer to complete.
    Ask(String),
    /// Does nothing, for this reason.
    Refuse(String),
}
