//! Values that cross between tasks and workers: arguments and results.

use std::fmt::Write;

use serde::de::{Deserializer, Error, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::task_error::TaskError;

/// An argument or a result: one dynamic type, like the objects that Python would pickle. A worker process receives
/// and returns exactly this, so its price is visible on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// A whole number.
    Int(u64),
    /// Two whole numbers; their meaning depends on the workload.
    Pair(u64, u64),
    /// Three whole numbers.
    Triple(u64, u64, u64),
    /// Raw bytes: on the wire one piece, not one number after another.
    Bytes(#[serde(serialize_with = "serde_bytes::serialize", deserialize_with = "bytes")] Vec<u8>),
    /// Text.
    Text(String),
}

/// An empty vector with room for `bytes` bytes: a size chosen by the user may exceed the memory.
///
/// # Errors
/// When there is none.
pub(crate) fn room_for(bytes: usize) -> Result<Vec<u8>, TaskError> {
    let mut room = Vec::new();
    match room.try_reserve_exact(bytes) {
        Ok(()) => Ok(room),
        Err(_) => Err(TaskError(format!("there is no room in memory for {bytes} bytes"))),
    }
}

/// Reads bytes as `serde_bytes` does, but checks for memory.
fn bytes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    struct Bytes;
    impl<'de> Visitor<'de> for Bytes {
        type Value = Vec<u8>;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("bytes")
        }

        fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
            let mut room = room_for(bytes.len()).map_err(E::custom)?;
            room.extend_from_slice(bytes);
            Ok(room)
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Vec<u8>, A::Error> {
            let mut bytes = Vec::new();
            while let Some(byte) = sequence.next_element()? {
                bytes.push(byte);
            }
            Ok(bytes)
        }
    }
    deserializer.deserialize_bytes(Bytes)
}

/// Most characters of a text in a beginning.
const BEGINNING: usize = 24;

/// Most bytes shown whole; more are shown by their number and their hash. The longest known digests still fit.
const WHOLE: usize = 64;

impl Value {
    /// The value as a report prints it, and as the digest of a lane's results counts it. Bytes are hexadecimal
    /// digits; many of them are a text like `1048576 bytes, sha256 30e14955ebf13522`, with the first digits of the
    /// hash.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        match self {
            Self::Int(n) => (*n).into(),
            Self::Pair(a, b) => serde_json::json!([a, b]),
            Self::Triple(a, b, c) => serde_json::json!([a, b, c]),
            Self::Bytes(bytes) if bytes.len() > WHOLE => {
                let hash = Sha256::digest(bytes);
                format!("{} bytes, sha256 {}", bytes.len(), hex(&hash[..8])).into()
            }
            Self::Bytes(bytes) => hex(bytes).into(),
            Self::Text(text) => text.as_str().into(),
        }
    }
}

impl Value {
    /// The value in a few characters, for a picture: numbers whole, of a text the beginning, of bytes their number. It
    /// takes the same time for a value of any size.
    #[must_use]
    pub fn beginning(&self) -> String {
        match self {
            Self::Int(n) => n.to_string(),
            Self::Pair(a, b) => format!("({a}, {b})"),
            Self::Triple(a, b, c) => format!("({a}, {b}, {c})"),
            Self::Bytes(bytes) => format!("{} bytes", bytes.len()),
            Self::Text(text) => text.chars().take(BEGINNING).collect(),
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

impl TaskError {
    /// An argument that this workload does not understand: only a broken message can bring one.
    #[must_use]
    pub fn argument(workload: &str, argument: &Value) -> Self {
        Self(format!("{workload} does not take the argument {}", argument.to_json()))
    }
}

#[cfg(test)]
mod tests;
