//! Fills that meet on the screen, and how each stays apart from its neighbours.
//!
//! Between black and white no more than three brightnesses are 3:1 apart, and the ground is one of them. So brightness
//! separates computing from the three fills that it meets all the time; every other fill has a glyph of its own wherever
//! it fills a cell alone, the same that it has without colours. In a cell that shows two fills, the lower one is work and
//! the upper one waiting, or the lanes' load and other programs'.

use ratatui::style::Color;

use super::contrast::{FILLS, contrast};
use super::theme_file::Part;
use crate::event::Activity;

/// Fills that are apart from computing by brightness: waiting for the lock, moving data, other programs. They do not
/// meet each other: a lane has a lock or messages, and other programs are drawn on cores only.
const BY_BRIGHTNESS: [Part; 3] =
    [Part::Activity(Activity::LockWait), Part::Activity(Activity::Serialise), Part::Others];

/// Fills that have a glyph of their own in every theme.
const BY_GLYPH: [Part; 6] = [
    Part::Asked,
    Part::Activity(Activity::CoreWait),
    Part::Activity(Activity::Io),
    Part::Activity(Activity::Transfer),
    Part::Activity(Activity::Spawn),
    Part::Stolen,
];

/// Fills that meet: in a worker's row (one after another, or waiting above work), in the bar of its time, in a core's
/// row, in the lock's panel, in the bar of losses. The list is for the test of the themes.
#[cfg(test)]
pub(super) const NEIGHBOURS: [(Part, Part); 21] = {
    use Activity::{Compute, CoreWait, Io, LockWait, Serialise, Spawn, Transfer};
    const fn of(a: Activity, b: Activity) -> (Part, Part) {
        (Part::Activity(a), Part::Activity(b))
    }
    [
        of(Compute, LockWait),
        of(Compute, CoreWait),
        of(Compute, Io),
        of(Compute, Serialise),
        of(Compute, Transfer),
        of(Compute, Spawn),
        of(Io, LockWait),
        of(Io, CoreWait),
        of(Io, Serialise),
        of(Io, Spawn),
        of(Serialise, Transfer),
        of(Serialise, CoreWait),
        of(Transfer, Spawn),
        of(Transfer, CoreWait),
        of(Spawn, LockWait),
        of(Spawn, CoreWait),
        of(LockWait, CoreWait),
        (Part::Activity(Compute), Part::Asked),
        (Part::Activity(LockWait), Part::Asked),
        (Part::Activity(Compute), Part::Others),
        (Part::Others, Part::Stolen),
    ]
};

/// The fills of [`BY_BRIGHTNESS`] that are too close to computing in these colours: they have their glyph too.
pub(super) fn too_close(colour: impl Fn(Part) -> Option<Color>) -> Vec<Part> {
    let compute = colour(Part::Activity(Activity::Compute));
    let close = |part: &Part| {
        let both = compute.zip(colour(*part));
        both.and_then(|(a, b)| contrast(a, b)).is_some_and(|contrast| contrast < FILLS)
    };
    BY_BRIGHTNESS.into_iter().filter(close).collect()
}

/// Whether a fill has its glyph where it fills a cell alone.
pub(super) fn is_hatched(part: Part, too_close: &[Part]) -> bool {
    BY_GLYPH.contains(&part) || too_close.contains(&part)
}

/// Glyph of a fill, in Unicode or in ASCII; `None` of what is solid, or nothing.
pub(super) fn glyph(part: Part, blocks: bool) -> Option<&'static str> {
    let [unicode, ascii] = match part {
        Part::Activity(Activity::Blocked) => ["?", "?"],
        Part::Activity(Activity::Stopped) => ["‖", "!"],
        Part::Activity(Activity::LockWait) => ["░", "-"],
        Part::Activity(Activity::CoreWait) | Part::Stolen => ["╱", "/"],
        Part::Activity(Activity::Io) => ["~", "~"],
        Part::Activity(Activity::Serialise) => ["▒", "s"],
        Part::Activity(Activity::Transfer) => ["»", ">"],
        Part::Activity(Activity::Spawn) => ["·", "^"],
        Part::Asked => ["▓", "="],
        Part::Others => ["▒", "%"],
        Part::Shade => ["⠂", "'"],
        _ => return None,
    };
    Some(if blocks { unicode } else { ascii })
}
