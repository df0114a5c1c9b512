//! What stands in the menu: the values of settings, the views, and every key of the table.

use crate::model::words::capital;
use crate::ui::action::Action;
use crate::ui::keys::BINDINGS;
use crate::ui::setting::{Offer, Setting, Typed};
use crate::ui::stage::Change;
use crate::ui::view::page::PAGES;

/// The heading of the views.
const VIEWS: &str = "views";
/// The heading of the themes.
const THEMES: &str = "themes";
/// The heading of what keys do.
const KEYS: &str = "keys";

/// An entry of the menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The heading that it stands under.
    pub group: &'static str,
    /// What it is called; empty where only the explanation says it.
    pub name: String,
    /// What it means, in half a sentence; may be empty.
    pub about: String,
    /// The same in full, and what comes of it.
    pub told: String,
    /// The key that does the same; empty where there is none.
    pub key: &'static str,
    /// A word by which it is found too.
    pub also: &'static str,
    /// Whether it is chosen now.
    pub chosen: bool,
    /// What it does.
    pub deed: Deed,
}

/// What comes of choosing an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// A choice changes.
    Change(Change),
    /// The same as a key.
    Act(Action),
    /// The line begins with this, and is to be gone on with.
    Ask(String),
    /// Nothing, for this reason.
    Refuse(String),
}

/// A theme that can be put on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dress {
    /// What it is chosen by.
    pub name: String,
    /// What it is, in half a sentence.
    pub about: String,
    /// Whether it is on.
    pub chosen: bool,
}

/// All entries, in their order: what can be set, the views, the themes, the keys.
pub(super) fn all(settings: &[Setting], themes: Vec<Dress>) -> Vec<Entry> {
    let set = settings.iter().flat_map(|setting| {
        let asked = setting.typed.iter().map(|typed| ask(setting, *typed));
        setting.offers.iter().map(|offer| value(setting, offer)).chain(asked)
    });
    set.chain(views()).chain(dresses(themes)).chain(keys()).collect()
}

/// What `line` says as a value of one of `settings`; `None` where it is no such line, or where the value stands in
/// the list anyway.
pub(super) fn typed(settings: &[Setting], line: &str) -> Option<Entry> {
    let (name, text) = line.trim_end().split_once(char::is_whitespace)?;
    let setting = settings.iter().find(|setting| setting.name.eq_ignore_ascii_case(name))?;
    let (typed, text) = (setting.typed?, text.trim());
    let entry = |about: String, told, deed| Entry {
        group: setting.name,
        name: text.into(),
        about,
        told,
        key: "",
        also: "",
        chosen: false,
        deed,
    };
    match (typed.read)(text) {
        Ok(change) if setting.offers.iter().any(|offer| offer.change == change) => None,
        Ok(change) => {
            Some(entry(setting.about.into(), told(setting, "", outcome(change, false)), Deed::Change(change)))
        }
        Err(why) => {
            let why = format!("{} {text:?}: {why}", setting.name);
            Some(entry(why.clone(), format!("{why}."), Deed::Refuse(why)))
        }
    }
}

fn value(setting: &Setting, offer: &Offer) -> Entry {
    Entry {
        group: setting.name,
        name: offer.name.clone(),
        about: offer.about.clone(),
        told: told(setting, &offer.about, outcome(offer.change, offer.chosen)),
        key: "",
        also: "",
        chosen: offer.chosen,
        deed: Deed::Change(offer.change),
    }
}

/// What a value means, what comes of choosing it, and what it is a value of.
fn told(setting: &Setting, value: &str, outcome: &str) -> String {
    let about = format!("{}: {}.", capital(setting.name), setting.about);
    if value.is_empty() {
        format!("{about} {outcome}")
    } else {
        format!("{}. {outcome} {about}", capital(value))
    }
}

/// What comes of a change; a lane that is `chosen` is taken out by it.
fn outcome(change: Change, chosen: bool) -> &'static str {
    match change {
        Change::Lane(_) if chosen => "It leaves the race, which starts again.",
        Change::Lane(_) => "It joins the race, which starts again.",
        _ if change.starts_again() => "The race starts again.",
        _ => "The race goes on.",
    }
}

/// The entry that begins a line for a value to be typed.
fn ask(setting: &Setting, typed: Typed) -> Entry {
    let about = format!("type it: {} {}", setting.name, typed.example);
    Entry {
        group: setting.name,
        name: "other".into(),
        told: format!(
            "{}. Any other value is typed: {} {}.",
            capital(setting.about),
            setting.name,
            typed.example
        ),
        about,
        key: "",
        also: "",
        chosen: false,
        deed: Deed::Ask(format!("{} ", setting.name)),
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
        deed: Deed::Act(Action::Page(place)),
    })
}

/// The themes, in the order in which they were given.
fn dresses(themes: Vec<Dress>) -> impl Iterator<Item = Entry> {
    themes.into_iter().enumerate().map(|(place, theme)| Entry {
        group: THEMES,
        told: format!("{}.", capital(&theme.about)),
        name: theme.name,
        about: theme.about,
        key: "",
        also: "look",
        chosen: theme.chosen,
        deed: Deed::Act(Action::Theme(place)),
    })
}

/// Every key of the table, except those that choose from what is open, and that of the menu itself.
fn keys() -> impl Iterator<Item = Entry> {
    let elsewhere = |action| matches!(action, Action::Pick(_) | Action::Menu | Action::Confirm);
    BINDINGS.iter().filter(move |binding| !elsewhere(binding.action)).map(|binding| Entry {
        group: KEYS,
        name: String::new(),
        about: binding.help.into(),
        told: format!("{}.", capital(binding.help)),
        key: binding.label,
        also: binding.brief[0],
        chosen: false,
        deed: Deed::Act(binding.action),
    })
}
