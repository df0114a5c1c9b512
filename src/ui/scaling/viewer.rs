//! The screens of scaling in the loop of all screens. It only moves messages: what a key does stands in
//! [`super::choice`], what news mean in [`Progress`] and [`ChartSet`], what is seen in [`super::view`].

use std::io;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, after, never};
use ratatui::layout::Rect;

use super::chart_set::ChartSet;
use super::choice::{Choice, Effect};
use super::keys::action_of;
use super::source::SweepSource;
use super::view::{self, Scene};
use crate::scaling::progress::{News, Now, Progress};
use crate::sys::signals::Signal;
use crate::ui::app::Options;
use crate::ui::show::{Cause, Show};
use crate::ui::term::{Input, Stopped, Surface};
use crate::ui::theme::Theme;

/// The time left is told anew this often.
const SECOND: Duration = Duration::from_secs(1);
/// The answer to a key stays this long.
const ANSWER: Duration = Duration::from_secs(4);
/// What is said first stays this long: it was not asked for, so nobody waits for it.
const NOTICE: Duration = Duration::from_secs(10);

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

    /// Listens for a while to what a sweep says on its way out: until it has nothing more to say.
    pub(super) fn take_rest(&mut self, within: Duration) {
        let until = Instant::now() + within;
        while let Ok(news) = self.news.recv_deadline(until) {
            self.progress.hear(news);
        }
    }
}

/// A screen between two messages.
pub(super) struct Viewer<'a> {
    pub(super) watched: Option<Watched<'a>>,
    exhibit: ChartSet,
    choice: Choice,
    theme: Theme,
    themes: Vec<Theme>,
    /// Whether the picture on the screen is no longer the one that would be drawn.
    stale: bool,
    /// When the answer to the last key goes.
    answered_until: Option<Instant>,
    /// The screen that was drawn last.
    area: Rect,
    fault: Option<Instant>,
}

impl<'a> Viewer<'a> {
    pub(super) fn new(watched: Option<Watched<'a>>, exhibit: ChartSet, options: Options) -> Self {
        let answered_until = options.notice.as_ref().map(|_| Instant::now() + NOTICE);
        Self {
            watched,
            exhibit,
            choice: Choice { present: options.present, message: options.notice, ..Choice::default() },
            theme: options.themes.get(options.theme).cloned().unwrap_or_default(),
            themes: options.themes,
            stale: true,
            answered_until,
            area: Rect::default(),
            fault: options.fault.map(|after| Instant::now() + after),
        }
    }

    fn scene(&self) -> Scene<'_> {
        let sweep = self.watched.as_ref().map(|watched| (&watched.progress, watched.source.now_s()));
        Scene { set: &self.exhibit, choice: &self.choice, theme: &self.theme, sweep }
    }

    /// Takes in what was said, and computes again what that changes.
    fn hear(&mut self, news: News) {
        let Some(watched) = &mut self.watched else { return };
        if let News::Unsaved(reason) = &news {
            // Nobody has asked for it: it stays until a key is pressed.
            (self.choice.message, self.answered_until) = (Some(reason.clone()), None);
        }
        let (planned, doubted) =
            (matches!(news, News::Planned(_)), matches!(news, News::Doubted(_) | News::Over { .. }));
        let measured = if let News::Measured(run) = &news { Some(run.curve as usize) } else { None };
        watched.progress.hear(news);
        let Some(report) = &watched.progress.report else { return };
        if planned {
            self.exhibit = ChartSet::of_report(report);
        }
        if let Some(place) = measured {
            self.exhibit.add_run(report, place);
        }
        if doubted {
            self.exhibit.tell(report);
        }
    }

    fn next_theme(&mut self) {
        let now = self.themes.iter().position(|theme| theme.name == self.theme.name);
        let next = now.map_or(0, |now| (now + 1) % self.themes.len());
        if let Some(theme) = self.themes.get(next) {
            self.choice.message = Some(format!("{}: {}", theme.name, theme.about));
            self.theme = theme.clone();
        }
    }

    /// Stops, with the workers of a sweep, until the program is continued.
    fn suspend(&mut self, stopped: Stopped, surface: &mut dyn Surface) -> io::Result<()> {
        let Some(watched) = &mut self.watched else { return surface.suspend(stopped) };
        watched.source.hold();
        let suspended = surface.suspend(stopped);
        watched.source.resume();
        suspended
    }

    /// Whether something goes on.
    fn moves(&self) -> bool {
        self.watched.as_ref().is_some_and(|watched| watched.progress.now != Now::Over)
    }
}

impl Show for Viewer<'_> {
    type Message = News;

    fn is_stale(&mut self) -> bool {
        assert!(self.fault.is_none_or(|at| Instant::now() < at), "a rehearsed fault of the screen");
        if self.answered_until.is_some_and(|until| until <= Instant::now()) {
            (self.answered_until, self.choice.message, self.stale) = (None, None, true);
        }
        self.stale
    }

    fn draw(&mut self, surface: &mut dyn Surface) -> io::Result<()> {
        self.stale = false;
        let mut seen = Rect::default();
        surface.draw(&mut |area, buf| {
            seen = area;
            view::draw(&self.scene(), area, buf);
        })?;
        self.area = seen;
        Ok(())
    }

    fn next_tick(&self, due: Instant) -> Receiver<Instant> {
        let until = |at: Instant| at.saturating_duration_since(Instant::now());
        let frame = self.stale.then(|| until(due)).or_else(|| self.moves().then_some(SECOND));
        let rest = self.answered_until.into_iter().chain(self.fault).map(until);
        frame.into_iter().chain(rest).min().map_or_else(never, after)
    }

    fn tick(&mut self) {
        self.stale |= self.moves();
    }

    fn messages(&self) -> Receiver<News> {
        self.watched.as_ref().map_or_else(never, |watched| watched.news.clone())
    }

    fn take(&mut self, first: Option<News>) {
        let Some(watched) = &mut self.watched else { return };
        self.stale = true;
        let Some(first) = first else {
            watched.news = never();
            return;
        };
        let rest: Vec<News> = watched.news.try_iter().collect();
        std::iter::once(first).chain(rest).for_each(|news| self.hear(news));
    }

    fn take_input(&mut self, input: Input, surface: &mut dyn Surface) -> io::Result<Option<Cause>> {
        self.stale = true;
        let action = match input {
            Input::Key(key) => action_of(key),
            // There is nothing to point at.
            Input::Mouse(_) => None,
            Input::Resize => {
                surface.refresh()?;
                None
            }
            Input::Stop => {
                self.suspend(Stopped::Process, surface)?;
                None
            }
            Input::Gone => return Ok(Some(Cause::Signal(Signal::Hup))),
        };
        let Some(action) = action else { return Ok(None) };
        let last = view::scrolls(&self.scene(), self.area);
        match self.choice.update(action, &self.exhibit, last) {
            Effect::None => {}
            Effect::NextTheme => self.next_theme(),
            Effect::Suspend => self.suspend(Stopped::Job, surface)?,
            Effect::Quit => return Ok(Some(Cause::Quit)),
            Effect::Interrupt => return Ok(Some(Cause::Signal(Signal::Int))),
        }
        self.answered_until = self.choice.message.as_ref().map(|_| Instant::now() + ANSWER);
        Ok(None)
    }
}

#[cfg(test)]
mod tests;
