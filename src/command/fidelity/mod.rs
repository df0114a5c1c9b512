//! `coreograph fidelity`: the simulated lock beside the CPython found here.

use std::time::{Duration, Instant};

use super::error::CommandError;
use super::follow::{Follower, exit_code, follow};
use super::output;
use super::signals::listen;
use crate::event::{Doubt, Machine, Nanos, Origin};
use crate::fidelity::findings::Findings;
use crate::fidelity::report::About;
use crate::fidelity::schedule::{News, Plan, Turn};
use crate::fidelity::{FidelityMessage, FidelityRequest, FidelitySession, Report};
use crate::probe;
use crate::report::Ticker;
use crate::settings::FidelitySettings;
use crate::sys::signals::Signal;
use crate::sys::stderr::Stderr;
use crate::text::duration::minutes;
use crate::text::look::Look;
use crate::text::percent::percent_done;

pub(super) fn run(settings: &FidelitySettings) -> Result<u8, CommandError> {
    output::check(settings.output.as_deref())?;
    output::report_diagnostics(&settings.diagnostics);
    let machine = probe::machine();
    let origin = probe::origin(&machine);
    let signals = listen()?;
    let request = FidelityRequest {
        plan: settings.plan.clone(),
        repetitions: settings.repetitions,
        quick: settings.quick,
        pythons: settings.pythons.clone(),
        primitives: settings.primitives.clone(),
        machine: machine.clone(),
    };
    let start = || {
        FidelitySession::start(request)
            .map_err(|error| CommandError::System(format!("cannot start a thread: {error}")))
    };
    let mut run = Run::new(settings);
    let ended_by = follow(start, &signals, &mut run)?;
    exit_code(conclude(&run, settings, (&origin, &machine), ended_by), ended_by)
}

/// Writes the report, if there is any finding.
fn conclude(
    run: &Run,
    settings: &FidelitySettings,
    (origin, machine): (&Origin, &Machine),
    ended_by: Option<Signal>,
) -> Result<u8, CommandError> {
    let Some(findings) = run.findings.as_ref() else {
        // Stopped before anything was measured; else the thread has died without a message.
        return ended_by.map(|_| 0).ok_or_else(|| CommandError::System(DEFECT.into()));
    };
    if ended_by.is_none() && run.doubts.is_none() {
        return Err(CommandError::System(DEFECT.into()));
    }
    let doubts = run.doubts.as_deref().unwrap_or_default();
    let about = About { origin, machine, quick: settings.quick, stopped: ended_by.is_some(), doubts };
    let report = Report::of(findings, &about);
    let file = settings.output.as_deref();
    let look = Look { columns: output::columns(file), ..settings.look };
    output::write(&settings.format.render(&report, look), file)?;
    Ok(report.exit_code(settings.strict))
}

const DEFECT: &str = "the run ended without a word: a defect of this program";

/// A run and its findings, progress and doubts so far.
struct Run {
    findings: Option<Findings>,
    /// `None` until it is over.
    doubts: Option<Vec<Doubt>>,
    ticker: Ticker<Stderr>,
    begun: Instant,
    what: String,
    progress: Option<Progress>,
}

/// Share of the estimated time that is over.
#[derive(Debug, Clone, Copy)]
struct Progress {
    all: Duration,
    done: Duration,
    /// Estimated duration and start of the current turn.
    current: Option<(Duration, Instant)>,
    begun: Instant,
}

impl Run {
    fn new(settings: &FidelitySettings) -> Self {
        let ticker = if settings.headless { Ticker::in_lines() } else { Ticker::on_stderr() };
        let what = "looking at the machine".into();
        Self { findings: None, doubts: None, ticker, begun: Instant::now(), what, progress: None }
    }

    fn hear_news(&mut self, news: News) {
        let (Some(findings), Some(progress)) = (&mut self.findings, &mut self.progress) else { return };
        match &news {
            News::Begun(turn) => {
                progress.begin(findings.plan.estimate_of(*turn));
                self.what = words(findings, *turn);
            }
            News::Measured(..) => progress.end(),
            News::Out { contestant, .. } => {
                let left = findings.plan.estimate(1);
                progress.end();
                // Approximate: a contestant that is out takes no more turns.
                progress.all = progress.all.saturating_sub(left.saturating_sub(progress.done));
                self.what = format!("contestant {contestant} is out");
            }
        }
        findings.see(news);
    }
}

