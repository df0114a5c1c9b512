//! The library of machines that we measured: their reports are built into the program, to compare others with.
//!
//! A new machine is one file in `assets/machines/`, as `coreograph scale --save` wrote it, and one line here.

use super::file::{self, Flaw};
use super::report::Report;
use crate::text::nearest::question_after;

/// Reports by the name of their machine.
static MACHINES: &[(&str, &str)] = &[("epyc-2", include_str!("../../assets/machines/epyc-2.json"))];

/// All names, for a message.
#[must_use]
pub(crate) fn names() -> String {
    MACHINES.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
}

/// Error of the library: a machine that it does not contain, or a broken file, which is a defect that its tests would
/// find.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum LibraryError {
    /// No such machine.
    #[error("there is no machine {0:?} in the library{question}accepted: {accepted}", accepted = names(), question = question_after(.0, MACHINES.iter().map(|(name, _)| *name)))]
    Unknown(String),
    /// Its file is no report.
    #[error("the library's report of {0}{place}: {reason}", place = .1.place, reason = .1.reason)]
    Broken(&'static str, Flaw),
}

/// The report of the machine with this name, which overrides the name in the report.
///
/// # Errors
/// When there is none; the message lists the existing ones.
pub(crate) fn by_name(name: &str) -> Result<Report, LibraryError> {
    let found = MACHINES.iter().find(|(other, _)| *other == name);
    let (name, text) = found.ok_or_else(|| LibraryError::Unknown(name.into()))?;
    let mut report = file::parse(text).map_err(|flaw| LibraryError::Broken(name, flaw))?;
    report.machine.name = Some((*name).into());
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_report_of_the_library_was_measured_to_its_end() {
        for (name, _) in MACHINES {
            let report = by_name(name).unwrap();
            assert!(report.complete && report.simulated.is_none(), "{name}");
            assert_eq!(report.tool.profile, "release", "{name}");
        }
    }

    #[test]
    fn a_machine_that_is_not_there_is_named() {
        let message = by_name("no such").unwrap_err().to_string();
        assert!(
            message.starts_with("there is no machine \"no such\" in the library; accepted: "),
            "{message}"
        );
    }
}
