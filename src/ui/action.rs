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
    /// Scroll the help up.
    ScrollUp,
    /// Scroll the help down.
    ScrollDown,
    /// Scroll the help up by what is seen of it.
    PageUp,
    /// Scroll the help down by what is seen of it.
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
    bind(&[Key::Up], Action::ScrollUp, "up", UNSAID, "scroll the help up", 9),
    bind(&[Key::Down], Action::ScrollDown, "down", UNSAID, "scroll the help down", 9),
    bind(&[Key::PageUp], Action::PageUp, "page up", UNSAID, "the help, a page up", 9),
    bind(&[Key::PageDown], Action::PageDown, "page down", UNSAID, "the help, a page down", 9),
    bind(&[Key::Esc], Action::Close, "esc", UNSAID, "close the help, leave the lock or the zoom", 9),
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

/// What `key` asks for.
#[must_use]
pub fn action_of(key: Key) -> Option<Action> {
    BINDINGS.iter().find(|b| b.keys.contains(&key)).map(|b| b.action)
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
            for key in binding.keys {
                assert_eq!(action_of(*key), Some(binding.action));
            }
        }
    }

    #[test]
    fn an_unbound_key_does_nothing() {
        assert_eq!(action_of(Key::Char('Q')), None);
    }
}
