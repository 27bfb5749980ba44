//! Sign-in, clock, and who writes.

use std::time::Duration;

use fulcrum_core::UserId;
use fulcrum_core::time::{DAY, before};
use fulcrum_core::writers::{User, Writers};
use fulcrum_credentials::Lost;
use fulcrum_lever::{Keychain, Kind};
use fulcrum_store::SignInKind;
use jiff::Timestamp;

use super::{CheckFinding as Found, CheckStanding as Standing, Switched, item, named, unchecked};
use crate::App;
use crate::api::*;
use crate::profile::name;
use crate::views::millis;

/// A sign-in that is not used for so long is forgotten by Lever (developer documentation, "Refresh tokens").
const FORGOTTEN: Duration = DAY.saturating_mul(90);
/// A clock that is wrong by less says nothing: Lever's header has whole seconds, and answers take time.
const CLOCK: Duration = Duration::from_secs(60);

impl App {
    pub(super) async fn check_sign_in(&self) -> Result<Vec<CheckItem>, AppError> {
        self.shared.secrets.ask_again();
        let engine = self.engine()?;
        let by_key = engine.account().sign_in == SignInKind::ApiKey;
        let error = match engine.lever().for_a_person().time_there().await {
            Ok(_) => None,
            // Lever knows who asks, or it could not refuse.
            Err(error) if error.kind == Kind::Forbidden => None,
            Err(error) => Some(error),
        };
        let now = self.now();
        let Some(error) = error else {
            self.shared.store.write(move |tx| tx.set_setting(name::LAST_GOOD, &now)).await?;
            return Ok(vec![item(Standing::Ok, Found::SignedIn { by_key })]);
        };
        let finding = match error.kind {
            Kind::SignIn => {
                let lost = self.session().connected.as_ref().and_then(|connected| connected.owner.lost());
                let last = self.shared.store.read(|tx| tx.setting::<Timestamp>(name::LAST_GOOD)).await?;
                lost_sign_in(by_key, lost, last, now, self.shared.secrets.is_this_run_only())
            }
            Kind::Keychain(how) => Found::Keychain {
                health: match how {
                    Keychain::Locked => KeychainHealth::Locked,
                    Keychain::Missing => KeychainHealth::Missing,
                    Keychain::Failing => KeychainHealth::Failing,
                },
            },
            _ => return Err(error.into()),
        };
        Ok(vec![item(Standing::Fault, finding)])
    }

    /// Keeps when Lever last knew who asks.
    pub(super) async fn remember_last_good(&self) -> Result<(), AppError> {
        let Some(last) = self.engine().ok().and_then(|engine| engine.health().last_at) else {
            return Ok(());
        };
        Ok(self.shared.store.write(move |tx| tx.set_setting(name::LAST_GOOD, &last)).await?)
    }

    pub(super) async fn check_clock(&self) -> Result<Vec<CheckItem>, AppError> {
        let lever = self.engine()?.lever().for_a_person();
        let asked = self.now();
        let there = lever.time_there().await?;
        let Some(there) = there else {
            return Ok(vec![unchecked(WhyUnchecked::LeverTrouble)]);
        };
        Ok(vec![clock(asked, self.now(), there)])
    }

    pub(super) async fn check_writers(&self) -> Result<Vec<CheckItem>, AppError> {
        let engine = self.engine()?;
        let Some(connected) = engine.account().user.clone() else {
            return Ok(vec![item(Standing::Fault, Found::NoWriter)]);
        };
        let users = engine.lever().for_a_person().users(true).await?.into_iter().map(|user| User {
            id: user.id,
            name: user.name,
            email: user.email,
            active: user.deactivated_at.is_none(),
        });
        let users: Vec<User> = users.collect();
        Ok(writers(self.switched_on().await?.as_ref(), &connected, &users))
    }
}

/// What became of a sign-in that Lever, or the keychain, does not know.
fn lost_sign_in(
    by_key: bool,
    lost: Option<Lost>,
    last_good: Option<Timestamp>,
    now: Timestamp,
    in_memory: bool,
) -> Found {
    match lost {
        Some(Lost::Absent) if in_memory => Found::SignInLost { cause: SignInCause::OneRun },
        Some(Lost::Absent) => Found::SignInLost { cause: SignInCause::Absent },
        Some(Lost::Damaged) => Found::SignInLost { cause: SignInCause::Damaged },
        Some(Lost::Refused) | None if by_key => Found::KeyDeleted,
        Some(Lost::Refused) | None => match last_good.filter(|last| *last <= before(now, FORGOTTEN)) {
            Some(last) => Found::SignInExpired { last_at: millis(last) },
            None => Found::AccessRevoked,
        },
    }
}

