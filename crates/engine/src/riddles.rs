//! Tags that name no assessment, or several: a person says what is meant, with one click.

use std::collections::BTreeSet;

use fulcrum_core::assessment::AssessmentName;
use fulcrum_core::candidate::Candidate;
use fulcrum_core::choosing::{Riddle, questions_about};
use fulcrum_core::effect::{Effect, EffectDraft};
use fulcrum_core::playbook::{Playbook, PostingAssessment};
use fulcrum_core::vocabulary::told;
use fulcrum_core::{AccountId, AssessmentId, AttentionId, PlaybookId, PostingId, ScreeningId};
use fulcrum_store::{
    AccountRow, Action, AttentionRow, EffectState, NewAttention, NewEvent, ScreeningRefs, StoreError, Tx,
};
use jiff::Timestamp;

use crate::intake::Desk;
use crate::outbox::{enqueue_held, keyed};
use crate::{Change, Engine, EngineError};

/// Attention about a posting's tag.
pub(crate) const POSTING_TAG: &str = "posting_tag";
/// The action that says which assessment a candidate's tags mean; its id follows.
const USE: &str = "use:";
/// The action that says which assessment a posting has; its id follows.
const MAP: &str = "map:";

/// The action that says that a tag of a candidate names no assessment.
const PLAIN: &str = "plain_tag";

/// What a person answers to a question about tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Answer {
    /// This assessment is meant.
    Means(AssessmentId),
    /// The tag names none: whatever counts after it does.
    NamesNone,
}

/// What an action says, if it answers a question about tags.
pub(crate) fn said(action: &str) -> Option<Answer> {
    if action == PLAIN {
        return Some(Answer::NamesNone);
    }
    let id = action.strip_prefix(USE).or_else(|| action.strip_prefix(MAP));
    id.map(|id| Answer::Means(AssessmentId::new(id)))
}

/// The ways to answer a question about one candidate.
pub(crate) fn answers(riddle: &Riddle) -> Vec<Action> {
    let label = match riddle {
        Riddle::Spent { .. } => "Send",
        Riddle::Several { .. }
        | Riddle::Misspelt { .. }
        | Riddle::PostingTag { .. }
        | Riddle::Gone { .. } => "It means",
    };
    let action = |one: &AssessmentName| Action {
        id: format!("{USE}{}", one.id),
        label: format!("{label} {}", one.name),
    };
    let plain = matches!(riddle, Riddle::Misspelt { .. })
        .then(|| Action { id: PLAIN.into(), label: "It names no assessment".into() });
    riddle.offers().iter().map(action).chain(plain).collect()
}

/// The tags of a candidate that Fulcrum wrote about the opportunity, which choose nothing.
pub(crate) fn written_tags(
    tx: &Tx<'_>,
    account: &AccountId,
    candidate: &Candidate,
) -> Result<Vec<String>, StoreError> {
    if candidate.tags.is_empty() {
        return Ok(Vec::new());
    }
    let mut tags = Vec::new();
    for row in tx.screenings_about(account, &candidate.opportunity)? {
        let mut effects = tx.effects_of(&row.id)?;
        effects.retain(|effect| effect.state != EffectState::Skipped);
        tags.extend(told(&keyed(&effects)));
    }
    Ok(tags)
}

/// One attention for a posting, however many apply to it.
pub(crate) fn raise_posting(
    tx: &Tx<'_>,
    account: &AccountId,
    now: Timestamp,
    playbook: &Playbook,
    riddle: &Riddle,
) -> Result<(), StoreError> {
    let Some((_, title)) = riddle.posting() else { return Ok(()) };
    let map =
        |one: &AssessmentName| Action { id: format!("{MAP}{}", one.id), label: format!("Send {}", one.name) };
    let mut actions: Vec<Action> = riddle.offers().iter().map(map).collect();
    actions.push(Action { id: "open_playbook".into(), label: "Choose an assessment".into() });
    actions.push(Action { id: "check_again".into(), label: "Check again".into() });
    actions.push(Action { id: "dismiss".into(), label: "Screen nobody".into() });
    let raised = NewAttention {
        id: AttentionId::new(uuid::Uuid::now_v7().to_string()),
        kind: POSTING_TAG,
        subject: subject(playbook, riddle),
        title: title.to_owned(),
        subtitle: None,
        reason: format!("{} Until then nobody of this posting is invited.", riddle.sentence()),
        actions,
        screening: None,
        opportunity: None,
        lever_url: None,
    };
    tx.raise_once(account, now, &raised)?;
    Ok(())
}

