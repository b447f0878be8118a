//! Plain data of any shape: how events travel through JSON, and how what a newer build wrote is kept.
//!
//! One small type with one reader and one writer, so that natively `serde_json` and in the browser `serde-wasm-bindgen` can
//! carry it and neither is needed here. (In the browser use `Serializer::json_compatible()`, which makes plain objects.)

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use serde::de::{self, DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Named values, in the order of their names.
pub type Fields = BTreeMap<String, Value>;

/// Plain data, as JSON knows it.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing.
    Null,
    /// True or false.
    Bool(bool),
    /// A whole number that JavaScript's numbers hold exactly (at most 2^53 - 1 either way).
    Int(i64),
    /// A number with a fraction, or one too large for [`Value::Int`]; always finite.
    Float(f64),
    /// A text.
    Text(String),
    /// Values in order.
    List(Vec<Value>),
    /// Named values.
    Map(Fields),
}

/// How deeply lists and maps may nest.
pub const MAX_DEPTH: u32 = 24;
/// The highest number up to which JavaScript's numbers hold every whole one: its serialiser refuses what lies beyond.
const MAX_SAFE: i64 = (1 << 53) - 1;

impl Value {
    /// A number; whole ones become [`Value::Int`], so that a value reads the same wherever numbers have one type only.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "within 2^53, whole, and so exact")]
    pub fn number(number: f64) -> Self {
        if !number.is_finite() {
            Self::Null
        } else if number.abs() <= Self::as_float(MAX_SAFE) && libm::trunc(number).to_bits() == number.to_bits() {
            Self::Int(number as i64)
        } else if number == 0.0 {
            Self::Int(0)
        } else {
            Self::Float(number)
        }
    }

    /// A whole number; one that is too large for [`Value::Int`] keeps its first digits, as JSON's readers in browsers do.
    #[must_use]
    pub fn whole(number: i64) -> Self {
        if (-MAX_SAFE..=MAX_SAFE).contains(&number) { Self::Int(number) } else { Self::Float(Self::as_float(number)) }
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "exact within the safe numbers; beyond them the first digits are kept"
    )]
    fn as_float(number: i64) -> f64 {
        number as f64
    }

    /// A text.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self::Text(String::from(text))
    }

    /// The value under a name; `None` for what is no map.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Map(fields) => fields.get(name),
            _ => None,
        }
    }

    /// The text that it is.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// About how many bytes it takes, for limits.
    #[must_use]
    pub fn weight(&self) -> usize {
        match self {
            Self::Null | Self::Bool(_) => 1,
            Self::Int(_) | Self::Float(_) => 9,
            Self::Text(text) => text.len().saturating_add(2),
            Self::List(list) => list.iter().fold(2, |sum, value| sum.saturating_add(value.weight())),
            Self::Map(map) => weight(map).saturating_add(2),
        }
    }
}

/// About how many bytes named values take, for limits.
#[must_use]
pub fn weight(fields: &Fields) -> usize {
    fields.iter().fold(0, |sum, (key, value)| sum.saturating_add(key.len() + 2).saturating_add(value.weight()))
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(flag) => serializer.serialize_bool(*flag),
            Self::Int(number) => serializer.serialize_i64(*number),
            Self::Float(number) => serializer.serialize_f64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(list) => {
                let mut seq = serializer.serialize_seq(Some(list.len()))?;
                for value in list {
                    seq.serialize_element(value)?;
                }
                seq.end()
            }
            Self::Map(fields) => {
                let mut map = serializer.serialize_map(Some(fields.len()))?;
                for (key, value) in fields {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Nested { room: MAX_DEPTH }.deserialize(deserializer)
    }
}

/// Reads a value that may hold `room` more levels of lists and maps.
#[derive(Clone, Copy)]
struct Nested {
    room: u32,
}

impl Nested {
    fn inner<E: de::Error>(self) -> Result<Self, E> {
        let room = self.room.checked_sub(1).ok_or_else(|| E::custom("nested too deeply"))?;
        Ok(Self { room })
    }
}

impl<'de> DeserializeSeed<'de> for Nested {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Nested {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("plain data")
    }

    fn visit_bool<E: de::Error>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Bool(flag))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Value, E> {
        Ok(Value::whole(number))
    }

    #[expect(clippy::cast_precision_loss, reason = "a number beyond i64 keeps its first digits, as JSON readers do")]
    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Value, E> {
        Ok(i64::try_from(number).map_or_else(|_| Value::number(number as f64), Value::whole))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Value, E> {
        Ok(Value::number(number))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::text(text))
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Value, E> {
        Ok(Value::Text(text))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E: de::Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let inner = self.inner()?;
        let mut list = Vec::new();
        while let Some(value) = seq.next_element_seed(inner)? {
            list.push(value);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let inner = self.inner()?;
        let mut fields = Fields::new();
        while let Some(key) = map.next_key::<String>()? {
            let value = map.next_value_seed(inner)?;
            if fields.insert(key, value).is_some() {
                return Err(de::Error::custom("a name is given twice"));
            }
        }
        Ok(Value::Map(fields))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_reads_back_as_it_was_written() {
        let text = r#"{"a":[1,-2,0.5,null,true,"x"],"b":{"c":{}}}"#;
        let value: Value = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&value).unwrap(), text);
    }

    #[test]
    fn whole_numbers_have_one_form() {
        for text in ["1", "1.0", "1e0"] {
            assert_eq!(serde_json::from_str::<Value>(text).unwrap(), Value::Int(1), "{text}");
        }
        assert_eq!(serde_json::from_str::<Value>("-0.0").unwrap(), Value::Int(0));
    }

    #[test]
    fn what_javascript_cannot_hold_exactly_is_no_whole_number() {
        for (text, whole) in [
            ("9007199254740991", true),
            ("-9007199254740991", true),
            ("9007199254740992", false),
            ("9007199254740993", false),
            ("-9007199254740992.0", false),
            ("18446744073709551615", false),
        ] {
            assert_eq!(matches!(serde_json::from_str(text).unwrap(), Value::Int(_)), whole, "{text}");
        }
    }

    #[test]
    fn nesting_has_a_limit() {
        let deep = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
        assert!(serde_json::from_str::<Value>(&deep(MAX_DEPTH as usize)).is_ok());
        assert!(serde_json::from_str::<Value>(&deep(MAX_DEPTH as usize + 1)).is_err());
    }

    #[test]
    fn a_name_given_twice_is_refused() {
        assert!(serde_json::from_str::<Value>(r#"{"a":1,"a":2}"#).is_err());
    }
}
