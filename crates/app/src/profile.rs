//! What a profile folder holds besides secrets.

use std::path::Path;

use fulcrum_store::{Store, StoreError};

use crate::api::{AppError, Settings};

/// Names of settings in the store.
pub(crate) mod name {
    /// Which computer this is.
    pub const INSTALLATION: &str = "installation";
    /// The person's settings.
    pub const SETTINGS: &str = "settings";
    /// Notifications that were put off.
    pub const SNOOZED: &str = "snoozed_notifications";
    /// How the latest notification went.
    pub const LAST_NOTIFICATION: &str = "last_notification";
    /// Everything is held back.
    pub const PAUSED: &str = "paused";
    /// Onboarding was finished.
    pub const SETUP_FINISHED: &str = "setup_finished";
    /// The account was disconnected and its local data kept.
    pub const LET_GO: &str = "let_go";
    /// Whether the keychain may hold something of a sign-in.
    pub const IN_KEYCHAIN: &str = "in_keychain";
    /// Which sign-in counts: what its tokens are filed under.
    pub const SIGN_IN: &str = "sign_in";
    /// The tokens of that sign-in were kept for one run only.
    pub const ONE_RUN: &str = "sign_in_for_one_run";
    /// Confidential data was asked for at that sign-in, whether or not it was granted.
    pub const CONFIDENTIAL_ASKED: &str = "confidential_asked";
    /// Secrets that nobody needs any more and the keychain may still hold.
    pub const NEEDLESS: &str = "needless_secrets";
    /// Address of a paired interview service.
    pub const PAIRED: &str = "paired_interview";
    /// The port of the interview service on this computer, so that links survive a restart.
    pub const INTERVIEW_PORT: &str = "interview_port";
    /// What the Check page found last.
    pub const CHECKS: &str = "checks";
    /// What stages and postings that playbooks name are called, by id.
    pub const NAMES: &str = "names_in_playbooks";
    /// When Lever last knew who asks.
    pub const LAST_GOOD: &str = "sign_in_last_good";
    /// How the latest test mail went.
    pub const LAST_MAIL_TEST: &str = "last_mail_test";
    /// The assessments of the paired interview service, as it offered them last.
    pub const OFFERED: &str = "offered_assessments";
    /// The port of the sample company.
    pub const SAMPLE_PORT: &str = "sample_port";
}

/// An open profile.
pub(crate) struct Profile {
    pub store: Store,
    pub installation: String,
}

/// Opens or creates the folder and its database.
pub(crate) async fn open(folder: &Path) -> Result<Profile, AppError> {
    tokio::fs::create_dir_all(folder).await.map_err(|error| AppError::internal(&error))?;
    keep_private(folder).await?;
    let path = folder.join("fulcrum.sqlite");
    let store = tokio::task::spawn_blocking(move || Store::open(&path))
        .await
        .map_err(|error| AppError::internal(&error))??;
    let installation = store
        .write(|tx| {
            if let Some(known) = tx.setting::<String>(name::INSTALLATION)? {
                return Ok(known);
            }
            let fresh = uuid::Uuid::new_v4().to_string();
            tx.set_setting(name::INSTALLATION, &fresh)?;
            Ok::<_, StoreError>(fresh)
        })
        .await?;
    Ok(Profile { store, installation })
}

/// Candidates' data is nobody else's on this computer.
#[cfg(unix)]
async fn keep_private(folder: &Path) -> Result<(), AppError> {
    use std::os::unix::fs::PermissionsExt as _;
    let only_me = std::fs::Permissions::from_mode(0o700);
    tokio::fs::set_permissions(folder, only_me).await.map_err(|error| AppError::internal(&error))
}

/// A profile under the person's own folder is theirs alone already.
#[cfg(not(unix))]
#[expect(clippy::unused_async, reason = "the same as on other systems")]
async fn keep_private(_: &Path) -> Result<(), AppError> {
    Ok(())
}

/// The person's settings, or the defaults.
pub(crate) async fn settings(store: &Store) -> Result<Settings, AppError> {
    let stored = store.read(|tx| tx.setting::<Settings>(name::SETTINGS)).await?;
    Ok(stored.unwrap_or_default())
}
