//! The arguments or results of one message. Whole numbers, the commonest of them, travel as eight bytes each: larger
//! than they need be, and much faster to write and to read than one by one.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_bytes::Bytes;

use crate::workload::Value;

/// Values in a row.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Values(pub Vec<Value>);

/// How they are written: whole numbers as their bytes, the least first; anything else one by one.
#[derive(Serialize, Deserialize)]
enum Packed<B, V> {
    Numbers(B),
    Mixed(V),
}

impl Serialize for Values {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut bytes = Vec::with_capacity(self.0.len() * 8);
        for value in &self.0 {
            let Value::Int(number) = value else {
                return Packed::<&Bytes, _>::Mixed(&self.0).serialize(serializer);
            };
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        Packed::<_, &Vec<Value>>::Numbers(Bytes::new(&bytes)).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Values {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Packed::<&'de Bytes, Vec<Value>>::deserialize(deserializer)? {
            Packed::Mixed(values) => Ok(Self(values)),
            Packed::Numbers(bytes) => {
                let (numbers, rest) = bytes.as_chunks::<8>();
                if !rest.is_empty() {
                    return Err(D::Error::custom(format!("{} bytes are no whole numbers", bytes.len())));
                }
                Ok(Self(numbers.iter().map(|number| Value::Int(u64::from_le_bytes(*number))).collect()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_anything_else_arrive_as_they_were_sent() {
        let numbers: Vec<Value> = (0..300).map(|n| Value::Int(n << 50)).collect();
        let mixed = vec![Value::Int(1), Value::Text("x".into()), Value::Bytes(vec![0, 255])];
        for values in [Vec::new(), numbers, mixed] {
            let sent = Values(values);
            let bytes = postcard::to_allocvec(&sent).unwrap();
            assert_eq!(postcard::from_bytes::<Values>(&bytes).unwrap(), sent);
        }
        assert!(
            postcard::from_bytes::<Values>(&[0, 7, 1, 2, 3, 4, 5, 6, 7]).is_err(),
            "seven bytes are no number"
        );
    }
}
