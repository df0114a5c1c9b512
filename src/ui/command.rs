//! Commands of the application shell: what every screen offers.

/// A request of the viewer to the shell, on any screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Command {
    /// Switch to few words and large figures, for a projector, or back.
    Present,
    /// Switch to the next theme.
    NextTheme,
    /// Switch to the theme at this index of the list.
    Theme(usize),
    /// Show or hide the help.
    Help,
    /// Close what is open, else go back one step.
    Close,
    /// Close what is open, else quit.
    Quit,
    /// Quit as an interrupt does.
    Interrupt,
    /// Stop the program and everything it runs until the parent shell continues it.
    Suspend,
}
