use super::*;
use crate::event::{EventKind, LaneId, WorkerId};
use crate::model::fixture::{Script, ms};

const LANE: LaneId = LaneId(0);

/// A pool of two workers that are ready at 1010 ms.
fn ready() -> Script {
    let ready = |id, pid| EventKind::WorkerReady { lane: LANE, worker: WorkerId(id), pid, tid: pid };
    Script::calibrated(&[("pool", 2)])
        .at(1000, EventKind::LaneStarted { lane: LANE })
        .at(1010, ready(0, 71))
        .at(1010, ready(1, 72))
        .at(1010, EventKind::LaneReady { lane: LANE })
}

fn exit(worker: u16) -> EventKind {
    let exit = "exit 0".into();
    EventKind::Exit {
        lane: LANE,
        worker: WorkerId(worker),
        pid: 71 + u32::from(worker),
        exit,
        tasks: 32,
        cpu: None,
        core: None,
    }
}

#[test]
fn a_lane_says_how_far_it_is_before_it_has_figures_and_when_its_workers_end() {
    let said = |script: Script| moment(&script.model());
    let starting = Script::calibrated(&[("pool", 2)]).at(1000, EventKind::LaneStarted { lane: LANE });
    assert_eq!(said(starting), ["The workers are starting."]);
    assert_eq!(said(ready().progress(1100, 0, 61, 0)), ["pool: 61 of 64 tasks are done."]);
    let ended = || ready().progress(1100, 0, 61, 0).progress(1200, 0, 64, 0);
    assert_eq!(said(ended()), ["pool: all 64 tasks are done; its results are being checked."]);
    let gone = ended().at(1300, exit(0)).at(1310, exit(1)).progress(2100, 0, 64, 0);
    assert_eq!(said(gone), ["pool: all 64 tasks are done; its results are being checked."]);
    let lost = ready().progress(1200, 0, 63, 1);
    assert_eq!(said(lost), ["pool: 63 of 64 tasks are done, 1 failed; its results are being checked."]);
}

#[test]
fn nothing_starts_after_the_last_lane() {
    let mut model = ready().lane(0, crate::model::fixture::pool_outcome()).model();
    model.advance(ms(12_000));
    assert_eq!(moment(&model), ["All lanes have ended."]);
}
