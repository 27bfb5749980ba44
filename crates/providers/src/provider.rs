//! The trait every provider implements.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::{
    Answers, Assessment, Evaluation, IdempotencyKey, Invitation, InviteRequest, MailState, MailText,
    Progress, ProviderError, ProviderRef,
};

/// A service that runs assessments.
#[async_trait]
pub trait Provider: Send + Sync {
    /// Stable id of this kind of provider, e.g. `interview`.
    fn id(&self) -> &str;

    /// What it can do; asked before a button is offered.
    fn capabilities(&self) -> Capabilities;

    /// Everything that can be sent.
    async fn assessments(&self) -> Result<Vec<Assessment>, ProviderError>;

    /// Invites one candidate. The same key gives the same invitation, whoever asks and however often.
    async fn invite(
        &self,
        request: &InviteRequest,
        key: &IdempotencyKey,
    ) -> Result<Invitation, ProviderError>;

    /// The invitation under a key, if there is one. How an unclear `invite` is settled.
    async fn find(&self, key: &IdempotencyKey) -> Result<Option<Invitation>, ProviderError>;

    /// News of many invitations. References the provider does not know are missing in the answer.
    async fn progress(&self, refs: &[ProviderRef]) -> Result<Vec<Progress>, ProviderError>;

    /// Sends the invitation mail once more, at most once for each `attempt` (from 2).
    async fn mail_again(
        &self,
        reference: &ProviderRef,
        attempt: u32,
        mail: &MailText,
    ) -> Result<MailState, ProviderError>;

    /// Sends a reminder, at most once for each `attempt` (from 1).
    async fn remind(
        &self,
        reference: &ProviderRef,
        attempt: u32,
        mail: &MailText,
    ) -> Result<MailState, ProviderError>;

    /// Closes the link. Cancelling twice is fine; after hand-in it is refused.
    async fn cancel(&self, reference: &ProviderRef, reason: &str) -> Result<(), ProviderError>;

    /// What the candidate handed in. Refused before hand-in: drafts are the candidate's own.
    async fn answers(&self, reference: &ProviderRef) -> Result<Answers, ProviderError>;

    /// The report as a PDF file. Refused before hand-in.
    async fn report(&self, reference: &ProviderRef) -> Result<Vec<u8>, ProviderError>;

    /// Stores a person's verdict; earlier ones are kept as history.
    async fn evaluate(&self, reference: &ProviderRef, evaluation: &Evaluation) -> Result<(), ProviderError>;

    /// Whether it answers, and how it is set up.
    async fn health(&self) -> Result<Health, ProviderError>;

    /// Erases answers and personal data; the key stays used. Erasing twice is fine.
    async fn erase(&self, reference: &ProviderRef) -> Result<(), ProviderError>;
}

/// What a provider can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Capabilities {
    /// Can send reminders.
    pub remind: bool,
    /// Can close a link.
    pub cancel: bool,
    /// Has a report for colleagues.
    pub report: bool,
    /// Hands out the answers themselves.
    pub answers: bool,
    /// Who mails the candidate.
    pub mail: MailBy,
}

/// Who mails the candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum MailBy {
    /// The provider, with the text we give it.
    Provider,
    /// The vendor, with its own words; we cannot choose.
    Vendor,
    /// Nobody: the recruiter hands over the link.
    Nobody,
}

/// How a provider is set up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Health {
    /// The service's name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The base of candidates' links.
    pub public_url: String,
    /// Whether that base only works on the computer the service runs on.
    pub loopback: bool,
    /// Its mail settings.
    pub mail: MailHealth,
}

/// Whether a provider can send mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MailHealth {
    /// A mail server is set up.
    pub configured: bool,
    /// The From line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
}
