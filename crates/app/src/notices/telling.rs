//! Tells what is due, or keeps the reason for silence.

use fulcrum_core::screening::State;
use fulcrum_core::{AttentionId, DecisionId, OpportunityId, PostingId, ScreeningId, UserId};
use fulcrum_store::{AccountRow, AttentionRow, DecisionRow, NewEvent, ScreeningRow, StoreError, Tx};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::desk::{self, Batch, Category, Facts, News, Silence};
use super::words::{self, Told};
use crate::api::{AppError, ChangeKind, LastNotification, NotificationsView, Settings};
use crate::profile::name;
use crate::views::millis;
use crate::words::WORDS;
use crate::{App, Notice};

/// One of the news, looked up.
#[derive(Default)]
struct Found {
    told: Option<Told>,
    settled: bool,
    mine: Option<bool>,
    screening: Option<ScreeningId>,
    opportunity: Option<OpportunityId>,
}

impl App {
    /// Tells everything that is due.
    pub(super) async fn tell_due(&self) -> Result<(), AppError> {
        let due = self.shared.notices.desk().take_due(self.now());
        let was_snoozed = due.iter().any(|batch| batch.snoozed);
        for batch in due {
            self.tell_batch(batch).await?;
        }
        if was_snoozed {
            self.keep_snoozed().await?;
        }
        Ok(())
    }

    async fn tell_batch(&self, batch: Batch) -> Result<(), AppError> {
        let now = self.now().to_zoned(TimeZone::system());
        let trouble = self.trouble().and_then(words::of_state);
        let (category, news, snoozed) = (batch.category, batch.news.clone(), batch.snoozed);
        let at = now.clone();
        let (settings, told, put_off) = self
            .shared
            .store
            .write(move |tx| {
                let settings = tx.setting::<Settings>(name::SETTINGS)?.unwrap_or_default();
                let Some(account) = tx.account()? else { return Ok((settings, Vec::new(), Vec::new())) };
                let (mut told, mut put_off) = (Vec::new(), Vec::new());
                for one in news {
                    let found = look_up(tx, &account, &one, trouble)?;
                    let facts = Facts { settled: found.settled || found.told.is_none(), mine: found.mine };
                    let silence = desk::silence(&settings, category, facts, at.time());
                    if snoozed && silence == Some(Silence::Quiet) {
                        put_off.push(one);
                        continue;
                    }
                    let Some(reason) = silence else {
                        told.push((one, found));
                        continue;
                    };
                    let is_over = snoozed && reason == Silence::Settled;
                    if !is_over {
                        record(tx, &account, &one, &found, silence, at.timestamp())?;
                    }
                }
                // What is shown is the latest word, whatever else was kept back. Many arrivals are one question.
                let said = if category == Category::Waiting { 1 } else { told.len() };
                for (one, found) in told.iter().take(said) {
                    record(tx, &account, one, found, None, at.timestamp())?;
                }
                Ok::<_, StoreError>((settings, told, put_off))
            })
            .await?;
        if !put_off.is_empty()
            && let Some(until) = desk::quiet_until(&settings.quiet_hours, &now)
        {
            self.shared.notices.desk().put_off(put_off, until);
        }
        if !told.is_empty() {
            self.show(category, told, &settings, now.timestamp());
        }
        self.tell(ChangeKind::Notifications, None);
        Ok(())
    }

    fn show(&self, category: Category, found: Vec<(News, Found)>, settings: &Settings, now: Timestamp) {
        let screening_id = match found.as_slice() {
            [(_, one)] => one.screening.as_ref().map(ToString::to_string),
            _ => None,
        };
        let (news, told): (Vec<News>, Vec<Told>) =
            found.into_iter().filter_map(|(news, found)| Some((news, found.told?))).unzip();
        let (title, body) = words::words(category, &told, &settings.notify_names);
        let id = uuid::Uuid::new_v4().to_string();
        let review = category == Category::Completed && screening_id.is_some();
        let batch = Batch { category, news, snoozed: false };
        self.shared.notices.desk().shown(id.clone(), batch, now);
        self.shared.host.notify(&Notice { id, screening_id, review, title, body });
    }

    /// Puts a notification off that was shown. Of one that is not remembered there is nothing to put off.
    pub(crate) async fn snooze(&self, id: &str) -> Result<(), AppError> {
        if self.shared.notices.desk().snooze(id, self.now()) {
            self.keep_snoozed().await?;
            self.shared.notices.snoozed.notify_one();
            self.tell(ChangeKind::Notifications, None);
        }
        Ok(())
    }

    async fn keep_snoozed(&self) -> Result<(), AppError> {
        let snoozed = self.shared.notices.desk().snoozed().to_vec();
        Ok(self.shared.store.write(move |tx| tx.set_setting(name::SNOOZED, &snoozed)).await?)
    }

    pub(crate) async fn notifications_so_far(&self) -> Result<NotificationsView, AppError> {
        let last = self.shared.store.read(|tx| tx.setting(name::LAST_NOTIFICATION)).await?;
        let snoozed = self.shared.notices.desk().snoozed().len();
        Ok(NotificationsView { last, snoozed: u32::try_from(snoozed).unwrap_or(u32::MAX) })
    }
}

