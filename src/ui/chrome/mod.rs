//! Frame of the content of every screen: popups, the help page, the row of keys.

pub(in crate::ui) mod help_page;
pub(in crate::ui) mod key_row;
pub(in crate::ui) mod popup;
