//! The verdict of a race: its one figure, as large as there is room, and its sentences. Of a race of the user's function
//! it is the advice, with the lines of Python that do it where there is room for them.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::model::Model;
use crate::model::advice::{Advice, RunAs, advice};
use crate::model::verdict::Verdict;
use crate::statistics::Estimate;
use crate::text::escape::visible;
use crate::text::width::columns;
use crate::text::words::counted;
use crate::text::wrap::{paragraph, shortened};
use crate::ui::layout::cut_top;
use crate::ui::view::context::DrawContext;
use crate::ui::widget::{Glyphs, Numerals, paint};

/// Space between the figure and the words beside it.
const BESIDE: u16 = 3;
/// Least width of words beside the figure.
const NARROWEST: u16 = 20;
/// Largest scale of the figure: more fills no screen.
const LARGEST: u16 = 12;
/// The same for a comparison that is not settled: that is a sign and no figure.
const LARGEST_OPEN: u16 = 3;

/// The verdict, or what is known so far.
pub(super) struct Statement {
    /// Its figure; `None` where nothing is compared.
    figure: Option<String>,
    /// Its sentences, the most important first, each complete without those after it.
    sentences: Vec<String>,
    /// The lines of Python of an advice.
    code: Vec<String>,
    /// Whether it is about a fault.
    fault: bool,
    /// Whether the figure can be larger than the smallest.
    grows: bool,
}

/// Where figure and words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Arrangement {
    /// Scale of the figure; `None`: there is no room for it.
    scale: Option<u16>,
    /// Whether the words stand beside it, else below.
    beside: bool,
    /// Number of sentences.
    count: usize,
    /// Rows in all.
    height: u16,
}

/// Most sentences before an audience: who listens reads no more.
const PRESENTED: usize = 2;

impl Statement {
    pub(super) fn of(ctx: &DrawContext) -> Self {
        let (model, glyphs) = (ctx.model, &ctx.theme.glyphs);
        let fault = Verdict::of_faults(model).is_some();
        let verdict = Verdict::of(model).or_else(|| Verdict::of_faults(model));
        let advised = advice(model).into_iter().flatten().next().filter(|_| !fault);
        let figure = match &advised {
            Some(advice) => advised_figure(advice, glyphs),
            None => verdict.as_ref().and_then(|verdict| figure(verdict, glyphs)),
        };
        let mut sentences = verdict.map_or_else(|| vec![so_far(model)], |verdict| verdict.sentences);
        let code = advised.as_ref().map(|advice| advice.code.clone()).unwrap_or_default();
        if let Some(advice) = advised {
            sentences = advice.sentences();
        }
        if ctx.present {
            sentences.truncate(PRESENTED);
        }
        Self { figure, sentences, code, fault, grows: glyphs.blocks }
    }

    /// Rows that its words alone need.
    pub(super) fn least(&self, width: u16) -> u16 {
        rows_of(&self.text(self.sentences.len()), width)
    }

    /// The first sentences.
    fn text(&self, count: usize) -> String {
        self.sentences[..count.min(self.sentences.len())].join(" ")
    }

    /// Rows that it takes where there are `most`.
    pub(super) fn height(&self, width: u16, most: u16) -> u16 {
        let (arranged, code) = self.with_code(width, most);
        (arranged.height + code).min(most)
    }

    /// The arrangement where there are `most` rows, and the rows of the lines of Python below it with a free one above
    /// them: all of them, or none.
    fn with_code(&self, width: u16, most: u16) -> (Arrangement, u16) {
        let rows = u16::try_from(self.code.len()).unwrap_or(u16::MAX).saturating_add(1);
        let fits = self.code.iter().all(|line| columns(line) + INDENT <= width);
        let left = most.checked_sub(rows).filter(|_| fits && !self.code.is_empty());
        let beside = left.map(|left| self.arranged(width, left)).filter(|words| words.height + rows <= most);
        beside.map_or_else(|| (self.arranged(width, most), 0), |words| (words, rows))
    }

    /// The arrangement with the most sentences that leave room for a figure, and the largest one beside or above them.
    fn arranged(&self, width: u16, most: u16) -> Arrangement {
        let all = self.sentences.len();
        let with_figure = (1..=all).rev().find_map(|count| self.arranged_with(count, width, most));
        with_figure.unwrap_or_else(|| Arrangement {
            scale: None,
            beside: false,
            count: all,
            height: rows_of(&self.text(all), width),
        })
    }

