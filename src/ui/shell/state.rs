//! The shell's state for every screen: themes, help, message, whether a frame is due.

use std::time::Instant;

use super::answer::Answer;
use super::looks::Looks;
use super::options::Options;
use crate::ui::appearance::Appearance;
use crate::ui::state::Reach;
use crate::ui::theme::Theme;

/// The part of the state that all screens have. A screen gets it with every action and message.
#[derive(Debug)]
pub(crate) struct ShellState {
    pub(super) looks: Looks,
    present: bool,
    /// Number of help lines scrolled past, while the help is open.
    pub(super) help: Option<usize>,
    /// Scroll range of the help on the last frame.
    pub(super) help_reach: Reach,
    answer: Option<Answer>,
    /// Whether the frame on the terminal is out of date.
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

    /// Answers a key: until its lifetime ends, until the next key, or until [`end_answer`](Self::end_answer).
    pub(crate) fn say(&mut self, text: String) {
        self.set_answer(Some(Answer::to_key(text)));
    }

    /// Shows a warning that must be read: it stays until a key is pressed.
    pub(crate) fn warn(&mut self, text: String) {
        self.set_answer(Some(Answer::warning(text)));
    }

    /// Ends the answer to a key, since what it announced has begun. Notices and warnings stay.
    pub(crate) fn end_answer(&mut self) {
        if self.answer.as_ref().is_some_and(Answer::is_asked) {
            self.set_answer(None);
        }
    }

    /// Closes the help, because something else opens in its place.
    pub(crate) fn close_help(&mut self) {
        (self.help, self.stale) = (None, true);
    }

    /// All themes, in order, each with whether it is current.
    pub(crate) fn themes(&self) -> impl Iterator<Item = (&Theme, bool)> {
        self.looks.all()
    }

    /// The current appearance.
    #[must_use]
    pub(crate) fn appearance(&self) -> Appearance<'_> {
        Appearance { theme: self.looks.theme(), present: self.present, message: self.message() }
    }

    /// The message, if there is one.
    #[must_use]
    pub(crate) fn message(&self) -> Option<&str> {
        self.answer.as_ref().map(|answer| answer.text.as_str())
    }

    /// Removes the message, since a key that means something was pressed after it.
    pub(super) fn forget_message(&mut self) {
        self.set_answer(None);
    }

    /// Ends a message whose lifetime is over at `now`.
    pub(super) fn expire(&mut self, now: Instant) {
        if self.answer.as_ref().is_some_and(|answer| answer.is_over(now)) {
            self.set_answer(None);
        }
    }

    /// Time at which the message ends by itself.
    pub(super) fn expires(&self) -> Option<Instant> {
        self.answer.as_ref().and_then(Answer::until)
    }

    /// Switches between few words and all of them.
    pub(super) fn toggle_present(&mut self) {
        self.present = !self.present;
        if self.present {
            // Nothing else on the screen says how to come back.
            self.say("Few words, for a projector: P brings all of them back, ? helps.".into());
        }
    }

    /// Scrolls the open help by this many lines.
    pub(super) fn scroll_help(&mut self, lines: isize) {
        let last = self.help_reach.last;
        self.help = self.help.map(|at| at.saturating_add_signed(lines).min(last));
    }

    fn set_answer(&mut self, answer: Option<Answer>) {
        (self.answer, self.stale) = (answer, true);
    }
}
