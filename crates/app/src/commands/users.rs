//! Who of Lever's users the person is.

use fulcrum_core::UserId;

use crate::App;
use crate::api::*;
use crate::views::user_view;

impl App {
    pub(super) async fn active_users(&self) -> Result<Vec<UserView>, AppError> {
        let engine = self.engine()?;
        let account = engine.account().id.clone();
        let mut users = self.shared.store.read(move |tx| tx.users(&account)).await?;
        if users.is_empty() {
            engine.refresh_cache().await?;
            let account = engine.account().id.clone();
            users = self.shared.store.read(move |tx| tx.users(&account)).await?;
        }
        Ok(users.into_iter().filter(|user| user.active).map(user_view).collect())
    }

    pub(super) async fn be_user(&self, request: ChooseUser) -> Result<(), AppError> {
        let account = self.engine()?.account().id.clone();
        let user = UserId::new(request.user_id);
        let company = request.company.trim().to_owned();
        let known = self.engine()?.account().company.is_some();
        if company.is_empty() && !known {
            return Err(AppError::invalid("Type in your company's name: invitations carry it."));
        }
        self.shared
            .store
            .write(move |tx| {
                if !company.is_empty() {
                    tx.set_account_company(&account, &company)?;
                }
                if !tx.users(&account)?.iter().any(|row| row.id == user && row.active) {
                    return Err(AppError::new(ErrorCode::NotFound, "Lever has no active user of this id."));
                }
                Ok(tx.set_account_user(&account, &user)?)
            })
            .await?;
        self.restart_engine().await
    }
}
