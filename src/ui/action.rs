//! Keys as data: which key does what, and how help and footer say it.

/// A key press, in no library's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// A character, with Shift already in it.
    Char(char),
    /// Control and a letter.
    Ctrl(char),
    /// Tab.
    Tab,
    /// Shift and Tab.
    BackTab,
    /// Return.
    Enter,
    /// Escape.
    Esc,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
}

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Freeze the picture, or go on.
    Pause,
    /// From the beginning.
    Again,
    /// One worker more in each lane.
    MoreWorkers,
    /// One worker fewer in each lane.
    FewerWorkers,
    /// The next workload.
    NextWorkload,
    /// The next schedule.
    NextSchedule,
    /// Focus the next lane.
    FocusNext,
    /// Focus the lane before.
    FocusBack,
    /// The focused lane on the whole screen, or back.
    Zoom,
    /// The lock on the whole screen, or back.
    Lock,
    /// A shorter switch interval.
    ShorterInterval,
    /// A longer switch interval.
    LongerInterval,
    /// Show or hide the help.
    Help,
    /// Select the next worker of the focused lane.
    NextWorker,
    /// Select the worker before.
    WorkerBefore,
    /// Kill the selected worker.
    Kill,
    /// Show or hide the list of what can be done to the selected worker.
    Faults,
    /// The entry of the list with this place, from 0.
    Pick(u8),
    /// The entry of the list that is marked.
    Confirm,
    /// Show or hide what the workers printed.
    Output,
    /// A line up in what is open; else the worker above.
    Up,
    /// A line down in what is open; else the worker below.
    Down,
    /// Scroll up by what is seen of it.
    PageUp,
    /// Scroll down by what is seen of it.
    PageDown,
    /// Close what is open.
    Close,
    /// Leave.
    Quit,
    /// Leave as an interrupt does.
    Interrupt,
    /// Hand the terminal back to the shell for a while.
    Suspend,
}

