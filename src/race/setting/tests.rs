//! Tests of properties of every setting of the list.

use super::*;
use crate::event::Machine;

/// The choices after a value was chosen on two CPUs, and the answer.
pub(super) fn choose(choices: &Choices, flag: &'static str, text: &str) -> Result<(Choices, String), String> {
    let changed = change(choices, &Machine::with_cpus(2), &Change::value(flag, text))?;
    Ok((changed.choices, changed.said))
}

/// The choices after a step on `cpus` CPUs, and the answer.
pub(super) fn step(
    choices: &Choices,
    cpus: u16,
    flag: &'static str,
    step: Step,
) -> Result<(Choices, String), String> {
    let changed = change(choices, &Machine::with_cpus(cpus), &Change::step(flag, step))?;
    Ok((changed.choices, changed.said))
}

/// Puts values into choices that accept them.
fn put(setting: &dyn Setting, choices: &mut Choices, values: &[String]) {
    set_all(setting, choices, values).unwrap_or_else(|why| panic!("{} {values:?}: {why}", setting.flag()));
}

/// Each setting with the value of its example.
fn another() -> Choices {
    let mut choices = Choices::default();
    for setting in SETTINGS {
        put(*setting, &mut choices, &[setting.example().into()]);
    }
    choices
}

#[test]
fn no_two_settings_share_a_flag_a_name_or_a_place() {
    let mut flags: Vec<&str> = SETTINGS.iter().map(|setting| setting.flag()).collect();
    flags.sort_unstable();
    assert!(flags.windows(2).all(|pair| pair[0] != pair[1]), "{flags:?}");
    let shown = adjustable();
    let names: Vec<&str> = shown.iter().map(|setting| setting.name()).collect();
    let first = [
        "lanes", "workload", "workers", "chunk", "interval", "schedule", "seconds", "size", "reps", "call",
        "over", "command",
    ];
    assert!(names.starts_with(&first), "{names:?}");
    assert!(shown.iter().all(|setting| by_flag(setting.flag()) == Some(*setting)));
}

#[test]
fn what_a_setting_shows_is_read_as_the_same_value() {
    for choices in [Choices::default(), another()] {
        for setting in SETTINGS {
            let mut read = choices.clone();
            let values = setting.values(&choices);
            put(*setting, &mut read, &values);
            assert_eq!(read, choices, "{} {values:?}", setting.flag());
            assert!(values.iter().all(|value| setting.check(value).is_ok()), "{}", setting.flag());
        }
    }
}

/// Fails for a setting that stores its value in the field of another, or shows none.
#[test]
fn every_setting_has_a_value_of_its_own() {
    let another = another();
    for setting in SETTINGS {
        let values = setting.values(&another);
        assert!(!values.is_empty() && values != setting.values(&Choices::default()), "{}", setting.flag());
        let mut changed = Choices::default();
        put(*setting, &mut changed, &values);
        for other in SETTINGS.iter().filter(|other| other.flag() != setting.flag()) {
            let (now, before) = (other.values(&changed), other.values(&Choices::default()));
            assert_eq!(now, before, "{} changes {}", setting.flag(), other.flag());
        }
    }
}

#[test]
fn every_value_that_is_offered_can_be_read_and_those_that_are_chosen_are_marked() {
    let choices = Choices { seconds: seconds::Length::given(4.0), ..Choices::default() };
    for Shown { setting, offers } in shown(&choices, &Machine::with_cpus(2)) {
        let marked = offers.iter().filter(|offer| offer.chosen).count();
        let expected = match setting.flag() {
            lanes::FLAG => 2,
            size::FLAG | call::FLAG | command::FLAG | "over" => 0,
            _ => 1,
        };
        assert_eq!(marked, expected, "{}", setting.flag());
        for Offer { value, chosen, .. } in offers {
            let mut read = choices.clone();
            put(setting, &mut read, std::slice::from_ref(&value));
            assert_eq!(setting.values(&read), std::slice::from_ref(&value), "{}", setting.flag());
            let now = setting.values(&choices).contains(&value);
            // Without a number of workers there are as many as usable CPUs, and without a chunk it is 1.
            let is_usual = matches!(setting.flag(), workers::FLAG | chunk::FLAG);
            assert!(chosen == now || is_usual, "{} {value}", setting.flag());
        }
        if setting.is_typed() {
            // Any text may be an expression, or a command.
            let wrong = if ["over", command::FLAG].contains(&setting.flag()) { " " } else { "nonsense" };
            let refused = setting.check(wrong).unwrap_err();
            assert!(refused.starts_with("accepted: "), "{}: {refused}", setting.flag());
        }
    }
}

#[test]
fn every_offer_is_chosen_with_a_sentence_or_refused_with_one() {
    let choices = Choices::default();
    let machine = Machine::with_cpus(2);
    for Shown { setting, offers } in shown(&choices, &machine) {
        for offer in offers {
            let asked = Change::value(setting.flag(), &offer.value);
            let (Ok(Changed { said, .. }) | Err(said)) = change(&choices, &machine, &asked);
            assert!(said.ends_with('.') && said.starts_with(|c: char| !c.is_lowercase()), "{asked}: {said}");
        }
    }
}

#[test]
fn every_key_steps_and_a_setting_without_steps_says_so() {
    let (choices, machine) = (Choices::default(), Machine::with_cpus(2));
    for setting in adjustable() {
        let keys = setting.keys().map_or(&[][..], |keys| keys.steps);
        for key in keys {
            let changed =
                change(&choices, &machine, &Change::step(setting.flag(), key.step)).expect(key.help);
            assert_ne!(changed.choices, choices, "{}", setting.flag());
            assert_eq!(key.key.chars().count(), 1, "{}", setting.flag());
        }
        if keys.is_empty() {
            let refused = change(&choices, &machine, &Change::step(setting.flag(), Step::On)).unwrap_err();
            assert!(refused.ends_with("has no steps."), "{refused}");
        }
    }
    let unknown = change(&choices, &machine, &Change::value("nonsense", "1")).unwrap_err();
    assert!(unknown.contains("nonsense"), "{unknown}");
}

/// The plan that a change was checked by is the one that runs: for work that draws its seed, no other is equal to it.
#[test]
fn a_change_brings_the_plan_that_was_made_of_its_choices() {
    let machine = Machine::with_cpus(2);
    let changed = change(&Choices::default(), &machine, &Change::value(workload::FLAG, "number")).unwrap();
    assert_eq!(changed.plan.workload.name, "number");
    let fixed = Choices { seed: Some(changed.plan.workload.seed), ..changed.choices };
    assert_eq!(crate::race::plan(&fixed, &machine).unwrap(), changed.plan);
}
