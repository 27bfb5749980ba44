//! Assessments: list, read, save, retire.

use std::collections::HashSet;

use axum::{
    Json,
    extract::{Path, State},
};

use serde::Serialize;

use super::{
    error::ApiError,
    json::{Body, text},
};
use crate::{
    db::assessment::{self, Assessment, Saving},
    seed,
    server::Shared,
};

/// Most questions in one assessment.
const MOST_QUESTIONS: usize = 50;

/// An assessment as callers see it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct View {
    #[serde(flatten)]
    assessment: Assessment,
    /// It came with the service: it is copied, never changed.
    built_in: bool,
}

impl From<Assessment> for View {
    fn from(assessment: Assessment) -> Self {
        View { built_in: seed::is_built_in(&assessment.id), assessment }
    }
}

pub(super) async fn list(State(shared): State<Shared>) -> Result<Json<Vec<View>>, ApiError> {
    let all = shared.db.read(assessment::latest).await?;
    Ok(Json(all.into_iter().map(View::from).collect()))
}

pub(super) async fn one(
    State(shared): State<Shared>,
    Path(id): Path<String>,
) -> Result<Json<View>, ApiError> {
    let found = shared.db.read(move |c| assessment::newest(c, &id)).await?;
    found.filter(|found| !found.retired).map(|found| Json(found.into())).ok_or_else(unknown)
}

pub(super) async fn save(
    State(shared): State<Shared>,
    Path(id): Path<String>,
    Body(mut body): Body<Assessment>,
) -> Result<Json<View>, ApiError> {
    if !body.id.is_empty() && body.id != id {
        return Err(ApiError::invalid("The id differs from the address."));
    }
    body.id = id;
    body.retired = false;
    changeable(&body.id)?;
    check(&body)?;
    let now = shared.clock.now();
    match shared.db.commit(move |c| assessment::save(c, body, now)).await? {
        Saving::Saved(saved) => Ok(Json(saved.into())),
        Saving::Meanwhile => Err(meanwhile()),
    }
}

/// Takes it from the list. The answer is what brings it back when it is saved again.
pub(super) async fn retire(
    State(shared): State<Shared>,
    Path(id): Path<String>,
) -> Result<Json<View>, ApiError> {
    changeable(&id)?;
    let now = shared.clock.now();
    let retired = shared
        .db
        .commit(move |c| {
            let Some(newest) = assessment::newest(c, &id)? else { return Ok(None) };
            assessment::save(c, Assessment { retired: true, ..newest }, now).map(Some)
        })
        .await?;
    match retired.ok_or_else(unknown)? {
        Saving::Saved(retired) => Ok(Json(Assessment { retired: false, ..retired }.into())),
        Saving::Meanwhile => Err(meanwhile()),
    }
}

fn unknown() -> ApiError {
    ApiError::not_found("There is no such assessment.")
}

fn meanwhile() -> ApiError {
    ApiError::conflict("changed_meanwhile", "Somebody else changed this assessment meanwhile.")
}

fn changeable(id: &str) -> Result<(), ApiError> {
    if seed::is_built_in(id) {
        return Err(ApiError::conflict(
            "built_in",
            "This assessment came with the service: copy it instead.",
        ));
    }
    Ok(())
}

/// Whether an assessment can be sent to somebody.
pub(crate) fn check(assessment: &Assessment) -> Result<(), ApiError> {
    check_id("The assessment's id", &assessment.id)?;
    text("The name", &assessment.name, 200)?;
    if assessment.description.chars().count() > 2_000 {
        return Err(ApiError::invalid("The description is longer than 2000 characters."));
    }
    if !(1..=480).contains(&assessment.minutes) {
        return Err(ApiError::invalid("The minutes must be 1 to 480."));
    }
    if assessment.questions.is_empty() || assessment.questions.len() > MOST_QUESTIONS {
        return Err(ApiError::invalid(format!("There must be 1 to {MOST_QUESTIONS} questions.")));
    }
    let mut ids = HashSet::new();
    for question in &assessment.questions {
        check_id("A question's id", &question.id)?;
        if !ids.insert(question.id.as_str()) {
            return Err(ApiError::invalid("Two questions have the same id."));
        }
        text("A question's text", &question.text, 4_000)?;
        if let Some(hint) = &question.hint {
            text("A hint", hint, 1_000)?;
        }
        for anchor in question.anchors.iter().flatten() {
            text("An anchor", anchor, 500)?;
        }
    }
    Ok(())
}

fn check_id(what: &str, id: &str) -> Result<(), ApiError> {
    let good =
        (1..=80).contains(&id.len()) && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if good {
        Ok(())
    } else {
        Err(ApiError::invalid(format!("{what} must be 1 to 80 letters, digits, hyphens or underscores.")))
    }
}
