//! What crosses between tasks and workers: arguments and results.

use std::fmt::Write;

use serde::{Deserialize, Serialize};

/// An argument or a result: one dynamic type, like the objects that Python would pickle. What a worker
/// process receives and returns is exactly this, so its price is visible on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// A whole number.
    Int(u64),
    /// Two whole numbers; what they mean is the workload's business.
    Pair(u64, u64),
    /// Three whole numbers.
    Triple(u64, u64, u64),
    /// Raw bytes.
    Bytes(Vec<u8>),
    /// Text.
    Text(String),
}

impl Value {
    /// The value as a report prints it.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        match self {
            Self::Int(n) => (*n).into(),
            Self::Pair(a, b) => serde_json::json!([a, b]),
            Self::Triple(a, b, c) => serde_json::json!([a, b, c]),
            Self::Bytes(bytes) => hex(bytes).into(),
            Self::Text(text) => text.as_str().into(),
        }
    }
}

/// Bytes as hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
