//! Effects: the changes to the outside world. Each is a row of the outbox with a unique key, and
//! each kind says how it is settled when its outcome is unknown.

use serde::{Deserialize, Serialize};

use crate::assessment::Score;
use crate::form::Evaluation;
use crate::{AccountId, AssessmentId, ContactId, ScreeningId, StageId};

/// One change to the outside world.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Effect {
    /// Creates the invitation at the provider; its mail goes with it.
    Invite,
    /// Sends the invitation's mail once more, by a person's wish.
    MailAgain {
        /// 2 for the first repetition.
        attempt: u32,
    },
    /// Reminds of an open invitation.
    Remind {
        /// From 1.
        number: u32,
    },
    /// Closes the invitation at the provider.
    CancelInvitation {
        /// Shown to nobody but kept.
        reason: String,
    },
    /// Hands a person's review to the provider, so that the report shows it.
    Evaluate {
        /// Overall.
        score: Score,
        /// By question id.
        scores: Vec<(String, Score)>,
        /// Words for colleagues.
        comment: String,
        /// Name of the reviewer.
        reviewer: String,
    },
    /// Erases answers and personal data at the provider; an open link is closed by it.
    EraseInterview {
        /// The provider's own id, which the screening may have lost by then.
        reference: String,
    },
    /// Adds tags to the opportunity.
    AddTags {
        /// The tags.
        tags: Vec<String>,
    },
    /// Removes tags of ours.
    RemoveTags {
        /// The tags.
        tags: Vec<String>,
    },
    /// Moves to another stage, if the candidate is where the move began.
    Move {
        /// Where it began.
        from: StageId,
        /// Where it leads.
        to: StageId,
        /// What that stage was called.
        name: String,
    },
    /// Adds links to the contact.
    AddLinks {
        /// The addresses.
        links: Vec<String>,
    },
    /// Adds the report as a file to the opportunity.
    AddFile {
        /// The file's name; it carries the reference.
        name: String,
        /// The reference by which it is found again.
        reference: String,
    },
    /// Adds a note; its text ends with the reference.
    AddNote {
        /// The text, reference included.
        text: String,
        /// Lever's native score.
        score: Option<Score>,
        /// The reference by which it is found again.
        reference: String,
        /// Only people whom Lever lets see secret notes read it.
        #[serde(default)]
        secret: bool,
    },
    /// Adds a comment under the note, secret or not, that the same screening wrote before.
    Comment {
        /// The text, reference included.
        text: String,
        /// Lever's native score.
        score: Option<Score>,
        /// The reference by which it is found again (with its revision).
        reference: String,
        /// As [`Effect::AddNote`].
        #[serde(default)]
        secret: bool,
    },
    /// Adds a feedback form; the playbook says which and how it is filled.
    AddFeedback {
        /// What it tells.
        evaluation: Box<Evaluation>,
        /// The reference by which it is found again (with its revision).
        reference: String,
    },
}

