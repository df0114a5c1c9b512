//! What a key, the mouse or the menu asks for.

use super::command::Command;
use crate::event::Nanos;
use crate::race::setting::Change;

/// Something that the viewer wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Freeze the picture, or go on.
    Pause,
    /// From the beginning.
    Again,
    /// The view at this place of the list.
    Page(usize),
    /// Change a setting.
    Change(Change),
    /// Focus the next lane.
    FocusNext,
    /// Focus the lane before.
    FocusBack,
    /// Focus this lane.
    Focus(usize),
    /// The focused lane on the whole screen, or back.
    Zoom,
    /// Move the cursor by so many strides.
    Scrub(i16),
    /// Put the cursor at this moment, from the lanes' starts.
    Look(Nanos),
    /// Focus this lane, and put the cursor at this moment from its start.
    Visit(usize, Nanos),
    /// Follow what happens again.
    Follow,
    /// A shorter part of the time, larger.
    Stretch,
    /// A longer part of the time, smaller.
    Shrink,
    /// Select the next worker of the focused lane.
    NextWorker,
    /// Select the worker before.
    WorkerBefore,
    /// Select this worker of this lane.
    Mark(usize, usize),
    /// Sort the table of workers by this column; by the same again, the other way round.
    Sort(usize),
    /// Sort the table of workers by the next column.
    SortNext,
    /// Sort the table of workers by the column before.
    SortBefore,
    /// Sort the table of workers the other way round.
    Invert,
    /// Kill the selected worker.
    Kill,
    /// Show or hide the list of what can be done to the selected worker.
    Faults,
    /// The entry with this place, from 0: of the list that is open, else of the views.
    Pick(usize),
    /// The entry of the list that is marked.
    Confirm,
    /// Show or hide what the workers printed.
    Output,
    /// Open the menu, or close it.
    Menu,
    /// A character for the menu's line.
    Type(char),
    /// Take the last character of that line away.
    Erase,
    /// Take all of it away.
    Clear,
    /// Do what stands at this place of the menu's list.
    Choose(usize),
    /// A line up in what is open; else the worker above.
    Up,
    /// A line down in what is open; else the worker below.
    Down,
    /// Scroll up by what is seen of it.
    PageUp,
    /// Scroll down by what is seen of it.
    PageDown,
    /// What the application shell does.
    Shell(Command),
}
