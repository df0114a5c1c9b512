//! Entries of the settings: their values, and a line that is typed as one.

use super::entry::{Entry, MenuAction};
use crate::race::Choices;
use crate::race::setting::{Adjustable, Change, Offer, Shown, set_all};
use crate::text::words::capital;

/// The values of all settings, in order, and an entry for a value that is not listed.
pub(super) fn all(settings: &[Shown]) -> Vec<Entry> {
    let entries = settings.iter().flat_map(|Shown { setting, offers }| {
        let asked = setting.is_typed().then(|| ask(*setting));
        offers.iter().map(|offer| value(*setting, offer)).chain(asked)
    });
    entries.collect()
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
