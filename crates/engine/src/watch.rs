//! Asking Lever for arrivals.

use std::collections::BTreeMap;
use std::time::Duration;

use fulcrum_core::candidate::{Candidate, StageEntry};
use fulcrum_core::eligibility::{Outcome, Subject, obstacle};
use fulcrum_core::planner::Verdict;
use fulcrum_core::playbook::Playbook;
use fulcrum_core::time::before;
use fulcrum_core::{AttentionId, DecisionId, OpportunityId, StageId};
use fulcrum_lever::{Confidentiality, Opportunity, OpportunityFilter, Page, Skipped};
use fulcrum_store::{Action, NewAttention, StoreError, TriggerRow, Tx};
use jiff::Timestamp;

use crate::intake::{Desk, MANY, Taken};
use crate::{Change, Engine, EngineError};

/// One way of looking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pass {
    /// Who advanced into a trigger stage since the watermark. One request when nothing happened.
    Arrivals {
        /// How far before the watermark to look again: what becomes visible late.
        overlap: Duration,
    },
    /// Everybody in the trigger stages.
    Sweep,
    /// Whoever was updated since: passers-through, and candidates with an open invitation.
    Safety,
}

/// The overlap of most ticks.
pub(crate) const OVERLAP: Duration = Duration::from_secs(30);
/// The overlap of every sixth.
pub(crate) const LONG_OVERLAP: Duration = Duration::from_secs(300);

/// Arrivals that several looks see one after the other are still "many at once".
const LATELY: Duration = Duration::from_secs(5 * 60);

const ARRIVALS: &str = "arrivals";
const SAFETY: &str = "safety";

impl Engine {
    /// Looks once. Answers how many stage entries were new.
    ///
    /// # Errors
    /// [`EngineError`]; then nothing was committed and the next look sees the same.
    pub async fn watch(&self, pass: Pass) -> Result<usize, EngineError> {
        let _one_at_a_time = self.shared.watching.lock().await;
        let account = self.account().id.clone();
        let (triggers, watermark, safety) = self
            .store()
            .read(move |tx| {
                Ok::<_, StoreError>((
                    tx.triggers(&account)?,
                    tx.watermark(&account, ARRIVALS)?,
                    tx.watermark(&account, SAFETY)?,
                ))
            })
            .await?;
        if triggers.is_empty() && !matches!(pass, Pass::Safety) {
            return Ok(0);
        }
        let first = triggers.iter().map(|trigger| trigger.on_since).min();
        let filter = match pass {
            Pass::Arrivals { overlap } => {
                let mark = watermark.or(first).unwrap_or_else(|| self.now());
                OpportunityFilter {
                    stages: stages(&triggers),
                    advanced_from: Some(before(mark, overlap)),
                    archived: Some(false),
                    ..OpportunityFilter::default()
                }
            }
            Pass::Sweep => OpportunityFilter {
                stages: stages(&triggers),
                archived: Some(false),
                ..OpportunityFilter::default()
            },
            Pass::Safety => OpportunityFilter {
                updated_from: Some(before(safety.or(first).unwrap_or_else(|| self.now()), LONG_OVERLAP)),
                ..OpportunityFilter::default()
            },
        };
        let filter = OpportunityFilter {
            confidentiality: Confidentiality::all_if(self.account().confidential),
            ..filter
        };
        let page = self.lever().opportunities(&filter).await.inspect_err(|error| self.note_trouble(error))?;
        self.note_good();
        if !matches!(pass, Pass::Arrivals { .. }) {
            self.spend_in_background(page.rows.len());
        }
        self.take_in(pass, page).await
    }

