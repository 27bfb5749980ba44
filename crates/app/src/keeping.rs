//! Keeping a connection that was tried, all of it or nothing.
//!
//! Each sign-in has names of its own in the keychain, and one transaction says whose account it is and
//! which names count. Whatever ends before that leaves the connection of before as it was; what it
//! wrote, or what it takes the place of, is needless and taken out of the keychain.

use fulcrum_credentials::{ApiKey, OauthClient, SecretError, SecretName, SecretStore as _, TokenSet};
use fulcrum_store::{AccountRow, StoreError, Tx};
use secrecy::SecretString;
use tokio_util::sync::CancellationToken;

use crate::App;
use crate::api::AppError;
use crate::environments::{self, SAMPLE};
use crate::profile::name;

/// A connection that was tried and works, and is not kept yet.
pub(crate) struct Tried {
    pub row: AccountRow,
    /// What Lever granted, where it says so.
    pub granted: Option<Vec<String>>,
    pub confidential_asked: bool,
    pub proof: Proof,
}

/// What Lever knows the connection by.
pub(crate) enum Proof {
    /// With the registration, if it was typed in.
    Tokens(TokenSet, Option<OauthClient>),
    Key(SecretString),
}

/// The secret of a registration that was typed in anew.
struct Before {
    environment: String,
    id: String,
    secret: SecretString,
}

/// Secrets of before, once a new sign-in is kept.
struct Replaced {
    goes: Vec<SecretName>,
    stays: Vec<SecretName>,
}

impl App {
    /// Keeps what was tried, all of it or nothing, and starts its engine. Once it is given up, nothing
    /// is kept. Whoever calls it connects alone.
    pub(crate) async fn keep_connection(
        &self,
        tried: Tried,
        given_up: &CancellationToken,
    ) -> Result<(), AppError> {
        let Tried { mut row, granted, confidential_asked, proof } = tried;
        if row.environment == SAMPLE {
            row.company = Some(self.sample().await?.company);
        }
        let sign_in = uuid::Uuid::new_v4().simple().to_string();
        let whose = self.tokens_of(&row.environment, Some(&sign_in));
        let registration = match &proof {
            Proof::Tokens(_, Some(client)) => Some(client.id.clone()),
            Proof::Tokens(_, None) | Proof::Key(_) => None,
        };
        let replaced = self.replaced_by(&row.environment, registration.as_deref()).await?;
        let mut fresh = token_names(&whose);
        let mut before = None;
        if let Some(id) = &registration {
            let name = self.client_secret_name(&row.environment, id);
            // One that is kept already stays as it is, unless this is kept.
            if replaced.stays.contains(&name) {
                let secret = self.shared.secrets.readable(&name).await?;
                before = secret.map(|secret| Before {
                    environment: row.environment.clone(),
                    id: id.clone(),
                    secret,
                });
            } else {
                fresh.push(name);
            }
        }
        // Whatever ends this before its transaction, also a power cut: the keychain is tidied up.
        self.note_needless(&fresh).await?;
        let kept = tokio::select! {
            biased;
            // A keychain that asks its person may take long.
            () = given_up.cancelled() => Ok(()),
            kept = self.keep_secrets(&whose, &row, &proof) => kept,
        };
        if given_up.is_cancelled() {
            return self.undo_later(before);
        }
        if kept.is_err() {
            self.undo(before).await;
            return kept;
        }
        let one_run = self.shared.secrets.is_this_run_only();
        let (stored, client_id) = (row.clone(), environments::client_id(&row.environment));
        let (cancelled, now) = (given_up.clone(), self.now());
        let stored = self
            .shared
            .store
            .write(move |tx| {
                // Another account's data stays until its person deletes it; one is connected at a time.
                if let Some(before) = tx.account()?.filter(|before| before.id != stored.id) {
                    tracing::info!(before = %before.id, "another account is connected now");
                }
                let needless = tx.setting::<Vec<SecretName>>(name::NEEDLESS)?.unwrap_or_default();
                let mut needless: Vec<_> = needless.into_iter().filter(|one| !fresh.contains(one)).collect();
                needless.extend(replaced.goes);
                tx.set_setting(name::NEEDLESS, &needless)?;
                tx.set_setting(name::LET_GO, &false)?;
                tx.set_setting(name::SIGN_IN, &sign_in)?;
                tx.set_setting(name::ONE_RUN, &one_run)?;
                tx.set_setting(name::LAST_GOOD, &now)?;
                if !one_run {
                    tx.set_setting(name::IN_KEYCHAIN, &true)?;
                }
                tx.set_setting(name::CONFIDENTIAL_ASKED, &confidential_asked)?;
                if let Some(id) = &registration {
                    tx.set_setting(&client_id, id)?;
                }
                tx.save_account(&stored)?;
                tx.set_connected(&stored.id)?;
                tx.set_account_granted(&stored.id, granted.as_deref())?;
                let account = tx.account()?;
                // The last moment: from here on it is the connection.
                if cancelled.is_cancelled() { Err(AppError::invalid("Cancelled.")) } else { Ok(account) }
            })
            .await;
        if stored.is_err() {
            if given_up.is_cancelled() {
                return self.undo_later(before);
            }
            self.undo(before).await;
        }
        let account = stored?.unwrap_or(row);
        self.session().problem = None;
        // The owner of before ends here, after whatever refresh it was at.
        self.start_engine(account).await?;
        self.take_back().await;
        Ok(())
    }

