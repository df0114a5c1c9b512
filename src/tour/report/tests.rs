use super::*;
use crate::model::Model;
use crate::model::fixture;
use crate::text::width::tests::assert_fits;
use crate::tour::fixture::{run, scene};
use crate::tour::scene::Choice;
use crate::tour::{Provenance, Verdict};

/// A scene that ran, and one that was recorded.
fn tour() -> TourReport {
    let mut model = Model::default();
    for event in &fixture::race() {
        model.apply(event);
    }
    let one = Scene {
        choices: ["about 1", "about 2"].map(|text| Choice { text: text.into() }).into(),
        ..scene(vec![run(&["--lanes", "gil,pool"])])
    };
    let performed = |number, provenance| Performed {
        scene: number,
        provenance,
        seconds: 5.25,
        reports: vec![Report::of(&model)],
        verdict: Some(Verdict { rule: 0, choice: Some(1), text: "2 processes: 2.0 times as fast.".into() }),
        obstacle: None,
        take: None,
    };
    let here = performed(0, Provenance::Live { machine: "Here, 2 CPUs".into() });
    let there = Performed {
        obstacle: Some("there is no Python".into()),
        ..performed(1, Provenance::Recorded { machine: "There, 8 CPUs".into() })
    };
    TourReport::of(&[one.clone(), one], &[here, there], &Machine::with_cpus(2))
}

#[test]
fn the_json_has_the_question_the_figures_and_the_verdict_of_each_scene() {
    let json = serde_json::to_value(tour()).expect("JSON");
    assert_eq!(json["schema"], SCHEMA);
    crate::documents::schema::assert_valid(&json);
    let [live, recorded] = json["scenes"].as_array().expect("scenes").as_slice() else { panic!("{json}") };
    assert_eq!((&live["live"], &live["recorded_on"]), (&true.into(), &serde_json::Value::Null));
    assert_eq!(recorded["recorded_on"], "There, 8 CPUs");
    assert_eq!(recorded["fell_back"], "there is no Python");
    assert_eq!((&live["choice"], &live["choices"][1]), (&2.into(), &"about 2".into()));
    let lanes = live["runs"][0]["lanes"].as_array().expect("lanes");
    assert!(lanes.iter().all(|lane| lane["wall_s"].is_f64() && lane["cores_busy"].is_number()), "{json}");
}

#[test]
fn the_text_names_the_machine_of_what_is_recorded_and_fits() {
    for columns in [40, 80, 120] {
        let text = Text.render(&tour(), Look { columns, ..Look::default() });
        assert_fits(&text, columns);
        assert_eq!(text.matches("Recorded on There, 8 CPUs.").count(), 1, "{text}");
        assert_eq!(text.matches("Verdict: 2 processes").count(), 2, "{text}");
        assert!(!text.contains("there is no Python"), "{text}");
    }
}
