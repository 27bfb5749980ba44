//! The outbox.

use fulcrum_core::effect::{Effect, EffectDraft};
use fulcrum_core::{AccountId, EffectId, OpportunityId, ScreeningId};
use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row};
use serde_json::Value;

use crate::sql::{json, millis, time, time_opt, to_json, unreadable};
use crate::{ScreeningRefs, StoreError, Tx};

/// Where an effect stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EffectState {
    /// Will go out.
    Waiting,
    /// On the disk before the call; found at launch it is unknown.
    Started,
    /// Confirmed.
    Done,
    /// The outcome is not known and is being looked up.
    Unknown,
    /// A person must settle it.
    Wedged,
    /// Left out by a person, or no longer needed.
    Skipped,
}

impl EffectState {
    const ALL: [Self; 6] =
        [Self::Waiting, Self::Started, Self::Done, Self::Unknown, Self::Wedged, Self::Skipped];

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == name)
    }

    /// The name in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Started => "started",
            Self::Done => "done",
            Self::Unknown => "unknown",
            Self::Wedged => "wedged",
            Self::Skipped => "skipped",
        }
    }
}

/// A row of the outbox.
#[derive(Debug, Clone, PartialEq)]
pub struct EffectRow {
    /// Its place in the order.
    pub seq: i64,
    /// Its id.
    pub id: EffectId,
    /// Whose order it keeps.
    pub opportunity: OpportunityId,
    /// The screening.
    pub screening: ScreeningId,
    /// Unique for ever.
    pub dedupe_key: String,
    /// What to do.
    pub effect: Effect,
    /// Where it stands.
    pub state: EffectState,
    /// Why it is stuck, unclear, or waits.
    pub reason: Option<String>,
    /// Calls so far.
    pub attempts: u32,
    /// Times it was looked for after an unclear end.
    pub looks: u32,
    /// Not before this moment.
    pub not_before: Timestamp,
    /// When the last call began.
    pub started_at: Option<Timestamp>,
    /// When it was settled.
    pub finished_at: Option<Timestamp>,
    /// What the other side answered, as far as it is needed later.
    pub result: Option<Value>,
}

/// Numbers of the outbox.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct QueueCounts {
    /// Invitations that wait for their time.
    pub held: u32,
    /// Others that wait, and whatever has started.
    pub waiting: u32,
    /// Unknown.
    pub unknown: u32,
    /// Wedged.
    pub wedged: u32,
}

fn read(row: &Row<'_>) -> rusqlite::Result<EffectRow> {
    let state: String = row.get("state")?;
    let result: Option<String> = row.get("result")?;
    Ok(EffectRow {
        seq: row.get("seq")?,
        id: EffectId::new(row.get::<_, String>("id")?),
        opportunity: OpportunityId::new(row.get::<_, String>("opportunity_id")?),
        screening: ScreeningId::new(row.get::<_, String>("screening_id")?),
        dedupe_key: row.get("dedupe_key")?,
        effect: json(row, "body")?,
        state: EffectState::named(&state).ok_or_else(|| unreadable("state", &state))?,
        reason: row.get("reason")?,
        attempts: row.get("attempts")?,
        looks: row.get("looks")?,
        not_before: time(row, "not_before")?,
        started_at: time_opt(row, "started_at")?,
        finished_at: time_opt(row, "finished_at")?,
        result: result.and_then(|text| serde_json::from_str(&text).ok()),
    })
}

