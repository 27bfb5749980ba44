//! Feedback forms and their templates.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde_json::{Value, json};

use super::answer::{Answer, by_text, by_time, data, no_content};
use super::body::Body;
use super::caller::Caller;
use super::error::ApiError;
use super::opportunities::{seen, to_write};
use super::params::Params;
use super::shape::{BY_USER, by_user};
use crate::account::Account;
use crate::node::{Node, ToNode};
use crate::sync::lock;
use crate::world::feedback::Form;

pub(crate) async fn templates(State(account): State<Arc<Account>>, caller: Caller, params: Params) -> Answer {
    caller.need("feedback_templates", "read")?;
    let text = |template: &Value, name: &str| template[name].as_str().unwrap_or_default().to_owned();
    let row = |template: &Value| (text(template, "text"), text(template, "id"), template.to_node());
    let rows = lock(&account.world).templates.iter().map(row).collect();
    by_text(&account, &params, rows)
}

pub(crate) async fn template(
    State(account): State<Arc<Account>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer {
    caller.need("feedback_templates", "read")?;
    let world = lock(&account.world);
    let found = world.templates.iter().find(|template| template["id"] == id.as_str());
    let found = found.ok_or_else(|| ApiError::not_found("Feedback template was not found"))?;
    Ok(Json(json!({ "data": found })).into_response())
}

pub(crate) async fn list(
    State(account): State<Arc<Account>>,
    caller: Caller,
    Path(id): Path<String>,
    params: Params,
) -> Answer {
    caller.need("feedback", "read")?;
    let expand = params.expand(BY_USER)?;
    let world = lock(&account.world);
    let id = seen(&world, &caller, &id)?.id;
    let shown = |form: &Form| by_user(&world, Node::Leaf(form.shown()), form.user, &expand);
    let rows =
        world.forms(id).iter().map(|form| (form.created_at, form.id.to_string(), shown(form))).collect();
    drop(world);
    by_time(&account, &params, rows)
}

pub(crate) async fn one(
    State(account): State<Arc<Account>>,
    caller: Caller,
    Path((id, form)): Path<(String, String)>,
    params: Params,
) -> Answer {
    caller.need("feedback", "read")?;
    let expand = params.expand(BY_USER)?;
    let world = lock(&account.world);
    let id = seen(&world, &caller, &id)?.id;
    let found = world.forms(id).iter().find(|known| known.id.to_string() == form);
    let found = found.ok_or_else(nowhere)?;
    let node = by_user(&world, Node::Leaf(found.shown()), found.user, &expand);
    Ok(data(&params.trim(node)))
}

pub(crate) async fn create(
    State(account): State<Arc<Account>>,
    caller: Caller,
    Path(id): Path<String>,
    params: Params,
    bytes: Bytes,
) -> Answer {
    caller.need("feedback", "write")?;
    let body = Body::parse(&bytes)?;
    let now = account.now();
    let (mut world, id, user) = to_write(&account, &caller, &id, &params, Some(&body))?;
    let template = body.text("baseTemplateId").ok_or_else(|| ApiError::missing("baseTemplateId"))?;
    let values = values(&body);
    let created_at = body.past("createdAt", now)?.unwrap_or(now);
    let switches = account.switches();
    let or_now = (!switches.feedback_without_completion_is_a_draft).then_some(now);
    let completed_at = body.millis("completedAt").or(or_now);
    // Lever says no more than this, whatever is wrong with a field.
    let form = world
        .add_form(id, template, &values, user, created_at, completed_at)
        .ok_or_else(|| ApiError::bad_request("Unable to create feedback"))?;
    let shown = if switches.documented_shapes { form.shown() } else { json!({ "data": form.shown() }) };
    Ok((StatusCode::CREATED, Json(shown)).into_response())
}

/// The recorded answer is the stored document rather than the form.
pub(crate) async fn replace(
    State(account): State<Arc<Account>>,
    caller: Caller,
    Path((id, form)): Path<(String, String)>,
    params: Params,
    bytes: Bytes,
) -> Answer {
    caller.need("feedback", "write")?;
    let body = Body::parse(&bytes)?;
    let now = account.now();
    let (mut world, id, _) = to_write(&account, &caller, &id, &params, Some(&body))?;
    let values = values(&body);
    let form = world.form_mut(id, &form).ok_or_else(nowhere)?;
    if !form.answer(&values) {
        return Err(ApiError::bad_request("Unable to update feedback"));
    }
    form.updated_at = Some(now);
    if let Some(at) = body.millis("completedAt") {
        form.completed_at = Some(at);
    }
    Ok(Json(json!({ "data": form.stored() })).into_response())
}

/// A deleted form still comes in lists.
pub(crate) async fn delete(
    State(account): State<Arc<Account>>,
    caller: Caller,
    Path((id, form)): Path<(String, String)>,
    params: Params,
) -> Answer {
    caller.need("feedback", "write")?;
    let now = account.now();
    let (mut world, id, _) = to_write(&account, &caller, &id, &params, None)?;
    let form: &mut Form = world.form_mut(id, &form).ok_or_else(nowhere)?;
    form.deleted_at = Some(now);
    Ok(no_content())
}

fn values(body: &Body) -> Vec<(String, Value)> {
    let rows = body.get("fieldValues").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    rows.iter().filter_map(|row| Some((row["id"].as_str()?.to_owned(), row["value"].clone()))).collect()
}

fn nowhere() -> ApiError {
    ApiError::not_found("Feedback was not found")
}