/// What a question about a posting is about.
fn subject(playbook: &Playbook, riddle: &Riddle) -> String {
    match riddle {
        Riddle::PostingTag { posting, tag, .. } => format!("{} {posting} {tag}", playbook.id),
        Riddle::Gone { posting, .. } => format!("{} {posting} ", playbook.id),
        Riddle::Several { .. } | Riddle::Misspelt { .. } | Riddle::Spent { .. } => playbook.id.to_string(),
    }
}

/// Settles what is asked about postings and is not asked any more as they are now; what is asked instead is
/// raised. Answers whether anything was settled.
fn settle_answered(tx: &Tx<'_>, desk: &Desk) -> Result<bool, StoreError> {
    let (account, names) = (&desk.account.id, desk.names());
    let mut any = false;
    for row in tx.open_attention(account)? {
        let Some((id, posting)) = posting_in_question(&row) else { continue };
        let Some(posting) = tx.posting(account, &posting)?.map(|row| row.posting) else { continue };
        let playbook = tx.playbooks(account)?.into_iter().find(|playbook| playbook.id == id);
        let Some(playbook) = playbook else { continue };
        let questions = questions_about(&posting, &playbook, &names);
        if questions.iter().any(|riddle| subject(&playbook, riddle) == row.subject) {
            continue;
        }
        any |= tx.settle(account, POSTING_TAG, &row.subject, desk.now)?;
        let event = NewEvent {
            kind: "settled",
            text: "Settled by itself".into(),
            detail: Some(format!(
                "Nothing is asked about the posting \u{201c}{}\u{201d} any more.",
                row.title
            )),
            actor: Some("Fulcrum".into()),
            ..NewEvent::default()
        };
        tx.add_event(account, desk.now, &event)?;
        if let Some(riddle) = questions.first() {
            raise_posting(tx, account, desk.now, &playbook, riddle)?;
        }
    }
    Ok(any)
}

impl Engine {
    /// Reads the postings anew about which something is asked, and settles what was answered in Lever.
    pub(crate) async fn look_at_postings_in_question(&self) -> Result<(), EngineError> {
        let account = self.account().id.clone();
        let open = self.store().read(move |tx| tx.open_attention(&account)).await?;
        let ids: BTreeSet<PostingId> =
            open.iter().filter_map(posting_in_question).map(|(_, posting)| posting).collect();
        self.read_postings(ids).await
    }

    /// Settles what is asked about postings and is not asked any more, now that they were read; whoever waits
    /// for it is looked at again.
    pub(crate) async fn postings_were_read(&self) -> Result<(), EngineError> {
        let account = self.account().id.clone();
        let open = self.store().read(move |tx| tx.open_attention(&account)).await?;
        if open.iter().all(|row| row.kind != POSTING_TAG) {
            return Ok(());
        }
        let desk = self.desk().await?;
        if self.store().write(move |tx| settle_answered(tx, &desk)).await? {
            self.publish(Change::Inbox);
            self.publish(Change::Status);
            self.sync_now();
        }
        Ok(())
    }

    /// Looks whether a question about a posting was answered in Lever.
    pub(crate) async fn check_posting_again(&self, row: &AttentionRow) -> Result<(), EngineError> {
        let (_, posting) = posting_in_question(row).ok_or(EngineError::NotFound("The posting"))?;
        self.read_postings([posting].into()).await?;
        let id = row.id.clone();
        match self.store().read(move |tx| tx.attention(&id)).await? {
            Some(_) => Err(EngineError::TooEarly("Nothing has changed in Lever yet.".into())),
            None => Ok(()),
        }
    }

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
fn about(tx: &Tx<'_>, account: &AccountId, row: &AttentionRow) -> Result<(Playbook, PostingId), EngineError> {
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
