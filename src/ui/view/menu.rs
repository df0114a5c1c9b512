//! The menu: a line to type in, its matches, and the marked entry in full.
//!
//! ```text
//! ┌ menu ────────────────────────────────────────────────────────────────────┐
//! │ : wor                                                         26 of 118  │
//! │ ───────────────────────────────────────────────────────────────────────  │
//! │▌workload   ● primes         count primes by trial division: computes, h… │
//! │              mandelbrot     rows of the Mandelbrot set: computes, uneven │
//! │ workers      1              one after another, within a lane too         │
//! │            ● 2              as many as there are usable CPUs             │
//! │ keys         one worker more in each lane, and run again             { } │
//! │ ───────────────────────────────────────────────────────────────────────  │
//! │ Count primes by trial division: computes, holds the lock. The race       │
//! │ starts again. Workload: what is computed.                                │
//! └ +21 below ─────────────────────────────────── enter chooses, esc closes ─┘
//!
//! ┌ menu ────────────────────────────────┐   narrow: the explanation stands below alone
//! │ : wor                        26 of 118│
//! │▌workload   ● primes                  │
//! │              mandelbrot              │
//! │ workers      1                       │
//! │ Count primes by trial division:      │
//! │ computes, holds the lock. The race … │
//! └ +23 below ───────────────────────────┘
//! ```
//!
//! Its size depends on the screen alone, so that nothing moves while one types.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use crate::text::cut::cut;
use crate::text::cut::end;
use crate::text::escape::visible;
use crate::text::wrap::{paragraph, shortened};
use crate::ui::action::Action;
use crate::ui::chrome::popup;
use crate::ui::command::Command;
use crate::ui::mouse::{Gesture, Mouse};
use crate::ui::state::menu::{Entry, Menu, MenuAction, hits};
use crate::ui::theme::Theme;
use crate::ui::view::context::DrawContext;
use crate::ui::widget::{paint, put};

/// Greatest width of the menu that can be read at a glance.
const WIDTH: u16 = 104;
/// Greatest height of the list.
const MOST: u16 = 26;
/// Least width, inside the border, for explanations beside the names.
const BESIDE: u16 = 60;
/// Least height, inside the border, for rules between the parts.
const RULED: u16 = 14;
/// Width of a heading.
const GROUP: u16 = 10;
/// Width of a name beside its explanation, with the space after it.
const NAME: u16 = 15;

/// Hint on an empty line, the longest that fits.
const HINTS: [&str; 2] = [" type to find, or a value: workers 12", " type to find"];

/// Areas of its parts.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Parts {
    frame: Rect,
    line: Rect,
    rules: [Rect; 2],
    list: Rect,
    foot: Rect,
}

fn parts(area: Rect) -> Parts {
    let margin = u16::from(area.height >= 20);
    let screen = Rect { y: area.y + margin, height: area.height - 2 * margin, ..area };
    let frame = popup::frame(screen, WIDTH, usize::from(MOST + 5));
    let Some(inner) = popup::inner(frame) else { return Parts { frame, ..Parts::default() } };
    let rule = u16::from(inner.height >= RULED);
    let foot = match inner.height {
        0..=2 => 0,
        3..=5 => 1,
        _ if inner.width >= BESIDE => 2,
        _ => 3,
    };
    let row = |y: u16, height: u16| Rect { y, height, ..inner };
    let list = inner.height.saturating_sub(1 + foot + 2 * rule);
    let top = inner.y + 1 + rule;
    Parts {
        frame,
        line: row(inner.y, 1),
        rules: [row(inner.y + 1, rule), row(top + list, rule)],
        // One column further to the left: the mark stands in the margin.
        list: Rect { x: inner.x - 1, width: inner.width + 1, ..row(top, list) },
        foot: row(top + list + rule, foot),
    }
}

/// Height of the list on a screen of this size.
pub(super) fn rows(area: Rect) -> usize {
    usize::from(parts(area).list.height)
}

