use super::*;
use crate::model::fixture;
use crate::tour::template::Template;

fn caption(after: Moment, text: &str) -> Caption {
    Caption { after, text: Template::read(text).expect("a sentence") }
}

/// The sentences of a race of `gil` and `pool`, with the number of the event after which each appeared.
fn told(captions: &[Caption]) -> Vec<String> {
    let mut watched = Watched::new(captions, &[], &[]);
    let mut told = Vec::new();
    for event in fixture::race() {
        watched.apply(&event);
        told.extend(watched.captions());
    }
    told
}

#[test]
fn each_sentence_appears_once_at_its_moment() {
    let lanes: Vec<String> = {
        let mut model = Model::default();
        for event in &fixture::race() {
            model.apply(event);
        }
        model.lanes.iter().map(|lane| lane.plan.kind.clone()).collect()
    };
    let [first, second, ..] = lanes.as_slice() else { panic!("two lanes") };
    let captions = [
        caption(Moment::Start, "start"),
        caption(Moment::LaneFinished(first.clone()), "first"),
        caption(Moment::LaneFinished(second.clone()), "second"),
        caption(Moment::End, "end"),
        caption(Moment::Death, "death"),
        caption(Moment::IntervalChanged, "changed"),
    ];
    let told = told(&captions);
    let place = |word: &str| told.iter().position(|told| told == word);
    assert_eq!(told.len(), 4, "{told:?}");
    assert!(place("start") < place("first") && place("first").is_some(), "{told:?}");
    assert!(place("second").is_some() && place("end") == Some(3), "{told:?}");
}

#[test]
fn a_sentence_whose_figure_is_never_known_does_not_appear() {
    let captions = [caption(Moment::Start, "{lanes.nothing.wall_s}"), caption(Moment::End, "end")];
    assert_eq!(told(&captions), ["end"]);
}

#[test]
fn a_change_is_made_once() {
    let changes = [SceneChange {
        after: Moment::Seconds(0.0),
        setting: "switch-interval".into(),
        value: "50ms".into(),
    }];
    let mut watched = Watched::new(&[], &changes, &[]);
    assert_eq!(watched.changes(), [] as [&SceneChange; 0]);
    let mut made = 0;
    for event in fixture::race() {
        watched.apply(&event);
        made += watched.changes().len();
    }
    assert_eq!(made, 1);
}
