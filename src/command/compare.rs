//! `coreograph compare`: machines side by side, from saved reports.

use super::{CommandError, output};
use crate::scaling::gather::gather;
use crate::scaling::library;
use crate::scaling::output::Told;
use crate::settings::CompareSettings;

pub(super) fn run(settings: &CompareSettings) -> Result<u8, CommandError> {
    let gathered = gather(&settings.files).map_err(CommandError::input)?;
    let mut reports = gathered.reports;
    for name in &settings.with {
        reports.push((name.clone(), library::by_name(name).map_err(CommandError::input)?));
    }
    output::check(settings.result.output.as_deref())?;
    output::complain(&settings.look.complaints);
    for wrong in &gathered.passed_over {
        output::warn(&wrong.to_string());
    }
    let result = &settings.result;
    match &reports[..] {
        [] => Err(CommandError::Input(format!(
            "nothing to compare: name reports that coreograph scale --save wrote, folders of them, or machines of the \
             library (--with {})",
            library::names()
        ))),
        [(_, report)] => {
            let told = Told::of(report);
            output::write(&result.format.sweep(&told, result.look), result.output.as_deref())?;
            Ok(if result.strict && told.is_doubted() { 3 } else { 0 })
        }
        _ => Err(CommandError::System("not yet".into())),
    }
}
