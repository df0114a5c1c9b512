//! The regions of the screens of scaling. Each gets the draw context and its area, and paints; none decides anything.
//!
//! ```text
//! strong scaling · tau · 64 CPUs · Some CPU                  finished   header
//!  1 primes   2 mandelbrot   3 triad                     by workload   tabs
//! speed-up  ● pool  ◆ threads  ▲ gil (simulated)  · ideal               chart
//!  8 ┤                    ●
//!    │        ●◆     ◆
//!  1 ┤●◆▲     ▲      ▲
//!    └┬───────┬──────┬
//! ● pool                               worker processes: 64 tasks of …  table, words
//!   N     time      S           E      From 4 workers on, memory …
//!   1   2.04 s   1.00  …
//! pool with 4 on primes, 2 of 5   ━━━━━━━────────   38 %, 1:05 min left busy
//! tab chart  a align  l log  ? help  q quit                             footer
//! ```

mod busy;
mod context;
mod explanation;
mod footer;
mod header;
pub(super) mod help;
mod layout;
mod points;
mod present;
mod ratios;
mod table;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

pub(super) use self::context::DrawContext;
use super::plot;
use crate::ui::widget::paint;

/// Paints the whole screen, except for the help.
pub(super) fn draw(ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
    let rooms = layout::rooms(ctx, area);
    header::draw(ctx, rooms.header, buf);
    header::draw_tabs(ctx, rooms.tabs, buf);
    match ctx.chart() {
        Some(chart) => {
            let panel = plot::panel_of(ctx.set, chart, ctx.choice);
            (&plot::plot(&panel, ctx.choice, ctx.theme)).render(rooms.chart, buf);
        }
        None => {
            paint::centred(
                buf,
                rooms.chart,
                "Looking at the machine before anything runs.",
                ctx.theme.text(),
            );
        }
    }
    present::draw(ctx, rooms.present, buf);
    table::draw(ctx, rooms.table, buf);
    explanation::draw(ctx, rooms.words, rooms.table.is_empty(), buf);
    busy::draw(ctx, rooms.busy, buf);
    footer::draw(ctx, rooms.footer, buf);
}
