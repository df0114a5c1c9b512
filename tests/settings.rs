//! What a user can set up, with the real program: settings from file, environment and flags, themes, and the commands
//! that help to set them up.

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use support::run::{Ended, Running, command};

/// The program in a home of its own, which is empty unless the test has written to it.
fn at_home(home: &Path, args: &[&str]) -> Command {
    let mut command = command(args);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("COREOGRAPH_") {
            command.env_remove(name);
        }
    }
    command.env("HOME", home).env_remove("XDG_CONFIG_HOME");
    command
}

fn run_at(home: &Path, args: &[&str]) -> Ended {
    Running::start(at_home(home, args)).end()
}

fn write(home: &Path, file: &str, text: &str) -> String {
    let path = home.join(".config/coreograph").join(file);
    fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
    fs::write(&path, text).expect("it can be written");
    path.display().to_string()
}

const SHORT: [&str; 6] = ["race", "--headless", "--lanes", "sequential", "--size", "2000"];

#[test]
fn a_race_takes_its_settings_from_file_environment_and_flags() {
    let home = tempfile::tempdir().expect("a folder");
    write(home.path(), "config.toml", "format = \"json\"\nseed = 11\n[race]\ntasks = 3\nchunk = 2\n");
    let mut command = at_home(home.path(), &[&SHORT[..], &["--seed", "13"]].concat());
    command.env("COREOGRAPH_TASKS", "5");
    let ended = Running::start(command).end();
    assert_eq!(ended.code, Some(0), "{ended}");
    let workload = &ended.json()["workload"];
    assert_eq!(
        (&workload["seed"], &workload["tasks"], &workload["chunk"]),
        (&13.into(), &5.into(), &2.into())
    );
}

#[test]
fn what_is_wrong_is_named_and_the_race_runs_all_the_same() {
    let home = tempfile::tempdir().expect("a folder");
    let file =
        write(home.path(), "config.toml", "\ntheme = \"broken\"\n[race]\ntasks = \"some\"\nchunks = 2\n");
    let theme = write(home.path(), "themes/broken.toml", "about = \"x\"\ncompute = \"cyam\"\n");
    let mut command = at_home(home.path(), &SHORT);
    command.env("COREOGRAPH_WORKERS", "none");
    let ended = Running::start(command).end();
    assert_eq!(ended.code, Some(0), "{ended}");
    for told in [
        format!("warning: {file}:4: tasks = \"some\""),
        format!("warning: {file}:5: chunks is no setting: did you mean chunk? accepted are "),
        format!("warning: {theme}:2: compute: \"cyam\" is no part of a look; accepted are "),
        "warning: COREOGRAPH_WORKERS: workers = \"none\"".to_string(),
    ] {
        assert!(ended.stderr.contains(&told), "{told}\n{ended}");
    }
    assert!(ended.stdout.contains("sequential"), "{ended}");
}

#[test]
fn the_written_configuration_changes_nothing_and_is_not_written_over() {
    let home = tempfile::tempdir().expect("a folder");
    let ended = run_at(home.path(), &["config"]);
    let file = home.path().join(".config/coreograph/config.toml");
    assert!(ended.code == Some(0) && ended.stdout.contains(&file.display().to_string()), "{ended}");
    let text = fs::read_to_string(&file).expect("it is there");
    assert_eq!(run_at(home.path(), &["config", "--output", "-"]).stdout, text);
    fs::write(&file, format!("{text}\n# mine\n")).expect("it can be written");
    let ended = run_at(home.path(), &["config"]);
    assert!(ended.code == Some(2) && ended.stderr.contains("--force"), "{ended}");
    assert!(fs::read_to_string(&file).expect("it is there").ends_with("# mine\n"));
    let ended = run_at(home.path(), &SHORT);
    assert!(ended.code == Some(0) && !ended.stderr.contains("warning"), "{ended}");
    assert_eq!(run_at(home.path(), &["config", "--force"]).code, Some(0));
    assert_eq!(fs::read_to_string(&file).expect("it is there"), text);
}

#[test]
fn a_picture_has_the_colours_of_its_theme() {
    let home = tempfile::tempdir().expect("a folder");
    let theme = write(home.path(), "themes/mine.toml", "like = \"light\"\nground = \"#010203 on #fefdfc\"\n");
    let recording = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/race.jsonl");
    let export = |theme: &str| run_at(home.path(), &["export", recording, "--to", "svg", "--theme", theme]);
    for theme in ["mine", &theme] {
        let ended = export(theme);
        assert!(ended.code == Some(0) && ended.stdout.contains("#fefdfc"), "{}", ended.stderr);
        assert!(ended.stdout.contains("#003c46"), "computing, as in the theme it is like");
    }
    let ended = export("none-such");
    assert!(ended.code == Some(0) && ended.stderr.contains("accepted are terminal-16"), "{}", ended.stderr);
    assert!(ended.stdout.starts_with("<svg "));
}

