//! Reports: the measurements of a race, with the machine, in the formats people and scripts read.
//!
//! [`Report::of`] takes the figures from a [`Model`](crate::model::Model); a [`Format`] turns them into text. So every
//! format has the same figures, and a script gets those of the dashboard.
//!
//! The JSON (`coreograph.race/1`) is the report itself: times in seconds, sizes in bytes, a field for every figure. A
//! figure that could not be measured is `null`, never zero and never `NaN`. Fields may be added to it; none changes
//! its meaning.

mod advice;
mod baseline;
mod call;
mod command;
mod cost_table;
mod costs;
mod csv;
mod doubt;
mod finding_words;
mod findings;
mod format;
mod interval_table;
mod ipc;
mod json;
mod lane;
mod lock_report;
mod loss_table;
mod losses;
mod machine;
mod markdown;
mod origin;
mod percentiles;
mod printed;
mod process;
mod progress;
mod race;
mod race_summary;
mod repeated;
mod text;
mod ticker;
mod worker;

pub(crate) use baseline::BaselineReport;
pub(crate) use costs::CostsReport;
pub(crate) use doubt::DoubtReport;
pub(crate) use findings::{CounterReport, RepliesReport};
pub(crate) use format::{Format, Formats, Named, UnknownFormat};
pub(crate) use ipc::IpcReport;
pub(crate) use json::{Json, indented};
pub(crate) use lane::{AgreementReport, LaneReport};
pub(crate) use lock_report::{DealingsReport, GilReport};
pub(crate) use losses::{ByCause, LossesReport};
pub(crate) use machine::MachineReport;
pub(crate) use origin::OriginReport;
pub(crate) use percentiles::PercentilesReport;
pub(crate) use process::{DeathReport, FaultReport, LineReport, ProcessReport};
pub(crate) use progress::Progress;
pub(crate) use race::{EndReport, Report, WorkloadReport, doubts_text};
pub(crate) use race_summary::{LaneSummary, RaceSummary, progress as progress_words, session_text};
pub(crate) use repeated::RepeatedReport;
pub(crate) use ticker::Ticker;
pub(crate) use worker::{TimeReport, WorkerReport};

/// All formats of a race.
pub(crate) static FORMATS: Formats<dyn Format<Report>> =
    Formats(&[&text::Text, &Json, &csv::Csv, &markdown::Markdown]);

#[cfg(test)]
mod tests;
