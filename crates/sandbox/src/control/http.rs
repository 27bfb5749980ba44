//! The control over HTTP, under `/control`. Bodies are JSON, so no foreign web page can send them.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

use super::faults::Fault;
use super::requests::RequestFilter;
use super::{CandidateEdit, Control, ControlError, NewCandidate, NewPosting, OpportunitySnapshot};

type Done = Result<Json<OpportunitySnapshot>, ControlError>;

impl IntoResponse for ControlError {
    fn into_response(self) -> Response {
        let body = Json(json!({ "message": self.to_string() }));
        (StatusCode::NOT_FOUND, body).into_response()
    }
}

pub(crate) fn routes(control: Control) -> Router {
    Router::new()
        .route("/ready", get(ready))
        .route("/stages", get(stages).post(add_stage))
        .route("/stages/{id}", axum::routing::delete(delete_stage))
        .route("/users", get(users))
        .route("/opportunities", get(find).post(add))
        .route("/opportunities/{id}", get(one).patch(edit).delete(delete))
        .route("/opportunities/{id}/stage", post(move_to_stage))
        .route("/opportunities/{id}/archived", post(archive))
        .route("/opportunities/{id}/anonymize", post(anonymize))
        .route("/opportunities/{id}/snooze", post(snooze))
        .route("/opportunities/{id}/data-protection", post(data_protection))
        .route("/opportunities/{id}/confidentiality", post(confidentiality))
        .route("/opportunities/{id}/tags", post(tags))
        .route("/opportunities/{id}/notes", post(note))
        .route("/postings", post(add_posting))
        .route("/postings/{id}/tags", post(posting_tags))
        .route("/users/{id}/deactivated", post(deactivated))
        .route("/keys", post(add_key))
        .route("/keys/{key}", axum::routing::delete(remove_key))
        .route("/api-key/revoked", post(revoke_key))
        .route("/redirects", post(register_redirect))
        .route("/requests", get(requests).delete(clear_requests))
        .route("/mails", get(mails))
        .route("/tokens/expire", post(expire))
        .route("/tokens/revoke", post(revoke))
        .route("/faults", get(faults).post(inject).delete(clear_faults))
        .route("/switches", get(switches).patch(update_switches))
        .route("/stats", get(stats))
        .with_state(control)
}

async fn ready(State(control): State<Control>) -> Response {
    Json(control.ready()).into_response()
}

async fn stages(State(control): State<Control>) -> Response {
    Json(control.stages()).into_response()
}

async fn users(State(control): State<Control>) -> Response {
    Json(control.users()).into_response()
}

async fn add_posting(State(control): State<Control>, Json(new): Json<NewPosting>) -> Response {
    Json(json!({ "id": control.add_posting(new) })).into_response()
}

#[derive(Deserialize)]
struct Deactivated {
    deactivated: bool,
}

