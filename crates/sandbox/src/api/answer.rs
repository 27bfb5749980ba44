//! The envelopes of answers.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use super::error::ApiError;
use super::params::Params;
use crate::account::Account;
use crate::node::{Node, ToNode, object};
use crate::sync::lock;
use crate::world::entities::Millis;

pub(crate) type Answer = Result<Response, ApiError>;

/// `{"data": …}` with status 200.
pub(crate) fn data(node: &Node) -> Response {
    Json(object! { "data": node }).into_response()
}

/// `{"data": …}` with status 201.
pub(crate) fn created(node: &Node) -> Response {
    (StatusCode::CREATED, Json(object! { "data": node })).into_response()
}

/// 204 with nothing in it.
pub(crate) fn no_content() -> Response {
    StatusCode::NO_CONTENT.into_response()
}

/// A page of a list; `next` is absent on the last one.
pub(crate) fn page(rows: Vec<Node>, next: Option<String>) -> Response {
    let mut body = object! { "data": rows };
    body.push("hasNext", next.is_some().to_node());
    if let Some(next) = next {
        body.push("next", next.to_node());
    }
    Json(body).into_response()
}

/// Pages a list that is ordered by time, newest first, then id: tokens are `[time, id]`.
pub(crate) fn by_time(account: &Account, params: &Params, mut rows: Vec<(Millis, String, Node)>) -> Answer {
    rows.sort_by(|a, b| (b.0, &a.1).cmp(&(a.0, &b.1)));
    let cursor = lock(&account.cursors).redeem(params.path(), params)?;
    let start = match cursor.as_deref() {
        None => 0,
        Some([at, id]) => {
            let at = at.as_i64().unwrap_or(Millis::MAX);
            let id = id.as_str().unwrap_or_default();
            rows.iter()
                .position(|row| row.0 < at || (row.0 == at && row.1.as_str() >= id))
                .unwrap_or(rows.len())
        }
        Some(_) => return Err(ApiError::bad_request("Invalid offset token")),
    };
    let limit = params.limit()?;
    let next = rows.get(start + limit).map(|(at, id, _)| {
        let position = Value::from(vec![Value::from(*at), Value::from(id.clone())]);
        lock(&account.cursors).issue(params.path(), params, &position)
    });
    let shown = rows.into_iter().skip(start).take(limit).map(|(_, _, node)| params.trim(node)).collect();
    Ok(page(shown, next))
}