impl Effect {
    /// The name of the kind in the database and in logs.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Invite => "invite",
            Self::MailAgain { .. } => "mail_again",
            Self::Remind { .. } => "remind",
            Self::CancelInvitation { .. } => "cancel_invitation",
            Self::Evaluate { .. } => "evaluate",
            Self::EraseInterview { .. } => "erase_interview",
            Self::AddTags { .. } => "add_tags",
            Self::RemoveTags { .. } => "remove_tags",
            Self::Move { .. } => "move",
            Self::AddLinks { .. } => "add_links",
            Self::AddFile { .. } => "add_file",
            Self::AddNote { .. } => "add_note",
            Self::Comment { .. } => "comment",
            Self::AddFeedback { .. } => "add_feedback",
        }
    }

    /// Whether it goes to the provider rather than to Lever.
    #[must_use]
    pub fn is_for_provider(&self) -> bool {
        matches!(
            self,
            Self::Invite
                | Self::MailAgain { .. }
                | Self::Remind { .. }
                | Self::CancelInvitation { .. }
                | Self::Evaluate { .. }
                | Self::EraseInterview { .. }
        )
    }

    /// One line for people, once it is done.
    #[must_use]
    pub fn describe_done(&self) -> String {
        let words = self.describe();
        let past = [
            ("Add ", "Added "),
            ("Send ", "Sent "),
            ("Remove ", "Removed "),
            ("Close ", "Closed "),
            ("Erase ", "Erased "),
            ("Put ", "Put "),
            ("Move ", "Moved "),
        ];
        let done =
            past.iter().find_map(|(verb, done)| words.strip_prefix(verb).map(|rest| format!("{done}{rest}")));
        done.unwrap_or(words)
    }

    /// One line for people.
    #[must_use]
    pub fn describe(&self) -> String {
        match self {
            Self::Invite => "Send the invitation".into(),
            Self::MailAgain { .. } => "Send the invitation's mail again".into(),
            Self::Remind { .. } => "Send a reminder".into(),
            Self::CancelInvitation { .. } => "Close the candidate's link".into(),
            Self::Evaluate { score, .. } => format!("Put the score {} on the report", score.get()),
            Self::EraseInterview { .. } => "Erase the answers at the interview service".into(),
            Self::AddTags { tags } => format!("Add tag {}", tags.join(", ")),
            Self::RemoveTags { tags } => format!("Remove tag {}", tags.join(", ")),
            Self::Move { name, .. } => format!("Move to {name}"),
            Self::AddLinks { .. } => "Add the report to the candidate's links".into(),
            Self::AddFile { .. } => "Add the report to the candidate's files".into(),
            Self::AddNote { score: Some(score), .. } => format!("Add a note with score {}", score.get()),
            Self::AddNote { score: None, .. } => "Add a note".into(),
            Self::Comment { .. } => "Add a comment under the note".into(),
            Self::AddFeedback { evaluation, .. } => {
                format!("Add a feedback form with score {}", evaluation.score.get())
            }
        }
    }
}

/// An effect on its way into the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EffectDraft {
    /// Unique for ever; a second draft with the same key is dropped.
    pub dedupe_key: String,
    /// What to do.
    pub effect: Effect,
}

impl EffectDraft {
    /// An effect of a screening: `slot` names which one, `revision` counts changes of mind.
    #[must_use]
    pub fn of(screening: &ScreeningId, slot: &str, revision: u32, effect: Effect) -> Self {
        Self { dedupe_key: format!("{}:{screening}:{slot}:{revision}", effect.kind()), effect }
    }

    /// Whether a key is of a write of this screening.
    #[must_use]
    pub fn is_of(dedupe_key: &str, screening: &ScreeningId) -> bool {
        dedupe_key.rsplit(':').nth(2) == Some(screening.as_str())
    }
}

/// The invitation's key. It is also the claim by which several computers agree who sends, so it
/// holds nothing that only this computer knows: `account` is the account's own identity in Lever.
#[must_use]
pub fn invitation_key(
    account: &AccountId,
    contact: &ContactId,
    provider: &str,
    assessment: &AssessmentId,
    round: u32,
) -> String {
    format!("invite:{account}:{contact}:{provider}:{assessment}:{round}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_effect_is_read_back() {
        let effects = [
            Effect::Invite,
            Effect::AddTags { tags: vec!["Fulcrum-Screening-Invited".into()] },
            Effect::AddNote {
                text: "x".into(),
                score: Score::new(3),
                reference: "F-7K3Q9M".into(),
                secret: true,
            },
        ];
        for effect in effects {
            let json = serde_json::to_string(&effect).unwrap();
            assert_eq!(serde_json::from_str::<Effect>(&json).unwrap(), effect);
        }
    }

    #[test]
    fn revisions_have_keys_of_their_own() {
        let screening = ScreeningId::new("s");
        let key = |revision| EffectDraft::of(&screening, "score", revision, Effect::Invite).dedupe_key;
        assert_ne!(key(1), key(2));
    }
}
