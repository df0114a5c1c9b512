//! A sweep while it runs: news ──▶ the report so far, the current activity, and the time left. Pure, like the model
//! of a race: screen, progress line and file read this and nothing else.

use super::report::{Report, Run};
use crate::event::Doubt;

/// A message of a sweep.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum News {
    /// The machine was examined and the plan settled; the report has no new runs yet.
    Planned(Box<Report>),
    /// A run begins that is not counted: the first run of some work finds memory cold.
    WarmingUp {
        /// Index of the curve.
        curve: u32,
    },
    /// The sweep pauses for the machine to cool down.
    Resting {
        /// The reason, e.g. `the CPU has 91 °C`.
        why: String,
    },
    /// A run began.
    Begun {
        /// Index of the curve.
        curve: u32,
        /// Number of workers.
        workers: u32,
        /// Index of the repetition.
        round: u32,
        /// Time since the sweep began, s.
        at_s: f64,
    },
    /// The run has ended.
    Measured(Box<Run>),
    /// Time left, s: after every run.
    Left(f64),
    /// A doubt about the whole sweep.
    Doubted(Doubt),
    /// The report could not be saved; it is tried again after the next run.
    Unsaved(String),
    /// The sweep cannot continue.
    Failed(String),
    /// The last message.
    Over {
        /// Whether everything was measured.
        complete: bool,
        /// Duration of the sweep, s.
        spent_s: f64,
    },
}

/// Current activity of a sweep.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) enum Now {
    /// Examining the machine.
    #[default]
    Looking,
    /// A run that is not counted.
    WarmingUp {
        /// Index of the curve.
        curve: u32,
    },
    /// Waiting for the machine to cool down.
    Resting {
        /// The reason.
        why: String,
    },
    /// Measuring.
    Measuring {
        /// Index of the curve.
        curve: u32,
        /// Number of workers.
        workers: u32,
        /// Index of the repetition.
        round: u32,
        /// Its start since the sweep began, s.
        at_s: f64,
    },
    /// None: the sweep is over.
    Over,
}

/// State of a sweep.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct Progress {
    /// The report so far; `None` before the plan is settled.
    pub report: Option<Report>,
    /// Current activity.
    pub now: Now,
    /// Last estimate of the time left, s, and its time since the sweep began, s.
    pub left: Option<(f64, f64)>,
    /// Reason why it could not continue.
    pub failed: Option<String>,
}

impl Progress {
    /// Takes in a message.
    pub(crate) fn hear(&mut self, news: News) {
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

    /// Time left at a moment since the sweep began, s; `None` before it is known.
    #[must_use]
    pub(crate) fn left_at(&self, now_s: f64) -> Option<f64> {
        let (left, since) = self.left?;
        Some((left - (now_s - since)).max(0.0))
    }

    /// Share of the total time that is over at that moment; `None` before it is known.
    #[must_use]
    pub(crate) fn share_at(&self, now_s: f64) -> Option<f64> {
        let left = self.left_at(now_s)?;
        (left + now_s > 0.0).then(|| (now_s / (left + now_s)).clamp(0.0, 1.0))
    }
}
