//! Parts of the documents that are made from the code, and the schemas of its output: held by tests, part of no build.
//!
//! ```text
//! page      a page, or a table in one: equal to what the code says, or renewed
//! tables    the tables in pages: where each stands, and its rows
//! schema    validation of JSON by docs/schema
//! ```

pub(crate) mod page;
pub(crate) mod schema;
mod tables;
