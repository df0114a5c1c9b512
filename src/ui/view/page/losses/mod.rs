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
//!  THREADS, simulated GIL                                      0.98 of 2.0 ×  49 %
//!  ████████████████ 0.98 ████████████████░░░░░░░░░░░ lock-wait 1.00 ░░░░░░░░░░░░░░
//!  The threads lost most to the lock: of 2.0 × possible, waiting for it took 1.00 ×.
//!  WORKER PROCESSES                                            1.93 of 2.0 ×  97 %
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
//!  THREADS, simulated GIL                                      0.98 of 2.0 ×  49 %
//!  ████████████████ 0.98 ████████████████░░░░░░░░░░░ lock-wait 1.00 ░░░░░░░░░░░░░░
//!  +3 lanes not shown (tab)
//! ```
//!
//! For a projector, a block a lane and no table:
//!
//! ```text
//!  █▀█   █▀█ █▀█       THREADS, simulated GIL
//!  █ █   ▀▀█ █▀█ ▀▄▀   of 2.0 × possible
//!  ▀▀▀ ▀ ▀▀▀ ▀▀▀ ▀ ▀   most lost to the lock: 1.00 ×
//!  ████████████████████████████████████████░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░
//! ```

mod bar;
mod rows;
mod table;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::widgets::Widget;

use self::bar::LossBar;
use self::rows::Rows;
use super::contract::PageView;
use crate::event::Activity;
use crate::model::lane::Lane;
use crate::model::losses::{Cause, Losses as Budget, NoBudget};
use crate::text::words::heading;
use crate::text::words::plural;
use crate::ui::layout::{cut_top, inner};
use crate::ui::theme::Theme;
use crate::ui::view::context::DrawContext;
use crate::ui::widget::{Ink, Numerals, paint};

/// Width between a large figure and the words beside it.
const BESIDE: u16 = 3;

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
        for stand in &stands[first..first + shown] {
            let block = cut_top(&mut rest, rows.block());
            if ctx.present {
                stand.draw_large(&rows, block, scale, buf);
            } else {
                stand.draw(&rows, block, scale, buf);
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
}

/// A lane and its losses.
struct LossRow<'a> {
    ctx: &'a DrawContext<'a>,
    lane: &'a Lane,
    budget: Result<Budget, NoBudget>,
}

impl<'a> LossRow<'a> {
    fn of(ctx: &'a DrawContext, lane: &'a Lane) -> Self {
        Self { ctx, lane, budget: Budget::of(ctx.model, lane) }
    }

    /// Draws a title, the bar, a sentence.
    fn draw(&self, rows: &Rows, mut block: Rect, scale: f64, buf: &mut Buffer) {
        let theme = self.ctx.theme;
        let rest = paint::left(buf, cut_top(&mut block, rows.title), &self.title(), theme.strong());
        if let Ok(budget) = &self.budget {
            let [measured, possible, kept] = [budget.measured, budget.possible, budget.kept() * 100.0];
            let times = theme.glyphs.times;
            let figures = [
                format!("{measured:>6.2} of {possible:.1} {times}  {kept:>3.0} %"),
                format!("{measured:>6.2} {times}"),
            ];
            if let Some(figures) = paint::fitting(&figures, rest.width) {
                paint::right(buf, rest, figures, theme.strong());
            }
        }
        self.draw_bar(cut_top(&mut block, rows.bar), scale, buf);
        let words = self.spelt(self.words());
        if let Some(words) = paint::fitting(&words, block.width) {
            paint::left(buf, block, words, theme.text());
        }
    }

    /// Draws the measured figure, large, its explanation beside it, and the bar.
    fn draw_large(&self, rows: &Rows, mut block: Rect, scale: f64, buf: &mut Buffer) {
        let theme = self.ctx.theme;
        let mut head = cut_top(&mut block, rows.title);
        if let Ok(budget) = &self.budget {
            let figure = format!("{:.2}{}", budget.measured, theme.glyphs.times);
            (&Numerals::new(&figure, theme.accent(), &theme.glyphs)).render(head, buf);
            head = paint::after(head, Numerals::width(&figure) + BESIDE);
            let title = [self.title(), self.ctx.model.name_of(self.lane)];
            let possible =
                [format!("of {:.1} {} possible", budget.possible, theme.glyphs.times), String::new()];
            for (wordings, style) in
                [(title, theme.text()), (possible, theme.text()), (self.words(), theme.strong())]
            {
                let line = cut_top(&mut head, 1);
                if let Some(words) = paint::fitting(&self.spelt(wordings), line.width) {
                    paint::left(buf, line, words, style);
                }
            }
        } else {
            paint::left(buf, head, &self.title(), theme.strong());
        }
        self.draw_bar(cut_top(&mut block, rows.bar), scale, buf);
    }

    fn draw_bar(&self, area: Rect, scale: f64, buf: &mut Buffer) {
        match &self.budget {
            Ok(budget) => LossBar { budget, scale, theme: self.ctx.theme }.render(area, buf),
            Err(none) => {
                paint::left(buf, area, none.sentence(), self.ctx.theme.quiet());
            }
        }
    }

    /// Name of the lane in capitals; that it is simulated, in ordinary letters.
    fn title(&self) -> String {
        heading(&self.lane.plan.label)
    }

    /// Its largest loss, at length or in few words.
    fn words(&self) -> [String; 2] {
        match &self.budget {
            Ok(budget) if self.ctx.present => {
                let least =
                    budget.largest().map(|loss| format!("{} {:.2} ×", loss.cause.short(), loss.times));
                [budget.brief(), least.unwrap_or_default()]
            }
            Ok(budget) => [budget.sentence(&self.lane.plan), budget.brief()],
            Err(_) => [String::new(), String::new()],
        }
    }

    /// The wordings with the multiplication sign of this terminal.
    fn spelt(&self, wordings: [String; 2]) -> [String; 2] {
        wordings.map(|words| words.replace('×', self.ctx.theme.glyphs.times))
    }
}

/// Length of a bar: the measured speed-up and all losses, which is more than was possible where something was gained.
fn reach(budget: Budget) -> f64 {
    budget.measured + budget.by_cause.iter().map(|loss| loss.times.max(0.0)).sum::<f64>()
}

/// Ink of a cause: that of its activity, where it is one.
fn ink(theme: &Theme, cause: Cause) -> Ink {
    match cause {
        Cause::LockWait => theme.ink(Activity::LockWait),
        Cause::CoreWait => theme.ink(Activity::CoreWait),
        Cause::Transfer => theme.ink(Activity::Transfer),
        Cause::StartUp => theme.ink(Activity::Spawn),
        Cause::Stopped => theme.ink(Activity::Stopped),
        // Idle time is blank everywhere else; here it has a length.
        Cause::Balance => Ink::Pattern(theme.glyphs.track, Modifier::DIM),
        Cause::SlowerCores => theme.others(),
        Cause::Unexplained => Ink::Pattern("?", Modifier::DIM),
    }
}

#[cfg(test)]
mod tests;
