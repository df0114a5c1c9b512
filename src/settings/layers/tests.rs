//! Tests of the layers, with a file and an environment of their own.

use super::*;
use crate::cli::{Command as Chosen, RaceArgs};
use crate::race::Choices;
use crate::race::setting::seconds::Length;
use crate::settings::template::template;
use proptest::prelude::*;

use crate::text::generated::matching;
use std::time::Duration;

/// Resolves these arguments above this file and this environment.
fn given(text: &str, environment: &[(&str, &str)], arguments: &[&str]) -> Resolved {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("config.toml");
    std::fs::write(&file, text).unwrap();
    let mut variables: Variables =
        environment.iter().map(|(name, value)| ((*name).to_string(), OsString::from(value))).collect();
    variables.push(("COREOGRAPH_CONFIG".into(), file.into()));
    let all: Vec<OsString> = ["coreograph"].iter().chain(arguments).map(OsString::from).collect();
    read(&all, &variables).unwrap()
}

fn race(given: &Resolved) -> &RaceArgs {
    match &given.cli.command {
        None => &given.cli.race,
        Some(Chosen::Race(args)) => args,
        other => panic!("{other:?}"),
    }
}

/// The resolved choices of a race.
fn choices(given: &Resolved) -> Choices {
    race(given).settings.choices().unwrap()
}

fn told(given: &Resolved) -> Vec<String> {
    given.diagnostics.iter().map(ToString::to_string).collect()
}

#[test]
fn file_then_environment_then_what_was_typed() {
    let file = "seed = 1\nchunk = 2\n[race]\nchunk = 3\nworkers = 3\ntasks = 3\n";
    let given =
        given(file, &[("COREOGRAPH_WORKERS", "4"), ("COREOGRAPH_TASKS", "4")], &["race", "--tasks", "5"]);
    let args = choices(&given);
    assert_eq!((args.seed, args.chunk, args.workers, args.tasks), (Some(1), Some(3), Some(4), Some(5)));
    assert_eq!(told(&given), [""; 0]);
}

#[test]
fn a_race_without_its_name_has_the_same_settings() {
    let given = given(
        "[race]\nlanes = [\"gil:2\", \"pool\"]\nswitch-interval = \"1ms\"\nascii = true\n",
        &[],
        &["--chunk", "7"],
    );
    let args = choices(&given);
    assert_eq!(args.lanes.len(), 2);
    assert_eq!(
        (args.interval, race(&given).look.theme_choice.ascii, args.chunk),
        (Duration::from_millis(1), true, Some(7))
    );
}

#[test]
fn an_option_silences_what_it_excludes_in_lower_layers() {
    let silenced = given("size = 20\n", &[], &["race", "--seconds", "1"]);
    assert_eq!((choices(&silenced).size, choices(&silenced).seconds), (None, Length::given(1.0)));
    let silenced = given("size = 20\n", &[("COREOGRAPH_SECONDS", "2")], &["race"]);
    assert_eq!((choices(&silenced).size, choices(&silenced).seconds), (None, Length::given(2.0)));
    let silenced = given("", &[("COREOGRAPH_SECONDS", "2")], &["race", "--size", "9"]);
    assert_eq!((choices(&silenced).size, choices(&silenced).seconds.given), (Some(9), false));
}

#[test]
fn a_flag_can_be_set_and_unset() {
    assert!(race(&given("ascii = true", &[], &["race"])).look.theme_choice.ascii);
    assert!(!race(&given("ascii = true", &[("COREOGRAPH_ASCII", "no")], &["race"])).look.theme_choice.ascii);
    assert!(race(&given("", &[("COREOGRAPH_STRICT", "1")], &[])).result.strict);
}

#[test]
fn several_values_stand_in_a_list_or_between_commas() {
    let list = given("python = [\"a\", \"b\"]\n[race]\nfault = \"kill@2s, stop\"\n", &[], &["race"]);
    assert_eq!(race(&list).settings.values("python"), ["a", "b"]);
    assert_eq!(choices(&list).faults.len(), 2);
    assert_eq!(race(&given("python = \"a\"", &[], &["--python", "c"])).settings.values("python"), ["c"]);
}

