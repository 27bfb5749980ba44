//! A result that is there already, written again for another opportunity of the same person.

use fulcrum_core::ScreeningId;
use fulcrum_core::candidate::Candidate;
use fulcrum_core::effect::EffectDraft;
use fulcrum_core::planner::Decision;
use fulcrum_core::playbook::Playbook;
use fulcrum_core::screening::State;
use fulcrum_core::template::Words;
use fulcrum_core::writing::{self, Counted, Review, Reviewed};
use fulcrum_store::{CountedRow, NewEvent, ReviewRow, ScreeningRefs, ScreeningRow, StoreError, Tx};

use crate::follow::BY_RULE;
use crate::intake::Desk;
use crate::moves::{move_after_result, result_of};
use crate::outbox::{enqueue, planned};
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
        self.add_screening(tx, candidate, playbook, chosen, id, "reused", None)?;
        let Some(mut row) = tx.screening(id)? else { return Ok(()) };
        let posting = source.posting.clone().unwrap_or_default();
        row.state = if source.review.is_some() { State::Reviewed } else { State::Evaluated };
        row.review = source.review.map(|earlier| ReviewRow { revision: 1, before: None, ..earlier });
        // Another playbook may have read the same count otherwise.
        row.counted = source.counted.map(|counted| {
            let outcome = counted.whole().and_then(|count| playbook.grading.by_rule(&chosen.id, count));
            CountedRow { outcome, ..counted }
        });
        let by_rule = row.counted.as_ref().and_then(|counted| counted.outcome.as_ref()?.score);
        row.score = row.review.as_ref().map(|review| review.score).or(by_rule);
        row.provider_ref = source.provider_ref;
        row.report_url = source.report_url;
        row.answered = source.answered;
        row.questions = source.questions;
        row.submitted_at = source.submitted_at;
        row.reviewed_at = source.reviewed_at;
        // Whoever is told of it was told before.
        row.notified = true;
        tx.save_screening(&row)?;
        let mut drafts = self.reused(tx, playbook, &row, posting)?;
        drafts.extend(move_after_result(tx, &self.account, &row, playbook, self.now)?);
        let about = ScreeningRefs { screening: &row.id, opportunity: &row.opportunity };
        enqueue(tx, &self.account, &about, &drafts, self.now)?;
        let event = NewEvent {
            kind: "reviewed",
            text: format!("{}, from an earlier screening", result_text(&row)),
            actor: Some(row.review.as_ref().map_or_else(|| BY_RULE.into(), |review| review.reviewer.clone())),
            screening: Some(row.id.clone()),
            opportunity: Some(row.opportunity.clone()),
            name: Some(row.name.clone()),
            ..NewEvent::default()
        };
        tx.add_event(&self.account.id, self.now, &event)
    }

    /// What is written about a result that is there already, with the posting that it was about.
    fn reused(
        &self,
        tx: &Tx<'_>,
        playbook: &Playbook,
        row: &ScreeningRow,
        posting: String,
    ) -> Result<Vec<EffectDraft>, StoreError> {
        // It is told with the day of the result, not with that of writing it again.
        let of = row.reviewed_at.or(row.submitted_at).unwrap_or(self.now);
        let words = Words { posting, ..words_for(tx, &self.account, row, playbook.expires_in_days, of)? };
        let count = row.counted.as_ref().map(|counted| counted.count);
        let about = (row.reference.as_str(), row.confidential);
        planned(tx, &self.account.id, row, playbook, self.now, |playbook, written| {
            match (&row.review, result_of(row, playbook)) {
                (Some(kept), _) => {
                    let review = Review {
                        score: kept.score,
                        scores: kept.scores.clone(),
                        comment: kept.comment.clone(),
                        reviewer: kept.reviewer.clone(),
                        overrules: kept.overrules,
                        revision: kept.revision,
                    };
                    let reviewed =
                        Reviewed { review: &review, assessment: &row.assessment_id, first: true, count };
                    writing::on_reused(&row.id, playbook, &words, written, about, &reviewed)
                }
                (None, Some((outcome, _))) => {
                    let counted = Counted {
                        reference: &row.reference,
                        count: count.unwrap_or_default(),
                        outcome: &outcome,
                        confidential: row.confidential,
                    };
                    writing::on_reused_count(&row.id, playbook, &words, written, &counted)
                }
                (None, None) => Ok(Vec::new()),
            }
        })
    }
}

fn result_text(row: &ScreeningRow) -> String {
    match (row.score, &row.counted) {
        (Some(score), _) => format!("Score {}", score.get()),
        (None, Some(counted)) => format!("{} of {} points", counted.count.points, counted.count.of),
        (None, None) => "Result".into(),
    }
}
