//! Query parameters, with the repetitions that Lever's filters use.

use std::convert::Infallible;
use std::str::FromStr;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::error::ApiError;
use crate::node::Node;
use crate::world::entities::Millis;
use crate::world::query::Window;

#[derive(Clone, Debug, Default)]
pub(crate) struct Params {
    pairs: Vec<(String, String)>,
    path: String,
}

impl<S: Send + Sync> FromRequestParts<S> for Params {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default();
        Ok(Self {
            pairs: url::form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
            path: parts.uri.path().to_owned(),
        })
    }
}

impl Params {
    pub(crate) fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// The path of the request; a paging token belongs to it.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    pub(crate) fn first(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Every value of a repeated parameter; `None` if it is not there at all.
    pub(crate) fn all(&self, name: &str) -> Option<Vec<&str>> {
        let values: Vec<&str> =
            self.pairs.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str()).collect();
        (!values.is_empty()).then_some(values)
    }

    pub(crate) fn texts(&self, name: &str) -> Option<Vec<String>> {
        self.all(name).map(|values| values.into_iter().map(str::to_owned).collect())
    }

    /// Ids of a repeated parameter; what is not an id matches nothing.
    pub(crate) fn ids<T: FromStr>(&self, name: &str) -> Option<Vec<T>> {
        self.all(name).map(|values| values.into_iter().filter_map(|v| v.parse().ok()).collect())
    }

    /// `true`, `True`, `false`, …
    pub(crate) fn flag(&self, name: &str) -> Result<Option<bool>, ApiError> {
        match self.first(name) {
            None => Ok(None),
            Some(value) if value.eq_ignore_ascii_case("true") => Ok(Some(true)),
            Some(value) if value.eq_ignore_ascii_case("false") => Ok(Some(false)),
            Some(_) => Err(ApiError::bad_request(format!("Invalid boolean at /{name}"))),
        }
    }

    pub(crate) fn millis(&self, name: &str) -> Result<Option<Millis>, ApiError> {
        self.first(name)
            .map(|value| {
                value.parse().map_err(|_| ApiError::bad_request(format!("Invalid timestamp at /{name}")))
            })
            .transpose()
    }

    pub(crate) fn window(&self, prefix: &str) -> Result<Window, ApiError> {
        Ok(Window {
            start: self.millis(&format!("{prefix}_start"))?,
            end: self.millis(&format!("{prefix}_end"))?,
        })
    }

    /// 1 to 100; 100 if absent.
    pub(crate) fn limit(&self) -> Result<usize, ApiError> {
        match self.first("limit") {
            None => Ok(100),
            Some(value) => value
                .parse()
                .ok()
                .filter(|limit| (1..=100).contains(limit))
                .ok_or_else(|| ApiError::bad_request("Invalid limit at /limit")),
        }
    }

    /// The `expand` names, each of which must be one of `known`.
    pub(crate) fn expand(&self, known: &[&str]) -> Result<Vec<&str>, ApiError> {
        let asked = self.all("expand").unwrap_or_default();
        match asked.iter().find(|name| !known.contains(name)) {
            Some(unknown) => Err(ApiError::bad_request(format!("{unknown} is not expandable"))),
            None => Ok(asked),
        }
    }

    /// Keeps the `include`d keys and the expanded ones, if any are named.
    pub(crate) fn trim(&self, mut node: Node) -> Node {
        if let Some(included) = self.all("include") {
            let expanded = self.all("expand").unwrap_or_default();
            node.retain(|key| included.contains(&key) || expanded.contains(&key));
        }
        node
    }
}
