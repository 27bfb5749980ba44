//! A result that is there already, written again for another opportunity of the same person.

use fulcrum_core::ScreeningId;
use fulcrum_core::candidate::Candidate;
use fulcrum_core::planner::{self, Decision, Review, Reviewed};
use fulcrum_core::playbook::Playbook;
use fulcrum_core::screening::State;
use fulcrum_store::{NewEvent, ReviewRow, ScreeningRefs, StoreError, Tx};

use crate::intake::{Desk, enqueue};
use crate::moves::move_after_review;
use crate::words::words_for;

impl Desk {
    /// A screening with the result of an earlier one. Nothing is sent to the candidate.
    pub(crate) fn create_reused(
        &self,
        tx: &Tx<'_>,
        candidate: &Candidate,
        playbook: &Playbook,
        decision: &Decision,
        id: &ScreeningId,
    ) -> Result<(), StoreError> {
        let (Some(chosen), Some(source)) = (&decision.assessment, &decision.reuses) else { return Ok(()) };
        let Some(source) = tx.screening(source)? else { return Ok(()) };
        let Some(earlier) = source.review.clone() else { return Ok(()) };
        self.add_screening(tx, candidate, playbook, chosen, id, "reused", None)?;
        let Some(mut row) = tx.screening(id)? else { return Ok(()) };
        let review = ReviewRow { revision: 1, before: None, ..earlier };
        row.state = State::Reviewed;
        row.score = Some(review.score);
        row.provider_ref = source.provider_ref;
        row.report_url = source.report_url;
        row.answered = source.answered;
        row.questions = source.questions;
        row.submitted_at = source.submitted_at;
        row.reviewed_at = source.reviewed_at;
        // Whoever is told of it was told before.
        row.notified = true;
        row.review = Some(review.clone());
        tx.save_screening(&row)?;
        let words = words_for(tx, &self.account, &row, playbook.expires_in_days, self.now)?;
        let review = Review {
            score: review.score,
            scores: review.scores,
            comment: review.comment,
            reviewer: review.reviewer,
            revision: review.revision,
        };
        let reviewed = Reviewed { review: &review, assessment: &row.assessment_id, first: true };
        let mut drafts =
            planner::on_reused(&row.id, playbook, &words, &row.reference, &reviewed, row.confidential)
                .map_err(|error| StoreError::Corrupt(error.to_string()))?;
        drafts.extend(move_after_review(tx, &self.account, &row, &playbook.moves, self.now)?);
        let about = ScreeningRefs { screening: &row.id, opportunity: &row.opportunity };
        enqueue(tx, &self.account, &about, &drafts, self.now)?;
        let event = NewEvent {
            kind: "reviewed",
            text: format!("Score {}, from an earlier screening", review.score.get()),
            actor: Some(review.reviewer),
            screening: Some(row.id.clone()),
            opportunity: Some(row.opportunity.clone()),
            name: Some(row.name.clone()),
            ..NewEvent::default()
        };
        tx.add_event(&self.account.id, self.now, &event)
    }
}
