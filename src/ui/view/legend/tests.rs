use super::*;
use crate::ui::script::Script;

fn text(line: &Line) -> String {
    line.spans.iter().map(|span| span.content.as_ref()).collect()
}

#[test]
fn only_what_is_drawn_is_explained() {
    let theme = Theme::default();
    let none = Loads::default().entries(&theme);
    assert!(none.is_empty() && of_marks(&theme, []).is_empty());
    let loads = Loads { others: true, undivided: true, stolen: false }.entries(&theme);
    assert_eq!(loads.iter().map(text).collect::<Vec<_>>(), ["▇ not the workers", "▇ whose is unknown"]);
    let marks = of_marks(&theme, [Mark::Rerun, Mark::Death, Mark::Death]);
    assert_eq!(marks.iter().map(text).collect::<Vec<_>>(), ["† died", "↻ ran again"]);
}

#[test]
fn every_mark_has_an_explanation() {
    for (mark, _) in super::super::marks::LEGEND {
        assert!(crate::explain::by_id(mark.explanation()).is_some(), "{mark:?}");
    }
}

#[test]
fn loads_are_those_of_the_time_that_is_drawn() {
    let model = Script::of(&["gil", "pool"]).finished();
    let lane = &model.lanes[0];
    let (from, until) = (lane.started.unwrap(), lane.finished.unwrap());
    assert!(Loads::of(&model, &[0, 1], from, until).others);
    assert_eq!(Loads::of(&model, &[], from, until), Loads::default());
}
