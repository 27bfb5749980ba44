//! The last look at a candidate, right before an invitation leaves.

use std::time::Duration;

use fulcrum_core::assessment::AssessmentName;
use fulcrum_core::candidate::Candidate;
use fulcrum_core::eligibility::{Circumstances, Outcome, obstacle};
use fulcrum_core::planner::{self, Occasion, Verdict};
use fulcrum_core::time::{after, before};
use fulcrum_core::{AccountId, StageId};
use fulcrum_store::{ScreeningRow, StoreError, Tx};
use jiff::Timestamp;

use crate::intake::posting_of;
use crate::{Engine, EngineError};

/// The window of the cap.
const HOUR: Duration = Duration::from_secs(60 * 60);

/// Why nothing leaves by a trigger that is off.
pub(crate) const SWITCHED_OFF: &str = "The playbook was switched off, so no invitation was sent.";

/// What the last look says.
pub(crate) enum Look {
    /// Send it.
    Go,
    /// Do not send it, and say why.
    No(String),
    /// A person must say.
    Ask(String),
}

impl Engine {
    /// `confirmed` says that a person has answered a question about this invitation with yes.
    pub(crate) async fn last_look(
        &self,
        screening: &ScreeningRow,
        candidate: Candidate,
        references: Vec<String>,
        confirmed: bool,
    ) -> Result<Look, EngineError> {
        let (account, row, now) = (self.account().clone(), screening.clone(), self.now());
        let look = self
            .store()
            .read(move |tx| {
                let playbooks = tx.playbooks(&account.id)?;
                let Some(playbook) = playbooks.into_iter().find(|playbook| playbook.id == row.playbook)
                else {
                    return Ok(Look::No("The playbook was deleted, so no invitation was sent.".into()));
                };
                let mut past =
                    tx.past_screenings(&account.id, &row.contact, candidate.address(), &row.opportunity)?;
                past.retain(|past| past.reference != row.reference);
                let posting = posting_of(tx, &account.id, &candidate)?;
                let circumstances = Circumstances {
                    now,
                    posting: posting.as_ref(),
                    may_see_confidential: account.confidential,
                    past: &past,
                    note_references: &references,
                    // Which one it is was settled when it was planned.
                    written_tags: &[],
                    plain_tags: &[],
                };
                let assessment =
                    AssessmentName { id: row.assessment_id.clone(), name: row.assessment.clone() };
                let by = tx.decision_of(&account.id, &row.refs())?.and_then(|decision| decision.stage);
                if is_switched_off(tx, &account.id, &row)? {
                    return Ok(Look::No(SWITCHED_OFF.into()));
                }
                let occasion = occasion(&row, by);
                if let Some(obstacle) = playbook.conditions.obstacle(&candidate, posting.as_ref())
                    && !matches!(occasion, Occasion::ByHand { .. })
                {
                    return Ok(Look::No(format!("{obstacle}, so no invitation was sent.")));
                }
                let decision = planner::judge(
                    &candidate,
                    &occasion,
                    &playbook,
                    assessment,
                    String::new(),
                    &circumstances,
                );
                let forbidden =
                    obstacle(&decision.checks).is_some_and(|check| check.outcome == Outcome::Failed);
                Ok::<_, StoreError>(match decision.verdict {
                    Verdict::Invite => Look::Go,
                    Verdict::Ask if confirmed && !forbidden => Look::Go,
                    Verdict::Ask => Look::Ask(decision.summary),
                    Verdict::Skip | Verdict::NotAddressed | Verdict::Reuse => Look::No(decision.summary),
                })
            })
            .await?;
        Ok(look)
    }
}

/// The occasion under which a screening was created, by this trigger.
fn occasion(row: &ScreeningRow, trigger: Option<StageId>) -> Occasion {
    match trigger.or_else(|| row.stage_id.clone()).filter(|_| row.is_triggered()) {
        Some(stage) => Occasion::BackFill { stage },
        None => Occasion::ByHand { assessment: Some(row.assessment_id.clone()) },
    }
}

/// Whether a screening began by a trigger, and its playbook has none any more.
pub(crate) fn is_switched_off(
    tx: &Tx<'_>,
    account: &AccountId,
    row: &ScreeningRow,
) -> Result<bool, StoreError> {
    Ok(row.is_triggered() && tx.triggers(account)?.iter().all(|one| one.playbook != row.playbook))
}

/// Until when an invitation has to wait because its playbook has sent as many within an hour as it may, and so
/// many others are to leave before it.
pub(crate) fn capped_until(
    tx: &Tx<'_>,
    account: &AccountId,
    row: &ScreeningRow,
    ahead: u32,
    now: Timestamp,
) -> Result<Option<Timestamp>, StoreError> {
    let playbooks = tx.playbooks(account)?;
    let cap =
        playbooks.iter().find(|playbook| playbook.id == row.playbook).map(|playbook| playbook.hourly_cap);
    let Some(cap) = cap.map(|cap| cap.max(1)) else { return Ok(None) };
    // What left within the hour makes room in its order, and what takes that room does so an hour later.
    let last = tx.nth_last_invitation(account, &row.playbook, cap - ahead % cap, before(now, HOUR))?;
    Ok(last.map(|at| after(at, HOUR * (1 + ahead / cap))))
}
