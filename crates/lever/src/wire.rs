//! How values look on the wire: null and absent are the same, and times are milliseconds.

use std::fmt;

use fulcrum_core::time::from_millis;
use jiff::Timestamp;
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer};

/// Null and absent are the same.
pub(crate) fn or_default<'de, D, T>(from: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(Option::<T>::deserialize(from)?.unwrap_or_default())
}

/// Milliseconds since 1970, or null. A time that nobody can mean is none.
pub(crate) fn time<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Timestamp>, D::Error> {
    Ok(from.deserialize_any(Number)?.and_then(from_millis))
}

/// The same, where there must be one.
pub(crate) fn needed_time<'de, D: Deserializer<'de>>(from: D) -> Result<Timestamp, D::Error> {
    time(from)?.ok_or_else(|| D::Error::custom("no time"))
}

/// A whole number, or null. The documentation prints some numbers as texts.
pub(crate) fn number<'de, D: Deserializer<'de>>(from: D) -> Result<Option<i64>, D::Error> {
    from.deserialize_any(Number)
}

struct Number;

impl<'de> Visitor<'de> for Number {
    type Value = Option<i64>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number, the same as a text, or null")
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_any(self)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Some(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        Ok(i64::try_from(number).ok())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
        #[expect(clippy::cast_possible_truncation, reason = "a fraction of a millisecond says nothing")]
        Ok(Some(number as i64))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        text.trim().parse().map(Some).map_err(|_| E::custom("a text that is not a number"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Row {
        #[serde(default, deserialize_with = "time")]
        at: Option<Timestamp>,
        #[serde(default, deserialize_with = "number")]
        size: Option<i64>,
    }

    fn row(json: &str) -> Option<Row> {
        serde_json::from_str(json).ok()
    }

    #[test]
    fn numbers_come_in_several_forms() {
        let at = |json: &str| row(json).unwrap().at.map(Timestamp::as_millisecond);
        assert_eq!(at(r#"{"at":1782972986091}"#), Some(1_782_972_986_091));
        assert_eq!(at(r#"{"at":"1782972986091"}"#), Some(1_782_972_986_091));
        assert_eq!(at(r#"{"at":1.782972986091e12}"#), Some(1_782_972_986_091));
        assert_eq!(at(r#"{"at":null}"#), None);
        assert_eq!(at("{}"), None);
        assert_eq!(at(r#"{"at":9223372036854775807}"#), None, "a time that nobody can mean");
        assert_eq!(row(r#"{"size":"2048"}"#).unwrap().size, Some(2048));
        assert!(row(r#"{"at":"yesterday"}"#).is_none());
        assert!(row(r#"{"at":{}}"#).is_none());
    }
}
