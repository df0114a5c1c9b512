//! The loss budget of a lane: why it was not as many times as fast as it has workers.

use serde::{Deserialize, Serialize};

use super::{LaneReport, Report};
use crate::model::Model;
use crate::model::lane::Lane;
use crate::model::losses::{Cause, Losses};
use crate::text::table::Table;

/// Losses of a lane by cause. The measured speed-up and the `times` of all causes add up to the possible one; the
/// factors multiply up to `measured` / `possible`. [`crate::model::losses`] defines the causes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LossesReport {
    /// Possible speed-up: the smaller of the workers and the CPUs that the lane may use.
    pub possible: f64,
    /// Measured speed-up.
    pub measured: f64,
    /// Loss to each cause, in multiples of speed-up; negative where the lane gained.
    pub times: ByCause,
    /// Factor of each cause on the speed-up before it.
    pub factor: ByCause,
    /// The largest loss; `null` when none is significant.
    pub largest: Option<String>,
    /// The same in a sentence.
    pub sentence: String,
}

/// A figure for each cause.
#[derive(Debug, Default, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ByCause {
    /// Workers that had nothing to do while others had.
    pub load_balance: f64,
    /// Waiting for the lock.
    pub lock_wait: f64,
    /// Waiting for a core.
    pub core_wait: f64,
    /// Making and moving messages.
    pub serialise_and_transfer: f64,
    /// Starting processes in the midst of the work.
    pub start_up: f64,
    /// Workers that were stopped by a signal, and the others' wait for them.
    pub stopped: f64,
    /// More CPU time than one worker alone takes for the same work.
    pub slower_cores: f64,
    /// Losses outside of the accounts.
    pub unexplained: f64,
}

impl ByCause {
    /// The figure of each cause.
    pub(crate) fn of(figure: impl Fn(Cause) -> f64) -> Self {
        Self {
            load_balance: figure(Cause::Balance),
            lock_wait: figure(Cause::LockWait),
            core_wait: figure(Cause::CoreWait),
            serialise_and_transfer: figure(Cause::Transfer),
            start_up: figure(Cause::StartUp),
            stopped: figure(Cause::Stopped),
            slower_cores: figure(Cause::SlowerCores),
            unexplained: figure(Cause::Unexplained),
        }
    }

    /// In the order of the fields.
    fn all(&self) -> [f64; Cause::ALL.len()] {
        [
            self.load_balance,
            self.lock_wait,
            self.core_wait,
            self.serialise_and_transfer,
            self.start_up,
            self.stopped,
            self.slower_cores,
            self.unexplained,
        ]
    }
}

impl LossesReport {
    /// The budget of `lane`, or why it has none.
    pub(super) fn of(lane: &Lane, model: &Model) -> Result<Self, String> {
        let losses = Losses::of(model, lane).map_err(|none| none.sentence().to_string())?;
        Ok(Self {
            possible: losses.possible,
            measured: losses.measured,
            times: ByCause::of(|cause| losses.to(cause).times),
            factor: ByCause::of(|cause| losses.to(cause).factor),
            largest: losses.largest().map(|loss| loss.cause.word().into()),
            sentence: losses.sentence(&lane.plan),
        })
    }
}

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
        // Losses are negative.
        let lost = (1..figures.len() - 1).contains(&place);
        let figure = if lost { -figures[place] } else { figures[place] };
        if figure.abs() < 0.005 { "0".into() } else { format!("{figure:.2}") }
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
