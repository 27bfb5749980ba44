//! JSON bodies, and the user in whose name a write is made.

use axum::body::Bytes;
use serde_json::{Map, Value};

use super::error::ApiError;
use super::params::Params;
use crate::control::switches::{PerformAs, Switches};
use crate::world::World;
use crate::world::entities::Millis;
use crate::world::ids::UserId;

/// A JSON object; an empty body counts as an empty object.
pub(crate) struct Body(Map<String, Value>);

impl Body {
    pub(crate) fn parse(bytes: &Bytes) -> Result<Self, ApiError> {
        if bytes.is_empty() {
            return Ok(Self(Map::new()));
        }
        match serde_json::from_slice(bytes) {
            Ok(Value::Object(fields)) => Ok(Self(fields)),
            Ok(_) | Err(_) => Err(ApiError::bad_request("Invalid JSON")),
        }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(Value::as_str)
    }

    pub(crate) fn flag(&self, name: &str) -> bool {
        self.get(name).and_then(Value::as_bool).unwrap_or(false)
    }

    pub(crate) fn millis(&self, name: &str) -> Option<Millis> {
        self.get(name).and_then(Value::as_i64)
    }

    /// A time that may not be in the future.
    pub(crate) fn past(&self, name: &str, now: Millis) -> Result<Option<Millis>, ApiError> {
        match self.millis(name) {
            Some(at) if at > now => {
                Err(ApiError::bad_request(format!("A time in the past is wanted at /{name}")))
            }
            at => Ok(at),
        }
    }

    /// The texts of an array; 400 if one of them is not a text.
    pub(crate) fn texts(&self, name: &str) -> Result<Option<Vec<String>>, ApiError> {
        let wrong = || ApiError::bad_request(format!("Invalid value at /{name}"));
        match self.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Array(items)) => items
                .iter()
                .map(|item| item.as_str().map(str::to_owned).ok_or_else(wrong))
                .collect::<Result<_, _>>()
                .map(Some),
            Some(_) => Err(wrong()),
        }
    }
}

/// Whether the documentation says that a write needs `perform_as`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Performer {
    Documented,
    Optional,
}

/// The user named by `perform_as` (in the query, or in the body as some clients do). A user who
/// is unknown or deactivated is refused; so is nobody, where somebody is needed.
pub(crate) fn performer(
    world: &World,
    switches: &Switches,
    params: &Params,
    body: Option<&Body>,
    documented: Performer,
) -> Result<Option<UserId>, ApiError> {
    let required = match switches.perform_as {
        PerformAs::Never => false,
        PerformAs::Documented => documented == Performer::Documented,
        PerformAs::Everywhere => true,
    };
    let body = body.filter(|_| switches.perform_as_in_body);
    let named = params.first("perform_as").or_else(|| body.and_then(|body| body.text("perform_as")));
    match named {
        None | Some("") if required => Err(ApiError::missing("perform_as")),
        None | Some("") => Ok(None),
        Some(id) => {
            id.parse().ok().and_then(|id| world.active_user(id)).map(|user| Some(user.id)).ok_or_else(|| {
                ApiError::bad_request("perform_as must be the id of an active user at /perform_as")
            })
        }
    }
}
