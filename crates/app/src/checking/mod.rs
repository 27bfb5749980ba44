//! The Check page: walks the chain from Lever to a candidate's invitation and says which link does not
//! hold. Everything is found out by reading; nothing is written to try it.

mod arrivals;
mod connection;
mod forms;
mod invitations;
mod needs;
mod places;
mod texts;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use fulcrum_core::playbook::Playbook;
use fulcrum_core::{AccountId, PlaybookId};
use fulcrum_store::{StoreError, TriggerRow, Tx};
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex as AsyncMutex;

use crate::App;
use crate::api::*;
use crate::profile::name;
use crate::views::millis;

/// What is being looked at.
#[derive(Default)]
pub(crate) struct Checks {
    under_way: Mutex<UnderWay>,
    /// One link after the other.
    turn: AsyncMutex<()>,
}

#[derive(Default)]
struct UnderWay {
    waits: BTreeSet<CheckLink>,
    runs: Option<CheckLink>,
}

/// What was found, as it is kept with its account.
#[derive(Default, Serialize, Deserialize)]
struct Kept {
    account: String,
    links: Vec<KeptLink>,
}

#[derive(Serialize, Deserialize)]
struct KeptLink {
    link: CheckLink,
    latest: CheckResult,
    earlier: Option<CheckResult>,
}

/// Playbooks that are on, or for use by hand, in order, with the triggers.
pub(crate) struct Switched {
    pub playbooks: Vec<Playbook>,
    pub triggers: Vec<TriggerRow>,
}

impl Switched {
    pub(crate) fn of(tx: &Tx<'_>, account: &AccountId) -> Result<Self, StoreError> {
        let triggers = tx.triggers(account)?;
        let mut switched = Self { playbooks: tx.playbooks(account)?, triggers };
        let on: BTreeSet<PlaybookId> =
            switched.triggers.iter().map(|trigger| trigger.playbook.clone()).collect();
        switched.playbooks.retain(|playbook| playbook.by_hand || on.contains(&playbook.id));
        Ok(switched)
    }

    /// Whether something triggers the playbook.
    pub(crate) fn is_triggered(&self, playbook: &Playbook) -> bool {
        self.triggers.iter().any(|trigger| trigger.playbook == playbook.id)
    }
}

/// A finding with its weight.
pub(crate) fn item(standing: CheckStanding, finding: CheckFinding) -> CheckItem {
    CheckItem { standing, finding }
}

pub(crate) fn unchecked(reason: WhyUnchecked) -> CheckItem {
    item(CheckStanding::Unchecked, CheckFinding::Unchecked { reason })
}

pub(crate) fn named(playbook: &Playbook) -> CheckPlaybook {
    CheckPlaybook { id: playbook.id.to_string(), name: playbook.name.clone() }
}

/// A count as it crosses.
pub(crate) fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

impl App {
    /// What was found so far, and what is being looked at.
    pub(crate) async fn all_checks(&self) -> Result<CheckedChain, AppError> {
        let account = self.engine().ok().map(|engine| engine.account().id.to_string());
        let mut kept = self.kept_checks(account.as_deref().unwrap_or_default()).await?;
        let under_way = self.shared.checks.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        let view = |link: CheckLink| {
            let found = kept.links.iter().position(|one| one.link == link);
            let found = found.map(|at| kept.links.swap_remove(at));
            let (latest, earlier) = found.map_or((None, None), |one| (Some(one.latest), one.earlier));
            let progress = match under_way.runs {
                Some(runs) if runs == link => CheckProgress::Runs,
                _ if under_way.waits.contains(&link) => CheckProgress::Waits,
                _ => CheckProgress::Rests,
            };
            CheckedLink { link, progress, latest, earlier }
        };
        Ok(CheckedChain { links: CheckLink::ALL.map(view).into() })
    }

    /// Looks at links, one after the other, and answers when all of them were looked at. It goes on if
    /// nobody waits for the answer.
    pub(crate) async fn run_the_checks(&self, request: RunChecks) -> Result<CheckedChain, AppError> {
        let links = request.link.map_or_else(|| CheckLink::ALL.to_vec(), |link| vec![link]);
        let app = self.clone();
        let running = tokio::spawn(async move { Box::pin(app.look_at(&links)).await });
        running.await.map_err(|error| AppError::internal(&error))??;
        self.all_checks().await
    }

    async fn look_at(&self, links: &[CheckLink]) -> Result<(), AppError> {
        let checks = &self.shared.checks;
        let change = |change: &dyn Fn(&mut UnderWay)| {
            change(&mut checks.under_way.lock().unwrap_or_else(PoisonError::into_inner));
            self.tell(ChangeKind::Checks, None);
        };
        change(&|under_way| under_way.waits.extend(links));
        let _one_at_a_time = checks.turn.lock().await;
        let next = || {
            let mut under_way = checks.under_way.lock().unwrap_or_else(PoisonError::into_inner);
            under_way.runs = under_way.waits.pop_first();
            under_way.runs
        };
        let mut ended = Ok(());
        while let Some(link) = next() {
            self.tell(ChangeKind::Checks, None);
            let items = match self.findings(link).await {
                Ok(items) => items,
                Err(error) => vec![unchecked(why(error))],
            };
            if let Err(error) = self.keep_check(link, items).await {
                ended = Err(error);
            }
        }
        self.tell(ChangeKind::Checks, None);
        ended
    }

