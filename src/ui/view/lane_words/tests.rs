use super::*;
use crate::ui::script::Script;

#[test]
fn a_lane_has_its_name_everywhere_and_says_that_it_is_simulated() {
    let model = Script::of(&["gil", "pool"]).finished();
    let [gil, pool] = [0, 1].map(|lane| names(&model, &model.lanes[lane]));
    assert_eq!(gil, ["gil  THREADS, simulated GIL", "gil (simulated)"]);
    assert_eq!(pool, ["pool  WORKER PROCESSES", "pool"]);
}

#[test]
fn a_time_is_the_wall_time_and_a_start_is_named() {
    let model = Script::of(&["gil", "pool"]).finished();
    for lane in &model.lanes {
        let [with, done, alone] = done(&model, lane);
        let score = Score::of(&model, lane);
        assert_eq!(alone, format!("{:.2} s", score.wall.secs()));
        assert_eq!(done, format!("done in {alone}"));
        let start = format!(" + {} start", duration(score.start.secs()));
        assert_eq!(with, if score.start < SHOWN { done } else { done + &start });
    }
}

#[test]
fn an_impossible_time_is_not_told() {
    let mut model = Script::of(&["gil", "pool"]).finished();
    model.lanes[0].withheld.push(Figure::Wall);
    assert_eq!((time(&model, &model.lanes[0]), &done(&model, &model.lanes[0])[2][..]), (None, "done"));
}
