//! A playbook out of TOML, so that everything that does not fit it is known with its offset, and with what
//! was probably meant.

use std::cell::RefCell;
use std::fmt::Display;

use serde::de::value::{MapAccessDeserializer, SeqDeserializer};
use serde::de::{
    DeserializeSeed, Deserializer, Error, Expected, IntoDeserializer, MapAccess, Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;
use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue};

use super::file::File;
use super::{nearest, suggestion};

/// Something that does not fit a playbook.
#[derive(Debug)]
pub(super) struct Fault {
    /// Where; `None` until it is known.
    pub(super) at: Option<usize>,
    /// What is read instead; without it, what stands there is passed over.
    pub(super) meant: Option<&'static str>,
    /// A sentence, or before the offset is known the end of one; `None` for what follows from another fault.
    pub(super) message: Option<String>,
}

impl Fault {
    fn new(meant: Option<&'static str>, message: String) -> Self {
        Self { at: None, meant, message: Some(message) }
    }
}

/// A value of a file.
#[derive(Clone, Copy)]
pub(super) struct Part<'f, 't> {
    file: &'f File<'t>,
    /// The field, or that of the list in which it stands.
    name: &'f str,
    /// Where the field, or the entry of the list, begins.
    at: usize,
    value: &'f Spanned<DeValue<'t>>,
    /// Names of fields that do not exist.
    strange: &'f RefCell<Vec<Fault>>,
}

impl<'f, 't> Part<'f, 't> {
    /// All of a file. Fields that do not exist are added to `strange`.
    pub(super) fn whole(
        file: &'f File<'t>,
        value: &'f Spanned<DeValue<'t>>,
        strange: &'f RefCell<Vec<Fault>>,
    ) -> Self {
        Self { file, name: "", at: 0, value, strange }
    }

    /// `fields` are those of a struct; nothing is known of those of anything else.
    fn read<'de, V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let read = match self.value.get_ref() {
            DeValue::String(text) => visitor.visit_str(text),
            DeValue::Boolean(yes) => visitor.visit_bool(*yes),
            DeValue::Integer(number) => match whole(number) {
                Some(number) => visitor.visit_i64(number),
                None => Err(Fault::invalid_value(Unexpected::Other("number"), &visitor)),
            },
            other @ (DeValue::Float(_) | DeValue::Datetime(_)) => {
                Err(Fault::invalid_type(Unexpected::Other(other.type_str()), &visitor))
            }
            DeValue::Array(list) => {
                let entry = |value: &'f Spanned<_>| Self { at: value.span().start, value, ..self };
                let mut entries = SeqDeserializer::new(self.file.entries(list).map(entry));
                visitor.visit_seq(&mut entries).and_then(|read| entries.end().map(|()| read))
            }
            DeValue::Table(table) => {
                let found = self.fields(table);
                let found = if fields.is_empty() { found } else { self.known(found, fields) };
                visitor.visit_map(Fields { fields: found.into_iter(), field: None })
            }
        };
        read.map_err(|fault| self.locate(self.at, fault))
    }

    fn fields(self, table: &'f DeTable<'t>) -> Vec<(&'f str, Self)> {
        let field = |(key, value): (&'f Spanned<_>, &'f Spanned<_>)| {
            let name = self.file.name(key)?;
            Some((name, Self { name, at: key.span().start, value, ..self }))
        };
        table.iter().filter_map(field).collect()
    }

    /// Those that there can be; of the others is noted what was meant.
    fn known(self, found: Vec<(&'f str, Self)>, fields: &[&'static str]) -> Vec<(&'f str, Self)> {
        let (known, strange): (Vec<_>, Vec<_>) =
            found.into_iter().partition(|(name, _)| fields.contains(name));
        let is_free = |field: &&str| known.iter().all(|(name, _)| name != field);
        let mut free: Vec<&'static str> = fields.iter().copied().filter(|field| is_free(field)).collect();
        for (name, part) in strange {
            let meant = nearest(name, free.iter().copied());
            free.retain(|field| Some(*field) != meant);
            let message = Some(format!("There is no field `{name}`.{}", suggestion(meant)));
            self.strange.borrow_mut().push(Fault { at: Some(part.at), meant, message });
        }
        known
    }

    /// A fault that is not of a part of it is its own; what was meant takes the place of what stands at `at`.
    fn locate(self, at: usize, fault: Fault) -> Fault {
        let Fault { at: None, meant, message } = fault else { return fault };
        let follows = self.value.get_ref().as_table().is_some_and(|table| {
            // What is missing may be what was passed over.
            table.keys().any(|key| self.file.name(key).is_none())
        });
        let message = message.filter(|_| !follows).map(|end| format!("`{}` {end}", self.name));
        Fault { at: Some(meant.map_or(self.at, |_| at)), meant, message }
    }
}