    /// As if nothing had been kept, with the secret of before where there was one.
    async fn undo(&self, before: Option<Before>) {
        if let Some(before) = before
            && let Err(error) = self.put_back(before).await
        {
            tracing::warn!(code = ?error.code, "the secret of before could not be put back");
        }
        self.take_back().await;
    }

    /// Unless somebody disconnected meanwhile: then it is not known any more, and stays forgotten.
    async fn put_back(&self, Before { environment, id, secret }: Before) -> Result<(), AppError> {
        let setting = environments::client_id(&environment);
        let known = self.shared.store.read(move |tx| tx.setting::<String>(&setting)).await?;
        if known.as_ref() == Some(&id) {
            self.shared.secrets.set(&self.client_secret_name(&environment, &id), &secret).await?;
        }
        Ok(())
    }

    /// Whoever gave it up waits neither for the keychain nor for words about it.
    fn undo_later(&self, before: Option<Before>) -> Result<(), AppError> {
        let app = self.clone();
        tokio::spawn(async move {
            let _one_at_a_time = app.shared.connecting.lock().await;
            app.undo(before).await;
        });
        Ok(())
    }

    /// Takes what nobody needs out of the keychain, as far as it goes now.
    async fn take_back(&self) {
        if let Err(error) = self.forget_needless().await {
            tracing::warn!(code = ?error.code, "the keychain still holds what nobody needs");
        }
    }

    /// The tokens first: without them a registration is of no use.
    async fn keep_secrets(&self, whose: &str, row: &AccountRow, proof: &Proof) -> Result<(), AppError> {
        match proof {
            Proof::Key(key) => ApiKey::new(whose, self.secrets()).keep(key).await?,
            Proof::Tokens(tokens, typed) => {
                self.oauth_owner(whose, row).await?.keep(tokens).await?;
                if let Some(client) = typed {
                    let name = self.client_secret_name(&row.environment, &client.id);
                    self.shared.secrets.set(&name, &client.secret).await?;
                }
            }
        }
        Ok(())
    }

    /// What a new sign-in takes the place of. `registration` is the ID that was typed in for it.
    async fn replaced_by(&self, environment: &str, registration: Option<&str>) -> Result<Replaced, AppError> {
        let setting = environments::client_id(environment);
        let known = self.shared.store.read(move |tx| tx.setting::<String>(&setting)).await?;
        let secret = |id: &str| self.client_secret_name(environment, id);
        let (mut goes, mut stays) = (Vec::new(), Vec::new());
        match (known.as_deref(), registration) {
            (Some(known), Some(id)) if known != id => goes.push(secret(known)),
            (Some(known), _) => stays.push(secret(known)),
            (None, _) => {}
        }
        if let Some(before) = self.connected_account().await? {
            goes.extend(token_names(&self.whose_tokens(&before).await?));
        }
        Ok(Replaced { goes, stays })
    }

    /// From now on nobody needs these, unless a transaction says otherwise.
    async fn note_needless(&self, names: &[SecretName]) -> Result<(), AppError> {
        let names = names.to_vec();
        Ok(self.shared.store.write(move |tx| add_needless(tx, names)).await?)
    }

    /// Takes what nobody needs out of the keychain. What it does not give up is tried again at the next
    /// start. Whoever calls it connects alone: a sign-in that is being kept counts as needless until it is.
    pub(crate) async fn forget_needless(&self) -> Result<(), AppError> {
        let needless = self.shared.store.read(|tx| tx.setting::<Vec<SecretName>>(name::NEEDLESS)).await?;
        let mut left = Vec::new();
        let mut trouble = None;
        for one in needless.unwrap_or_default() {
            // One question to the person is enough.
            if matches!(trouble, Some(SecretError::Locked(_) | SecretError::Missing(_))) {
                left.push(one);
                continue;
            }
            let forgotten = self.shared.secrets.forget(&one).await;
            // Memory says nothing about what the keychain of before holds.
            if forgotten.is_err() || self.shared.secrets.is_this_run_only() {
                left.push(one);
            }
            if let Err(error) = forgotten {
                tracing::warn!(%error, "a secret could not be forgotten");
                trouble.get_or_insert(error);
            }
        }
        self.shared.store.write(move |tx| tx.set_setting(name::NEEDLESS, &left)).await?;
        trouble.map_or(Ok(()), |error| Err(error.into()))
    }

    /// What an earlier run could not take out of the keychain.
    pub(crate) async fn tidy_up(&self) {
        let needless = self.shared.store.read(|tx| tx.setting::<Vec<SecretName>>(name::NEEDLESS)).await;
        if needless.ok().flatten().is_none_or(|names| names.is_empty()) {
            return;
        }
        let _one_at_a_time = self.shared.connecting.lock().await;
        self.take_back().await;
    }
}

/// What a sign-in keeps under its name.
pub(crate) fn token_names(whose: &str) -> Vec<SecretName> {
    ["refresh-token", "access-token", "api-key"].map(|what| SecretName::new(whose, what)).into()
}

/// As a part of a transaction that makes them needless.
pub(crate) fn add_needless(tx: &Tx<'_>, names: Vec<SecretName>) -> Result<(), StoreError> {
    let mut needless = tx.setting::<Vec<SecretName>>(name::NEEDLESS)?.unwrap_or_default();
    needless.extend(names);
    tx.set_setting(name::NEEDLESS, &needless)
}
