//! Letting go of an account.

use fulcrum_credentials::SecretName;
use fulcrum_providers::{ErrorKind, Provider as _, ProviderRef};
use fulcrum_store::{AccountRow, ScreeningFilter};

use crate::App;
use crate::api::{AppError, ChangeKind, Disconnected};
use crate::environments;
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
        // First what can fail: what is connected goes on if it does.
        if delete_local_data && let Err(error) = self.erase_local_interviews(&account).await {
            if let Err(error) = self.take_up().await {
                tracing::warn!(code = ?error.code, "the connection could not be taken up again");
            }
            return Err(error);
        }
        self.disown().await;
        let needless = self.secrets_of(&account).await?;
        let client_id = environments::client_id(&account.environment);
        self.shared
            .store
            .write(move |tx| {
                add_needless(tx, needless)?;
                tx.set_setting(&client_id, &None::<String>)?;
                tx.set_setting(name::SIGN_IN, &None::<String>)?;
                tx.set_setting(name::SETUP_FINISHED, &false)?;
                tx.set_setting(name::LET_GO, &true)?;
                if delete_local_data { tx.delete_account(&account.id) } else { Ok(()) }
            })
            .await?;
        let forgotten = self.forget_needless().await;
        for kind in [ChangeKind::Status, ChangeKind::Inbox, ChangeKind::Screening] {
            self.tell(kind, None);
        }
        if delete_local_data {
            self.shared.store.leave_no_traces().await?;
        }
        Ok(Disconnected {
            left: forgotten.err().map(|error| {
                format!(
                    "The keychain still holds Lever\u{2019}s keys. {} Fulcrum deletes them when it is started next. \
                     To be sure, take the access away in Lever.",
                    error.message
                )
            }),
        })
    }

    /// Everything in the keychain that belongs to the account's connection.
    async fn secrets_of(&self, account: &AccountRow) -> Result<Vec<SecretName>, AppError> {
        let mut names = token_names(&self.whose_tokens(account).await?);
        let setting = environments::client_id(&account.environment);
        let known = self.shared.store.read(move |tx| tx.setting::<String>(&setting)).await?;
        names.extend(known.map(|id| self.client_secret_name(&account.environment, &id)));
        Ok(names)
    }
}
