//! The texts of a lane in the ranking, each in its wordings, the longest first.

use crate::event::Nanos;
use crate::model::plausible::Figure;
use crate::model::ranking::{Remark, Standing};
use crate::statistics::Estimate;
use crate::text::words::counted;
use crate::ui::view::context::DrawContext;
use crate::ui::view::lane_words;

/// The texts of a lane.
pub(super) struct Cells {
    /// Its rank.
    pub(super) rank: String,
    /// Its name: with its description, and alone.
    pub(super) name: [String; 2],
    /// Its time: with the interval, and alone.
    pub(super) time: [String; 2],
    /// Its speed-up, or the bound of one that is withheld.
    pub(super) figure: String,
    /// Cores that it kept busy, or its tasks in flight.
    pub(super) busy: String,
    /// Largest loss: in words, and in a word.
    pub(super) remark: [String; 2],
}

impl Cells {
    /// The texts of `standing`; of work that waits where `waits`.
    pub(super) fn of(ctx: &DrawContext, standing: &Standing, waits: bool) -> Self {
        let (model, glyphs) = (ctx.model, &ctx.theme.glyphs);
        let dash = || glyphs.dash.to_string();
        let rank = match standing.rank {
            Some(rank) if standing.tied => format!("~{rank}"),
            Some(rank) => rank.to_string(),
            None if standing.score.is_some() && model.is_timed() => dash(),
            None => String::new(),
        };
        let score = standing.score.as_ref();
        let speedup = score.and_then(|score| score.speedup);
        let figure = match (speedup, standing.withheld()) {
            (Some(speedup), _) => format!("{speedup:.2} {}", glyphs.times),
            (None, Some(beyond)) => beyond.bound(),
            (None, None) if score.is_some() && model.is_timed() => dash(),
            (None, None) => String::new(),
        };
        let busy = match score {
            Some(_) if !model.is_timed() => String::new(),
            Some(_) if waits => standing.lane.in_flight.map_or_else(dash, |tasks| tasks.to_string()),
            Some(score) => score.cores_busy.map_or_else(dash, |busy| format!("{busy:.2}")),
            None => String::new(),
        };
        Self {
            rank,
            name: lane_words::names(model, standing.lane),
            time: time(ctx, standing),
            figure,
            busy,
            remark: remark(ctx, standing),
        }
    }
}

/// The time of a lane with a result; work that is not timed has none.
fn time(ctx: &DrawContext, standing: &Standing) -> [String; 2] {
    let timed = standing.score.as_ref().filter(|score| ctx.model.is_timed() && score.wall > Nanos::ZERO);
    let Some(score) = timed.filter(|_| !standing.lane.withholds(&[Figure::Wall])) else {
        return [String::new(), String::new()];
    };
    let alone = format!("{:.2} s", score.wall.secs());
    let with = standing.repeated.as_ref().map(|all| {
        let Estimate { low, high, .. } = all.wall;
        format!("{alone} ({low:.2}–{high:.2})")
    });
    [with.unwrap_or_else(|| alone.clone()), alone]
}

fn remark(ctx: &DrawContext, standing: &Standing) -> [String; 2] {
    let both = |words: String| [words.clone(), words];
    let (times, minus) = (ctx.theme.glyphs.times, ctx.theme.glyphs.minus);
    match &standing.remark {
        Remark::Fault(fault) => both(fault.clone()),
        Remark::Lost(cause, lost) => [
            format!("{} {minus}{lost:.2} {times}", cause.taker()),
            format!("{} {minus}{lost:.2}", cause.short()),
        ],
        Remark::Nothing => ["next to nothing".into(), "nothing".into()],
        Remark::Done(tasks) => both(format!("{} done", counted(*tasks, "task"))),
        Remark::Unknown(words) => [(*words).into(), ctx.theme.glyphs.dash.into()],
        Remark::State(state) => [state_with_progress(ctx, standing, state), (*state).into()],
    }
}

/// The state of a lane, while it runs with the tasks that are done.
fn state_with_progress(ctx: &DrawContext, standing: &Standing, state: &str) -> String {
    let lane = standing.lane;
    match ctx.model.tasks_of(lane).filter(|_| lane.is_live() && lane.done > 0) {
        Some(tasks) => format!("{state}, {} of {} done", lane.done, counted(tasks, "task")),
        None => state.into(),
    }
}
