use super::*;
use crate::event::Nanos;
use crate::ui::tour::fake::{cards, live, recorded, started};

/// A scene of two runs, the second on the page of the lock.
fn card() -> SceneCard {
    let run = |label: &str, page| RunCard { page, label: Some(label.into()), focus: None };
    SceneCard { runs: vec![run("alone", Page::Race), run("beside", Page::Lock)], ..cards().remove(0) }
}

#[test]
fn what_a_run_has_shown_stays_beside_the_next_and_goes_with_its_take() {
    let mut performance = Performance::new(0, &card());
    let said = |words: &str| TourMessage::CaptionDue(words.into());
    performance.hear(started(live()));
    performance.hear(said("0.1 ms"));
    performance.hear(TourMessage::Started { run: 1, provenance: live() });
    assert_eq!(performance.earlier, [("alone".to_string(), "0.1 ms".to_string())]);
    assert_eq!((performance.captions.shown(), performance.state.page()), ("", Page::Lock));
    performance.hear(said("5 ms"));
    performance.hear(started(recorded()));
    assert!(performance.earlier.is_empty() && performance.captions.shown().is_empty());
    assert_eq!(performance.state.page(), Page::Race);
    assert_eq!(performance.model.now, Nanos::ZERO);
}
