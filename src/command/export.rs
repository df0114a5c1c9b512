//! `coreograph export`: pictures of a recording.

use super::error::CommandError;
use super::{output, recording};
use crate::cli::{ExportArgs, ExportKind};
use crate::event::Nanos;
use crate::model::Model;
use crate::settings::{LowerLayers, file, of_picture};
use crate::ui;

pub(super) fn run(args: &ExportArgs, lower: LowerLayers) -> Result<u8, CommandError> {
    let (theme, diagnostics) = of_picture(args.theme.as_deref(), lower);
    output::report_diagnostics(&diagnostics);
    let output = file(args.output.clone());
    let recording = recording::open(&args.file)?;
    output::check(output.as_deref())?;
    let until = args.at.map_or(Nanos(u64::MAX), Nanos::from_secs_f64);
    let mut model = Model::default();
    recording.events.iter().filter(|event| event.at <= until).for_each(|event| model.apply(event));
    model.advance(until.min(recording.length()));
    let (width, height) = args.size;
    let view = ui::UiState::on(args.view);
    let appearance = ui::Appearance { present: args.present, ..(&theme).into() };
    let picture = match args.to {
        ExportKind::Svg => ui::svg(&model, &view, appearance, width, height),
    };
    output::write(&picture, output.as_deref())?;
    Ok(0)
}
