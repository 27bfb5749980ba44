//! From what a screening reached to the writes that follow from it, in the outbox.

use fulcrum_core::effect::{Effect, EffectDraft};
use fulcrum_core::playbook::{Field, Playbook};
use fulcrum_core::screening::State;
use fulcrum_core::template::TemplateError;
use fulcrum_core::vocabulary::{Written, shown};
use fulcrum_core::{AccountId, AttentionId, EffectId, PlaybookId};
use fulcrum_store::{
    AccountRow, Action, AttentionRow, EffectRow, EffectState, NewAttention, ScreeningRefs, ScreeningRow,
    StoreError, Tx,
};
use jiff::Timestamp;

/// Attention about a playbook of which a text cannot be filled in.
const TEXTS: &str = "texts";

/// The rounds of a screening: those of the same opportunity with the same assessment of the same playbook.
pub(crate) fn rounds(
    tx: &Tx<'_>,
    account: &AccountId,
    row: &ScreeningRow,
) -> Result<Vec<ScreeningRow>, StoreError> {
    let mut rows = tx.screenings_about(account, &row.opportunity)?;
    rows.retain(|one| is_round(row, one));
    Ok(rows)
}

fn is_round(row: &ScreeningRow, other: &ScreeningRow) -> bool {
    other.playbook == row.playbook && other.assessment_id == row.assessment_id
}

pub(crate) fn keyed(effects: &[EffectRow]) -> Vec<(&str, &Effect)> {
    effects.iter().map(|one| (one.dedupe_key.as_str(), &one.effect)).collect()
}

/// Plans with what stands in Lever about the opportunity. A text of the playbook that cannot be filled in is
/// done without, and a person hears of it.
pub(crate) fn planned(
    tx: &Tx<'_>,
    account: &AccountId,
    row: &ScreeningRow,
    playbook: &Playbook,
    now: Timestamp,
    plan: impl Fn(&Playbook, &Written<'_>) -> Result<Vec<EffectDraft>, TemplateError>,
) -> Result<Vec<EffectDraft>, StoreError> {
    let playbooks = tx.playbooks(account)?;
    let (mut effects, mut rounds, mut kept) = (Vec::new(), Vec::new(), Vec::new());
    for one in tx.screenings_about(account, &row.opportunity)? {
        let mut of_it = tx.effects_of(&one.id)?;
        of_it.retain(|effect| effect.state != EffectState::Skipped);
        if is_round(row, &one) {
            rounds.push(one.id.clone());
        } else {
            let under_way = one.state.is_open() || one.state == State::Submitted;
            let its = playbooks.iter().find(|known| known.id == one.playbook).unwrap_or(playbook);
            kept.extend(shown(&its.tags, &one.id, &keyed(&of_it), under_way));
        }
        if one.playbook == row.playbook {
            effects.extend(of_it);
        }
    }
    effects.sort_by_key(|effect| effect.seq);
    let writes = keyed(&effects);
    let written = Written { writes: &writes, rounds: &rounds, kept: &kept };
    let (mut playbook, mut faults) = (playbook.clone(), Vec::new());
    loop {
        let error = match plan(&playbook, &written) {
            Ok(drafts) => {
                if !faults.is_empty() {
                    raise_texts(tx, account, &playbook, &faults, now)?;
                }
                return Ok(drafts);
            }
            Err(error) => error,
        };
        let (next, names) =
            playbook.without(&error.template).ok_or_else(|| StoreError::Corrupt(error.to_string()))?;
        faults.push((names, error));
        playbook = next;
    }
}

/// One attention for a playbook, however many screenings it is about.
fn raise_texts(
    tx: &Tx<'_>,
    account: &AccountId,
    playbook: &Playbook,
    faults: &[(Vec<Field>, TemplateError)],
    now: Timestamp,
) -> Result<(), StoreError> {
    let said = |(names, error): &(Vec<Field>, TemplateError)| {
        let names: Vec<String> = names.iter().map(|name| format!("the {name}")).collect();
        format!("{}: {error}", names.join(", "))
    };
    let said = faults.iter().map(said).collect::<Vec<_>>().join("; ");
    let action = |id: &str, label: &str| Action { id: id.into(), label: label.into() };
    let raised = NewAttention {
        id: AttentionId::new(uuid::Uuid::now_v7().to_string()),
        kind: TEXTS,
        subject: playbook.id.to_string(),
        title: playbook.name.clone(),
        subtitle: None,
        reason: format!(
            "This cannot be filled in, and is left out, or told in the usual words if it is about a result: {said}."
        ),
        actions: vec![action("open_playbook", "Open the playbook"), action("dismiss", "Done")],
        screening: None,
        opportunity: None,
        lever_url: None,
    };
    tx.raise(account, now, &raised)?;
    Ok(())
}

/// The playbook of attention about its texts; `None` for any other.
#[must_use]
pub fn texts_in_question(row: &AttentionRow) -> Option<PlaybookId> {
    (row.kind == TEXTS).then(|| PlaybookId::new(row.subject.clone()))
}

/// Puts drafts of a screening into the outbox, due now.
pub(crate) fn enqueue(
    tx: &Tx<'_>,
    account: &AccountRow,
    about: &ScreeningRefs<'_>,
    drafts: &[EffectDraft],
    now: Timestamp,
) -> Result<(), StoreError> {
    enqueue_held(tx, account, about, drafts, (now, now))
}

/// The same, due at the later one of two times, which lie the time to undo it apart.
pub(crate) fn enqueue_held(
    tx: &Tx<'_>,
    account: &AccountRow,
    about: &ScreeningRefs<'_>,
    drafts: &[EffectDraft],
    (now, due): (Timestamp, Timestamp),
) -> Result<(), StoreError> {
    for draft in drafts {
        let id = EffectId::new(uuid::Uuid::now_v7().to_string());
        tx.add_effect(&account.id, about, &id, draft, due, now)?;
    }
    Ok(())
}
