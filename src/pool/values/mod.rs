//! The arguments or results of one message.
//!
//! Whole numbers, the commonest of them, are kept and sent as eight bytes each: larger on the wire than they need be,
//! and many times as fast as one by one. One large value of raw bytes leaves the message and travels as it is; see
//! [`super::wire`].

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_bytes::Bytes;

use crate::workload::Value;

/// Size from which on bytes travel outside of their message, in bytes.
const LARGE: usize = 32 << 10;

/// A sequence of values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Values {
    /// All of them whole numbers.
    Numbers(Vec<u64>),
    /// Values of any kind.
    Mixed(Vec<Value>),
    /// One value of bytes, which travel outside of the message.
    Detached,
}

impl Default for Values {
    fn default() -> Self {
        Self::Numbers(Vec::new())
    }
}

impl Values {
    /// Number of values.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Numbers(numbers) => numbers.len(),
            Self::Mixed(values) => values.len(),
            Self::Detached => 1,
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The beginning of each as text, see [`Value::beginning`].
    pub(super) fn beginnings(&self) -> Vec<String> {
        match self {
            Self::Numbers(numbers) => numbers.iter().map(ToString::to_string).collect(),
            Self::Mixed(values) => values.iter().map(Value::beginning).collect(),
            Self::Detached => Vec::new(),
        }
    }

    /// Adds one.
    #[inline(always)]
    pub fn push(&mut self, value: Value) {
        match (&mut *self, value) {
            (Self::Numbers(numbers), Value::Int(number)) => numbers.push(number),
            (Self::Mixed(values), value) => values.push(value),
            (_, value) => {
                let mut values: Vec<Value> = std::mem::take(self).into_iter().collect();
                values.push(value);
                *self = Self::Mixed(values);
            }
        }
    }

    /// Takes the bytes out of a single large value of bytes.
    pub(super) fn detach(&mut self) -> Option<Vec<u8>> {
        match self {
            Self::Mixed(values) if matches!(&values[..], [Value::Bytes(bytes)] if bytes.len() >= LARGE) => {
                let Some(Value::Bytes(bytes)) = values.pop() else { return None };
                *self = Self::Detached;
                Some(bytes)
            }
            _ => None,
        }
    }

    /// Puts the bytes back that were taken out; false when bytes and message do not belong together.
    pub(super) fn attach(&mut self, bytes: Option<Vec<u8>>) -> bool {
        match (matches!(self, Self::Detached), bytes) {
            (false, None) => true,
            (true, Some(bytes)) => {
                *self = Self::Mixed(vec![Value::Bytes(bytes)]);
                true
            }
            _ => false,
        }
    }
}

impl FromIterator<Value> for Values {
    fn from_iter<I: IntoIterator<Item = Value>>(values: I) -> Self {
        let values = values.into_iter();
        let mut all = Self::Numbers(Vec::with_capacity(values.size_hint().0));
        values.for_each(|value| all.push(value));
        all
    }
}

impl IntoIterator for Values {
    type Item = Value;
    type IntoIter = IntoIter;

    fn into_iter(self) -> IntoIter {
        match self {
            Self::Numbers(numbers) => IntoIter::Numbers(numbers.into_iter()),
            Self::Mixed(values) => IntoIter::Mixed(values.into_iter()),
            Self::Detached => IntoIter::Mixed(Vec::new().into_iter()),
        }
    }
}

/// Iterator over values.
#[derive(Debug)]
pub enum IntoIter {
    /// Of whole numbers.
    Numbers(std::vec::IntoIter<u64>),
    /// Of any values.
    Mixed(std::vec::IntoIter<Value>),
}

impl Iterator for IntoIter {
    type Item = Value;

    #[inline(always)]
    fn next(&mut self) -> Option<Value> {
        match self {
            Self::Numbers(numbers) => numbers.next().map(Value::Int),
            Self::Mixed(values) => values.next(),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match self {
            Self::Numbers(numbers) => numbers.size_hint(),
            Self::Mixed(values) => values.size_hint(),
        }
    }
}

impl ExactSizeIterator for IntoIter {}

/// Their serialised form: whole numbers as their bytes, the least first; others one by one.
#[derive(Serialize, Deserialize)]
enum Packed<B, V> {
    Numbers(B),
    Mixed(V),
    Detached,
}

impl Serialize for Values {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Numbers(numbers) => {
                let mut bytes = vec![0; numbers.len() * 8];
                let (places, _) = bytes.as_chunks_mut::<8>();
                places.iter_mut().zip(numbers).for_each(|(place, number)| *place = number.to_le_bytes());
                Packed::<_, &Vec<Value>>::Numbers(Bytes::new(&bytes)).serialize(serializer)
            }
            Self::Mixed(values) => Packed::<&Bytes, _>::Mixed(values).serialize(serializer),
            Self::Detached => Packed::<&Bytes, &Vec<Value>>::Detached.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Values {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Packed::<&'de Bytes, Vec<Value>>::deserialize(deserializer)? {
            Packed::Mixed(values) => Ok(Self::Mixed(values)),
            Packed::Detached => Ok(Self::Detached),
            Packed::Numbers(bytes) => {
                let (numbers, rest) = bytes.as_chunks::<8>();
                if !rest.is_empty() {
                    return Err(D::Error::custom(format!("{} bytes are no whole numbers", bytes.len())));
                }
                Ok(Self::Numbers(numbers.iter().map(|number| u64::from_le_bytes(*number)).collect()))
            }
        }
    }
}

#[cfg(test)]
mod tests;
