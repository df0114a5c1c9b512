//! Losses for readers: a table of all lanes, and the largest loss of each.

use super::{LaneReport, LossesReport, Report};
use crate::model::losses::Cause;
use crate::text::table::Table;

/// Heads of the whole table.
const HEADS: [&str; 10] = [
    "possible",
    "load balance",
    "lock wait",
    "core wait",
    "messages",
    "startup",
    "stopped",
    "slower cores",
    "unexplained",
    "measured",
];

/// Index of the column of stops, which is left out where no worker was stopped.
const STOPPED: usize = 1 + Cause::Stopped as usize;

/// Whether a column is shown for these lanes.
fn columns(report: &Report) -> impl Fn(&usize) -> bool + use<> {
    let stopped = report.lanes.iter().filter_map(|lane| lane.losses.as_ref()).any(|l| l.times.stopped != 0.0);
    move |place| stopped || *place != STOPPED
}

/// Heads of the table.
pub(super) fn heads(report: &Report) -> Vec<&'static str> {
    (0..HEADS.len()).filter(columns(report)).map(|place| HEADS[place]).collect()
}

/// Cells under them: the possible speed-up, each loss, the measured one.
pub(super) fn cells(losses: &LossesReport, report: &Report) -> Vec<String> {
    let figures: Vec<f64> =
        [losses.possible].into_iter().chain(losses.times.all()).chain([losses.measured]).collect();
    let cell = |place: usize| {
        // Losses are negative, wherever they are shown.
        let lost = (1..figures.len() - 1).contains(&place);
        let figure = if lost { -figures[place] } else { figures[place] };
        if figure.abs() < 0.005 { "0".into() } else { format!("{figure:.2}").replace('-', "−") }
    };
    (0..figures.len()).filter(columns(report)).map(cell).collect()
}

/// The table of all lanes that have a budget; empty when none has.
pub(super) fn table(report: &Report, columns: usize) -> String {
    let mut table = Table::new(std::iter::once("speed-up and losses").chain(heads(report)));
    let mut any = false;
    for (place, lane) in (0..).zip(&report.lanes) {
        let Some(losses) = &lane.losses else { continue };
        any = true;
        table.row(std::iter::once(report.name_of(place)).chain(cells(losses, report)));
    }
    if any { table.render(columns) } else { String::new() }
}

/// The largest loss of a lane with several workers.
pub(super) fn sentence(lane: &LaneReport) -> Option<String> {
    lane.losses.as_ref().filter(|_| lane.workers > 1).map(|losses| losses.sentence.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fixture;

    fn report() -> Report {
        Report::of(&fixture::model(&fixture::race()))
    }

    #[test]
    fn what_is_in_the_table_adds_up() {
        let report = report();
        insta::assert_snapshot!("text_losses", table(&report, 100));
        let losses = report.lanes[0].losses.as_ref().unwrap();
        let lost: f64 = losses.times.all().iter().sum();
        assert!((lost + losses.measured - losses.possible).abs() < 1e-9);
        assert!(
            (losses.factor.all().iter().product::<f64>() - losses.measured / losses.possible).abs() < 1e-9
        );
        assert_eq!(losses.largest.as_deref(), Some("lock-wait"));
        assert_eq!(report.lanes[0].no_losses, None);
    }

    #[test]
    fn a_lane_without_a_budget_says_why() {
        let mut model = fixture::model(&fixture::race());
        model.calibration = None;
        let lane = LaneReport::of(&model.lanes[0], &model);
        assert_eq!(lane.losses, None);
        assert!(lane.no_losses.unwrap().starts_with("The time of one worker alone is unknown"));
    }
}
