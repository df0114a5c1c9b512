//! Text output: column widths, units of figures, escaping.
//!
//! Reports, screens, figures and `doctor` all count columns, break lines, cut, and write durations, sizes and shares with
//! the functions of this room, so they cannot disagree.
//!
//! Names, messages and files may hold any character, and some of them are instructions to their readers: an escape
//! sequence to a terminal, a formula to a spreadsheet, a tag to a browser. Inside the program, in JSON and in
//! recordings they stay as they are; every other output passes [`escape::visible`] at its edge.

pub(crate) mod bytes;
pub(crate) mod command;
pub(crate) mod csv;
pub(crate) mod cut;
pub(crate) mod duration;
pub(crate) mod escape;
pub(crate) mod figure;
#[cfg(test)]
pub(crate) mod generated;
pub(crate) mod look;
pub(crate) mod markdown;
pub(crate) mod nearest;
pub(crate) mod percent;
pub(crate) mod shorten;
pub(crate) mod table;
pub(crate) mod traceback;
pub(crate) mod width;
pub(crate) mod words;
pub(crate) mod wrap;
pub(crate) mod xml;
