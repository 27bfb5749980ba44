//! One computer: an engine and its store file.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use fulcrum_core::playbook::Playbook;
use fulcrum_core::screening::State;
use fulcrum_core::{AccountId, AssessmentId, OpportunityId, ScreeningId, UserId};
use fulcrum_credentials::{ApiKey, MemorySecrets};
use fulcrum_engine::{Change, Engine, Parts, Pass, Policy};
use fulcrum_lever::{Budget, Config, Lever, TokenSource};
use fulcrum_providers::Provider;
use fulcrum_store::{
    AccountRow, AttentionRow, DecisionRow, EffectRow, EffectState, ScreeningFilter, ScreeningRow, SignInKind,
    Store, StoreError, Tx,
};
use tokio::sync::broadcast;
use tokio::task::JoinHandle;

use super::{HOLD, Lab, QUIET, trigger};

/// How a desk differs from the usual one.
pub struct Setup {
    pub name: String,
    pub installation: String,
    pub tokens: Option<Arc<dyn TokenSource>>,
    pub provider: Option<Arc<dyn Provider>>,
    pub playbook: Playbook,
    pub policy: Policy,
    pub confidential: bool,
    /// Where the account says that it is; the simulated Lever unless told otherwise.
    pub api_base: Option<String>,
}

impl Setup {
    pub fn named(name: &str) -> Self {
        Self {
            name: name.into(),
            installation: name.into(),
            tokens: None,
            provider: None,
            playbook: Playbook {
                assessment: Some(AssessmentId::new("backend-basics")),
                ..Playbook::preset()
            },
            policy: Policy::default(),
            confidential: false,
            api_base: None,
        }
    }
}

pub struct Desk {
    pub engine: Engine,
    pub store: Store,
    pub account: AccountId,
    pub path: PathBuf,
    pub changes: broadcast::Receiver<Change>,
    pub playbook: Playbook,
    clock: Arc<fulcrum_testkit::ManualClock>,
}

impl Desk {
    /// Opens (again) the desk of that name, as a launch of the app does.
    pub async fn open(lab: &Lab, setup: Setup) -> Self {
        let path = lab.folder.path().join(format!("{}.sqlite", setup.name));
        let store = Store::open(&path).unwrap();
        let account = AccountRow {
            id: AccountId::new("northwind"),
            environment: "custom".into(),
            sign_in: SignInKind::ApiKey,
            api_base: setup.api_base.unwrap_or_else(|| lab.sandbox.ready().api_base.clone()),
            authorize_url: None,
            token_url: None,
            client_id: None,
            company: Some("Northwind Robotics".into()),
            user: Some(UserId::new(lab.control.users()[0].id.clone())),
            confidential: setup.confidential,
            created_at: lab.now(),
        };
        let tokens = match setup.tokens {
            Some(tokens) => tokens,
            None => {
                let key = ApiKey::new("northwind", Arc::new(MemorySecrets::default()));
                key.keep(&lab.sandbox.ready().api_key.clone().into()).await.unwrap();
                Arc::new(key)
            }
        };
        let api_base = lab.sandbox.ready().api_base.parse().unwrap();
        let config = Config { api_base, account: account.id.clone(), budget: Budget::default() };
        let lever = Lever::new(config, tokens).unwrap().performing_as(account.user.clone().unwrap());
        let (row, playbook) = (account.clone(), setup.playbook.clone());
        store
            .write(move |tx| {
                tx.save_account(&row)?;
                tx.save_playbook(&row.id, &playbook)
            })
            .await
            .map_err(|error: StoreError| error)
            .unwrap();
        let (sender, changes) = broadcast::channel(1024);
        let parts = Parts {
            store: store.clone(),
            lever,
            provider: setup.provider.unwrap_or_else(|| Arc::new(lab.provider())),
            clock: lab.clock.clone(),
            account: account.clone(),
            installation: setup.installation,
            policy: setup.policy,
            changes: sender,
        };
        let engine = Engine::new(parts, false);
        engine.recover().await.unwrap();
        if engine.refresh_cache().await.is_err() {
            // Tests that begin without the network read the cache of an earlier run.
        }
        Self {
            engine,
            store,
            account: account.id,
            path,
            changes,
            playbook: setup.playbook,
            clock: lab.clock.clone(),
        }
    }

    /// A power cut: what is on the disk now, opened by a new process. The old one lives on in a
    /// world of its own and does whatever it was doing.
    pub async fn cut(&self, lab: &Lab) -> Self {
        let setup = Setup { installation: "first".into(), ..Setup::named("after-the-power-cut") };
        let copy = lab.folder.path().join(format!("{}.sqlite", setup.name));
        for ending in ["", "-wal"] {
            let from = PathBuf::from(format!("{}{ending}", self.path.display()));
            std::fs::copy(from, format!("{}{ending}", copy.display())).unwrap();
        }
        Self::open(lab, setup).await
    }

    pub async fn switch_on(&self, invite_now: &[OpportunityId]) {
        self.engine.switch_on(&self.playbook.id, &trigger(), invite_now).await.unwrap();
    }

