//! The notes of a screening in Lever: those that tell how far it is, and how they hang together.

use serde::{Deserialize, Serialize};

use crate::ScreeningId;
use crate::assessment::Score;
use crate::effect::{Effect, EffectDraft};
use crate::template::{self, TemplateError, Words};
use crate::vocabulary::Status;

/// Notes on the way to a result, as templates; an empty one is not written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Notes {
    /// The invitation is out.
    pub invited: String,
    /// The candidate began.
    pub started: String,
    /// The candidate has finished.
    pub completed: String,
    /// The link ran out.
    pub expired: String,
    /// The candidate said no.
    pub declined: String,
    /// Each is a note of its own; otherwise all but the first are comments under it.
    pub apart: bool,
    /// All notes, that about the result too, are secret ones of Lever.
    pub secret: bool,
}

impl Notes {
    /// The template of a status; empty where none is written.
    #[must_use]
    pub fn of(&self, status: Status) -> &str {
        match status {
            Status::Invited => &self.invited,
            Status::Started => &self.started,
            Status::Completed => &self.completed,
            Status::Expired => &self.expired,
            Status::Declined => &self.declined,
            // The note about the result tells these.
            Status::NeedsReview | Status::Evaluated | Status::Pass | Status::Fail => "",
        }
    }

    /// Every template with its name for people.
    #[must_use]
    pub fn fields(&self) -> [(&'static str, &str); 5] {
        [
            ("invited note", &self.invited),
            ("started note", &self.started),
            ("completed note", &self.completed),
            ("expired note", &self.expired),
            ("declined note", &self.declined),
        ]
    }
}

/// The notes of one screening, one after the other.
#[derive(Debug, Clone, Copy)]
pub struct Thread<'a> {
    /// Whose.
    pub screening: &'a ScreeningId,
    /// The screening's reference, which the first note carries; later ones add to it.
    pub reference: &'a str,
    /// What the screening, and earlier rounds of it, have written so far, or will: of each its key, and what
    /// it does.
    pub writes: &'a [(&'a str, &'a Effect)],
    /// There is a note.
    pub begun: bool,
    /// The next one is a comment: there is a note that is as secret.
    pub comments: bool,
    /// Only people whom Lever lets see secret notes read the next one.
    pub secret: bool,
}

impl<'a> Thread<'a> {
    /// As far as it has come with these writes.
    #[must_use]
    pub fn after(
        screening: &'a ScreeningId,
        notes: &Notes,
        reference: &'a str,
        writes: &'a [(&'a str, &'a Effect)],
    ) -> Self {
        let own = writes.iter().filter(|(key, _)| EffectDraft::is_of(key, screening));
        let there = own.filter_map(|(_, effect)| match effect {
            Effect::AddNote { secret, .. } => Some(*secret),
            _ => None,
        });
        let there: Vec<bool> = there.collect();
        let comments = !notes.apart && there.contains(&notes.secret);
        Self { screening, reference, writes, begun: !there.is_empty(), comments, secret: notes.secret }
    }

    /// The next one; `None` if it is written already. `slot` and `revision` tell it from the others in the
    /// outbox, `suffix` in Lever.
    #[must_use]
    pub fn next(
        &self,
        (slot, revision): (&str, u32),
        suffix: &str,
        text: &str,
        score: Option<Score>,
    ) -> Option<EffectDraft> {
        // As a note and as a comment it has different keys.
        let told = format!(":{}:{slot}:{revision}", self.screening);
        if self.writes.iter().any(|(key, _)| key.ends_with(&told)) {
            return None;
        }
        let reference =
            if self.begun { format!("{}/{suffix}", self.reference) } else { self.reference.to_owned() };
        let text = format!("{text}\n\nRef {reference}");
        let secret = self.secret;
        let effect = if self.comments {
            Effect::Comment { text, score, reference, secret }
        } else {
            Effect::AddNote { text, score, reference, secret }
        };
        Some(EffectDraft::of(self.screening, slot, revision, effect))
    }

    /// What is told when the screening reaches a status; once, however often it is called.
    ///
    /// # Errors
    /// The template cannot be filled.
    pub fn news(
        &self,
        notes: &Notes,
        status: Status,
        words: &Words,
    ) -> Result<Option<EffectDraft>, TemplateError> {
        let words = Words { name: template::neutralise_mentions(&words.name), ..words.clone() };
        let text = template::render(notes.of(status), &words)?;
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        Ok(self.next((&format!("note-{}", status.slot()), 1), status.slot(), text, None))
    }
}
