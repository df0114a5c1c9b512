//! The label of a take: live, or recorded with the machine's name.

use crate::ui::tour::stage::TakeKind;

/// Wordings of the label, the longest first.
pub(super) fn wordings(kind: &TakeKind) -> Vec<String> {
    match kind {
        TakeKind::Live => vec!["live on this machine".into(), "live".into()],
        TakeKind::Recorded { machine } => vec![format!("recorded on {machine}"), "recorded".into()],
    }
}
