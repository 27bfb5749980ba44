//! Asking Lever for arrivals.

use std::collections::BTreeSet;
use std::time::Duration;

use fulcrum_core::candidate::Candidate;
use fulcrum_core::time::{DAY, before};
use fulcrum_core::{AttentionId, OpportunityId, PostingId, StageId};
use fulcrum_lever::{Confidentiality, Kind, Opportunity, OpportunityFilter, Page, Skipped};
use fulcrum_store::{Action, NewAttention, StoreError, TriggerRow, Tx};

use crate::arrivals::{postings_to_read, take_in};
use crate::cache::row_of;
use crate::intake::Desk;
use crate::leaving::look_after_postings;
use crate::{Change, Engine, EngineError};

/// One way of looking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pass {
    /// Who advanced into a trigger stage since the watermark, and who applied if that is a trigger. One
    /// request of each kind when nothing happened.
    Arrivals {
        /// How far before the watermark to look again: what becomes visible late.
        overlap: Duration,
    },
    /// Everybody in the trigger stages, and the applications of the last day.
    Sweep,
    /// Whoever was updated since: passers-through, and candidates with an open invitation.
    Safety,
}

/// The overlap of most ticks.
pub(crate) const OVERLAP: Duration = Duration::from_secs(30);
/// The overlap of every sixth.
pub(crate) const LONG_OVERLAP: Duration = Duration::from_secs(300);

const ARRIVALS: &str = "arrivals";
const APPLICATIONS: &str = "applications";
const SAFETY: &str = "safety";

impl Engine {
    /// Looks once. Answers how many stage entries were new.
    ///
    /// # Errors
    /// [`EngineError`]; then nothing was committed and the next look sees the same.
    pub async fn watch(&self, pass: Pass) -> Result<usize, EngineError> {
        let _one_at_a_time = self.shared.watching.lock().await;
        let account = self.account().id.clone();
        let (triggers, watermark, applications, safety) = self
            .store()
            .read(move |tx| {
                Ok::<_, StoreError>((
                    tx.triggers(&account)?,
                    tx.watermark(&account, ARRIVALS)?,
                    tx.watermark(&account, APPLICATIONS)?,
                    tx.watermark(&account, SAFETY)?,
                ))
            })
            .await?;
        if triggers.is_empty() && !matches!(pass, Pass::Safety) {
            return Ok(0);
        }
        if !matches!(pass, Pass::Arrivals { .. }) {
            self.look_at_postings_in_question().await?;
        }
        let (applied, entered): (Vec<_>, Vec<_>) =
            triggers.iter().partition(|trigger| trigger.stage.is_applied());
        let mut found = 0;
        if pass == Pass::Safety {
            let first = triggers.iter().map(|trigger| trigger.on_since).min();
            let from = safety.or(first).unwrap_or_else(|| self.now());
            let filter = OpportunityFilter {
                updated_from: Some(before(from, LONG_OVERLAP)),
                ..OpportunityFilter::default()
            };
            return self.look_at(pass, SAFETY, filter).await;
        }
        if let Some(first) = entered.iter().map(|trigger| trigger.on_since).min() {
            let advanced_from = match pass {
                Pass::Arrivals { overlap } => Some(before(watermark.unwrap_or(first), overlap)),
                Pass::Sweep | Pass::Safety => None,
            };
            let stages = stages(&entered);
            let filter = OpportunityFilter {
                stages,
                advanced_from,
                archived: Some(false),
                ..OpportunityFilter::default()
            };
            found += self.look_at(pass, ARRIVALS, filter).await?;
        }
        if let Some(first) = applied.iter().map(|trigger| trigger.on_since).min() {
            let overlap = match pass {
                Pass::Arrivals { overlap } => overlap,
                Pass::Sweep | Pass::Safety => DAY,
            };
            // Nothing from before the trigger was switched on is its business.
            let from = applications.map_or(first, |mark| before(mark, overlap).max(before(first, OVERLAP)));
            let filter = OpportunityFilter {
                created_from: Some(from),
                archived: Some(false),
                ..OpportunityFilter::default()
            };
            found += self.look_at(pass, APPLICATIONS, filter).await?;
        }
        Ok(found)
    }

    /// Reads what a filter lets through and takes it in.
    async fn look_at(
        &self,
        pass: Pass,
        mark: &'static str,
        filter: OpportunityFilter,
    ) -> Result<usize, EngineError> {
        let filter = OpportunityFilter {
            confidentiality: Confidentiality::all_if(self.account().confidential),
            ..filter
        };
        let page = self.lever().opportunities(&filter).await.inspect_err(|error| self.note_trouble(error))?;
        self.note_good();
        if !matches!(pass, Pass::Arrivals { .. }) {
            self.spend_in_background(page.rows.len());
        }
        self.take_in(pass, mark, page).await
    }

