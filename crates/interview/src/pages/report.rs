//! The report for colleagues: answers beside what good answers look like, and the verdict.

use axum::{
    extract::{Path, State as Shares},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use minijinja::{Value, context};

use super::{
    closed,
    frame::{page, when},
    question::unit,
    visit::broken,
};
use crate::{
    counting,
    db::invitation,
    pdf,
    report::{Report, verdict_words},
    server::Shared,
    state::State,
};

pub(super) async fn show(
    Shares(shared): Shares<Shared>,
    Path(token): Path<String>,
) -> Result<Response, Response> {
    let Some(parts) = found(&shared, token.clone()).await? else {
        return Ok(closed::unknown(&shared));
    };
    let state = parts.invitation.state(shared.clock.now());
    if state.is_handed_in() {
        return Ok(report(&shared, &token, &parts));
    }
    Ok(waiting(&shared, &parts, state))
}

/// The same as a file; the page itself while there is nothing to keep.
pub(super) async fn file(
    Shares(shared): Shares<Shared>,
    Path(token): Path<String>,
) -> Result<Response, Response> {
    let Some(parts) = found(&shared, token.clone()).await? else {
        return Ok(closed::unknown(&shared));
    };
    let state = parts.invitation.state(shared.clock.now());
    if !state.is_handed_in() {
        return Ok(waiting(&shared, &parts, state));
    }
    pdf::answer(parts).await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

/// The report behind a link.
async fn found(shared: &Shared, token: String) -> Result<Option<Report>, Response> {
    let read = shared.db.read(move |c| match invitation::by_report_token(c, &token)? {
        Some(invitation) => Report::of(c, invitation).map(Some),
        None => Ok(None),
    });
    read.await.map_err(|e| broken(&e))
}

fn report(shared: &Shared, token: &str, parts: &Report) -> Response {
    let questions: Vec<Value> = parts
        .assessment
        .questions
        .iter()
        .enumerate()
        .map(|(at, q)| {
            let score = parts.evaluation.as_ref().and_then(|e| e.scores.get(&q.id).copied());
            let answer = parts.answer(&q.id);
            let count = q.counts().then(|| q.count(answer));
            context! {
                n => at + 1,
                text => q.text,
                answer,
                unit => unit(q),
                anchors => q.anchors,
                score,
                count,
            }
        })
        .collect();
    let verdict = parts.evaluation.as_ref().map(|e| {
        context! {
            score => e.score,
            words => verdict_words(e.score),
            comment => e.comment.trim(),
            reviewer => e.reviewer,
            at => when(e.at),
        }
    });
    page(
        shared,
        StatusCode::OK,
        "report.html",
        Some(&parts.invitation),
        context! {
            name => parts.invitation.candidate_name,
            file => format!("/report/{token}/pdf"),
            posting => parts.invitation.posting,
            title => parts.assessment.name,
            sender => parts.invitation.sender,
            submitted => parts.invitation.times.submitted.map(when),
            consent => parts.invitation.times.consent.map(when),
            questions,
            verdict,
            tally => counting::tally(&parts.assessment, &parts.answers),
        },
    )
}

fn waiting(shared: &Shared, parts: &Report, state: State) -> Response {
    let i = &parts.invitation;
    let erased = state == State::Erased;
    let (title, words) = match state {
        State::Invited => ("Not started yet", "The candidate has been invited and has not begun."),
        State::Started => (
            "Not handed in yet",
            "The candidate is still writing. Drafts are the candidate's own; the answers appear \
             here once they are handed in.",
        ),
        State::Cancelled => ("Cancelled", "The invitation was called off before anything was handed in."),
        State::Declined => ("Declined", "The candidate declined the interview."),
        State::Expired => ("Expired", "The link closed before anything was handed in."),
        State::Erased => ("Erased", "Answers and personal data have been erased."),
        State::Submitted | State::Evaluated => ("Handed in", "The answers are here."),
    };
    page(
        shared,
        StatusCode::OK,
        "waiting.html",
        Some(i),
        context! {
            name => if erased { "" } else { i.candidate_name.as_str() },
            posting => i.posting,
            assessment => parts.assessment.name,
            reason => i.cancel_reason,
            open => state.is_open(),
            until => when(i.times.expires),
            title,
            words,
        },
    )
}
