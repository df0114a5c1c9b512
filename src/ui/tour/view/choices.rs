//! The choices with the room's votes; after the run, which of them happened and which was predicted.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::context::DrawContext;
use crate::text::cut::cut;
use crate::text::width::columns;
use crate::ui::layout::cut_top;
use crate::ui::tour::talk::Take;
use crate::ui::widget::letters::LINE;
use crate::ui::widget::{Bar, letters, paint};

/// Columns of a choice's key and the space behind it.
const KEY: u16 = 5;
/// Columns of the word beside a choice.
const REMARK: u16 = 14;
/// Columns of the number of votes.
const COUNT: u16 = 6;
/// Least columns of a bar.
const BAR: u16 = 6;

/// Height of the choices of a scene, one row each and one between them; in large letters three rows each.
pub(super) fn rows(count: usize, large: bool) -> u16 {
    let count = u16::try_from(count).unwrap_or(u16::MAX);
    let pitch = if large { LINE + 1 } else { 2 };
    count.saturating_mul(pitch).saturating_sub(1)
}

/// Whether all choices can stand in large letters in so many columns.
pub(super) fn fit_large(ctx: &DrawContext, take: &Take, width: u16) -> bool {
    let room = width.saturating_sub(KEY + REMARK + COUNT + BAR);
    let fits = |text: &String| letters::has_all(text) && letters::width(text) <= room;
    ctx.theme.glyphs.blocks && take.card.choices.iter().all(fits)
}

/// State of a choice.
#[derive(Clone, Copy)]
struct Mark {
    happened: bool,
    predicted: bool,
    /// Whether the scene has run.
    is_over: bool,
}

impl Mark {
    fn word(self) -> &'static str {
        match (self.happened, self.predicted) {
            (true, true) => "as predicted",
            (true, false) => "happened",
            (false, true) => "predicted",
            (false, false) => "",
        }
    }

    fn style(self, ctx: &DrawContext) -> Style {
        let theme = ctx.theme;
        match self {
            Self { happened: true, .. } => theme.accent(),
            Self { is_over: true, .. } => theme.quiet(),
            Self { .. } => theme.text(),
        }
    }
}

/// Draws the choices at the top of `area`; `after` the run with what happened.
pub(super) fn draw(
    ctx: &DrawContext,
    take: &Take,
    (large, after): (bool, bool),
    area: Rect,
    buf: &mut Buffer,
) {
    let verdict = take.verdict.as_ref().filter(|_| after);
    let happened = verdict.and_then(|verdict| verdict.choice);
    let predicted = take.prediction.favourite().filter(|_| verdict.is_some());
    let count = take.card.choices.len();
    let spaced = large || rows(count, false) <= area.height;
    let mut rest = area;
    for (choice, text) in take.card.choices.iter().enumerate() {
        let mark = Mark {
            happened: happened == Some(choice),
            predicted: predicted == Some(choice),
            is_over: happened.is_some(),
        };
        let row = cut_top(&mut rest, if large { LINE } else { 1 });
        draw_one(ctx, take, (choice, text, mark), large, row, buf);
        if spaced {
            cut_top(&mut rest, 1);
        }
    }
}

fn draw_one(
    ctx: &DrawContext,
    take: &Take,
    (choice, text, mark): (usize, &str, Mark),
    large: bool,
    row: Rect,
    buf: &mut Buffer,
) {
    if row.is_empty() {
        return;
    }
    let theme = ctx.theme;
    let middle = Rect { y: row.y + row.height / 2, height: 1, ..row };
    let sign = if mark.happened { theme.glyphs.chosen } else { " " };
    let rest = paint::left(buf, middle, sign, theme.accent());
    let key_style = if mark.is_over { mark.style(ctx) } else { theme.selected() };
    paint::left(buf, rest, &format!(" {} ", choice + 1), key_style);
    let rest = paint::after(row, KEY);
    let remark = if mark.is_over && row.width >= 40 { REMARK } else { 0 };
    let votes = if row.width >= 50 {
        COUNT + BAR
    } else if row.width >= 30 {
        COUNT
    } else {
        0
    };
    let room = rest.width.saturating_sub(remark + votes);
    let wanted = widest(take, large).min(room);
    let place = Rect { width: wanted, ..rest };
    if large {
        letters::draw(buf, place, text, mark.style(ctx));
    } else {
        paint::left(buf, place, &cut(text, wanted, theme.glyphs.ellipsis), mark.style(ctx));
    }
    let mut rest = paint::after(Rect { y: middle.y, height: 1, ..rest }, wanted + u16::from(wanted < room));
    if remark > 0 {
        let style = if mark.happened { theme.accent() } else { theme.quiet() };
        paint::left(buf, paint::after(rest, 1), mark.word(), style);
        rest = paint::after(rest, remark);
    }
    if votes == 0 || take.prediction.total() == 0 {
        return;
    }
    // What was predicted is a ghost beside what happened.
    let style = if mark.is_over { theme.quiet() } else { theme.text() };
    let rest = paint::right(buf, rest, &format!("{:>5}", take.prediction.votes(choice)), style);
    let bar = Rect { width: rest.width.saturating_sub(2), ..paint::after(rest, 1) };
    if bar.width >= BAR - 2 {
        (&Bar::new(take.prediction.share(choice), style, theme.quiet(), &theme.glyphs)).render(bar, buf);
    }
}

/// Columns of the widest choice.
fn widest(take: &Take, large: bool) -> u16 {
    let width = |text: &String| if large { letters::width(text) } else { columns(text) };
    take.card.choices.iter().map(width).max().unwrap_or(0)
}
