//! Applying to a posting, as a job site does.

use std::sync::Arc;
use std::time::Instant;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde_json::{Value, json};

use super::answer::Answer;
use super::body::Body;
use super::caller::Caller;
use super::directory::seen_posting as seen;
use super::error::ApiError;
use crate::account::Account;
use crate::sync::lock;
use crate::world::World;
use crate::world::create::NewOpportunity;
use crate::world::entities::{Phone, Posting};
use crate::world::ids::StageId;

/// Name, label, type, whether it is required.
const QUESTIONS: &[(&str, &str, &str, bool)] = &[
    ("fullName", "Full name", "text", true),
    ("email", "Email", "text", true),
    ("phone", "Phone", "text", false),
    ("currentLocation", "Current location", "text", false),
    ("currentCompany", "Current company", "text", false),
    ("preferredPostingLocation", "Preferred location", "text", false),
    ("resume", "Resume/CV", "file-upload", false),
    ("additionalInformation", "Additional information", "textarea", false),
];

pub(crate) async fn form(
    State(account): State<Arc<Account>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer {
    caller.need("postings", "read")?;
    let world = lock(&account.world);
    let posting = open(&world, &caller, &id)?;
    let personal: Vec<Value> = QUESTIONS
        .iter()
        .map(|(name, text, kind, required)| {
            json!({ "text": text, "name": name, "type": kind, "required": required, "value": null })
        })
        .collect();
    let data = json!({
        "id": posting.id.to_string(),
        "text": posting.text,
        "customQuestions": [],
        "personalInformation": personal,
        "urls": [],
        "consentDisclosures": [],
    });
    Ok(Json(json!({ "data": data })).into_response())
}

pub(crate) async fn apply(
    State(account): State<Arc<Account>>,
    caller: Caller,
    Path(id): Path<String>,
    bytes: Bytes,
) -> Answer {
    caller.need("postings", "write")?;
    let body = Body::parse(&bytes)?;
    let given = |name: &str| {
        let rows = body.get("personalInformation").and_then(Value::as_array)?;
        let row = rows.iter().find(|row| row["name"] == name)?;
        row["value"].as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let missing = QUESTIONS.iter().find(|(name, _, _, required)| *required && given(name).is_none());
    if let Some((name, ..)) = missing {
        return Err(ApiError::missing(name));
    }
    let origin = match body.text("origin") {
        None | Some("applied") => "applied",
        Some("internal") => "internal",
        Some(_) => return Err(ApiError::bad_request("Invalid value at /origin")),
    };
    let moment = account.moment();
    let rate = account.switches().applications_per_second;
    if rate > 0.0 && !lock(&account.buckets).admit("applications", Instant::now(), rate, rate) {
        return Err(ApiError::of_status(StatusCode::TOO_MANY_REQUESTS));
    }
    let mut world = lock(&account.world);
    let posting = open(&world, &caller, &id)?.id;
    let new = NewOpportunity {
        name: given("fullName").unwrap_or_default(),
        location: given("currentLocation").unwrap_or_default(),
        headline: given("currentCompany").unwrap_or_default(),
        company: given("currentCompany"),
        questions: body.get("customQuestions").and_then(Value::as_array).cloned().unwrap_or_default(),
        links: urls(&body),
        emails: given("email").into_iter().collect(),
        phones: given("phone").map(|value| Phone { kind: "other".to_owned(), value }).into_iter().collect(),
        sources: vec![body.text("source").unwrap_or("Job site").to_owned()],
        stage: Some(StageId("applicant-new".to_owned())),
        origin: Some(origin.to_owned()),
        posting: Some(posting),
        applied: true,
        ..NewOpportunity::default()
    };
    let (made, _) = world.create(new, moment)?;
    let application =
        world.opportunity(made).and_then(|row| row.application.as_ref()).map(|a| a.id.to_string());
    Ok((StatusCode::CREATED, Json(json!({ "data": { "applicationId": application } }))).into_response())
}

/// Addresses that came with an application, by name or as a list.
fn urls(body: &Body) -> Vec<String> {
    let text = |value: &Value| {
        let value = value.get("value").unwrap_or(value);
        value.as_str().filter(|text| !text.trim().is_empty()).map(str::to_owned)
    };
    match body.get("urls") {
        Some(Value::Array(urls)) => urls.iter().filter_map(text).collect(),
        Some(Value::Object(urls)) => urls.values().filter_map(text).collect(),
        _ => Vec::new(),
    }
}

/// Only published and unlisted postings take applications.
fn open<'a>(world: &'a World, caller: &Caller, id: &str) -> Result<&'a Posting, ApiError> {
    let posting = seen(world, caller, id)?;
    if matches!(posting.state.as_str(), "published" | "internal") {
        Ok(posting)
    } else {
        Err(ApiError::bad_request("The posting does not take applications"))
    }
}
