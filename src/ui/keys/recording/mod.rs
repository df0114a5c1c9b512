//! The bindings of a recording that is played. They come before those of the dashboard.
//!
//! Digits are the pages, until something has gone to another moment: then they are tenths of the recording, until
//! something else is asked for or Esc is pressed. In the table of workers `<` and `>` sort, as in a race.

use super::binding::{Binding, UNSAID, bind};
use super::dashboard::{BINDINGS, action_of};
use crate::ui::action::Action;
use crate::ui::action::Action::{Play, Scrub};
use crate::ui::key::Key;
use crate::ui::key::Key::{Char, Left, Right, ShiftLeft, ShiftRight};
use crate::ui::player::Play as P;
use crate::ui::state::Page;

/// Rank of keys that the footer does not mention.
const LAST: u8 = 99;

/// Keys of the tenths.
const TENTHS: &[Key] = &[
    Char('0'),
    Char('1'),
    Char('2'),
    Char('3'),
    Char('4'),
    Char('5'),
    Char('6'),
    Char('7'),
    Char('8'),
    Char('9'),
];

/// All keys, in the order of the footer. Opposite keys share one word there.
#[rustfmt::skip]
static PLAYER: [Binding<Action>; 12] = [
    bind(&[Left], Play(P::Move(-1)), "← →", ["seek", "seek"], "go back a second; in a recording under 20 s a twentieth of it, in one over a minute a sixtieth", 3),
    bind(&[Right], Play(P::Move(1)), "right", UNSAID, "go on as far", LAST),
    bind(&[ShiftLeft], Play(P::Move(-10)), "shift ←", UNSAID, "go back ten times as far", LAST),
    bind(&[ShiftRight], Play(P::Move(10)), "shift →", UNSAID, "go on ten times as far", LAST),
    bind(TENTHS, Play(P::Tenth(0)), "0-9", ["tenths", "tenths"], "after a seek or a click on the timeline: go to this tenth of the recording; esc, or a key that does not play, makes them the views again", 3),
    bind(&[Char(',')], Play(P::Step(-1)), ", .", ["step", "step"], "pause, and go back a frame of 1/30 s", 4),
    bind(&[Char('.')], Play(P::Step(1)), ".", UNSAID, "pause, and go on a frame of 1/30 s", LAST),
    bind(&[Char('['), Char('<')], Play(P::Slower), "< >", ["speed", "speed"], "play half as fast; [ does the same, also in the table of workers", 4),
    bind(&[Char(']'), Char('>')], Play(P::Faster), ">", UNSAID, "play twice as fast; ] does the same, also in the table of workers", LAST),
    bind(&[Char('L')], Play(P::Loop), "L", ["loop", "loop"], "begin again two seconds after the end, or stop there", 5),
    bind(&[Char('h')], Scrub(-1), "h l", ["look back", "look"], "read out an earlier moment, without a seek", 8),
    bind(&[Char('l')], Scrub(1), "l", UNSAID, "read out a later moment, without a seek", LAST),
];

/// The keys of a recording in one state of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RecordingKeys {
    /// The page.
    pub page: Page,
    /// Whether the timeline has the digits.
    pub timeline: bool,
}

impl RecordingKeys {
    /// The keys as the help explains them: digits as the views, and the keys that sort the table of workers.
    pub(crate) const EXPLAINED: Self = Self { page: Page::Workers, timeline: false };

    /// The keys of the player, in the order of the footer.
    pub(crate) fn of_the_player() -> impl Iterator<Item = &'static Binding<Action>> {
        PLAYER.iter()
    }

    /// The keys of the dashboard that keep their meaning.
    pub(crate) fn of_the_rest(self) -> impl Iterator<Item = &'static Binding<Action>> {
        BINDINGS.iter().filter(move |binding| binding.keys.first().is_none_or(|key| self.own(*key).is_none()))
    }

    /// The action of `key`.
    #[must_use]
    pub(crate) fn action_of(self, key: Key) -> Option<Action> {
        self.own(key).or_else(|| action_of(key))
    }

    /// The action of a key of the player.
    fn own(self, key: Key) -> Option<Action> {
        let elsewhere = match key {
            Char('<' | '>') => self.page == Page::Workers,
            Char('0'..='9') => !self.timeline,
            _ => false,
        };
        let (binding, place) =
            PLAYER.iter().find_map(|b| Some((b, b.keys.iter().position(|other| *other == key)?)))?;
        let action = match binding.action {
            Play(P::Tenth(_)) => Play(P::Tenth(u8::try_from(place).unwrap_or(0))),
            ref action => action.clone(),
        };
        (!elsewhere).then_some(action)
    }
}

#[cfg(test)]
mod tests;
