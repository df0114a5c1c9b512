//! The screen of scaling: a running sweep, a report, or machines side by side. It only delegates: [`super::choice`]
//! holds what a key does, [`Progress`] and [`ChartSet`] what a message means, [`super::view`] what is shown.

use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, never};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::chart_set::ChartSet;
use super::choice::Choice;
use super::keys::{Action, action_of};
use super::source::SweepSource;
use super::view;
use super::view::{DrawContext, help};
use crate::scaling::progress::{News, Now, Progress};
use crate::session::Suspend;
use crate::ui::appearance::Appearance;
use crate::ui::command::Command;
use crate::ui::key::Key;
use crate::ui::shell::{Screen, ShellState};

/// Period in which the time left is updated.
const SECOND: Duration = Duration::from_secs(1);

/// A sweep that is watched.
pub(super) struct Watched<'a> {
    pub(super) source: &'a mut dyn SweepSource,
    pub(super) progress: Progress,
    news: Receiver<News>,
}

impl<'a> Watched<'a> {
    pub(super) fn new(source: &'a mut dyn SweepSource) -> Self {
        let news = source.messages();
        Self { source, progress: Progress::default(), news }
    }

    /// Takes in the last messages of a sweep until it is over or has no more, for `within` at most.
    pub(super) fn take_rest(&mut self, within: Duration) {
        let until = Instant::now() + within;
        while self.progress.now != Now::Over
            && let Ok(news) = self.news.recv_deadline(until)
        {
            self.progress.hear(news);
        }
    }
}

/// Charts, the viewer's choices, and the sweep that they grow with.
pub(super) struct ScalingScreen<'a> {
    /// The sweep; `None` where reports are shown.
    pub(super) watched: Option<Watched<'a>>,
    set: ChartSet,
    choice: Choice,
}

impl<'a> ScalingScreen<'a> {
    pub(super) fn new(watched: Option<Watched<'a>>, set: ChartSet) -> Self {
        Self { watched, set, choice: Choice::default() }
    }

    fn ctx<'s>(&'s self, appearance: Appearance<'s>) -> DrawContext<'s> {
        let sweep = self.watched.as_ref().map(|watched| (&watched.progress, watched.source.now_s()));
        DrawContext::new(&self.set, &self.choice, appearance, sweep)
    }
}

impl Screen for ScalingScreen<'_> {
    type Message = News;
    type Action = Action;

    fn messages(&self) -> Receiver<News> {
        self.watched.as_ref().map_or_else(never, |watched| watched.news.clone())
    }

    /// Takes in a message, and recomputes what it changes.
    fn hear(&mut self, news: News, shell: &mut ShellState) {
        let Some(watched) = &mut self.watched else { return };
        if let News::Unsaved(reason) = &news {
            shell.warn(reason.clone());
        }
        let (planned, doubted) =
            (matches!(news, News::Planned(_)), matches!(news, News::Doubted(_) | News::Over { .. }));
        let measured = if let News::Measured(run) = &news { Some(run.curve as usize) } else { None };
        watched.progress.hear(news);
        let Some(report) = &watched.progress.report else { return };
        if planned {
            self.set = ChartSet::of_report(report);
        }
        if let Some(place) = measured {
            self.set.add_run(report, place);
        }
        if doubted {
            self.set.tell(report);
        }
    }

    fn suspends(&mut self) -> Option<&mut dyn Suspend> {
        let watched = self.watched.as_mut()?;
        Some(&mut *watched.source)
    }

    fn action_of(&self, key: Key) -> Option<Action> {
        action_of(key)
    }

    fn update(&mut self, action: Action, shell: &mut ShellState) -> Option<Command> {
        if let Some(answer) = self.choice.update(action, &self.set) {
            shell.say(answer);
        }
        if let Action::Shell(command) = action { Some(command) } else { None }
    }

    fn period(&self) -> Option<Duration> {
        let moves = self.watched.as_ref().is_some_and(|watched| watched.progress.now != Now::Over);
        moves.then_some(SECOND)
    }

    fn draw(&mut self, appearance: Appearance, area: Rect, buf: &mut Buffer) {
        view::draw(&self.ctx(appearance), area, buf);
    }

    fn help(&self, appearance: Appearance, width: u16) -> Option<Vec<Line<'static>>> {
        Some(help::lines(&self.ctx(appearance), width))
    }
}

#[cfg(test)]
mod tests;
