//! What the connection may do, permission by permission.
//!
//! What Lever granted is known from the sign-in; that it holds is seen by harmless reads. An API key
//! tells nothing about itself, and nothing is written to find out.

use fulcrum_core::{ContactId, OpportunityId};
use fulcrum_credentials::{CONFIDENTIAL, Permission, covers, permissions};
use fulcrum_lever::{Confidentiality, Error, Kind, Lever, OpportunityFilter, PostingFilter};
use fulcrum_store::{SignInKind, StoreError};

use crate::App;
use crate::api::{AppError, ConnectionTest, ErrorCode, PermissionCheck, PermissionOutcome};
use crate::profile::name;

const STAY_SIGNED_IN: &str = "offline_access";
const OPPORTUNITIES: &str = "opportunities:write:admin";
const APPLICATIONS: &str = "applications:read:admin";

/// Without these nothing can be watched.
const ESSENTIAL: &[&str] = &["users:read:admin", "stages:read:admin", "postings:read:admin", OPPORTUNITIES];

/// What a read showed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Read {
    /// Lever answered.
    Works,
    /// Lever refused for lack of permission.
    Forbidden,
    /// There was nothing to read it from.
    NothingThere,
}

/// Somebody to read notes and files of.
struct Somebody {
    opportunity: OpportunityId,
    contact: ContactId,
}

impl App {
    /// Tries every permission that the connection can show.
    pub(crate) async fn test_permissions(&self) -> Result<ConnectionTest, AppError> {
        self.shared.secrets.ask_again();
        let engine = self.engine()?;
        let account = engine.account().clone();
        let id = account.id.clone();
        let signed_in = self.shared.store.read(move |tx| {
            let asked = tx.setting::<bool>(name::CONFIDENTIAL_ASKED)?.unwrap_or(false);
            Ok::<_, StoreError>((tx.account_granted(&id)?, asked))
        });
        let (granted, confidential_asked) = signed_in.await?;
        let lever = engine.lever().for_a_person();
        let key = account.sign_in == SignInKind::ApiKey;
        let mut checks = Vec::new();
        let (first, somebody) = opportunities(&lever).await?;
        for permission in permissions() {
            // Staying signed in is a matter of OAuth alone.
            if key && permission.scope == STAY_SIGNED_IN {
                continue;
            }
            let wanted = permission.scope != CONFIDENTIAL || confidential_asked || account.confidential;
            let read = match permission.scope {
                OPPORTUNITIES => first,
                // Every listing asks for the applications, too.
                APPLICATIONS if first == Read::Forbidden => Read::NothingThere,
                CONFIDENTIAL if !wanted => Read::NothingThere,
                scope => read(&lever, scope, somebody.as_ref()).await?,
            };
            checks.push(check(permission, read, granted.as_deref(), key, wanted));
        }
        let missing = checks.iter().any(|check| check.outcome == PermissionOutcome::Missing);
        tracing::info!(missing, "the connection was tested");
        Ok(ConnectionTest { advice: missing.then(|| advice(key).to_owned()), permissions: checks })
    }

    /// Tries what nothing works without, so that a key that lacks something is refused with its name.
    pub(crate) async fn try_key(lever: &Lever) -> Result<(), AppError> {
        let wrong = |error: AppError| match error.code {
            ErrorCode::SignInAgain => AppError::invalid(
                "Lever does not know this key. Copy it once more, whole, and check that it is of this environment.",
            ),
            _ => error,
        };
        let mut missing = Vec::new();
        for permission in permissions().iter().filter(|one| ESSENTIAL.contains(&one.scope)) {
            let seen = match permission.scope {
                OPPORTUNITIES => opportunities(lever).await.map(|(read, _)| read),
                scope => read(lever, scope, None).await,
            };
            if seen.map_err(wrong)? == Read::Forbidden {
                missing.push(named(permission));
            }
        }
        if missing.is_empty() {
            return Ok(());
        }
        Err(AppError::new(
            ErrorCode::PermissionMissing,
            format!("This key may not do what Fulcrum needs: {}. {}", missing.join("; "), advice(true)),
        ))
    }
}

/// The permission with what it is for.
pub(crate) fn named(permission: &Permission) -> String {
    format!("{} ({})", permission.scope, permission.purpose)
}

/// What to do about a missing permission.
pub(crate) fn advice(key: bool) -> &'static str {
    if key {
        "A key cannot be changed: a Super Admin makes a new one in Lever with what is missing, and you connect with it."
    } else {
        "Sign in again, and let a Super Admin allow everything. If it is still missing then, your company's \
         registration with Lever lacks it: have it added there first."
    }
}

