//! Events as JSON: one flat object, `{"at":12,"progress":{…}}`.
//!
//! The fact's name is the key beside the time. serde's `flatten` would read that too, but only after it has copied the
//! whole object into a tree of its own; this reads a recording in one pass.

use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, IntoDeserializer, MapAccess, VariantAccess,
    Visitor,
};
use serde::{Deserialize, forward_to_deserialize_any};

use super::{Event, EventKind, Nanos};

/// The key of the time.
const AT: &str = "at";

impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EventVisitor)
    }
}

struct EventVisitor;

impl<'de> Visitor<'de> for EventVisitor {
    type Value = Event;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("struct Event")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Event, A::Error> {
        let mut at = None;
        let fact = EventKind::deserialize(Fact { map: &mut map, at: &mut at })?;
        while let Some(key) = map.next_key_seed(KeySeed(&[]))? {
            key.pass(&mut map, &mut at)?;
        }
        Ok(Event { at: at.ok_or_else(|| Error::missing_field(AT))?, fact })
    }
}

/// A key of the object.
enum Key {
    At,
    /// The name of a fact.
    Fact(&'static str),
    Other,
}

impl Key {
    /// Reads the value of a key that is not the fact's name.
    fn pass<'de, A: MapAccess<'de>>(self, map: &mut A, at: &mut Option<Nanos>) -> Result<(), A::Error> {
        match self {
            Self::At if at.is_some() => Err(Error::duplicate_field(AT)),
            Self::At => {
                *at = Some(map.next_value()?);
                Ok(())
            }
            Self::Fact(_) | Self::Other => map.next_value::<IgnoredAny>().map(drop),
        }
    }
}

/// Reads a key; holds the names of the facts.
struct KeySeed(&'static [&'static str]);

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for KeySeed {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Key, E> {
        if key == AT {
            return Ok(Key::At);
        }
        Ok(self.0.iter().find(|name| **name == key).map_or(Key::Other, |name| Key::Fact(name)))
    }
}

/// The object up to its fact, as an enum whose variant is the key.
struct Fact<'a, A> {
    map: &'a mut A,
    at: &'a mut Option<Nanos>,
}

impl<'de, A: MapAccess<'de>> Deserializer<'de> for Fact<'_, A> {
    type Error = A::Error;

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        while let Some(key) = self.map.next_key_seed(KeySeed(variants))? {
            match key {
                Key::Fact(variant) => return visitor.visit_enum(Variant { variant, map: self.map }),
                other => other.pass(self.map, self.at)?,
            }
        }
        Err(Error::custom(format_args!("no variant of enum {name} found")))
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, A::Error> {
        Err(Error::custom("an event's fact is an enum"))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// A fact whose name was read and whose value comes next.
struct Variant<'a, A> {
    variant: &'static str,
    map: &'a mut A,
}

impl<'de, A: MapAccess<'de>> EnumAccess<'de> for Variant<'_, A> {
    type Error = A::Error;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), A::Error> {
        Ok((seed.deserialize(self.variant.into_deserializer())?, self))
    }
}

impl<'de, A: MapAccess<'de>> VariantAccess<'de> for Variant<'_, A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), A::Error> {
        self.map.next_value()
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, A::Error> {
        self.map.next_value_seed(seed)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, A::Error> {
        Err(Error::custom("no fact is a tuple"))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        self.map.next_value_seed(FieldsSeed { fields, visitor })
    }
}

/// Reads the value of a fact with fields.
struct FieldsSeed<V> {
    fields: &'static [&'static str],
    visitor: V,
}

impl<'de, V: Visitor<'de>> DeserializeSeed<'de> for FieldsSeed<V> {
    type Value = V::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        deserializer.deserialize_struct("EventKind", self.fields, self.visitor)
    }
}

#[cfg(test)]
mod tests;
