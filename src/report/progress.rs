//! Progress of a race without a dashboard: a bar on a terminal, a line a second elsewhere.

use std::fmt;
use std::io::Write;

use super::ticker::Ticker;
use crate::event::{Nanos, Phase};
use crate::model::Model;
use crate::model::lane::Lane;
use crate::model::words::repetition;
use crate::model::worker::Life;
use crate::sys::stderr::Stderr;
use crate::text::duration::duration;
use crate::text::percent::percent_done;
use crate::text::words::counted;

/// State of a race. Its `Display` is the line; nothing in it depends on the terminal.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ProgressLine {
    /// Current step of the race and its lane, e.g. `racing lane 1 of 2 (gil)`.
    pub what: String,
    /// Number of finished tasks, and of all; `None` while no lane runs.
    pub tasks: Option<(u32, u32)>,
    /// Time since the session's start.
    pub elapsed: Nanos,
}

impl ProgressLine {
    /// Progress of the race in `model`.
    #[must_use]
    pub(crate) fn of(model: &Model) -> Self {
        let live: Vec<&Lane> = model.lanes.iter().filter(|l| l.is_live()).collect();
        let lanes = model.lanes.len();
        let what = match (&live[..], model.phase) {
            _ if model.is_over() => "done".into(),
            ([lane], _) => {
                format!("racing lane {} of {lanes} ({})", u32::from(lane.plan.id.0) + 1, model.name_of(lane))
            }
            ([_, _, ..], _) => format!("racing {} of {lanes} lanes at once", live.len()),
            ([], Some(Phase::Probing)) => "probing the machine".into(),
            ([], Some(Phase::Calibrating)) => "calibrating".into(),
            ([], Some(Phase::Spinning)) => "measuring the capacity".into(),
            ([], Some(Phase::Racing)) => "racing".into(),
            ([], None) => "starting".into(),
        };
        let what = match repetition(model) {
            Some(repetition) => format!("{repetition}, {what}"),
            None => what,
        };
        let what = stops(model, &live).into_iter().fold(what, |what, stop| format!("{what}, {stop}"));
        let ended = |lanes: &[&Lane]| {
            lanes.iter().map(|l| l.done.saturating_add(l.failed)).fold(0, u32::saturating_add)
        };
        let all = live.iter().map(|lane| model.tasks_of(lane));
        let all = all.map(|tasks| tasks.map(u64::from)).sum::<Option<u64>>();
        let all = all.map(|all| u32::try_from(all).unwrap_or(u32::MAX));
        let tasks = all.filter(|_| !live.is_empty() && !model.is_over()).map(|all| (ended(&live), all));
        Self { what, tasks, elapsed: model.now }
    }

    /// Share of the tasks that are finished.
    #[must_use]
    pub(crate) fn share(&self) -> Option<f64> {
        let (ended, all) = self.tasks.filter(|(_, all)| *all > 0)?;
        Some((f64::from(ended) / f64::from(all)).min(1.0))
    }
}

/// Largest number of stops that are named one by one.
const NAMED: usize = 2;

/// Sentences on stopped workers, with the reason where known: they keep a race from going on.
fn stops(model: &Model, live: &[&Lane]) -> Vec<String> {
    let all =
        live.iter().flat_map(|lane| (0..).zip(&lane.workers).map(move |(id, worker)| (*lane, id, worker)));
    let stopped: Vec<String> = all
        .filter(|(.., worker)| worker.life == Life::Stopped)
        .map(|(lane, id, worker)| {
            let pid = worker.pid.map_or_else(String::new, |pid| format!(" (pid {pid})"));
            let cause = if lane.is_stopped_on_demand(id) { "stopped on demand" } else { "stopped" };
            let of = if live.len() > 1 { format!(" of {}", model.name_of(lane)) } else { String::new() };
            format!("worker {id}{pid}{of} is {cause}")
        })
        .collect();
    match stopped.len().saturating_sub(NAMED) {
        0 => stopped,
        more => stopped.into_iter().take(NAMED).chain([format!("{more} more are stopped")]).collect(),
    }
}

impl fmt::Display for ProgressLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        if let (Some((ended, all)), Some(share)) = (self.tasks, self.share()) {
            write!(f, ", {ended}/{}, {}", counted(all, "task"), percent_done(share))?;
        }
        write!(f, ", {}", duration(self.elapsed.secs()))
    }
}

/// Writes progress while the events of a race come in.
///
/// Times are those of the events, so that what is written follows from the events alone.
#[derive(Debug)]
pub(crate) struct Progress<W: Write> {
    ticker: Ticker<W>,
}

impl Progress<Stderr> {
    /// Progress on standard error, as a bar when that is a terminal.
    #[must_use]
    pub(crate) fn on_stderr() -> Self {
        Self { ticker: Ticker::on_stderr() }
    }
}

