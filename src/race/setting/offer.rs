//! Offers of a setting: values to choose from, and the keys that step through them.

/// A value that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Offer {
    /// The value, as it is typed.
    pub value: String,
    /// Meaning, in half a sentence; empty where the value explains itself.
    pub about: String,
    /// Whether it is the current value.
    pub chosen: bool,
}

/// The keys of a setting.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Keys {
    /// The keys, the representative one first.
    pub steps: &'static [StepKey],
    /// All of them, as they are printed together.
    pub label: &'static str,
    /// Word for it in a line of keys, and a shorter one.
    pub brief: [&'static str; 2],
    /// Place among the keys of settings, the lowest first.
    pub place: u8,
    /// Rank: where there is not room for all keys, the lowest ranks stay.
    pub rank: u8,
}

/// A key and its step.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StepKey {
    /// The character.
    pub key: &'static str,
    /// Its step.
    pub step: Step,
    /// Its effect, in half a sentence.
    pub help: &'static str,
}

/// Direction of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// To less, or to the previous value.
    Back,
    /// To more, or to the next value.
    On,
}

impl Step {
    /// The place one step away from `place` among `count`, wrapping around.
    #[must_use]
    pub(crate) fn around(self, place: usize, count: usize) -> usize {
        let count = count.max(1);
        match self {
            Self::Back => (place + count - 1) % count,
            Self::On => (place + 1) % count,
        }
    }
}

/// The new value of a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum To {
    /// The value one step away from the current one.
    Step(Step),
    /// This value, as it is typed.
    Value(String),
}
