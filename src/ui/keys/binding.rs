//! A binding: the keys of an action, and its words for help and footer.

use crate::ui::key::Key;
use crate::ui::key::Key::Char;

/// A line of the table of keys. Another screen's keys have another type of action.
#[derive(Debug)]
pub(crate) struct Binding<A: 'static> {
    /// Keys that do it.
    pub keys: &'static [Key],
    /// The action.
    pub action: A,
    /// The keys as they are printed.
    pub label: &'static str,
    /// A word for the footer, and a shorter one for a narrow screen; empty to stay out of it.
    pub brief: [&'static str; 2],
    /// A sentence for the help.
    pub help: &'static str,
    /// Its rank in the footer where there is not room for all: the lowest ranks stay.
    pub rank: u8,
}

/// A line of a table of keys, in one line of the source.
pub(in crate::ui) const fn bind<A>(
    keys: &'static [Key],
    action: A,
    label: &'static str,
    brief: [&'static str; 2],
    help: &'static str,
    rank: u8,
) -> Binding<A> {
    Binding { keys, action, label, brief, help, rank }
}

/// The action of `key` in a table, and the index of the key among the keys of that action.
pub(in crate::ui) fn bound<A>(bindings: &[Binding<A>], key: Key) -> Option<(&A, usize)> {
    bindings.iter().find_map(|b| Some((&b.action, b.keys.iter().position(|k| *k == key)?)))
}

/// Keys of the numbered views and of the entries of a list.
pub(in crate::ui) const DIGITS: &[Key] =
    &[Char('1'), Char('2'), Char('3'), Char('4'), Char('5'), Char('6'), Char('7'), Char('8'), Char('9')];

/// Footer words of a key that the footer does not mention.
pub(in crate::ui) const UNSAID: [&str; 2] = ["", ""];
