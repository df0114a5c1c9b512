//! Source of power: on battery most machines run slower, and differently from minute to minute.

use std::fs;
use std::path::Path;

use super::file_text::text;
use crate::event::Power;

/// Source of this machine's power, by the folders of `sys/class/power_supply` below `root`; `None` where there are
/// none, as on most servers, and where they do not report it. Batteries of mice and telephones (scope `Device`) do
/// not count.
#[must_use]
pub(crate) fn power(root: &Path) -> Option<Power> {
    let (mut supplied, mut unplugged, mut draining, mut charged) = (false, false, false, false);
    for supply in fs::read_dir(root.join("sys/class/power_supply")).ok()?.flatten() {
        let word = |name: &str| text(&supply.path().join(name)).map(|word| word.trim().to_string());
        if word("scope").as_deref() == Some("Device") {
            continue;
        }
        match (word("type").as_deref(), word("online").as_deref(), word("status").as_deref()) {
            (Some("Battery"), _, Some("Discharging")) => draining = true,
            (Some("Battery"), _, Some("Charging" | "Full" | "Not charging")) => charged = true,
            (Some("Mains" | "USB"), Some("1"), _) => supplied = true,
            (Some("Mains"), Some("0"), _) => unplugged = true,
            _ => {}
        }
    }
    // A battery that drains beside a plug has a weak charger: the machine is not short of power.
    if supplied {
        Some(Power::Mains)
    } else if draining || unplugged {
        Some(Power::Battery)
    } else {
        charged.then_some(Power::Mains)
    }
}

#[cfg(test)]
mod tests;
