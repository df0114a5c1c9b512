//! The list of the session's races: a row each, and the marked one's verdict in full.
//!
//! ```text
//! ┌ races of this session ───────────────────────────────────────────────────┐
//! │   race workload     lanes                              result      time  │
//! │     1  primes       gil 2, pool 2                        2.0×     9.0 s  │
//! │▌ ●  2  mandelbrot   gil 2, pool 2                        1.9×     8.7 s  │
//! │     3  primes       gil 2, pool 2, threads 2           racing     2.1 s  │
//! │ 2 worker processes were 1.9 times as fast as 2 threads under one lock.   │
//! └──────────────────────────── space chooses one of two, enter shows, esc ──┘
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::text::cut::cut;
use crate::text::wrap::{paragraph, shortened};
use crate::ui::action::Action;
use crate::ui::chrome::popup;
use crate::ui::command::Command;
use crate::ui::mouse::{Gesture, Mouse};
use crate::ui::state::{RaceList, RaceRow};
use crate::ui::theme::Theme;
use crate::ui::view::context::DrawContext;
use crate::ui::widget::paint;

/// Greatest width of the list that can be read at a glance.
const WIDTH: u16 = 104;
/// Height of the marked race's verdict, where there is room.
const FOOT: u16 = 3;
/// Width of the mark, the choice and the number, with the space after it.
const NUMBER: u16 = 9;
/// Width of a workload's name, with the space after it.
const WORKLOAD: u16 = 13;
/// Width of the result, and of the time.
const FIGURE: u16 = 10;

/// How to go on, the longest that fits: with fewer than two chosen races, and with two.
const CHOOSE: [&str; 3] = [
    " space chooses two to compare, enter shows one, esc closes ",
    " space chooses, enter shows, esc closes ",
    " enter shows ",
];
const COMPARE: [&str; 3] =
    [" enter: the two beside each other, space takes one away ", " enter: beside each other ", " enter "];

/// Areas of its parts.
#[derive(Debug, Default, Clone, Copy)]
struct Parts {
    frame: Rect,
    head: Rect,
    rows: Rect,
    foot: Rect,
}

fn parts(list: &RaceList, area: Rect) -> Parts {
    let frame = popup::frame(area, WIDTH, list.rows().len() + 1 + usize::from(FOOT));
    let Some(inner) = popup::inner(frame) else { return Parts { frame, ..Parts::default() } };
    let foot = match inner.height {
        0..=2 => 0,
        3..=5 => 1,
        _ => FOOT,
    };
    let head = u16::from(inner.height > 3);
    let room = inner.height - head - foot;
    // One column further to the left: the mark stands in the margin.
    let wide = Rect { x: inner.x - 1, width: inner.width + 1, ..inner };
    Parts {
        frame,
        head: Rect { height: head, ..wide },
        rows: Rect { y: inner.y + head, height: room, ..wide },
        foot: Rect { y: inner.y + head + room, height: foot, ..inner },
    }
}

/// Height of the list on a screen of this size.
pub(super) fn rows(list: &RaceList, area: Rect) -> usize {
    usize::from(parts(list, area).rows.height)
}

/// Action of the mouse: to show the race in the row that is pressed, or to close the list when the press is beside it.
pub(super) fn touched(list: &RaceList, area: Rect, Mouse { gesture, at }: Mouse) -> Option<Action> {
    let parts = parts(list, area);
    match gesture {
        Gesture::WheelUp => Some(Action::Up),
        Gesture::WheelDown => Some(Action::Down),
        Gesture::Press if list.compared().is_some() => Some(Action::Shell(Command::Close)),
        Gesture::Press if parts.rows.contains(at) => {
            let place = list.seen(usize::from(parts.rows.height)).nth(usize::from(at.y - parts.rows.y));
            place.map(Action::Choose)
        }
        Gesture::Press if !parts.frame.contains(at) => Some(Action::Shell(Command::Close)),
        Gesture::Press | Gesture::Drag => None,
    }
}

