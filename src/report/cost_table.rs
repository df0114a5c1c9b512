//! Costs of processes for readers: a table, and whether the parts explain the whole.

use super::{CostsReport, LaneReport, Report};
use crate::text::bytes::bytes;
use crate::text::duration::duration;
use crate::text::figure::known;
use crate::text::table::Table;

/// The heads of the table.
pub(super) const HEADS: [&str; 9] = [
    "start of a worker",
    "round trip from sleep",
    "a message of many",
    "a byte",
    "overhead a task",
    "a task",
    "chunk for 5 %",
    "memory private",
    "proportional",
];

/// Cells under them.
pub(super) fn cells(costs: &CostsReport) -> [String; 9] {
    let micros = |us: f64| duration(us / 1e6);
    let memory = |size: Option<u64>| size.map_or_else(|| "-".into(), bytes);
    [
        duration(costs.start_ms / 1e3),
        micros(costs.round_trip_us),
        micros(costs.per_message_us),
        known(costs.per_byte_ns, |ns| format!("{ns:.2} ns")),
        micros(costs.overhead_us),
        micros(costs.task_us),
        costs.break_even_chunk.map_or_else(|| "-".into(), |chunk| chunk.to_string()),
        memory(costs.memory_private),
        memory(costs.memory_proportional),
    ]
}

/// Prediction of the parts, beside the measurement.
pub(super) fn sentence(lane: &LaneReport) -> Option<String> {
    let (predicted, wall) = (lane.costs.as_ref()?.predicted_wall_s, lane.wall_s?);
    if predicted <= 0.0 || wall <= 0.0 {
        return None;
    }
    let [foretold, measured] = [predicted, wall].map(duration);
    let beyond = (wall / predicted - 1.0) * 100.0;
    let compared = match beyond {
        beyond if beyond.abs() < 0.5 => "the same".into(),
        // Then something else happened that the parts do not cover.
        beyond if beyond > 1e6 => "many thousand times as much".into(),
        beyond if beyond > 200.0 => format!("{:.1} times as much", wall / predicted),
        beyond if beyond > 0.0 => format!("{beyond:.0} % more"),
        beyond => format!("{:.0} % less", -beyond),
    };
    Some(format!(
        "the parts of its cost predict a wall time of {foretold}; measured were {measured}, {compared}"
    ))
}

/// The table of all lanes that have costs; empty when none has.
pub(super) fn table(report: &Report, columns: usize) -> String {
    let mut table = Table::new(std::iter::once("cost of processes").chain(HEADS));
    let mut any = false;
    for (place, lane) in (0..).zip(&report.lanes) {
        let Some(costs) = &lane.costs else { continue };
        any = true;
        table.row(std::iter::once(report.name_of(place)).chain(cells(costs)));
    }
    if any { table.render(columns) } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{Costs, Nanos, Outcome};
    use crate::model::fixture::{self, Script};

    fn report(predicted: u64) -> Report {
        let costs = Costs {
            start: Nanos::from_micros(1100),
            round_trip: Nanos::from_micros(62),
            per_message: Nanos(1000),
            per_byte: 0.21,
            overhead: Nanos(2100),
            task: Nanos(3200),
            break_even_chunk: Some(7),
            predicted: fixture::ms(predicted),
            private: Some(400_000),
            proportional: None,
        };
        let outcome = Outcome { costs: Some(costs), ..fixture::pool_outcome() };
        Report::of(&Script::calibrated(&[("pool", 2)]).lane(0, outcome).model())
    }

    #[test]
    fn each_part_stands_under_its_name() {
        insta::assert_snapshot!("text_costs", table(&report(3000), 100));
    }

    #[test]
    fn what_was_predicted_is_held_against_what_was_measured() {
        let said = |predicted| sentence(&report(predicted).lanes[0]).unwrap();
        assert!(said(3000).ends_with("predict a wall time of 3.00 s; measured were 3.10 s, 3 % more"));
        assert!(said(3101).ends_with("3.10 s; measured were 3.10 s, the same"));
        assert!(said(6200).ends_with("measured were 3.10 s, 50 % less"));
        assert!(said(31).ends_with("100.0 times as much"));
        assert_eq!(sentence(&LaneReport { costs: None, ..report(1).lanes.remove(0) }), None);
    }
}
