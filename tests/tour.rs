//! `coreograph tour` without a screen: its list, and checks of scenes.

mod support;

use std::fs;

use support::run::run;

#[test]
fn the_list_names_every_scene_in_its_order() {
    let text = run(&["tour", "--list"]);
    assert_eq!((text.code, text.stderr.as_str()), (Some(0), ""), "{text}");
    let json = run(&["tour", "--list", "--format", "json"]);
    let list = json.json();
    assert_eq!(list["schema"], "coreograph.tour-list/1", "{json}");
    let scenes = list["scenes"].as_array().expect("a list");
    assert_eq!(scenes.len(), 15, "{json}");
    for scene in scenes {
        let name = scene["name"].as_str().expect("a name");
        assert!(text.stdout.lines().any(|line| line.starts_with(&format!("{name} "))), "{name}: {text}");
    }
    let rest = run(&["tour", "--list", "--from", "beyond"]);
    assert!(rest.stdout.starts_with("beyond ") && rest.stdout.contains("your-machine"), "{rest}");
    let wrong = run(&["tour", "convoi", "--list"]);
    assert_eq!(wrong.code, Some(2), "{wrong}");
    assert!(wrong.stderr.contains("did you mean convoy? accepted: one-or-many"), "{wrong}");
}

#[test]
fn a_check_names_file_line_and_column_and_exits_with_2() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("broken.toml");
    fs::write(&file, "title = \"T\"\nquestoin = \"Q?\"\n\n[[run]]\nargs = \"--lanes gil,pol\"\n")
        .expect("it can be written");
    let file = file.to_str().expect("a name in UTF-8");
    let text = run(&["tour", "--check", file]);
    assert_eq!((text.code, text.stdout.as_str()), (Some(2), ""), "{text}");
    for line in [
        format!("{file}:2:1: there is no key questoin: did you mean question? accepted: title, "),
        format!("{file}:5:17: --lanes pol: "),
    ] {
        assert!(text.stderr.lines().any(|told| told.starts_with(&line)), "{line}: {text}");
    }
    let json = run(&["tour", "--check", file, "--format", "json"]);
    assert_eq!(json.code, Some(2), "{json}");
    let checked = json.json();
    let places: Vec<_> = checked["diagnostics"].as_array().expect("a list").iter().collect();
    assert!(places.iter().any(|place| place["line"] == 5 && place["column"] == 17), "{json}");
    let missing = run(&["tour", "--check", "nowhere.toml"]);
    assert_eq!(missing.code, Some(2), "{missing}");
    assert!(missing.stderr.contains("nowhere.toml: cannot be read"), "{missing}");
}

/// Looking at a scene of somebody else's executes nothing of it, neither its function nor its command.
#[test]
fn a_scene_that_is_only_looked_at_executes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_str().expect("a name in UTF-8").to_string();
    let (module, mark) = (path("work.py"), path("mark"));
    fs::write(&module, format!("open({mark:?}, 'w')\n\ndef task(n):\n    return n\n"))
        .expect("it can be written");
    let (call, touch) = (format!("{module}:task"), format!("touch {mark}"));
    for (name, args) in [
        ("call", ["--call", &call, "--tasks", "4"].as_slice()),
        ("command", &["--command", &touch, "--setup", &touch, "--tasks", "1"]),
    ] {
        let scene = path(&format!("{name}.toml"));
        let text = format!(
            "title = \"T\"\nidea = \"I.\"\nquestion = \"Q?\"\nchoices = [\"a\", \"b\"]\nseconds = 3\nnotes = \"N.\"\n\n\
             [[run]]\nargs = {args:?}\npage = \"race\"\n\n[[verdict]]\nchoice = 1\ntext = \"V.\"\n"
        );
        fs::write(&scene, text).expect("it can be written");
        let checked = run(&["tour", "--check", &scene]);
        assert_eq!(checked.code, Some(0), "{name}: {checked}");
        let listed = run(&["tour", "--scenes", &scene, "--list"]);
        assert_eq!(listed.code, Some(0), "{name}: {listed}");
        assert!(!std::path::Path::new(&mark).exists(), "{name}: it was executed");
    }
}

#[test]
fn the_shipped_scenes_pass_the_check_and_can_be_played_from_their_folder() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/scenes");
    let checked = run(&["tour", "--check", folder]);
    assert_eq!((checked.code, checked.stdout.lines().count()), (Some(0), 15), "{checked}");
    assert!(checked.stdout.contains("convoy: 2 races, 5 verdicts, no error\n"), "{checked}");
    let (shipped, own) = (run(&["tour", "--list"]), run(&["tour", "--list", "--scenes", folder]));
    assert_eq!(shipped.stdout, own.stdout);
}

#[test]
fn one_thing_at_a_time() {
    for args in [
        &["tour", "--list", "--rehearse"][..],
        &["tour", "--auto", "--notes"],
        &["tour", "convoy", "--from", "killed"],
        &["tour", "--check", "x.toml", "--scenes", "y"],
    ] {
        let refused = run(args);
        assert_eq!(refused.code, Some(2), "{refused}");
    }
}
