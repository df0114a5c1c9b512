//! The bindings of the dashboard: which key does what, and its text for help and footer.

use std::sync::LazyLock;

use super::binding::{DIGITS, UNSAID, bind, bound};
use super::shell_keys::shell_binding;
use crate::race::setting::{Adjustable, Change, Keys, StepKey, adjustable};
use crate::ui::action::Action;
use crate::ui::command::Command;
use crate::ui::key::Key;
use crate::ui::state::Page;

/// A binding of the dashboard.
type Binding = super::binding::Binding<Action>;

/// A command of the shell.
const fn shell(command: Command, brief: [&'static str; 2], rank: u8) -> Binding {
    shell_binding(command, Action::Shell(command), brief, rank)
}

/// Rank of those.
const LAST: u8 = 99;

use Action as A;
use Command as C;
use Key::{BackTab, Backspace, Char, Ctrl, Down, End, Enter, Home, Left, PageDown, PageUp};
use Key::{Right, ShiftLeft, ShiftRight, Tab, Up};

/// All keys, in the order of the footer. Opposite keys share one word there.
pub(crate) static BINDINGS: LazyLock<Vec<Binding>> =
    LazyLock::new(|| of_the_picture().into_iter().chain(of_settings()).chain(of_the_rest()).collect());

#[rustfmt::skip]
fn of_the_picture() -> Vec<Binding> {
    vec![
        bind(&[Char(' ')], A::Pause, "space", ["pause", "pause"], "freeze the picture (a replay also stops its clock), or go on", 3),
        bind(&[Char('r')], A::Again, "r", ["again", "again"], "run again from the beginning", 2),
        bind(&[Char('u')], A::Undo, "u", UNSAID, "back to the settings before the last change, and run them", LAST),
        bind(&[Char('H')], A::Races, "H", UNSAID, "all races of this session: see one again, or two beside each other", LAST),
        of_the_pages(),
        bind(&[Char('0')], A::Page(Page::Ranking), "0", UNSAID, "the ranking: all lanes, best first, and the verdict", LAST),
        bind(&[Tab], A::FocusNext, "tab", ["lane", "lane"], "focus the next lane", 8),
        bind(&[BackTab, Backspace], A::FocusBack, "shift-tab", UNSAID, "focus the lane before", LAST),
        bind(&[Left, Char('h')], A::Scrub(-1), "← →", ["look back", "look"], "read out an earlier moment; h does the same", 4),
        bind(&[Right, Char('l')], A::Scrub(1), "right", UNSAID, "read out a later moment; l does the same", LAST),
        bind(&[ShiftLeft], A::Scrub(-10), "shift-left", UNSAID, "read out a much earlier moment", LAST),
        bind(&[ShiftRight], A::Scrub(10), "shift-right", UNSAID, "read out a much later moment", LAST),
        bind(&[Char('+'), Char('=')], A::Stretch, "+ −", ["time axis", "axis"], "a shorter part of the time, larger", 5),
        bind(&[Char('-'), Char('_')], A::Shrink, "-", UNSAID, "a longer part of the time, smaller", LAST),
        bind(&[Char('g'), Home], A::Top, "g", UNSAID, "to the first line or row, or the beginning of the time; home does the same", LAST),
        bind(&[Char('G'), End], A::Bottom, "G", UNSAID, "to the last line or row, or follow what happens again; end does the same", LAST),
        bind(&[Char('z')], A::Zoom, "z", ["zoom", "zoom"], "the focused lane on the whole screen, or back", 9),
    ]
}

/// The digits, from the list of pages.
fn of_the_pages() -> Binding {
    let numbered = Page::ALL.into_iter().filter(|page| page.number() > 0);
    let names = numbered.map(Page::name).collect::<Vec<_>>().join(", ");
    // Leaked on purpose: the table lives as long as the program.
    let label = format!("1-{}", Page::last_number()).leak();
    let help = format!("the views: {names}; in a list, its entry").leak();
    bind(DIGITS, Action::Pick(0), label, UNSAID, help, LAST)
}

/// The keys of settings, each from the table of settings.
fn of_settings() -> Vec<Binding> {
    let mut all: Vec<(Keys, &dyn Adjustable)> =
        adjustable().into_iter().filter_map(|setting| Some((setting.keys()?, setting))).collect();
    all.sort_by_key(|(keys, _)| keys.place);
    let of_one = |(keys, setting): (Keys, &dyn Adjustable)| {
        let flag = setting.flag();
        let of_key = move |(place, StepKey { key, step, help }): (usize, &StepKey)| {
            // Leaked on purpose: the table lives as long as the program.
            let pressed: &'static [Key] = key.chars().map(Char).collect::<Vec<_>>().leak();
            let action = A::Change(Change::step(flag, *step));
            // The first key stands for all of them.
            let (label, brief, rank) =
                if place == 0 { (keys.label, keys.brief, keys.rank) } else { (*key, UNSAID, LAST) };
            bind(pressed, action, label, brief, help, rank)
        };
        keys.steps.iter().enumerate().map(of_key)
    };
    all.into_iter().flat_map(of_one).collect()
}

#[rustfmt::skip]
fn of_the_rest() -> Vec<Binding> {
    vec![
        bind(&[Char('x')], A::Kill, "x", ["kill", "kill"], "kill the selected worker process, to see the pool heal", 9),
        bind(&[Char('X')], A::Faults, "X", UNSAID, "the list of all that can be done to the selected worker process", LAST),
        bind(&[Char('n')], A::NextWorker, "n", UNSAID, "select the next worker: of the focused lane, or of the table, round and round", LAST),
        bind(&[Char('p')], A::WorkerBefore, "p", UNSAID, "select the worker before", LAST),
        bind(&[Char('>')], A::SortNext, "< >", ["sort", "sort"], "sort the table of workers by its next column", 4),
        bind(&[Char('<')], A::SortBefore, "<", UNSAID, "sort the table of workers by the column before", LAST),
        bind(&[Char('i')], A::Invert, "i", ["invert", "invert"], "sort the table of workers the other way round", 6),
        bind(&[Char('o')], A::Output, "o", ["output", "out"], "show or hide what the workers printed", 9),
        shell(C::Present, ["present", "present"], 10),
        shell(C::NextTheme, UNSAID, LAST),
        bind(&[Char(':'), Char('/'), Char('m'), Ctrl('p')], A::Menu, ":", ["menu", "menu"], "all that can be set or done, found by typing; /, m and ctrl-p do the same", 5),
        Binding { help: "show or hide this help; on a figure, tab, lane or column first what it is; F1 does the same", ..shell(C::Help, ["help", "help"], 1) },
        bind(&[Up, Char('k')], A::Up, "up", UNSAID, "a line up in help, list, table or output; else the worker above; k does the same", LAST),
        bind(&[Down, Char('j')], A::Down, "down", UNSAID, "a line down in help, list, table or output; else the worker below; j does the same", LAST),
        bind(&[PageUp], A::PageUp, "page up", UNSAID, "a page up in help, list, table or output; else a page of the time back", LAST),
        bind(&[PageDown], A::PageDown, "page down", UNSAID, "a page down in help, list, table or output; else a page of the time on", LAST),
        bind(&[Enter], A::Confirm, "enter", UNSAID, "choose what is marked in the list; else details: of a lane, of a worker, of the ranking", LAST),
        Binding { help: "close help or list, let go of the cursor, go back: from an earlier race, to the page of the race, out of the zoom", ..shell(C::Close, UNSAID, LAST) },
        Binding { help: "close help or list, else leave; the verdict stays on the terminal", ..shell(C::Quit, ["quit", ""], 0) },
        shell(C::Interrupt, UNSAID, LAST),
        shell(C::Suspend, UNSAID, LAST),
    ]
}

/// The key of an action, as it is printed; empty where it has none.
#[must_use]
pub(crate) fn label_of(action: &Action) -> String {
    let bound = BINDINGS.iter().find(|binding| binding.action == *action);
    bound.and_then(|binding| binding.keys.first()).map_or_else(String::new, Key::to_string)
}

/// The action of `key`. Keys that choose from a list choose by their index among themselves.
#[must_use]
pub(crate) fn action_of(key: Key) -> Option<Action> {
    let (action, place) = bound(&BINDINGS, key)?;
    Some(match action {
        Action::Pick(_) => Action::Pick(place),
        action => action.clone(),
    })
}

#[cfg(test)]
mod tests;