    async fn findings(&self, link: CheckLink) -> Result<Vec<CheckItem>, AppError> {
        match link {
            CheckLink::SignIn => self.check_sign_in().await,
            CheckLink::Permissions => self.check_permissions().await,
            CheckLink::Writer => self.check_writers().await,
            CheckLink::Clock => self.check_clock().await,
            CheckLink::Places => self.check_places().await,
            CheckLink::Texts => self.check_texts().await,
            CheckLink::Service => self.check_service().await,
            CheckLink::Assessments => self.check_assessments().await,
            CheckLink::Mail => self.check_mail_goes_out().await,
            CheckLink::Arrivals => self.check_arrivals().await,
        }
    }

    /// Playbooks that are on; none if there are none.
    async fn switched_on(&self) -> Result<Option<Switched>, AppError> {
        let account = self.engine()?.account().id.clone();
        let switched = self.shared.store.read(move |tx| Switched::of(tx, &account)).await?;
        Ok((!switched.playbooks.is_empty()).then_some(switched))
    }

    async fn kept_checks(&self, account: &str) -> Result<Kept, AppError> {
        let kept = self.shared.store.read(|tx| tx.setting::<Kept>(name::CHECKS)).await?;
        let kept = kept.filter(|kept| kept.account == account);
        Ok(kept.unwrap_or_else(|| Kept { account: account.to_owned(), links: Vec::new() }))
    }

    async fn keep_check(&self, link: CheckLink, items: Vec<CheckItem>) -> Result<(), AppError> {
        let account = self.engine().map(|engine| engine.account().id.to_string()).unwrap_or_default();
        let mut kept = self.kept_checks(&account).await?;
        let standing = items.iter().map(|item| item.standing).max().unwrap_or(CheckStanding::Unchecked);
        let latest = CheckResult { standing, at: millis(self.now()), items };
        let before = kept.links.iter().position(|one| one.link == link).map(|at| kept.links.swap_remove(at));
        // What was seen last stays in sight while it cannot be looked at.
        let earlier = before.filter(|_| standing == CheckStanding::Unchecked).and_then(|before| {
            let seen = before.latest.standing != CheckStanding::Unchecked;
            if seen { Some(before.latest) } else { before.earlier }
        });
        kept.links.push(KeptLink { link, latest, earlier });
        self.shared.store.write(move |tx| tx.set_setting(name::CHECKS, &kept)).await?;
        Ok(())
    }

    /// Keeps what later looks compare with.
    pub(crate) async fn remember_for_checks(&self) -> Result<(), AppError> {
        self.remember_last_good().await?;
        self.remember_names().await
    }

    /// Keeps what stages and postings that playbooks name are called, so that they can be named when they
    /// are gone.
    async fn remember_names(&self) -> Result<(), AppError> {
        let Ok(engine) = self.engine() else { return Ok(()) };
        let account = engine.account().id.clone();
        self.shared
            .store
            .write(move |tx| {
                let mut names: BTreeMap<String, String> = tx.setting(name::NAMES)?.unwrap_or_default();
                let switched = Switched::of(tx, &account)?;
                let wanted = places::ids(&switched);
                names.retain(|id, _| wanted.contains(id));
                let stages = tx.stages(&account)?.into_iter().map(|row| (row.id.to_string(), row.text));
                let postings = tx.postings(&account)?.into_iter();
                let postings = postings.map(|row| (row.posting.id.to_string(), row.posting.text));
                names.extend(stages.chain(postings).filter(|(id, _)| wanted.contains(id)));
                tx.set_setting(name::NAMES, &names)
            })
            .await?;
        Ok(())
    }
}

/// Why a question stayed without an answer.
pub(crate) fn why(error: AppError) -> WhyUnchecked {
    match error.code {
        ErrorCode::SignedOut => WhyUnchecked::NotConnected,
        ErrorCode::SignInAgain
        | ErrorCode::KeychainLocked
        | ErrorCode::KeychainMissing
        | ErrorCode::KeychainFailing => WhyUnchecked::SignIn,
        ErrorCode::Offline => WhyUnchecked::Offline,
        ErrorCode::LeverTrouble => WhyUnchecked::LeverTrouble,
        ErrorCode::PermissionMissing => WhyUnchecked::NotAllowed,
        ErrorCode::InterviewTrouble => WhyUnchecked::NoService,
        ErrorCode::InvalidInput
        | ErrorCode::NotFound
        | ErrorCode::SignInFailed
        | ErrorCode::PortTaken
        | ErrorCode::LoopbackLinks
        | ErrorCode::NotEligible
        | ErrorCode::MailTrouble
        | ErrorCode::TooLate
        | ErrorCode::TooEarly
        | ErrorCode::Conflict
        | ErrorCode::NewerDatabase
        | ErrorCode::Internal => WhyUnchecked::Other(error.message),
    }
}