impl<W: Write> Progress<W> {
    /// Progress to `out`: a bar that overwrites itself on a terminal of `columns` columns, else plain lines.
    #[cfg(test)]
    pub(crate) fn new(out: W, columns: Option<usize>) -> Self {
        Self { ticker: Ticker::new(out, columns) }
    }

    /// Takes in the state of the race; to be called after every event. It writes when there is something new and long
    /// enough has gone by. The moment between two lanes is not new.
    pub(crate) fn see(&mut self, model: &Model) {
        if model.is_over() {
            self.finish();
            return;
        }
        let between_lanes = model.phase == Some(Phase::Racing) && !model.lanes.iter().any(Lane::is_live);
        if !between_lanes {
            let line = ProgressLine::of(model);
            self.ticker.show(model.now, &line.what, &line, line.share());
        }
    }

    /// Removes the bar, so that what follows begins at the start of an empty line. Lines stay.
    pub(crate) fn finish(&mut self) {
        self.ticker.finish();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Event;
    use crate::model::fixture;
    use crate::text::width::width;

    fn written(events: &[Event], columns: Option<usize>) -> String {
        let mut model = Model::default();
        let mut progress = Progress::new(Vec::new(), columns);
        for event in events {
            model.apply(event);
            progress.see(&model);
        }
        String::from_utf8(progress.ticker.into_inner()).unwrap()
    }

    #[test]
    fn lines_come_at_every_turn_of_the_race_and_once_a_second() {
        insta::assert_snapshot!(written(&fixture::stopped(), None), @r"
        starting, 0 s
        calibrating, 0.10 s
        racing lane 1 of 2 (gil), 0/64 tasks, 0 %, 1.00 s
        racing lane 1 of 2 (gil), 64/64 tasks, 100 %, 7.10 s
        racing lane 2 of 2 (pool), 0/64 tasks, 0 %, 8.00 s
        racing lane 2 of 2 (pool), 20/64 tasks, 31 %, 9.00 s
        ");
    }

    #[test]
    fn a_bar_overwrites_itself_and_leaves_nothing_behind() {
        for columns in [80, 60, 40, 10, 1, 0] {
            let written = written(&fixture::stopped(), Some(columns));
            assert!(!written.contains(['\n', '\u{1b}']), "{written:?}");
            let last: Vec<&str> = written.rsplit('\r').take(2).collect();
            assert!(last.iter().all(|line| line.trim().is_empty()), "{last:?}");
            for line in written.split('\r') {
                assert!(width(line) <= columns.saturating_sub(1), "{columns}: {line:?}");
            }
            let full = "[####################] racing lane 1 of 2 (gil), 64/64 tasks, 100 %, 7.10 s";
            assert!(columns < 80 || written.contains(full), "{written:?}");
        }
    }

    #[test]
    fn lanes_that_run_at_once_are_added_up() {
        use crate::event::{EventKind, LaneId};
        let model = fixture::Script::calibrated(&[("gil", 2), ("pool", 2)])
            .at(1000, EventKind::LaneStarted { lane: LaneId(0) })
            .at(1000, EventKind::LaneStarted { lane: LaneId(1) })
            .progress(2000, 0, 10, 0)
            .progress(2000, 1, 21, 1)
            .model();
        let line = ProgressLine::of(&model).to_string();
        assert_eq!(line, "racing 2 of 2 lanes at once, 32/128 tasks, 25 %, 2.00 s");
    }

    #[test]
    fn a_stopped_worker_is_told_at_once_and_by_name() {
        use crate::event::{EventKind, Fault, LaneId, WorkerId};
        let (lane, worker) = (LaneId(0), WorkerId(1));
        let ready = |pid| EventKind::WorkerReady { lane, worker, pid, tid: pid };
        let halted = |stopped| EventKind::Halted { lane, worker, stopped };
        let script = || {
            fixture::Script::calibrated(&[("pool", 2)])
                .at(1000, EventKind::LaneStarted { lane })
                .at(1100, ready(4711))
                .progress(2000, 0, 10, 0)
        };
        let told = |script: fixture::Script| ProgressLine::of(&script.model()).to_string();
        let stopped = "racing lane 1 of 1 (pool), worker 1 (pid 4711) is stopped, 10/64 tasks, 15 %, 2.10 s";
        assert_eq!(told(script().at(2100, halted(true))), stopped);
        assert!(!told(script().at(2100, halted(true)).at(2200, halted(false))).contains("stopped"));
        let asked = EventKind::FaultInjected { lane, worker, pid: 4711, fault: Fault::Stop };
        let on_demand = told(script().at(2090, asked).at(2100, halted(true)));
        assert!(on_demand.contains("worker 1 (pid 4711) is stopped on demand"), "{on_demand}");
    }

    #[test]
    fn more_tasks_than_there_are_do_not_go_beyond_the_whole() {
        let line = ProgressLine { what: "x".into(), tasks: Some((20, 10)), elapsed: Nanos::ZERO };
        assert_eq!(line.share(), Some(1.0));
    }
}
