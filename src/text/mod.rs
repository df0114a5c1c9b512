//! Text as it leaves the program: escaping for terminals, CSV, Markdown and XML.
//!
//! Names, messages and files may hold any character, and some of them are instructions to what reads them: an escape
//! sequence to a terminal, a formula to a spreadsheet, a tag to a browser. Inside the program, in JSON and in
//! recordings they stay as they are; every other output passes [`escape::visible`] at its edge.

pub mod csv;
pub mod escape;
pub mod markdown;
pub(crate) mod shorten;
pub mod xml;
