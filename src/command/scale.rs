//! `coreograph scale`: live on a screen, or headless.

use std::path::Path;

use super::error::CommandError;
use super::follow::{Follower, exit_code, follow};
use super::look::look;
use super::output;
use super::signals::{listen, signal_of};
use crate::event::{Fingerprint, Machine, Nanos, Origin, Tool};
use crate::probe;
use crate::probe::fingerprint;
use crate::python::{self, PythonError};
use crate::race::MOST_TASKS;
use crate::report::Ticker;
use crate::scaling::file;
use crate::scaling::output::{SweepSummary, announcement, what};
use crate::scaling::progress::{News, Now, Progress};
use crate::scaling::report::{Report, SCHEMA};
use crate::scaling::sweep::{SweepRequest, SweepSession, order, plan};
use crate::session::Session;
use crate::settings::ScaleSettings;
use crate::sys::program::this_or_link;
use crate::sys::signals::Signal;
use crate::sys::stderr::Stderr;
use crate::text::duration::minutes;
use crate::text::look::Look;
use crate::text::percent::percent_done;
use crate::ui::{self, scaling};

pub(super) fn run(settings: &ScaleSettings) -> Result<u8, CommandError> {
    let machine = probe::machine();
    let report = match &settings.resume {
        Some(file) => resumed(file, settings, &machine)?,
        None => begun(settings, &machine)?,
    };
    output::check(settings.result.output.as_deref())?;
    output::check(settings.save.as_deref())?;
    let order = SweepRequest { report, machine, program: this_or_link(), save: settings.save.clone() };
    if settings.result.headless { headless(settings, order) } else { on_screen(settings, order) }
}

/// Report for a new sweep.
fn begun(settings: &ScaleSettings, machine: &Machine) -> Result<Report, CommandError> {
    let plan = plan(&settings.choices, machine).map_err(CommandError::input)?;
    let Origin { when, argv, mut fingerprint } = probe::origin(machine);
    let host = fingerprint.name.clone();
    if let Some(name) = &settings.choices.name {
        fingerprint.name = Some(name.clone());
    }
    Ok(Report {
        schema: SCHEMA.into(),
        tool: Tool::this(),
        started: when,
        host,
        argv: Some(argv),
        simulated: None,
        imported: None,
        machine: fingerprint,
        plan,
        runs: Vec::new(),
        spent_s: 0.0,
        complete: false,
        doubts: Vec::new(),
    })
}

/// Report of a sweep to resume.
fn resumed(file: &Path, settings: &ScaleSettings, machine: &Machine) -> Result<Report, CommandError> {
    let mut report = file::read(file).map_err(CommandError::input)?;
    let refuse = |reason: String| Err(CommandError::Input(format!("{}: {reason}", file.display())));
    if report.simulated.is_some() {
        return refuse("is simulated: there is no machine to go on with".into());
    }
    if report.imported.is_some() {
        return refuse("was not measured by this program: there is no sweep to go on with".into());
    }
    let here = fingerprint::read(Path::new("/"), machine);
    if let Some(difference) = other_machine(&report.machine, &here) {
        return refuse(format!("was measured on another machine: {difference}"));
    }
    let this = Tool::this();
    if report.tool != this {
        let Tool { version, profile } = &report.tool;
        return refuse(format!(
            "was measured by coreograph {version} ({profile}), and this is {} ({})",
            this.version, this.profile
        ));
    }
    if let Some(difference) = other_source(&report).map_err(CommandError::input)? {
        return refuse(format!("cannot go on: {difference}"));
    }
    if let Some(repetitions) = settings.repetitions {
        report.plan.repetitions = report.plan.repetitions.max(repetitions);
    }
    if let Some(budget) = settings.budget {
        report.plan.budget_s = Some(budget.as_secs_f64());
    }
    Ok(report)
}

/// Difference between the user's function then and now, where one was swept.
fn other_source(report: &Report) -> Result<Option<String>, PythonError> {
    for curve in &report.plan.curves {
        let (Some(call), Some(python)) = (&curve.workload.call, &curve.python) else { continue };
        let then = call.plan(curve.workload.tasks);
        let now = python::look(python, &then, MOST_TASKS, None)?;
        if now.source != then.source {
            let (name, was, is) = (&call.function, then.source, now.source);
            return Ok(Some(format!("the source of {name} was {was}, and is {is} now")));
        }
        if now.arguments != then.arguments {
            let (was, is) = (then.arguments, now.arguments);
            return Ok(Some(format!("the list of arguments had {was} values, and has {is} now")));
        }
        // All curves call the same function.
        break;
    }
    Ok(None)
}