pub(super) fn draw(ctx: &DrawContext, list: &RaceList, area: Rect, buf: &mut Buffer) {
    let (theme, parts) = (ctx.theme, parts(list, area));
    popup::border(theme, parts.frame, &title(list), buf);
    if !parts.head.is_empty() {
        let quiet = theme.quiet();
        let cells = ["race".into(), "workload".into(), "lanes".into(), "result".into(), "time".into()];
        row(parts.head, &cells, [quiet; 5], theme, buf);
    }
    let seen = list.seen(usize::from(parts.rows.height));
    for (place, y) in seen.clone().zip(parts.rows.top()..parts.rows.bottom()) {
        if let Some(race) = list.rows().get(place) {
            let area = Rect { y, height: 1, ..parts.rows };
            draw_race(theme, race, place == list.marked(), list.is_chosen(place), area, buf);
        }
    }
    draw_foot(ctx, list, parts.foot, buf);
    if parts.rows.is_empty() {
        return;
    }
    let edge = Rect { y: parts.frame.bottom().saturating_sub(1), height: 1, ..parts.foot };
    let hidden = [(seen.start, "above"), (list.rows().len() - seen.end, "below")];
    let hidden: Vec<String> = hidden
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, side)| format!("+{count} {side}"))
        .collect();
    let room = if hidden.is_empty() {
        edge
    } else {
        paint::left(buf, edge, &format!(" {} ", hidden.join(", ")), theme.caution())
    };
    let ways = if list.count_chosen() == 2 { COMPARE } else { CHOOSE };
    if let Some(words) = paint::fitting(&ways.map(String::from), room.width) {
        paint::right(buf, room, words, theme.quiet());
    }
}

/// The title; it says where races have left the list.
fn title(list: &RaceList) -> String {
    match list.rows().first().map_or(0, |row| row.summary.number.saturating_sub(1)) {
        0 => " races of this session ".into(),
        dropped => format!(" races of this session, without the first {dropped} "),
    }
}

fn draw_race(theme: &Theme, race: &RaceRow, marked: bool, chosen: bool, area: Rect, buf: &mut Buffer) {
    let summary = &race.summary;
    let rest = paint::left(buf, area, if marked { theme.glyphs.focus } else { " " }, theme.accent());
    paint::left(buf, paint::after(rest, 1), if chosen { theme.glyphs.chosen } else { " " }, theme.accent());
    let result = match summary.ratio {
        Some(ratio) => format!("{ratio:.1}{}", theme.glyphs.times),
        None => summary.state.into(),
    };
    let cells = [
        summary.number.to_string(),
        summary.workload.clone(),
        summary.lanes(),
        result,
        format!("{:.1} s", summary.seconds),
    ];
    let plain = if marked { theme.accent() } else { theme.text() };
    // What cannot be shown again is quiet.
    let number = if race.pictured { plain } else { theme.quiet() };
    let strong = if marked { theme.accent() } else { theme.strong() };
    row(area, &cells, [number, plain, plain, strong, plain], theme, buf);
}

/// Writes the cells of a row into their columns; the lanes give way.
fn row(area: Rect, cells: &[String; 5], styles: [Style; 5], theme: &Theme, buf: &mut Buffer) {
    let [number, workload, lanes, result, time] = cells;
    let column = |x: u16, width: u16| {
        let x = x.min(area.width);
        Rect { x: area.x + x, width: width.min(area.width - x), height: 1, ..area }
    };
    let figures = area.width.saturating_sub(2 * FIGURE).max(NUMBER);
    let middle = figures.saturating_sub(NUMBER);
    let cut = |text: &str, width: u16| cut(text, width, theme.glyphs.ellipsis);
    paint::right(buf, column(3, NUMBER - 4), number, styles[0]);
    let width = middle.min(WORKLOAD).saturating_sub(1);
    paint::left(buf, column(NUMBER, width), &cut(workload, width), styles[1]);
    let width = middle.saturating_sub(WORKLOAD);
    if width > 3 {
        paint::left(buf, column(NUMBER + WORKLOAD, width), &cut(lanes, width), styles[2]);
    }
    paint::right(buf, column(figures, FIGURE), result, styles[3]);
    paint::right(buf, column(figures + FIGURE, FIGURE), time, styles[4]);
}

/// Draws the answer to the last key, or the marked race's verdict.
fn draw_foot(ctx: &DrawContext, list: &RaceList, area: Rect, buf: &mut Buffer) {
    let theme = ctx.theme;
    let (words, style) = match (ctx.message, list.race()) {
        (Some(message), _) => (message.to_string(), theme.caution()),
        (None, Some(race)) if race.pictured => (race.summary.verdict.join(" "), theme.strong()),
        (None, Some(race)) => {
            let kept = format!("Of race {} only its figures are kept.", race.summary.number);
            (format!("{kept} {}", race.summary.verdict.join(" ")), theme.text())
        }
        (None, None) => return,
    };
    let lines = paragraph(&words, area.width);
    let lines = shortened(lines, area.height.into(), area.width, theme.glyphs.ellipsis);
    for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
        paint::left(buf, Rect { y, height: 1, ..area }, line, style);
    }
}
