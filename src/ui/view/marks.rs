//! Marks on a worker's row: where a process died, when that was noticed, when its replacement was ready, and where a
//! lost task ran again.
//!
//! These moments are often a few milliseconds apart, and a column of the plot stands for more. Marks that fall into
//! one column stand behind one another in order; text gives the exact times.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::lane_view::LaneView;
use crate::event::{Nanos, WorkerId};
use crate::model::lane::Lane;
use crate::ui::theme::Theme;
use crate::ui::widget::paint;

/// Kind of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// The process died.
    Death,
    /// The death was noticed.
    Notice,
    /// A replacement was ready.
    Replaced,
    /// A lost task was given to this worker again.
    Rerun,
    /// The process was stopped.
    Stopped,
    /// The process was continued.
    Continued,
}

/// Every mark and its meaning.
pub(super) const LEGEND: [(Mark, &str); 6] = [
    (Mark::Death, "its process died"),
    (Mark::Notice, "the pool noticed"),
    (Mark::Replaced, "a new process was ready in its place"),
    (Mark::Rerun, "the task that was lost ran again, on this worker"),
    (Mark::Stopped, "its process was stopped"),
    (Mark::Continued, "it went on"),
];

impl Mark {
    /// Its meaning in a word, for the legend.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Death => "died",
            Self::Notice => "noticed",
            Self::Replaced => "replaced",
            Self::Rerun => "ran again",
            Self::Stopped => "stopped",
            Self::Continued => "went on",
        }
    }

    /// Its entry in the table of explanations.
    pub(super) const fn explanation(self) -> &'static str {
        match self {
            Self::Death => "mark death",
            Self::Notice => "mark notice",
            Self::Replaced => "mark replaced",
            Self::Rerun => "mark rerun",
            Self::Stopped => "mark stopped",
            Self::Continued => "mark continued",
        }
    }

    /// The mark that a cell of a worker's row shows.
    pub(super) fn at(symbol: &str, theme: &Theme) -> Option<Self> {
        LEGEND.into_iter().map(|(mark, _)| mark).find(|mark| mark.look(theme).0 == symbol)
    }

    pub(super) fn look(self, theme: &Theme) -> (&'static str, Style) {
        let glyphs = &theme.glyphs;
        match self {
            Self::Death => (glyphs.death, theme.loud()),
            Self::Notice => (glyphs.notice, theme.caution()),
            Self::Replaced => (glyphs.replaced, theme.strong()),
            Self::Rerun => (glyphs.rerun, theme.strong()),
            Self::Stopped => (glyphs.halt, theme.caution()),
            Self::Continued => (glyphs.go_on, theme.strong()),
        }
    }
}

/// Largest displacement of a mark, in columns: further right it would be false.
const SHIFT: u16 = 3;

/// Draws the marks of some workers, in one line of their plot.
pub(super) fn draw(stand: &LaneView, group: &Range<usize>, plot: Rect, buf: &mut Buffer) {
    let Some(started) = stand.lane.started else { return };
    if plot.is_empty() {
        return;
    }
    let mut marks = of_workers(stand.lane, group);
    marks.sort_unstable();
    let mut free = 0;
    for (at, mark) in marks {
        let Some(own) = stand.seen.column(at - started, plot.width) else { continue };
        let column = own.max(free);
        if column - own > SHIFT || column >= plot.width {
            continue;
        }
        let (glyph, style) = mark.look(stand.ctx.theme);
        paint::fill(buf, Rect { x: plot.x + column, width: 1, height: 1, ..plot }, glyph, style);
        free = column + 1;
    }
}

/// The marks of some workers of a lane, each with its time.
pub(super) fn of_workers(lane: &Lane, group: &Range<usize>) -> Vec<(Nanos, Mark)> {
    let here = |worker: WorkerId| group.contains(&usize::from(worker.0));
    let mut marks = Vec::new();
    for death in &lane.deaths {
        if here(death.worker) {
            marks.push((death.died(), Mark::Death));
            marks.extend(death.obituary.noticed_after.map(|_| (death.at, Mark::Notice)));
            marks.extend(death.replaced_at().map(|at| (at, Mark::Replaced)));
        }
        let rerun = death.rerun.filter(|rerun| here(rerun.worker));
        marks.extend(rerun.and(death.rerun_at()).map(|at| (at, Mark::Rerun)));
    }
    let halts = lane.halts.iter().filter(|halt| here(halt.worker));
    marks.extend(halts.map(|halt| (halt.at, if halt.stopped { Mark::Stopped } else { Mark::Continued })));
    marks
}