fn look_up(
    tx: &Tx<'_>,
    account: &AccountRow,
    news: &News,
    trouble: Option<&'static str>,
) -> Result<Found, StoreError> {
    let subject = news.subject.as_str();
    match news.category {
        Category::Completed => {
            let Some(row) = tx.screening(&ScreeningId::new(subject))? else { return Ok(Found::default()) };
            let told = Told { name: Some(row.name.clone()), what: row.assessment.clone() };
            let settled = !matches!(row.state, State::Submitted | State::Evaluated);
            Ok(Found { settled, ..about(tx, account, &row, told)? })
        }
        Category::Attention => {
            let Some(open) = tx.attention(&AttentionId::new(subject))? else { return Ok(Found::default()) };
            let question = is_question_mine(tx, account, &open)?;
            let is_person = open.screening.is_some() || open.opportunity.is_some();
            let what = if is_person { open.reason } else { format!("{}: {}", open.title, open.reason) };
            let told = Told { name: is_person.then_some(open.title), what };
            match open.screening.as_ref().map(|id| tx.screening(id)).transpose()?.flatten() {
                Some(row) => about(tx, account, &row, told),
                None => Ok(Found {
                    told: Some(told),
                    mine: question,
                    opportunity: open.opportunity,
                    ..Found::default()
                }),
            }
        }
        Category::Waiting => {
            let decision = tx.decision(&DecisionId::new(subject))?;
            let Some(row) = decision.filter(|row| row.waits_because.is_some()) else {
                return Ok(Found::default());
            };
            let told = Told { name: Some(row.name.clone()), what: String::new() };
            let mine = is_arrival_mine(tx, account, &row)?;
            Ok(Found { told: Some(told), mine, opportunity: Some(row.opportunity), ..Found::default() })
        }
        Category::Connection => {
            let told = Told { name: None, what: subject.to_owned() };
            Ok(Found { told: Some(told), settled: trouble != Some(subject), ..Found::default() })
        }
    }
}

fn about(tx: &Tx<'_>, account: &AccountRow, row: &ScreeningRow, told: Told) -> Result<Found, StoreError> {
    Ok(Found {
        told: Some(told),
        settled: false,
        mine: is_mine(tx, account, row)?,
        screening: Some(row.id.clone()),
        opportunity: Some(row.opportunity.clone()),
    })
}

/// A screening is mine if its candidate is, or if I sent it by hand.
fn is_mine(tx: &Tx<'_>, account: &AccountRow, row: &ScreeningRow) -> Result<Option<bool>, StoreError> {
    let mine = is_my_candidate(tx, account, row.owner.as_ref(), &row.followers, row.posting_id.as_ref())?;
    Ok(mine.map(|mine| mine || row.origin == "by_hand"))
}

/// Somebody who has no screening yet.
fn is_arrival_mine(tx: &Tx<'_>, account: &AccountRow, row: &DecisionRow) -> Result<Option<bool>, StoreError> {
    let followers = &row.decision.followers;
    is_my_candidate(tx, account, row.owner.as_ref(), followers, row.posting_id.as_ref())
}

/// What has no screening. A playbook, a posting, which concerns whoever applies to it, and a person who cannot
/// be read are nobody's.
fn is_question_mine(
    tx: &Tx<'_>,
    account: &AccountRow,
    open: &AttentionRow,
) -> Result<Option<bool>, StoreError> {
    match tx.decision(&DecisionId::new(open.subject.as_str()))? {
        Some(row) => is_arrival_mine(tx, account, &row),
        None => Ok(None),
    }
}

/// Mine is whom I own or follow, or whose posting I do. Nobody knows before the person said who they are.
fn is_my_candidate(
    tx: &Tx<'_>,
    account: &AccountRow,
    owner: Option<&UserId>,
    followers: &[UserId],
    posting: Option<&PostingId>,
) -> Result<Option<bool>, StoreError> {
    let Some(me) = &account.user else { return Ok(None) };
    let posting = match posting {
        Some(id) => tx.posting(&account.id, id)?,
        None => None,
    };
    let mine = owner == Some(me)
        || followers.contains(me)
        || posting.is_some_and(|row| row.owner.as_ref() == Some(me) || row.followers.contains(me));
    Ok(Some(mine))
}

/// Keeps for Activity and for Settings how it went.
fn record(
    tx: &Tx<'_>,
    account: &AccountRow,
    news: &News,
    found: &Found,
    silence: Option<Silence>,
    at: Timestamp,
) -> Result<(), StoreError> {
    if news.category == Category::Completed
        && let Some(id) = &found.screening
        && let Some(mut row) = tx.screening(id)?
    {
        row.notified = true;
        tx.save_screening(&row)?;
    }
    let event = NewEvent {
        kind: "notified",
        text: match silence {
            None => WORDS.notices.shown.to_string(),
            Some(reason) => WORDS.notices.silent.with(reason.words()),
        },
        actor: Some("Fulcrum".into()),
        screening: found.screening.clone(),
        opportunity: found.opportunity.clone(),
        name: found.told.as_ref().and_then(|told| told.name.clone()),
        detail: about_what(news.category, found.told.as_ref()),
    };
    tx.add_event(&account.id, at, &event)?;
    let last = LastNotification {
        at: millis(at),
        about: match news.category {
            Category::Completed => WORDS.notices.completed.about.to_string(),
            Category::Attention => WORDS.notices.attention.about.to_string(),
            Category::Waiting => WORDS.notices.waiting.about.to_string(),
            Category::Connection => news.subject.clone(),
        },
        silence: silence.map(|reason| reason.words().to_owned()),
    };
    tx.set_setting(name::LAST_NOTIFICATION, &last)
}

/// What it was about, beside whom; nothing of what is gone.
fn about_what(category: Category, told: Option<&Told>) -> Option<String> {
    let what = &told?.what;
    Some(match category {
        Category::Completed => WORDS.notices.completed.detail.with(what),
        Category::Waiting => WORDS.notices.waiting.detail.to_string(),
        Category::Attention | Category::Connection => what.clone(),
    })
}
