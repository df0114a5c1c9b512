//! Load of the cores, with minimum, median and maximum, and how their load divides: large, or in a row.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::stage::Stage;
use super::uses::{Moment, Sum, Uses, spread};
use crate::text::percent::{share, share_cell};
use crate::ui::theme::Theme;
use crate::ui::view::cursor;
use crate::ui::widget::paint;
use crate::ui::widget::ribbon::sample;
use crate::ui::widget::{Ink, Numerals, numerals, put};

/// Width reserved for the large figure: `88.8`.
const SLOT: u16 = 14;
/// Width of the groups of words beside it, the space behind them included.
const SLOTS: [u16; 3] = [18, 16, 20];

pub(super) fn draw(stage: &Stage, uses: &Uses, buf: &mut Buffer) {
    let sum = Sum::of(uses.all());
    if stage.place.figures.height >= numerals::HEIGHT {
        large(stage, uses, sum.as_ref(), buf);
    } else {
        in_a_row(stage, uses, sum.as_ref(), buf);
    }
}

fn large(stage: &Stage, uses: &Uses, sum: Option<&Sum>, buf: &mut Buffer) {
    let (theme, area) = (stage.ctx.theme, stage.place.figures);
    let busy = busy(sum, theme);
    let weight = if sum.is_some() { theme.strong() } else { theme.quiet() };
    (&Numerals::new(busy.trim(), weight, &theme.glyphs))
        .render(Rect { width: SLOT.min(area.width), ..area }, buf);
    let last = match hidden(stage) {
        Some(hidden) => Line::styled(hidden, theme.caution()),
        None => Line::styled(moment(stage, uses.moment), theme.text()),
    };
    let words = [Line::styled("cores busy", theme.text()), Line::styled(of(stage), theme.text()), last];
    let spread = spread_lines(uses, theme);
    let whose: Vec<Line> = whose(sum, theme).into_iter().map(|part| part.line(theme)).collect();
    let mut rest = after(area, SLOT);
    for (lines, slot) in [words.to_vec(), spread, whose].into_iter().zip(SLOTS) {
        if lines.iter().any(|line| paint::width(line) > rest.width) {
            continue;
        }
        for (line, y) in lines.iter().zip(rest.top()..rest.bottom()) {
            put::line(buf, (rest.x, y), line, rest.width);
        }
        rest = after(rest, slot);
    }
}

/// Draws all of it in one row, as far as there is room. Missing cores come first.
fn in_a_row(stage: &Stage, uses: &Uses, sum: Option<&Sum>, buf: &mut Buffer) {
    let theme = stage.ctx.theme;
    let (busy, of, moment) = (busy(sum, theme), of(stage), moment(stage, uses.moment));
    let wordings =
        [format!("{busy} {of} busy {moment}"), format!("{busy} {of} busy"), format!("{busy} {of}")];
    let mut parts: Vec<Line> =
        hidden(stage).into_iter().map(|hidden| Line::styled(hidden, theme.caution())).collect();
    let taken: u16 = parts.iter().map(|part| paint::width(part) + 2).sum();
    let room = stage.place.figures.width.saturating_sub(taken);
    let said = paint::fitting(&wordings, room).unwrap_or_default();
    parts.push(Line::styled(said, theme.strong()));
    // All inks are explained or none; the spread gives way to them, since headings have it too.
    let taken: u16 = parts.iter().map(|part| paint::width(part) + 2).sum();
    let whose: Vec<Line> = whose(sum, theme).into_iter().map(|part| part.short(theme)).collect();
    let explained = taken + whose.iter().map(|part| paint::width(part) + 2).sum::<u16>();
    if explained <= stage.place.figures.width + 2 {
        parts.extend(whose);
    }
    parts.extend(spread(uses.all()).filter(|_| stage.cores.len() > 1).map(|[min, median, max]| {
        Line::styled(format!("{min:>3.0} /{median:>3.0} /{max:>3.0} %"), theme.text())
    }));
    paint::parts(buf, stage.place.figures, &parts, &Line::raw("  "));
}

