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
mod tests {
    use super::*;
    use crate::probe::cgroup::tests::tree;

    fn of(supplies: &[(&str, &str)]) -> Option<Power> {
        let files: Vec<_> =
            supplies.iter().map(|(path, text)| (format!("sys/class/power_supply/{path}"), *text)).collect();
        power(tree(&files.iter().map(|(path, text)| (path.as_str(), *text)).collect::<Vec<_>>()).path())
    }

    #[test]
    fn a_plug_is_stronger_than_a_battery() {
        let battery = [("BAT0/type", "Battery\n"), ("BAT0/status", "Discharging\n")];
        let plug = |online| [("AC/type", "Mains\n"), ("AC/online", online)];
        assert_eq!(of(&battery), Some(Power::Battery));
        assert_eq!(of(&[battery, plug("0\n")].concat()), Some(Power::Battery));
        assert_eq!(of(&[battery, plug("1\n")].concat()), Some(Power::Mains));
        assert_eq!(of(&[("BAT0/type", "Battery"), ("BAT0/status", "Full")]), Some(Power::Mains));
        assert_eq!(of(&plug("1")), Some(Power::Mains));
    }

    #[test]
    fn what_is_not_the_machine_s_does_not_count() {
        let mouse = [("hid/type", "Battery"), ("hid/status", "Discharging"), ("hid/scope", "Device")];
        assert_eq!(of(&mouse), None);
        assert_eq!(of(&[("BAT0/type", "Battery"), ("BAT0/status", "Unknown")]), None);
        assert_eq!(power(tree(&[]).path()), None);
    }
}
