//! Reminders of an open invitation, by a person's wish.

use fulcrum_core::ScreeningId;
use fulcrum_core::effect::{Effect, EffectDraft};
use fulcrum_core::time::{DAY, after};
use fulcrum_providers::{MailPhase, MailState};
use fulcrum_store::{AccountRow, EffectState, NewEvent, ScreeningRefs, ScreeningRow, StoreError, Tx};
use jiff::Timestamp;

use crate::deliver::attention;
use crate::intake::enqueue;
use crate::mail::is_on_its_way;
use crate::{Engine, EngineError};

impl Engine {
    /// Reminds of an open invitation, because a person wants it.
    ///
    /// # Errors
    /// [`EngineError::TooLate`] if there is no open invitation that went out by mail, or if the candidate
    /// has had a mail about it within the last day.
    pub async fn remind(&self, id: &ScreeningId) -> Result<(), EngineError> {
        self.change(id, |tx, engine, row| {
            if !row.state.is_followed() || row.mail_state != "sent" {
                return Err(EngineError::TooLate("There is no open invitation to remind of.".into()));
            }
            let mut number = 1;
            let mut last = row.invited_at;
            let effects = tx.effects_of(&row.id)?;
            if is_on_its_way(&effects) {
                return Err(EngineError::TooLate("A mail to the candidate is already on its way.".into()));
            }
            for effect in effects {
                match effect.effect {
                    Effect::Remind { number: before } => number = number.max(before + 1),
                    Effect::MailAgain { .. } => {}
                    _ => continue,
                }
                if effect.state == EffectState::Done {
                    last = last.max(effect.finished_at);
                }
            }
            let next = last.map(|last| after(last, DAY)).filter(|next| *next > engine.now());
            if let Some(next) = next {
                let hours = (next.duration_since(engine.now()).as_secs() + 3599) / 3600;
                return Err(EngineError::TooLate(format!(
                    "The last mail to the candidate is less than a day old. A reminder can go out in {hours} h."
                )));
            }
            let draft = EffectDraft::of(&row.id, "mail", number, Effect::Remind { number });
            let about = ScreeningRefs { screening: &row.id, opportunity: &row.opportunity };
            enqueue(tx, engine.account(), &about, &[draft], engine.now())?;
            Ok(())
        })
        .await?;
        self.shared.deliver_now.notify_one();
        Ok(())
    }
}

/// What became of a reminder: sent goes to the timeline; anything else needs a person.
pub(crate) fn apply_reminder(
    tx: &Tx<'_>,
    account: &AccountRow,
    row: &ScreeningRow,
    mail: &MailState,
    now: Timestamp,
) -> Result<(), StoreError> {
    let trouble = match &mail.state {
        MailPhase::Sent => None,
        MailPhase::Off => Some("The reminder was not sent, because no mail is set up any more.".to_owned()),
        MailPhase::Unclear | MailPhase::Other(_) => Some(
            "The connection to the mail server broke at the end: the reminder may or may not have gone out."
                .to_owned(),
        ),
        MailPhase::Failed => {
            let reason = mail.reason.as_deref().unwrap_or("the mail server refused");
            Some(format!("The reminder could not be sent: {reason}."))
        }
    };
    let event = NewEvent {
        kind: if trouble.is_some() { "attention" } else { "invited" },
        text: if trouble.is_some() { "The reminder may not have arrived" } else { "Reminded by e-mail" }
            .into(),
        actor: Some("Fulcrum".into()),
        screening: Some(row.id.clone()),
        opportunity: Some(row.opportunity.clone()),
        name: Some(row.name.clone()),
        ..NewEvent::default()
    };
    tx.add_event(&account.id, now, &event)?;
    tx.settle(&account.id, "mail", row.id.as_str(), now)?;
    if let Some(reason) = trouble {
        let help = [
            ("send_again", "Send the invitation again"),
            ("copy_link", "Copy link"),
            ("mail_program", "Open in my mail program"),
            ("dismiss", "Done"),
        ];
        tx.raise(&account.id, now, &attention(row, "mail", row.id.as_str(), reason, &help))?;
    }
    Ok(())
}
