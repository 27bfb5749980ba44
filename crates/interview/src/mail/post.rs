//! At most once: a mail is logged as started before the mail server hears of it.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use jiff::Timestamp;
use serde::Serialize;

use super::{
    MailSettings,
    letter::{self, Letter, LetterError},
    smtp::{self, Outcome, Step, Trouble},
};
use crate::{
    config::Clock,
    db::{
        Db, DbError,
        mail::{self, Entry, MailId},
    },
};

/// What callers are told about a mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MailState {
    pub(crate) state: String,
    pub(crate) attempt: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reason: Option<String>,
    /// Where it failed; told of a test only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) step: Option<Step>,
}

impl MailState {
    /// No mail was wanted, or none can be sent.
    pub(crate) fn off(reason: Option<&str>) -> MailState {
        MailState { state: "off".into(), attempt: 0, at: None, reason: reason.map(Into::into), step: None }
    }
}

impl From<Entry> for MailState {
    fn from(entry: Entry) -> MailState {
        // A mail under way right now is unclear to everybody who does not wait for it.
        let state = if entry.state == "started" { "unclear".into() } else { entry.state };
        MailState { state, attempt: entry.attempt, at: Some(entry.at), reason: entry.reason, step: None }
    }
}

type Lane = tokio::sync::Mutex<()>;

/// Sends mail, one conversation at a time for each mail.
#[derive(Clone)]
pub(crate) struct Post {
    db: Db,
    clock: Clock,
    settings: Arc<Mutex<Option<MailSettings>>>,
    lanes: Arc<Mutex<HashMap<MailId, Weak<Lane>>>>,
}

impl Post {
    pub(crate) fn new(db: Db, clock: Clock, settings: Option<MailSettings>) -> Post {
        Post { db, clock, settings: Arc::new(Mutex::new(settings)), lanes: Arc::default() }
    }

    pub(crate) fn settings(&self) -> Option<MailSettings> {
        self.settings.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether mail can go out now: a token that has run out sends nothing.
    pub(crate) fn ready(&self) -> Option<MailSettings> {
        let now = self.clock.now();
        self.settings().filter(|settings| !settings.has_run_out(now))
    }

    pub(crate) fn set(&self, settings: MailSettings) {
        *self.settings.lock().unwrap_or_else(PoisonError::into_inner) = Some(settings);
    }

    pub(crate) fn forget(&self) {
        *self.settings.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Sends a mail unless it was ever started before; tells how it ended, then or now. Runs to its
    /// end even if the caller goes away.
    pub(crate) async fn once(&self, id: MailId, letter: Letter) -> Result<MailState, DbError> {
        let post = self.clone();
        let task = tokio::spawn(async move { post.deliver(id, letter).await });
        task.await.map_err(|_| DbError::Ended)?
    }

    /// Sends a mail that is not logged.
    pub(crate) async fn test(&self, letter: &Letter) -> MailState {
        let Some(settings) = self.settings() else {
            return MailState::off(Some("no mail server is set up"));
        };
        let outcome = self.converse(&settings, letter).await;
        let step = if let Outcome::Failed(trouble) = &outcome { Some(trouble.step) } else { None };
        let (state, reason) = said(outcome);
        MailState { state: state.into(), attempt: 1, at: Some(self.clock.now()), reason, step }
    }

    async fn deliver(&self, id: MailId, letter: Letter) -> Result<MailState, DbError> {
        let lane = self.lane(&id);
        let _turn = lane.lock().await;
        let Some(settings) = self.settings() else {
            let wanted = id.clone();
            let before = self.db.read(move |c| mail::get(c, &wanted)).await?;
            return Ok(
                before.map_or_else(|| MailState::off(Some("no mail server is set up")), MailState::from)
            );
        };
        let claimed = id.clone();
        let now = self.clock.now();
        let before = self
            .db
            .commit(move |c| {
                let before = mail::get(c, &claimed)?;
                if before.is_none() {
                    mail::start(c, &claimed, now)?;
                }
                Ok(before)
            })
            .await?;
        if let Some(before) = before {
            return Ok(before.into());
        }
        let (state, reason) = said(self.converse(&settings, &letter).await);
        let now = self.clock.now();
        self.db
            .commit(move |c| {
                mail::end(c, &id, state, reason.as_deref(), now)?;
                Ok(MailState { state: state.into(), attempt: id.attempt, at: Some(now), reason, step: None })
            })
            .await
    }

    async fn converse(&self, settings: &MailSettings, letter: &Letter) -> Outcome {
        let failed = |step, reason: String| Outcome::Failed(Trouble { step, reason });
        if settings.has_run_out(self.clock.now()) {
            return failed(Step::SignIn, "the sign-in of the mail account has run out".into());
        }
        match letter::compose(letter, settings) {
            Ok(message) => smtp::send(settings, &message).await,
            Err(error) => {
                let step = match error {
                    LetterError::Address => Step::Recipient,
                    LetterError::From => Step::Sender,
                    LetterError::Compose => Step::Message,
                };
                failed(step, error.to_string())
            }
        }
    }

    /// The lane of one mail: whoever comes second waits for the first.
    fn lane(&self, id: &MailId) -> Arc<Lane> {
        let mut lanes = self.lanes.lock().unwrap_or_else(PoisonError::into_inner);
        lanes.retain(|_, lane| lane.strong_count() > 0);
        if let Some(lane) = lanes.get(id).and_then(Weak::upgrade) {
            return lane;
        }
        let lane = Arc::new(Lane::default());
        lanes.insert(id.clone(), Arc::downgrade(&lane));
        lane
    }
}

fn said(outcome: Outcome) -> (&'static str, Option<String>) {
    match outcome {
        Outcome::Sent => ("sent", None),
        Outcome::Failed(trouble) => ("failed", Some(trouble.reason)),
        Outcome::Unclear(reason) => ("unclear", Some(reason)),
    }
}
