//! Screens of two made-up scenes: what stands on them, and the properties that hold at every size.

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::entry::{Entry, EntryKind};
use super::fake::{cards, ended, events, live, recorded, started};
use super::painted::{Moment, text};
use super::performance::{self, Performance};
use super::talk::{Step, Talk};
use crate::text::escape::tests::{HOSTILE, assert_visible};
use crate::tour::{Provenance, TourMessage, Verdict};
use crate::ui::snapshots::dump;
use crate::ui::theme::Theme;

/// The question of a scene, before anything is predicted.
fn question(scene: usize) -> Moment {
    Moment { talk: Talk::new(cards(), scene, usize::MAX), performance: None }
}

/// The same with the room's votes.
fn prediction(scene: usize) -> Moment {
    let mut moment = question(scene);
    let typed = ["12 5 1", "3 14 6 1"][scene];
    let take = moment.talk.take_mut().expect("a scene");
    take.prediction.set(typed, take.card.choices.len()).expect("numbers");
    moment
}

/// Its run after so many seconds.
fn run(scene: usize, seconds: f64, provenance: Provenance) -> Moment {
    let mut moment = prediction(scene);
    moment.talk.next(false);
    let take = moment.talk.take_mut().expect("a scene");
    let mut performance = Performance::new(scene, &take.card);
    take.provenance = Some(provenance.clone());
    let caption = "2 threads, one lock: 1.02 cores busy.".into();
    let messages = [started(provenance)].into_iter().chain(events(seconds));
    for message in messages.chain([TourMessage::CaptionDue(caption)]) {
        performance.hear(message);
    }
    moment.performance = Some(performance);
    moment
}

/// Its verdict.
fn verdict(scene: usize, provenance: Provenance) -> Moment {
    let mut moment = run(scene, 1000.0, provenance.clone());
    let ended = ended(provenance, Some(2 * scene));
    let performed = moment.performance.as_mut().and_then(|shown| shown.hear(ended));
    moment.talk.take_mut().expect("a scene").verdict =
        performed.map(|performed| performance::verdict(&performed));
    moment.talk.next(true);
    moment
}

/// The list at the end.
fn closing() -> Moment {
    let mut moment = verdict(1, recorded());
    moment.talk.next(true);
    moment
}