    /// Commits what a pass saw, with its watermark, in one transaction.
    async fn take_in(
        &self,
        pass: Pass,
        mark: &'static str,
        page: Page<Opportunity>,
    ) -> Result<usize, EngineError> {
        let candidates: Vec<Candidate> = page.rows.iter().map(Opportunity::candidate).collect();
        self.read_postings_of(&candidates).await?;
        let desk = self.desk().await?;
        // Never beyond Lever's own clock.
        let limit = page.server_time.unwrap_or_else(|| self.now());
        let seen = match mark {
            ARRIVALS => {
                candidates.iter().flat_map(|candidate| &candidate.entries).map(|entry| entry.at).max()
            }
            APPLICATIONS => page.rows.iter().filter_map(|row| row.created_at).max(),
            _ => Some(page.rows.iter().filter_map(|row| row.updated_at).max().unwrap_or(limit)),
        };
        // A sweep looks for what is there, not for what is new.
        let seen = seen.filter(|_| pass != Pass::Sweep);
        let skipped = page.skipped;
        let (found, screenings) = self
            .store()
            .write(move |tx| {
                let mut outcome = take_in(tx, &desk, pass, &candidates)?;
                let account = &desk.account.id;
                if pass != Pass::Safety {
                    outcome.0 += name_unreadable(tx, &desk, &candidates, &skipped)?;
                }
                if let Some(seen) = seen {
                    tx.move_watermark(account, mark, seen.min(limit))?;
                }
                Ok::<_, StoreError>(outcome)
            })
            .await?;
        if found > 0 {
            self.publish(Change::Inbox);
            self.publish(Change::Status);
            for screening in screenings {
                self.publish(Change::Screening(screening));
            }
            self.shared.deliver_now.notify_one();
        }
        Ok(found)
    }

    /// Reads what playbooks ask about the postings of arrivals: a tag that was added a minute ago counts.
    async fn read_postings_of(&self, candidates: &[Candidate]) -> Result<(), EngineError> {
        let (account, watched) = (self.account().id.clone(), candidates.to_vec());
        let ids = self.store().read(move |tx| postings_to_read(tx, &account, &watched)).await?;
        self.read_postings(ids).await
    }

    /// Reads postings anew.
    pub(crate) async fn read_postings(&self, ids: BTreeSet<PostingId>) -> Result<(), EngineError> {
        if ids.is_empty() {
            return Ok(());
        }
        for id in ids {
            let posting = match self.lever().posting(&id).await {
                Ok(posting) => posting,
                // What is known of it has to do.
                Err(error) if matches!(error.kind, Kind::NotFound | Kind::Forbidden) => continue,
                Err(error) => {
                    self.note_trouble(&error);
                    return Err(error.into());
                }
            };
            let (account, now) = (self.account().clone(), self.now());
            self.store()
                .write(move |tx| {
                    let row = row_of(posting);
                    let before = tx.posting(&account.id, &row.posting.id)?;
                    tx.save_posting(&account.id, &row)?;
                    look_after_postings(tx, &account, before.as_slice(), &[row], now)
                })
                .await?;
        }
        self.postings_were_read().await
    }

    /// What intake needs, read before the transaction.
    pub(crate) async fn desk(&self) -> Result<Desk, EngineError> {
        let assessments = self.provider().assessments().await?;
        let policy = self.policy();
        Ok(Desk {
            account: self.account().clone(),
            assessments,
            hold: policy.hold,
            directory: policy.directory,
            now: self.now(),
        })
    }
}

/// Somebody in a trigger stage whom Fulcrum cannot read is not invited, so a person must know. Answers
/// how many are news.
fn name_unreadable(
    tx: &Tx<'_>,
    desk: &Desk,
    readable: &[Candidate],
    skipped: &[Skipped],
) -> Result<usize, StoreError> {
    const UNREADABLE: &str = "unreadable";
    let account = &desk.account.id;
    let open = tx.open_attention(account)?;
    for row in open.iter().filter(|row| row.kind == UNREADABLE) {
        if readable.iter().any(|candidate| candidate.opportunity.as_str() == row.subject) {
            tx.settle(account, UNREADABLE, &row.subject, desk.now)?;
        }
    }
    let mut news = 0;
    for Skipped { path, id } in skipped {
        // Without the row's number, which changes from look to look.
        let place = path.split_once("].").map_or(path.as_str(), |(_, place)| place);
        let opportunity = id.clone().map(OpportunityId::new);
        let look =
            opportunity.iter().map(|_| Action { id: "open_lever".into(), label: "Open in Lever".into() });
        let dismiss = Action { id: "dismiss".into(), label: "Dismiss".into() };
        let raised = NewAttention {
            id: AttentionId::new(uuid::Uuid::now_v7().to_string()),
            kind: UNREADABLE,
            subject: id.clone().unwrap_or_else(|| place.to_owned()),
            title: "A candidate whom Fulcrum cannot read".into(),
            subtitle: None,
            reason: format!(
                "Lever lists somebody in a trigger stage in a way that Fulcrum does not understand ({place}), so \
                 no invitation was sent."
            ),
            actions: look.chain([dismiss]).collect(),
            screening: None,
            opportunity,
            lever_url: None,
        };
        news += usize::from(tx.raise_once(account, desk.now, &raised)?);
    }
    Ok(news)
}

fn stages(triggers: &[&TriggerRow]) -> Vec<StageId> {
    let mut stages: Vec<_> = triggers.iter().map(|trigger| trigger.stage.clone()).collect();
    stages.sort();
    stages.dedup();
    stages
}