/// One page of opportunities, and somebody from it.
async fn opportunities(lever: &Lever) -> Result<(Read, Option<Somebody>), AppError> {
    match lever.opportunities_page(&OpportunityFilter::default(), None).await {
        Ok(page) => {
            let row = page.rows.into_iter().next();
            Ok((Read::Works, row.map(|row| Somebody { opportunity: row.id, contact: row.contact })))
        }
        Err(error) => Ok((seen(Err(error))?, None)),
    }
}

/// The harmless read that needs this permission.
async fn read(lever: &Lever, scope: &str, somebody: Option<&Somebody>) -> Result<Read, AppError> {
    let answer = match (scope, somebody) {
        ("users:read:admin", _) => lever.users(false).await.map(drop),
        ("stages:read:admin", _) => lever.stages().await.map(drop),
        ("postings:read:admin", _) => lever.postings(&PostingFilter::default()).await.map(drop),
        ("tags:read:admin", _) => lever.tags().await.map(drop),
        ("archive_reasons:read:admin", _) => lever.archive_reasons().await.map(drop),
        ("feedback_templates:read:admin", _) => lever.feedback_templates().await.map(drop),
        ("notes:write:admin", Some(one)) => lever.notes(&one.opportunity).await.map(drop),
        ("files:write:admin", Some(one)) => lever.files(&one.opportunity).await.map(drop),
        ("feedback:write:admin", Some(one)) => lever.feedback(&one.opportunity).await.map(drop),
        (APPLICATIONS, Some(one)) => lever.applications(&one.opportunity).await.map(drop),
        ("contact:read:admin", Some(one)) => lever.contact(&one.contact).await.map(drop),
        (CONFIDENTIAL, _) => {
            let too =
                OpportunityFilter { confidentiality: Confidentiality::All, ..OpportunityFilter::default() };
            match lever.opportunities_page(&too, None).await {
                // Lever documents an error, and not which.
                Err(error) if error.kind == Kind::Refused => return Ok(Read::Forbidden),
                other => other.map(drop),
            }
        }
        _ => return Ok(Read::NothingThere),
    };
    seen(answer)
}

/// Only Lever's own refusal says that a permission is missing; whatever else goes wrong ends the test.
fn seen(answer: Result<(), Error>) -> Result<Read, AppError> {
    match answer {
        Ok(()) => Ok(Read::Works),
        Err(error) if error.kind == Kind::Forbidden => Ok(Read::Forbidden),
        // Deleted since it was listed: Lever looked, so it was allowed.
        Err(error) if error.kind == Kind::NotFound => Ok(Read::Works),
        Err(error) => Err(error.into()),
    }
}

fn check(
    permission: &Permission,
    read: Read,
    granted: Option<&[String]>,
    key: bool,
    wanted: bool,
) -> PermissionCheck {
    use PermissionOutcome::{Granted, Missing, NotAskedFor, Unknown, Works};
    let writes = permission.scope.contains(":write:");
    let given = granted.map(|granted| covers(granted, permission.scope));
    let (outcome, note) = match (read, given) {
        _ if !wanted && key => (NotAskedFor, "Fulcrum does not use it with a key."),
        _ if !wanted => (NotAskedFor, "It was not asked for."),
        // Without it there would be no refresh token, and no sign-in; Lever may leave it out of its list.
        _ if permission.scope == STAY_SIGNED_IN => (Granted, "Lever gave what renews the sign-in."),
        (Read::Forbidden, _) => (Missing, "Lever refused it."),
        (_, Some(false)) => (Missing, "Lever did not grant it at the sign-in."),
        (Read::Works, Some(true)) if writes => {
            (Granted, "Reading works, and Lever granted writing. Nothing was written to try it.")
        }
        (Read::Works, _) if !writes => (Works, "Tried just now."),
        (Read::Works, _) => (Unknown, "Reading works. Whether it may write shows when it is used."),
        (Read::NothingThere, Some(true)) => (Granted, "Lever granted it at the sign-in."),
        (Read::NothingThere, None) => (Unknown, "It shows when it is used."),
    };
    let note = match (key, outcome) {
        (true, Missing) => "Lever refused it to this key.",
        _ => note,
    };
    PermissionCheck {
        scope: permission.scope.into(),
        purpose: permission.purpose.into(),
        outcome,
        note: note.into(),
        essential: ESSENTIAL.contains(&permission.scope),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn staying_signed_in_is_never_missing_where_there_is_a_sign_in() {
        let staying = permissions().iter().find(|one| one.scope == STAY_SIGNED_IN).expect("it is asked for");
        let listed = ["users:read:admin".to_owned()];
        let seen = check(staying, Read::NothingThere, Some(&listed), false, true);
        assert_eq!(seen.outcome, PermissionOutcome::Granted, "{}", seen.note);
    }
}
