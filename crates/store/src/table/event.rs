//! What happened: entries, and the timelines of screenings. Activity as a whole is beside, in `activity.rs`.

use fulcrum_core::effect::Effect;
use fulcrum_core::{AccountId, EffectId, OpportunityId, ScreeningId};
use jiff::Timestamp;
use rusqlite::Row;

use crate::sql::{millis, time};
use crate::{EffectState, ScreeningRefs, StoreError, Tx};

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRow {
    /// Grows with time.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// Picks the icon.
    pub kind: String,
    /// One sentence.
    pub text: String,
    /// More.
    pub detail: Option<String>,
    /// Who.
    pub actor: Option<String>,
    /// The screening.
    pub screening: Option<ScreeningId>,
    /// The opportunity.
    pub opportunity: Option<OpportunityId>,
    /// The candidate's name.
    pub name: Option<String>,
    /// Where a write stands; none for anything else.
    pub write: Option<EffectState>,
}

/// An entry to be added.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewEvent {
    /// Picks the icon.
    pub kind: &'static str,
    /// One sentence.
    pub text: String,
    /// More.
    pub detail: Option<String>,
    /// Who.
    pub actor: Option<String>,
    /// The screening.
    pub screening: Option<ScreeningId>,
    /// The opportunity.
    pub opportunity: Option<OpportunityId>,
    /// The candidate's name.
    pub name: Option<String>,
}

pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<EventRow> {
    Ok(EventRow {
        id: row.get("id")?,
        at: time(row, "at")?,
        kind: row.get("kind")?,
        text: row.get("text")?,
        detail: row.get("detail")?,
        actor: row.get("actor")?,
        screening: row.get::<_, Option<String>>("screening_id")?.map(ScreeningId::new),
        opportunity: row.get::<_, Option<String>>("opportunity_id")?.map(OpportunityId::new),
        name: row.get("name")?,
        write: row.get::<_, Option<String>>("write_state")?.and_then(|state| EffectState::named(&state)),
    })
}

impl Tx<'_> {
    /// Adds an entry.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn add_event(&self, account: &AccountId, at: Timestamp, event: &NewEvent) -> Result<(), StoreError> {
        self.sql
            .prepare_cached(
                "INSERT INTO event (account_id, at, kind, text, detail, actor, screening_id, opportunity_id, name)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute((
                account.as_str(),
                millis(at),
                event.kind,
                &event.text,
                &event.detail,
                &event.actor,
                event.screening.as_ref().map(ScreeningId::as_str),
                event.opportunity.as_ref().map(OpportunityId::as_str),
                &event.name,
            ))?;
        Ok(())
    }

    /// A write is in the list from the moment it is decided; a trigger of the database lets it follow.
    ///
    /// # Errors
    /// [`StoreError`].
    pub(crate) fn add_write_event(
        &self,
        account: &AccountId,
        at: Timestamp,
        about: &ScreeningRefs<'_>,
        id: &EffectId,
        effect: &Effect,
    ) -> Result<(), StoreError> {
        let kind = if matches!(effect, Effect::Evaluate { .. }) {
            "reviewed"
        } else if effect.is_for_provider() {
            "sent"
        } else {
            "wrote"
        };
        self.sql
            .prepare_cached(
                "INSERT INTO event (account_id, at, kind, text, actor, screening_id, opportunity_id, name, effect_id, write_state)
                 SELECT ?1, ?2, ?3, ?4, 'Fulcrum', ?5, ?6, name, ?7, 'waiting' FROM screening WHERE id = ?5",
            )?
            .execute((
                account.as_str(),
                millis(at),
                kind,
                effect.describe(),
                about.screening.as_str(),
                about.opportunity.as_str(),
                id.as_str(),
            ))?;
        Ok(())
    }

    /// The entry of a write says from now on that it was done. That an invitation left is said by an
    /// entry of its own, with how.
    pub(crate) fn say_done(&self, id: &EffectId) -> Result<(), StoreError> {
        let Some(row) = self.effect(id)? else { return Ok(()) };
        if row.effect == Effect::Invite {
            self.sql.execute("DELETE FROM event WHERE effect_id = ?1", [id.as_str()])?;
        } else {
            let sql = "UPDATE event SET text = ?2 WHERE effect_id = ?1";
            self.sql.execute(sql, (id.as_str(), row.effect.describe_done()))?;
        }
        Ok(())
    }

    /// The timeline of a screening, oldest first; of the writes those that were done. What was told to
    /// whom did not happen to the candidate: it is in Activity only.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn timeline(&self, screening: &ScreeningId) -> Result<Vec<EventRow>, StoreError> {
        let mut statement = self.sql.prepare_cached(
            "SELECT * FROM event WHERE screening_id = ?1 AND kind <> 'notified'
                 AND (write_state IS NULL OR write_state = 'done')
             ORDER BY at, id LIMIT 500",
        )?;
        let rows = statement.query_map([screening.as_str()], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
