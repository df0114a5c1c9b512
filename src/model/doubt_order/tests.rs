use super::*;
use crate::event::End;
use crate::model::fixture::{self, Script};

fn kinds(script: Script) -> Vec<String> {
    let model = fixture::model(&script.end(99_000, End::Finished));
    in_order(&model).into_iter().map(|doubt| doubt.kind.clone()).collect()
}

fn race() -> Script {
    let lanes = Script::calibrated(&[("gil", 2), ("pool", 2), ("sequential", 1)]);
    lanes.lane(0, fixture::gil_outcome()).lane(1, fixture::pool_outcome())
}

#[test]
fn the_doubt_that_touches_the_headline_is_first() {
    let script = race()
        .doubt(450, "debug-build", "this is a debug build", "", None)
        .doubt(460, "quota", "a quota allows 1 of the 2 usable CPUs", "", None)
        .doubt(470, "capacity", "the machine gave 1 of 2 cores around the sequential lane", "", Some(2))
        .doubt(480, "steal", "the hypervisor took 3 % of the CPU time away", "", None)
        .doubt(490, "beyond-possible", "the speed-up of the pool lane came out above 2", "", Some(1));
    assert_eq!(kinds(script), ["beyond-possible", "steal", "capacity", "debug-build", "quota"]);
}

#[test]
fn the_doubt_that_leaves_the_comparison_open_comes_before_all_others() {
    let script = race().doubt(450, "baseline", "the calibration took too long", "", Some(0)).doubt(
        460,
        "suspended",
        "the program was suspended while it measured",
        "",
        None,
    );
    assert_eq!(kinds(script), ["suspended", "baseline"]);
}

#[test]
fn while_a_race_is_on_the_kinds_alone_decide() {
    let model = race()
        .doubt(450, "battery", "the machine runs on battery", "", None)
        .doubt(460, "busy-machine", "other programs kept 0.4 of 2 cores busy", "", None)
        .model();
    let kinds: Vec<&str> = in_order(&model).into_iter().map(|doubt| doubt.kind.as_str()).collect();
    assert_eq!(kinds, ["busy-machine", "battery"]);
}
