//! Reminders of an open invitation: when the playbook says, or by a person's wish.

use fulcrum_core::ScreeningId;
use fulcrum_core::effect::{Effect, EffectDraft};
use fulcrum_core::leaving::is_reminder_due;
use fulcrum_core::playbook::Playbook;
use fulcrum_core::time::{DAY, after, before};
use fulcrum_providers::{MailPhase, MailState};
use fulcrum_store::{
    AccountRow, EffectRow, EffectState, NewEvent, ScreeningRefs, ScreeningRow, StoreError, Tx,
};
use jiff::Timestamp;

use crate::deliver::attention;
use crate::mail::{is_mail, is_on_its_way};
use crate::outbox::enqueue_held;
use crate::taking_back::{TAKEN_BACK, too_late, undone};
use crate::{Engine, EngineError};

/// Screenings of one transaction.
const AT_ONCE: u32 = 500;

impl Engine {
    /// Reminds of an open invitation, because a person wants it. The mail is held a few seconds for Undo.
    ///
    /// # Errors
    /// [`EngineError::TooLate`] if there is no open invitation that went out by mail,
    /// [`EngineError::TooEarly`] if the candidate has had a mail about it within the last day.
    pub async fn remind(&self, id: &ScreeningId) -> Result<(), EngineError> {
        self.change(id, |tx, engine, row| {
            if !row.state.is_followed() || row.mail_state != "sent" {
                return Err(EngineError::TooLate("There is no open invitation to remind of.".into()));
            }
            let effects = tx.effects_of(&row.id)?;
            if is_on_its_way(&effects) {
                return Err(EngineError::TooLate("A mail to the candidate is already on its way.".into()));
            }
            let now = engine.now();
            if let Some(last) = last_mail(&row, &effects).filter(|last| after(*last, DAY) > now) {
                let hours = (after(last, DAY).duration_since(now).as_secs() + 3599) / 3600;
                return Err(EngineError::TooEarly(format!(
                    "The last mail to the candidate left {}. A reminder can go out in {hours} h.",
                    ago(last, now)
                )));
            }
            let number = mails(&effects).next;
            Ok(remind_of(tx, engine.account(), &row, number, (now, after(now, engine.undo_time())))?)
        })
        .await?;
        self.shared.deliver_now.notify_one();
        Ok(())
    }

    /// From when on candidates can have a mail about their invitation, a reminder or the invitation once more; `None`
    /// if there is no open invitation that can be mailed. Unknown screenings are left out.
    ///
    /// # Errors
    /// [`EngineError`].
    pub async fn mail_times(
        &self,
        ids: Vec<ScreeningId>,
        reminder: bool,
    ) -> Result<Vec<(ScreeningId, Option<Timestamp>)>, EngineError> {
        let now = self.now();
        let read = self.store().read(move |tx| {
            let mut times = Vec::with_capacity(ids.len());
            for id in ids {
                if let Some(row) = tx.screening(&id)? {
                    times.push((id, mail_time(tx, &row, reminder, now)?));
                }
            }
            Ok::<_, StoreError>(times)
        });
        Ok(read.await?)
    }

    /// Takes mails back that a person asked for and that are still held. Answers how many had left.
    ///
    /// # Errors
    /// [`EngineError::TooLate`] if all of them had.
    pub async fn take_back_mails(&self, ids: &[ScreeningId]) -> Result<usize, EngineError> {
        self.each(ids, |engine, tx, id| {
            let row = tx.screening(id)?.ok_or(EngineError::NotFound("The screening"))?;
            let held = tx.effects_of(id)?.into_iter().find(|effect| {
                is_mail(&effect.effect) && effect.state == EffectState::Waiting && effect.started_at.is_none()
            });
            let held = held.ok_or_else(|| too_late("The mail has already left."))?;
            let now = engine.now();
            tx.finish_effect(&held.id, EffectState::Skipped, None, Some(TAKEN_BACK), now)?;
            tx.add_event(&engine.account().id, now, &undone(&row, "The mail was not sent"))?;
            Ok(Some(row.id))
        })
        .await
    }

