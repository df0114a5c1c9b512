//! The table of a rehearsal: which scenes will do on this machine, and why others fall back.

use super::Scene;
use super::performance::Performed;
use crate::text::table::Table;
use crate::text::words::{clause, counted};
use crate::text::wrap::block;
use std::fmt::Write as _;

/// The table of a rehearsal, and below it each verdict and each reason, in lines of `columns` columns.
#[must_use]
pub(crate) fn table(scenes: &[Scene], performed: &[Performed], columns: usize) -> String {
    let mut table = Table::new(["scene", "seconds", "shown", "doubts", "verdict"]);
    let mut sentences = String::new();
    for one in performed {
        let Some(scene) = scenes.get(one.scene) else { continue };
        let verdict = if one.verdict.is_some() { "yes" } else { "NONE" };
        let seconds = format!("{:.1}", one.seconds);
        table.row([&scene.name, &seconds, shown(one), &one.doubts().len().to_string(), verdict]);
        sentences += &block(&sentence(&scene.name, one), columns, "", "  ");
    }
    format!("{}\n{sentences}", table.render(columns))
}

/// Whether every scene will do: live, or from its take.
#[must_use]
pub(crate) fn will_do(performed: &[Performed]) -> bool {
    performed.iter().all(|performed| performed.verdict.is_some())
}

/// Where its figures are from, in a word.
fn shown(performed: &Performed) -> &'static str {
    match (&performed.verdict, performed.provenance.recorded_on()) {
        (None, _) => "nothing",
        (Some(_), Some(_)) => "recorded",
        (Some(_), None) => "live",
    }
}

/// Its verdict, the reason for its recording, and its doubts.
fn sentence(name: &str, performed: &Performed) -> String {
    // Writing to a string cannot fail.
    let mut text = format!("{name}: ");
    match (&performed.verdict, performed.obstacle.as_deref().map(clause)) {
        (Some(verdict), None) => text += &verdict.text,
        (Some(verdict), Some(reason)) => {
            let machine = performed.provenance.recorded_on().unwrap_or("this machine");
            let _ = write!(text, "{} Recorded on {machine}, since {reason}.", verdict.text);
        }
        (None, reason) => {
            let _ = write!(
                text,
                "it cannot be shown, since {}, and it has no recording; rehearse it where it runs.",
                reason.unwrap_or("it led to no verdict")
            );
        }
    }
    let doubts = performed.doubts();
    if !doubts.is_empty() {
        let _ = write!(text, " {}: {}.", counted(doubts.len(), "doubt"), doubts.join(", "));
    }
    text
}

#[cfg(test)]
mod tests;
