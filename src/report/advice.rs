//! Advice in a report: how to run the user's function, with the lines of Python that do it.

use std::fmt::Write;

use serde::{Deserialize, Serialize};

use super::percentiles::known;
use super::repeated::Interval;
use crate::model::Model;
use crate::model::advice::{Advice, Alternative, Shares, advice};
use crate::statistics::Estimate;
use crate::text::escape::visible;
use crate::text::words::clause;
use crate::text::wrap::block;

/// How to run the function with one interpreter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct AdviceReport {
    /// The model: `one thread`, `threads`, `event loop`, `processes`, `interpreters`.
    pub run_as: String,
    /// Name of the lane that ran it.
    pub lane: String,
    /// Name of the interpreter: `CPython 3.11.7`.
    pub python: String,
    /// Its speed over that of one thread; `null` where one thread did not run, or its speed-up is withheld.
    pub factor: Option<f64>,
    /// Interval of the factor; `null` where the lanes ran once.
    pub factor_interval: Interval,
    /// `clear`, or `close` where another model is about as fast: then it is the simplest of them.
    pub confidence: String,
    /// The reason, from the time accounts of the lanes.
    pub because: Option<String>,
    /// The shares of the function's time.
    pub shares: Option<SharesReport>,
    /// The other models, the fastest first.
    pub alternatives: Vec<AlternativeReport>,
    /// Number of workers.
    pub workers: u32,
    /// Number of tasks in a message to a worker; `null` where there are no messages, or it cannot be computed.
    pub chunk: Option<u32>,
    /// The chunk from which worker processes are faster than one thread in the long run; `null` where no chunk is, or
    /// it cannot be computed.
    pub break_even_chunk: Option<u32>,
    /// The number of tasks from which they are with their start; `null` as above.
    pub break_even_tasks: Option<u32>,
    /// Reason why these cannot be computed; `null` where they were.
    pub not_computed: Option<String>,
    /// Wall time of the whole list that is predicted for these settings.
    pub predicted_s: Option<f64>,
    /// An interpreter without a lock that is there and was not raced; absent where there is none, or it would not help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub free_threaded: Option<String>,
    /// The lines of Python that do it.
    pub code: Vec<String>,
    /// The advice in sentences.
    pub sentence: String,
    /// Advice for the other interpreters of the race.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub elsewhere: Vec<AdviceReport>,
}

/// Shares of the time of tasks, from 0 to 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct SharesReport {
    /// Name of the lane whose time account they are from.
    pub lane: String,
    /// On a core.
    pub compute: f64,
    /// In I/O, blocked, or waiting for a lock.
    pub waits: f64,
    /// Wanting a core and having none.
    pub core_wait: f64,
    /// Turning arguments and results into bytes, and moving them.
    pub pickling: f64,
    /// Share in which it does not need the interpreter's lock, from how its threads scaled; `null` where that is not
    /// known.
    pub outside_lock: Option<f64>,
}

/// Another model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct AlternativeReport {
    /// The model.
    pub run_as: String,
    /// Name of the lane that ran it.
    pub lane: String,
    /// Its speed over that of one thread.
    pub factor: Option<f64>,
    /// Interval of that.
    pub factor_interval: Interval,
    /// Its wall time.
    pub wall_s: f64,
    /// Whether it is about as fast as the advised one.
    pub close: bool,
}

impl AdviceReport {
    /// The advice on the function of a race, and why there is none.
    pub(super) fn of(model: &Model) -> (Option<Self>, Option<String>) {
        let (mut found, mut missing) = (Vec::new(), Vec::new());
        for advice in advice(model) {
            match advice {
                Ok(advice) => found.push(Self::with_names(&advice, model)),
                Err(reason) => missing.push(reason),
            }
        }
        let mut found = found.into_iter();
        let first = found.next().map(|first| Self { elsewhere: found.collect(), ..first });
        let is_short = model.doubts.iter().any(|doubt| doubt.kind == "short-run");
        let with_hint = |reason: String| {
            if !is_short {
                return reason;
            }
            format!("{}; --seconds 4 repeats the list until one thread takes so long", clause(&reason))
        };
        (first, missing.into_iter().next().map(with_hint))
    }

