//! Text output: column widths, units of figures, escaping.
//!
//! Reports, screens, figures and `doctor` all count columns, break lines, cut, and write durations, sizes and shares with
//! the functions of this room, so they cannot disagree.
//!
//! Names, messages and files may hold any character, and some of them are instructions to their readers: an escape
//! sequence to a terminal, a formula to a spreadsheet, a tag to a browser. Inside the program, in JSON and in
//! recordings they stay as they are; every other output passes [`escape::visible`] at its edge.

pub mod bytes;
pub mod csv;
pub mod cut;
pub mod duration;
pub mod escape;
pub mod figure;
pub mod look;
pub mod markdown;
pub mod percent;
pub(crate) mod shorten;
pub mod table;
pub mod width;
pub mod words;
pub mod wrap;
pub mod xml;