async fn deactivated(
    State(control): State<Control>,
    Path(id): Path<String>,
    Json(body): Json<Deactivated>,
) -> Result<StatusCode, ControlError> {
    control.set_deactivated(&id, body.deactivated).map(|()| StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
struct NewKey {
    scopes: Vec<String>,
    #[serde(default)]
    confidential: bool,
}

async fn add_key(State(control): State<Control>, Json(new): Json<NewKey>) -> Response {
    let scopes: Vec<&str> = new.scopes.iter().map(String::as_str).collect();
    Json(json!({ "key": control.add_api_key(&scopes, new.confidential) })).into_response()
}

async fn remove_key(State(control): State<Control>, Path(key): Path<String>) -> StatusCode {
    control.remove_api_key(&key);
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
struct Revoked {
    revoked: bool,
}

async fn revoke_key(State(control): State<Control>, Json(body): Json<Revoked>) -> StatusCode {
    control.revoke_api_key(body.revoked);
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
struct Redirect {
    uri: String,
}

async fn register_redirect(State(control): State<Control>, Json(body): Json<Redirect>) -> StatusCode {
    control.register_redirect(&body.uri);
    StatusCode::NO_CONTENT
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Wanted {
    q: String,
    stage: Option<String>,
    limit: Option<usize>,
}

async fn find(State(control): State<Control>, Query(wanted): Query<Wanted>) -> Response {
    let mut found = control.find(&wanted.q);
    if let Some(stage) = &wanted.stage {
        found.retain(|row| row.stage == *stage);
    }
    found.truncate(wanted.limit.unwrap_or(200));
    Json(found).into_response()
}

async fn one(State(control): State<Control>, Path(id): Path<String>) -> Response {
    match control.opportunity(&id) {
        Some(found) => Json(found).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn add(State(control): State<Control>, Json(new): Json<NewCandidate>) -> Done {
    control.add_candidate(new).map(Json)
}

async fn edit(
    State(control): State<Control>,
    Path(id): Path<String>,
    Json(edit): Json<CandidateEdit>,
) -> Done {
    control.edit_candidate(&id, edit).map(Json)
}

async fn delete(State(control): State<Control>, Path(id): Path<String>) -> Result<StatusCode, ControlError> {
    control.delete(&id).map(|()| StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
struct Move {
    stage: String,
    #[serde(default)]
    user: Option<String>,
}

async fn move_to_stage(State(control): State<Control>, Path(id): Path<String>, Json(to): Json<Move>) -> Done {
    control.move_to_stage(&id, &to.stage, to.user.as_deref()).map(Json)
}

#[derive(Deserialize)]
struct Archive {
    archived: bool,
    #[serde(default)]
    reason: Option<String>,
}

async fn archive(State(control): State<Control>, Path(id): Path<String>, Json(body): Json<Archive>) -> Done {
    if body.archived {
        control.archive(&id, body.reason.as_deref()).map(Json)
    } else {
        control.unarchive(&id).map(Json)
    }
}

async fn anonymize(State(control): State<Control>, Path(id): Path<String>, _: Json<Value>) -> Done {
    control.anonymize(&id).map(Json)
}

#[derive(Deserialize)]
struct Snooze {
    /// Milliseconds; null wakes.
    until: Option<i64>,
}

async fn snooze(State(control): State<Control>, Path(id): Path<String>, Json(body): Json<Snooze>) -> Done {
    let until = body
        .until
        .map(Timestamp::from_millisecond)
        .transpose()
        .map_err(|_| ControlError("the time is out of range".to_owned()))?;
    control.set_snooze(&id, until).map(Json)
}

#[derive(Deserialize)]
struct Consent {
    contact: Option<bool>,
}

async fn data_protection(
    State(control): State<Control>,
    Path(id): Path<String>,
    Json(body): Json<Consent>,
) -> Done {
    control.set_contact_allowed(&id, body.contact).map(Json)
}

#[derive(Deserialize)]
struct Confidentiality {
    confidential: bool,
}

async fn confidentiality(
    State(control): State<Control>,
    Path(id): Path<String>,
    Json(body): Json<Confidentiality>,
) -> Done {
    control.set_confidential(&id, body.confidential).map(Json)
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Tags {
    add: Vec<String>,
    remove: Vec<String>,
}

async fn tags(State(control): State<Control>, Path(id): Path<String>, Json(body): Json<Tags>) -> Done {
    control.remove_tags(&id, &body.remove)?;
    control.add_tags(&id, &body.add).map(Json)
}

#[derive(Deserialize)]
struct Remark {
    text: String,
    #[serde(default)]
    user: Option<String>,
}

async fn note(State(control): State<Control>, Path(id): Path<String>, Json(body): Json<Remark>) -> Done {
    control.add_note(&id, &body.text, body.user.as_deref()).map(Json)
}

#[derive(Deserialize)]
struct NewStage {
    text: String,
}

async fn add_stage(State(control): State<Control>, Json(body): Json<NewStage>) -> Response {
    Json(control.add_stage(&body.text)).into_response()
}

async fn delete_stage(
    State(control): State<Control>,
    Path(id): Path<String>,
) -> Result<StatusCode, ControlError> {
    control.delete_stage(&id).map(|()| StatusCode::NO_CONTENT)
}

async fn posting_tags(
    State(control): State<Control>,
    Path(id): Path<String>,
    Json(tags): Json<Vec<String>>,
) -> Result<StatusCode, ControlError> {
    control.set_posting_tags(&id, &tags).map(|()| StatusCode::NO_CONTENT)
}

async fn requests(State(control): State<Control>, Query(filter): Query<RequestFilter>) -> Response {
    Json(control.requests(&filter)).into_response()
}

async fn clear_requests(State(control): State<Control>) -> StatusCode {
    control.clear_requests();
    StatusCode::NO_CONTENT
}

async fn mails(State(control): State<Control>) -> Response {
    Json(control.mails()).into_response()
}

async fn expire(State(control): State<Control>, _: Json<Value>) -> StatusCode {
    control.expire_access_tokens();
    StatusCode::NO_CONTENT
}

async fn revoke(State(control): State<Control>, _: Json<Value>) -> StatusCode {
    control.revoke_all_tokens();
    StatusCode::NO_CONTENT
}

async fn faults(State(control): State<Control>) -> Response {
    Json(control.faults()).into_response()
}

async fn inject(State(control): State<Control>, Json(fault): Json<Fault>) -> StatusCode {
    control.inject(fault);
    StatusCode::NO_CONTENT
}

async fn clear_faults(State(control): State<Control>) -> StatusCode {
    control.clear_faults();
    StatusCode::NO_CONTENT
}

async fn switches(State(control): State<Control>) -> Response {
    Json(control.switches()).into_response()
}

/// Only the named switches change.
async fn update_switches(State(control): State<Control>, Json(patch): Json<Value>) -> Response {
    let mut whole = serde_json::to_value(control.switches()).unwrap_or_default();
    if let (Some(whole), Value::Object(patch)) = (whole.as_object_mut(), patch) {
        whole.extend(patch);
    }
    match serde_json::from_value(whole) {
        Ok(changed) => Json(control.update_switches(|switches| *switches = changed)).into_response(),
        Err(error) => {
            let body = Json(json!({ "message": error.to_string() }));
            (StatusCode::BAD_REQUEST, body).into_response()
        }
    }
}

async fn stats(State(control): State<Control>) -> Response {
    let body = json!({ "visitedRows": control.visited_rows(), "now": control.now_ms() });
    Json(body).into_response()
}