/// Difference between two machines that must be the same one.
fn other_machine(then: &Fingerprint, now: &Fingerprint) -> Option<String> {
    let told = |n: Option<u32>| n.map_or_else(|| "unknown".into(), |n| n.to_string());
    if then.cpu != now.cpu {
        let name = |cpu: &Option<String>| cpu.clone().unwrap_or_else(|| "unknown".into());
        return Some(format!("its CPU is {}, here it is {}", name(&then.cpu), name(&now.cpu)));
    }
    if then.usable_cpus != now.usable_cpus {
        let (then, now) = (told(then.usable_cpus), told(now.usable_cpus));
        return Some(format!("it had {then} usable CPUs, here there are {now}"));
    }
    None
}

/// Runs the sweep on a screen; writes its result when the screen is closed.
fn on_screen(settings: &ScaleSettings, order: SweepRequest) -> Result<u8, CommandError> {
    let signals = listen()?;
    let system = |error: ui::UiError| CommandError::System(error.to_string());
    let tui = ui::enter().map_err(system)?;
    let mut session = start(order)?;
    let ending = scaling::watch(tui, &mut session, look(&settings.look), &signals).map_err(system)?;
    output::report_diagnostics(&settings.look.diagnostics);
    let ended_by = signal_of(ending.cause);
    // The report first: it is all that the viewer waits for.
    let told = conclude(&ending.progress, settings, ended_by);
    if ending.progress.now == Now::Over {
        session.join();
    }
    exit_code(told, ended_by)
}

fn start(order: SweepRequest) -> Result<SweepSession, CommandError> {
    SweepSession::start(order)
        .map_err(|error| CommandError::System(format!("cannot start a thread: {error}")))
}

fn headless(settings: &ScaleSettings, order: SweepRequest) -> Result<u8, CommandError> {
    output::report_diagnostics(&settings.look.diagnostics);
    let signals = listen()?;
    let mut watch = Watch::new();
    let ended_by = follow(|| start(order), &signals, &mut watch)?;
    exit_code(conclude(&watch.progress, settings, ended_by), ended_by)
}

/// Saves and writes the measurements; returns the exit code for them.
fn conclude(
    progress: &Progress,
    settings: &ScaleSettings,
    ended_by: Option<Signal>,
) -> Result<u8, CommandError> {
    let Some(report) = progress.report.as_ref() else {
        return ended_by
            .map(|_| 0)
            .ok_or_else(|| CommandError::System("the sweep ended without a word".into()));
    };
    tell(report, progress.failed.clone().map(CommandError::System), settings)
}

/// Saves and writes a report; returns the exit code for it. `failed` is the error that ended its sweep early.
pub(super) fn tell(
    report: &Report,
    failed: Option<CommandError>,
    settings: &ScaleSettings,
) -> Result<u8, CommandError> {
    let saved = settings.save.as_ref().map(|save| file::save(report, save)).transpose();
    let told = SweepSummary::of(report);
    let result = &settings.result;
    let file = result.output.as_deref();
    let look = Look { columns: output::columns(file), ..result.look };
    let written = output::write(&result.format.sweep(&told, look), file);
    if let Some(save) = settings.save.as_ref().filter(|_| !report.complete && saved.is_ok()) {
        output::say(&format!("not complete: coreograph scale --resume {} goes on", save.display()));
    }
    let unsaved = saved.err().map(|error| CommandError::System(error.to_string()));
    output::ended(written.map(|()| 0), unsaved.into_iter().chain(failed))?;
    let wrong = told.wrong();
    for sentence in &wrong {
        output::say(&format!("error: {sentence}"));
    }
    Ok(match wrong.is_empty() {
        false => 1,
        true if settings.result.strict && told.is_doubted() => 3,
        true => 0,
    })
}

/// A sweep that is followed on standard error.
struct Watch {
    progress: Progress,
    ticker: Ticker<Stderr>,
    announced: bool,
}

impl Watch {
    fn new() -> Self {
        Self { progress: Progress::default(), ticker: Ticker::on_stderr(), announced: false }
    }
}

impl Follower<SweepSession> for Watch {
    fn take(&mut self, session: &SweepSession, news: News) -> Result<(), CommandError> {
        if let News::Unsaved(reason) = &news {
            self.ticker.finish();
            output::warn(reason);
        }
        self.progress.hear(news);
        if !self.announced
            && let Some(report) = &self.progress.report
            && self.progress.left.is_some()
        {
            self.ticker.finish();
            output::say(&announcement(&report.plan, order::left(report)));
            self.announced = true;
        }
        self.show(session);
        Ok(())
    }

    fn show(&mut self, session: &SweepSession) {
        let now_s = session.now_s();
        let what = what(&self.progress);
        let share = self.progress.share_at(now_s);
        let line = match (share, self.progress.left_at(now_s)) {
            (Some(share), Some(left)) => {
                format!("{}, {} left: {what}", percent_done(share), minutes(left))
            }
            _ => what,
        };
        // The run changes several times a second: no reason to write a line each time.
        self.ticker.show(Nanos::from_secs_f64(now_s), "", &line, share);
    }

    fn finish(&mut self) {
        self.ticker.finish();
    }
}
