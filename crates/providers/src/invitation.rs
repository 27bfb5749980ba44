//! Asking a provider to invite one candidate.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{AssessmentId, MailState, MailText, State, text_id::text_id};

text_id! {
    /// The caller's key for one invitation. The same key never invites twice.
    IdempotencyKey
}

text_id! {
    /// A provider's own reference to one invitation.
    ProviderRef
}

/// One candidate to invite to one assessment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InviteRequest {
    /// What to send.
    pub assessment: AssessmentId,
    /// The installation that asks, so that two desktops on one account can tell who was first.
    pub installation: String,
    /// On whose behalf.
    pub claim: Claim,
    /// Who is invited.
    pub candidate: Candidate,
    /// The hiring company, as the candidate knows it.
    pub company: String,
    /// The posting's title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posting: Option<String>,
    /// The person who invites.
    pub sender: Sender,
    /// Days until the link closes, from 1.
    pub expires_in_days: u32,
    /// The mail to send with it; `None` when somebody hands over the link.
    pub mail: Option<MailText>,
}

/// The account an invitation is sent for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Claim {
    /// The account's id.
    pub account: String,
}

/// The person who is invited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Candidate {
    /// Full name.
    pub name: String,
    /// Where mail goes; without it only the link can be handed over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// The person who invites.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Sender {
    /// Full name.
    pub name: String,
}

/// An invitation as the provider holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Invitation {
    /// The provider's reference.
    #[serde(rename = "ref")]
    pub reference: ProviderRef,
    /// The key it was asked for under.
    pub key: IdempotencyKey,
    /// The candidate's personal link.
    #[serde(default)]
    pub link: Option<String>,
    /// The link for colleagues: answers and score.
    #[serde(default)]
    pub report_link: Option<String>,
    /// The installation that created it.
    #[serde(default)]
    pub installation: String,
    /// Whether this very call created it.
    #[serde(default)]
    pub created: bool,
    /// Where it stands.
    pub state: State,
    /// When the link closes.
    #[serde(default)]
    pub expires_at: Option<Timestamp>,
    /// What became of its mail.
    pub mail: MailState,
}
