//! Tests of scenes: the shipped ones, the document, and the errors in a file.

use proptest::prelude::*;
use serde_json::json;

use super::read::{self, Depth, PAGES};
use super::scenes::SHIPPED;
use super::{Figures, Here, Moment, Scene, Scenes, keys};
use crate::text::generated::matching;
use crate::ui::Page;

/// A scene without an error.
const GOOD: &str = r#"title = "T"
idea = "I."
question = "Q?"
choices = ["one", "two"]
seconds = 5
notes = "N"

[[run]]
args = "--lanes gil,pool --workers 2"
page = "race"
focus = "gil"
label = "first"
captions = [
    { after = "finished gil", text = "{lanes.gil.cores_busy:.2} cores busy" },
]
changes = [{ after = "1s", setting = "switch-interval", value = "50ms" }]

[[verdict]]
when = "lanes.gil.speedup < 1.2"
choice = 1
text = "{lanes.gil.speedup:.2} times"

[[verdict]]
text = "On {machine.usable_cpus} CPUs, something else."
"#;

fn scene(text: &str) -> Result<Scene, Vec<String>> {
    let read = read::scene("test", "f.toml", text, Depth::Meaning);
    read.map_err(|diagnostics| diagnostics.iter().map(ToString::to_string).collect())
}

#[test]
fn a_scene_is_read() {
    let scene = scene(GOOD).expect("nothing is wrong with it");
    assert_eq!((scene.name.as_str(), scene.choices.len(), scene.verdicts.len()), ("test", 2, 2));
    let run = &scene.runs[0];
    assert_eq!(run.args, ["--lanes", "gil,pool", "--workers", "2"]);
    assert_eq!(
        (run.page.as_deref(), run.focus.as_deref(), run.label.as_deref()),
        (Some("race"), Some("gil"), Some("first"))
    );
    assert_eq!(run.captions[0].after, Moment::LaneFinished("gil".into()));
    assert_eq!(run.changes[0].value, "50ms");
    assert_eq!((scene.verdicts[0].choice, scene.verdicts[1].choice), (Some(0), None));
}

#[test]
fn an_error_has_line_and_column_and_tells_what_is_accepted() {
    // What is replaced in the good scene, by what, where the error is, and words of its message.
    let cases = [
        ("title =", "titel =", "f.toml:1:1: ", "did you mean title?"),
        ("title = \"T\"\n", "", "f.toml:1:1: ", "the key title is missing"),
        (
            "title = \"T\"",
            "title = 3",
            "f.toml:1:9: ",
            "title is of the kind integer; accepted: a text in quotes",
        ),
        ("question = \"Q?\"", "question = \"\"", "f.toml:3:12: ", "is empty"),
        ("[\"one\", \"two\"]", "[\"one\"]", "f.toml:4:13: ", "1 choices; accepted: 2 to 4"),
        ("[\"one\", \"two\"]", "[\"one\", 2]", "f.toml:4:19: ", "accepted: a list of texts"),
        ("seconds = 5", "seconds = 0", "f.toml:5:11: ", "accepted: up to 600"),
        ("seconds = 5", "seconds = = 5", "f.toml:5:", "accepted is TOML"),
        ("args =", "arg =", "f.toml:9:1: ", "did you mean args?"),
        ("gil,pool", "gil,pol", "f.toml:9:17: ", "did you mean pool?"),
        ("--workers 2", "--worker 2", "f.toml:9:26: ", "did you mean workers?"),
        ("--workers 2", "--workers 0", "f.toml:9:36: ", "accepted: 1 to 1024"),
        ("--workers 2", "--workers", "f.toml:9:26: ", "a value is missing after --workers"),
        ("--workers 2", "--share 30", "f.toml:9:9: ", "for mixed alone"),
        ("page = \"race\"", "page = \"rase\"", "f.toml:10:9: ", "did you mean race?"),
        ("focus = \"gil\"", "focus = \"gill\"", "f.toml:11:10: ", "did you mean gil?"),
        ("finished gil", "finished gul", "f.toml:14:16: ", "did you mean gil?"),
        ("finished gil", "deth", "f.toml:14:16: ", "did you mean death?"),
        (
            "{lanes.gil.cores_busy:.2} cores",
            "{lanes.gil.cores_bsy:.2} cores",
            "f.toml:14:40: ",
            "did you mean cores_busy?",
        ),
        ("} cores busy", " cores busy", "f.toml:14:39: ", "the } of a figure is missing"),
        ("switch-interval", "switch-intervall", "f.toml:16:39: ", "did you mean switch-interval?"),
        ("50ms", "50", "f.toml:16:66: ", "accepted: a time"),
        ("when = \"lanes.gil", "when = \"lanes.gul", "f.toml:19:9: ", "the race has no lane gul"),
        ("< 1.2", "<", "f.toml:19:9: ", "a figure is missing"),
        (
            "when = \"lanes.gil.speedup < 1.2\"\n",
            "",
            "f.toml:18:1: ",
            "only the last verdict has no condition",
        ),
        ("choice = 1", "choice = 3", "f.toml:20:10: ", "accepted: 1 to 2"),
        ("choice = 1", "choice = 1.5", "f.toml:20:10: ", "accepted: 1 to 2"),
        ("{machine.usable_cpus}", "{lanes.gil.speedup}", "f.toml:24:13: ", "may be unknown"),
        ("{machine.usable_cpus}", "{runs.2.machine.cpu}", "f.toml:24:13: ", "has not run then"),
        (
            "[[verdict]]\ntext = \"On",
            "[[verdict]]\nwhen = \"unsettled\"\ntext = \"On",
            "f.toml:24:9: ",
            "the last verdict has a condition",
        ),
    ];
    for (from, to, place, told) in cases {
        assert!(GOOD.contains(from), "{from}");
        let errors = scene(&GOOD.replacen(from, to, 1)).expect_err(to);
        assert!(
            errors.iter().any(|error| error.starts_with(place) && error.contains(told)),
            "{to}: {errors:?}"
        );
    }
}

