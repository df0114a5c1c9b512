//! The keys of the tour, as data. A presenter's clicker sends page up and down, and some send a point to blank.

use crate::ui::command::Command;
use crate::ui::key::Key;
use crate::ui::keys::{Binding, UNSAID, bind, bound, shell_binding};

/// A request of the presenter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    /// The next step: from the question to the run, to the verdict, to the next question.
    Next,
    /// The step before.
    Back,
    /// A vote for the choice at this index.
    Vote(usize),
    /// Take the last vote back.
    TakeBack,
    /// Type how many hands each choice has.
    Count,
    /// Pause, or go on.
    Pause,
    /// Run the scene again.
    Restart,
    /// Play the recording twice as fast.
    Faster,
    /// Play the recording half as fast.
    Slower,
    /// Play the recording in place of the live run.
    FallBack,
    /// Go to a scene by its name.
    Jump,
    /// Show nothing, or the picture again.
    Blank,
    /// Hide the keys, or show them again.
    HideKeys,
    /// Scroll the list of verdicts down.
    Down,
    /// Scroll it up.
    Up,
    /// A key of the line that is typed.
    Type(Key),
    /// A command of the application shell.
    Shell(Command),
}

/// A command of the shell.
const fn shell(command: Command, brief: [&'static str; 2], rank: u8) -> Binding<Action> {
    shell_binding(command, Action::Shell(command), brief, rank)
}

use Action as A;
use Command as C;
use Key::{Backspace, Char, Down, Enter, Left, PageDown, PageUp, Right, Up};

/// Keys of the choices.
const CHOICES: &[Key] = &[Char('1'), Char('2'), Char('3'), Char('4')];

/// All keys, in the order of the last row.
#[rustfmt::skip]
pub(crate) const BINDINGS: &[Binding<Action>] = &[
    bind(&[Char(' '), Enter, Right, PageDown], A::Next, "space", ["next", "next"], "the next step; enter, right and page down do the same", 0),
    bind(&[Left, PageUp], A::Back, "←", ["back", "back"], "the step before; page up does the same", 3),
    bind(CHOICES, A::Vote(0), "1-4", ["vote", "vote"], "a vote for that choice", 1),
    bind(&[Char('v')], A::Count, "v", ["count", "count"], "type how many hands each choice has", 4),
    bind(&[Backspace], A::TakeBack, "backspace", UNSAID, "take the last vote back", 99),
    bind(&[Char('p')], A::Pause, "p", ["pause", "pause"], "pause the picture, or go on", 4),
    bind(&[Char('r')], A::Restart, "r", ["again", "again"], "run the scene again; a second press confirms", 5),
    bind(&[Char('+'), Char('=')], A::Faster, "+", ["faster", "fast"], "play a recording twice as fast", 8),
    bind(&[Char('-')], A::Slower, "-", ["slower", "slow"], "play a recording half as fast", 8),
    bind(&[Char('f')], A::FallBack, "f", ["recording", "rec"], "play the recording in place of a live run; a second press confirms", 6),
    bind(&[Char('g')], A::Jump, "g", ["go to", "go"], "go to a scene by its name", 6),
    bind(&[Char('b'), Char('.')], A::Blank, "b", ["blank", "blank"], "show nothing; any key shows the picture again", 7),
    bind(&[Char('h')], A::HideKeys, "h", ["hide keys", "hide"], "hide the keys in the last row, or show them again", 9),
    bind(&[Down], A::Down, "down", UNSAID, "scroll the list of verdicts at the end of the talk", 99),
    bind(&[Up], A::Up, "up", UNSAID, "scroll it back", 99),
    Binding { help: "changes nothing here: the tour is always drawn for a projector", ..shell(C::Present, UNSAID, 99) },
    shell(C::NextTheme, UNSAID, 99),
    shell(C::Help, ["help", "help"], 2),
    Binding { help: "close the help, or the line that is typed", ..shell(C::Close, UNSAID, 99) },
    Binding { help: "close the help, else end the talk; a second press confirms", ..shell(C::Quit, ["end", "end"], 10) },
    shell(C::Interrupt, UNSAID, 99),
    shell(C::Suspend, UNSAID, 99),
];

/// The action of `key`. Digits choose by their index among themselves.
#[must_use]
pub(crate) fn action_of(key: Key) -> Option<Action> {
    let (action, place) = bound(BINDINGS, key)?;
    Some(if matches!(action, Action::Vote(_)) { Action::Vote(place) } else { *action })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_does_two_things_and_each_explains_itself() {
        let keys: Vec<Key> = BINDINGS.iter().flat_map(|b| b.keys).copied().collect();
        for (i, key) in keys.iter().enumerate() {
            assert!(!keys[..i].contains(key), "{key:?} is bound twice");
            assert!(action_of(*key).is_some());
        }
        assert!(BINDINGS.iter().all(|b| !b.label.is_empty() && !b.help.is_empty()));
        assert_eq!(action_of(Char('3')), Some(Action::Vote(2)));
        assert_eq!(action_of(Char('5')), None);
    }

    #[test]
    fn the_document_on_giving_a_talk_has_every_key() {
        let document = include_str!("../../../docs/talk.md");
        for binding in BINDINGS.iter().filter(|b| !matches!(b.action, Action::Shell(_))) {
            for key in binding.keys.iter().filter(|key| ![Char('='), Char('2'), Char('3')].contains(key)) {
                assert!(document.contains(&format!("`{key}`")), "{key}: {}", binding.help);
            }
        }
    }

    #[test]
    fn a_clicker_goes_on_and_back_and_blanks_the_screen() {
        for (key, action) in [
            (PageDown, Action::Next),
            (PageUp, Action::Back),
            (Char('b'), Action::Blank),
            (Char('.'), Action::Blank),
        ] {
            assert_eq!(action_of(key), Some(action));
        }
    }

    #[test]
    fn what_ends_or_restarts_a_run_says_that_it_is_confirmed() {
        for action in [Action::Restart, Action::FallBack, Action::Shell(Command::Quit)] {
            let binding = BINDINGS.iter().find(|b| b.action == action).expect("it has a key");
            assert!(binding.help.contains("a second press confirms"), "{action:?}");
        }
    }
}
