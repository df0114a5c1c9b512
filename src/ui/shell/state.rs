//! What the shell keeps for every screen: themes, help, message, whether a frame is due.

use std::time::Instant;

use super::Options;
use super::answer::Answer;
use super::looks::Looks;
use crate::ui::appearance::Appearance;
use crate::ui::theme::Theme;
use crate::ui::update::Reach;

/// The part of the state that all screens have. A screen is given it with every action and message.
#[derive(Debug)]
pub struct ShellState {
    pub(super) looks: Looks,
    present: bool,
    /// Lines of the help that are scrolled away, while it is open.
    pub(super) help: Option<usize>,
    /// How far the help scrolled on the last frame.
    pub(super) help_reach: Reach,
    answer: Option<Answer>,
    /// Whether the frame on the terminal is no longer the one that would be drawn.
    pub(super) stale: bool,
}

impl ShellState {
    pub(super) fn new(options: Options) -> Self {
        Self {
            looks: Looks::new(options.themes, options.theme),
            present: options.present,
            help: None,
            help_reach: Reach::default(),
            answer: options.notice.map(Answer::notice),
            stale: true,
        }
    }

    /// Answers a key: for a while, until the next key, or until [`end_answer`](Self::end_answer).
    pub fn say(&mut self, text: String) {
        self.set_answer(Some(Answer::to_key(text)));
    }

    /// Says something that must be read: it stays until a key is pressed.
    pub fn warn(&mut self, text: String) {
        self.set_answer(Some(Answer::warning(text)));
    }

    /// Ends the answer to a key, since what it announced has begun. Notices and warnings stay.
    pub fn end_answer(&mut self) {
        if self.answer.as_ref().is_some_and(Answer::is_asked) {
            self.set_answer(None);
        }
    }

    /// Closes the help: something else opens in its place.
    pub fn close_help(&mut self) {
        (self.help, self.stale) = (None, true);
    }

    /// All themes, in their order, each with whether it is on.
    pub fn themes(&self) -> impl Iterator<Item = (&Theme, bool)> {
        self.looks.all()
    }

    /// How a screen is drawn now.
    #[must_use]
    pub fn appearance(&self) -> Appearance<'_> {
        Appearance { theme: self.looks.theme(), present: self.present, message: self.message() }
    }

    /// The message, while there is one.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.answer.as_ref().map(|answer| answer.text.as_str())
    }

    /// A key was pressed that means something: what was said before was read.
    pub(super) fn forget_message(&mut self) {
        self.set_answer(None);
    }

    /// Ends a message whose time is over at `now`.
    pub(super) fn expire(&mut self, now: Instant) {
        if self.answer.as_ref().is_some_and(|answer| answer.is_over(now)) {
            self.set_answer(None);
        }
    }

    /// When the message goes by itself.
    pub(super) fn expires(&self) -> Option<Instant> {
        self.answer.as_ref().and_then(Answer::until)
    }

    /// Few words, or all of them again.
    pub(super) fn toggle_present(&mut self) {
        self.present = !self.present;
        if self.present {
            // Nothing else on the screen tells how to come back.
            self.say("Few words, for a projector: P brings all of them back, ? helps.".into());
        }
    }

    /// Scrolls the open help by so many lines.
    pub(super) fn scroll_help(&mut self, lines: isize) {
        let last = self.help_reach.last;
        self.help = self.help.map(|at| at.saturating_add_signed(lines).min(last));
    }

    fn set_answer(&mut self, answer: Option<Answer>) {
        (self.answer, self.stale) = (answer, true);
    }
}
