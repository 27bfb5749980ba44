//! Invitations: create under a key, look up, call off.

use axum::{
    Json,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode},
};
use jiff::{SignedDuration, Timestamp};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    error::ApiError,
    json::{Body, text},
    mail::letter,
};
use crate::{
    db::{
        DbError, assessment,
        invitation::{self, Invitation},
        mail::{self, MailId, Purpose},
    },
    mail::post::MailState,
    server::Shared,
    state::{self, Times},
    token,
};

/// Longest idempotency key.
const LONGEST_KEY: usize = 500;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Wanted {
    assessment: String,
    installation: String,
    claim: Claim,
    candidate: Candidate,
    company: String,
    #[serde(default)]
    posting: Option<String>,
    sender: Sender,
    expires_in_days: u32,
    #[serde(default)]
    mail: Option<MailText>,
}

#[derive(Debug, Deserialize)]
struct Claim {
    account: String,
}

#[derive(Debug, Deserialize)]
struct Candidate {
    name: String,
    #[serde(default)]
    email: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Sender {
    name: String,
}

/// Subject and text template of a mail.
#[derive(Debug, Deserialize)]
pub(super) struct MailText {
    pub(super) subject: String,
    pub(super) text: String,
}

/// An invitation as callers see it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct View {
    #[serde(rename = "ref")]
    reference: String,
    key: String,
    link: String,
    report_link: String,
    installation: String,
    created: bool,
    state: state::State,
    expires_at: Timestamp,
    mail: MailState,
}

pub(super) async fn create(
    State(shared): State<Shared>,
    headers: HeaderMap,
    Body(wanted): Body<Wanted>,
) -> Result<(StatusCode, Json<View>), ApiError> {
    let key = headers
        .get("idempotency-key")
        .and_then(|value| value.to_str().ok())
        .ok_or_else(|| ApiError::invalid("The Idempotency-Key header is missing."))?;
    let key = text("The idempotency key", key, LONGEST_KEY)?;
    if let Some(mail) = &wanted.mail {
        check_mail(&mail.subject, &mail.text)?;
    }
    let now = shared.clock.now();
    let fresh = drafted(&wanted, key.clone(), now)?;
    let chosen = wanted.assessment.clone();
    let (invitation, created) =
        shared.db.commit(move |c| claim(c, fresh, &key, &chosen)).await?.ok_or_else(|| {
            ApiError::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "unknown_assessment",
                "There is no such assessment.",
            )
        })?;
    if invitation.times.erased.is_some() {
        return Err(ApiError::new(
            StatusCode::GONE,
            "erased",
            "This invitation's data was erased; its key stays used.",
        ));
    }
    let state = match wanted.mail {
        Some(mail) if created || invitation.state(now).is_open() => {
            let id =
                MailId { reference: invitation.reference.clone(), purpose: Purpose::Invitation, attempt: 1 };
            let letter = letter(&shared, &invitation, &id, mail, None);
            Some(shared.post.once(id, letter).await?)
        }
        _ => None,
    };
    let reference = invitation.reference.clone();
    let last = shared.db.read(move |c| mail::last(c, &reference, Purpose::Invitation)).await?;
    // A later attempt says more than the first one's end.
    let state = match (state, last) {
        (Some(first), Some(last)) if last.attempt <= first.attempt => first,
        (_, Some(last)) => last.into(),
        (Some(first), None) => first,
        (None, None) => MailState::off(None),
    };
    let status = if created { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(view(&shared, invitation, created, state))))
}

#[derive(Debug, Deserialize)]
pub(super) struct ByKey {
    key: String,
}

pub(super) async fn find(
    State(shared): State<Shared>,
    query: Result<Query<ByKey>, axum::extract::rejection::QueryRejection>,
) -> Result<Json<View>, ApiError> {
    let Query(ByKey { key }) = query.map_err(|_| ApiError::invalid("The key is missing in the address."))?;
    shown(&shared, move |c| invitation::by_key(c, key.trim())).await
}

pub(super) async fn one(
    State(shared): State<Shared>,
    Path(reference): Path<String>,
) -> Result<Json<View>, ApiError> {
    shown(&shared, move |c| invitation::by_ref(c, &reference)).await
}

#[derive(Debug, Deserialize)]
pub(super) struct Cancel {
    #[serde(default)]
    reason: String,
}

