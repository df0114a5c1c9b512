//! The keys of the screens of scaling, as data.

use crate::ui::command::Command;
use crate::ui::key::Key;
use crate::ui::keys::{Binding, DIGITS, UNSAID, bind, bound, shell_binding};

/// A request of the viewer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    /// The next chart.
    NextChart,
    /// The previous chart.
    PreviousChart,
    /// The chart at this index.
    Chart(usize),
    /// Put the next curve in front.
    NextMember,
    /// Put the previous curve in front.
    MemberBefore,
    /// Put the first curve in front.
    FirstMember,
    /// Put the last curve in front.
    LastMember,
    /// Show details of what is in front.
    Details,
    /// The next grouping of curves.
    NextGrouping,
    /// Change the metric of the vertical axis.
    Align,
    /// Switch the axis of workers between logarithmic and linear.
    Spacing,
    /// A command of the application shell.
    Shell(Command),
}

/// A command of the shell.
const fn shell(command: Command, brief: [&'static str; 2], rank: u8) -> Binding<Action> {
    shell_binding(command, Action::Shell(command), brief, rank)
}

use Action as A;
use Command as C;
use Key::{BackTab, Char, Down, End, Enter, Home, Left, PageDown, PageUp, Right, Tab, Up};

/// All keys, in the order of the footer.
#[rustfmt::skip]
pub(crate) const BINDINGS: &[Binding<Action>] = &[
    bind(&[Tab, Right, PageDown], A::NextChart, "tab", ["chart", "chart"], "the next chart; right and page down do the same", 3),
    bind(&[BackTab, Left, PageUp], A::PreviousChart, "shift-tab", UNSAID, "the chart before; left and page up do the same", 99),
    bind(DIGITS, A::Chart(0), "1-9", UNSAID, "the chart with that number", 99),
    bind(&[Down, Char('j')], A::NextMember, "j k", ["curve", "curve"], "the next curve in front, with its table; down does the same", 4),
    bind(&[Up, Char('k')], A::MemberBefore, "k", UNSAID, "the curve before in front; up does the same", 99),
    bind(&[Char('g'), Home], A::FirstMember, "g", UNSAID, "the first curve in front; home does the same", 99),
    bind(&[Char('G'), End], A::LastMember, "G", UNSAID, "the last curve in front; end does the same", 99),
    bind(&[Enter], A::Details, "enter", UNSAID, "where the details of a curve are", 99),
    bind(&[Char('a')], A::Align, "a", ["align", "align"], "speed-up, efficiency or tasks per second upwards", 2),
    bind(&[Char('l')], A::Spacing, "l", ["log", "log"], "doublings equally long, or workers", 5),
    bind(&[Char('o')], A::NextGrouping, "o", ["other way", "other"], "put curves together the other way: what was the chart is the curve", 6),
    shell(C::Present, ["present", "present"], 7),
    shell(C::NextTheme, ["theme", "theme"], 8),
    shell(C::Help, ["help", "help"], 1),
    shell(C::Close, UNSAID, 99),
    Binding { help: "close the help, else leave: a sweep ends, and what was measured is kept", ..shell(C::Quit, ["quit", "quit"], 0) },
    shell(C::Interrupt, UNSAID, 99),
    shell(C::Suspend, UNSAID, 99),
];

/// The action of `key`. Digits choose by their index among themselves.
#[must_use]
pub(crate) fn action_of(key: Key) -> Option<Action> {
    let (action, place) = bound(BINDINGS, key)?;
    Some(if matches!(action, Action::Chart(_)) { Action::Chart(place) } else { *action })
}

#[cfg(test)]
mod tests;
