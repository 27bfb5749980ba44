//! Paging tokens: a percent-encoded JSON array that names the first row of the next page.
//!
//! A token is only good with the parameters it was issued for, so what was issued is remembered.

use std::collections::hash_map::DefaultHasher;
use std::collections::{HashSet, VecDeque};
use std::hash::{Hash, Hasher};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::Value;

use super::error::ApiError;
use super::params::Params;

/// Tokens that are remembered at once.
const KEPT: usize = 100_000;

/// What JavaScript's `encodeURIComponent` leaves alone.
const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'!')
    .remove(b'~')
    .remove(b'*')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')');

#[derive(Debug, Default)]
pub(crate) struct Cursors {
    issued: HashSet<u64>,
    order: VecDeque<u64>,
}

impl Cursors {
    /// A token for `position`, good for this path and these parameters.
    pub(crate) fn issue(&mut self, path: &str, params: &Params, position: &Value) -> String {
        let plain = position.to_string();
        let mark = fingerprint(path, params, &plain);
        if self.issued.insert(mark) {
            self.order.push_back(mark);
        }
        if self.order.len() > KEPT
            && let Some(oldest) = self.order.pop_front()
        {
            self.issued.remove(&oldest);
        }
        utf8_percent_encode(&plain, COMPONENT).to_string()
    }

    /// The position that `offset` names, if it was asked for.
    pub(crate) fn redeem(
        &self,
        path: &str,
        params: &Params,
        encoded_once: bool,
    ) -> Result<Option<Vec<Value>>, ApiError> {
        let Some(token) = params.first("offset") else {
            return Ok(None);
        };
        // The parser of the query has decoded once already.
        let too_plain = !encoded_once && token.starts_with('[');
        decode(token)
            .filter(|_| !too_plain)
            .filter(|position| {
                let plain = Value::from(position.clone()).to_string();
                self.issued.contains(&fingerprint(path, params, &plain))
            })
            .map(Some)
            .ok_or_else(invalid_offset)
    }
}

/// The error for an offset that is not, or no longer, good.
pub(crate) fn invalid_offset() -> ApiError {
    ApiError::bad_request("Invalid offset token")
}

/// Decodes until the text is a JSON array; clients encode once or twice.
fn decode(token: &str) -> Option<Vec<Value>> {
    let mut text = token.to_owned();
    for _ in 0..4 {
        if let Ok(Value::Array(position)) = serde_json::from_str(&text) {
            return Some(position);
        }
        let decoded = percent_decode_str(&text).decode_utf8().ok()?.into_owned();
        if decoded == text {
            return None;
        }
        text = decoded;
    }
    None
}

fn fingerprint(path: &str, params: &Params, plain: &str) -> u64 {
    let mut others: Vec<&(String, String)> =
        params.pairs().iter().filter(|(name, _)| name != "offset").collect();
    others.sort();
    let mut hasher = DefaultHasher::new();
    (path, others, plain).hash(&mut hasher);
    hasher.finish()
}