/// A line of the table.
#[derive(Debug)]
pub struct Binding {
    /// The keys that do it.
    pub keys: &'static [Key],
    /// What they do.
    pub action: Action,
    /// The keys, as they are printed.
    pub label: &'static str,
    /// A word for the footer, and a shorter one for a narrow screen; empty to stay out of it.
    pub brief: [&'static str; 2],
    /// A sentence for the help.
    pub help: &'static str,
    /// Its place in the footer when there is not room for all: the smallest stay.
    pub rank: u8,
}

const fn bind(
    keys: &'static [Key],
    action: Action,
    label: &'static str,
    brief: [&'static str; 2],
    help: &'static str,
    rank: u8,
) -> Binding {
    Binding { keys, action, label, brief, help, rank }
}

/// A key that the footer does not mention.
const UNSAID: [&str; 2] = ["", ""];

/// Every key there is, in the order of the footer. What opposite keys do is said once there.
pub const BINDINGS: &[Binding] = &[
    bind(
        &[Key::Char(' ')],
        Action::Pause,
        "space",
        ["pause", "pause"],
        "freeze the picture (a replay also stops its clock), or go on",
        3,
    ),
    bind(&[Key::Char('r')], Action::Again, "r", ["again", "again"], "run again from the beginning", 2),
    bind(
        &[Key::Char('+'), Key::Char('=')],
        Action::MoreWorkers,
        "+",
        ["workers", "workers"],
        "one worker more in each lane, and run again",
        4,
    ),
    bind(
        &[Key::Char('-'), Key::Char('_')],
        Action::FewerWorkers,
        "-",
        UNSAID,
        "one worker fewer in each lane, and run again",
        9,
    ),
    bind(
        &[Key::Char('w')],
        Action::NextWorkload,
        "w",
        ["workload", "work"],
        "the next workload, and run again",
        5,
    ),
    bind(
        &[Key::Char('s')],
        Action::NextSchedule,
        "s",
        ["schedule", "plan"],
        "the next schedule, and run again",
        6,
    ),
    bind(
        &[Key::Char('z')],
        Action::Zoom,
        "z",
        ["zoom", "zoom"],
        "the focused lane on the whole screen, or back",
        7,
    ),
    bind(
        &[Key::Char('l')],
        Action::Lock,
        "l",
        ["lock", "lock"],
        "the lock of the focused lane on the whole screen, or back",
        8,
    ),
    bind(
        &[Key::Char('[')],
        Action::ShorterInterval,
        "[",
        ["interval", "interval"],
        "a shorter switch interval, while it runs",
        10,
    ),
    bind(
        &[Key::Char(']')],
        Action::LongerInterval,
        "]",
        UNSAID,
        "a longer switch interval, while it runs",
        11,
    ),
    bind(
        &[Key::Char('k')],
        Action::Kill,
        "k",
        ["kill", "kill"],
        "kill the selected worker process, to see the pool heal",
        8,
    ),
    bind(
        &[Key::Char('K')],
        Action::Faults,
        "K",
        UNSAID,
        "the list of all that can be done to the selected worker process",
        9,
    ),
    bind(
        &[Key::Char('n'), Key::Char('j')],
        Action::NextWorker,
        "n",
        UNSAID,
        "select the next worker of the focused lane; j and down do the same",
        9,
    ),
    bind(
        &[Key::Char('p')],
        Action::WorkerBefore,
        "p",
        UNSAID,
        "select the worker before; up does the same",
        9,
    ),
    bind(
        &[Key::Char('o')],
        Action::Output,
        "o",
        ["output", "out"],
        "show or hide what the workers printed",
        8,
    ),
    bind(&[Key::Tab, Key::Right], Action::FocusNext, "tab", ["focus", "focus"], "focus the next lane", 9),
    bind(&[Key::BackTab, Key::Left], Action::FocusBack, "shift-tab", UNSAID, "focus the lane before", 9),
    bind(
        &[Key::Char('?'), Key::Char('h')],
        Action::Help,
        "?",
        ["help", "help"],
        "show or hide this help; h does the same",
        1,
    ),
    bind(&[Key::Up], Action::Up, "up", UNSAID, "a line up in help, list or output; else the worker above", 9),
    bind(
        &[Key::Down],
        Action::Down,
        "down",
        UNSAID,
        "a line down in help, list or output; else the worker below",
        9,
    ),
    bind(&[Key::PageUp], Action::PageUp, "page up", UNSAID, "help or output, a page up", 9),
    bind(&[Key::PageDown], Action::PageDown, "page down", UNSAID, "help or output, a page down", 9),
    bind(
        &[
            Key::Char('1'),
            Key::Char('2'),
            Key::Char('3'),
            Key::Char('4'),
            Key::Char('5'),
            Key::Char('6'),
            Key::Char('7'),
            Key::Char('8'),
            Key::Char('9'),
        ],
        Action::Pick(0),
        "1-9",
        UNSAID,
        "choose from the list",
        9,
    ),
    bind(&[Key::Enter], Action::Confirm, "enter", UNSAID, "choose what is marked in the list", 9),
    bind(&[Key::Esc], Action::Close, "esc", UNSAID, "close help or list, leave the lock or the zoom", 9),
    bind(
        &[Key::Char('q')],
        Action::Quit,
        "q",
        ["quit", ""],
        "close the help, else leave; the verdict stays on the terminal",
        0,
    ),
    bind(&[Key::Ctrl('c')], Action::Interrupt, "ctrl-c", UNSAID, "leave at once, as an interrupt does", 9),
    bind(
        &[Key::Ctrl('z')],
        Action::Suspend,
        "ctrl-z",
        UNSAID,
        "stop the program and its workers; fg continues",
        9,
    ),
];

/// What `key` asks for. Keys that choose from a list choose by their place among themselves.
#[must_use]
pub fn action_of(key: Key) -> Option<Action> {
    let bound = |b: &Binding| Some((b.action, b.keys.iter().position(|k| *k == key)?));
    let (action, place) = BINDINGS.iter().find_map(bound)?;
    Some(match action {
        Action::Pick(_) => Action::Pick(u8::try_from(place).unwrap_or(u8::MAX)),
        action => action,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_does_two_things() {
        let keys: Vec<Key> = BINDINGS.iter().flat_map(|b| b.keys).copied().collect();
        for (i, key) in keys.iter().enumerate() {
            assert!(!keys[..i].contains(key), "{key:?} is bound twice");
        }
    }

    #[test]
    fn every_binding_explains_itself_and_leads_to_its_action() {
        for binding in BINDINGS {
            assert!(
                !binding.label.is_empty() && !binding.help.is_empty() && !binding.keys.is_empty(),
                "{binding:?}"
            );
            for (place, key) in (0..).zip(binding.keys) {
                let picked = matches!(binding.action, Action::Pick(_)).then_some(Action::Pick(place));
                assert_eq!(action_of(*key), picked.or(Some(binding.action)));
            }
        }
    }

    #[test]
    fn an_unbound_key_does_nothing() {
        assert_eq!(action_of(Key::Char('Q')), None);
    }
}
