//! The help: every doubt in full, keys from their table, the meaning of figures and colours.

use ratatui::text::{Line, Span};

use super::marks;
use crate::event::Activity;
use crate::explain::{Explanation, SECTIONS};
use crate::model::doubt_order::in_order;
use crate::race::setting::{Adjustable, Change, To, by_flag};
use crate::text::wrap::{paragraph, wrap};
use crate::ui::action::Action;
use crate::ui::chrome::popup;
use crate::ui::keys::{BINDINGS, Binding, RecordingKeys};
use crate::ui::player::Play;
use crate::ui::roster::COLUMNS;
use crate::ui::stage::StageKind;
use crate::ui::state::Page;
use crate::ui::theme::Theme;
use crate::ui::view::context::DrawContext;
use crate::ui::widget::ribbon::sample;

/// Sections of the table of explanations that the help has; others stand in it in another form.
const EXPLAINED: [&str; 4] = ["Figures", "Cores", "The lock", "Losses"];
/// Width of a name beside its meaning, and the least width of the page for both beside each other.
const NAME: usize = 23;
const BESIDE: u16 = 60;

/// Lines of the help. Doubts come first: they are what is looked for when the help is opened during a race.
pub(in crate::ui) fn lines(ctx: &DrawContext, width: u16) -> Vec<Line<'static>> {
    let theme = ctx.theme;
    let mut lines = Vec::new();
    let doubts = in_order(ctx.model);
    if !doubts.is_empty() {
        lines.push(Line::styled("Reasons not to trust this measurement", theme.strong()));
    }
    for doubt in doubts {
        let text = format!("{}: {}; {}", doubt.kind, doubt.message, doubt.advice);
        let wrapped = wrap(&text, width, "", "  ");
        lines.extend(wrapped.into_iter().map(|line| Line::styled(line, theme.caution())));
    }
    if !lines.is_empty() {
        lines.push(Line::default());
    }
    lines.push(Line::styled("Keys", theme.strong()));
    for binding in bindings(ctx) {
        lines.extend(popup::entry(own_label(binding), 11, binding.help, width, theme));
    }
    lines.push(Line::default());
    lines.push(Line::styled("Views", theme.strong()));
    for page in Page::ALL {
        let name = format!("{} {}", page.number(), page.name());
        lines.extend(popup::entry(&name, 11, page.about(), width, theme));
    }
    lines.push(Line::default());
    lines.push(Line::styled("Columns of the table of workers", theme.strong()));
    for column in &COLUMNS {
        lines.extend(popup::entry(column.name, 11, column.about, width, theme));
    }
    lines.push(Line::default());
    let where_else = "? on a figure, tab, lane or column says how it is measured; docs/figures.md has all.";
    lines.extend(paragraph(where_else, width).into_iter().map(Line::raw));
    for section in SECTIONS.iter().filter(|section| EXPLAINED.contains(&section.title)) {
        lines.push(Line::default());
        lines.push(Line::styled(section.title, theme.strong()));
        for entry in section.entries {
            lines.extend(explained(entry, width, theme));
        }
    }
    lines.push(Line::default());
    let workers = "Workers: a row each, time runs to the right, work from the bottom";
    lines.extend(paragraph(workers, width).into_iter().map(|line| Line::styled(line, theme.strong())));
    for activity in Activity::ALL {
        let (glyph, style) = sample(theme.ink(activity), &theme.glyphs);
        let glyph = Span::styled(glyph.repeat(3), style);
        lines.push(Line::from(vec![
            glyph,
            Span::styled(format!("  {:<11}", activity.word()), theme.strong()),
            Span::raw(meaning(activity)),
        ]));
    }
    lines.push(Line::default());
    lines.push(Line::styled("Worker processes that die and heal: marks on their rows", theme.strong()));
    for (mark, meaning) in marks::LEGEND {
        let (glyph, style) = mark.look(theme);
        lines.push(Line::from(vec![Span::styled(glyph, style), Span::raw(format!("    {meaning}"))]));
    }
    lines.push(Line::default());
    lines.push(Line::styled("Cores: the same seconds, below the workers", theme.strong()));
    for (ink, words) in [
        (theme.ours(), "our workers"),
        (theme.others(), "not the workers: other programs, and this one where it is at work"),
        (theme.stolen(), "stolen: given to another guest by the host"),
    ] {
        let (glyph, style) = sample(ink, &theme.glyphs);
        lines.push(Line::from(vec![Span::styled(glyph.repeat(3), style), Span::raw(format!("  {words}"))]));
    }
    lines
}

/// The keys that are explained; of a recording those of its player first.
fn bindings(ctx: &DrawContext) -> Vec<&'static Binding<Action>> {
    if ctx.kind == StageKind::Live {
        return BINDINGS.iter().collect();
    }
    RecordingKeys::of_the_player().chain(RecordingKeys::EXPLAINED.of_the_rest()).collect()
}

/// A name and its meaning, beside each other or one below the other.
fn explained(entry: &Explanation, width: u16, theme: &Theme) -> Vec<Line<'static>> {
    let [title, what] = [entry.title, entry.what].map(|text| text.replace('×', theme.glyphs.times));
    if width >= BESIDE {
        return popup::entry(&title, NAME, &what, width, theme);
    }
    let meaning = wrap(&what, width, "  ", "  ").into_iter().map(Line::raw);
    std::iter::once(Line::styled(title, theme.strong())).chain(meaning).collect()
}

/// Label of a key by itself: in the footer some stand beside their opposite.
fn own_label(binding: &Binding<Action>) -> &'static str {
    match &binding.action {
        Action::Scrub(-1) if binding.label == "h l" => "h",
        Action::Scrub(-1) | Action::Play(Play::Move(-1)) => "left",
        Action::Play(Play::Step(-1)) => ",",
        Action::Play(Play::Slower) => "<",
        Action::Stretch => "+",
        Action::Change(Change { setting, to: To::Step(step) }) => {
            let keys = by_flag(setting).and_then(Adjustable::keys).map_or(&[][..], |keys| keys.steps);
            keys.iter().find(|key| key.step == *step).map_or(binding.label, |key| key.key)
        }
        Action::SortNext => ">",
        _ => binding.label,
    }
}

fn meaning(activity: Activity) -> &'static str {
    match activity {
        Activity::Spawn => "being started",
        Activity::Compute => "executing a task on a core",
        Activity::CoreWait => "wanting to execute and having no core",
        Activity::LockWait => "waiting for the interpreter lock",
        Activity::Io => "in a blocking call",
        Activity::Blocked => "off its core in your code, for a reason that cannot be told",
        Activity::Serialise => "turning arguments and results into bytes and back",
        Activity::Transfer => "moving those bytes between processes",
        Activity::Idle => "ready, with nothing to do: blank",
        Activity::Stopped => "stopped by a signal",
    }
}
