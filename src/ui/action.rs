//! Actions that a key, the mouse or the menu asks for.

use crate::event::Nanos;
use crate::race::setting::Change;
use crate::ui::command::Command;
use crate::ui::player::Play;
use crate::ui::state::Page;

/// A request of the viewer to a screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Action {
    /// Freeze the picture, or go on.
    Pause,
    /// Start again from the beginning.
    Again,
    /// Play a recording in another way, or from another moment.
    Play(Play),
    /// Show this page.
    Page(Page),
    /// Change a setting.
    Change(Change),
    /// Focus the next lane.
    FocusNext,
    /// Focus the previous lane.
    FocusBack,
    /// Focus this lane.
    Focus(usize),
    /// Show the focused lane on the whole screen, or all lanes again.
    Zoom,
    /// Move the cursor by this many steps.
    Scrub(i16),
    /// Put the cursor at this moment, counted from the lanes' starts.
    Look(Nanos),
    /// Focus this lane, and put the cursor at this moment from its start.
    Visit(usize, Nanos),
    /// Go to the first line or row, or to the beginning of the time.
    Top,
    /// Go to the last line or row, or follow the present again.
    Bottom,
    /// Show a shorter part of the time, larger.
    Stretch,
    /// Show a longer part of the time, smaller.
    Shrink,
    /// Select the next worker of the focused lane.
    NextWorker,
    /// Select the previous worker.
    WorkerBefore,
    /// Select this worker of this lane.
    Mark(usize, usize),
    /// Sort the table of workers by this column; in reverse if it is sorted by it already.
    Sort(usize),
    /// Sort the table of workers by the next column.
    SortNext,
    /// Sort the table of workers by the previous column.
    SortBefore,
    /// Reverse the order of the table of workers.
    Invert,
    /// Kill the selected worker.
    Kill,
    /// Show or hide the list of faults for the selected worker.
    Faults,
    /// Choose the entry at this index, from 0: of the open list, else of the pages.
    Pick(usize),
    /// Choose the marked entry of the list; else show details of what is selected.
    Confirm,
    /// Show or hide the list of races.
    Races,
    /// Go back to the settings before the last change, and run them.
    Undo,
    /// Show or hide what the workers printed.
    Output,
    /// Open the menu, or close it.
    Menu,
    /// Add a character to the menu's line.
    Type(char),
    /// Remove the last character of that line.
    Erase,
    /// Clear that line.
    Clear,
    /// Do the entry at this place of the open list.
    Choose(usize),
    /// One line up in the open list or text; else the worker above.
    Up,
    /// One line down in the open list or text; else the worker below.
    Down,
    /// Scroll up by one page.
    PageUp,
    /// Scroll down by one page.
    PageDown,
    /// A command of the application shell.
    Shell(Command),
}
