//! The controls of a recording that is played: what can be asked for, and where that leads.

use crossbeam_channel::Receiver;

use crate::event::{Event, Nanos};
use crate::model::Model;

/// Length of a step: a frame of a film.
const FRAME: Nanos = Nanos(1_000_000_000 / 30);
/// Speeds that keys reach, in multiples of the recorded one. Others can be typed.
const SLOWEST: f64 = 1.0 / 16.0;
const FASTEST: f64 = 64.0;

/// A request to the player of a recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Play {
    /// Go this many strides on, or back.
    Move(i16),
    /// Pause, and go this many frames on, or back.
    Step(i16),
    /// Go to this tenth of the recording, from 0.
    Tenth(u8),
    /// Go to this moment.
    To(Nanos),
    /// Play half as fast.
    Slower,
    /// Play twice as fast.
    Faster,
    /// Begin again after the end, or stop there.
    Loop,
}

impl Play {
    /// Whether it goes to another moment.
    #[must_use]
    pub(crate) const fn seeks(self) -> bool {
        !matches!(self, Self::Slower | Self::Faster | Self::Loop)
    }
}

/// State of the player.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Playback {
    /// Recorded seconds per second.
    pub speed: f64,
    /// Whether it begins again after its end.
    pub looped: bool,
    /// The current moment of the recording.
    pub at: Nanos,
    /// The last moment of the recording.
    pub length: Nanos,
}

impl Playback {
    /// Length of a stride: a second; in a short recording a twentieth of it, in a long one a sixtieth.
    #[must_use]
    pub(crate) fn stride(self) -> Nanos {
        Nanos((self.length.0 / 20).min(1_000_000_000).max(self.length.0 / 60).max(1))
    }

    /// The moment that a request leads to; `None` where it leads to none.
    #[must_use]
    pub(crate) fn target(self, play: Play) -> Option<Nanos> {
        let moved = |unit: Nanos, count: i16| {
            let way = i64::try_from(unit.0).unwrap_or(i64::MAX).saturating_mul(count.into());
            Nanos(self.at.0.saturating_add_signed(way)).min(self.length)
        };
        match play {
            Play::Move(strides) => Some(moved(self.stride(), strides)),
            Play::Step(frames) => Some(moved(FRAME, frames)),
            Play::Tenth(tenth) => Some(Nanos(self.length.0 / 10 * u64::from(tenth.min(10)))),
            Play::To(moment) => Some(moment.min(self.length)),
            Play::Slower | Play::Faster | Play::Loop => None,
        }
    }

    /// The speed that a request leads to; `None` where it leads to none.
    #[must_use]
    pub(crate) fn speed_after(self, play: Play) -> Option<f64> {
        match play {
            Play::Slower => Some(self.speed / 2.0).filter(|speed| *speed >= SLOWEST),
            Play::Faster => Some(self.speed * 2.0).filter(|speed| *speed <= FASTEST),
            _ => None,
        }
    }
}

/// The player of a recording.
pub(crate) trait Player {
    /// Goes to this moment: the model of all events up to it, and the receiver of those after it.
    fn seek(&mut self, to: Nanos) -> (Model, Receiver<Event>);

    /// Plays at this speed from now on.
    fn set_speed(&mut self, speed: f64);

    /// Begins again after the end, or stops there.
    fn set_looped(&mut self, looped: bool);

    /// Whether it is time to begin again.
    fn is_due_again(&self) -> bool;
}

#[cfg(test)]
mod tests;
