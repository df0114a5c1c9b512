//! The ranking: the verdict, as large as the screen allows, and below it all lanes, best first.
//!
//! All bars have one scale, which ends at the largest speed-up that was possible for any lane; a mark on each row is what
//! was possible for its own lane. A withheld speed-up is drawn as a bound, in another glyph. Lanes without a result stand
//! at the end with their state, so the page is of use during a race, too.
//!
//! 80x24, four lanes:
//!
//! ```text
//!  ▀▀█   █▀█       2 worker processes were 2.0 times as fast as 2 threads under one
//!  █▀▀   █ █ ▀▄▀   lock. The threads spent 50 % of their time waiting for the lock.
//!  ▀▀▀ ▀ ▀▀▀ ▀ ▀
//!
//!     lane             time    speed-up of 2.0 possible           busy  lost most to
//!   1 pool             3.09 s  ███████████████████████│   1.94 ×  1.95  next to nothing
//!  ~1 threads          3.12 s  ██████████████████████─│   1.92 ×  1.95  next to nothing
//!   3 sequential       6.00 s  ███████████│               1.00 ×  0.99  next to nothing
//!  ~3 gil (simulated)  6.12 s  ███████████────────────│   0.98 ×  1.01  lock-wait −0.97
//! ```
//!
//! With fewer rows first the space between lanes goes, then the size of the figure, then the head of the table; lanes
//! that do not fit are counted in the last row, and the list scrolls. With fewer columns first the descriptions go, then
//! the long wordings, cores busy, the cause, the bar.

mod cells;
mod columns;
mod row;
mod rows;
mod statement;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use self::columns::Columns;
use self::row::RowBar;
use self::rows::{Line, Rows};
use self::statement::Statement;
use super::contract::PageView;
use crate::model::Model;
use crate::model::ranking::Ranking;
use crate::text::words::{counted, plural};
use crate::ui::action::Action;
use crate::ui::layout::inner;
use crate::ui::mouse::{Gesture, Mouse};
use crate::ui::state::Reach;
use crate::ui::view::context::DrawContext;
use crate::ui::widget::paint;

pub(super) struct RankingView;

impl PageView for RankingView {
    fn draw(&self, ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
        let area = inner(area);
        if area.is_empty() {
            return;
        }
        let ranking = Ranking::of(ctx.model);
        let statement = Statement::of(ctx);
        let lines = rows::lines(&ranking);
        if lines.is_empty() {
            return paint::centred(buf, area, "No lane is planned so far.", ctx.theme.quiet());
        }
        let rows = Rows::of(area, &lines, &statement, ctx.present);
        statement.draw(ctx, rows.statement, buf);
        let columns = Columns::of(ctx, &ranking, area.width);
        columns.draw_head(ctx, &ranking, rows.head, buf);
        let bar = RowBar { scale: ranking.scale(), theme: ctx.theme };
        let first = rows.first(ctx.state.scrolled());
        for (line, place) in lines[first..].iter().zip(rows.places()) {
            match line {
                Line::Heading(text) => {
                    paint::left(buf, Rect { height: 1, ..place }, text, ctx.theme.quiet());
                }
                Line::Lane(standing) => row::draw(ctx, standing, &columns, &bar, place, buf),
            }
        }
        if let Some(place) = rows.more {
            let shown = lines[first..].iter().take(rows.shown);
            let is_lane = |line: &Line| matches!(line, Line::Lane(_));
            let hidden = ctx.model.lanes.len().saturating_sub(shown.filter(|line| is_lane(line)).count());
            let more = format!("{hidden} more {}", plural(hidden, "lane"));
            let wordings = [format!("{more} (up and down scroll)"), more.clone(), format!("+{hidden}")];
            if let Some(words) = paint::fitting(&wordings, place.width) {
                paint::left(buf, place, words, ctx.theme.caution());
            }
        }
    }

    fn sentences(&self, ctx: &DrawContext) -> Option<Vec<String>> {
        let model = ctx.model;
        let ranked = model.is_over() || !model.runs.is_empty();
        let any = ranked || model.lanes.iter().any(|lane| lane.outcome.is_some());
        any.then(|| basis(model, ctx.present))
    }

    fn tells_verdict(&self) -> bool {
        true
    }

    fn reach(&self, ctx: &DrawContext, area: Rect) -> Reach {
        let ranking = Ranking::of(ctx.model);
        let lines = rows::lines(&ranking);
        Rows::of(inner(area), &lines, &Statement::of(ctx), ctx.present).reach()
    }

    fn touched(&self, ctx: &DrawContext, area: Rect, mouse: Mouse) -> Option<Action> {
        match mouse.gesture {
            Gesture::WheelUp => return Some(Action::Up),
            Gesture::WheelDown => return Some(Action::Down),
            Gesture::Drag => return None,
            Gesture::Press => {}
        }
        let ranking = Ranking::of(ctx.model);
        let lines = rows::lines(&ranking);
        let rows = Rows::of(inner(area), &lines, &Statement::of(ctx), ctx.present);
        let first = rows.first(ctx.state.scrolled());
        let mut shown = lines.get(first..)?.iter().zip(rows.places());
        match shown.find(|(_, place)| place.contains(mouse.at))?.0 {
            Line::Lane(standing) => Some(Action::Focus(standing.lane.plan.id.0.into())),
            Line::Heading(_) => None,
        }
    }
}

/// Basis of the figures, and the meaning of the marks: sentences, the most important first.
fn basis(model: &Model, present: bool) -> Vec<String> {
    if !model.is_timed() {
        return vec!["This work is run for what it prints: it has no time, so there is no rank.".into()];
    }
    let rests = match (model.is_repeated(), model.runs.len()) {
        (false, _) => "Measured once.".to_string(),
        (true, 0) => "No repetition is complete so far.".to_string(),
        (true, 1) => "Figures of 1 complete repetition.".to_string(),
        (true, runs) => format!("Medians of {} with their intervals.", counted(runs, "repetition")),
    };
    if present {
        return vec![rests];
    }
    let open = if model.is_repeated() { "not settled" } else { "too small to be told" };
    vec![
        rests,
        "The mark on a bar: the most that was possible.".into(),
        format!("~: the difference from the lane above is {open}."),
    ]
}

#[cfg(test)]
mod tests;
