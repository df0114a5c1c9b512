//! A lane with its losses: title or large figure, bar, and the largest loss in words.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::bar::LossBar;
use super::rows::Rows;
use crate::model::lane::Lane;
use crate::model::losses::{Losses as Budget, NoBudget};
use crate::text::words::heading;
use crate::ui::layout::cut_top;
use crate::ui::view::context::DrawContext;
use crate::ui::widget::{Numerals, paint};

/// Width between a large figure and the words beside it.
const BESIDE: u16 = 3;

/// A lane and its losses.
pub(super) struct LossRow<'a> {
    pub(super) ctx: &'a DrawContext<'a>,
    pub(super) lane: &'a Lane,
    pub(super) budget: Result<Budget, NoBudget>,
}

impl<'a> LossRow<'a> {
    pub(super) fn of(ctx: &'a DrawContext, lane: &'a Lane) -> Self {
        Self { ctx, lane, budget: Budget::of(ctx.model, lane) }
    }

    /// Draws a title, the bar, a sentence.
    pub(super) fn draw(&self, rows: &Rows, mut block: Rect, scale: f64, buf: &mut Buffer) {
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
    pub(super) fn draw_large(&self, rows: &Rows, mut block: Rect, scale: f64, buf: &mut Buffer) {
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
