//! A person's review.

use std::time::Duration;

use fulcrum_core::ScreeningId;
use fulcrum_core::assessment::Score;
use fulcrum_core::effect::Effect;
use fulcrum_core::screening::Event;
use fulcrum_core::time::after;
use fulcrum_core::writing::{self, Review, Reviewed};
use fulcrum_providers::{Answers, ProviderRef};
use fulcrum_store::{NewEvent, ReviewRow, ScreeningRefs};

use crate::moves::move_after_result;
use crate::outbox::{enqueue_held, planned};
use crate::words::{user_name, words_for};
use crate::{Engine, EngineError};

/// The longest that the written of a review are held for Undo.
pub(crate) const HOLD: Duration = Duration::from_secs(10);

/// What a person says about a screening.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewReview {
    /// Overall.
    pub score: Score,
    /// By question id; may be incomplete.
    pub scores: Vec<(String, Score)>,
    /// Words for colleagues.
    pub comment: String,
    /// The score counts instead of what was counted by rule.
    pub overrules: bool,
}

impl NewReview {
    /// A score with a comment, beside whatever was counted.
    #[must_use]
    pub fn of(score: Score, comment: String) -> Self {
        Self { score, scores: Vec::new(), comment, overrules: false }
    }
}

impl Engine {
    /// How long what a person did is held for Undo.
    pub(crate) fn undo_time(&self) -> Duration {
        self.policy().hold.min(HOLD)
    }

    /// What the candidate handed in.
    ///
    /// # Errors
    /// [`EngineError::TooLate`] before the invitation left; the provider's error otherwise.
    pub async fn answers(&self, id: &ScreeningId) -> Result<Answers, EngineError> {
        let wanted = id.clone();
        let row = self.store().read(move |tx| tx.screening(&wanted)).await?;
        let row = row.ok_or(EngineError::NotFound("The screening"))?;
        let reference =
            row.provider_ref.ok_or_else(|| EngineError::TooLate("There are no answers yet.".into()))?;
        Ok(self.provider().answers(&ProviderRef::new(reference)).await?)
    }

    /// Hands in a review: score tag, note with Lever's native score in the reviewer's name, report.
    /// A later one replaces the tag and comments under the note. One that overrules counts instead of what
    /// was counted by rule. The written are held a few seconds for Undo.
    ///
    /// # Errors
    /// [`EngineError::TooLate`] before the candidate has finished.
    pub async fn review(&self, id: &ScreeningId, new: NewReview) -> Result<(), EngineError> {
        let NewReview { score, scores, comment, overrules } = new;
        self.change(id, move |tx, engine, mut row| {
            let state = row
                .state
                .after(Event::Reviewed)
                .map_err(|_| EngineError::TooLate("The candidate has not finished yet.".into()))?;
            let (account, now) = (engine.account(), engine.now());
            let playbooks = tx.playbooks(&account.id)?;
            let playbook =
                playbooks.into_iter().find(|playbook| playbook.id == row.playbook).unwrap_or_default();
            let reviewer =
                user_name(tx, &account.id, account.user.as_ref())?.unwrap_or_else(|| "A recruiter".into());
            let previous = row.review.as_ref().map(|review| review.score);
            // Those that were taken back count too: a key of the outbox is never used twice.
            let evaluations = tx.effects_of(&row.id)?.into_iter();
            let evaluations = evaluations.filter(|effect| matches!(effect.effect, Effect::Evaluate { .. }));
            let known = row.review.as_ref().map_or(0, |review| review.revision);
            let revision = 1 + known.max(u32::try_from(evaluations.count()).unwrap_or(u32::MAX - 1));
            let review = Review {
                score,
                scores: scores.clone(),
                comment: comment.clone(),
                reviewer: reviewer.clone(),
                overrules,
                revision,
            };
            let words = words_for(tx, account, &row, playbook.expires_in_days, now)?;
            let counted = row.counted.as_ref();
            let reviewed = Reviewed {
                review: &review,
                assessment: &row.assessment_id,
                first: previous.is_none() && counted.is_none_or(|counted| counted.outcome.is_none()),
                count: counted.map(|counted| counted.count),
            };
            let mut drafts = planned(tx, &account.id, &row, &playbook, now, |playbook, written| {
                writing::on_reviewed(&row.id, playbook, &words, written, &row.reference, &reviewed)
            })?;
            row.state = state;
            row.score = Some(score);
            let before = row.review.take().map(Box::new);
            row.review = Some(ReviewRow {
                score,
                scores,
                comment,
                reviewer: reviewer.clone(),
                at: now,
                overrules,
                revision,
                before,
            });
            row.reviewed_at = Some(now);
            row.changed_at = now;
            tx.save_screening(&row)?;
            let event = NewEvent {
                kind: "reviewed",
                text: format!("Reviewed: {} ({})", score.get(), score.words()),
                actor: Some(reviewer),
                screening: Some(row.id.clone()),
                opportunity: Some(row.opportunity.clone()),
                name: Some(row.name.clone()),
                ..NewEvent::default()
            };
            tx.add_event(&account.id, now, &event)?;
            let about = ScreeningRefs { screening: &row.id, opportunity: &row.opportunity };
            let due = after(now, engine.undo_time());
            drafts.extend(move_after_result(tx, account, &row, &playbook, now)?);
            enqueue_held(tx, account, &about, &drafts, (now, due))?;
            Ok(())
        })
        .await?;
        self.shared.deliver_now.notify_one();
        Ok(())
    }
}
