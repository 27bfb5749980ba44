//! Moves that wait for a person, and what became of them.

use fulcrum_core::{AccountId, ScreeningId, StageId};
use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row};

use crate::sql::{millis, time, unreadable};
use crate::{StoreError, Tx};

/// Where a proposed move stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoveState {
    /// Waits for a person.
    Open,
    /// A person said yes.
    Confirmed,
    /// A person said no.
    Declined,
    /// It fell away by itself.
    Withdrawn,
}

impl MoveState {
    const ALL: [Self; 4] = [Self::Open, Self::Confirmed, Self::Declined, Self::Withdrawn];

    fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Confirmed => "confirmed",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// A move that a review led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedMove {
    /// The screening.
    pub screening: ScreeningId,
    /// The review's.
    pub revision: u32,
    /// Where the candidate was.
    pub from: StageId,
    /// Where the move leads.
    pub to: StageId,
    /// What that stage was called.
    pub to_name: String,
    /// Where it stands.
    pub state: MoveState,
    /// Why it was declined or fell away.
    pub reason: Option<String>,
    /// Since when.
    pub at: Timestamp,
}

fn read(row: &Row<'_>) -> rusqlite::Result<ProposedMove> {
    let state: String = row.get("state")?;
    let known = MoveState::ALL.into_iter().find(|known| known.as_str() == state);
    Ok(ProposedMove {
        screening: ScreeningId::new(row.get::<_, String>("screening_id")?),
        revision: row.get("revision")?,
        from: StageId::new(row.get::<_, String>("from_stage")?),
        to: StageId::new(row.get::<_, String>("to_stage")?),
        to_name: row.get("to_name")?,
        state: known.ok_or_else(|| unreadable("state", &state))?,
        reason: row.get("reason")?,
        at: time(row, "at")?,
    })
}

impl Tx<'_> {
    /// Adds or changes a proposed move.
    ///
    /// # Errors
    /// [`StoreError`]; also if another one of the screening is open.
    pub fn save_move(
        &self,
        account: &AccountId,
        row: &ProposedMove,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let settled = (row.state != MoveState::Open).then(|| millis(now));
        self.sql.execute(
            "INSERT INTO proposed_move (screening_id, revision, account_id, from_stage, to_stage, to_name, state,
                                        reason, at, settled_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
             ON CONFLICT (screening_id, revision) DO UPDATE SET
                 state = excluded.state, reason = excluded.reason, settled_at = excluded.settled_at",
            (
                row.screening.as_str(),
                row.revision,
                account.as_str(),
                row.from.as_str(),
                row.to.as_str(),
                &row.to_name,
                row.state.as_str(),
                &row.reason,
                millis(row.at),
                settled,
            ),
        )?;
        Ok(())
    }

    /// The move that waits for a person, if there is one.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn open_move(&self, screening: &ScreeningId) -> Result<Option<ProposedMove>, StoreError> {
        let found = self
            .sql
            .query_row(
                "SELECT * FROM proposed_move WHERE screening_id = ?1 AND state = 'open'",
                [screening.as_str()],
                read,
            )
            .optional()?;
        Ok(found)
    }

    /// The last move that a review of the screening led to.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn last_move(&self, screening: &ScreeningId) -> Result<Option<ProposedMove>, StoreError> {
        let found = self
            .sql
            .query_row(
                "SELECT * FROM proposed_move WHERE screening_id = ?1 ORDER BY revision DESC LIMIT 1",
                [screening.as_str()],
                read,
            )
            .optional()?;
        Ok(found)
    }

    /// Forgets the move of a review that was taken back.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn drop_move(&self, screening: &ScreeningId, revision: u32) -> Result<(), StoreError> {
        self.sql.execute(
            "DELETE FROM proposed_move WHERE screening_id = ?1 AND revision = ?2",
            (screening.as_str(), revision),
        )?;
        Ok(())
    }

    /// Moves that wait for a person, the oldest first, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn open_moves(&self, account: &AccountId, limit: u32) -> Result<Vec<ProposedMove>, StoreError> {
        let mut statement = self.sql.prepare_cached(
            "SELECT * FROM proposed_move WHERE account_id = ?1 AND state = 'open' ORDER BY at, screening_id LIMIT ?2",
        )?;
        let rows = statement.query_map((account.as_str(), limit), read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many wait.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn count_moves(&self, account: &AccountId) -> Result<u32, StoreError> {
        let count = self.sql.query_row(
            "SELECT count(*) FROM proposed_move WHERE account_id = ?1 AND state = 'open'",
            [account.as_str()],
            |row| row.get(0),
        )?;
        Ok(count)
    }
}
