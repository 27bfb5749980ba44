use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CheckView, DecisionView, Millis};

/// Looks for somebody to screen: a name, an e-mail address or a pasted Lever address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FindPeople {
    /// What was typed.
    pub text: String,
}

/// Who was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FoundPeople {
    /// At most 20.
    pub people: Vec<PersonHit>,
    /// What is to be known of the search, for example "The directory is still being filled: 1,200 of about 20,000."
    pub note: Option<String>,
}

/// Somebody found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PersonHit {
    /// Lever opportunity id.
    pub opportunity_id: String,
    /// Name.
    pub name: String,
    /// Address.
    pub email: Option<String>,
    /// Posting's title.
    pub posting: Option<String>,
    /// Stage's text.
    pub stage: Option<String>,
    /// A short obstacle for the row, for example "No e-mail".
    pub obstacle: Option<String>,
}

/// Asks what would happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PreviewSend {
    /// Lever opportunity id.
    pub opportunity_id: String,
    /// Another assessment than the default.
    pub assessment_id: Option<String>,
    /// With this playbook; with the first that fits if there is none.
    #[serde(default)]
    pub playbook_id: Option<String>,
}

/// What would happen, or why not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SendPreview {
    /// Who, read from Lever just now.
    pub person: PersonHit,
    /// Which assessment.
    pub assessment_id: Option<String>,
    /// Its name.
    pub assessment: Option<String>,
    /// How it was chosen, for example "Basics, because the posting “Engineer” maps to it".
    pub chosen_by: String,
    /// Subject of the mail.
    pub mail_subject: String,
    /// Text of the mail; the link reads `https://…`.
    pub mail_text: String,
    /// False when mail cannot be sent: the recruiter copies the link.
    pub mail_will_be_sent: bool,
    /// Tags that Lever will get now.
    pub tags: Vec<String>,
    /// Why it must not be sent, one sentence; the button stays off.
    pub refusal: Option<String>,
    /// What speaks against it, one sentence; a person may send it all the same.
    pub question: Option<String>,
    /// Everything that was checked.
    pub checks: Vec<CheckView>,
    /// The playbook with which it would be sent.
    pub playbook_id: String,
    /// How it was chosen, for example "HiringKit, the first one that is on and meant for this candidate".
    pub playbook_chosen_by: String,
    /// Those that one can choose from, in the order in which they are looked at.
    pub playbooks: Vec<SendPlaybook>,
}

/// A playbook with which a screening can be sent by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SendPlaybook {
    /// Which.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Why it is not taken by itself, a sentence; a person may choose it all the same.
    pub obstacle: Option<String>,
}

/// Sends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SendNow {
    /// Lever opportunity id.
    pub opportunity_id: String,
    /// Which assessment.
    pub assessment_id: String,
    /// The playbook of the preview; the first that fits if there is none.
    #[serde(default)]
    pub playbook_id: Option<String>,
    /// Yes to what [`SendPreview::question`] asks.
    #[serde(default)]
    pub anyway: bool,
    /// Screenings that were sent just before in one go: they can be undone as long as this one.
    #[serde(default)]
    pub with: Vec<String>,
}

/// What was sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SentScreening {
    /// Screening id.
    pub screening_id: String,
    /// When the invitation leaves; until then it can be undone.
    pub hold_until: Option<Millis>,
}

/// Asks when candidates can have a mail about their invitation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MailTimesQuery {
    /// Screening ids.
    pub screening_ids: Vec<String>,
    /// Which mail.
    pub mail: MailKind,
}

/// A mail about an invitation after the first one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MailKind {
    /// A reminder.
    Reminder,
    /// The invitation once more.
    Invitation,
}

/// When the candidate of a screening can have a mail.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MailTime {
    /// Screening id.
    pub screening_id: String,
    /// From when on, maybe long ago; none if no mail can go out at all.
    pub from: Option<Millis>,
}

/// Asks why somebody was or was not invited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WhyQuery {
    /// Lever opportunity id.
    pub opportunity_id: String,
}

/// Every decision about one opportunity, newest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WhyView {
    /// Name.
    pub name: String,
    /// The decisions.
    pub decisions: Vec<DecisionView>,
}

/// Opens something in the browser or the mail program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "what", content = "id")]
pub enum OpenLink {
    /// A screening's candidate in Lever.
    CandidateInLever(String),
    /// An opportunity in Lever.
    OpportunityInLever(String),
    /// A screening's report.
    Report(String),
    /// A screening's mail as a draft in the person's mail program.
    MailDraft(String),
    /// Lever's page where access is revoked.
    RevokeAccess,
    /// The sample company's pipeline board.
    SampleBoard,
    /// The sample company's mailbox.
    SampleMailbox,
}
