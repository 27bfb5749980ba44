//! The candidate's pages for a colleague who wants to see them. Nothing of it is stored.

use axum::{
    Form,
    extract::{Path, Query, State as Shares},
    response::Response,
};
use jiff::{SignedDuration, Timestamp};

use super::{
    candidate::{self, Agreement},
    closed, finish,
    question::{self, Came, Typed},
    visit::Visit,
};
use crate::{
    db::{answer::Answer, invitation::Invitation},
    preview::Preview,
    server::Shared,
    state::{State, Times},
};

/// Days that the link seems to be open.
const OPEN_DAYS: i64 = 14;
/// Who seems to be invited.
const SOMEBODY: &str = "Alex";

pub(super) async fn enter(
    Shares(shared): Shares<Shared>,
    Path(token): Path<String>,
) -> Result<Response, Response> {
    Ok(candidate::welcome(&shared, &visit(&shared, &token, State::Invited)?))
}

pub(super) async fn consent(
    Shares(shared): Shares<Shared>,
    Path(token): Path<String>,
) -> Result<Response, Response> {
    Ok(candidate::consent_page(&shared, &visit(&shared, &token, State::Invited)?, false))
}

pub(super) async fn agree(
    Shares(shared): Shares<Shared>,
    Path(token): Path<String>,
    Form(agreement): Form<Agreement>,
) -> Result<Response, Response> {
    let visit = visit(&shared, &token, State::Invited)?;
    if agreement.is_given() {
        return Ok(visit.to(&shared, "/q/1"));
    }
    Ok(candidate::consent_page(&shared, &visit, true))
}

pub(super) async fn decline(
    Shares(shared): Shares<Shared>,
    Path(token): Path<String>,
) -> Result<Response, Response> {
    Ok(candidate::decline_page(&shared, &visit(&shared, &token, State::Started)?))
}

pub(super) async fn over(
    Shares(shared): Shares<Shared>,
    Path(token): Path<String>,
) -> Result<Response, Response> {
    Ok(closed::closed(&shared, &visit(&shared, &token, State::Declined)?, None))
}

pub(super) async fn question(
    Shares(shared): Shares<Shared>,
    Path((token, n)): Path<(String, usize)>,
    Query(came): Query<Came>,
) -> Result<Response, Response> {
    let visit = visit(&shared, &token, State::Started)?;
    let Some(question) = question::numbered(&visit, n) else { return Ok(visit.to(&shared, "/q/1")) };
    let text = visit.answer(question).map_or("", |answer| answer.text.as_str());
    question::shown(&shared, &visit, n, question, text, &came.from, None).await
}

pub(super) async fn leave(
    Shares(shared): Shares<Shared>,
    Path((token, n)): Path<(String, usize)>,
    Form(typed): Form<Typed>,
) -> Result<Response, Response> {
    let visit = visit(&shared, &token, State::Started)?;
    let Some(question) = question::numbered(&visit, n) else { return Ok(visit.to(&shared, "/q/1")) };
    let text = typed.answer.replace("\r\n", "\n");
    let text = match question::kept(question, text) {
        Ok(text) => text,
        Err((text, problem)) => {
            return question::shown(&shared, &visit, n, question, &text, &typed.from, Some(problem)).await;
        }
    };
    shared.previews.typed(&token, &question.id, text);
    Ok(visit.to(&shared, &question::page_after(&visit, n, &typed)))
}

pub(super) async fn review(
    Shares(shared): Shares<Shared>,
    Path(token): Path<String>,
) -> Result<Response, Response> {
    Ok(finish::review_page(&shared, &visit(&shared, &token, State::Started)?, false))
}

pub(super) async fn submit(
    Shares(shared): Shares<Shared>,
    Path(token): Path<String>,
) -> Result<Response, Response> {
    let visit = visit(&shared, &token, State::Submitted)?;
    if finish::missing(&visit).is_none() {
        return Ok(candidate::thanks(&shared, &visit));
    }
    Ok(finish::review_page(&shared, &visit, true))
}

/// The preview behind a token, as if its candidate were so far.
#[expect(clippy::result_large_err, reason = "what is answered instead is a whole page")]
fn visit(shared: &Shared, token: &str, state: State) -> Result<Visit, Response> {
    let now = shared.clock.now();
    let preview = shared.previews.find(token, now).ok_or_else(|| closed::unknown(shared))?;
    let answers = preview.answers.iter().map(|(question, text)| Answer {
        question: question.clone(),
        text: text.clone(),
        version: 1,
        updated_at: now,
    });
    let answers = answers.collect();
    let invitation = somebody(token, &preview, state, now);
    Ok(Visit { invitation, assessment: preview.assessment, answers, state, preview: true })
}

fn somebody(token: &str, preview: &Preview, state: State, now: Timestamp) -> Invitation {
    let open = SignedDuration::from_hours(24 * OPEN_DAYS);
    let times = Times {
        expires: now.checked_add(open).unwrap_or(Timestamp::MAX),
        submitted: (state == State::Submitted).then_some(now),
        ..Times::default()
    };
    Invitation {
        reference: String::new(),
        key: String::new(),
        token: token.to_owned(),
        report_token: String::new(),
        installation: String::new(),
        account: String::new(),
        assessment: preview.assessment.id.clone(),
        revision: preview.assessment.revision,
        candidate_name: SOMEBODY.to_owned(),
        candidate_email: None,
        company: preview.company.clone(),
        posting: None,
        sender: preview.sender.clone(),
        created_at: now,
        opened_at: None,
        cancel_reason: None,
        changed_at: now,
        times,
    }
}