    /// Commits what a pass saw, with its watermark, in one transaction.
    async fn take_in(&self, pass: Pass, page: Page<Opportunity>) -> Result<usize, EngineError> {
        let desk = self.desk().await?;
        let candidates: Vec<Candidate> = page.rows.iter().map(Opportunity::candidate).collect();
        // The largest stage-change time seen, never beyond Lever's own clock.
        let seen = candidates.iter().flat_map(|candidate| &candidate.entries).map(|entry| entry.at).max();
        let limit = page.server_time.unwrap_or_else(|| self.now());
        let updated = page.rows.iter().filter_map(|row| row.updated_at).max();
        let skipped = page.skipped;
        let (found, screenings) = self
            .store()
            .write(move |tx| {
                let mut outcome = take_in(tx, &desk, pass, &candidates)?;
                let account = &desk.account.id;
                if pass != Pass::Safety {
                    outcome.0 += name_unreadable(tx, &desk, &candidates, &skipped)?;
                }
                if let Some(seen) = seen.filter(|_| matches!(pass, Pass::Arrivals { .. })) {
                    tx.move_watermark(account, ARRIVALS, seen.min(limit))?;
                }
                if matches!(pass, Pass::Safety) {
                    tx.move_watermark(account, SAFETY, updated.unwrap_or(limit).min(limit))?;
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

fn stages(triggers: &[TriggerRow]) -> Vec<StageId> {
    let mut stages: Vec<_> = triggers.iter().map(|trigger| trigger.stage.clone()).collect();
    stages.sort();
    stages.dedup();
    stages
}

/// A stage entry that nobody has handled, with the playbook whose turn it is.
struct Fresh<'a> {
    candidate: &'a Candidate,
    entry: &'a StageEntry,
    playbook: &'a Playbook,
    earlier: Option<DecisionId>,
}

fn take_in(
    tx: &Tx<'_>,
    desk: &Desk,
    pass: Pass,
    candidates: &[Candidate],
) -> Result<(usize, Vec<fulcrum_core::ScreeningId>), StoreError> {
    let account = &desk.account.id;
    let playbooks = tx.playbooks(account)?;
    let triggers = tx.triggers(account)?;
    let mut by_stage: BTreeMap<&StageId, Vec<(&Playbook, Timestamp)>> = BTreeMap::new();
    for playbook in &playbooks {
        for trigger in triggers.iter().filter(|trigger| trigger.playbook == playbook.id) {
            by_stage.entry(&trigger.stage).or_default().push((playbook, trigger.on_since));
        }
    }
    let mut fresh = Vec::new();
    for candidate in candidates {
        if desk.directory {
            crate::directory::keep(tx, account, candidate, desk.now)?;
        }
        if pass == Pass::Safety {
            crate::triggers::look_after_leaving(tx, desk, candidate)?;
        }
        for entry in &candidate.entries {
            // The first playbook in order takes the entry.
            let Some(&(playbook, on_since)) = by_stage.get(&entry.stage).and_then(|list| list.first()) else {
                continue;
            };
            let handled =
                tx.entry_was_handled(account, &playbook.id, &candidate.opportunity, &entry.stage, entry.at)?;
            if entry.at >= on_since && !handled {
                fresh.push(Fresh { candidate, entry, playbook, earlier: None });
            }
        }
        if matches!(pass, Pass::Sweep | Pass::Safety) {
            fresh.extend(healed(tx, desk, candidate, &playbooks, &triggers)?);
        }
    }
    let lately = tx.begun_by_entries_since(account, before(desk.now, LATELY))?;
    let crowd = !fresh.is_empty() && fresh.len() + lately as usize > MANY;
    let mut screenings = Vec::new();
    for Fresh { candidate, entry, playbook, earlier } in &fresh {
        if let Some(earlier) = earlier {
            for kind in ["no_address", "ask"] {
                tx.settle(account, kind, earlier.as_str(), desk.now)?;
            }
        }
        if let Taken::Screening(id) = desk.entered(tx, candidate, entry, playbook, crowd, earlier.as_ref())? {
            screenings.push(id);
        }
    }
    Ok((fresh.len(), screenings))
}

/// An earlier *no* whose reason has gone (an address was added, a snooze ended), while the
/// candidate is still in the stage.
fn healed<'a>(
    tx: &Tx<'_>,
    desk: &Desk,
    candidate: &'a Candidate,
    playbooks: &'a [Playbook],
    triggers: &[TriggerRow],
) -> Result<Option<Fresh<'a>>, StoreError> {
    let decisions = tx.decisions_about(&desk.account.id, &candidate.opportunity)?;
    let Some(last) = decisions.first() else { return Ok(None) };
    let nothing_to_choose = last.decision.verdict == Verdict::Ask && last.decision.assessment.is_none();
    let can_heal = nothing_to_choose
        || obstacle(&last.decision.checks).is_some_and(|check| {
            check.outcome == Outcome::Failed
                && matches!(
                    check.subject,
                    Subject::Address | Subject::Awake | Subject::MayContact | Subject::Visible
                )
        });
    let entry = candidate
        .entries
        .iter()
        .find(|entry| Some(&entry.stage) == last.stage.as_ref() && Some(entry.at) == last.entered_at);
    let playbook = playbooks.iter().find(|playbook| playbook.id == last.playbook);
    let (true, Some(entry), Some(playbook)) = (can_heal && last.screening.is_none(), entry, playbook) else {
        return Ok(None);
    };
    let is_on = triggers.iter().any(|trigger| {
        trigger.playbook == playbook.id && trigger.stage == entry.stage && trigger.on_since <= entry.at
    });
    if !is_on {
        return Ok(None);
    }
    let occasion = fulcrum_core::planner::Occasion::Entered { stage: entry.stage.clone(), at: entry.at };
    let now = desk.decide(tx, candidate, &occasion, playbook)?;
    let better = now.verdict == Verdict::Invite;
    Ok(better.then(|| Fresh { candidate, entry, playbook, earlier: Some(last.id.clone()) }))
}
