//! Webhooks: kept and listed, but nothing is posted to them.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde_json::{Value, json};

use super::answer::{Answer, no_content};
use super::body::Body;
use super::caller::Caller;
use super::error::ApiError;
use crate::account::Account;
use crate::sync::lock;

const EVENTS: &[&str] = &[
    "applicationCreated",
    "candidateArchiveChange",
    "candidateDeleted",
    "candidateHired",
    "candidateStageChange",
    "contactCreated",
    "contactUpdated",
    "interviewCreated",
    "interviewDeleted",
    "interviewUpdated",
];

/// The recorded envelope has neither `next` nor `hasNext`; the rows come by event.
pub(crate) async fn list(State(account): State<Arc<Account>>, caller: Caller) -> Answer {
    caller.need("webhooks", "read")?;
    let mut rows = lock(&account.world).webhooks.clone();
    rows.sort_by_key(|row| (row["event"].to_string(), row["createdAt"].as_i64()));
    for row in &mut rows {
        if let Some(configuration) = row["configuration"].as_object_mut() {
            configuration.remove("signatureToken");
        }
    }
    Ok(Json(json!({ "data": rows })).into_response())
}

pub(crate) async fn create(State(account): State<Arc<Account>>, caller: Caller, bytes: Bytes) -> Answer {
    caller.need("webhooks", "write")?;
    let body = Body::parse(&bytes)?;
    let event = body.text("event").ok_or_else(|| ApiError::missing("event"))?;
    let url = body.text("url").ok_or_else(|| ApiError::missing("url"))?;
    if !EVENTS.contains(&event) {
        return Err(ApiError::bad_request("Invalid value at /event"));
    }
    if !url.starts_with("https://") && !url.starts_with("http://127.0.0.1") {
        return Err(ApiError::bad_request("Invalid value at /url"));
    }
    let now = account.now();
    let mut world = lock(&account.world);
    let origins = ["applied", "sourced", "referred", "university", "internal", "agency"];
    let made = json!({
        "id": world.random.uuid(),
        "event": event,
        "url": url,
        "configuration": {
            "conditions": { "origins": origins },
            "signatureToken": format!("{:032x}{:016x}", world.random.uuid().as_u128(), world.random.next()),
        },
        "createdAt": now,
        "updatedAt": now,
    });
    world.webhooks.push(made.clone());
    world.revision += 1;
    let shown = if account.switches().documented_shapes { json!({ "data": made }) } else { made };
    Ok((StatusCode::CREATED, Json(json!({ "data": shown }))).into_response())
}

pub(crate) async fn delete(
    State(account): State<Arc<Account>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer {
    caller.need("webhooks", "write")?;
    let mut world = lock(&account.world);
    let before = world.webhooks.len();
    world.webhooks.retain(|row: &Value| row["id"] != id.as_str());
    if world.webhooks.len() == before {
        return Err(ApiError::not_found("Webhook was not found"));
    }
    world.revision += 1;
    Ok(no_content())
}
