//! One question a page. Every way of leaving it saves what was typed.

use axum::{
    Form, Json,
    extract::{Path, Query, State as Shares, rejection::FormRejection},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use minijinja::context;
use serde::Deserialize;
use serde_json::json;

use super::{
    closed,
    frame::page,
    refused,
    visit::{Visit, broken},
};
use crate::{
    db::{
        DbError,
        answer::{self, Save, Saved},
        assessment::{Kind, Question},
        invitation,
    },
    server::Shared,
    state::State,
};

/// Longest answer, in characters.
pub(super) const LONGEST: usize = 20_000;

#[derive(Debug, Default, Deserialize)]
pub(super) struct Came {
    /// Set on the way back from the review.
    #[serde(default)]
    pub(super) from: String,
}

/// What a question's form sends.
#[derive(Debug, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    pub(super) answer: String,
    #[serde(default)]
    base: i64,
    #[serde(default)]
    writer: String,
    #[serde(default)]
    sequence: i64,
    #[serde(default)]
    pub(super) from: String,
    /// Which button: `next`, `back` or `review`.
    #[serde(default)]
    go: String,
}

pub(super) async fn show(
    Shares(shared): Shares<Shared>,
    Path((token, n)): Path<(String, usize)>,
    Query(came): Query<Came>,
) -> Result<Response, Response> {
    let visit = Visit::started(&shared, &token).await?;
    let Some(question) = numbered(&visit, n) else {
        return Ok(visit.to(&shared, &visit.where_one_was()));
    };
    let text = visit.answer(question).map_or("", |a| a.text.as_str());
    shown(&shared, &visit, n, question, text, &came.from, None).await
}

pub(super) async fn leave(
    Shares(shared): Shares<Shared>,
    Path((token, n)): Path<(String, usize)>,
    form: Result<Form<Typed>, FormRejection>,
) -> Result<Response, Response> {
    let visit = Visit::open(&shared, &token).await?;
    let Ok(Form(typed)) = form else {
        return Err((
            StatusCode::PAYLOAD_TOO_LARGE,
            "This is more text than we can take. Please go back and shorten it.",
        )
            .into_response());
    };
    let text = typed.answer.replace("\r\n", "\n");
    match visit.state {
        State::Started => {}
        State::Invited | State::Submitted | State::Evaluated => return Ok(visit.to(&shared, "")),
        State::Cancelled | State::Declined | State::Expired | State::Erased => {
            let typed = (!text.trim().is_empty()).then_some(text.as_str());
            return Ok(closed::closed(&shared, &visit, typed));
        }
    }
    let Some(question) = numbered(&visit, n) else {
        return Ok(visit.to(&shared, &visit.where_one_was()));
    };
    let text = match kept(question, text) {
        Ok(text) => text,
        Err((text, problem)) => {
            return shown(&shared, &visit, n, question, &text, &typed.from, Some(problem)).await;
        }
    };
    let page = page_after(&visit, n, &typed);
    let save = saving(&visit, question, &typed, text.clone());
    match saved(&shared, save).await.map_err(|e| broken(&e))? {
        Some(_) => Ok(visit.to(&shared, &page)),
        // Closed between the two looks.
        None => {
            let visit = Visit::open(&shared, &token).await?;
            Ok(closed::closed(&shared, &visit, Some(&text)))
        }
    }
}

pub(super) async fn autosave(
    Shares(shared): Shares<Shared>,
    Path((token, n)): Path<(String, usize)>,
    form: Result<Form<Typed>, FormRejection>,
) -> Result<Response, Response> {
    let visit = Visit::open(&shared, &token).await?;
    let refuse = |problem: Problem| {
        let words = match problem {
            Problem::TooLong => "This answer is too long to be saved.",
            Problem::NoNumber => "Not saved: please write a number, for example 3 or 2.5.",
            Problem::NotOffered => "Not saved: please choose one of the answers.",
        };
        refused(StatusCode::UNPROCESSABLE_ENTITY, problem.code(), words)
    };
    let Ok(Form(typed)) = form else {
        return Ok(refuse(Problem::TooLong));
    };
    let not_open = || {
        refused(
            StatusCode::CONFLICT,
            "not_open",
            "This interview is not open any more. Your text is still here: copy it before you leave.",
        )
    };
    if visit.state != State::Started {
        return Ok(not_open());
    }
    let Some(question) = numbered(&visit, n) else {
        return Ok(not_open());
    };
    let text = typed.answer.replace("\r\n", "\n");
    let text = match kept(question, text) {
        Ok(text) => text,
        Err((_, problem)) => return Ok(refuse(problem)),
    };
    let save = saving(&visit, question, &typed, text);
    match saved(&shared, save).await {
        Ok(Some(saved)) => Ok(Json(json!({
            "version": saved.version,
            "replaced": saved.replaced,
        }))
        .into_response()),
        Ok(None) => Ok(not_open()),
        Err(error) => {
            tracing::error!(%error, "an answer cannot be saved");
            Ok(refused(StatusCode::INTERNAL_SERVER_ERROR, "internal", "Not saved yet."))
        }
    }
}

