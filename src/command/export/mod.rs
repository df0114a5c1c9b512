//! `coreograph export`: pictures of a recording, a file for each kind.

mod animation;
mod still;

use super::error::CommandError;
use super::{output, recording};
use crate::cli::{ExportArgs, ExportKind};
use crate::settings::{LowerLayers, file, of_picture};
use crate::ui;

pub(super) fn run(args: &ExportArgs, lower: LowerLayers) -> Result<u8, CommandError> {
    let (theme, diagnostics) = of_picture(args.theme.as_deref(), lower);
    output::report_diagnostics(&diagnostics);
    let output = file(args.output.clone());
    let recording = recording::open(&args.file)?;
    output::check(output.as_deref())?;
    let appearance = ui::Appearance { present: args.present, ..(&theme).into() };
    let picture = match args.to {
        ExportKind::Svg => still::draw(&recording, args, appearance),
        ExportKind::Animation => animation::draw(&recording, args, appearance),
    }?;
    output::write(&picture, output.as_deref())?;
    Ok(0)
}
