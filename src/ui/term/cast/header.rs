//! The first line of a cast.

use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::Serialize;

/// Version of the format.
const VERSION: u8 = 2;

/// Variables that describe the terminal.
const VARIABLES: [&str; 2] = ["TERM", "SHELL"];

/// The header: the screen at the start, and where it was.
#[derive(Debug, Serialize)]
pub(super) struct Header<'a> {
    version: u8,
    /// Columns.
    width: u16,
    /// Rows.
    height: u16,
    /// Seconds since 1970.
    timestamp: u64,
    title: &'a str,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    env: BTreeMap<&'static str, String>,
}

impl<'a> Header<'a> {
    /// The header of a cast that begins now, on a screen of these columns and rows.
    pub(super) fn now((width, height): (u16, u16), title: &'a str) -> Self {
        let timestamp = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let variable = |name| Some((name, std::env::var(name).ok().filter(|value| !value.is_empty())?));
        let env = VARIABLES.into_iter().filter_map(variable).collect();
        Self { version: VERSION, width, height, timestamp, title, env }
    }
}
