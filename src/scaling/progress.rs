//! A sweep while it goes on: news ──▶ the report so far, what runs now, and how long it will take. Pure, like the model
//! of a race: screen, progress line and file read this and nothing else.

use super::report::{Report, Run};
use crate::event::Doubt;

/// What a sweep says.
#[derive(Debug, Clone, PartialEq)]
pub enum News {
    /// It has looked at the machine and settled the plan; the report has no new runs yet.
    Planned(Box<Report>),
    /// It runs something that is not counted: the first run of some work finds memory cold.
    WarmingUp {
        /// The place of the curve.
        curve: u32,
    },
    /// It lets the machine cool down.
    Resting {
        /// Why, e.g. `the CPU has 91 °C`.
        why: String,
    },
    /// A run began.
    Begun {
        /// The place of the curve.
        curve: u32,
        /// How many workers.
        workers: u32,
        /// Which repetition, from 0.
        round: u32,
        /// When, since the sweep began, in seconds.
        at_s: f64,
    },
    /// It has ended.
    Measured(Box<Run>),
    /// How long all the rest will take, in seconds: after every run.
    Left(f64),
    /// Something is to be doubted of the whole.
    Doubted(Doubt),
    /// The report could not be saved; it is tried again after the next run.
    Unsaved(String),
    /// It could not go on.
    Failed(String),
    /// The last word.
    Over {
        /// Whether everything was measured.
        complete: bool,
        /// All the time it took, in seconds.
        spent_s: f64,
    },
}

/// What a sweep is busy with.
#[derive(Debug, Default, Clone, PartialEq)]
pub enum Now {
    /// Looking at the machine.
    #[default]
    Looking,
    /// Running something that is not counted.
    WarmingUp {
        /// The place of the curve.
        curve: u32,
    },
    /// Waiting for the machine to cool down.
    Resting {
        /// Why.
        why: String,
    },
    /// Measuring.
    Measuring {
        /// The place of the curve.
        curve: u32,
        /// How many workers.
        workers: u32,
        /// Which repetition, from 0.
        round: u32,
        /// Since when, in seconds since the sweep began.
        at_s: f64,
    },
    /// Nothing any more.
    Over,
}

/// A sweep, as far as it has come.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Progress {
    /// What was measured so far; `None` before the plan is settled.
    pub report: Option<Report>,
    /// What it is busy with.
    pub now: Now,
    /// How long the rest will take, in seconds, as it was estimated last, and when that was, since the sweep began.
    pub left: Option<(f64, f64)>,
    /// Why it could not go on.
    pub failed: Option<String>,
}

impl Progress {
    /// Takes in what was said.
    pub fn hear(&mut self, news: News) {
        match news {
            News::Planned(report) => self.report = Some(*report),
            News::WarmingUp { curve } => self.now = Now::WarmingUp { curve },
            News::Resting { why } => self.now = Now::Resting { why },
            News::Begun { curve, workers, round, at_s } => {
                self.now = Now::Measuring { curve, workers, round, at_s };
            }
            News::Measured(run) => {
                if let Some(report) = &mut self.report {
                    report.spent_s = report.spent_s.max(run.at_s + run.start_s + run.wall_s);
                    report.runs.push(*run);
                }
            }
            News::Left(seconds) => {
                self.left = Some((seconds, self.report.as_ref().map_or(0.0, |report| report.spent_s)));
            }
            News::Doubted(doubt) => {
                if let Some(report) = &mut self.report
                    && !report.doubts.contains(&doubt)
                {
                    report.doubts.push(doubt);
                }
            }
            News::Unsaved(_) => {}
            News::Failed(reason) => self.failed = Some(reason),
            News::Over { complete, spent_s } => {
                self.now = Now::Over;
                if let Some(report) = &mut self.report {
                    (report.complete, report.spent_s) = (complete, spent_s);
                }
            }
        }
    }

    /// How long the rest will take, in seconds, at a moment since the sweep began; `None` before anybody knows.
    #[must_use]
    pub fn left_at(&self, now_s: f64) -> Option<f64> {
        let (left, since) = self.left?;
        Some((left - (now_s - since)).max(0.0))
    }

    /// The share of the whole that is over at that moment, by its time; `None` before anybody knows.
    #[must_use]
    pub fn share_at(&self, now_s: f64) -> Option<f64> {
        let left = self.left_at(now_s)?;
        (left + now_s > 0.0).then(|| (now_s / (left + now_s)).clamp(0.0, 1.0))
    }
}