impl Follower<FidelitySession> for Run {
    fn take(&mut self, session: &FidelitySession, message: FidelityMessage) -> Result<(), CommandError> {
        match message {
            FidelityMessage::Starting(python) => self.what = format!("starting {python}"),
            FidelityMessage::Refused { python, reason } => {
                self.ticker.finish();
                return Err(CommandError::Input(format!("--python {python}: {python} {reason}")));
            }
            FidelityMessage::Ready { plan, entries, contestants } => {
                self.ticker.finish();
                let labels = entries.iter().take(contestants).map(|e| e.label.as_str()).collect::<Vec<_>>();
                let all = plan.estimate(contestants);
                output::say(&announcement(&plan, &labels, all));
                self.progress =
                    Some(Progress { all, done: Duration::ZERO, current: None, begun: Instant::now() });
                self.findings = Some(Findings::new(plan, entries));
            }
            FidelityMessage::News(news) => self.hear_news(news),
            FidelityMessage::Over(doubts) => self.doubts = Some(doubts),
        }
        self.show(session);
        Ok(())
    }

    fn show(&mut self, _: &FidelitySession) {
        let now = Nanos::from(self.begun.elapsed());
        let Some(progress) = self.progress else {
            self.ticker.show(now, &self.what, &self.what, None);
            return;
        };
        let share = progress.share();
        let left = minutes(progress.left().as_secs_f64());
        let line = format!("{}, {left} left: {}", percent_done(share), self.what);
        // The turn changes several times a second: no reason to write a line each time.
        self.ticker.show(now, "", &line, Some(share));
    }

    fn finish(&mut self) {
        self.ticker.finish();
    }
}

impl Progress {
    fn begin(&mut self, estimate: Duration) {
        self.current = Some((estimate, Instant::now()));
    }

    fn end(&mut self) {
        if let Some((estimate, _)) = self.current.take() {
            self.done += estimate;
        }
    }

    /// The part of the estimated time that is over; a turn counts up to its estimate.
    fn over(&self) -> Duration {
        self.done + self.current.map_or(Duration::ZERO, |(estimate, since)| since.elapsed().min(estimate))
    }

    fn share(&self) -> f64 {
        let all = self.all.as_secs_f64();
        if all > 0.0 { (self.over().as_secs_f64() / all).min(1.0) } else { 1.0 }
    }

    /// Time left, if the rest exceeds its estimate by the same factor as so far.
    fn left(&self) -> Duration {
        let (over, rest) = (self.over(), self.all.saturating_sub(self.over()));
        let slower = if self.done.is_zero() {
            1.0
        } else {
            (self.begun.elapsed().as_secs_f64() / over.as_secs_f64()).clamp(0.5, 5.0)
        };
        rest.mul_f64(slower)
    }
}

fn words(findings: &Findings, turn: Turn) -> String {
    let who = findings.entries.get(turn.contestant).map_or("", |e| e.label.as_str());
    let check = findings.plan.experiments.get(turn.experiment).and_then(|e| e.checks.first());
    format!(
        "repetition {} of {}, {} ({who})",
        turn.repetition + 1,
        findings.plan.repetitions,
        check.map_or("", |check| check.title.as_str())
    )
}

fn announcement(plan: &Plan, labels: &[&str], all: Duration) -> String {
    let each = if plan.repetitions == 1 { "once".into() } else { format!("{} times", plan.repetitions) };
    let scenarios = match plan.experiments.len() {
        1 => "one scenario".into(),
        n => format!("{n} scenarios"),
    };
    format!(
        "{}: {scenarios}, {each}, about {}. Ctrl-C reports what is there.",
        labels.join(" beside "),
        minutes(all.as_secs_f64())
    )
}

#[cfg(test)]
mod tests;
