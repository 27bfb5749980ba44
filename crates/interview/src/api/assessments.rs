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
    db::assessment::{self, Assessment, Kind, Question, Saving},
    seed,
    server::Shared,
};

/// Most questions in one assessment.
const MOST_QUESTIONS: usize = 50;
/// Most answers to choose from, and most steps of points.
const MOST_OPTIONS: usize = 20;
/// Most points of one answer.
const MOST_POINTS: u32 = 1_000;
/// The answers of a yes/no question.
const YES_NO: [&str; 2] = ["Yes", "No"];

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
        check_rules(question)?;
    }
    Ok(())
}

/// Whether a question can be answered, and its answers counted.
fn check_rules(question: &Question) -> Result<(), ApiError> {
    let chosen = matches!(question.kind, Kind::Choice | Kind::YesNo);
    if !chosen && !question.options.is_empty() {
        return Err(ApiError::invalid("Only a choice has answers to choose from."));
    }
    if question.kind != Kind::Number && question.number.is_some() {
        return Err(ApiError::invalid("Only a question for a number has rules for numbers."));
    }
    if question.kind == Kind::Choice && !(2..=MOST_OPTIONS).contains(&question.options.len()) {
        return Err(ApiError::invalid(format!("A choice needs 2 to {MOST_OPTIONS} answers.")));
    }
    let words: Vec<&str> = question.options.iter().map(|option| option.text.as_str()).collect();
    if question.kind == Kind::YesNo && words != YES_NO {
        return Err(ApiError::invalid("A yes/no question has the answers Yes and No."));
    }
    for (at, option) in question.options.iter().enumerate() {
        if text("An answer", &option.text, 500)? != option.text || option.text.contains('\n') {
            return Err(ApiError::invalid("An answer is one line without blanks around it."));
        }
        if words[..at].contains(&words[at]) {
            return Err(ApiError::invalid("Two answers of a question are the same."));
        }
    }
    if chosen && question.options.iter().all(|option| option.knock_out) {
        return Err(ApiError::invalid("At least one answer must be good enough."));
    }
    let rule = question.number.iter();
    let points = question.options.iter().map(|option| option.points);
    if points.chain(rule.flat_map(|rule| &rule.points).map(|entry| entry.points)).any(|one| one > MOST_POINTS)
    {
        return Err(ApiError::invalid(format!("One answer counts at most {MOST_POINTS} points.")));
    }
    let Some(rule) = &question.number else { return Ok(()) };
    let numbers =
        rule.at_least.iter().chain(&rule.at_most).chain(rule.points.iter().map(|entry| &entry.from));
    if numbers.into_iter().any(|number| !number.is_finite() || number.abs() > 1e12)
        || rule.points.len() > MOST_OPTIONS
    {
        return Err(ApiError::invalid("A number of a rule is out of reach."));
    }
    if rule.at_least.zip(rule.at_most).is_some_and(|(least, most)| least > most) {
        return Err(ApiError::invalid("The least number is greater than the greatest."));
    }
    if rule.unit.chars().count() > 40 {
        return Err(ApiError::invalid("The unit is longer than 40 characters."));
    }
    let begins = |at: usize| rule.points[..at].iter().any(|before| before.from == rule.points[at].from);
    if (0..rule.points.len()).any(begins) {
        return Err(ApiError::invalid("Two steps of points begin at the same number."));
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