#[test]
fn a_mistake_is_named_with_file_line_and_what_is_accepted_and_the_rest_counts() {
    let cases = [
        ("lanes = \"gil,pol\"", "lanes = \"gil,pol\"", "interpreters"),
        ("chunk = 0", "chunk = \"0\"", "1 to 1000000"),
        ("workers = \"many\"", "workers = \"many\"", "1 to 1024"),
        ("lines = 3", "lines is no setting", "switch-interval"),
        ("ascii = \"maybe\"", "ascii = \"maybe\"", "true and false"),
        ("schedule = \"now\"", "schedule = \"now\"", "together"),
        ("switch-interval = 5", "switch-interval = \"5\"", "500us"),
        ("tasks = [1, 2]", "tasks = [\"1\", \"2\"]", "one value"),
        ("[rase]\nseed = 2", "[rase] is no section", "[fidelity]"),
        ("workers = = 2", "", "key = value"),
    ];
    for (text, wrong, accepted) in cases {
        let given = given(&format!("seed = 8\n{text}\n"), &[], &["race"]);
        let told = told(&given);
        assert!(!told.is_empty(), "{text}");
        let line =
            told.iter().find(|line| line.contains("config.toml:2: ")).unwrap_or_else(|| panic!("{told:?}"));
        assert!(
            line.contains(wrong) && line.contains(accepted) && line.contains("accepted"),
            "{text}: {line}"
        );
        assert_eq!(choices(&given).seed, Some(8), "{text}");
        assert_eq!((choices(&given).chunk, choices(&given).workers), (None, None), "{text}");
    }
}

#[test]
fn a_bad_variable_is_named_and_left_out() {
    let given =
        given("workers = 3", &[("COREOGRAPH_WORKERS", "none"), ("COREOGRAPH_LAENS", "gil")], &["race"]);
    let told = told(&given);
    assert!(
        told.iter().any(|line| line.starts_with("COREOGRAPH_WORKERS: ") && line.contains("accepted")),
        "{told:?}"
    );
    assert!(
        told.iter().any(|line| line.starts_with("COREOGRAPH_LAENS: this variable is no setting")),
        "{told:?}"
    );
    assert_eq!(choices(&given).workers, Some(3), "what the file says");
}

#[test]
fn one_name_may_mean_different_things_to_different_commands() {
    let text = "size = \"120x40\"\nformat = \"markdown\"\n[export]\nto = \"svg\"\n";
    let exported = given(text, &[], &["export", "x.jsonl"]);
    let Some(Chosen::Export(args)) = &exported.cli.command else { panic!("{:?}", exported.cli) };
    assert_eq!(args.size, (120, 40));
    let raced = given(text, &[], &["race"]);
    assert_eq!((choices(&raced).size, race(&raced).result.format.as_str()), (None, "markdown"));
    assert_eq!((told(&exported), told(&raced)), (vec![], vec![]));
    let by_variable = given("", &[("COREOGRAPH_SIZE", "120x40"), ("COREOGRAPH_FORMAT", "csv")], &["race"]);
    assert_eq!((choices(&by_variable).size, told(&by_variable)), (None, vec![]));
}

#[test]
fn a_file_that_was_named_has_to_be_there() {
    let all = ["coreograph", "race", "--config", "no/such/file.toml"].map(OsString::from);
    let given = read(&all, &Variables::new()).unwrap();
    assert!(told(&given)[0].starts_with("no/such/file.toml: cannot be read"), "{:?}", given.diagnostics);
}

#[test]
fn what_was_typed_wrongly_ends_it() {
    let all = ["coreograph", "race", "--workers", "none"].map(OsString::from);
    assert!(read(&all, &Variables::new()).is_err());
    let all = ["coreograph", "export", "x.jsonl"].map(OsString::from);
    assert!(read(&all, &Variables::new()).is_err(), "--to is still wanted");
}

#[test]
fn the_written_file_says_what_is_so_without_it() {
    let all = template();
    let uncommented: String = all
        .lines()
        .map(|line| match line.strip_prefix('#') {
            Some(rest) if !rest.starts_with(' ') => format!("{rest}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    assert!(uncommented.contains("\nlanes = \"gil,pool\"\n") && uncommented.contains("\nascii = false\n"));
    for text in [all, uncommented] {
        let with = given(&text, &[], &["race"]);
        assert_eq!(told(&with), [""; 0]);
        assert_eq!(format!("{:?}", with.cli), format!("{:?}", given("", &[], &["race"]).cli));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn no_file_ends_the_program(text in matching("((theme|lanes|chunk|size|\\[race\\]|\\[x\\])?[= \"\\[\\]a-z#0-9,-]{0,12}\n?){0,6}|\\PC{0,60}")) {
        let given = given(&text, &[], &["race"]);
        prop_assert!(given.diagnostics.iter().all(|c| c.line.is_some() && c.message.contains("accepted")), "{:?}", given.diagnostics);
    }
}

#[test]
fn a_theme_that_is_not_there_is_named_where_it_was_named() {
    let at = |text: &str, environment: &[(&str, &str)], arguments: &[&str]| {
        given(text, environment, arguments).theme_at
    };
    let (place, line) = at("seed = 8\ntheme = \"nope\"\n", &[], &["race"]).unwrap();
    assert!(place.ends_with("config.toml") && line == Some(2), "{place}:{line:?}");
    let (place, line) = at("theme = \"nope\"\n", &[("COREOGRAPH_THEME", "nor")], &["race"]).unwrap();
    assert_eq!((place.as_str(), line), ("COREOGRAPH_THEME", None));
    assert_eq!(at("theme = \"nope\"\n", &[], &["race", "--theme", "dark"]), None, "what was typed is typed");
}
