//! Inbox, one candidate, and why somebody was or was not invited.

use fulcrum_core::effect::Effect;
use fulcrum_core::screening::State;
use fulcrum_core::{AccountId, EffectId, OpportunityId, PostingId, ScreeningId};
use fulcrum_engine::held_writes;
use fulcrum_store::{EffectRow, PersonRow, ScreeningFilter, ScreeningRefs, ScreeningRow, StoreError, Tx};
use jiff::tz::TimeZone;

use super::moving::inbox_moves;
use crate::App;
use crate::api::*;
use crate::assessment_views::answers_view;
use crate::views::{self, Around};

/// What is scored by rule needs nobody.
pub(super) const TO_REVIEW: &[State] = &[State::Submitted];
const GOING_OUT: &[State] = &[State::Held, State::Inviting];
/// An end that nobody here brought about counts as well: somebody waits to hear of it.
const FINISHED: &[State] = &[State::Evaluated, State::Reviewed, State::Declined, State::Expired];
/// Rows of one group of the Inbox: more than anybody decides on in one go. The rest is among the candidates.
const GROUP: u32 = 50;
/// Rows of those who are finished, which nobody has to do anything about.
const GLANCE: u32 = 20;

fn not_found() -> AppError {
    AppError::new(ErrorCode::NotFound, "This screening does not exist any more.")
}

impl App {
    pub(super) async fn whole_inbox(&self) -> Result<InboxView, AppError> {
        let account = self.engine()?.account().id.clone();
        let now = self.now().to_zoned(TimeZone::system());
        let yesterday = now.yesterday().and_then(|day| day.start_of_day()).unwrap_or(now).timestamp();
        let read = self.shared.store.read(move |tx| {
            let around = Around::of(tx, &account)?;
            let group = |states: &'static [State], size| -> Result<Vec<ScreeningRow>, StoreError> {
                Ok(tx.screenings(&account, ScreeningFilter::States(states), None, size)?.rows)
            };
            let rows = |states: &'static [State]| -> Result<Vec<CandidateRow>, StoreError> {
                Ok(group(states, GROUP)?.iter().map(|row| views::candidate_row(row, &around)).collect())
            };
            let counts = tx.count_by_state(&account)?;
            let total = |states: &[State]| -> u32 {
                counts.iter().filter(|(state, _)| states.contains(state)).map(|(_, count)| count).sum()
            };
            let mut open = Vec::new();
            for row in tx.open_attention(&account)? {
                let screening = match &row.screening {
                    Some(id) => tx.screening(id)?,
                    None => None,
                };
                let decision = match &row.opportunity {
                    Some(id) if screening.is_none() => tx.decisions_about(&account, id)?.into_iter().next(),
                    _ => None,
                };
                open.push(views::inbox_attention(&row, screening.as_ref(), decision.as_ref()));
            }
            let mut waiting: Vec<WaitingBatch> = Vec::new();
            for row in tx.waiting_decisions(&account)? {
                let reason = row.waits_because.clone().unwrap_or_default();
                let playbook_id = row.playbook.to_string();
                let person = views::waiting_person(row);
                match waiting
                    .iter_mut()
                    .find(|batch| batch.reason == reason && batch.playbook_id == playbook_id)
                {
                    Some(batch) => batch.people.push(person),
                    None => waiting.push(WaitingBatch { playbook_id, reason, people: vec![person] }),
                }
            }
            let moves = inbox_moves(tx, &account, &around, GROUP)?;
            let ended = group(FINISHED, GLANCE)?;
            let finished: Vec<CandidateRow> = ended
                .iter()
                .filter(|row| row.reviewed_at.unwrap_or(row.changed_at) >= yesterday)
                .map(|row| views::candidate_row(row, &around))
                .collect();
            Ok::<_, StoreError>(InboxView {
                attention: open,
                waiting,
                to_review: rows(TO_REVIEW)?,
                to_review_total: total(TO_REVIEW),
                moves,
                moves_total: tx.count_moves(&account)?,
                going_out: rows(GOING_OUT)?,
                going_out_total: total(GOING_OUT),
                finished_more: finished.len() == GLANCE as usize,
                finished,
            })
        });
        Ok(read.await?)
    }

    pub(super) async fn one_candidate(&self, id: &ScreeningId) -> Result<CandidateView, AppError> {
        let engine = self.engine()?;
        let (account, wanted) = (engine.account().id.clone(), id.clone());
        let read = self.shared.store.read(move |tx| {
            let row = tx.screening(&wanted)?.ok_or_else(not_found)?;
            Ok::<_, AppError>(candidate_view(tx, &account, &row)?)
        });
        read.await
    }

    pub(super) async fn what_was_answered(&self, id: &ScreeningId) -> Result<AnswersView, AppError> {
        let engine = self.engine()?;
        let wanted = id.clone();
        let row = self.shared.store.read(move |tx| tx.screening(&wanted)).await?.ok_or_else(not_found)?;
        // Drafts are the candidate's own.
        if !matches!(row.state, State::Submitted | State::Evaluated | State::Reviewed) {
            return Err(AppError::new(ErrorCode::TooLate, "There are no answers yet."));
        }
        Ok(answers_view(&engine.answers(id).await?))
    }

    pub(super) async fn why_or_why_not(&self, request: WhyQuery) -> Result<WhyView, AppError> {
        let account = self.engine()?.account().id.clone();
        let id = OpportunityId::new(request.opportunity_id);
        let read = self.shared.store.read(move |tx| {
            Ok::<_, StoreError>((tx.decisions_about(&account, &id)?, tx.playbooks(&account)?))
        });
        let (rows, playbooks) = read.await?;
        let name = rows.first().map_or_else(|| "This candidate".to_owned(), |row| row.name.clone());
        let view = |row| views::decision_view(row, &playbooks);
        Ok(WhyView { name, decisions: rows.into_iter().map(view).collect() })
    }
}

