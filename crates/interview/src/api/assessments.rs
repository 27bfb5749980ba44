//! Assessments: list, read, save.

use std::collections::HashSet;

use axum::{
    Json,
    extract::{Path, State},
};

use super::{
    error::ApiError,
    json::{Body, text},
};
use crate::{
    db::assessment::{self, Assessment},
    server::Shared,
};

/// Most questions in one assessment.
const MOST_QUESTIONS: usize = 50;

pub(super) async fn list(State(shared): State<Shared>) -> Result<Json<Vec<Assessment>>, ApiError> {
    Ok(Json(shared.db.read(assessment::latest).await?))
}

pub(super) async fn one(
    State(shared): State<Shared>,
    Path(id): Path<String>,
) -> Result<Json<Assessment>, ApiError> {
    let found = shared.db.read(move |c| assessment::newest(c, &id)).await?;
    found.map(Json).ok_or_else(|| ApiError::not_found("There is no such assessment."))
}

pub(super) async fn save(
    State(shared): State<Shared>,
    Path(id): Path<String>,
    Body(mut body): Body<Assessment>,
) -> Result<Json<Assessment>, ApiError> {
    if !body.id.is_empty() && body.id != id {
        return Err(ApiError::invalid("The id differs from the address."));
    }
    body.id = id;
    check(&body)?;
    let now = shared.clock.now();
    let saved = shared.db.commit(move |c| assessment::save(c, body, now)).await?;
    Ok(Json(saved))
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
