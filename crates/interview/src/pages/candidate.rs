//! Welcome, consent, decline: everything before the first question.

use axum::{
    Form,
    extract::{Path, State as Shares},
    http::StatusCode,
    response::Response,
};
use minijinja::context;
use serde::Deserialize;

use super::{
    closed,
    frame::{page, when},
    visit::{Visit, broken},
};
use crate::{
    counting,
    db::{answer, invitation},
    server::Shared,
    state::State,
};

/// Names the words of the consent page; stored with the consent. Change it with them.
const CONSENT_WORDS: &str = "2026-11b";

/// The link itself: welcome, or wherever the candidate was.
pub(super) async fn enter(
    Shares(shared): Shares<Shared>,
    Path(token): Path<String>,
) -> Result<Response, Response> {
    let visit = Visit::open(&shared, &token).await?;
    match visit.state {
        State::Invited => {
            note_opening(&shared, &visit).await?;
            Ok(welcome(&shared, &visit))
        }
        State::Started => Ok(visit.to(&shared, &visit.where_one_was())),
        State::Submitted | State::Evaluated => Ok(thanks(&shared, &visit)),
        State::Cancelled | State::Declined | State::Expired | State::Erased => {
            Ok(closed::closed(&shared, &visit, None))
        }
    }
}

pub(super) async fn consent(
    Shares(shared): Shares<Shared>,
    Path(token): Path<String>,
) -> Result<Response, Response> {
    let visit = Visit::open(&shared, &token).await?;
    if visit.state != State::Invited {
        return Ok(elsewhere(&shared, &visit));
    }
    Ok(consent_page(&shared, &visit, false))
}

#[derive(Debug, Deserialize)]
pub(super) struct Agreement {
    #[serde(default)]
    consent: String,
}

impl Agreement {
    pub(super) fn is_given(&self) -> bool {
        self.consent == "yes"
    }
}

pub(super) async fn agree(
    Shares(shared): Shares<Shared>,
    Path(token): Path<String>,
    Form(agreement): Form<Agreement>,
) -> Result<Response, Response> {
    let visit = Visit::open(&shared, &token).await?;
    if visit.state != State::Invited {
        return Ok(elsewhere(&shared, &visit));
    }
    if !agreement.is_given() {
        return Ok(consent_page(&shared, &visit, true));
    }
    let reference = visit.invitation.reference.clone();
    let now = shared.clock.now();
    shared
        .db
        .commit(move |c| {
            // Looked at again inside: it may have been cancelled in between.
            let open = invitation::by_ref(c, &reference)?.is_some_and(|i| i.state(now).is_open());
            if open {
                invitation::opened(c, &reference, now)?;
                invitation::agreed(c, &reference, CONSENT_WORDS, now)?;
            }
            Ok(())
        })
        .await
        .map_err(|e| broken(&e))?;
    Ok(visit.to(&shared, "/q/1"))
}

/// Asks once more: a slip of the thumb must not end an application.
pub(super) async fn ask_decline(
    Shares(shared): Shares<Shared>,
    Path(token): Path<String>,
) -> Result<Response, Response> {
    let visit = Visit::open(&shared, &token).await?;
    if !visit.state.is_open() {
        return Ok(elsewhere(&shared, &visit));
    }
    Ok(decline_page(&shared, &visit))
}

pub(super) fn decline_page(shared: &Shared, visit: &Visit) -> Response {
    let back = match visit.state {
        State::Started => visit.where_one_was(),
        _ => "/consent".to_owned(),
    };
    page(
        shared,
        StatusCode::OK,
        "decline.html",
        Some(&visit.invitation),
        context! {
            preview => visit.preview,
            path => visit.path(shared),
            back => back,
            sender => visit.invitation.sender,
            written => !visit.answers.is_empty(),
        },
    )
}

pub(super) async fn decline(
    Shares(shared): Shares<Shared>,
    Path(token): Path<String>,
) -> Result<Response, Response> {
    let visit = Visit::open(&shared, &token).await?;
    let reference = visit.invitation.reference.clone();
    let now = shared.clock.now();
    shared
        .db
        .commit(move |c| {
            let open = invitation::by_ref(c, &reference)?.is_some_and(|i| i.state(now).is_open());
            if open {
                invitation::declined(c, &reference, now)?;
                answer::forget(c, &reference)?;
            }
            Ok(())
        })
        .await
        .map_err(|e| broken(&e))?;
    Ok(visit.to(&shared, ""))
}

pub(super) fn welcome(shared: &Shared, visit: &Visit) -> Response {
    page(
        shared,
        StatusCode::OK,
        "welcome.html",
        Some(&visit.invitation),
        context! {
            preview => visit.preview,
            path => visit.path(shared),
            name => visit.invitation.candidate_name,
            posting => visit.invitation.posting,
            sender => visit.invitation.sender,
            until => when(visit.invitation.times.expires),
            title => visit.assessment.name,
            description => visit.assessment.description,
            minutes => visit.assessment.minutes,
            questions => visit.assessment.questions.len(),
            counted => counting::extent(&visit.assessment),
        },
    )
}

pub(super) fn consent_page(shared: &Shared, visit: &Visit, missed: bool) -> Response {
    let status = if missed { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    page(
        shared,
        status,
        "consent.html",
        Some(&visit.invitation),
        context! {
            preview => visit.preview,
            path => visit.path(shared),
            sender => visit.invitation.sender,
            counted => counting::extent(&visit.assessment),
            missed,
        },
    )
}

pub(super) fn thanks(shared: &Shared, visit: &Visit) -> Response {
    page(
        shared,
        StatusCode::OK,
        "thanks.html",
        Some(&visit.invitation),
        context! {
            preview => visit.preview,
            name => visit.invitation.candidate_name,
            sender => visit.invitation.sender,
            submitted => visit.invitation.times.submitted.map(when),
            count => visit.assessment.questions.iter().filter(|q| visit.is_answered(q)).count(),
            total => visit.assessment.questions.len(),
            counted => counting::extent(&visit.assessment),
        },
    )
}

/// Another page fits the state better.
fn elsewhere(shared: &Shared, visit: &Visit) -> Response {
    match visit.state {
        State::Started => visit.to(shared, &visit.where_one_was()),
        State::Invited | State::Submitted | State::Evaluated => visit.to(shared, ""),
        State::Cancelled | State::Declined | State::Expired | State::Erased => {
            closed::closed(shared, visit, None)
        }
    }
}

async fn note_opening(shared: &Shared, visit: &Visit) -> Result<(), Response> {
    if visit.invitation.opened_at.is_some() {
        return Ok(());
    }
    let reference = visit.invitation.reference.clone();
    let now = shared.clock.now();
    shared.db.commit(move |c| invitation::opened(c, &reference, now)).await.map_err(|e| broken(&e))
}
