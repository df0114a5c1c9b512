//! The regions of the speaker's screen.
//!
//! ```text
//! notes · one-or-many · 1 of 15                    running   live    header
//!
//! Does a second worker make it twice as fast?                        question
//!
//! Say first what a lane is.                     ▀█  █▀█ ▄ █▀▀ █▀█    clocks
//!                                               ▀▀▀ ▀▀▀   ▀▀▀ ▀▀▀
//! Then wait for the first core to light up.     this scene  0:12
//!                                               ● 12  twice as fast  votes
//! next: Threads or processes                                         next
//! space next  left back  p pause  b blank  q quit                    footer
//! ```

mod aside;
mod context;
mod header;
pub(super) mod help;
mod layout;
mod notes;
mod waiting;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

pub(super) use self::context::DrawContext;
use super::followed::Now;
use crate::ui::chrome::key_row::{fitting, key};
use crate::ui::layout::inner;
use crate::ui::tour_notes::keys::BINDINGS;
use crate::ui::widget::paint;

/// Paints the whole screen, except for the help; returns how many lines the notes can be scrolled.
pub(super) fn draw(ctx: &DrawContext, area: Rect, buf: &mut Buffer) -> usize {
    let rooms = layout::rooms(ctx, area);
    header::draw(ctx, rooms.header, buf);
    footer(ctx, rooms.footer, buf);
    let message = ctx.message.unwrap_or_default();
    let Now::Talk(talk) = ctx.now else {
        waiting::draw(ctx, rooms.notes, buf);
        paint::left(buf, inner(rooms.next), message, ctx.theme.strong());
        return 0;
    };
    notes::draw_question(ctx, talk, rooms.question, buf);
    aside::draw_row(ctx, talk, rooms.row, buf);
    aside::draw(ctx, talk, rooms.aside, buf);
    notes::draw_next(ctx, talk, rooms.next, buf);
    notes::draw(ctx, talk, rooms.notes, buf)
}

/// The keys, from their table, as many as fit.
fn footer(ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
    let row = inner(area);
    let said = BINDINGS.iter().filter(|binding| !binding.brief[0].is_empty());
    let keys = said.map(|binding| (binding, key(ctx.theme, binding.label, binding.brief[0]))).collect();
    let keys: Vec<Line> =
        fitting(keys, row.width, |binding| binding.rank).into_iter().map(|(_, line)| line).collect();
    paint::parts(buf, row, &keys, &Line::raw("  "));
}
