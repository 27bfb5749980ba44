use fulcrum_core::{AccountId, UserId};
use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row};

use crate::sql::{millis, time, unreadable};
use crate::{StoreError, Tx};

/// How the account signs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInKind {
    /// OAuth.
    Oauth,
    /// An API key.
    ApiKey,
}

/// One connected account. Secrets are in the keychain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRow {
    /// The account's own identity in Lever, the same on every computer.
    pub id: AccountId,
    /// `production`, `lever_sandbox`, `sample`, `custom`.
    pub environment: String,
    /// How it signs in.
    pub sign_in: SignInKind,
    /// API base.
    pub api_base: String,
    /// Authorize page.
    pub authorize_url: Option<String>,
    /// Token endpoint.
    pub token_url: Option<String>,
    /// OAuth client id.
    pub client_id: Option<String>,
    /// The company's name, where known.
    pub company: Option<String>,
    /// The Lever user on whose behalf we write.
    pub user: Option<UserId>,
    /// May see confidential data.
    pub confidential: bool,
    /// When connected.
    pub created_at: Timestamp,
}

fn read(row: &Row<'_>) -> rusqlite::Result<AccountRow> {
    let kind: String = row.get("sign_in")?;
    Ok(AccountRow {
        id: AccountId::new(row.get::<_, String>("id")?),
        environment: row.get("environment")?,
        sign_in: match kind.as_str() {
            "oauth" => SignInKind::Oauth,
            "api_key" => SignInKind::ApiKey,
            other => return Err(unreadable("sign_in", &other)),
        },
        api_base: row.get("api_base")?,
        authorize_url: row.get("authorize_url")?,
        token_url: row.get("token_url")?,
        client_id: row.get("client_id")?,
        company: row.get("company")?,
        user: row.get::<_, Option<String>>("user_id")?.map(UserId::new),
        confidential: row.get("confidential")?,
        created_at: time(row, "created_at")?,
    })
}

/// The setting that says which account was connected last.
const CONNECTED: &str = "connected";

impl Tx<'_> {
    /// The account that was connected last.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn account(&self) -> Result<Option<AccountRow>, StoreError> {
        let connected = self.setting::<String>(CONNECTED)?;
        // Profiles that do not say it yet have the time.
        let found = self
            .sql
            .query_row(
                "SELECT * FROM account ORDER BY id IS ?1 DESC, created_at DESC LIMIT 1",
                [connected],
                read,
            )
            .optional()?;
        Ok(found)
    }

    /// Every account with data on this computer.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn accounts(&self) -> Result<Vec<AccountRow>, StoreError> {
        let mut found = self.sql.prepare_cached("SELECT * FROM account ORDER BY id")?;
        Ok(found.query_map([], read)?.collect::<Result<_, _>>()?)
    }

    /// From now on it is [`Tx::account`]. The computer's clock does not say so: it may have been wrong.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn set_connected(&self, account: &AccountId) -> Result<(), StoreError> {
        self.set_setting(CONNECTED, &account.as_str())
    }

    /// Stores or replaces it; what belongs to it stays.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn save_account(&self, account: &AccountRow) -> Result<(), StoreError> {
        let kind = match account.sign_in {
            SignInKind::Oauth => "oauth",
            SignInKind::ApiKey => "api_key",
        };
        self.sql.execute(
            "INSERT INTO account (id, environment, sign_in, api_base, authorize_url, token_url, client_id,
                                  company, user_id, confidential, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
             ON CONFLICT (id) DO UPDATE SET
                 environment = excluded.environment, sign_in = excluded.sign_in, api_base = excluded.api_base,
                 authorize_url = excluded.authorize_url, token_url = excluded.token_url,
                 client_id = excluded.client_id, company = coalesce(excluded.company, company),
                 user_id = coalesce(excluded.user_id, user_id), confidential = excluded.confidential,
                 created_at = excluded.created_at",
            (
                account.id.as_str(),
                &account.environment,
                kind,
                &account.api_base,
                &account.authorize_url,
                &account.token_url,
                &account.client_id,
                &account.company,
                account.user.as_ref().map(UserId::as_str),
                account.confidential,
                millis(account.created_at),
            ),
        )?;
        Ok(())
    }

    /// Says on whose behalf we write.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn set_account_user(&self, account: &AccountId, user: &UserId) -> Result<(), StoreError> {
        self.sql
            .execute("UPDATE account SET user_id = ?2 WHERE id = ?1", (account.as_str(), user.as_str()))?;
        Ok(())
    }

    /// Sets the company as candidates know it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn set_account_company(&self, account: &AccountId, company: &str) -> Result<(), StoreError> {
        self.sql.execute("UPDATE account SET company = ?2 WHERE id = ?1", (account.as_str(), company))?;
        Ok(())
    }

    /// Keeps what Lever granted; none for an API key.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn set_account_granted(
        &self,
        account: &AccountId,
        scopes: Option<&[String]>,
    ) -> Result<(), StoreError> {
        let scopes = scopes.map(|scopes| scopes.join(" "));
        self.sql.execute("UPDATE account SET granted = ?2 WHERE id = ?1", (account.as_str(), scopes))?;
        Ok(())
    }

    /// The scopes that Lever granted at the latest sign-in, where they are known.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn account_granted(&self, account: &AccountId) -> Result<Option<Vec<String>>, StoreError> {
        let found: Option<Option<String>> = self
            .sql
            .query_row("SELECT granted FROM account WHERE id = ?1", [account.as_str()], |row| row.get(0))
            .optional()?;
        Ok(found.flatten().map(|scopes| scopes.split_whitespace().map(str::to_owned).collect()))
    }

    /// Deletes it with everything that belongs to it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn delete_account(&self, account: &AccountId) -> Result<(), StoreError> {
        self.sql.execute("DELETE FROM account WHERE id = ?1", [account.as_str()])?;
        Ok(())
    }
}