/// Action of the mouse: to mark and choose an entry, or to close the menu when the press is beside it.
pub(super) fn touched(menu: &Menu, area: Rect, Mouse { gesture, at }: Mouse) -> Option<Action> {
    let parts = parts(area);
    match gesture {
        Gesture::WheelUp => Some(Action::Up),
        Gesture::WheelDown => Some(Action::Down),
        Gesture::Press if parts.list.contains(at) => entry_at(menu, parts.list, at).map(Action::Choose),
        Gesture::Press if !parts.frame.contains(at) => Some(Action::Shell(Command::Close)),
        Gesture::Press | Gesture::Drag => None,
    }
}

/// Index of the entry at `at`.
fn entry_at(menu: &Menu, list: Rect, at: Position) -> Option<usize> {
    menu.seen(usize::from(list.height)).nth(usize::from(at.y - list.y))
}

pub(super) fn draw(ctx: &DrawContext, menu: &Menu, area: Rect, buf: &mut Buffer) {
    let (theme, parts) = (ctx.theme, parts(area));
    popup::border(theme, parts.frame, " menu ", buf);
    draw_line(theme, menu, parts.line, buf);
    for rule in parts.rules {
        paint::fill(buf, rule, theme.glyphs.horizontal, theme.quiet());
    }
    draw_list(theme, menu, parts.list, buf);
    draw_foot(ctx, menu, parts.foot, buf);
    let edge = Rect { y: parts.frame.bottom().saturating_sub(1), height: 1, ..parts.line };
    if !parts.line.is_empty() {
        draw_edge(theme, menu, usize::from(parts.list.height), edge, buf);
    }
}

/// Draws the typed line, a cursor behind it, and the number of matches.
fn draw_line(theme: &Theme, menu: &Menu, area: Rect, buf: &mut Buffer) {
    let (count, total) = (menu.count(), menu.total());
    let found = format!(" {count:>3} of {total}");
    let room = paint::right(buf, area, &found, theme.quiet());
    let room = paint::left(buf, room, ": ", theme.accent());
    // Of a line that is too long the end is shown, where it is typed.
    let typed = visible(menu.line());
    let tail = end(&typed, usize::from(room.width.saturating_sub(1)));
    let rest = paint::left(buf, room, tail, theme.strong());
    let rest = paint::left(buf, rest, " ", theme.text().add_modifier(Modifier::REVERSED));
    if menu.line().is_empty()
        && let Some(hint) = paint::fitting(&HINTS.map(Into::into), rest.width)
    {
        paint::left(buf, rest, hint, theme.quiet());
    }
}

fn draw_list(theme: &Theme, menu: &Menu, area: Rect, buf: &mut Buffer) {
    if menu.count() == 0 {
        let place = Rect { x: area.x + 1, width: area.width.saturating_sub(1), ..area };
        paint::left(buf, place, "No entry matches; backspace deletes a letter.", theme.caution());
    }
    let seen = menu.seen(usize::from(area.height));
    let mut heading = "";
    for (place, y) in seen.zip(area.top()..area.bottom()) {
        let Some(entry) = menu.entry(place) else { continue };
        let row = Rect { y, height: 1, ..area };
        let headed = (entry.group != heading).then_some(entry.group);
        heading = entry.group;
        Row { theme, entry, line: menu.line(), marked: place == menu.marked() }.draw(headed, row, buf);
    }
}

/// A row of the list.
struct Row<'a> {
    theme: &'a Theme,
    entry: &'a Entry,
    line: &'a str,
    marked: bool,
}