    fn with_names(advice: &Advice, model: &Model) -> Self {
        let name = |id| model.lane(id).map_or_else(String::new, |lane| model.name_of(lane));
        let shares = |shares: &Shares| SharesReport {
            lane: name(shares.lane),
            compute: shares.compute,
            waits: shares.waits,
            core_wait: shares.core_wait,
            pickling: shares.pickling,
            outside_lock: known(shares.outside_lock),
        };
        let alternative = |other: &Alternative| AlternativeReport {
            run_as: other.run_as.word().into(),
            lane: name(other.lane),
            factor: known(other.factor),
            factor_interval: interval(other.interval),
            wall_s: other.wall,
            close: other.close,
        };
        Self {
            run_as: advice.run_as.word().into(),
            lane: name(advice.lane),
            python: advice.python.clone(),
            factor: known(advice.factor),
            factor_interval: interval(advice.interval),
            confidence: if advice.close { "close" } else { "clear" }.into(),
            because: advice.reason.clone(),
            shares: advice.shares.as_ref().map(shares),
            alternatives: advice.alternatives.iter().map(alternative).collect(),
            workers: advice.workers,
            chunk: advice.chunk,
            break_even_chunk: advice.break_even_chunk,
            break_even_tasks: advice.break_even_tasks,
            not_computed: advice.not_computed.map(Into::into),
            predicted_s: known(advice.predicted),
            free_threaded: advice.free_threaded.clone(),
            code: advice.code.clone(),
            sentence: advice.sentences().join(" "),
            elsewhere: Vec::new(),
        }
    }

    /// The advice, and that of the other interpreters.
    fn all(&self) -> impl Iterator<Item = (&Self, String)> {
        let several = !self.elsewhere.is_empty();
        let named = move |advice: &Self| {
            let before = if several { format!("{}: ", advice.python) } else { String::new() };
            before + &advice.sentence
        };
        std::iter::once(self).chain(&self.elsewhere).map(move |advice| (advice, named(advice)))
    }
}

fn interval(estimate: Option<Estimate>) -> Interval {
    estimate.map(|Estimate { low, high, .. }| [low, high])
}

/// The advice in lines of `columns` columns, each with its lines of Python; or why there is none.
pub(super) fn text(advice: Option<&AdviceReport>, missing: Option<&str>, columns: usize) -> String {
    let mut text = missing.map_or_else(String::new, |reason| block(&none(reason), columns, "", ""));
    for (advice, sentence) in advice.into_iter().flat_map(AdviceReport::all) {
        text += &block(&sentence, columns, "", "");
        text.push('\n');
        // Lines of code are not broken: they are copied.
        text.extend(advice.code.iter().map(|line| format!("    {}\n", visible(line))));
    }
    text
}

/// The same as Markdown, where `plain` escapes text.
pub(super) fn markdown(
    advice: Option<&AdviceReport>,
    missing: Option<&str>,
    plain: impl Fn(&str) -> String,
) -> String {
    let mut text = missing.map_or_else(String::new, |reason| format!("{}\n", plain(&none(reason))));
    for (advice, sentence) in advice.into_iter().flat_map(AdviceReport::all) {
        let code: String = advice.code.iter().flat_map(|line| [visible(line), "\n".into()]).collect();
        // Longer than any run of backticks in it.
        let fence = if code.contains("```") { "`".repeat(code.len().min(80)) } else { "```".into() };
        let _ = write!(text, "**{}**\n\n{fence}python\n{code}{fence}\n", plain(&sentence));
    }
    text
}

fn none(reason: &str) -> String {
    format!("No advice: {}.", clause(reason))
}
