//! How values look on the wire: null and absent are the same, and times are milliseconds.

use std::borrow::Cow;
use std::fmt;

use fulcrum_core::time::from_millis;
use jiff::Timestamp;
use serde::de::{Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
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

/// Texts of a list; what is not a text in it is left out, and null is an empty list.
pub(crate) fn texts<'de, D, T>(from: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: From<String>,
{
    let all = Option::<Vec<Text>>::deserialize(from)?.unwrap_or_default();
    Ok(all.into_iter().filter_map(|text| text.0).map(T::from).collect())
}

/// A text, or none if it is something else.
pub(crate) fn text<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    Ok(Text::deserialize(from)?.0)
}

/// A text, or none if there is something else in its place.
struct Text(Option<String>);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(AnyText).map(Self)
    }
}

struct AnyText;

impl<'de> Visitor<'de> for AnyText {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Self::Value, E> {
        Ok(Some(text))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(None)
    }
}

/// The same JSON with halves of characters replaced: JavaScript writes such when it cuts a text between
/// the two halves of an emoji (`"\\ud83d"`), and no parser of UTF-8 takes them.
pub(crate) fn whole_characters(json: &str) -> Cow<'_, str> {
    if !json.contains("\\ud") && !json.contains("\\uD") {
        return Cow::Borrowed(json);
    }
    // The code of the escape that begins here, if it is one of a half.
    let half = |at: usize| -> Option<u16> {
        let digits = json.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok().filter(|code| (0xd800..0xe000).contains(code))
    };
    let mut out = String::with_capacity(json.len());
    let mut at = 0;
    while let Some(found) = json[at..].find('\\').map(|offset| at + offset) {
        out.push_str(&json[at..found]);
        let pair =
            half(found).filter(|code| *code < 0xdc00).and(half(found + 6)).filter(|code| *code >= 0xdc00);
        let length = match (half(found), pair) {
            (Some(_), None) => {
                out.push_str("\\ufffd");
                at = found + 6;
                continue;
            }
            (Some(_), Some(_)) => 12,
            // Whatever is escaped is one character of ASCII, except a backslash itself: both are taken.
            (None, _) => 2,
        };
        let end = (found + length).min(json.len());
        out.push_str(&json[found..end]);
        at = end;
    }
    out.push_str(&json[at..]);
    Cow::Owned(out)
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
    fn halves_of_characters_are_replaced_and_nothing_else() {
        for (json, text) in [
            (r#""A\ud800B""#, "A\u{fffd}B"),
            (r#""\uDC00""#, "\u{fffd}"),
            (r#""\ud83d\ud83d\ude00""#, "\u{fffd}\u{1f600}"),
            (r#""\ud83d\ude00 \\ud800 \n""#, "\u{1f600} \\ud800 \n"),
            (r#""\\\ud800""#, "\\\u{fffd}"),
            (r#""\ud800""#, "\u{fffd}"),
            (r#""plain \u00fc""#, "plain ü"),
        ] {
            assert_eq!(serde_json::from_str::<String>(&whole_characters(json)).unwrap(), text, "{json}");
        }
        assert_eq!(whole_characters(r#""\ud8"#), r#""\ud8"#, "what ends too early is left to the parser");
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
