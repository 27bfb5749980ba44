//! Tags that name no assessment, or several: a person says what is meant, with one click.

use fulcrum_core::assessment::AssessmentName;
use fulcrum_core::choosing::Riddle;
use fulcrum_core::effect::{Effect, EffectDraft};
use fulcrum_core::playbook::{Playbook, PostingAssessment};
use fulcrum_core::{AssessmentId, AttentionId, PlaybookId, PostingId, ScreeningId};
use fulcrum_store::{AccountRow, Action, AttentionRow, NewAttention, ScreeningRefs, StoreError, Tx};
use jiff::Timestamp;

use crate::intake::{Desk, enqueue_held};
use crate::{Change, Engine, EngineError};

/// Attention about a posting's tag.
pub(crate) const POSTING_TAG: &str = "posting_tag";
/// The action that says which assessment a candidate's tags mean; its id follows.
const USE: &str = "use:";
/// The action that says which assessment a posting has; its id follows.
const MAP: &str = "map:";

/// The assessment that an action says.
pub(crate) fn said(action: &str) -> Option<AssessmentId> {
    action.strip_prefix(USE).or_else(|| action.strip_prefix(MAP)).map(AssessmentId::new)
}

/// The ways to answer a question about one candidate.
pub(crate) fn answers(riddle: &Riddle) -> Vec<Action> {
    let action = |one: &AssessmentName| Action {
        id: format!("{USE}{}", one.id),
        label: format!("It means {}", one.name),
    };
    riddle.offers().iter().map(action).collect()
}

/// One attention for a posting, however many apply to it.
pub(crate) fn raise_posting_tag(
    tx: &Tx<'_>,
    desk: &Desk,
    playbook: &Playbook,
    riddle: &Riddle,
) -> Result<(), StoreError> {
    let Riddle::PostingTag { posting, title, tag, near, .. } = riddle else { return Ok(()) };
    let map =
        |one: &AssessmentName| Action { id: format!("{MAP}{}", one.id), label: format!("Send {}", one.name) };
    let mut actions: Vec<Action> = near.iter().map(map).collect();
    actions.push(Action { id: "open_playbook".into(), label: "Choose an assessment".into() });
    actions.push(Action { id: "dismiss".into(), label: "Screen nobody".into() });
    let raised = NewAttention {
        id: AttentionId::new(uuid::Uuid::now_v7().to_string()),
        kind: POSTING_TAG,
        subject: format!("{} {posting} {tag}", playbook.id),
        title: title.clone(),
        subtitle: None,
        reason: format!("{} Until then nobody of this posting is invited.", riddle.sentence()),
        actions,
        screening: None,
        opportunity: None,
        lever_url: None,
    };
    tx.raise_once(&desk.account.id, desk.now, &raised)?;
    Ok(())
}

impl Engine {
    /// From now on the posting has this assessment; whoever waits for it is looked at again.
    pub(crate) async fn map_posting(
        &self,
        row: &AttentionRow,
        assessment: AssessmentId,
    ) -> Result<(), EngineError> {
        let (account, row) = (self.account().id.clone(), row.clone());
        self.store()
            .write(move |tx| {
                let (mut playbook, posting) = about(tx, &account, &row)?;
                playbook
                    .posting_assessments
                    .retain(|entry| entry.posting != posting || entry.stage.is_some());
                playbook.posting_assessments.push(PostingAssessment { posting, stage: None, assessment });
                Ok::<_, EngineError>(tx.save_playbook(&account, &playbook)?)
            })
            .await?;
        self.publish(Change::Playbooks);
        self.sync_now();
        Ok(())
    }

    /// The posting has no assessment of its own any more.
    pub(crate) fn unmap_posting(&self, tx: &Tx<'_>, row: &AttentionRow) -> Result<(), EngineError> {
        let account = &self.account().id;
        let (mut playbook, posting) = about(tx, account, row)?;
        playbook.posting_assessments.retain(|entry| entry.posting != posting || entry.stage.is_some());
        Ok(tx.save_playbook(account, &playbook)?)
    }
}

/// The playbook and the posting of an attention.
fn about(
    tx: &Tx<'_>,
    account: &fulcrum_core::AccountId,
    row: &AttentionRow,
) -> Result<(Playbook, PostingId), EngineError> {
    let (id, posting) = posting_in_question(row).ok_or(EngineError::NotFound("The posting"))?;
    let playbook = tx.playbooks(account)?.into_iter().find(|playbook| playbook.id == id);
    Ok((playbook.ok_or(EngineError::NotFound("The playbook"))?, posting))
}

/// The playbook and the posting of attention about a posting's tag; `None` for any other.
#[must_use]
pub fn posting_in_question(row: &AttentionRow) -> Option<(PlaybookId, PostingId)> {
    let mut parts = row.subject.splitn(3, ' ').filter(|_| row.kind == POSTING_TAG);
    Some((PlaybookId::new(parts.next()?), PostingId::new(parts.next()?)))
}

/// A tag that was spelt wrong is put right in Lever, with the invitation.
pub(crate) fn correct_tag(
    tx: &Tx<'_>,
    account: &AccountRow,
    screening: &ScreeningId,
    riddle: Option<&Riddle>,
    meant: &AssessmentName,
    times: (Timestamp, Timestamp),
) -> Result<(), StoreError> {
    let Some(Riddle::Misspelt { tag, .. }) = riddle else { return Ok(()) };
    let Some(row) = tx.screening(screening)? else { return Ok(()) };
    let about = ScreeningRefs { screening, opportunity: &row.opportunity };
    let draft = |slot, effect| EffectDraft::of(screening, slot, 1, effect);
    let drafts = [
        draft("tag-right", Effect::AddTags { tags: vec![meant.name.clone()] }),
        draft("tag-wrong", Effect::RemoveTags { tags: vec![tag.clone()] }),
    ];
    enqueue_held(tx, account, &about, &drafts, times)
}
