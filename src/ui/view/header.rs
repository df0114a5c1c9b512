//! The first row: what is raced, where, and its progress.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::event::{End, LanePlan, Phase, Plan};
use crate::model::Model;
use crate::model::words::repetition;
use crate::text::cut::cut;
use crate::text::duration::interval;
use crate::text::escape::visible;
use crate::text::words::counted;
use crate::text::words::plural;
use crate::ui::player::Playback;
use crate::ui::stage::StageKind;
use crate::ui::theme::Theme;
use crate::ui::view::context::DrawContext;
use crate::ui::widget::{Glyphs, paint};

/// Largest share of the row for what is raced, in per cent: a call may be long.
const TITLE: usize = 50;

pub(super) fn draw(ctx: &DrawContext, shown: &[usize], area: Rect, buf: &mut Buffer) {
    if area.width < 3 {
        return;
    }
    let inner = Rect { x: area.x + 1, width: area.width - 2, ..area };
    let theme = ctx.theme;
    let between = Line::styled(separator(&theme.glyphs), theme.quiet());
    let mut facts = ctx.model.plan.as_ref().map_or_else(
        || vec![Line::styled("coreograph", theme.strong())],
        |plan| {
            let room = usize::from(inner.width) * TITLE / 100;
            facts(ctx.model, plan, &cut(&plan.workload.title(), room, theme.glyphs.ellipsis), theme)
        },
    );
    if let Some(words) = lanes_shown(shown, ctx.model.lanes.len()) {
        facts.insert(facts.len().min(1), Line::styled(words, theme.caution()));
    }
    // What is raced, and which lanes are shown, keep their room.
    let kept: u16 = facts.iter().take(1).map(|fact| paint::width(fact) + 2).sum();
    let room = inner.width.saturating_sub(kept);
    let wordings = state(ctx);
    let right = wordings.iter().find(|line| paint::width(line) <= room).or(wordings.last());
    let rest = right.map_or(inner, |line| paint::line_right(buf, inner, line));
    let rest = Rect { width: rest.width.saturating_sub(2), ..rest };
    paint::parts(buf, rest, &facts, &between);
}

/// Which lanes are shown, when not all are.
fn lanes_shown(shown: &[usize], all: usize) -> Option<String> {
    let (first, last) = (shown.first()? + 1, shown.last()? + 1);
    match shown.len() {
        n if n >= all => None,
        1 => Some(format!("lane {first} of {all}")),
        n if last - first + 1 == n => Some(format!("lanes {first}-{last} of {all}")),
        _ => {
            let numbers: Vec<String> = shown.iter().map(|lane| (lane + 1).to_string()).collect();
            Some(format!("lanes {} of {all}", numbers.join(" + ")))
        }
    }
}

/// Facts at the left, the most important first.
fn facts(model: &Model, plan: &Plan, title: &str, theme: &Theme) -> Vec<Line<'static>> {
    let text = theme.text();
    let mut facts = vec![Line::styled(title.to_string(), theme.strong())];
    let call = plan.workload.call.as_ref();
    if let Some(tasks) = model.tasks() {
        let rounds = call.map_or(1, |call| call.rounds(tasks));
        let again = if rounds > 1 { format!(" (the list {rounds} times)") } else { String::new() };
        facts.push(Line::styled(counted(tasks, "task") + &again, text));
    }
    facts.push(Line::styled(workers(plan), text));
    if let Some(items) = plan.workload.command.as_ref().and_then(|command| command.items_from.as_ref()) {
        facts.push(Line::styled(format!("items from {}", visible(items)), text));
    }
    if let Some(call) = call {
        facts.push(Line::styled(visible(call.place()).into_owned(), text));
        facts.extend(interpreters(plan).map(|words| Line::styled(words, text)));
    }
    facts.push(Line::styled(plan.schedule.word(), text));
    let cores = plan.machine.usable_cpus;
    let quota = plan.machine.quota.map_or_else(String::new, |q| format!(", quota {q:.1}"));
    facts.push(Line::styled(counted(cores, "core") + &quota, text));
    if plan.lanes.iter().any(|lane| lane.locked) {
        facts.push(Line::styled(format!("interval {}", interval(plan.interval_us)), text));
    }
    facts.push(Line::styled(plan.machine.cpu.clone(), text));
    if plan.workload.chunk > 1 {
        facts.push(Line::styled(format!("chunks of {}", plan.workload.chunk), text));
    }
    facts
}

/// The interpreters of a race, each once, with the start method of their processes where all have the same.
fn interpreters(plan: &Plan) -> Option<String> {
    let mut names: Vec<String> = plan.lanes.iter().map(LanePlan::family).collect();
    names.dedup();
    let mut methods: Vec<&str> = plan.lanes.iter().filter_map(|lane| lane.method.as_deref()).collect();
    methods.dedup();
    let method = if let [method] = methods[..] { format!(", {method}") } else { String::new() };
    let names = names.join(" + ");
    (!names.is_empty()).then(|| format!("{}{method}", visible(&names)))
}

