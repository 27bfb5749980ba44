//! One opening of a candidate's link.

use axum::{
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};

use super::closed;
use crate::{
    db::{
        DbError,
        answer::{self, Answer},
        assessment::{self, Assessment, Question},
        invitation::{self, Invitation},
    },
    server::Shared,
    state::State,
};

/// An invitation as its candidate finds it.
pub(super) struct Visit {
    pub(super) invitation: Invitation,
    pub(super) assessment: Assessment,
    pub(super) answers: Vec<Answer>,
    pub(super) state: State,
    /// A colleague looks at what a candidate would see.
    pub(super) preview: bool,
}

impl Visit {
    /// Finds what a link leads to; an unknown link gets a kind page.
    pub(super) async fn open(shared: &Shared, token: &str) -> Result<Visit, Response> {
        let now = shared.clock.now();
        let token = token.to_owned();
        let found = shared
            .db
            .read(move |c| {
                let Some(invitation) = invitation::by_token(c, &token)? else {
                    return Ok(None);
                };
                let assessment = assessment::revision(c, &invitation.assessment, invitation.revision)?;
                let answers = answer::of(c, &invitation.reference)?;
                let state = invitation.state(now);
                Ok(Some(Visit { invitation, assessment, answers, state, preview: false }))
            })
            .await
            .map_err(|e| broken(&e))?;
        found.ok_or_else(|| closed::unknown(shared))
    }

    /// The same, for pages that only make sense between consent and hand-in.
    pub(super) async fn started(shared: &Shared, token: &str) -> Result<Visit, Response> {
        let visit = Visit::open(shared, token).await?;
        match visit.state {
            State::Started => Ok(visit),
            State::Invited | State::Submitted | State::Evaluated => Err(visit.to(shared, "")),
            State::Cancelled | State::Declined | State::Expired | State::Erased => {
                Err(closed::closed(shared, &visit, None))
            }
        }
    }

    /// A redirect to another page of the same invitation.
    pub(super) fn to(&self, shared: &Shared, page: &str) -> Response {
        Redirect::to(&format!("{}{page}", self.path(shared))).into_response()
    }

    /// The path of the candidate's link.
    pub(super) fn path(&self, shared: &Shared) -> String {
        let kind = if self.preview { "preview" } else { "i" };
        format!("{}/{kind}/{}", shared.site.path, self.invitation.token)
    }

    /// What is written for a question.
    pub(super) fn answer(&self, question: &Question) -> Option<&Answer> {
        self.answers.iter().find(|a| a.question == question.id)
    }

    /// Whether there are words for a question.
    pub(super) fn is_answered(&self, question: &Question) -> bool {
        self.answer(question).is_some_and(|a| !a.text.trim().is_empty())
    }

    /// The page to continue at: the first question without an answer, else the review.
    pub(super) fn where_one_was(&self) -> String {
        self.assessment
            .questions
            .iter()
            .position(|q| !self.is_answered(q))
            .map_or_else(|| "/review".to_owned(), |at| format!("/q/{}", at + 1))
    }
}

/// A page that could not be read or written.
pub(super) fn broken(error: &DbError) -> Response {
    tracing::error!(%error, "a page failed in the database");
    (
        StatusCode::INTERNAL_SERVER_ERROR,
        "Something went wrong on our side. Please go back and try again in a minute.",
    )
        .into_response()
}
