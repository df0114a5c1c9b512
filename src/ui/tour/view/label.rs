//! The label of what is shown: live, or recorded with the machine's name.

use crate::tour::Provenance;

/// Wordings of the label, the longest first.
pub(super) fn wordings(provenance: &Provenance) -> Vec<String> {
    match provenance {
        Provenance::Live { .. } => vec!["live on this machine".into(), "live".into()],
        Provenance::Recorded { machine } => vec![format!("recorded on {machine}"), "recorded".into()],
    }
}
