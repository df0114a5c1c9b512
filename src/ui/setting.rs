//! What can be set about a race, as the menu offers it: by its values, and by what is typed.
//!
//! The stage makes these; the dashboard only shows them and hands back the change that was chosen.

use super::stage::Change;

/// Something that can be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The word that stands before its values, and before one that is typed: `workers 12`.
    pub name: &'static str,
    /// What it means, in half a sentence.
    pub about: &'static str,
    /// The values to choose from.
    pub offers: Vec<Offer>,
    /// How a value that is typed is read; `None` where all there are stand in the list.
    pub typed: Option<Typed>,
}

/// One of its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The value, as it would be typed.
    pub name: String,
    /// What it means, in half a sentence; empty where the value says it all.
    pub about: String,
    /// Whether it is chosen now.
    pub chosen: bool,
    /// What choosing it changes.
    pub change: Change,
}

/// How a value is typed.
#[derive(Debug, Clone, Copy)]
pub struct Typed {
    /// An example of it.
    pub example: &'static str,
    /// What it changes, or what would be accepted in its place.
    pub read: fn(&str) -> Result<Change, String>,
}

impl PartialEq for Typed {
    fn eq(&self, other: &Self) -> bool {
        self.example == other.example && std::ptr::fn_addr_eq(self.read, other.read)
    }
}

impl Eq for Typed {}
