//! The keys, from their table, as many as fit; and what watching costs.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use super::keyline::{self, GAP, fitting};
use super::page::{LOCK, RACE, WORKERS};
use super::{Scene, paint};
use crate::race::setting::{Adjustable, Change, Step, To, by_flag, switch_interval};
use crate::ui::action::Action;
use crate::ui::keys::{BINDINGS, Binding};
use crate::ui::layout::inner;
use crate::ui::stage::StageKind;
use crate::ui::victim;

/// From this width on there is room to breathe around the cost.
const WIDE: u16 = 100;
/// Keys of this rank and above are the first to go.
const DISPENSABLE: u8 = 8;

pub(super) fn draw(scene: &Scene, area: Rect, buf: &mut Buffer) {
    let theme = scene.theme;
    let (inner, room) = (inner(area), room(scene, area));
    if room.width < inner.width {
        let unit = if inner.width >= WIDE { " %" } else { "%" };
        let own = scene.model.own.map_or_else(|| "-".into(), |own: f64| format!("{:.1}", own * 100.0));
        paint::right(buf, inner, &format!("self {own}{unit}"), theme.quiet());
    }
    let keys: Vec<Line> = keys(scene, room.width).into_iter().map(|(_, line)| line).collect();
    paint::parts(buf, room, &keys, &Line::raw("  "));
}

/// What the key that stands there does.
pub(super) fn touched(scene: &Scene, area: Rect, at: Position) -> Option<Action> {
    let room = room(scene, area);
    let mut x = room.x;
    keys(scene, room.width).into_iter().find_map(|(binding, line)| {
        let place = Rect { x, width: paint::width(&line), ..room };
        x = place.right() + GAP;
        place.contains(at).then(|| meant(&binding.action, at.x - place.x))
    })
}

/// What is meant at a column of a key's label: where two keys stand together, each has its own mark.
fn meant(action: &Action, column: u16) -> Action {
    let pair = match action {
        Action::Scrub(_) => [Action::Scrub(-1), Action::Scrub(1)],
        Action::Stretch => [Action::Stretch, Action::Shrink],
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

/// Whether a setting is stepped through by a key each way.
fn has_two_keys(flag: &str) -> bool {
    by_flag(flag).and_then(Adjustable::keys).is_some_and(|keys| keys.steps.len() == 2)
}

/// Where the keys stand: beside what watching costs.
fn room(scene: &Scene, area: Rect) -> Rect {
    let inner = inner(area);
    if scene.model.plan.is_none() || inner.width < 40 {
        return inner;
    }
    // Room for a cost of up to 99.9 % on a wide screen, so that the keys stay where they are.
    let slot = if inner.width >= WIDE { 14 } else { 11 };
    Rect { width: inner.width - slot, ..inner }
}

/// The keys that fit: in full words, else in short ones, else only the most important.
fn keys(scene: &Scene, width: u16) -> Vec<(&'static Binding, Line<'static>)> {
    for level in [0, 1] {
        let said = BINDINGS.iter().filter(|b| !b.brief[0].is_empty() && matters(scene, b));
        let keys: Vec<_> = said.map(|b| (b, key(scene, b, level))).collect();
        let fitting = fitting(keys, width, |binding| rank(scene, binding));
        let needed = BINDINGS.iter().filter(|b| b.rank < DISPENSABLE && matters(scene, b)).count();
        if level == 1 || needed <= fitting.len() {
            return fitting;
        }
    }
    Vec::new()
}

fn key(scene: &Scene, binding: &Binding, level: usize) -> Line<'static> {
    let theme = scene.theme;
    // Where only ASCII is shown the arrows are spelt out.
    let label = match binding.action {
        Action::Scrub(_) if theme.is_ascii() => "h l",
        Action::Stretch if theme.is_ascii() => "+ -",
        _ => binding.label,
    };
    let paused = binding.action == Action::Pause && scene.view.paused();
    let brief = if paused { "go on" } else { binding.brief[level] };
    keyline::key(theme, label, brief)
}

/// Whether a key does something now: to kill somebody there must be somebody, to read somebody must have printed, and
/// only a lock has an interval.
fn matters(scene: &Scene, binding: &Binding) -> bool {
    match &binding.action {
        Action::Kill => scene.kind == StageKind::Live && victim::is_any(scene.model),
        Action::Output => scene.model.lanes.iter().any(|lane| !lane.output.is_empty()),
        Action::Change(Change { setting, to: To::Step(_) }) => {
            let lanes: Vec<_> = scene.model.lanes.iter().map(|lane| &lane.plan).collect();
            by_flag(setting).is_none_or(|setting| setting.idle(&lanes).is_none())
        }
        Action::Zoom => scene.view.page == RACE,
        Action::SortNext | Action::Invert => scene.view.page == WORKERS,
        _ => true,
    }
}

/// A key's place when there is not room for all. Where the lock is looked at, its interval comes first; where there is
/// somebody to kill, that comes before another workload.
fn rank(scene: &Scene, binding: &Binding) -> u8 {
    match &binding.action {
        Action::Kill => 5,
        Action::Change(Change { setting: switch_interval::FLAG, .. }) if scene.view.page == LOCK => 2,
        _ => binding.rank,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::race::setting::{workers, workload};
    use crate::ui::script::Script;
    use crate::ui::stage::StageKind;
    use crate::ui::theme::Theme;
    use crate::ui::update::View;

    #[test]
    fn each_key_of_a_pair_is_pressed_by_itself() {
        assert_eq!(
            [0, 2, 5].map(|x| meant(&Action::Stretch, x)),
            [Action::Stretch, Action::Shrink, Action::Stretch]
        );
        let workers = |step| Action::Change(Change::step(workers::FLAG, step));
        assert_eq!(meant(&workers(Step::On), 0), workers(Step::Back), "{{ stands before }}");
        let workload = Action::Change(Change::step(workload::FLAG, Step::On));
        for alone in [Action::Again, workload] {
            assert_eq!([0, 2].map(|x| meant(&alone, x)), [alone.clone(), alone]);
        }
    }

    #[test]
    fn at_eighty_columns_all_keys_that_matter_are_there() {
        let (model, view, theme) =
            (Script::of(&["gil", "pool"]).model_at(3.0), View::default(), Theme::default());
        let scene = Scene::new(&model, &view, (&theme).into(), StageKind::Live, 24);
        let mut buf = Buffer::empty(Rect::new(0, 0, 80, 1));
        let area = buf.area;
        draw(&scene, area, &mut buf);
        let text: String = buf.content().iter().map(ratatui::buffer::Cell::symbol).collect();
        for key in ["space pause", "r again", "← → look", "+ − axis", "w work", "? help", "q ", "self"]
        {
            assert!(text.contains(key), "{key}: {text}");
        }
    }
}
