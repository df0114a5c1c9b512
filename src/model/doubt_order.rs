//! The order of doubts wherever they are listed: the one that touches the headline first.

use super::Model;
use super::verdict::{Verdict, can_contradict, is_of_a_figure};
use crate::event::Doubt;
use crate::text::words::clause;

/// The doubts of `model` by what they do to its headline, the worst first; equal ones by time:
///
/// 1. the one for which the comparison is not settled;
/// 2. those about a figure beyond what is possible, of lanes in the verdict before those of others;
/// 3. those of a kind that can contradict a comparison, in the same order;
/// 4. all others.
#[must_use]
pub(crate) fn in_order(model: &Model) -> Vec<&Doubt> {
    let mut doubts: Vec<&Doubt> = model.doubts.iter().collect();
    if doubts.len() > 1 {
        let verdict = Verdict::of(model).unwrap_or_default();
        doubts.sort_by_key(|doubt| rank(doubt, &verdict));
    }
    doubts
}

fn rank(doubt: &Doubt, verdict: &Verdict) -> (u8, bool) {
    let elsewhere = doubt.lane.is_some_and(|lane| !verdict.lanes.contains(&lane));
    let reason = verdict.unsettled.as_deref();
    let place = match doubt.kind.as_str() {
        _ if reason == Some(clause(&doubt.message)) => 0,
        kind if is_of_a_figure(kind) => 1,
        kind if can_contradict(kind) => 2,
        _ => 3,
    };
    (place, elsewhere)
}

#[cfg(test)]
mod tests {
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
}
