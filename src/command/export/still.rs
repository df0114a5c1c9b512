//! `coreograph export --to svg`: a picture of one moment.

use crate::cli::ExportArgs;
use crate::command::error::CommandError;
use crate::event::Nanos;
use crate::model::Model;
use crate::record::Recording;
use crate::ui;

/// Draws the recording at one moment, as an SVG.
///
/// # Errors
/// When an option of an animation was given.
pub(super) fn draw(
    recording: &Recording,
    args: &ExportArgs,
    appearance: ui::Appearance,
) -> Result<String, CommandError> {
    no_motion(args)?;
    let until = args.at.map_or(Nanos(u64::MAX), Nanos::from_secs_f64);
    let mut model = Model::default();
    let passed = recording.due().partition_point(|due| *due <= until);
    recording.events[..passed].iter().for_each(|event| model.apply(event));
    model.advance(until.min(recording.length()));
    let (width, height) = args.size;
    Ok(ui::svg(&model, &ui::UiState::on(args.view), appearance, width, height))
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
