//! Letting go of an account.

use fulcrum_credentials::SecretName;
use fulcrum_providers::{ErrorKind, Provider as _, ProviderRef};
use fulcrum_store::{AccountRow, ScreeningFilter, StoreError};
use jiff::Timestamp;

use crate::App;
use crate::api::{AppError, ChangeKind, Disconnected};
use crate::environments::{self, OWN};
use crate::interviews::Whose;
use crate::keeping::{add_needless, token_names};
use crate::profile::name;

impl App {
    /// Erases what candidates left at the interview service on this computer. A deployed one is the
    /// company's.
    async fn erase_local_interviews(&self, account: &AccountRow) -> Result<(), AppError> {
        let service = self.shared.service.lock().await;
        let Some(provider) = service.local_provider(Whose::of(&account.environment))? else { return Ok(()) };
        let mut after = None;
        loop {
            let id = account.id.clone();
            let page = self
                .shared
                .store
                .read(move |tx| tx.screenings(&id, ScreeningFilter::All, after, 200))
                .await?;
            for reference in page.rows.into_iter().filter_map(|row| row.provider_ref) {
                match provider.erase(&ProviderRef::new(reference)).await {
                    Ok(()) => {}
                    Err(error) if error.kind == ErrorKind::NotFound => {}
                    Err(error) => return Err(error.into()),
                }
            }
            match page.next {
                Some(next) => after = Some(next),
                None => return Ok(()),
            }
        }
    }

    /// Forgets tokens and keys; local data too, if asked. Once the account is let go, it stays so,
    /// whatever the keychain does.
    pub(crate) async fn let_go(&self, delete_local_data: bool) -> Result<Disconnected, AppError> {
        let _one_at_a_time = self.alone().await;
        let account = self.shared.store.read(|tx| tx.account()).await?;
        self.stop_engine().await;
        let Some(account) = account else { return Ok(Disconnected { left: None }) };
        let everybody =
            if delete_local_data { self.shared.store.read(|tx| tx.accounts()).await? } else { Vec::new() };
        // First what can fail: what is connected goes on if it does.
        for one in &everybody {
            if let Err(error) = self.erase_local_interviews(one).await {
                if let Err(error) = self.take_up().await {
                    tracing::warn!(code = ?error.code, "the connection could not be taken up again");
                }
                return Err(error);
            }
        }
        self.session().problem = None;
        self.disown().await;
        let needless = self.secrets_of(&account).await?;
        let in_keychain = self.shared.store.read(|tx| {
            let one_run = tx.setting::<bool>(name::ONE_RUN)?.unwrap_or(false);
            Ok::<_, StoreError>(tx.setting::<bool>(name::IN_KEYCHAIN)?.unwrap_or(!one_run))
        });
        let in_keychain = in_keychain.await?;
        self.shared
            .store
            .write(move |tx| {
                add_needless(tx, needless)?;
                for environment in OWN {
                    tx.set_setting(&environments::client_id(environment), &None::<String>)?;
                }
                tx.set_setting(name::SIGN_IN, &None::<String>)?;
                tx.set_setting(name::LAST_GOOD, &None::<Timestamp>)?;
                if delete_local_data {
                    // They name stages, postings and users of the account.
                    for found in [name::CHECKS, name::NAMES, name::LAST_MAIL_TEST] {
                        tx.set_setting(found, &None::<String>)?;
                    }
                }
                tx.set_setting(name::SETUP_FINISHED, &false)?;
                tx.set_setting(name::LET_GO, &true)?;
                everybody.iter().try_for_each(|one| tx.delete_account(&one.id))
            })
            .await?;
        let forgotten = self.forget_needless().await;
        for kind in [ChangeKind::Status, ChangeKind::Inbox, ChangeKind::Screening] {
            self.tell(kind, None);
        }
        if delete_local_data {
            self.shared.store.leave_no_traces().await?;
        }
        let unreached = self.shared.secrets.is_this_run_only() && in_keychain;
        if forgotten.is_ok() && !unreached {
            self.shared.store.write(|tx| tx.set_setting(name::IN_KEYCHAIN, &false)).await?;
        }
        let why = match forgotten {
            Err(error) => Some(error.message),
            Ok(()) => unreached.then(|| "It is not used in this run.".to_owned()),
        };
        Ok(Disconnected {
            left: why.map(|why| {
                format!(
                    "The keychain still holds Lever\u{2019}s keys. {why} Fulcrum deletes them when it is started next. \
                     To be sure, take the access away in Lever."
                )
            }),
        })
    }

    /// Everything in the keychain by which Lever could be reached: the account's tokens, and the
    /// registrations with every environment.
    async fn secrets_of(&self, account: &AccountRow) -> Result<Vec<SecretName>, AppError> {
        let mut names = token_names(&self.whose_tokens(account).await?);
        let known = self.shared.store.read(|tx| {
            let id = |environment: &&str| tx.setting::<String>(&environments::client_id(environment));
            OWN.iter()
                .map(|environment| Ok((*environment, id(environment)?)))
                .collect::<Result<Vec<_>, StoreError>>()
        });
        for (environment, id) in known.await? {
            names.extend(id.map(|id| self.client_secret_name(environment, &id)));
        }
        Ok(names)
    }
}
