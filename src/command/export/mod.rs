//! `coreograph export`: pictures of a recording.

mod animation;

use self::animation::Span;
use super::error::CommandError;
use super::{output, recording};
use crate::cli::{ExportArgs, ExportKind};
use crate::event::Nanos;
use crate::model::Model;
use crate::record::Recording;
use crate::settings::{LowerLayers, file, of_picture};
use crate::ui;

pub(super) fn run(args: &ExportArgs, lower: LowerLayers) -> Result<u8, CommandError> {
    let (theme, diagnostics) = of_picture(args.theme.as_deref(), lower);
    output::report_diagnostics(&diagnostics);
    let output = file(args.output.clone());
    let span = match args.to {
        ExportKind::Svg => no_motion(args).map(|()| None)?,
        ExportKind::Animation => Some(Span::of(args)?),
    };
    let recording = recording::open(&args.file)?;
    output::check(output.as_deref())?;
    let appearance = ui::Appearance { present: args.present, ..(&theme).into() };
    let picture = match span {
        Some(span) => animation::draw(&span, &recording, args, appearance)?,
        None => still(&recording, args, appearance),
    };
    output::write(&picture, output.as_deref())?;
    Ok(0)
}

/// A picture of one moment.
fn still(recording: &Recording, args: &ExportArgs, appearance: ui::Appearance) -> String {
    let until = args.at.map_or(Nanos(u64::MAX), Nanos::from_secs_f64);
    let mut model = Model::default();
    let passed = recording.due().partition_point(|due| *due <= until);
    recording.events[..passed].iter().for_each(|event| model.apply(event));
    model.advance(until.min(recording.length()));
    let (width, height) = args.size;
    ui::svg(&model, &ui::UiState::on(args.view), appearance, width, height)
}

/// Checks that no option of an animation was given.
fn no_motion(args: &ExportArgs) -> Result<(), CommandError> {
    let given = [
        ("--from", args.from.is_some()),
        ("--fps", args.fps.is_some()),
        ("--speed", args.speed.is_some()),
        ("--hold", args.hold.is_some()),
    ];
    match given.iter().find(|(_, given)| *given) {
        Some((flag, _)) => Err(CommandError::input(format!(
            "{flag} is for --to animation: a picture shows one moment (--at)"
        ))),
        None => Ok(()),
    }
}