pub(super) async fn cancel(
    State(shared): State<Shared>,
    Path(reference): Path<String>,
    Body(cancel): Body<Cancel>,
) -> Result<StatusCode, ApiError> {
    let now = shared.clock.now();
    let reason: String = cancel.reason.trim().chars().take(500).collect();
    let before = shared
        .db
        .commit(move |c| {
            let Some(found) = invitation::by_ref(c, &reference)? else {
                return Ok(None);
            };
            let state = found.state(now);
            if state.is_open() || state == state::State::Expired {
                invitation::cancelled(c, &reference, &reason, now)?;
            }
            Ok(Some(state))
        })
        .await?;
    match before {
        None => Err(unknown()),
        Some(state) if state.is_handed_in() => {
            Err(ApiError::conflict("already_submitted", "The candidate has handed in already."))
        }
        Some(_) => Ok(StatusCode::NO_CONTENT),
    }
}

/// The refusal for a reference that nobody was given.
pub(super) fn unknown() -> ApiError {
    ApiError::not_found("There is no such invitation.")
}

/// Whether a mail's words can be sent.
pub(super) fn check_mail(subject: &str, body: &str) -> Result<(), ApiError> {
    text("The mail's subject", subject, 300)?;
    text("The mail's text", body, 20_000)?;
    Ok(())
}

fn drafted(wanted: &Wanted, key: String, now: Timestamp) -> Result<Invitation, ApiError> {
    if !(1..=365).contains(&wanted.expires_in_days) {
        return Err(ApiError::invalid("expiresInDays must be 1 to 365."));
    }
    let length = SignedDuration::from_hours(24 * i64::from(wanted.expires_in_days));
    let expires =
        now.checked_add(length).map_err(|_| ApiError::invalid("expiresInDays must be 1 to 365."))?;
    let optional = |what: &str, value: &Option<String>, longest: usize| {
        value.as_deref().filter(|v| !v.trim().is_empty()).map(|v| text(what, v, longest)).transpose()
    };
    Ok(Invitation {
        reference: Uuid::new_v4().simple().to_string(),
        key,
        token: token::mint().map_err(DbError::from)?,
        report_token: token::mint().map_err(DbError::from)?,
        installation: text("The installation", &wanted.installation, 200)?,
        account: text("The claim's account", &wanted.claim.account, 200)?,
        assessment: wanted.assessment.clone(),
        revision: 0,
        candidate_name: text("The candidate's name", &wanted.candidate.name, 300)?,
        candidate_email: optional("The candidate's address", &wanted.candidate.email, 320)?,
        company: text("The company", &wanted.company, 200)?,
        posting: optional("The posting", &wanted.posting, 300)?,
        sender: text("The sender's name", &wanted.sender.name, 200)?,
        created_at: now,
        opened_at: None,
        cancel_reason: None,
        changed_at: now,
        times: Times { expires, ..Times::default() },
    })
}

/// The invitation under the key: the one that is there, or the fresh one with the assessment's
/// latest revision. `None` when there is no such assessment.
fn claim(
    c: &Connection,
    mut fresh: Invitation,
    key: &str,
    chosen: &str,
) -> Result<Option<(Invitation, bool)>, DbError> {
    if let Some(before) = invitation::by_key(c, key)? {
        return Ok(Some((before, false)));
    }
    let Some(newest) = assessment::newest(c, chosen)?.filter(|newest| !newest.retired) else {
        return Ok(None);
    };
    fresh.revision = newest.revision;
    invitation::insert(c, &fresh)?;
    Ok(Some((fresh, true)))
}

async fn shown<F>(shared: &Shared, find: F) -> Result<Json<View>, ApiError>
where
    F: FnOnce(&Connection) -> Result<Option<Invitation>, DbError> + Send + 'static,
{
    let found = shared
        .db
        .read(move |c| {
            let Some(found) = find(c)? else {
                return Ok(None);
            };
            let last = mail::last(c, &found.reference, Purpose::Invitation)?;
            Ok(Some((found, last)))
        })
        .await?;
    let (invitation, last) = found.ok_or_else(unknown)?;
    let state = last.map_or_else(|| MailState::off(None), MailState::from);
    Ok(Json(view(shared, invitation, false, state)))
}

fn view(shared: &Shared, i: Invitation, created: bool, mail: MailState) -> View {
    View {
        state: i.state(shared.clock.now()),
        link: shared.site.link(&i.token),
        report_link: shared.site.report_link(&i.report_token),
        reference: i.reference,
        key: i.key,
        installation: i.installation,
        created,
        expires_at: i.times.expires,
        mail,
    }
}
