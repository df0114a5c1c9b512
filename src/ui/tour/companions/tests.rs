use super::*;
use crate::ui::tour::fake::{cards, recorded};

const STANDING: Standing =
    Standing { paused: false, blank: true, talk: Duration::from_secs(9), scene: Duration::from_secs(4) };

#[test]
fn followers_are_told_the_scene_its_votes_and_what_comes_next() {
    let mut talk = Talk::new(cards(), 0, usize::MAX);
    let told = |talk: &Talk| state(talk, talk.take().expect("a scene"), STANDING);
    let question = told(&talk);
    assert_eq!((question.number, question.of, question.state), (1, 2, TalkPhase::Question));
    assert_eq!((question.next.as_deref(), question.blank), (Some("The convoy"), true));
    assert!(question.votes.iter().all(|vote| vote.count.is_none() && !vote.chosen));
    let take = talk.take_mut().expect("a scene");
    take.prediction.add(1);
    take.provenance = Some(recorded());
    let prediction = told(&talk);
    assert_eq!((prediction.state, prediction.recorded), (TalkPhase::Prediction, true));
    assert_eq!((prediction.votes[1].count, prediction.votes[1].chosen), (Some(1), true));
    talk.next(false);
    assert_eq!(told(&talk).state, TalkPhase::Run);
    talk.jump("convoy").expect("a scene");
    assert_eq!((told(&talk).next, told(&talk).number), (None, 2));
}
