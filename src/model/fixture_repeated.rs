//! Made-up races whose lanes run several times, for tests.

use super::fixture::{Script, accounts, ms, outcome};
use crate::event::{Activity, EventKind, LaneId, Outcome, Repetition, Repetitions};

/// A race of these lanes of two workers, in which lane `i` takes `walls[i][n]` milliseconds in repetition `n`; one worker
/// alone would take 6 s.
pub(crate) fn repeated(lanes: &[&str], walls: &[&[u64]]) -> Script {
    repeated_with(lanes, walls, |_, _, outcome| outcome)
}

/// The same with outcomes changed by `change`, which is given the number of the repetition and the lane.
pub(crate) fn repeated_with(
    lanes: &[&str],
    walls: &[&[u64]],
    change: impl Fn(usize, u16, Outcome) -> Outcome,
) -> Script {
    let planned: Vec<(&str, u32)> = lanes.iter().map(|lane| (*lane, 2)).collect();
    let mut script = Script::calibrated(&planned);
    let repetitions = walls.first().map_or(0, |walls| walls.len());
    if let Some(EventKind::Plan(plan)) = script.0.first_mut().map(|event| &mut event.fact) {
        let planned = u32::try_from(repetitions).unwrap();
        plan.repetitions = Repetitions { planned, budget_s: None };
    }
    let mut now = 1000;
    for (place, number) in (0..repetitions).zip(1..) {
        let order = (0..).map(LaneId).take(lanes.len()).collect();
        script = script.at(now, EventKind::Repetition(Repetition { number, order }));
        for (id, walls) in (0..).zip(walls) {
            let wall = walls[place];
            let used = accounts(2, 32, ms(wall), &[(Activity::Compute, ms(wall))]);
            let ended = change(place + 1, id, outcome([now, now, now + wall], 64, used));
            script = script.capacity(now, id, [2.0, 2.0]).lane(id, ended);
            now += wall + 10;
        }
    }
    script
}