    /// An ordinary look for arrivals.
    pub async fn tick(&self) -> usize {
        self.engine.watch(Pass::Arrivals { overlap: Duration::from_secs(30) }).await.unwrap()
    }

    pub async fn sweep(&self) -> usize {
        self.engine.watch(Pass::Sweep).await.unwrap()
    }

    pub async fn safety(&self) -> usize {
        self.engine.watch(Pass::Safety).await.unwrap()
    }

    /// Lets the hold end and sends.
    pub async fn send(&self) {
        self.clock.advance(HOLD);
        self.engine.deliver().await.unwrap();
    }

    /// Sees arrivals, lets the hold end, and sends.
    pub async fn look_and_send(&self) {
        self.tick().await;
        self.send().await;
    }

    /// Delivers, with the clock moved on, until nothing is left that could move.
    pub async fn drain(&self) {
        for _ in 0..40 {
            self.engine.deliver().await.unwrap();
            let counts = self.read(|tx, account| tx.queue_counts(account)).await;
            if counts.held + counts.waiting + counts.unknown == 0 {
                return;
            }
            self.clock.advance(QUIET);
        }
        panic!(
            "the outbox never came to rest: {:?}",
            self.read(|tx, account| tx.queue_counts(account)).await
        );
    }

    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Tx<'_>, &AccountId) -> Result<T, StoreError> + Send + 'static,
    ) -> T {
        let account = self.account.clone();
        self.store.read(move |tx| work(tx, &account)).await.unwrap()
    }

    pub async fn screenings(&self) -> Vec<ScreeningRow> {
        self.read(|tx, account| tx.screenings(account, ScreeningFilter::All, None, 200)).await.rows
    }

    /// The screening of an opportunity; there must be exactly one.
    pub async fn screening(&self, opportunity: &str) -> ScreeningRow {
        let mut rows = self.screenings().await;
        rows.retain(|row| row.opportunity.as_str() == opportunity);
        assert_eq!(rows.len(), 1, "screenings of {opportunity}: {rows:?}");
        rows.remove(0)
    }

    pub async fn state(&self, opportunity: &str) -> State {
        self.screening(opportunity).await.state
    }

    /// Decisions about an opportunity, newest first.
    pub async fn decisions(&self, opportunity: &str) -> Vec<DecisionRow> {
        let id = OpportunityId::new(opportunity);
        self.read(move |tx, account| tx.decisions_about(account, &id)).await
    }

    pub async fn waiting(&self) -> Vec<DecisionRow> {
        self.read(|tx, account| tx.waiting_decisions(account)).await
    }

    pub async fn attention(&self) -> Vec<AttentionRow> {
        self.read(|tx, account| tx.open_attention(account)).await
    }

    /// The only open attention.
    pub async fn question(&self) -> AttentionRow {
        let mut open = self.attention().await;
        assert_eq!(open.len(), 1, "{open:?}");
        open.remove(0)
    }

    pub async fn effects(&self, screening: &ScreeningId) -> Vec<EffectRow> {
        let id = screening.clone();
        self.read(move |tx, _| tx.effects_of(&id)).await
    }

    /// Sends what is due, in the background.
    pub fn delivering(&self) -> JoinHandle<()> {
        let engine = self.engine.clone();
        tokio::spawn(async move {
            engine.deliver().await.unwrap();
        })
    }

    /// Waits until a call of this kind is under way: its start is on the disk.
    #[expect(clippy::disallowed_methods, reason = "real requests are waited for; the clock stands still")]
    pub async fn under_way(&self, screening: &ScreeningId, kind: &str) {
        for _ in 0..2000 {
            let effects = self.effects(screening).await;
            if effects.iter().any(|row| row.effect.kind() == kind && row.state == EffectState::Started) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!("{kind} never started: {:?}", self.effects(screening).await);
    }

    /// A candidate who was invited, handed in, and was noticed.
    pub async fn submitted(&self, lab: &Lab, name: &str, email: &str) -> (String, ScreeningId) {
        let id = lab.arrival(name, Some(email));
        let screening = self.screened(lab, &id).await;
        (id, screening)
    }

    /// The same of somebody who has just entered the trigger stage.
    pub async fn screened(&self, lab: &Lab, id: &str) -> ScreeningId {
        self.look_and_send().await;
        let row = self.screening(id).await;
        lab.answer(row.link.as_deref().unwrap()).await;
        self.engine.follow().await.unwrap();
        assert_eq!(self.state(id).await, State::Submitted);
        self.drain().await;
        row.id
    }

    /// Somebody is invited once more by hand, for the same opportunity, and hands in again.
    pub async fn screened_again(&self, lab: &Lab, id: &str, assessment: &str) -> ScreeningId {
        lab.pass(Duration::from_secs(24 * 60 * 60));
        let (opportunity, assessment) = (OpportunityId::new(id), AssessmentId::new(assessment));
        let screening = self.engine.send_by_hand(&opportunity, None, assessment, true).await.unwrap();
        self.send().await;
        let wanted = screening.clone();
        let row = self.read(move |tx, _| tx.screening(&wanted)).await.unwrap();
        lab.answer(row.link.as_deref().unwrap()).await;
        self.engine.follow().await.unwrap();
        self.drain().await;
        screening
    }
}