#[test]
fn a_scene_without_a_race_or_a_verdict_is_wrong() {
    let errors = scene("title = \"T\"\nrun = []\nverdict = 1\n").expect_err("it has neither");
    for told in [
        "the scene has no run",
        "the scene has no verdict",
        "verdict is of the kind integer",
        "the key question is missing",
    ] {
        assert!(errors.iter().any(|error| error.contains(told)), "{told}: {errors:?}");
    }
}

#[test]
fn the_first_rule_that_holds_and_is_known_is_the_verdict() {
    let scene = scene(GOOD).expect("nothing is wrong with it");
    let verdict = |speedup: serde_json::Value| {
        let report =
            json!({ "machine": { "usable_cpus": 2 }, "lanes": [{ "name": "gil", "speedup": speedup }] });
        scene.verdict(&Figures::of_json(vec![report])).expect("the last holds always")
    };
    let first = verdict(json!(1.0));
    assert_eq!((first.rule, first.choice, first.text.as_str()), (0, Some(0), "1.00 times"));
    for other in [json!(1.5), json!(null)] {
        let last = verdict(other);
        assert_eq!((last.rule, last.choice, last.text.as_str()), (1, None, "On 2 CPUs, something else."));
    }
}

#[test]
fn every_shipped_scene_is_without_an_error_and_fits_the_talk() {
    for (file, text) in SHIPPED {
        let scene = read::scene(file, &format!("{file}.toml"), text, Depth::Meaning);
        let scene = scene.unwrap_or_else(|errors| {
            panic!("{}", errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
        });
        assert!(scene.verdicts.len() > 1 && scene.notes.contains("urprise"), "{file}");
        assert!(scene.seconds <= 10.0, "{file}");
        assert!(scene.runs.iter().all(|run| !run.captions.is_empty()), "{file}");
        assert!(scene.runs.len() == 1 || scene.runs.iter().all(|run| run.label.is_some()), "{file}");
        let chosen = |choice| scene.verdicts.iter().any(|verdict| verdict.choice == Some(choice));
        assert!((0..scene.choices.len()).any(chosen), "{file}");
        for cpus in [1, 2, 3, 64, 1024] {
            for run in &scene.runs {
                let here = Here { cpus, python: true };
                assert!(run.choices_here(here).is_ok(), "{file} {cpus}");
                assert!(
                    run.choices_here(here).is_ok_and(|choices| choices.lanes.len() <= 12),
                    "{file} {cpus}"
                );
                assert!(
                    run.choices_here(here).is_ok_and(|choices| choices.seed.is_some()),
                    "{file}: no seed"
                );
            }
        }
    }
    let names: Vec<String> = Scenes::shipped().list.into_iter().map(|scene| scene.name).collect();
    assert_eq!(names.len(), SHIPPED.len());
    assert_eq!((names[0].as_str(), names[14].as_str()), ("one-or-many", "your-machine"));
}

#[test]
fn every_file_of_the_folder_is_shipped() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/scenes");
    let scenes = Scenes::read(&folder).expect("they are without an error");
    assert_eq!(scenes.list.len(), SHIPPED.len());
    assert_eq!(scenes, Scenes::shipped());
}

