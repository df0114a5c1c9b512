use std::path::PathBuf;
use std::time::Duration;

use super::*;
use crate::event::Machine;
use crate::tour::Scenes;

fn stage() -> TourStage {
    let starter = RaceStarter { machine: Machine::with_cpus(2), program: PathBuf::new(), seed: Some(1) };
    TourStage::new(Scenes::shipped().list, Takes::of(None), starter)
}

#[test]
fn every_shipped_scene_has_a_card_with_choices_to_vote_for() {
    let cards = stage().scenes();
    assert_eq!(cards.len(), Scenes::shipped().list.len());
    for card in cards {
        assert!((2..=4).contains(&card.choices.len()) && !card.runs.is_empty(), "{}", card.name);
    }
}

#[test]
fn a_scene_that_is_not_there_and_one_that_is_not_performed_end_without_a_verdict() {
    let ended = not_performed().recv().expect("its end");
    assert!(matches!(ended, TourMessage::SceneEnded(performed) if performed.verdict.is_none()));
    let mut stage = stage();
    let messages = stage.start(usize::MAX);
    assert!(messages.recv_timeout(Duration::from_secs(30)).is_err(), "nothing is performed");
    stage.stop();
    assert_eq!(stage.now(), Nanos::ZERO);
}