fn workers(plan: &Plan) -> String {
    let counts: Vec<u32> = plan.lanes.iter().map(|l| l.workers).collect();
    match counts.as_slice() {
        [first, rest @ ..] if rest.iter().all(|n| n == first) => {
            format!("{first} {}", plural(*first as usize, "worker"))
        }
        many => {
            let counts: Vec<String> = many.iter().map(u32::to_string).collect();
            format!("{} workers by lane", counts.join(", "))
        }
    }
}

/// State of the session, at length and then in ever fewer words.
fn state(ctx: &DrawContext) -> Vec<Line<'static>> {
    let theme = ctx.theme;
    let (text, between) = (theme.text(), separator(&theme.glyphs));
    let [progress, short] = progress(ctx.model);
    let paused = match ctx.state.past() {
        Some(past) => Some(Span::styled(format!("race {} of {}", past.number, past.of), theme.caution())),
        None => ctx.state.paused().then(|| Span::styled("paused", theme.caution())),
    };
    let doubts = match ctx.model.doubts.len() {
        0 => None,
        n => Some(Span::styled(format!("{n} {}", plural(n, "doubt")), theme.caution())),
    };
    // Which race it is may not be missing.
    let past = ctx.state.past().is_some();
    let [replay, recorded] = match ctx.kind {
        StageKind::Live => [None, None],
        StageKind::Replay(Playback { speed, looped, .. }) => {
            let again = if looped { ", loop" } else { "" };
            let recorded = format!("recorded, {speed}{}{again}", theme.glyphs.times);
            [Some(Span::styled(recorded, text)), Some(Span::styled("recorded", text))]
        }
    };
    let seconds = ctx.model.plan.is_some().then(|| Span::raw(format!(" {:>5.1} s", ctx.model.now.secs())));
    let [progress, short] = [progress, short].map(|words| Some(Span::styled(words, theme.strong())));
    let join = |words: [&Option<Span<'static>>; 4], seconds: &Option<Span<'static>>| {
        let mut spans: Vec<Span> = Vec::new();
        for word in words.into_iter().flatten() {
            if !spans.is_empty() {
                spans.push(Span::styled(between.clone(), theme.quiet()));
            }
            spans.push(word.clone());
        }
        spans.extend(seconds.clone());
        Line::from(spans)
    };
    vec![
        join([&replay, &paused, &progress, &doubts], &seconds),
        join([&recorded, &paused, &progress, &doubts], &seconds),
        join([&recorded, &paused, &short, &doubts], &seconds),
        join([&None, &paused, &short, &doubts], &seconds),
        join([&None, &paused, &short, &None], &seconds),
        join([&None, &None, if past { &paused } else { &short }, &None], &seconds),
        join([&None, &None, if past { &paused } else { &short }, &None], &None),
    ]
}

fn separator(glyphs: &Glyphs) -> String {
    format!(" {} ", glyphs.dot)
}

/// Current step of the race, long and short; while it is repeated, the repetition in both.
fn progress(model: &Model) -> [String; 2] {
    let [long, short] = step(model);
    match repetition(model) {
        Some(repetition) => [format!("{repetition}, {long}"), repetition],
        None => [long, short],
    }
}

fn step(model: &Model) -> [String; 2] {
    let words = match (&model.end, model.phase) {
        (Some(End::Finished), _) => "finished",
        (Some(End::Stopped), _) => "stopped",
        (Some(End::Failed(_)), _) => "failed",
        (None, None) => "starting",
        (None, Some(Phase::Probing)) => "probing",
        (None, Some(Phase::Calibrating)) => "calibrating",
        (None, Some(Phase::Spinning)) => return ["measuring the machine".into(), "measuring".into()],
        (None, Some(Phase::Racing)) => return racing(model),
    };
    [words.into(), words.into()]
}

fn racing(model: &Model) -> [String; 2] {
    let total = model.lanes.len();
    let live: Vec<usize> = (0..total).filter(|i| model.lanes[*i].is_live()).collect();
    match live.as_slice() {
        [one] if total > 1 => {
            let lane = format!("lane {} of {total}", one + 1);
            [format!("racing {lane}"), lane]
        }
        _ => ["racing".into(), "racing".into()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn which_lanes_are_seen_is_said_when_not_all_are() {
        let said = |shown: &[usize], all| lanes_shown(shown, all).unwrap_or_default();
        assert_eq!(said(&[0, 1], 2), "");
        assert_eq!(said(&[1, 2], 4), "lanes 2-3 of 4");
        assert_eq!(said(&[0, 3], 4), "lanes 1 + 4 of 4");
        assert_eq!(said(&[3], 4), "lane 4 of 4");
    }
}
