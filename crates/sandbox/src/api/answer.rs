//! The envelopes of answers.

use std::cmp::Reverse;

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use super::cursors::invalid_offset;
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
pub(crate) fn by_time(account: &Account, params: &Params, rows: Vec<(Millis, String, Node)>) -> Answer {
    let rows = rows.into_iter().map(|(at, id, node)| (Reverse(at), id, node)).collect();
    paged(account, params, rows, |at| Value::from(at.0), |at| at.as_i64().map(Reverse))
}

/// Pages a list that is ordered by text, whatever the case, then id: tokens are `[text, id]`.
pub(crate) fn by_text(account: &Account, params: &Params, rows: Vec<(String, String, Node)>) -> Answer {
    let rows = rows.into_iter().map(|(text, id, node)| (text.to_lowercase(), id, node)).collect();
    let text = |text: &Value| text.as_str().map(str::to_owned);
    paged(account, params, rows, |text| Value::from(text.as_str()), text)
}

/// Pages a list that has an order of its own: tokens are `[place, id]`.
pub(crate) fn by_place(account: &Account, params: &Params, rows: Vec<(String, Node)>) -> Answer {
    let rows = (0_u64..).zip(rows).map(|(place, (id, node))| (place, id, node)).collect();
    paged(account, params, rows, |place| Value::from(*place), Value::as_u64)
}

fn paged<K: Ord>(
    account: &Account,
    params: &Params,
    mut rows: Vec<(K, String, Node)>,
    write: impl Fn(&K) -> Value,
    read: impl Fn(&Value) -> Option<K>,
) -> Answer {
    rows.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
    let cursor =
        lock(&account.cursors).redeem(params.path(), params, account.switches().offsets_encoded_once)?;
    let start = match cursor.as_deref() {
        None => 0,
        Some([key, id]) => {
            let (key, id) = read(key).zip(id.as_str()).ok_or_else(invalid_offset)?;
            rows.partition_point(|row| (&row.0, row.1.as_str()) < (&key, id))
        }
        Some(_) => return Err(invalid_offset()),
    };
    let limit = params.limit()?;
    let next = rows.get(start + limit).map(|(key, id, _)| {
        let position = Value::from(vec![write(key), Value::from(id.clone())]);
        lock(&account.cursors).issue(params.path(), params, &position)
    });
    let shown = rows.into_iter().skip(start).take(limit).map(|(_, _, node)| params.trim(node)).collect();
    Ok(page(shown, next))
}
