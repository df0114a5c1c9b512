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
