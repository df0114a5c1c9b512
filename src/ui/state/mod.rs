//! The viewer's state: plain data, each idea with its own invariants in a file of its own. It knows the model, and
//! neither actions nor drawing.

mod fault_target;
pub mod menu;
mod overlay;
mod page;
mod reach;
mod selection;
mod sort;
pub mod table;
mod ui_state;
mod window;

pub use self::fault_target::FaultTarget;
pub use self::overlay::Overlay;
pub use self::page::Page;
pub use self::reach::Reach;
pub use self::selection::Selection;
pub use self::sort::Sort;
pub use self::ui_state::UiState;
pub use self::window::{Extent, Seen, Window};
