//! The footer: keys from their table, as many as fit, and the cost of watching.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use crate::race::setting::{Adjustable, Change, Step, To, by_flag, switch_interval};
use crate::text::width::columns;
use crate::ui::action::Action;
use crate::ui::chrome::key_row;
use crate::ui::chrome::key_row::{GAP, fitting, total};
use crate::ui::keys::{BINDINGS, Binding, RecordingKeys};
use crate::ui::lanes::has_fault_targets;
use crate::ui::layout::inner;
use crate::ui::player::Play;
use crate::ui::stage::StageKind;
use crate::ui::state::Page;
use crate::ui::view::context::DrawContext;
use crate::ui::widget::paint;

/// Least width for spaces around the cost.
const WIDE: u16 = 100;
/// Least width of the keys at which they leave room for what watching costs.
const COSTED: u16 = 40;
/// Columns for the cost and the space before it: they stay the same up to 999 %, so that the keys stay where they are.
const SLOT: u16 = 11;
/// Least space between the keys and the cost.
const APART: u16 = 2;
/// Lowest rank of the keys that are left out first.
const DISPENSABLE: u8 = 8;

pub(super) fn draw(ctx: &DrawContext, area: Rect, buf: &mut Buffer) {
    let theme = ctx.theme;
    let (inner, room) = (inner(area), room(ctx, area));
    if room.width < inner.width {
        paint::right(buf, inner, &cost(ctx, inner), theme.quiet());
    }
    let keys: Vec<Line> = keys(ctx, room.width).into_iter().map(|(_, line)| line).collect();
    paint::parts(buf, room, &keys, &Line::raw("  "));
}

/// Action of the key at `at`.
pub(super) fn touched(ctx: &DrawContext, area: Rect, at: Position) -> Option<Action> {
    let room = room(ctx, area);
    let mut x = room.x;
    keys(ctx, room.width).into_iter().find_map(|(binding, line)| {
        let place = Rect { x, width: paint::width(&line), ..room };
        x = place.right() + GAP;
        place.contains(at).then(|| meant(&binding.action, at.x - place.x))
    })
}

/// The action at a column of a key's label: where two keys stand together, each has its own.
fn meant(action: &Action, column: u16) -> Action {
    let pair = match action {
        Action::Scrub(_) => [Action::Scrub(-1), Action::Scrub(1)],
        Action::Stretch => [Action::Stretch, Action::Shrink],
        Action::Play(Play::Move(_)) => [-1, 1].map(|way| Action::Play(Play::Move(way))),
        Action::Play(Play::Step(_)) => [-1, 1].map(|way| Action::Play(Play::Step(way))),
        Action::Play(Play::Slower) => [Play::Slower, Play::Faster].map(Action::Play),
        Action::Change(Change { setting, .. }) if has_two_keys(setting) => {
            [Step::Back, Step::On].map(|step| Action::Change(Change::step(setting, step)))
        }
        Action::SortNext => [Action::SortBefore, Action::SortNext],
        other => return other.clone(),
    };
    let [left, right] = pair;
    match column {
        0 => left,
        2 => right,
        _ => action.clone(),
    }
}

/// Whether a setting has two keys, one for each direction.
fn has_two_keys(flag: &str) -> bool {
    by_flag(flag).and_then(Adjustable::keys).is_some_and(|keys| keys.steps.len() == 2)
}

/// Area of the keys: beside the cost of watching.
fn room(ctx: &DrawContext, area: Rect) -> Rect {
    let inner = inner(area);
    if ctx.model.plan.is_none() || inner.width < COSTED {
        return inner;
    }
    let spaced = u16::from(inner.width >= WIDE);
    let slot = (SLOT + spaced).max(columns(&cost(ctx, inner)) + APART);
    Rect { width: inner.width - slot, ..inner }
}

/// CPU time of this program as a share of a core: with a decimal where that says something.
fn cost(ctx: &DrawContext, inner: Rect) -> String {
    let unit = if inner.width >= WIDE { " %" } else { "%" };
    let own = ctx.model.own.map_or_else(
        || "-".into(),
        |own: f64| {
            let percent = own * 100.0;
            if percent < 9.95 { format!("{percent:.1}") } else { format!("{percent:.0}") }
        },
    );
    format!("self {own}{unit}")
}

