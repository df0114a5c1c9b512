//! A lane with its losses: title or large figure, bar, and the largest loss in words.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::bar::LossBar;
use super::rows::Rows;
use crate::model::lane::Lane;
use crate::model::losses::{Losses as Budget, NoBudget};
use crate::text::percent::percent;
use crate::text::width::width;
use crate::ui::layout::cut_top;
use crate::ui::view::context::DrawContext;
use crate::ui::view::lane_words;
use crate::ui::widget::{Numerals, paint};

/// Width between a large figure and the words beside it.
const BESIDE: u16 = 3;

/// A lane and its losses.
pub(super) struct LossRow<'a> {
    pub(super) ctx: &'a DrawContext<'a>,
    pub(super) lane: &'a Lane,
    pub(super) budget: Result<Budget, NoBudget>,
}

/// The wordings of name and figures that all lanes have, so that no lane lacks a figure that another has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct HeadWording {
    name: usize,
    figures: usize,
}

impl HeadWording {
    /// The longest wordings that fit into this width for every lane.
    pub(super) fn of(rows: &[LossRow], room: u16) -> Self {
        let heads: Vec<_> = rows.iter().map(|row| (row.names(), row.figures())).collect();
        let fits = |wording: &Self| {
            let needed = |(names, figures): &([String; 2], [String; 2])| {
                width(&names[wording.name]) + width(&figures[wording.figures])
            };
            heads.iter().map(needed).all(|needed| needed <= usize::from(room))
        };
        let wordings = [[0, 0], [1, 0], [1, 1]].map(|[name, figures]| Self { name, figures });
        wordings.into_iter().find(fits).unwrap_or(Self { name: 1, figures: 1 })
    }
}

impl<'a> LossRow<'a> {
    pub(super) fn of(ctx: &'a DrawContext, lane: &'a Lane) -> Self {
        Self { ctx, lane, budget: Budget::of(ctx.model, lane) }
    }

    /// Draws a title, the bar, a sentence.
    pub(super) fn draw(
        &self,
        rows: &Rows,
        wording: HeadWording,
        mut block: Rect,
        scale: f64,
        buf: &mut Buffer,
    ) {
        let theme = self.ctx.theme;
        let title = cut_top(&mut block, rows.title);
        let rest = paint::left(buf, title, &self.names()[wording.name], theme.strong());
        paint::right(buf, rest, &self.figures()[wording.figures], theme.strong());
        self.draw_bar(cut_top(&mut block, rows.bar), scale, buf);
        let words = self.spelt(self.words());
        if let Some(words) = paint::fitting(&words, block.width) {
            paint::left(buf, block, words, theme.text());
        }
    }

    /// The measured speed-up, of the possible one and alone; empty where it is not known.
    fn figures(&self) -> [String; 2] {
        let Ok(budget) = &self.budget else { return [const { String::new() }; 2] };
        let ([measured, possible], times) = ([budget.measured, budget.possible], self.ctx.theme.glyphs.times);
        let kept = percent(budget.kept());
        [format!("{measured:>6.2} of {possible:.1} {times}  {kept:>5}"), format!("{measured:>6.2} {times}")]
    }

    /// Draws the measured figure, large, its explanation beside it, and the bar.
    pub(super) fn draw_large(&self, rows: &Rows, mut block: Rect, scale: f64, buf: &mut Buffer) {
        let theme = self.ctx.theme;
        let mut head = cut_top(&mut block, rows.title);
        if let Ok(budget) = &self.budget {
            let figure = format!("{:.2}{}", budget.measured, theme.glyphs.times);
            (&Numerals::new(&figure, theme.accent(), &theme.glyphs)).render(head, buf);
            head = paint::after(head, Numerals::width(&figure) + BESIDE);
            let title = self.names();
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
            paint::left(buf, head, &self.names()[0], theme.strong());
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

    /// Name of the lane, with its description and alone.
    fn names(&self) -> [String; 2] {
        lane_words::names(self.ctx.model, self.lane)
    }

    /// Its largest loss, at length or in few words.
    fn words(&self) -> [String; 2] {
        match &self.budget {
            Ok(budget) if self.ctx.present => {
                let least =
                    budget.largest().map(|loss| format!("{} −{:.2} ×", loss.cause.short(), loss.times));
                [budget.brief(), least.unwrap_or_default()]
            }
            Ok(budget) => [budget.sentence(&self.lane.plan), budget.brief()],
            Err(_) => [String::new(), String::new()],
        }
    }

    /// The wordings with the multiplication sign of this terminal.
    fn spelt(&self, wordings: [String; 2]) -> [String; 2] {
        let glyphs = &self.ctx.theme.glyphs;
        wordings.map(|words| words.replace('×', glyphs.times).replace('−', glyphs.minus))
    }
}