/// Other active opportunities of the same contact.
fn other_opportunities(
    tx: &Tx<'_>,
    account: &AccountId,
    row: &ScreeningRow,
) -> Result<Vec<OtherOpportunity>, StoreError> {
    let mut people = tx.opportunities_of(account, &row.contact)?;
    people.retain(|person| person.opportunity != row.opportunity);
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let (postings, stages) = (tx.postings(account)?, tx.stages(account)?);
    let text = |id: &PostingId| {
        let known = postings.iter().find(|known| known.posting.id == *id);
        known.map(|known| known.posting.text.clone())
    };
    let other = |person: PersonRow| OtherOpportunity {
        opportunity_id: person.opportunity.to_string(),
        posting: person.posting.as_ref().and_then(text),
        stage: stages.iter().find(|stage| stage.id == person.stage).map(|stage| stage.text.clone()),
    };
    Ok(people.into_iter().map(other).collect())
}

/// Everything that the store knows about one screening.
fn candidate_view(tx: &Tx<'_>, account: &AccountId, row: &ScreeningRow) -> Result<CandidateView, StoreError> {
    let around = Around::of(tx, account)?;
    let open = tx.open_attention(account)?;
    let refs = ScreeningRefs { screening: &row.id, opportunity: &row.opportunity };
    let others = tx.screenings_of_person(account, &row.contact, row.email.as_deref())?;
    let effects = tx.effects_of(&row.id)?;
    let held = row.review.as_ref().and_then(|review| held_writes(row, review, &effects));
    let held: Vec<EffectId> = held.into_iter().flatten().map(|effect| effect.id.clone()).collect();
    let due = effects.iter().filter(|effect| held.contains(&effect.id)).map(|effect| effect.not_before);
    let held_until = due.min();
    let write = |effect: EffectRow| {
        let invitation = row.state == State::Held && effect.effect == Effect::Invite;
        let can_undo = invitation || held.contains(&effect.id);
        views::write_view(effect, can_undo)
    };
    let mut can = views::can(row, around.needs_a_person(row));
    if held_until.is_some() {
        can.insert(0, ScreeningAction::TakeBack);
    }
    Ok(CandidateView {
        row: views::candidate_row(row, &around),
        opportunity_id: row.opportunity.to_string(),
        lever_url: row.lever_url.clone(),
        owner: around.owner(row),
        reference: row.reference.clone(),
        link: row.link.clone(),
        report_url: row.report_url.clone(),
        expires_at: row.expires_at.map(views::millis),
        mail_state: row.mail_state.clone(),
        timeline: tx.timeline(&row.id)?.into_iter().map(views::timeline_view).collect(),
        writes: effects.into_iter().map(write).collect(),
        decision: tx
            .decision_of(account, &refs)?
            .map(|row| Ok::<_, StoreError>(views::decision_view(row, &tx.playbooks(account)?)))
            .transpose()?,
        attention: open
            .iter()
            .filter(|open| open.screening.as_ref() == Some(&row.id))
            .map(views::attention_view)
            .collect(),
        review: row.review.as_ref().map(|review| ReviewView {
            score: review.score.get(),
            scores: review
                .scores
                .iter()
                .map(|(id, score)| QuestionScore { question_id: id.clone(), score: score.get() })
                .collect(),
            comment: review.comment.clone(),
            reviewer: review.reviewer.clone(),
            overrules: review.overrules,
            at: views::millis(review.at),
            held_until: held_until.map(views::millis),
        }),
        others: others
            .iter()
            .filter(|other| other.id != row.id)
            .map(|other| views::candidate_row(other, &around))
            .collect(),
        opportunities: other_opportunities(tx, account, row)?,
        can,
    })
}