impl Tx<'_> {
    /// Puts an effect into the outbox; false if one with its key is there already.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn add_effect(
        &self,
        account: &AccountId,
        about: &ScreeningRefs<'_>,
        id: &EffectId,
        draft: &EffectDraft,
        not_before: Timestamp,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let added = self.sql.execute(
            "INSERT INTO effect (id, account_id, opportunity_id, screening_id, dedupe_key, body, state, not_before, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'waiting', ?7, ?8) ON CONFLICT (dedupe_key) DO NOTHING",
            (
                id.as_str(),
                account.as_str(),
                about.opportunity.as_str(),
                about.screening.as_str(),
                &draft.dedupe_key,
                to_json(&draft.effect)?,
                millis(not_before),
                millis(now),
            ),
        )?;
        if added > 0 {
            self.add_write_event(account, now, about, id, &draft.effect)?;
        }
        Ok(added > 0)
    }

    /// The first open effect of every opportunity, if its time has come and it is not wedged:
    /// order holds per opportunity, and what is stuck blocks only its own.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn due_effects(
        &self,
        account: &AccountId,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<EffectRow>, StoreError> {
        let mut statement = self.sql.prepare_cached(
            "SELECT effect.* FROM effect JOIN (
                 SELECT min(seq) AS first FROM effect
                 WHERE account_id = ?1 AND state NOT IN ('done', 'skipped') GROUP BY opportunity_id
             ) ON seq = first
             WHERE state IN ('waiting', 'unknown') AND not_before <= ?2 ORDER BY not_before, seq LIMIT ?3",
        )?;
        let rows = statement.query_map((account.as_str(), millis(now), limit), read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// When the next effect is due; `None` if nothing waits.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn next_effect_at(&self, account: &AccountId) -> Result<Option<Timestamp>, StoreError> {
        let at = self.sql.query_row(
            "SELECT min(not_before) AS at FROM effect JOIN (
                 SELECT min(seq) AS first FROM effect
                 WHERE account_id = ?1 AND state NOT IN ('done', 'skipped') GROUP BY opportunity_id
             ) ON seq = first WHERE state IN ('waiting', 'unknown')",
            [account.as_str()],
            |row| time_opt(row, "at"),
        )?;
        Ok(at)
    }

    /// On the disk before the call; false if a person took it back meanwhile, and nothing may leave.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn start_effect(&self, id: &EffectId, now: Timestamp) -> Result<bool, StoreError> {
        let started = self.sql.execute(
            "UPDATE effect SET state = 'started', started_at = ?2, attempts = attempts + 1
             WHERE id = ?1 AND state NOT IN ('done', 'skipped')",
            (id.as_str(), millis(now)),
        )?;
        Ok(started > 0)
    }

    /// What was skipped before it ever started is open again; false if it had started.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn revive_effect(
        &self,
        id: &EffectId,
        state: EffectState,
        reason: Option<&str>,
        not_before: Timestamp,
    ) -> Result<bool, StoreError> {
        let revived = self.sql.execute(
            "UPDATE effect SET state = ?2, reason = ?3, not_before = ?4, finished_at = NULL
             WHERE id = ?1 AND state = 'skipped'",
            (id.as_str(), state.as_str(), reason, millis(not_before)),
        )?;
        Ok(revived > 0)
    }

    /// Confirmed, or left out.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn finish_effect(
        &self,
        id: &EffectId,
        state: EffectState,
        result: Option<&Value>,
        reason: Option<&str>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let result = result.map(to_json).transpose()?;
        self.sql.execute(
            "UPDATE effect SET state = ?2, result = coalesce(?3, result), reason = ?4, finished_at = ?5 WHERE id = ?1",
            (id.as_str(), state.as_str(), result, reason, millis(now)),
        )?;
        if state == EffectState::Done {
            self.say_done(id)?;
        }
        Ok(())
    }

    /// Waits, is unknown or is wedged, with the reason. `looked` counts one more look.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn postpone_effect(
        &self,
        id: &EffectId,
        state: EffectState,
        reason: &str,
        not_before: Timestamp,
        looked: bool,
    ) -> Result<(), StoreError> {
        self.sql.execute(
            "UPDATE effect SET state = ?2, reason = ?3, not_before = ?4, looks = looks + ?5 WHERE id = ?1",
            (id.as_str(), state.as_str(), reason, millis(not_before), u32::from(looked)),
        )?;
        Ok(())
    }

    /// The way out was closed, so a call that had started did not leave: neither it nor a look is
    /// counted.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn hold_effect(
        &self,
        id: &EffectId,
        state: EffectState,
        reason: &str,
        not_before: Timestamp,
    ) -> Result<(), StoreError> {
        self.sql.execute(
            "UPDATE effect SET attempts = attempts - (state = 'started'),
                 started_at = CASE WHEN ?2 = 'waiting' THEN NULL ELSE started_at END,
                 state = ?2, reason = ?3, not_before = ?4 WHERE id = ?1",
            (id.as_str(), state.as_str(), reason, millis(not_before)),
        )?;
        Ok(())
    }

    /// A person wants it tried again: the counters begin anew.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn retry_effect(&self, id: &EffectId, state: EffectState, now: Timestamp) -> Result<(), StoreError> {
        self.sql.execute(
            "UPDATE effect SET state = ?2, reason = NULL, attempts = 0, looks = 0, not_before = ?3 WHERE id = ?1",
            (id.as_str(), state.as_str(), millis(now)),
        )?;
        Ok(())
    }

    /// At launch: whatever had started is unknown now. Answers how many.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn doubt_started_effects(&self, account: &AccountId, now: Timestamp) -> Result<usize, StoreError> {
        let changed = self.sql.execute(
            "UPDATE effect SET state = 'unknown', not_before = ?2,
                 reason = 'Fulcrum was closed before the answer came'
             WHERE account_id = ?1 AND state = 'started'",
            (account.as_str(), millis(now)),
        )?;
        Ok(changed)
    }

    /// Lets waiting effects of a screening go now, or leaves them out.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn skip_waiting_effects(&self, screening: &ScreeningId, now: Timestamp) -> Result<(), StoreError> {
        self.sql.execute(
            "UPDATE effect SET state = 'skipped', finished_at = ?2 WHERE screening_id = ?1 AND state = 'waiting'",
            (screening.as_str(), millis(now)),
        )?;
        Ok(())
    }

    /// Makes waiting effects of a screening due at `at`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn release_effects(&self, screening: &ScreeningId, at: Timestamp) -> Result<(), StoreError> {
        self.sql.execute(
            "UPDATE effect SET not_before = ?2 WHERE screening_id = ?1 AND state = 'waiting'",
            (screening.as_str(), millis(at)),
        )?;
        Ok(())
    }

    /// One effect.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn effect(&self, id: &EffectId) -> Result<Option<EffectRow>, StoreError> {
        let found =
            self.sql.query_row("SELECT * FROM effect WHERE id = ?1", [id.as_str()], read).optional()?;
        Ok(found)
    }

    /// All effects of a screening, in order.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn effects_of(&self, screening: &ScreeningId) -> Result<Vec<EffectRow>, StoreError> {
        let mut statement =
            self.sql.prepare_cached("SELECT * FROM effect WHERE screening_id = ?1 ORDER BY seq")?;
        let rows = statement.query_map([screening.as_str()], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Numbers of the outbox.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn queue_counts(&self, account: &AccountId) -> Result<QueueCounts, StoreError> {
        let mut statement = self.sql.prepare_cached(
            "SELECT CASE WHEN state = 'waiting' AND started_at IS NULL AND dedupe_key LIKE 'invite:%' THEN 'held'
                         ELSE state END AS place, count(*)
             FROM effect WHERE account_id = ?1 AND state NOT IN ('done', 'skipped') GROUP BY place",
        )?;
        let mut rows = statement.query([account.as_str()])?;
        let mut counts = QueueCounts::default();
        while let Some(row) = rows.next()? {
            let count: u32 = row.get(1)?;
            match row.get::<_, String>(0)?.as_str() {
                "held" => counts.held += count,
                "unknown" => counts.unknown += count,
                "wedged" => counts.wedged += count,
                _ => counts.waiting += count,
            }
        }
        Ok(counts)
    }
}