    /// Reminds of open invitations as their playbooks say. Answers how many.
    ///
    /// # Errors
    /// [`EngineError`].
    pub async fn remind_when_due(&self) -> Result<usize, EngineError> {
        let mut reminded = 0;
        let mut number = 0;
        loop {
            let (account, now) = (self.account().clone(), self.now());
            let (last, ids) = self
                .store()
                .write(move |tx| {
                    let playbooks = tx.playbooks(&account.id)?;
                    let rows = tx.to_remind(&account.id, before(now, DAY), number, AT_ONCE)?;
                    let mut ids = Vec::new();
                    for row in &rows {
                        let playbook = playbooks.iter().find(|playbook| playbook.id == row.playbook);
                        if let Some(playbook) = playbook
                            && remind_if_due(tx, &account, row, playbook, now)?
                        {
                            ids.push(row.id.clone());
                        }
                    }
                    let last = rows.last().filter(|_| rows.len() == AT_ONCE as usize).map(|row| row.number);
                    Ok::<_, StoreError>((last, ids))
                })
                .await?;
            reminded += ids.len();
            for id in ids {
                self.tell(&id);
            }
            match last {
                Some(last) => number = last,
                None => return Ok(reminded),
            }
        }
    }
}

/// The mails about an invitation after the first one.
struct Mails {
    /// The number of the next reminder.
    next: u32,
    /// When the last one left, or was left out.
    last: Option<Timestamp>,
}

/// See [`Engine::mail_times`].
fn mail_time(
    tx: &Tx<'_>,
    row: &ScreeningRow,
    reminder: bool,
    now: Timestamp,
) -> Result<Option<Timestamp>, StoreError> {
    let can = row.state.is_followed() && row.link.is_some() && row.email.is_some();
    if !can || (reminder && row.mail_state != "sent") {
        return Ok(None);
    }
    let effects = tx.effects_of(&row.id)?;
    let last = if is_on_its_way(&effects) { Some(now) } else { last_mail(row, &effects) };
    Ok(Some(last.map_or(now, |last| after(last, DAY))))
}

/// When the candidate last had a mail about the invitation.
pub(crate) fn last_mail(row: &ScreeningRow, effects: &[EffectRow]) -> Option<Timestamp> {
    row.invited_at.max(mails(effects).last)
}

/// How long ago, in words.
pub(crate) fn ago(then: Timestamp, now: Timestamp) -> String {
    let minutes = now.duration_since(then).as_secs() / 60;
    match minutes {
        ..1 => "less than a minute ago".into(),
        1 => "a minute ago".into(),
        2..60 => format!("{minutes} minutes ago"),
        60..120 => "an hour ago".into(),
        _ => format!("{} hours ago", minutes / 60),
    }
}

fn mails(effects: &[EffectRow]) -> Mails {
    let mut mails = Mails { next: 1, last: None };
    for effect in effects {
        match effect.effect {
            Effect::Remind { number } => mails.next = mails.next.max(number + 1),
            Effect::MailAgain { .. } => {}
            _ => continue,
        }
        let taken_back = effect.reason.as_deref() == Some(TAKEN_BACK);
        if matches!(effect.state, EffectState::Done | EffectState::Skipped) && !taken_back {
            mails.last = mails.last.max(effect.finished_at);
        }
    }
    mails
}

fn remind_if_due(
    tx: &Tx<'_>,
    account: &AccountRow,
    row: &ScreeningRow,
    playbook: &Playbook,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let Some(invited_at) = row.invited_at else { return Ok(false) };
    if !is_reminder_due(&playbook.remind_after_days, invited_at, None, now)
        || row.expires_at.is_some_and(|expires| expires <= now)
    {
        return Ok(false);
    }
    let effects = tx.effects_of(&row.id)?;
    let Mails { next, last } = mails(&effects);
    if is_on_its_way(&effects) || !is_reminder_due(&playbook.remind_after_days, invited_at, last, now) {
        return Ok(false);
    }
    remind_of(tx, account, row, next, (now, now))?;
    Ok(true)
}

fn remind_of(
    tx: &Tx<'_>,
    account: &AccountRow,
    row: &ScreeningRow,
    number: u32,
    times: (Timestamp, Timestamp),
) -> Result<(), StoreError> {
    let draft = EffectDraft::of(&row.id, "mail", number, Effect::Remind { number });
    let about = ScreeningRefs { screening: &row.id, opportunity: &row.opportunity };
    enqueue_held(tx, account, &about, &[draft], times)
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
