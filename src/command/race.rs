//! `coreograph race`: on the dashboard, or headless.

use super::error::CommandError;
use super::follow::{Follower, follow};
use super::look::look;
use super::output;
use super::signals::{listen, signal_of};
use super::stage::LiveStage;
use crate::event::Event;
use crate::model::Model;
use crate::probe;
use crate::race::{Race, RacePlan, plan};
use crate::record::Recorder;
use crate::report::Progress;
use crate::settings::{RaceSettings, home};
use crate::sys::program::this_or_link;
use crate::sys::stderr::Stderr;
use crate::ui;

/// Hint on the very first dashboard.
const GREETING: &str =
    "Here for the first time? ? explains what is on the screen; coreograph tour shows it step by step.";

pub(super) fn run(settings: &RaceSettings) -> Result<u8, CommandError> {
    // An invalid race is reported before anything is touched; a valid one runs exactly as planned here.
    let plan = plan(&settings.choices, &probe::machine()).map_err(CommandError::input)?;
    output::check(settings.result.output.as_deref())?;
    if settings.headless { headless(settings, plan) } else { dashboard(settings, plan) }
}

fn headless(settings: &RaceSettings, plan: RacePlan) -> Result<u8, CommandError> {
    output::report_diagnostics(&settings.look.diagnostics);
    let recorder = settings.record.as_ref().map(Recorder::create).transpose().map_err(CommandError::input)?;
    let signals = listen()?;
    let mut watch = Watch { model: Model::default(), progress: Progress::on_stderr(), recorder };
    let ended_by = follow(|| Ok(Race::start(plan, this_or_link())?), &signals, &mut watch)?;
    let Watch { mut model, recorder, .. } = watch;
    if ended_by.is_some() {
        model.mark_stopped();
    }
    let written = recorder.map_or(Ok(()), Recorder::finish);
    let told = output::conclude(&model, &settings.result, ended_by);
    let unrecorded = written.err().map(|error| CommandError::System(error.to_string()));
    let code = output::ended(told, unrecorded)?;
    if !model.is_over() {
        return Err(without_a_word());
    }
    Ok(code)
}

/// A race that is followed without a screen.
struct Watch {
    model: Model,
    progress: Progress<Stderr>,
    recorder: Option<Recorder>,
}

impl Follower<Race> for Watch {
    fn take(&mut self, _: &Race, event: Event) -> Result<(), CommandError> {
        if let Some(recorder) = &mut self.recorder {
            // A recording that cannot continue reports that at its end; the race does not depend on it.
            let _ = recorder.write(&event);
        }
        self.model.apply(&event);
        self.progress.see(&self.model);
        Ok(())
    }

    /// Events come more often than that.
    fn show(&mut self, _: &Race) {}

    fn finish(&mut self) {
        self.progress.finish();
    }
}

fn without_a_word() -> CommandError {
    CommandError::System("the race ended without a word: a defect of this program".into())
}

fn dashboard(settings: &RaceSettings, plan: RacePlan) -> Result<u8, CommandError> {
    let signals = listen()?;
    let mut stage = LiveStage::new(settings, plan, this_or_link())?;
    let mut options = look(&settings.look);
    if home::is_first_start() {
        options.notice.get_or_insert_with(|| GREETING.into());
    }
    let mut ending =
        ui::run(&mut stage, options, &signals).map_err(|error| CommandError::System(error.to_string()))?;
    output::report_diagnostics(&settings.look.diagnostics);
    if ending.model.plan.is_none() {
        return Err(without_a_word());
    }
    ending.model.mark_stopped();
    let diagnostic = stage.close();
    let told = output::conclude(&ending.model, &settings.result, signal_of(ending.cause));
    output::sum_up(&ending.races);
    output::ended(told, diagnostic.err())
}
