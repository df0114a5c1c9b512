//! Entries of the menu: the values of settings, the views, and every key of the table.

use crate::race::Choices;
use crate::race::setting::{Adjustable, Change, Offer, Shown, set_all};
use crate::text::words::capital;
use crate::ui::action::Action;
use crate::ui::command::Command;
use crate::ui::keys::BINDINGS;
use crate::ui::view::page::PAGES;

/// Heading of the views.
const VIEWS: &str = "views";
/// Heading of the themes.
const THEMES: &str = "themes";
/// Heading of the keys.
const KEYS: &str = "keys";

/// An entry of the menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
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
pub enum MenuAction {
    /// Changes a setting.
    Change(Change),
    /// Does the same as a key.
    Act(Action),
    /// Begins the line with this text, for the viewer to complete.
    Ask(String),
    /// Does nothing, for this reason.
    Refuse(String),
}

/// A theme to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeChoice {
    /// Its name.
    pub name: String,
    /// Its description in half a sentence.
    pub about: String,
    /// Whether it is the current one.
    pub chosen: bool,
}

/// All entries, in order: settings, views, themes, keys.
pub(super) fn all(settings: &[Shown], themes: Vec<ThemeChoice>) -> Vec<Entry> {
    let set = settings.iter().flat_map(|Shown { setting, offers }| {
        let asked = setting.is_typed().then(|| ask(*setting));
        offers.iter().map(|offer| value(*setting, offer)).chain(asked)
    });
    set.chain(views()).chain(theme_choices(themes)).chain(keys()).collect()
}

/// `line` read as a value of one of `settings`; `None` where it is not of that form, or where the list has the value
/// anyway.
pub(super) fn typed(settings: &[Shown], line: &str) -> Option<Entry> {
    let (name, text) = line.trim_end().split_once(char::is_whitespace)?;
    let Shown { setting, offers } =
        settings.iter().find(|shown| shown.setting.name().eq_ignore_ascii_case(name))?;
    let (setting, text) = (*setting, text.trim());
    if !setting.is_typed() {
        return None;
    }
    let entry = |about: String, told, action| Entry {
        group: setting.name(),
        name: text.into(),
        about,
        told,
        key: "",
        also: "",
        chosen: false,
        action,
    };
    match read(setting, text) {
        Ok(value) if offers.iter().any(|offer| read(setting, &offer.value).as_ref() == Ok(&value)) => None,
        Ok(_) => {
            let change = Change::value(setting.flag(), text);
            let told = told(setting, "", setting.outcome(false));
            Some(entry(setting.about().into(), told, MenuAction::Change(change)))
        }
        Err(why) => {
            let why = format!("{} {text:?}: {why}", setting.name());
            Some(entry(why.clone(), format!("{why}."), MenuAction::Refuse(why)))
        }
    }
}

/// The value that a text stands for: two texts may mean the same, as `5ms` and `5000us`.
fn read(setting: &dyn Adjustable, text: &str) -> Result<Choices, String> {
    let mut choices = Choices::default();
    set_all(setting, &mut choices, &[text.into()]).map(|()| choices)
}

fn value(setting: &dyn Adjustable, offer: &Offer) -> Entry {
    Entry {
        group: setting.name(),
        name: offer.value.clone(),
        about: offer.about.clone(),
        told: told(setting, &offer.about, setting.outcome(offer.chosen)),
        key: "",
        also: "",
        chosen: offer.chosen,
        action: MenuAction::Change(Change::value(setting.flag(), &offer.value)),
    }
}

/// Description of a value: its meaning, the consequence of choosing it, and its setting.
fn told(setting: &dyn Adjustable, value: &str, outcome: &str) -> String {
    let about = format!("{}: {}.", capital(setting.name()), setting.about());
    if value.is_empty() {
        format!("{about} {outcome}")
    } else {
        format!("{}. {outcome} {about}", capital(value))
    }
}

/// The entry that begins a line for a value to be typed.
fn ask(setting: &dyn Adjustable) -> Entry {
    let (name, about, example) = (setting.name(), setting.about(), setting.example());
    Entry {
        group: name,
        name: "other".into(),
        told: format!("{}. Any other value is typed: {name} {example}.", capital(about)),
        about: format!("type it: {name} {example}"),
        key: "",
        also: "",
        chosen: false,
        action: MenuAction::Ask(format!("{name} ")),
    }
}

fn views() -> impl Iterator<Item = Entry> {
    const NUMBERS: [&str; 9] = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];
    PAGES.iter().enumerate().map(|(place, page)| Entry {
        group: VIEWS,
        name: page.name().into(),
        about: page.about().into(),
        told: format!("{}.", capital(page.about())),
        key: NUMBERS.get(place).copied().unwrap_or_default(),
        also: "view",
        chosen: false,
        action: MenuAction::Act(Action::Page(place)),
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
        action: MenuAction::Act(Action::Shell(Command::Theme(place))),
    })
}

/// Every key of the table, except the menu's own and those that choose from an open list.
fn keys() -> impl Iterator<Item = Entry> {
    let elsewhere = |action: &Action| matches!(action, Action::Pick(_) | Action::Menu | Action::Confirm);
    BINDINGS.iter().filter(move |binding| !elsewhere(&binding.action)).map(|binding| Entry {
        group: KEYS,
        name: String::new(),
        about: binding.help.into(),
        told: format!("{}.", capital(binding.help)),
        key: binding.label,
        also: binding.brief[0],
        chosen: false,
        action: MenuAction::Act(binding.action.clone()),
    })
}
