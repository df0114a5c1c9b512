use super::*;
use crate::ui::roster::names;
use crate::ui::script::Script;
use crate::ui::state::UiState;
use crate::ui::state::table::rows;

#[test]
fn who_is_dead_stopped_or_has_not_begun_says_so() {
    let script = Script::with_deaths();
    let first = script.first_task_of_pool();
    let status = |seconds: f64| {
        let model = script.model_at(seconds);
        let names = names(&model);
        rows(&model, &UiState::default(), &names)
            .iter()
            .map(|r| r.status().map_or("", WorkerStatus::word))
            .collect::<Vec<_>>()
    };
    assert_eq!(status(0.9), ["waiting"; 4]);
    assert_eq!(status(3.0)[2..], ["waiting", "waiting"]);
    assert_eq!(status(first + 1.7), ["over", "over", "stopped", "compute"]);
    assert_eq!(status(first + 2.4)[3], "dead");
}

#[test]
fn the_shares_are_of_its_life_and_at_a_cursor_of_that_moment() {
    let model = Script::of(&["gil"]).model_at(4.0);
    let names = names(&model);
    let mut state = UiState::default();
    let lock_wait = |state: &UiState| rows(&model, state, &names)[0].share(Activity::LockWait);
    assert!((lock_wait(&state).unwrap() - 0.5).abs() < 0.1);
    state.window.look(crate::ui::scale::extent(&model, 0), Nanos::from_millis(500));
    let row = rows(&model, &state, &names)[0];
    assert!(row.share(Activity::LockWait).is_some());
    assert_eq!(row.cpu_share(), None, "nobody keeps what was measured then");
}

#[test]
fn a_worker_of_a_lane_that_ends_is_not_restarting() {
    use crate::event::{EventKind, LaneId, WorkerId};
    use crate::model::fixture::Script;
    let lane = LaneId(0);
    let ready = |id| EventKind::WorkerReady { lane, worker: WorkerId(id), pid: 71, tid: 71 };
    let exit = EventKind::Exit {
        lane,
        worker: WorkerId(1),
        pid: 71,
        exit: "exit 0".into(),
        tasks: 32,
        cpu: None,
        core: None,
    };
    let model = Script::calibrated(&[("pool", 2)])
        .at(1000, EventKind::LaneStarted { lane })
        .at(1010, ready(0))
        .at(1010, ready(1))
        .at(1010, EventKind::LaneReady { lane })
        .progress(2000, 0, 64, 0)
        .at(2100, exit)
        .progress(2500, 0, 64, 0)
        .model();
    let names = names(&model);
    let rows = rows(&model, &UiState::default(), &names);
    let words: Vec<_> = rows.iter().map(|row| row.status().map_or("", WorkerStatus::word)).collect();
    assert_eq!(words, ["ending", "over"]);
}

#[test]
fn what_is_over_tells_of_its_whole_life() {
    let model = Script::of(&["threads"]).finished();
    let names = names(&model);
    let row = rows(&model, &UiState::default(), &names)[1];
    assert_eq!(row.status(), Some(WorkerStatus::Over));
    assert!(row.cpu_share().unwrap() > 0.9, "{:?}", row.cpu_share());
}
