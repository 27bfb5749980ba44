//! What is cached of Lever: stages, postings, users.

use fulcrum_core::posting::Posting;
use fulcrum_core::{AccountId, PostingId, StageId, UserId};
use rusqlite::{OptionalExtension as _, Row};

use crate::sql::{json, to_json};
use crate::{StoreError, Tx};

/// A stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageRow {
    /// Its id.
    pub id: StageId,
    /// Its text.
    pub text: String,
}

/// A posting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostingRow {
    /// What deciding needs of it.
    pub posting: Posting,
    /// Owner.
    pub owner: Option<UserId>,
    /// Followers.
    pub followers: Vec<UserId>,
}

fn read_posting(row: &Row<'_>) -> rusqlite::Result<PostingRow> {
    let posting = Posting {
        id: PostingId::new(row.get::<_, String>("id")?),
        text: row.get("text")?,
        state: row.get("state")?,
        tags: json(row, "tags")?,
        team: row.get("team")?,
        department: row.get("department")?,
        location: row.get("location")?,
        commitment: row.get("commitment")?,
    };
    let owner = row.get::<_, Option<String>>("owner_id")?.map(UserId::new);
    Ok(PostingRow { posting, owner, followers: json(row, "followers")? })
}

/// A user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserRow {
    /// Its id.
    pub id: UserId,
    /// Full name.
    pub name: String,
    /// E-mail address.
    pub email: Option<String>,
    /// Access role.
    pub role: Option<String>,
    /// Not deactivated.
    pub active: bool,
}

impl Tx<'_> {
    /// Stages in pipeline order.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn stages(&self, account: &AccountId) -> Result<Vec<StageRow>, StoreError> {
        let mut statement = self
            .sql
            .prepare_cached("SELECT id, text FROM lever_stage WHERE account_id = ?1 ORDER BY position")?;
        let rows = statement.query_map([account.as_str()], |row| {
            Ok(StageRow { id: StageId::new(row.get::<_, String>(0)?), text: row.get(1)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Replaces them.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn replace_stages(&self, account: &AccountId, stages: &[StageRow]) -> Result<(), StoreError> {
        self.sql.execute("DELETE FROM lever_stage WHERE account_id = ?1", [account.as_str()])?;
        let mut insert = self.sql.prepare_cached(
            "INSERT OR REPLACE INTO lever_stage (account_id, id, text, position) VALUES (?1, ?2, ?3, ?4)",
        )?;
        for (position, stage) in (0_i64..).zip(stages) {
            insert.execute((account.as_str(), stage.id.as_str(), &stage.text, position))?;
        }
        Ok(())
    }

    /// Replaces the archive reasons: id, text, and whether it is a hire.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn replace_archive_reasons(
        &self,
        account: &AccountId,
        reasons: &[(String, String, bool)],
    ) -> Result<(), StoreError> {
        self.sql.execute("DELETE FROM lever_archive_reason WHERE account_id = ?1", [account.as_str()])?;
        let mut insert = self.sql.prepare_cached(
            "INSERT OR REPLACE INTO lever_archive_reason (account_id, id, text, hired) VALUES (?1, ?2, ?3, ?4)",
        )?;
        for (id, text, hired) in reasons {
            insert.execute((account.as_str(), id, text, hired))?;
        }
        Ok(())
    }

    /// Whether whoever is archived for this reason was hired.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn is_hire(&self, account: &AccountId, reason: &str) -> Result<bool, StoreError> {
        let found = self
            .sql
            .prepare_cached("SELECT 1 FROM lever_archive_reason WHERE account_id = ?1 AND id = ?2 AND hired")?
            .exists((account.as_str(), reason))?;
        Ok(found)
    }

    /// Postings by title.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn postings(&self, account: &AccountId) -> Result<Vec<PostingRow>, StoreError> {
        let mut statement =
            self.sql.prepare_cached("SELECT * FROM lever_posting WHERE account_id = ?1 ORDER BY text, id")?;
        let rows = statement.query_map([account.as_str()], read_posting)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// One posting.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn posting(&self, account: &AccountId, id: &PostingId) -> Result<Option<PostingRow>, StoreError> {
        let mut statement =
            self.sql.prepare_cached("SELECT * FROM lever_posting WHERE account_id = ?1 AND id = ?2")?;
        Ok(statement.query_row((account.as_str(), id.as_str()), read_posting).optional()?)
    }

    /// Adds or changes one.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn save_posting(
        &self,
        account: &AccountId,
        PostingRow { posting, owner, followers }: &PostingRow,
    ) -> Result<(), StoreError> {
        self.sql
            .prepare_cached(
                "INSERT OR REPLACE INTO lever_posting (account_id, id, text, owner_id, followers, state, tags, team,
                                                       department, location, commitment)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            )?
            .execute((
                account.as_str(),
                posting.id.as_str(),
                &posting.text,
                owner.as_ref().map(UserId::as_str),
                to_json(followers)?,
                &posting.state,
                to_json(&posting.tags)?,
                &posting.team,
                &posting.department,
                &posting.location,
                &posting.commitment,
            ))?;
        Ok(())
    }

    /// Replaces them.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn replace_postings(&self, account: &AccountId, postings: &[PostingRow]) -> Result<(), StoreError> {
        self.sql.execute("DELETE FROM lever_posting WHERE account_id = ?1", [account.as_str()])?;
        for row in postings {
            self.save_posting(account, row)?;
        }
        Ok(())
    }

    /// Users by name.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn users(&self, account: &AccountId) -> Result<Vec<UserRow>, StoreError> {
        let mut statement = self.sql.prepare_cached(
            "SELECT id, name, email, role, active FROM lever_user WHERE account_id = ?1 ORDER BY name COLLATE NOCASE",
        )?;
        let rows = statement.query_map([account.as_str()], |row| {
            Ok(UserRow {
                id: UserId::new(row.get::<_, String>(0)?),
                name: row.get(1)?,
                email: row.get(2)?,
                role: row.get(3)?,
                active: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Replaces them.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn replace_users(&self, account: &AccountId, users: &[UserRow]) -> Result<(), StoreError> {
        self.sql.execute("DELETE FROM lever_user WHERE account_id = ?1", [account.as_str()])?;
        let mut insert = self.sql.prepare_cached(
            "INSERT OR REPLACE INTO lever_user (account_id, id, name, email, role, active) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        for user in users {
            insert.execute((
                account.as_str(),
                user.id.as_str(),
                &user.name,
                &user.email,
                &user.role,
                user.active,
            ))?;
        }
        Ok(())
    }
}
