//! What the end of the invitation's mail means, and telling Lever that the candidate has it.

use fulcrum_core::effect::Effect;
use fulcrum_core::vocabulary::Status;
use fulcrum_core::{ScreeningId, writing};
use fulcrum_providers::{MailPhase, MailState};
use fulcrum_store::{
    AccountRow, EffectRow, EffectState, NewEvent, ScreeningRefs, ScreeningRow, StoreError, Tx,
};
use jiff::Timestamp;

use crate::deliver::attention;
use crate::outbox::{enqueue, planned};
use crate::words::words_for;

/// A reason with the actions that help.
type Trouble<'a> = (String, &'a [(&'a str, &'a str)]);

/// What the mail's end means: sent is good; anything else is shown with what a person can do.
pub(crate) fn apply_mail_state(
    tx: &Tx<'_>,
    account: &AccountRow,
    id: &ScreeningId,
    mail: &MailState,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Some(mut row) = tx.screening(id)? else { return Ok(()) };
    row.mail_attempt = row.mail_attempt.max(mail.attempt);
    let hand_over =
        [("copy_link", "Copy link"), ("mail_program", "Open in my mail program"), ("dismiss", "Done")];
    let again = [
        ("send_again", "Send again"),
        ("copy_link", "Copy link"),
        ("mail_program", "Open in my mail program"),
    ];
    let (state, text, trouble): (&str, String, Option<Trouble<'_>>) = match &mail.state {
        MailPhase::Sent => ("sent", format!("Invited to {} by e-mail", row.assessment), None),
        MailPhase::Off => (
            "none",
            "The link is ready".to_owned(),
            Some((
                "No mail is set up, so nobody has told the candidate yet. Hand over the link.".into(),
                &hand_over,
            )),
        ),
        MailPhase::Unclear | MailPhase::Other(_) => (
            "unclear",
            "It is not known whether the mail went out".to_owned(),
            Some((
                "The connection to the mail server broke at the end: the mail may or may not have gone out."
                    .into(),
                &again,
            )),
        ),
        MailPhase::Failed => {
            let reason = mail.reason.clone().unwrap_or_else(|| "the mail server refused".into());
            (
                "failed",
                "The mail could not be sent".to_owned(),
                Some((format!("The mail could not be sent: {reason}."), &again)),
            )
        }
    };
    row.mail_state = state.to_owned();
    row.changed_at = now;
    tx.save_screening(&row)?;
    tx.settle(&account.id, "mail", id.as_str(), now)?;
    let event = NewEvent {
        kind: if trouble.is_some() { "attention" } else { "invited" },
        text,
        actor: Some("Fulcrum".into()),
        screening: Some(id.clone()),
        opportunity: Some(row.opportunity.clone()),
        name: Some(row.name.clone()),
        ..NewEvent::default()
    };
    tx.add_event(&account.id, now, &event)?;
    if let Some((reason, actions)) = trouble {
        tx.raise(&account.id, now, &attention(&row, "mail", id.as_str(), reason, actions))?;
    }
    if matches!(mail.state, MailPhase::Sent | MailPhase::Unclear) {
        announce(tx, account, &row, now)?;
    }
    Ok(())
}

/// Whether a mail that a person asked for has not left yet.
pub(crate) fn is_on_its_way(effects: &[EffectRow]) -> bool {
    effects.iter().any(|effect| {
        is_mail(&effect.effect) && !matches!(effect.state, EffectState::Done | EffectState::Skipped)
    })
}

/// Whether it is a mail after the invitation's first one.
pub(crate) fn is_mail(effect: &Effect) -> bool {
    matches!(effect, Effect::MailAgain { .. } | Effect::Remind { .. })
}

/// Tells Lever that the candidate has the invitation; once, however often it is called.
pub(crate) fn announce(
    tx: &Tx<'_>,
    account: &AccountRow,
    row: &ScreeningRow,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Some(playbook) = tx.playbooks(&account.id)?.into_iter().find(|playbook| playbook.id == row.playbook)
    else {
        return Ok(());
    };
    let words = words_for(tx, account, row, playbook.expires_in_days, now)?;
    let drafts = planned(tx, &account.id, row, &playbook, now, |playbook, written| {
        writing::on_status(&row.id, playbook, &words, written, &row.reference, Status::Invited)
    })?;
    let about = ScreeningRefs { screening: &row.id, opportunity: &row.opportunity };
    enqueue(tx, account, &about, &drafts, now)
}
