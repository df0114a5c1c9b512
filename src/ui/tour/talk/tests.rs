use super::*;
use crate::ui::tour::fake::cards;

fn talk() -> Talk {
    Talk::new(cards(), 0, usize::MAX)
}

fn end(talk: &mut Talk) {
    let verdict = Verdict { rule: 0, choice: Some(0), text: "It was so.".into() };
    talk.take_mut().expect("a scene").verdict = Some(verdict);
}

#[test]
fn a_scene_goes_from_the_question_over_the_run_to_the_verdict_and_the_next() {
    let mut talk = talk();
    let scenes = talk.takes().len();
    for scene in 0..scenes {
        assert_eq!((talk.scene(), talk.step()), (scene, Step::Question));
        assert_eq!((talk.next(false), talk.step()), (Move::Start, Step::Run));
        end(&mut talk);
        assert_eq!((talk.next(true), talk.step()), (Move::Shown, Step::Verdict));
        assert_eq!(talk.next(true), Move::Shown);
    }
    assert_eq!((talk.step(), talk.next(true)), (Step::Closing, Move::None));
}

#[test]
fn what_has_run_is_shown_again_and_not_run_again() {
    let mut talk = talk();
    talk.next(false);
    end(&mut talk);
    talk.next(true);
    talk.back(true);
    assert_eq!(talk.step(), Step::Run);
    talk.back(true);
    assert_eq!((talk.next(true), talk.step()), (Move::Shown, Step::Run));
    talk.back(true);
    assert_eq!((talk.next(false), talk.step()), (Move::Shown, Step::Verdict), "another scene has run since");
    assert_eq!((talk.restart(), talk.step()), (Move::Start, Step::Run));
    assert_eq!(talk.take().unwrap().verdict, None);
}

#[test]
fn a_run_that_is_left_out_has_no_verdict() {
    let mut talk = talk();
    talk.next(false);
    assert_eq!((talk.next(true), talk.scene(), talk.step()), (Move::Shown, 1, Step::Question));
    assert_eq!((talk.back(false), talk.scene(), talk.step()), (Move::Shown, 0, Step::Question));
    assert_eq!(talk.back(false), Move::None);
}

#[test]
fn a_scene_is_reached_by_its_name_its_number_or_the_nearest_name() {
    let mut talk = talk();
    for (typed, scene) in [("convoy", 1), ("convoi", 1), ("1", 0), (" 2 ", 1), ("one-or", 0)] {
        assert_eq!((talk.jump(typed), talk.scene()), (Ok(()), scene), "{typed}");
    }
    let refused = talk.jump("nonsense").unwrap_err();
    assert!(refused.contains("convoy") && talk.scene() == 0, "{refused}");
}

#[test]
fn one_scene_alone_ends_with_the_list_and_a_jump_beyond_goes_on() {
    let mut talk = Talk::new(cards(), 0, 0);
    talk.next(false);
    end(&mut talk);
    talk.next(true);
    talk.next(true);
    assert_eq!(talk.step(), Step::Closing);
    talk.back(true);
    assert_eq!((talk.scene(), talk.step()), (0, Step::Verdict));
    talk.jump("convoy").unwrap();
    assert_eq!(talk.next(false), Move::Start);
    let empty = Talk::new(Vec::new(), 0, 0);
    assert_eq!((empty.step(), empty.take()), (Step::Closing, None));
}