impl<'de> Deserializer<'de> for Part<'_, '_> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.read(&[], visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        // Serde would also take a list of the fields' values.
        if !self.value.get_ref().is_table() {
            let found = Unexpected::Other(self.value.get_ref().type_str());
            return Err(self.locate(self.at, Fault::invalid_type(found, &visitor)));
        }
        self.read(fields, visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    /// The choice is a text, or the one key of a table with what belongs to it.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        choices: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let (at, read) = match self.value.get_ref() {
            DeValue::String(text) => {
                let at = self.value.span().start;
                (at, visitor.visit_enum(self.file.text(at, text).into_deserializer()))
            }
            DeValue::Table(table) if table.len() == 1 => {
                let fields = self.fields(table);
                let at = fields.first().map_or(self.at, |(_, field)| field.at);
                let fields = Fields { fields: fields.into_iter(), field: None };
                (at, visitor.visit_enum(MapAccessDeserializer::new(fields)))
            }
            _ => (self.at, Err(Fault::unknown_variant("", choices))),
        };
        read.map_err(|fault| self.locate(at, fault))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, Fault> for Part<'_, '_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// The fields of a table, one after the other.
struct Fields<'f, 't> {
    fields: std::vec::IntoIter<(&'f str, Part<'f, 't>)>,
    field: Option<Part<'f, 't>>,
}

impl<'de> MapAccess<'de> for Fields<'_, '_> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, key: K) -> Result<Option<K::Value>, Fault> {
        let Some((name, field)) = self.fields.next() else { return Ok(None) };
        self.field = Some(field);
        key.deserialize(name.into_deserializer()).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, value: V) -> Result<V::Value, Fault> {
        let field = self.field.take().ok_or_else(|| Fault::custom("there is no value"))?;
        // What the value becomes may be refused after it was read.
        value.deserialize(field).map_err(|fault| field.locate(field.at, fault))
    }
}

impl std::error::Error for Fault {}

impl Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.message.as_deref().unwrap_or_default())
    }
}

impl Error for Fault {
    fn custom<T: Display>(words: T) -> Self {
        Self::new(None, format!("cannot be used: {words}."))
    }

    fn invalid_type(_: Unexpected<'_>, wanted: &dyn Expected) -> Self {
        Self::new(None, format!("must be {}.", plain(wanted)))
    }

    fn invalid_value(_: Unexpected<'_>, wanted: &dyn Expected) -> Self {
        Self::new(None, format!("must be {}.", plain(wanted)))
    }

    fn invalid_length(_: usize, wanted: &dyn Expected) -> Self {
        Self::new(None, format!("must be {}.", plain(wanted)))
    }

    fn unknown_variant(found: &str, choices: &'static [&'static str]) -> Self {
        let meant = nearest(found, choices.iter().copied());
        let message = match (meant, choices) {
            (Some(_), _) => format!("cannot be `{found}`.{}", suggestion(meant)),
            (None, [before @ .., last]) if !before.is_empty() => {
                format!("can be `{}` or `{last}`.", before.join("`, `"))
            }
            (None, _) => format!("can be `{}`.", choices.join("`, `")),
        };
        Self::new(meant, message)
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(None, format!("lacks `{field}` here."))
    }
}

/// What is expected, in words of somebody who writes such a file.
fn plain(wanted: &dyn Expected) -> String {
    match wanted.to_string().as_str() {
        "a string" => "a text in quotes".into(),
        "a boolean" => "`true` or `false`".into(),
        "u8" | "u32" => "a whole number, and not a negative one".into(),
        "a sequence" => "a list".into(),
        "an array of length 3" | "3 elements in sequence" => "a list of three numbers".into(),
        "unit" => "a word alone".into(),
        "newtype variant" => "a table such as `{ text = \"…\" }`".into(),
        other if other.starts_with("struct ") => "a table".into(),
        other => other.to_owned(),
    }
}

/// A number of a file; `None` for one that no playbook could have.
pub(super) fn whole(number: &DeInteger<'_>) -> Option<i64> {
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}
