//! The loss budget of a lane of processes without deaths, from the accounts of its workers.

use serde_json::Value;

use super::lane::LaneEvents;

/// Least loss that is named, as a share of the possible speed-up.
const NAMED: f64 = 0.05;

/// The loss to each cause, in multiples of speed-up: its name, its name in a sentence, the loss.
type Losses = [(&'static str, &'static str, f64); 5];

/// `largest`, the name of the largest loss, or `sentence` on it.
pub(super) fn value(lane: &LaneEvents, figure: &str) -> Option<Value> {
    let (possible, measured) = (possible(lane)?, lane.speedup()?);
    let largest = losses(lane, possible)?.into_iter().max_by(|one, other| one.2.total_cmp(&other.2));
    let largest = largest.filter(|(_, _, times)| *times >= NAMED * possible);
    match (figure, largest) {
        ("largest", largest) => largest.map(|(name, ..)| name.into()),
        ("sentence", Some((_, words, times))) => Some(
            format!("The worker processes lost most to {words}: −{times:.2} × of {possible:.1} × possible.")
                .into(),
        ),
        ("sentence", None) => Some(
            format!("The worker processes lost next to nothing: {measured:.2} of {possible:.1} × possible.")
                .into(),
        ),
        (other, _) => panic!("no test recomputes {other} of the losses"),
    }
}

/// The possible speed-up: the smaller of workers and CPUs.
fn possible(lane: &LaneEvents) -> Option<f64> {
    Some(lane.plan["workers"].as_f64()?.min(lane.cpus()))
}

/// The time of each worker's activities from the first task on, ns: what came before was start-up, then idle.
struct Times {
    spawn: f64,
    idle: f64,
    /// All the rest.
    busy: f64,
}

impl Times {
    fn of(account: &Value, before: f64) -> Self {
        let all: f64 = activities(account).map(|(_, time)| time).sum();
        let of =
            |name: &str| activities(account).find(|(other, _)| *other == name).map_or(0.0, |(_, time)| time);
        let spawn = (of("spawn") - before).max(0.0);
        let idle = of("idle") - (before - of("spawn")).max(0.0);
        Self { spawn, idle: idle.max(0.0), busy: all - of("spawn") - of("idle") }
    }
}

fn activities(account: &Value) -> impl Iterator<Item = (&str, f64)> {
    let times = account["time"].as_object().expect("times by activity");
    times.iter().map(|(name, time)| (name.as_str(), time.as_f64().expect("a time")))
}

fn losses(lane: &LaneEvents, possible: f64) -> Option<Losses> {
    let (outcome, accounts) = (lane.outcome()?, lane.accounts()?);
    let workers = lane.plan["workers"].as_f64()?;
    assert!(workers <= lane.cpus() && lane.plan["processes"] == true, "more is not needed by the scenes");
    let wall = lane.wall()?;
    let before = outcome["ready"].as_f64()? - outcome["started"].as_f64()?;
    let times: Vec<Times> = accounts.iter().map(|account| Times::of(account, before)).collect();
    let sum = |name: &str| -> f64 {
        let all = accounts.iter().flat_map(activities);
        all.filter(|(other, _)| *other == name).map(|(_, time)| time / 1e9).sum()
    };
    let of_all = |of: fn(&Times) -> f64| times.iter().map(of).sum::<f64>() / 1e9;
    let (busy, spawn) = (of_all(|times| times.busy), of_all(|times| times.spawn));
    let busiest = times.iter().map(|times| times.busy).fold(0.0, f64::max) / 1e9;
    let idle = workers * wall - busy - spawn;
    // It agrees with the idle time that the workers have accounted, but for moments at the end.
    assert!((idle - of_all(|times| times.idle)).abs() < 0.05 * wall, "{idle} s idle");
    let uneven = (workers * busiest - busy).clamp(0.0, idle.max(0.0));
    let core = sum("core_wait");
    // Where tasks come in messages, even the busiest is idle only while its next task is on its way.
    let messages = sum("serialise") + sum("transfer") + (idle - uneven);
    let computed = (lane.sum(|account| &account["cpu"])? / 1e9).min(sum("compute")) + sum("io");
    let slower = computed - lane.alone()?;
    let rest = possible - lane.speedup()? - (uneven + core + messages + slower + spawn) / wall;
    Some([
        ("load balance", "uneven work", uneven / wall),
        ("core-wait", "waiting for a core", core / wall),
        ("serialise and transfer", "messages", messages / wall),
        ("slower cores", "slower cores", slower / wall),
        ("unexplained", "unexplained time", rest),
    ])
}
