//! The review of all answers, and handing them in.

use axum::{
    extract::{Path, State as Shares},
    http::StatusCode,
    response::Response,
};
use minijinja::{Value, context};

use super::{
    frame::{page, when},
    question::unit,
    visit::{Visit, broken},
};
use crate::{
    db::{assessment::Question, invitation},
    server::Shared,
    state::State,
};

pub(super) async fn review(
    Shares(shared): Shares<Shared>,
    Path(token): Path<String>,
) -> Result<Response, Response> {
    let visit = Visit::started(&shared, &token).await?;
    Ok(review_page(&shared, &visit, false))
}

pub(super) async fn submit(
    Shares(shared): Shares<Shared>,
    Path(token): Path<String>,
) -> Result<Response, Response> {
    let visit = Visit::started(&shared, &token).await?;
    if missing(&visit).is_some() {
        return Ok(review_page(&shared, &visit, true));
    }
    let reference = visit.invitation.reference.clone();
    let now = shared.clock.now();
    shared
        .db
        .commit(move |c| {
            let found = invitation::by_ref(c, &reference)?;
            if found.is_some_and(|i| i.state(now) == State::Started) {
                invitation::submitted(c, &reference, now)?;
            }
            Ok(())
        })
        .await
        .map_err(|e| broken(&e))?;
    Ok(visit.to(&shared, ""))
}

/// What keeps a candidate from handing in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Missing {
    /// There is no answer at all.
    Everything,
    /// So many questions need an answer and have none.
    Required(usize),
}

pub(super) fn missing(visit: &Visit) -> Option<Missing> {
    let blank = |q: &&Question| !visit.is_answered(q);
    let required = visit.assessment.questions.iter().filter(|q| q.is_required()).filter(blank).count();
    match required {
        _ if visit.assessment.questions.iter().all(|q| blank(&q)) => Some(Missing::Everything),
        0 => None,
        some => Some(Missing::Required(some)),
    }
}

pub(super) fn review_page(shared: &Shared, visit: &Visit, tried: bool) -> Response {
    let questions: Vec<Value> = visit
        .assessment
        .questions
        .iter()
        .enumerate()
        .map(|(at, q)| {
            context! {
                n => at + 1,
                text => q.text,
                answer => visit.answer(q).map_or("", |a| a.text.trim()),
                unit => unit(q),
                required => q.is_required(),
            }
        })
        .collect();
    let total = questions.len();
    let answered = visit.assessment.questions.iter().filter(|q| visit.is_answered(q)).count();
    let required = match missing(visit) {
        Some(Missing::Required(required)) => required,
        Some(Missing::Everything) | None => 0,
    };
    let lacking = missing(visit).filter(|_| tried);
    let needed = match lacking {
        Some(Missing::Required(needed)) => needed,
        _ => 0,
    };
    let status = if lacking.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    page(
        shared,
        status,
        "review.html",
        Some(&visit.invitation),
        context! {
            preview => visit.preview,
            path => visit.path(shared),
            title => visit.assessment.name,
            until => when(visit.invitation.times.expires),
            questions,
            total,
            missing => total - answered,
            nothing => lacking == Some(Missing::Everything),
            needed,
            required,
        },
    )
}
