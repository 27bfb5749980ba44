//! The report for colleagues: answers beside what good answers look like, and the verdict.

use axum::{
    extract::{Path, State as Shares},
    http::StatusCode,
    response::Response,
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
    db::{
        answer::{self, Answer},
        assessment::{self, Assessment},
        evaluation::{self, Evaluation},
        invitation::{self, Invitation},
    },
    server::Shared,
    state::State,
};

/// What a report is made of.
struct Parts {
    invitation: Invitation,
    assessment: Assessment,
    answers: Vec<Answer>,
    evaluation: Option<Evaluation>,
}

pub(super) async fn show(
    Shares(shared): Shares<Shared>,
    Path(token): Path<String>,
) -> Result<Response, Response> {
    let found = shared
        .db
        .read(move |c| {
            let Some(invitation) = invitation::by_report_token(c, &token)? else {
                return Ok(None);
            };
            Ok(Some(Parts {
                assessment: assessment::revision(c, &invitation.assessment, invitation.revision)?,
                answers: answer::of(c, &invitation.reference)?,
                evaluation: evaluation::last(c, &invitation.reference)?,
                invitation,
            }))
        })
        .await
        .map_err(|e| broken(&e))?;
    let Some(parts) = found else {
        return Ok(closed::unknown(&shared));
    };
    let state = parts.invitation.state(shared.clock.now());
    if state.is_handed_in() {
        return Ok(report(&shared, &parts));
    }
    Ok(waiting(&shared, &parts, state))
}

fn report(shared: &Shared, parts: &Parts) -> Response {
    let questions: Vec<Value> = parts
        .assessment
        .questions
        .iter()
        .enumerate()
        .map(|(at, q)| {
            let score = parts.evaluation.as_ref().and_then(|e| e.scores.get(&q.id).copied());
            let answer = parts.answers.iter().find(|a| a.question == q.id).map_or("", |a| a.text.trim());
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

fn waiting(shared: &Shared, parts: &Parts, state: State) -> Response {
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

fn verdict_words(score: u8) -> &'static str {
    match score {
        1 => "Strong no",
        2 => "No",
        3 => "Yes",
        _ => "Strong yes",
    }
}