    /// The arrangement of so many sentences with the largest figure that leaves room for them.
    fn arranged_with(&self, count: usize, width: u16, most: u16) -> Option<Arrangement> {
        let (figure, text) = (self.figure.as_ref()?, self.text(count));
        let largest = if figure == OPEN { LARGEST_OPEN } else { LARGEST };
        let scales = (0..=if self.grows { largest } else { 0 }).rev();
        let mut ways = scales.flat_map(|scale| [(scale, true), (scale, false)]);
        ways.find_map(|(scale, beside)| {
            let (columns, rows) = Numerals::size(figure, scale);
            let room = width.checked_sub(if beside { columns + BESIDE } else { 0 })?;
            if columns > width || (beside && room < NARROWEST) {
                return None;
            }
            let words = rows_of(&text, room);
            let height = if beside { rows.max(words) } else { rows + 1 + words };
            // Words that go on far below the figure are no words beside it.
            let balanced = !beside || words <= 2 * rows;
            (balanced && height <= most).then_some(Arrangement { scale: Some(scale), beside, count, height })
        })
    }

    pub(super) fn draw(&self, ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
        let theme = ctx.theme;
        let (arranged, code) = self.with_code(area.width, area.height);
        let mut rest = Rect { height: area.height.saturating_sub(code), ..area };
        let lines = area.bottom().saturating_sub(code.saturating_sub(1))..area.bottom();
        for (line, y) in self.code.iter().zip(lines) {
            let place = Rect { x: area.x + INDENT, y, width: area.width.saturating_sub(INDENT), height: 1 };
            paint::left(buf, place, &visible(line), theme.text());
        }
        if let (Some(scale), Some(figure)) = (arranged.scale, &self.figure) {
            let (columns, rows) = Numerals::size(figure, scale);
            let style = if figure == OPEN { theme.caution() } else { theme.accent() };
            (&Numerals::new(figure, style, &theme.glyphs).scaled(scale)).render(area, buf);
            if arranged.beside {
                rest = paint::after(rest, columns + BESIDE);
                let words = rows_of(&self.text(arranged.count), rest.width);
                cut_top(&mut rest, rows.saturating_sub(words) / 2);
            } else {
                cut_top(&mut rest, rows + 1);
            }
        }
        let style = if self.fault { theme.loud() } else { theme.strong() };
        for (line, y) in
            self.lines(arranged.count, rest, theme.glyphs.ellipsis).iter().zip(rest.top()..rest.bottom())
        {
            paint::left(buf, Rect { y, height: 1, ..rest }, line, style);
        }
    }

    /// As many of the first `count` sentences as fit whole into `area`; if the first does not fit, its beginning.
    fn lines(&self, count: usize, area: Rect, ellipsis: &str) -> Vec<String> {
        let (width, rows) = (area.width, usize::from(area.height));
        if area.is_empty() {
            return Vec::new();
        }
        let mut whole = (1..=count).rev().map(|count| paragraph(&self.text(count), width));
        if let Some(lines) = whole.find(|lines| lines.len() <= rows) {
            return lines;
        }
        let first = self.sentences.first().map_or_else(Vec::new, |first| paragraph(first, width));
        shortened(first, rows, width, ellipsis)
    }
}

/// Space before a line of Python.
const INDENT: u16 = 4;

/// The figure of an advice: how many times as fast as one thread the advised model is.
fn advised_figure(advice: &Advice, glyphs: &Glyphs) -> Option<String> {
    let factor = advice.factor.filter(|_| advice.run_as != RunAs::OneThread)?;
    Some(ratio_words(factor, advice.interval, glyphs))
}

/// The figure of a comparison that is not settled.
const OPEN: &str = "~";

/// The figure of a verdict: a ratio, its interval where the lanes ran several times, or that it is open.
fn figure(verdict: &Verdict, glyphs: &Glyphs) -> Option<String> {
    if verdict.open {
        return Some(OPEN.into());
    }
    Some(ratio_words(verdict.ratio?, verdict.interval, glyphs))
}

/// A ratio, or its interval where the lanes ran several times.
fn ratio_words(ratio: f64, interval: Option<Estimate>, glyphs: &Glyphs) -> String {
    let times = glyphs.times;
    let Some(Estimate { low, high, .. }) = interval else { return format!("{ratio:.1}{times}") };
    let [low, high] = [low, high].map(|end| format!("{end:.1}"));
    if low == high { format!("{low}{times}") } else { format!("{low}–{high}{times}") }
}

/// Sentence before there is a verdict.
fn so_far(model: &Model) -> String {
    let lanes = model.lanes.len();
    if model.is_repeated() {
        return match model.runs.len() {
            0 => "The first repetition runs. The ranking collects the figures of each.".into(),
            1 => "1 repetition is complete; its figures are ranked here.".into(),
            runs => format!("{} are complete; their medians are ranked here.", counted(runs, "repetition")),
        };
    }
    let ended = model.lanes.iter().filter(|lane| lane.outcome.is_some()).count();
    format!("{ended} of {} finished so far; the verdict comes at the end.", counted(lanes, "lane"))
}

/// Rows of a text in this width.
fn rows_of(text: &str, width: u16) -> u16 {
    if width == 0 {
        return 0;
    }
    u16::try_from(paragraph(text, width).len()).unwrap_or(u16::MAX)
}
