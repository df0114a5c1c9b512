//! The viewer's state: plain data, each idea with its own invariants in a file of its own. It knows the model, and
//! neither actions nor drawing.

mod fault_target;
pub(crate) mod menu;
mod overlay;
mod page;
mod past;
mod question;
mod race_list;
mod reach;
mod selection;
mod sort;
pub(crate) mod table;
mod ui_state;
mod window;

pub(crate) use self::fault_target::FaultTarget;
pub(crate) use self::overlay::Overlay;
pub(crate) use self::page::Page;
pub(crate) use self::past::Past;
pub(crate) use self::question::{NextRun, Question};
pub(crate) use self::race_list::{RaceList, RaceRow};
pub(crate) use self::reach::Reach;
pub(crate) use self::selection::Selection;
pub(crate) use self::sort::Sort;
pub(crate) use self::ui_state::UiState;
pub(crate) use self::window::{Extent, Seen, Window};
