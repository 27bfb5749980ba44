//! In whose name a screening is written to Lever.

use fulcrum_core::AttentionId;
use fulcrum_core::playbook::Playbook;
use fulcrum_core::writers::{User, Writer};
use fulcrum_lever::Lever;
use fulcrum_store::{AccountRow, Action, NewAttention, ScreeningRow, StoreError, Tx};
use jiff::Timestamp;

use crate::{Change, Engine, EngineError};

/// Somebody else writes than was meant.
pub(crate) const WRITER: &str = "writer";

impl Engine {
    /// The client that writes in the name of whom the screening's playbook says. If that one cannot, whoever
    /// stands in does, and it is told once.
    ///
    /// # Errors
    /// [`EngineError::Store`].
    pub(crate) async fn writing(&self, screening: &ScreeningRow) -> Result<Lever, EngineError> {
        let (account, id) = (self.account().clone(), screening.playbook.clone());
        let read = self.store().read(move |tx| {
            let playbook = tx.playbooks(&account.id)?.into_iter().find(|playbook| playbook.id == id);
            let playbook = playbook.unwrap_or_default();
            let users: Vec<User> = tx
                .users(&account.id)?
                .into_iter()
                .map(|row| User { id: row.id, name: row.name, email: row.email, active: row.active })
                .collect();
            let writer = playbook.writers.choose(account.user.as_ref(), &users);
            Ok::<_, StoreError>((playbook, writer))
        });
        let (playbook, writer) = read.await?;
        let user = writer.user.clone();
        if writer.problem.is_some() {
            let (account, now) = (self.account().clone(), self.now());
            if self.store().write(move |tx| tell(tx, &account, &playbook, &writer, now)).await? {
                self.publish(Change::Inbox);
                self.publish(Change::Status);
            }
        }
        Ok(user.map_or_else(|| self.lever().clone(), |user| self.lever().performing_as(user)))
    }
}

/// True if it is news.
fn tell(
    tx: &Tx<'_>,
    account: &AccountRow,
    playbook: &Playbook,
    writer: &Writer,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let Some(problem) = &writer.problem else { return Ok(false) };
    let meant = playbook.writers.perform_as.as_ref().or(account.user.as_ref());
    let subject = format!("{}:{}", playbook.id, meant.map(ToString::to_string).unwrap_or_default());
    if tx.was_raised(&account.id, WRITER, &subject)? {
        return Ok(false);
    }
    let actions = [("dismiss", "Done")];
    let new = NewAttention {
        id: AttentionId::new(uuid::Uuid::now_v7().to_string()),
        kind: WRITER,
        subject,
        title: playbook.name.clone(),
        subtitle: None,
        reason: problem.clone(),
        actions: actions
            .iter()
            .map(|(id, label)| Action { id: (*id).into(), label: (*label).into() })
            .collect(),
        screening: None,
        opportunity: None,
        lever_url: None,
    };
    tx.raise(&account.id, now, &new)?;
    Ok(true)
}
