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
mod explanation;
mod footer;
mod header;
pub(super) mod help;
mod layout;
mod present;
mod ratios;
mod table;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::chart_set::{ChartSet, Grouping, Ratios};
use super::choice::Choice;
use super::plot;
use crate::scaling::chart::{Chart, ChartCurve, ChartEntry};
use crate::scaling::progress::Progress;
use crate::ui::appearance::Appearance;
use crate::ui::chrome::popup;
use crate::ui::theme::Theme;
use crate::ui::widget::paint;

/// Everything that a picture depends on.
#[derive(Debug, Clone, Copy)]
pub(super) struct DrawContext<'a> {
    pub(super) set: &'a ChartSet,
    pub(super) choice: &'a Choice,
    pub(super) theme: &'a Theme,
    /// Whether the words are few and the figures large.
    pub(super) present: bool,
    /// Message: a notice, or the answer to the last key.
    pub(super) message: Option<&'a str>,
    /// The running sweep, and the seconds since it began; none where reports are compared.
    pub(super) sweep: Option<(&'a Progress, f64)>,
}

impl<'a> DrawContext<'a> {
    /// The draw context in this appearance.
    pub(super) fn new(
        set: &'a ChartSet,
        choice: &'a Choice,
        appearance: Appearance<'a>,
        sweep: Option<(&'a Progress, f64)>,
    ) -> Self {
        let Appearance { theme, present, message } = appearance;
        Self { set, choice, theme, present, message, sweep }
    }

    fn grouping(&self) -> Option<&'a Grouping> {
        self.set.groupings.get(self.choice.grouping)
    }

    fn chart(&self) -> Option<&'a Chart> {
        self.set.chart(self.choice.grouping, self.choice.chart)
    }

    /// The chart with its ratios; `None` where nothing is compared.
    fn compared(&self) -> Option<(&'a Chart, &'a Ratios)> {
        Some((self.chart()?, self.grouping()?.ratios.get(self.choice.chart)?))
    }

    /// The curve in front.
    fn front(&self) -> Option<(&'a ChartEntry, &'a ChartCurve)> {
        let members = &self.chart()?.members;
        let member = members.get(self.choice.member.min(members.len().saturating_sub(1)))?;
        Some((member, self.set.curve(member)?))
    }
}

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
