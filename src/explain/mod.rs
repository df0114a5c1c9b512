//! Explanations of what stands on the dashboard: what it is, and how it was measured.
//!
//! One table, a file for each section. The key `?` shows the entry of what is under the mouse or the cursor, and
//! `docs/figures.md` is made from the same table.
//!
//! ```text
//! explanation            an entry
//! pages, lanes, …        the entries, a section each
//! table                  all of them; the entry of a name, or of a text on the screen
//! document               docs/figures.md
//! ```

mod activities;
mod columns;
mod cores;
#[cfg(test)]
mod document;
mod explanation;
mod figures;
mod lanes;
mod lock;
mod losses;
mod marks;
mod pages;
mod table;

pub(crate) use self::explanation::Explanation;
pub(crate) use self::table::{SECTIONS, by_id, in_words};
