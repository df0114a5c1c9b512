//! The lock on the whole screen: the cost of waiting, its holder now, the lengths of waits, the whole run.

mod now;
mod panel;
mod run;
mod signs;
mod strip;
mod waits;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

use crate::event::{Activity, LockStats};
use crate::model::score::Score;
use crate::text::cut::cut;
use crate::text::duration::{duration, interval};
use crate::text::figure::count;
use crate::text::percent::share;
use crate::text::width::columns;
use crate::ui::lanes::workers_of;
use crate::ui::layout::LockLayout;
use crate::ui::view::context::DrawContext;
use crate::ui::view::lane_words;
use crate::ui::widget::{Numerals, numerals, paint};

use self::panel::Panel;
use self::strip::interval_of;
pub(super) use self::strip::{page, strip};

/// Width reserved for the large figure: `100`.
const SLOT: u16 = 11;
/// Width of the groups of words beside it.
const SLOTS: [u16; 4] = [14, 20, 30, 34];
/// Width of the longest state of a lane, and of the space before it: `done in 88.88 s`.
const STATE: u16 = 18;

pub(super) fn draw(ctx: &DrawContext, place: &LockLayout, buf: &mut Buffer) {
    let Some((index, lane)) =
        ctx.state.selection.lock_in(ctx.model).and_then(|i| Some((i, ctx.model.lanes.get(i)?)))
    else {
        return;
    };
    let panel = Panel { ctx, lane, place, threads: workers_of(ctx.model, index) };
    title(&panel, buf);
    figures(&panel, buf);
    now::draw(&panel, buf);
    waits::draw(&panel, buf);
    run::draw(&panel, buf);
}

/// Draws the lock's name, its interval, and the lane's time.
fn title(panel: &Panel, buf: &mut Buffer) {
    let (theme, lane, area) = (panel.ctx.theme, panel.lane, panel.place.title);
    if area.x > panel.place.area.x {
        let margin = Rect { x: area.x - 1, width: 1, ..area };
        paint::left(buf, margin, theme.glyphs.focus, theme.accent());
    }
    let model = panel.ctx.model;
    let whose = format!("THE LOCK  {}  {}", model.name_of(lane), lane.plan.label);
    let [_, done, _] = lane_words::done(model, lane);
    let state =
        if lane.finished.is_some() { done } else { lane_words::time(model, lane).unwrap_or_default() };
    let interval = format!("interval {}", interval(interval_of(panel.ctx.model, lane)));
    let rest = paint::left(buf, area, &cut(&whose, area.width, theme.glyphs.ellipsis), theme.strong());
    let rest = paint::right(buf, paint::after(rest, 2), &state, theme.strong());
    // Room for the longest state, so that the interval stays where it is.
    let rest = Rect { width: rest.width.min(area.right().saturating_sub(rest.x + STATE)), ..rest };
    paint::right(buf, rest, &interval, theme.strong());
}

/// Draws the cost of waiting, large, and the lock's figures beside it.
fn figures(panel: &Panel, buf: &mut Buffer) {
    let (theme, area) = (panel.ctx.theme, panel.place.figures);
    let score = Score::of(panel.ctx.model, panel.lane);
    let waited = panel.lane.started.map(|_| score.share(Activity::LockWait) * 100.0);
    let words = facts(panel, &score);
    let harm = theme.harm();
    let waited = waited.map_or_else(|| theme.glyphs.dash.to_string(), |share| format!("{share:.0}"));
    if area.height < numerals::HEIGHT {
        let mut parts = vec![Line::styled(format!("{waited:>3} % of the threads' time is waiting"), harm)];
        parts.extend(words.into_iter().flatten().filter(|fact| !fact.is_empty()).map(Line::raw));
        let between = Line::styled(format!("  {}  ", theme.glyphs.dot), theme.quiet());
        paint::parts(buf, area, &parts, &between);
        return;
    }
    (&Numerals::new(&waited, harm, &theme.glyphs)).render(Rect { width: SLOT.min(area.width), ..area }, buf);
    let mut rest = paint::after(area, SLOT + 1);
    let said = ["% of the", "threads' time", "is waiting"].map(String::from);
    for (lines, slot) in std::iter::once(said).chain(words).zip(SLOTS) {
        let fits = lines.iter().all(|line| columns(line) <= rest.width);
        if !fits {
            break;
        }
        for (line, y) in lines.iter().zip(rest.top()..rest.bottom()) {
            paint::left(buf, Rect { y, height: 1, ..rest }, line, theme.text());
        }
        rest = paint::after(rest, slot + 1);
    }
}

/// Figures of the lock, three lines a group, the most important first.
fn facts(panel: &Panel, score: &Score) -> Vec<[String; 3]> {
    let Some(LockStats { all, .. }) = &panel.lane.lock else { return Vec::new() };
    let told = panel.lane.lock_told.unwrap_or_default() - panel.lane.ready.unwrap_or_default();
    let rate = score.switches_per_s.unwrap_or_default();
    let micros = |us: f64| duration(us / 1e6);
    vec![
        [
            format!("{rate:.0} switches/s"),
            format!("held {} of it", share(all.held.share_of(told).min(1.0))),
            format!("{} handing over", duration(all.slept.secs())),
        ],
        [
            format!("{} requests", count(all.requests)),
            format!("{} forced, {} voluntary", count(all.forced), count(all.voluntary)),
            format!("{} overtaken, {} expired", count(all.overtaken), count(all.expired)),
        ],
        [
            format!("{} grants", count(all.grants)),
            format!("a wait {}, p99 {}", micros(all.wait_us.p50), micros(all.wait_us.p99)),
            format!("a hold {}, p99 {}", micros(all.hold_us.p50), micros(all.hold_us.p99)),
        ],
    ]
}
