//! Parts of a lane's report that are empty before it has run, as they will be: which figures stand in them.

use serde::Serialize;
use serde_json::Value;

use crate::report::{
    ByCause, CostsReport, CounterReport, DealingsReport, DeathReport, FaultReport, GilReport, IpcReport,
    LineReport, LossesReport, PercentilesReport, ProcessReport, RepliesReport, TimeReport, WorkerReport,
};

/// A sample of this part of a lane's report, or of an entry where it is a list; `None` for parts that have no others below
/// them, or that are there before the race.
pub(super) fn sample(part: &str) -> Option<Value> {
    match part {
        "time_s" => json(TimeReport::default()),
        "costs" => json(CostsReport::default()),
        "deaths" => json(DeathReport::default()),
        "losses" => json(LossesReport {
            possible: 0.0,
            measured: 0.0,
            times: ByCause::default(),
            factor: ByCause::default(),
            largest: None,
            sentence: String::new(),
        }),
        "gil" => json(GilReport {
            interval_us: 0,
            switches: 0,
            switches_per_s: 0.0,
            held: 0.0,
            all: DealingsReport::default(),
        }),
        "ipc" => json(IpcReport {
            messages: 0,
            bytes_out: 0,
            bytes_in: 0,
            round_trip_us: PercentilesReport::default(),
            spawn_ms: PercentilesReport::default(),
            serialise_s: 0.0,
        }),
        "replies_us" => {
            json(RepliesReport { count: 0, p50: None, p90: None, p99: None, histogram: Vec::new() })
        }
        "counter" => json(CounterReport {
            made: 0,
            plain: 0,
            atomic: 0,
            lost: 0,
            memories: Vec::new(),
            parent: None,
            description: String::new(),
        }),
        "worker" => json(WorkerReport {
            id: 0,
            pid: None,
            tid: None,
            tasks: None,
            exit: None,
            restarts: 0,
            cpu_s: None,
            peak_rss: 0,
            time_s: Some(TimeReport::default()),
            lock: Some(DealingsReport::default()),
        }),
        "output" => json(LineReport { worker: 0, pid: None, stream: String::new(), line: String::new() }),
        "faults" => json(FaultReport { worker: 0, pid: 0, fault: String::new(), at_s: 0.0 }),
        "processes" => json(ProcessReport { worker: 0, pid: 0, exit: None, tasks: None }),
        "failures" => Some(serde_json::json!({ "task": 0, "reason": "" })),
        _ => None,
    }
}

fn json(part: impl Serialize) -> Option<Value> {
    serde_json::to_value(part).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_has_figures() {
        for part in
            ["time_s", "costs", "losses", "gil", "ipc", "replies_us", "counter", "worker", "output", "deaths"]
                .into_iter()
                .chain(["faults", "processes", "failures"])
        {
            assert!(
                sample(part).is_some_and(|sample| sample.as_object().is_some_and(|fields| fields.len() > 1)),
                "{part}"
            );
        }
        assert_eq!(sample("wall_s"), None);
    }
}