#[test]
fn every_shell_has_completions_and_the_program_a_man_page() {
    let home = tempfile::tempdir().expect("a folder");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ended = run_at(home.path(), &["completions", shell]);
        assert!(
            ended.code == Some(0) && ended.stdout.contains("switch-interval"),
            "{shell}\n{}",
            ended.stderr
        );
    }
    let ended = run_at(home.path(), &["completions", "tcsh"]);
    assert!(ended.code == Some(2) && ended.stderr.contains("elvish"), "{ended}");
    for (args, title) in [(&["man"][..], ".TH coreograph 1"), (&["man", "race"], ".TH coreograph-race 1")] {
        let ended = run_at(home.path(), args);
        assert!(ended.code == Some(0) && ended.stdout.contains(title), "{ended}");
    }
    let folder = home.path().join("man1");
    let ended = run_at(home.path(), &["man", "--dir", &folder.display().to_string()]);
    assert!(ended.code == Some(0) && folder.join("coreograph-scale.1").exists(), "{ended}");
}

/// Bash itself says whether its completions are a script.
#[test]
fn bash_takes_its_completions() {
    let home = tempfile::tempdir().expect("a folder");
    let script = home.path().join("completions.bash");
    fs::write(&script, run_at(home.path(), &["completions", "bash"]).stdout).expect("it can be written");
    match Command::new("bash").arg("-n").arg(&script).output() {
        Ok(checked) => assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr)),
        Err(error) => eprintln!("skipped: bash cannot be run here: {error}"),
    }
}

#[test]
fn the_doctor_says_what_is_so_and_why() {
    let home = tempfile::tempdir().expect("a folder");
    let file = write(home.path(), "config.toml", "ascii = true\nnonsense = 1\n");
    write(home.path(), "themes/bad.toml", "io = \"blu\"\n");
    let mut command = at_home(home.path(), &["doctor", "--format", "json"]);
    command.env("TERM", "xterm-256color").env_remove("COLORTERM").env("LC_ALL", "C.UTF-8");
    let ended = Running::start(command).end();
    assert_eq!(ended.code, Some(0), "{ended}");
    let found = ended.json();
    assert_eq!(found["schema"], "coreograph.doctor/1");
    assert!(found["machine"]["usable_cpus"].as_u64().is_some_and(|n| n >= 1), "{found:#}");
    assert_eq!(found["machine"]["workers"]["works"], true, "{found:#}");
    let load = &found["machine"]["utilisation"];
    assert!(
        load["works"] == true && load["told"].as_str().is_some_and(|told| told.contains("sysinfo")),
        "{load}"
    );
    let terminal = &found["terminal"];
    assert_eq!((&terminal["is_terminal"], &terminal["colours"]), (&false.into(), &"256 colours".into()));
    assert_eq!((&terminal["glyphs"], &terminal["theme"]), (&"ASCII".into(), &"terminal-16".into()));
    let configuration = &found["configuration"];
    assert_eq!(configuration["file"], file.as_str());
    assert_eq!(configuration["complaints"].as_array().map(Vec::len), Some(2), "{configuration:#}");
    let doubts = found["doubts"].as_array().expect("a list");
    assert!(doubts.len() >= 12 && doubts.iter().all(|d| d["advice"].as_str().is_some_and(|a| !a.is_empty())));
    let debug = doubts.iter().find(|d| d["kind"] == "debug-build").expect("it is one of them");
    assert_eq!(debug["holds"], cfg!(debug_assertions));
    let conditions = found["conditions"].as_array().expect("a list");
    for name in [
        "quota",
        "affinity",
        "governor",
        "boost",
        "SMT",
        "other load",
        "steal",
        "virtualisation",
        "power",
        "heat",
    ] {
        let condition = conditions.iter().find(|condition| condition["name"] == name).expect(name);
        let advised = condition["advice"].is_string();
        assert_eq!(
            advised,
            ["spoils", "to-know"].iter().any(|state| condition["state"] == *state),
            "{condition:#}"
        );
    }
    assert_eq!(found["fingerprint"]["usable_cpus"], found["machine"]["usable_cpus"]);
    let any = doubts.iter().any(|d| d["holds"] == true);
    assert_eq!(found["spoiled"], any);
}

#[test]
fn a_strict_doctor_fails_when_something_would_spoil_a_measurement() {
    let home = tempfile::tempdir().expect("a folder");
    let ended = run_at(home.path(), &["doctor", "--strict"]);
    let spoiled = !ended.stdout.contains("nothing would spoil");
    assert_eq!(ended.code, Some(if spoiled { 3 } else { 0 }), "{ended}");
    assert!(!cfg!(debug_assertions) || spoiled, "a debug build is always doubted: {ended}");
    for part in
        ["MACHINE", "TERMINAL", "CONFIGURATION", "BEFORE MEASURING", "DOUBTS", "short-run", "cut-recording"]
    {
        assert!(ended.stdout.contains(part), "{part}\n{ended}");
    }
    assert!(ended.stdout.lines().all(|line| line.chars().count() <= 100), "{ended}");
}

#[test]
fn no_colour_is_no_colour_whatever_the_theme() {
    let home = tempfile::tempdir().expect("a folder");
    let mut command = at_home(home.path(), &["doctor", "--theme", "dark", "--format", "json"]);
    command.env("NO_COLOR", "1").env("COLORTERM", "truecolor");
    let found = Running::start(command).end().json();
    assert_eq!(
        (&found["terminal"]["theme"], &found["terminal"]["colours"]),
        (&"monochrome".into(), &"no colours".into())
    );
}
