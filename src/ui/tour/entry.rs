//! A line that the presenter types: the votes of the room, or the name of a scene.

use crate::ui::key::Key;

/// Longest line: four numbers, or a name.
const LONGEST: usize = 60;

/// Purpose of a typed line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EntryKind {
    /// Votes for each choice.
    Votes,
    /// The name of a scene.
    Scene,
}

/// A line that is being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Its purpose.
    pub kind: EntryKind,
    /// The text so far.
    pub text: String,
}

impl Entry {
    /// An empty line.
    pub(crate) fn new(kind: EntryKind) -> Self {
        Self { kind, text: String::new() }
    }

    /// The words before the line.
    #[must_use]
    pub(crate) fn prompt(&self) -> &'static str {
        match self.kind {
            EntryKind::Votes => "votes for 1, 2, …:",
            EntryKind::Scene => "go to the scene:",
        }
    }

    /// Takes in a key; `true` where the line is complete.
    pub(crate) fn press(&mut self, key: Key) -> bool {
        match key {
            Key::Enter => return true,
            Key::Backspace => {
                self.text.pop();
            }
            Key::Char(c) if self.text.chars().nth(LONGEST - 1).is_none() && !c.is_control() => {
                self.text.push(c);
            }
            _ => {}
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_grows_shrinks_and_is_complete_at_enter() {
        let mut entry = Entry::new(EntryKind::Votes);
        for key in [Key::Char('1'), Key::Char('2'), Key::Char('x'), Key::Backspace, Key::Left] {
            assert!(!entry.press(key));
        }
        assert!(entry.press(Key::Enter));
        assert_eq!(entry.text, "12");
        for _ in 0..1000 {
            entry.press(Key::Char('y'));
        }
        assert_eq!(entry.text.len(), LONGEST);
    }
}