pub(super) async fn shown(
    shared: &Shared,
    visit: &Visit,
    n: usize,
    question: &Question,
    text: &str,
    from: &str,
    problem: Option<Problem>,
) -> Result<Response, Response> {
    let (reference, id) = (visit.invitation.reference.clone(), question.id.clone());
    let earlier =
        shared.db.read(move |c| answer::earlier(c, &reference, &id)).await.map_err(|e| broken(&e))?;
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let content = context! {
        preview => visit.preview,
        path => visit.path(shared),
        title => visit.assessment.name,
        n,
        total => visit.assessment.questions.len(),
        question => question.text,
        hint => question.hint,
        kind => question.kind,
        options => question.options.iter().map(|option| option.text.as_str()).collect::<Vec<_>>(),
        unit => unit(question),
        required => question.is_required(),
        text,
        length => text.chars().count(),
        longest => LONGEST,
        base => visit.answer(question).map_or(0, |a| a.version),
        saved => visit.is_answered(question),
        from => if from == "review" { "review" } else { "" },
        earlier,
        problem => problem.map(Problem::code),
    };
    Ok(page(shared, status, "question.html", Some(&visit.invitation), content))
}

/// Why an answer cannot be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    TooLong,
    NoNumber,
    NotOffered,
}

impl Problem {
    fn code(self) -> &'static str {
        match self {
            Problem::TooLong => "too_long",
            Problem::NoNumber => "no_number",
            Problem::NotOffered => "not_offered",
        }
    }
}

/// What is kept of what was typed, or what was typed with what is wrong about it.
pub(super) fn kept(question: &Question, typed: String) -> Result<String, (String, Problem)> {
    match question.kind {
        _ if typed.chars().count() > LONGEST => Err((typed, Problem::TooLong)),
        Kind::Text => Ok(typed),
        kind => question.understood(&typed).ok_or_else(|| {
            let problem = if kind == Kind::Number { Problem::NoNumber } else { Problem::NotOffered };
            (typed, problem)
        }),
    }
}

/// What stands behind a number.
pub(super) fn unit(question: &Question) -> &str {
    question.number.as_ref().map_or("", |rule| rule.unit.as_str())
}

pub(super) fn numbered(visit: &Visit, n: usize) -> Option<&Question> {
    visit.assessment.questions.get(n.checked_sub(1)?)
}

/// Where a question is left to.
pub(super) fn page_after(visit: &Visit, n: usize, typed: &Typed) -> String {
    match typed.go.as_str() {
        "back" if n > 1 => format!("/q/{}", n - 1),
        "review" => "/review".to_owned(),
        _ if n == visit.assessment.questions.len() || typed.from == "review" => "/review".to_owned(),
        _ => format!("/q/{}", n + 1),
    }
}

fn saving(visit: &Visit, question: &Question, typed: &Typed, text: String) -> Save {
    Save {
        reference: visit.invitation.reference.clone(),
        question: question.id.clone(),
        text,
        base: typed.base,
        writer: typed.writer.chars().take(40).collect(),
        sequence: typed.sequence,
    }
}

/// Saves if the interview is open at that very moment.
async fn saved(shared: &Shared, save: Save) -> Result<Option<Saved>, DbError> {
    let now = shared.clock.now();
    shared
        .db
        .commit(move |c| {
            let found = invitation::by_ref(c, &save.reference)?;
            if found.is_none_or(|i| i.state(now) != State::Started) {
                return Ok(None);
            }
            if save.text.is_empty() && save.base == 0 && save.sequence == 0 {
                // Passed by without typing, and there is nothing to overwrite on purpose.
                return Ok(Some(Saved { version: 0, replaced: false }));
            }
            let saved = answer::save(c, &save, now)?;
            invitation::touched(c, &save.reference, now)?;
            Ok(Some(saved))
        })
        .await
}
