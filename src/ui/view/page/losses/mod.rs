//! Why not N times? For each lane a bar from the possible speed-up to the measured one, and a table of the losses
//! between.
//!
//! All bars have one scale. The measured part is solid, each loss has the ink of its cause, and its figure stands in
//! it where there is room; in the table each figure has a fixed position, so that nothing moves while a lane runs.
//! Where a lane gained, its bar goes on beyond the mark of what was possible.
//!
//! 80x24, two lanes:
//!
//! ```text
//!  gil  THREADS, simulated GIL                                 0.98 of 2.0 ×  49 %
//!  ████████████████ 0.98 ████████████████░░░░░░░░░░░ lock-wait 1.00 ░░░░░░░░░░░░░░
//!  The threads lost most to waiting for the lock: −1.00 × of 2.0 × possible.
//!  pool  WORKER PROCESSES                                      1.93 of 2.0 ×  97 %
//!  ███████████████████████████████ 1.93 ████████████████████████████████████████──
//!  The worker processes lost next to nothing: 1.93 of 2.0 × possible.
//!                             gil      pool
//!  █ measured               0.98 ×     1.93 ×
//!  ─ load balance           0.00 ×     0.04 ×
//!  █ lock-wait              1.00 ×     0.00 ×
//!    …                           …          …
//!    possible               2.00 ×     2.00 ×
//! ```
//!
//! 120x40 and 200x60: the same with bars of three rows and a row between the lanes. With fewer rows first the table
//! goes, then the sentences, then lanes, which are counted:
//!
//! ```text
//!  gil  THREADS, simulated GIL                                 0.98 of 2.0 ×  49 %
//!  ████████████████ 0.98 ████████████████░░░░░░░░░░░ lock-wait 1.00 ░░░░░░░░░░░░░░
//!  +3 lanes not shown (tab)
//! ```
//!
//! For a projector, a block a lane and no table:
//!
//! ```text
//!  █▀█   █▀█ █▀█       gil  THREADS, simulated GIL
//!  █ █   ▀▀█ █▀█ ▀▄▀   of 2.0 × possible
//!  ▀▀▀ ▀ ▀▀▀ ▀▀▀ ▀ ▀   most lost to waiting for the lock: −1.00 ×
//!  ████████████████████████████████████████░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░
//! ```

mod bar;
mod ink;
mod loss_row;
mod rows;
mod table;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use self::loss_row::{HeadWording, LossRow};
use self::rows::Rows;
use super::contract::PageView;
use crate::model::losses::Losses as Budget;
use crate::text::words::plural;
use crate::ui::layout::{cut_top, inner};
use crate::ui::view::context::DrawContext;
use crate::ui::view::subject::Subject;
use crate::ui::widget::paint;

pub(super) struct LossesView;

impl PageView for LossesView {
    fn draw(&self, ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
        let stands: Vec<LossRow> = ctx.model.lanes.iter().map(|lane| LossRow::of(ctx, lane)).collect();
        let mut rest = inner(area);
        if stands.is_empty() || rest.is_empty() {
            return paint::centred(buf, area, "No lane is planned so far.", ctx.theme.quiet());
        }
        let rows = Rows::of(rest.height - table::more(&stands).min(rest.height), stands.len(), ctx.present);
        let shown = rows.lanes(rest.height, stands.len());
        let scale = stands.iter().filter_map(|stand| stand.budget.ok()).map(reach).fold(0.0, f64::max);
        // The focused lane is among those that are shown.
        let first =
            (ctx.state.selection.focus_in(ctx.model) + 1).saturating_sub(shown).min(stands.len() - shown);
        let wording = HeadWording::of(&stands, rest.width);
        for stand in &stands[first..first + shown] {
            let block = cut_top(&mut rest, rows.block());
            if ctx.present {
                stand.draw_large(&rows, block, scale, buf);
            } else {
                stand.draw(&rows, wording, block, scale, buf);
            }
            cut_top(&mut rest, rows.gap);
        }
        if shown < stands.len() {
            let count = stands.len() - shown;
            let unseen = format!("+{count} {} not shown (tab)", plural(count, "lane"));
            paint::left(buf, rest, &unseen, ctx.theme.caution());
        } else if rows.table && stands.iter().any(|stand| stand.budget.is_ok()) {
            table::draw(&stands, rest, buf);
        }
    }

    fn subject(&self, _ctx: &DrawContext, _area: Rect, _at: Position, _symbol: &str) -> Option<Subject> {
        Subject::part("page losses")
    }
}

/// Length of a bar: the measured speed-up and all losses, which is more than was possible where something was gained.
fn reach(budget: Budget) -> f64 {
    budget.measured + budget.by_cause.iter().map(|loss| loss.times.max(0.0)).sum::<f64>()
}

#[cfg(test)]
mod tests;
