//! Mail settings, the test mail, and "Send again".

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use serde::Deserialize;

use super::{
    error::ApiError,
    invitations::{MailText, check_mail, unknown},
    json::Body,
};
use crate::{
    db::{
        invitation::{self, Invitation},
        mail::{MailId, Purpose},
    },
    mail::{
        MailSettings,
        letter::{self, Letter},
        post::MailState,
    },
    server::Shared,
};

pub(super) async fn set(
    State(shared): State<Shared>,
    Body(settings): Body<MailSettings>,
) -> Result<StatusCode, ApiError> {
    settings
        .check()
        .map_err(|e| ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "mail_settings", e.to_string()))?;
    shared.post.set(settings);
    Ok(StatusCode::NO_CONTENT)
}

/// From now on the service sends no mail.
pub(super) async fn forget(State(shared): State<Shared>) -> StatusCode {
    shared.post.forget();
    StatusCode::NO_CONTENT
}

#[derive(Debug, Deserialize)]
pub(super) struct Test {
    to: String,
}

pub(super) async fn test(
    State(shared): State<Shared>,
    Body(test): Body<Test>,
) -> Result<Json<MailState>, ApiError> {
    check_address(&test.to)?;
    let letter = Letter {
        name: String::new(),
        address: test.to,
        subject: "Test mail from your interview service".into(),
        text: "This is a test.\n\nIf you can read it, candidates can be invited by mail.".into(),
        link: None,
        button: "",
        id: format!("test-{}", uuid::Uuid::new_v4().simple()),
    };
    Ok(Json(shared.post.test(&letter).await))
}

#[derive(Debug, Deserialize)]
pub(super) struct Again {
    purpose: Purpose,
    attempt: u32,
    subject: String,
    text: String,
    #[serde(default)]
    to: Option<String>,
}

pub(super) async fn again(
    State(shared): State<Shared>,
    Path(reference): Path<String>,
    Body(again): Body<Again>,
) -> Result<Json<MailState>, ApiError> {
    if !(1..=1000).contains(&again.attempt) {
        return Err(ApiError::invalid("The attempt must be 1 to 1000."));
    }
    check_mail(&again.subject, &again.text)?;
    if let Some(to) = &again.to {
        check_address(to)?;
    }
    let wanted = reference.clone();
    let found = shared.db.read(move |c| invitation::by_ref(c, &wanted)).await?.ok_or_else(unknown)?;
    let id = MailId { reference, purpose: again.purpose, attempt: again.attempt };
    if !found.state(shared.clock.now()).is_open() {
        // What became of an earlier mail can still be told; a new one would lead nowhere.
        let asked = id.clone();
        let before = shared.db.read(move |c| crate::db::mail::get(c, &asked)).await?;
        return before
            .map(|entry| Json(entry.into()))
            .ok_or_else(|| ApiError::conflict("not_open", "The invitation is not open any more."));
    }
    let text = MailText { subject: again.subject, text: again.text };
    let letter = letter(&shared, &found, &id, text, again.to);
    Ok(Json(shared.post.once(id, letter).await?))
}

/// The letter for an invitation.
pub(super) fn letter(
    shared: &Shared,
    invitation: &Invitation,
    id: &MailId,
    text: MailText,
    to: Option<String>,
) -> Letter {
    Letter {
        name: invitation.candidate_name.clone(),
        address: to.or_else(|| invitation.candidate_email.clone()).unwrap_or_default(),
        subject: text.subject,
        text: text.text,
        link: Some(shared.site.link(&invitation.token)),
        button: match id.purpose {
            Purpose::Invitation => "Open the interview",
            Purpose::Reminder => "Continue to the interview",
        },
        id: format!("{}.{}.{}", id.reference, id.purpose.as_str(), id.attempt),
    }
}

fn check_address(text: &str) -> Result<(), ApiError> {
    letter::address(text).map(drop).map_err(|_| ApiError::invalid("That is not an e-mail address."))
}
