//! A lane in one row: name, progress, time, speed-up. It is what lanes have where there is no room for their workers.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::context::DrawContext;
use super::{lane_title, lane_words};
use crate::model::lane::{Lane, LaneState};
use crate::model::score::Score;
use crate::model::verdict::winner;
use crate::text::cut::cut;
use crate::text::width::columns;
use crate::text::words::plural;
use crate::ui::widget::{Bar, paint};

/// Width of a time: `888.88 s`, and of a speed-up: `88.88 ×`.
const FIGURES: [u16; 2] = [8, 7];
/// Space between the parts.
const GAP: u16 = 2;
/// Least width of the bar, and of the name beside other parts.
const LEAST: [u16; 2] = [6, 6];

/// Draws these lanes, each in its row, with their parts below each other.
pub(super) fn draw(ctx: &DrawContext, lanes: &[(usize, Rect)], buf: &mut Buffer) {
    let lane_of = |place: usize| ctx.model.lanes.get(place);
    let name = |lane: &Lane| lane_words::names(ctx.model, lane)[1].clone();
    let widest = lanes.iter().filter_map(|(place, _)| lane_of(*place)).map(|lane| columns(&name(lane))).max();
    for (place, row) in lanes {
        if let Some(lane) = lane_of(*place) {
            let focused = ctx.state.selection.focus_in(ctx.model) == *place;
            draw_one(ctx, lane, &name(lane), widest.unwrap_or(0), focused, *row, buf);
        }
    }
}

fn draw_one(
    ctx: &DrawContext,
    lane: &Lane,
    name: &str,
    widest: u16,
    focused: bool,
    row: Rect,
    buf: &mut Buffer,
) {
    let theme = ctx.theme;
    if focused && row.x > 0 {
        paint::left(buf, Rect { x: row.x - 1, width: 1, ..row }, theme.glyphs.focus, theme.accent());
    }
    let ([.., state], style) = lane_title::state(ctx, lane);
    let speed = speed(ctx, lane);
    let [time_width, speed_width] = FIGURES;
    let time_width = time_width.max(columns(&state));
    // The name keeps its room as long as there is some; then the speed-up goes, then the bar.
    let mut rest = row;
    let needed = |parts: &[u16]| parts.iter().map(|part| part + GAP).sum::<u16>();
    let kept = widest.min(row.width / 2).max(LEAST[1]);
    if needed(&[time_width, speed_width]) + kept <= row.width {
        let place = Rect { x: rest.right() - speed_width, width: speed_width, ..rest };
        paint::right(buf, place, &speed.0, speed.1);
        rest.width -= speed_width + GAP;
    }
    if needed(&[time_width]) + kept <= row.width {
        let place = Rect { x: rest.right() - time_width, width: time_width, ..rest };
        paint::right(buf, place, &state, style);
        rest.width -= time_width + GAP;
    } else {
        rest = paint::right(buf, rest, &state, style);
        rest.width = rest.width.saturating_sub(1);
    }
    let style = if winner(ctx.model) == Some(lane.plan.id) { theme.accent() } else { theme.strong() };
    let bar = rest.width.saturating_sub(widest + GAP);
    let shown = if bar >= LEAST[0] { widest } else { rest.width };
    paint::left(buf, Rect { width: shown, ..rest }, &cut(name, shown, theme.glyphs.ellipsis), style);
    if bar >= LEAST[0] {
        let place = paint::after(rest, widest + GAP);
        let share = ctx.model.tasks_of(lane).filter(|tasks| *tasks > 0);
        let share = share.map_or(0.0, |tasks| f64::from(lane.done) / f64::from(tasks));
        (&Bar::new(share, theme.strong(), theme.quiet(), &theme.glyphs)).render(place, buf);
    }
}

/// The speed-up of a lane, or that it is withheld.
fn speed(ctx: &DrawContext, lane: &Lane) -> (String, Style) {
    let theme = ctx.theme;
    let idle = lane.started.is_none() || matches!(lane.state, LaneState::Failed(_));
    if idle || !ctx.model.is_timed() {
        return (String::new(), theme.quiet());
    }
    let score = Score::of(ctx.model, lane);
    match score.speedup {
        Some(speedup) => (format!("{speedup:.2} {}", theme.glyphs.times), theme.text()),
        None => (theme.glyphs.dash.into(), theme.quiet()),
    }
}

/// Draws the number of lanes that have no row.
pub(super) fn draw_more(ctx: &DrawContext, hidden: usize, row: Rect, buf: &mut Buffer) {
    if row.is_empty() || hidden == 0 {
        return;
    }
    let more = format!("{hidden} more {}", plural(hidden, "lane"));
    let wordings = [format!("{more} (tab)"), more, format!("+{hidden}")];
    if let Some(words) = paint::fitting(&wordings, row.width) {
        paint::left(buf, row, words, ctx.theme.caution());
    }
}
