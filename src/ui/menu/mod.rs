//! The contents of the menu: the values of settings, the pages, the themes, and every key of the table.

use crate::race::setting::Shown;
use crate::text::words::capital;
use crate::ui::action::Action;
use crate::ui::command::Command;
use crate::ui::key::Key;
use crate::ui::keys::{BINDINGS, Binding, RecordingKeys};
use crate::ui::player::Play;
use crate::ui::state::Page;
use crate::ui::state::menu::{Entry, Menu, MenuAction};

/// Heading of the pages.
const VIEWS: &str = "views";
/// Heading of the themes.
const THEMES: &str = "themes";
/// Heading of the player of a recording.
const PLAYER: &str = "player";
/// Heading of the keys.
const KEYS: &str = "keys";
/// Keys of the pages, by their number.
const NUMBERS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

/// A theme to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ThemeChoice {
    /// Its name.
    pub name: String,
    /// Its description in half a sentence.
    pub about: String,
    /// Whether it is the current one.
    pub chosen: bool,
}

/// The menu of all settings, or of the reason why nothing can be set, of the pages, these themes and all keys.
#[must_use]
pub(crate) fn menu(settings: Result<Vec<Shown>, String>, themes: Vec<ThemeChoice>) -> Menu {
    Menu::new(settings, views().chain(theme_choices(themes)).chain(keys(BINDINGS.iter())).collect())
}

/// The menu of a recording: its player comes first.
#[must_use]
pub(crate) fn menu_of_a_recording(settings: Result<Vec<Shown>, String>, themes: Vec<ThemeChoice>) -> Menu {
    let rest = keys(RecordingKeys::EXPLAINED.of_the_rest());
    Menu::new(settings, player().chain(views()).chain(theme_choices(themes)).chain(rest).collect())
}

/// Entries of the player of a recording; its digits are left to the views.
fn player() -> impl Iterator<Item = Entry> {
    RecordingKeys::of_the_player().filter_map(|binding| match binding.action {
        Action::Play(Play::Tenth(_)) => None,
        Action::Play(play) => Some(entry(PLAYER, binding, MenuAction::Play(play))),
        _ => None,
    })
}

/// The action of a key while the menu is open: characters go into its line. Keys of the shell are not among them.
#[must_use]
pub(crate) fn action_of(key: Key) -> Option<Action> {
    Some(match key {
        Key::Char(c) => Action::Type(c),
        Key::Backspace => Action::Erase,
        Key::Ctrl('u') => Action::Clear,
        Key::Up | Key::BackTab | Key::Ctrl('p') => Action::Up,
        Key::Down | Key::Tab | Key::Ctrl('n') => Action::Down,
        Key::PageUp => Action::PageUp,
        Key::PageDown => Action::PageDown,
        Key::Home => Action::Top,
        Key::End => Action::Bottom,
        Key::Enter => Action::Confirm,
        _ => return None,
    })
}

fn views() -> impl Iterator<Item = Entry> {
    Page::ALL.into_iter().map(|page| Entry {
        group: VIEWS,
        name: page.name().into(),
        about: page.about().into(),
        told: format!("{}.", capital(page.about())),
        key: NUMBERS.get(page.number()).copied().unwrap_or_default(),
        also: "view",
        chosen: false,
        action: MenuAction::Page(page),
    })
}

/// The themes, in the given order.
fn theme_choices(themes: Vec<ThemeChoice>) -> impl Iterator<Item = Entry> {
    themes.into_iter().enumerate().map(|(place, theme)| Entry {
        group: THEMES,
        told: format!("{}.", capital(&theme.about)),
        name: theme.name,
        about: theme.about,
        key: "",
        also: "look",
        chosen: theme.chosen,
        action: MenuAction::Command(Command::Theme(place)),
    })
}

/// Every key of the table, except the menu's own and those that choose from an open list.
fn keys(bindings: impl Iterator<Item = &'static Binding<Action>>) -> impl Iterator<Item = Entry> {
    let elsewhere = |action: &Action| matches!(action, Action::Pick(_) | Action::Menu | Action::Confirm);
    let bindings = bindings.filter(move |binding| !elsewhere(&binding.action));
    bindings.filter_map(|binding| Some(entry(KEYS, binding, MenuAction::Press(*binding.keys.first()?))))
}

fn entry(group: &'static str, binding: &Binding<Action>, action: MenuAction) -> Entry {
    Entry {
        group,
        name: String::new(),
        about: binding.help.into(),
        told: format!("{}.", capital(binding.help)),
        key: binding.label,
        also: binding.brief[0],
        chosen: false,
        action,
    }
}

#[cfg(test)]
mod tests;
