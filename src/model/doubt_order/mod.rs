//! The order of doubts wherever they are listed: the one that touches the headline first.

use super::Model;
use super::verdict::{Verdict, can_contradict, is_of_a_figure};
use crate::event::Doubt;
use crate::text::words::clause;

/// The doubts of `model` by what they do to its headline, the worst first; equal ones by time:
///
/// 1. the one for which the comparison is not settled;
/// 2. those about a figure beyond what is possible, of lanes in the verdict before those of others;
/// 3. those of a kind that can contradict a comparison, in the same order;
/// 4. all others.
#[must_use]
pub(crate) fn in_order(model: &Model) -> Vec<&Doubt> {
    let mut doubts: Vec<&Doubt> = model.doubts.iter().collect();
    if doubts.len() > 1 {
        let verdict = Verdict::of(model).unwrap_or_default();
        doubts.sort_by_key(|doubt| rank(doubt, &verdict));
    }
    doubts
}

fn rank(doubt: &Doubt, verdict: &Verdict) -> (u8, bool) {
    let elsewhere = doubt.lane.is_some_and(|lane| !verdict.lanes.contains(&lane));
    let reason = verdict.unsettled.as_deref();
    let place = match doubt.kind.as_str() {
        _ if reason == Some(clause(&doubt.message)) => 0,
        kind if is_of_a_figure(kind) => 1,
        kind if can_contradict(kind) => 2,
        _ => 3,
    };
    (place, elsewhere)
}

#[cfg(test)]
mod tests;
