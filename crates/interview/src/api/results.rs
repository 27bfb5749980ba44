//! What came of invitations: progress, answers, evaluation, erasure.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    error::ApiError,
    invitations::unknown,
    json::{Body, text},
};
use crate::{
    counting::{self, Count, Tally},
    db::{
        self,
        answer::{self, Answer},
        assessment::{self, Assessment},
        evaluation::{self, Evaluation},
        invitation,
        progress::{self, Progress},
    },
    pdf,
    report::Report,
    server::Shared,
};

/// Most references in one question about progress.
const MOST_REFS: usize = 500;

#[derive(Debug, Deserialize)]
pub(super) struct Refs {
    refs: Vec<String>,
}

pub(super) async fn progress(
    State(shared): State<Shared>,
    Body(asked): Body<Refs>,
) -> Result<Json<Vec<Progress>>, ApiError> {
    if asked.refs.len() > MOST_REFS {
        return Err(ApiError::invalid(format!("Ask for at most {MOST_REFS} references at once.")));
    }
    let now = shared.clock.now();
    let news = shared.db.read(move |c| progress::of(c, &asked.refs, now)).await?;
    Ok(Json(news))
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct HandedIn {
    #[serde(rename = "ref")]
    reference: String,
    candidate_name: String,
    assessment: Assessment,
    consent_at: Option<Timestamp>,
    answers: Vec<AnswerView>,
    submitted_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evaluation: Option<Evaluation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tally: Option<Tally>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct AnswerView {
    question_id: String,
    text: String,
    updated_at: Timestamp,
    /// What it counts; absent if no rule says.
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<Count>,
}

pub(super) async fn answers(
    State(shared): State<Shared>,
    Path(reference): Path<String>,
) -> Result<Json<HandedIn>, ApiError> {
    let now = shared.clock.now();
    let read = shared
        .db
        .read(move |c| {
            let Some(found) = invitation::by_ref(c, &reference)? else {
                return Ok(Err(unknown()));
            };
            if !found.state(now).is_handed_in() {
                return Ok(Err(not_handed_in()));
            }
            let assessment = assessment::revision(c, &found.assessment, found.revision)?;
            let mut written = answer::of(c, &reference)?;
            Ok(Ok(HandedIn {
                tally: counting::tally(&assessment, &written),
                answers: in_order(&assessment, &mut written),
                assessment,
                candidate_name: found.candidate_name,
                consent_at: found.times.consent,
                submitted_at: found.times.submitted,
                evaluation: evaluation::last(c, &reference)?,
                reference,
            }))
        })
        .await?;
    read.map(Json)
}

/// The report as a file.
pub(super) async fn report(
    State(shared): State<Shared>,
    Path(reference): Path<String>,
) -> Result<Response, ApiError> {
    let now = shared.clock.now();
    let read = shared.db.read(move |c| {
        let Some(found) = invitation::by_ref(c, &reference)? else { return Ok(Err(unknown())) };
        if !found.state(now).is_handed_in() {
            return Ok(Err(not_handed_in()));
        }
        Report::of(c, found).map(Ok)
    });
    let report = read.await??;
    Ok(pdf::answer(report).await?)
}

pub(super) async fn evaluate(
    State(shared): State<Shared>,
    Path(reference): Path<String>,
    Body(mut verdict): Body<Evaluation>,
) -> Result<StatusCode, ApiError> {
    let level = 1..=4;
    if !level.contains(&verdict.score) || verdict.scores.values().any(|s| !level.contains(s)) {
        return Err(ApiError::invalid("Scores are 1 to 4."));
    }
    verdict.reviewer = text("The reviewer", &verdict.reviewer, 200)?;
    if verdict.comment.chars().count() > 20_000 {
        return Err(ApiError::invalid("The comment is longer than 20000 characters."));
    }
    let now = shared.clock.now();
    verdict.at = now;
    shared
        .db
        .commit(move |c| {
            let Some(found) = invitation::by_ref(c, &reference)? else {
                return Ok(Err(unknown()));
            };
            if !found.state(now).is_handed_in() {
                return Ok(Err(not_handed_in()));
            }
            let assessment = assessment::revision(c, &found.assessment, found.revision)?;
            let known = |id: &String| assessment.questions.iter().any(|q| q.id == *id);
            if !verdict.scores.keys().all(known) {
                return Ok(Err(ApiError::invalid("A score belongs to no question of this assessment.")));
            }
            // The same verdict again is no news: callers may repeat themselves.
            let same = evaluation::last(c, &reference)?
                .is_some_and(|before| Evaluation { at: verdict.at, ..before } == verdict);
            if !same {
                evaluation::add(c, &reference, &verdict)?;
                invitation::touched(c, &reference, now)?;
            }
            Ok(Ok(()))
        })
        .await??;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn erase(
    State(shared): State<Shared>,
    Path(reference): Path<String>,
) -> Result<StatusCode, ApiError> {
    let now = shared.clock.now();
    let found = shared
        .db
        .commit(move |c| {
            let found = invitation::by_ref(c, &reference)?.is_some();
            if found {
                invitation::erased(c, &reference, now)?;
            }
            Ok(found)
        })
        .await?;
    if !found {
        return Err(unknown());
    }
    db::checkpoint(&shared.db).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Answers with words in them, in the order of the questions.
fn in_order(assessment: &Assessment, written: &mut Vec<Answer>) -> Vec<AnswerView> {
    let mut all = Vec::with_capacity(written.len());
    for question in &assessment.questions {
        let found = written.iter().position(|a| a.question == question.id);
        let Some(answer) = found.map(|at| written.swap_remove(at)) else {
            continue;
        };
        if !answer.text.trim().is_empty() {
            all.push(AnswerView {
                count: question.counts().then(|| question.count(&answer.text)),
                question_id: answer.question,
                text: answer.text,
                updated_at: answer.updated_at,
            });
        }
    }
    all
}

fn not_handed_in() -> ApiError {
    ApiError::conflict("not_submitted", "The candidate has not handed in yet.")
}