/// The steps of a scene, by their names.
fn steps(scene: usize) -> [(&'static str, Moment); 4] {
    let kind = || if scene == 0 { live() } else { recorded() };
    [
        ("question", question(scene)),
        ("prediction", prediction(scene)),
        ("run", run(scene, 5.0, kind())),
        ("verdict", verdict(scene, kind())),
    ]
}

#[test]
fn the_list_at_the_end_and_a_line_that_is_typed() {
    let theme = Theme::default();
    insta::assert_snapshot!("closing_80x24", dump(&closing().paint(&theme, (80, 24))));
    let mut entry = Entry::new(EntryKind::Votes);
    entry.text = "12 30".into();
    let typed = question(0).paint_with(&theme, (None, Some(&entry), 0), (80, 24));
    insta::assert_snapshot!("votes_typed_80x24", dump(&typed));
    insta::assert_snapshot!(
        "question_80x24_ascii",
        dump(&prediction(0).paint(&Theme::new(true, true), (80, 24)))
    );
}

#[test]
fn what_must_be_read_stands_on_a_small_screen() {
    let theme = Theme::default();
    for size in [(80, 24), (60, 20)] {
        for scene in [0, 1] {
            for (step, moment) in steps(scene) {
                let drawn = text(&moment.paint(&theme, size));
                if step != "run" {
                    for choice in &cards()[scene].choices {
                        assert!(drawn.contains(choice.as_str()), "{step} {size:?}: no {choice} in\n{drawn}");
                    }
                }
                let labelled = scene == 1 && ["run", "verdict"].contains(&step);
                assert_eq!(drawn.contains("recorded"), labelled, "{step} {size:?}\n{drawn}");
            }
        }
        let drawn = text(&closing().paint(&theme, size));
        assert!(drawn.contains("recorded on Example") && drawn.contains("predicted: 1 ms"), "{drawn}");
    }
}

#[test]
fn a_prediction_that_did_not_happen_is_named_beside_what_did() {
    let drawn = text(&verdict(1, live()).paint(&Theme::default(), (80, 24)));
    let row = |choice: &str| drawn.lines().find(|line| line.contains(choice)).expect("a choice").to_string();
    assert!(row("5 ms or more").contains("happened") && row("2  1 ms").contains("predicted"), "{drawn}");
    assert!(drawn.contains("The room predicted \"1 ms\"; 6 of 24 votes were for what happened."), "{drawn}");
}

#[test]
fn the_question_is_large_where_there_is_room() {
    let large = |size| text(&question(0).paint(&Theme::default(), size)).contains("▀▀");
    assert!(large((80, 24)) && large((120, 40)));
    assert!(!large((40, 12)));
}

#[test]
fn hidden_characters_of_a_scene_are_shown_as_what_they_are() {
    let mut all = cards();
    for card in &mut all {
        (card.title, card.question) = (HOSTILE.into(), HOSTILE.into());
        card.choices = vec![HOSTILE.into(); 4];
    }
    let mut moment = Moment { talk: Talk::new(all, 0, 0), performance: None };
    let provenance = Provenance::Recorded { machine: HOSTILE.into() };
    for step in [Step::Question, Step::Run, Step::Verdict, Step::Closing] {
        assert_eq!(moment.talk.step(), step);
        let buf = moment.paint_with(&Theme::default(), (Some(HOSTILE), None, 0), (200, 60));
        assert_visible("the tour", &text(&buf));
        let take = moment.talk.take_mut().expect("a scene");
        let mut performance = Performance::new(0, &take.card);
        performance.hear(started(provenance.clone()));
        performance.hear(TourMessage::CaptionDue(HOSTILE.into()));
        take.provenance = Some(provenance.clone());
        take.verdict = Some(Verdict { rule: 0, choice: Some(1), text: HOSTILE.into() });
        moment.performance = Some(performance);
        moment.talk.next(true);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    /// Any size, any step: something is drawn, nothing outside the screen, and nothing panics.
    #[test]
    fn every_size_draws(
        width in 20u16..=200, height in 5u16..=60, scene in 0usize..2, step in 0usize..5, ascii: bool,
        seconds in 0.0f64..12.0, is_live: bool, scrolled in 0usize..40, message: bool, typing: bool,
    ) {
        let kind = || if is_live { live() } else { recorded() };
        let moment = match step {
            0 => question(scene),
            1 => prediction(scene),
            2 => run(scene, seconds, kind()),
            3 => verdict(scene, kind()),
            _ => closing(),
        };
        let entry = Entry::new(EntryKind::Scene);
        let said = message.then_some("A sentence that is longer than the row of most small screens.");
        let buf = moment.paint_with(&Theme::new(true, ascii), (said, typing.then_some(&entry), scrolled), (width, height));
        prop_assert!(buf.content().iter().any(|cell| cell.symbol() != " "));
        prop_assert!(!ascii || buf.content().iter().all(|cell| cell.symbol().is_ascii()));
        if !is_live && (2..4).contains(&step) {
            prop_assert!(text(&buf).contains("recorded"), "{}", text(&buf));
        }
    }

    /// Nothing is drawn outside of the area that is given.
    #[test]
    fn nothing_is_drawn_outside(
        width in 20u16..=120, height in 5u16..=40, scene in 0usize..2, step in 0usize..5, message: bool,
    ) {
        let moment = match step {
            0 => question(scene),
            1 => prediction(scene),
            2 => run(scene, 6.0, recorded()),
            3 => verdict(scene, recorded()),
            _ => closing(),
        };
        let mut buf = Buffer::empty(Rect::new(0, 0, width + 6, height + 4));
        let area = Rect::new(3, 2, width, height);
        moment.draw(&Theme::default(), (message.then_some(HOSTILE), None, 0), area, &mut buf);
        let mut outside = buf.area.positions().filter(|at| !area.contains(*at));
        prop_assert!(outside.all(|at| buf[at].symbol() == " "), "{}", text(&buf));
    }
}