impl Row<'_> {
    fn draw(&self, headed: Option<&str>, area: Rect, buf: &mut Buffer) {
        let (theme, entry) = (self.theme, self.entry);
        let beside = area.width > BESIDE;
        let key = if beside { entry.key } else { "" };
        let label = if self.marked { theme.accent() } else { theme.text() };
        let room = paint::right(buf, area, key, if self.marked { theme.accent() } else { theme.strong() });
        // Two columns between the text and its key.
        let gap = if key.is_empty() { 0 } else { 2 };
        let room = Rect { width: room.width.saturating_sub(gap), ..room };
        let room = paint::left(buf, room, if self.marked { theme.glyphs.focus } else { " " }, theme.accent());
        paint::left(
            buf,
            Rect { width: room.width.min(GROUP), ..room },
            headed.unwrap_or_default(),
            theme.quiet(),
        );
        let room = after(room, GROUP);
        paint::left(buf, room, if entry.chosen { theme.glyphs.chosen } else { " " }, theme.accent());
        let room = after(room, 2);
        let refused = matches!(entry.action, MenuAction::Refuse(_));
        let about = match (refused, self.marked) {
            (true, _) => theme.caution(),
            (false, true) => theme.text(),
            (false, false) => theme.quiet(),
        };
        if entry.name.is_empty() {
            self.text(&entry.about, if self.marked { theme.accent() } else { about }, room, buf);
        } else {
            let width = if beside { NAME - 1 } else { room.width };
            self.text(&entry.name, label, Rect { width: width.min(room.width), ..room }, buf);
            if beside {
                self.text(&entry.about, about, after(room, NAME), buf);
            }
        }
    }

    /// Writes `text` with the matches of the line in bold, cut to its room.
    fn text(&self, text: &str, style: Style, area: Rect, buf: &mut Buffer) {
        let cut = cut(text, area.width, self.theme.glyphs.ellipsis);
        let hit = style.remove_modifier(Modifier::DIM).add_modifier(Modifier::BOLD | Modifier::UNDERLINED);
        let mut spans = Vec::new();
        let mut at = 0;
        for hits in hits(&cut, self.line) {
            spans.push(Span::styled(&cut[at..hits.start], style));
            spans.push(Span::styled(&cut[hits.clone()], hit));
            at = hits.end;
        }
        spans.push(Span::styled(&cut[at..], style));
        if !area.is_empty() {
            put::line(buf, (area.x, area.y), &Line::from(spans), area.width);
        }
    }
}

/// Draws the reason why nothing can be set, if so, on lines of its own; then the question or the answer to the last key,
/// else the marked entry in full.
fn draw_foot(ctx: &DrawContext, menu: &Menu, area: Rect, buf: &mut Buffer) {
    let theme = ctx.theme;
    let marked = menu.entry(menu.marked());
    let refused = marked.is_some_and(|entry| matches!(entry.action, MenuAction::Refuse(_)));
    let note = menu.note().map_or_else(Vec::new, |note| paragraph(note, area.width));
    let answer = ctx.state.question.as_ref().map(|question| question.words.as_str()).or(ctx.message);
    let words = answer.or(marked.map(|entry| entry.told.as_str()));
    let told = words.map_or_else(Vec::new, |words| paragraph(words, area.width));
    let warns = refused || answer.is_some();
    let styles = [theme.strong(), if warns { theme.caution() } else { theme.text() }];
    let notes = note.len();
    let lines = note.into_iter().chain(told).collect();
    let lines = shortened(lines, area.height.into(), area.width, theme.glyphs.ellipsis);
    for ((place, text), y) in lines.into_iter().enumerate().zip(area.top()..area.bottom()) {
        let style = styles[usize::from(place >= notes)];
        paint::left(buf, Rect { y, height: 1, ..area }, &text, style);
    }
}

/// Draws the number of hidden entries, and the keys.
fn draw_edge(theme: &Theme, menu: &Menu, rows: usize, area: Rect, buf: &mut Buffer) {
    let seen = menu.seen(rows);
    let (above, below) = (seen.start, menu.count() - seen.end);
    let parts = [(above, "above"), (below, "below")];
    let parts: Vec<String> =
        parts.iter().filter(|(k, _)| *k > 0).map(|(k, side)| format!("+{k} {side}")).collect();
    let room = if parts.is_empty() {
        area
    } else {
        paint::left(buf, area, &format!(" {} ", parts.join(", ")), theme.caution())
    };
    paint::right(buf, room, " enter chooses, esc closes ", theme.quiet());
}

/// The area right of this many columns.
fn after(area: Rect, columns: u16) -> Rect {
    let columns = columns.min(area.width);
    Rect { x: area.x + columns, width: area.width - columns, ..area }
}
