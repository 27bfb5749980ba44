//! What is cached of Lever: stages, postings, users.

use fulcrum_core::{AccountId, PostingId, StageId, UserId};

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
    /// Its id.
    pub id: PostingId,
    /// Its title.
    pub text: String,
    /// Owner.
    pub owner: Option<UserId>,
    /// Followers.
    pub followers: Vec<UserId>,
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

    /// Postings by title.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn postings(&self, account: &AccountId) -> Result<Vec<PostingRow>, StoreError> {
        let mut statement = self.sql.prepare_cached(
            "SELECT id, text, owner_id, followers FROM lever_posting WHERE account_id = ?1 ORDER BY text",
        )?;
        let rows = statement.query_map([account.as_str()], |row| {
            Ok(PostingRow {
                id: PostingId::new(row.get::<_, String>(0)?),
                text: row.get(1)?,
                owner: row.get::<_, Option<String>>(2)?.map(UserId::new),
                followers: json(row, "followers")?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Replaces them.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn replace_postings(&self, account: &AccountId, postings: &[PostingRow]) -> Result<(), StoreError> {
        self.sql.execute("DELETE FROM lever_posting WHERE account_id = ?1", [account.as_str()])?;
        let mut insert = self.sql.prepare_cached(
            "INSERT OR REPLACE INTO lever_posting (account_id, id, text, owner_id, followers) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        for posting in postings {
            let owner = posting.owner.as_ref().map(UserId::as_str);
            let followers = to_json(&posting.followers)?;
            insert.execute((account.as_str(), posting.id.as_str(), &posting.text, owner, followers))?;
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