/// The keys that fit: in full words, else in short ones, else only the most important. Words that are short or left out
/// are full where there is room for them, those of the most important keys first.
fn keys(ctx: &DrawContext, width: u16) -> Vec<(&'static Binding<Action>, Line<'static>)> {
    let bindings: Vec<_> = bindings(ctx).into_iter().filter(|b| matters(ctx, b)).collect();
    for level in [0, 1] {
        let said = bindings.iter().copied().filter(|b| !b.brief[0].is_empty());
        let keys: Vec<_> = said.map(|b| (b, key(ctx, b, level))).collect();
        let fitting = fitting(keys, width, |binding| rank(ctx, binding));
        let needed = bindings.iter().filter(|b| b.rank < DISPENSABLE).count();
        if level == 1 {
            return spelt_out(ctx, fitting, width);
        }
        if needed <= fitting.len() {
            return fitting;
        }
    }
    Vec::new()
}

/// The same keys, as many of them in full words as fit.
fn spelt_out(
    ctx: &DrawContext,
    mut keys: Vec<(&'static Binding<Action>, Line<'static>)>,
    width: u16,
) -> Vec<(&'static Binding<Action>, Line<'static>)> {
    let mut order: Vec<usize> = (0..keys.len()).collect();
    order.sort_by_key(|place| rank(ctx, keys[*place].0));
    for place in order {
        let full = key(ctx, keys[place].0, 0);
        let short = std::mem::replace(&mut keys[place].1, full);
        if total(&keys) > u32::from(width.saturating_add(GAP)) {
            keys[place].1 = short;
        }
    }
    keys
}

/// All keys that there are; of a recording those of its player behind the pause.
fn bindings(ctx: &DrawContext) -> Vec<&'static Binding<Action>> {
    if ctx.kind == StageKind::Live {
        return BINDINGS.iter().collect();
    }
    let keys = RecordingKeys { page: ctx.state.page(), timeline: ctx.state.timeline };
    let (pause, rest): (Vec<_>, Vec<_>) = keys.of_the_rest().partition(|b| b.action == Action::Pause);
    pause.into_iter().chain(RecordingKeys::of_the_player()).chain(rest).collect()
}

fn key(ctx: &DrawContext, binding: &Binding<Action>, level: usize) -> Line<'static> {
    let theme = ctx.theme;
    // In ASCII the arrows are spelt out.
    let label = match binding.action {
        Action::Scrub(_) if theme.is_ascii() => "h l",
        Action::Play(Play::Move(_)) if theme.is_ascii() => "arrows",
        Action::Play(Play::Slower) if ctx.state.page() == Page::Workers => "[ ]",
        Action::Stretch if theme.is_ascii() => "+ -",
        _ => binding.label,
    };
    let paused = binding.action == Action::Pause && ctx.state.paused();
    let brief = if paused { "go on" } else { binding.brief[level] };
    key_row::key(theme, label, brief)
}

/// Whether a key has an effect now: killing needs a worker, reading needs printed lines, and only a lock has an
/// interval.
fn matters(ctx: &DrawContext, binding: &Binding<Action>) -> bool {
    match &binding.action {
        Action::Kill => ctx.kind == StageKind::Live && has_fault_targets(ctx.model),
        Action::Output => ctx.model.lanes.iter().any(|lane| !lane.output.is_empty()),
        Action::Play(Play::Tenth(_)) => ctx.state.timeline,
        // What was raced cannot be changed.
        Action::Change(_) if ctx.kind != StageKind::Live => false,
        Action::Change(Change { setting, to: To::Step(_) }) => {
            let lanes: Vec<_> = ctx.model.lanes.iter().map(|lane| &lane.plan).collect();
            by_flag(setting).is_none_or(|setting| setting.idle(&lanes).is_none())
        }
        Action::Zoom => ctx.state.page() == Page::Race,
        Action::SortNext | Action::Invert => ctx.state.page() == Page::Workers,
        _ => true,
    }
}

/// Rank of a key when there is not room for all. On the lock's page its interval comes first; where there is a worker
/// to kill, that comes before another workload.
fn rank(ctx: &DrawContext, binding: &Binding<Action>) -> u8 {
    match &binding.action {
        Action::Kill => 5,
        // To the beginning leads a seek as well.
        Action::Again if ctx.kind != StageKind::Live => 7,
        Action::Change(Change { setting: switch_interval::FLAG, .. }) if ctx.state.page() == Page::Lock => 2,
        _ => binding.rank,
    }
}

#[cfg(test)]
mod tests;
