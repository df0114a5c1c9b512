use super::*;
use crate::probe::heat::Heat;
use crate::probe::{fingerprint, fixtures};
use std::fmt::Write as _;

fn told(root: &Path, machine: &Machine, seen: &Seen) -> String {
    let print = fingerprint::read(root, machine);
    readiness(root, machine, &print, seen).into_iter().fold(String::new(), |mut text, condition| {
        let Condition { name, state, here, advice } = condition;
        let _ = writeln!(text, "{name}: {}: {here}", state.words());
        text + &advice.map(|advice| format!("    {advice}\n")).unwrap_or_default()
    })
}

#[test]
fn a_laptop_on_battery_is_not_ready() {
    let (root, machine) = fixtures::laptop();
    let hot = Heat::at(root.path(), &machine).hot();
    let seen = Seen { busy: Some((1.2, 8)), steal: None, hot };
    insta::assert_snapshot!(told(root.path(), &machine, &seen));
}

#[test]
fn a_server_has_only_properties() {
    let (root, machine) = fixtures::server();
    let seen = Seen { busy: Some((0.1, 8)), steal: Some(0.0), hot: None };
    insta::assert_snapshot!(told(root.path(), &machine, &seen));
}

#[test]
fn a_container_s_quota_spoils_whichever_generation_it_is_of() {
    for generation in [1, 2] {
        let (root, machine) = fixtures::container(generation);
        let seen = Seen { busy: Some((0.0, 3)), steal: Some(0.05), hot: None };
        insta::assert_snapshot!(format!("container_v{generation}"), told(root.path(), &machine, &seen));
    }
}

#[test]
fn niceness_and_policy_are_told_with_advice() {
    let here = |nice: &str, policy: &str| {
        let root = tempfile::tempdir().unwrap();
        let mut fields = ["0"; 50];
        (fields[0], fields[16], fields[38]) = ("R", nice, policy);
        std::fs::create_dir_all(root.path().join("proc/self")).unwrap();
        std::fs::write(root.path().join("proc/self/stat"), format!("1 (x) {}", fields.join(" "))).unwrap();
        priority(root.path())
    };
    let of = |nice, policy| {
        let Condition { state, here, advice, .. } = here(nice, policy);
        (state, here, advice.is_some())
    };
    assert_eq!(of("0", "0"), (State::Fine, "SCHED_OTHER, niceness 0".into(), false));
    let nice = "SCHED_OTHER, niceness 10: beside other programs it gets less than its share of a core";
    assert_eq!(of("10", "0"), (State::ToKnow, nice.into(), true));
    let idle = "SCHED_IDLE, niceness 0: every other program comes first";
    assert_eq!(of("0", "5"), (State::Spoils, idle.into(), true));
    for (nice, policy) in [("0", "3"), ("-5", "0"), ("0", "1")] {
        assert!(matches!(of(nice, policy), (State::ToKnow, _, true)), "{nice} {policy}");
    }
    assert_eq!(priority(Path::new("/no/such/root")).state, State::Unknown);
}

#[test]
fn a_machine_that_tells_nothing_spoils_nothing() {
    let root = tempfile::tempdir().unwrap();
    let conditions =
        readiness(root.path(), &Machine::with_cpus(2), &Fingerprint::default(), &Seen::default());
    assert!(conditions.iter().all(|condition| condition.state != State::Spoils), "{conditions:?}");
    assert!(conditions.iter().filter(|condition| condition.state == State::Unknown).count() >= 6);
}