/// How this computer's clock stands, by when it asked, when the answer was here, and Lever's own time.
fn clock(asked: Timestamp, answered: Timestamp, there: Timestamp) -> CheckItem {
    // The answer left somewhere in between: only what no delay explains is wrong.
    let (early, late) = (asked.as_millisecond(), answered.as_millisecond().max(asked.as_millisecond()));
    let there = there.as_millisecond();
    let ahead = if there < early { early - there } else { late.min(there) - there };
    if ahead.unsigned_abs() <= u64::try_from(CLOCK.as_millis()).unwrap_or(u64::MAX) {
        return item(Standing::Ok, Found::ClockRight);
    }
    #[expect(clippy::cast_precision_loss, reason = "milliseconds stay exact for 285,000 years")]
    let ahead = ahead as Millis;
    item(Standing::Look, Found::ClockOff { ahead })
}

/// Whether whoever playbooks write as can write.
fn writers(switched: Option<&Switched>, connected: &UserId, users: &[User]) -> Vec<CheckItem> {
    let playbooks = switched.map_or(&[][..], |switched| &switched.playbooks);
    let mut items = Vec::new();
    let name = |id: &UserId| users.iter().find(|user| user.id == *id).map(|user| user.name.clone());
    let can = |id: &UserId| users.iter().any(|user| user.id == *id && user.active);
    let mut writing: Vec<&UserId> = Vec::new();
    for playbook in playbooks {
        let Writers { perform_as, fallback } = &playbook.writers;
        let meant = perform_as.as_ref().unwrap_or(connected);
        let chosen = playbook.writers.choose(Some(connected), users);
        let writer = chosen.user.as_ref().and_then(|id| users.iter().find(|user| user.id == *id));
        match (chosen.problem.is_some(), writer.filter(|user| user.active)) {
            (false, _) => writing.push(meant),
            (true, Some(other)) => items.push(item(
                Standing::Look,
                Found::WriterReplaced {
                    playbook: named(playbook),
                    meant: name(meant),
                    instead: other.name.clone(),
                },
            )),
            (true, None) => items.push(item(
                Standing::Fault,
                Found::WriterGone { playbook: Some(named(playbook)), meant: name(meant) },
            )),
        }
        let stands_in = |address: &String| {
            users.iter().any(|user| {
                user.active && user.email.as_deref().is_some_and(|email| email.eq_ignore_ascii_case(address))
            })
        };
        if let Some(address) = fallback.as_ref().filter(|address| !stands_in(address)) {
            let (playbook, address) = (named(playbook), address.clone());
            items.push(item(Standing::Look, Found::NoStandIn { playbook, address }));
        }
    }
    // Whoever is connected also writes what is sent by hand.
    if items.is_empty() && !can(connected) {
        items.push(item(Standing::Fault, Found::WriterGone { playbook: None, meant: name(connected) }));
    }
    if items.is_empty() {
        let alone = writing.iter().all(|id| *id == connected);
        let name = name(connected).filter(|_| alone);
        items.push(item(Standing::Ok, Found::WritersCan { name }));
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + seconds).unwrap()
    }

    #[test]
    fn a_deleted_key_a_revoked_access_and_a_forgotten_sign_in_are_told_apart() {
        let days = |days: i64| Some(at(-days * 86_400));
        let seen = |by_key, lost, last| lost_sign_in(by_key, lost, last, at(0), false);
        assert_eq!(seen(true, Some(Lost::Refused), days(200)), Found::KeyDeleted);
        assert_eq!(seen(true, None, None), Found::KeyDeleted);
        assert_eq!(seen(false, Some(Lost::Refused), days(89)), Found::AccessRevoked);
        assert_eq!(seen(false, Some(Lost::Refused), None), Found::AccessRevoked);
        let expired = seen(false, Some(Lost::Refused), days(90));
        assert!(matches!(expired, Found::SignInExpired { .. }), "{expired:?}");
        for (in_memory, cause) in [(false, SignInCause::Absent), (true, SignInCause::OneRun)] {
            let lost = lost_sign_in(true, Some(Lost::Absent), None, at(0), in_memory);
            assert_eq!(lost, Found::SignInLost { cause });
        }
    }

    #[test]
    fn a_clock_is_wrong_only_by_what_no_delay_explains() {
        let seen = |asked, answered, there| match clock(at(asked), at(answered), at(there)).finding {
            Found::ClockOff { ahead } => ahead / 1000.0,
            _ => 0.0,
        };
        assert_eq!(seen(0, 1, 0), 0.0);
        assert_eq!(seen(0, 1, -60), 0.0, "up to a minute is nothing");
        assert_eq!(seen(0, 1, -61), 61.0, "ahead");
        assert_eq!(seen(0, 1, 62), -61.0, "behind");
        assert_eq!(seen(0, 120, 100), 0.0, "a slow answer says nothing about the clock");
        assert_eq!(seen(3600, 3601, 0), 3600.0);
        assert_eq!(seen(0, -3600, 0), 0.0, "a clock that is put right in between");
    }
}
