use super::*;
use crate::cli::Cli;
use clap::CommandFactory;

fn of(command: &str, option: Option<&str>) -> Values {
    let mut shown = shown(&Cli::command());
    shown.build();
    let mut all = values(&shown).into_iter();
    let found = all.find(|values| {
        values.path.last().is_some_and(|name| name == command) && values.option.as_deref() == option
    });
    found.unwrap_or_else(|| panic!("{command} {option:?} has no values"))
}

#[test]
fn options_and_arguments_have_their_values() {
    let lanes = of("race", Some("--lanes"));
    assert!(lanes.is_list && lanes.words.contains(&"py-pool".into()), "{lanes:?}");
    let workload = of("race", Some("--workload"));
    assert!(!workload.is_list && workload.words.contains(&"primes".into()), "{workload:?}");
    assert_eq!(workload.path, ["coreograph", "race"]);
    let pages = of("man", None);
    assert!(pages.words.contains(&"race".into()) && pages.before() == "man", "{pages:?}");
    assert_eq!(of("completions", None).words, ["bash", "elvish", "fish", "powershell", "zsh"]);
    assert_eq!(of("coreograph", Some("--schedule")).words, ["auto", "turns", "together", "split"]);
}

#[test]
fn a_switch_has_no_values() {
    let mut shown = shown(&Cli::command());
    shown.build();
    assert!(values(&shown).iter().all(|values| values.option.as_deref() != Some("--headless")));
}