/// Number of busy cores, in four characters.
fn busy(sum: Option<&Sum>, theme: &Theme) -> String {
    match sum.map(|sum| sum.busy) {
        None => format!("{:>4}", theme.glyphs.dash),
        Some(busy) if busy < 9.995 => format!("{busy:>4.2}"),
        Some(busy) if busy < 99.95 => format!("{busy:>4.1}"),
        Some(busy) => format!("{busy:>4.0}"),
    }
}

/// Number of cores, with a remark where there are more than may be used.
fn of(stage: &Stage) -> String {
    let all = stage.ctx.model.plan.as_ref().map_or(0, |plan| plan.machine.logical_cpus as usize);
    let usable = if all > stage.cores.len() { " usable" } else { "" };
    format!("of {}{usable}", stage.cores.len())
}

fn hidden(stage: &Stage) -> Option<String> {
    (stage.place.hidden > 0).then(|| format!("+{} not shown", stage.place.hidden))
}

/// The moment of the figures.
fn moment(stage: &Stage, moment: Moment) -> String {
    let model = stage.ctx.model;
    let name = |lane: usize| model.lanes.get(lane).map(|lane| model.name_of(lane)).unwrap_or_default();
    match moment {
        Moment::Now => "now".into(),
        Moment::At(_) => {
            let at = stage.ctx.state.window.cursor().unwrap_or_default();
            format!("at {}", cursor::moment(at, stage.session.seen.length))
        }
        Moment::Run(lane, ..) => format!("during {}", name(lane)),
    }
}

fn spread_lines(uses: &Uses, theme: &Theme) -> Vec<Line<'static>> {
    let count = uses.all().count();
    let Some([min, median, max]) = spread(uses.all()).filter(|_| count > 1) else { return Vec::new() };
    let figure = |name: &str, value: f64| Line::styled(format!("{name:<6}{value:>4.0} %"), theme.text());
    let middle = if count > 2 { figure("median", median) } else { Line::default() };
    vec![figure("min", min), middle, figure("max", max)]
}

/// A part of the load.
pub(super) struct Part {
    ink: Ink,
    name: &'static str,
    /// Its share of all the cores' time; `None` where it cannot be determined.
    share: Option<f64>,
}

impl Part {
    /// Its ink, meaning and share.
    fn line(&self, theme: &Theme) -> Line<'static> {
        self.said(theme, format!(" {:<8} {:>5}", self.name, self.figure(theme, share)))
    }

    /// The same in fewer columns.
    fn short(&self, theme: &Theme) -> Line<'static> {
        let name = self.name.strip_prefix("the ").unwrap_or(self.name);
        self.said(theme, format!(" {name} {:>4}", self.figure(theme, share_cell)))
    }

    fn figure(&self, theme: &Theme, show: fn(f64) -> String) -> String {
        self.share.map_or_else(|| theme.glyphs.dash.into(), show)
    }

    fn said(&self, theme: &Theme, words: String) -> Line<'static> {
        let (glyph, style) = sample(self.ink, &theme.glyphs);
        Line::from(vec![Span::styled(glyph, style), Span::styled(words, theme.text())])
    }
}

/// The inks of a core's load, from the bottom.
pub(super) fn inks(theme: &Theme) -> [(Ink, &'static str); 3] {
    [(theme.ours(), "lanes"), (theme.others(), "the rest"), (theme.stolen(), "stolen")]
}

fn whose(sum: Option<&Sum>, theme: &Theme) -> Vec<Part> {
    let of_all = |part: Option<f64>| Some(part? / sum?.cores);
    if let Some(Sum { ours: None, .. }) = sum {
        let whole = of_all(sum.map(|sum| sum.busy));
        return vec![Part { ink: Ink::Solid, name: "not told apart", share: whole }];
    }
    let parts = sum.map_or([None; 3], |sum| [sum.ours, sum.rest(), sum.stolen]);
    inks(theme)
        .into_iter()
        .zip(parts)
        .map(|((ink, name), part)| Part { ink, name, share: of_all(part) })
        .collect()
}

fn after(area: Rect, columns: u16) -> Rect {
    let columns = columns.min(area.width);
    Rect { x: area.x + columns, width: area.width - columns, ..area }
}