#[test]
fn a_folder_of_broken_scenes_tells_all_errors() {
    let folder = tempfile::tempdir().expect("a folder");
    let told = || {
        Scenes::read(folder.path())
            .expect_err("it is wrong")
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    };
    assert!(told()[0].contains("there is no scene in it"));
    for (file, text) in [("1-a.toml", "x = 1"), ("2-b.toml", GOOD), ("3-b.toml", GOOD)] {
        std::fs::write(folder.path().join(file), text).expect("it can be written");
    }
    let told = told();
    assert!(told.iter().any(|error| error.contains("1-a.toml:1:1: there is no key x")), "{told:?}");
    assert!(told.iter().any(|error| error.contains("there are two scenes b")), "{told:?}");
    let missing = Scenes::read(&folder.path().join("no.toml")).expect_err("there is none");
    assert!(missing[0].message.starts_with("cannot be read"));
}

#[test]
fn scenes_are_found_by_name() {
    let scenes = Scenes::shipped;
    assert_eq!(scenes().only("convoy").map(|one| one.list.len()), Ok(1));
    assert_eq!(scenes().from("killed").map(|rest| rest.list.len()), Ok(3));
    assert!(scenes().only("convoi").unwrap_err().contains("did you mean convoy?"));
    assert!(scenes().from("x").unwrap_err().contains("accepted: one-or-many, "));
}

#[test]
fn the_document_has_every_key_every_moment_and_every_page() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("docs/scenes.md")).expect("the document");
    for (table, keys) in keys::ALL {
        for key in keys {
            assert!(text.contains(&format!("\n| `{}` | ", key.name)), "{table}: {}", key.name);
        }
    }
    for page in PAGES {
        assert!(text.contains(&format!("`{page}`")), "{page}");
    }
    for moment in super::moment::ACCEPTED.split(", ") {
        assert!(text.contains(&format!("\n| `{moment}` | ")), "{moment}");
    }
    for format in super::template::FORMATS.split(", ") {
        assert!(text.contains(&format!("\n| `{format}` | ")), "{format}");
    }
    let example =
        text.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    assert!(scene(example).is_ok(), "{:?}", scene(example));
}

#[test]
fn every_page_of_the_dashboard_can_show_a_scene() {
    for page in Page::ALL {
        assert!(PAGES.contains(&page.name()), "{}", page.name());
    }
}

proptest! {
    #[test]
    fn no_file_panics_and_errors_are_within_it(
        text in matching("((title|run|verdict|args|captions|when|text|choices|after) ?= ?|\\[\\[(run|verdict)\\]\\]|\"[^\"]{0,12}\"|[\\[\\]{},\n]|\\PC){0,24}")
    ) {
        if let Err(diagnostics) = read::scene("x", "f", &text, Depth::Meaning) {
            let lines = text.split('\n').count();
            prop_assert!(!diagnostics.is_empty());
            prop_assert!(diagnostics.iter().all(|d| d.line.is_some_and(|l| (1..=lines).contains(&l)) && d.column.is_some()));
        }
    }

    #[test]
    fn no_change_of_a_scene_panics(at in 0..GOOD.len(), with in matching("\\PC{0,3}")) {
        let mut text = GOOD.to_string();
        text.replace_range(at..=at, &with);
        let _ = scene(&text);
    }
}
