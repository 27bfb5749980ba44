//! What is told, when, and how much of it at once. Pure: the time comes from outside.

use std::collections::{BTreeMap, VecDeque};

use jiff::civil::Time;
use jiff::{SignedDuration, Timestamp, Zoned};
use serde::{Deserialize, Serialize};

use crate::api::{QuietHours, Settings};
use crate::words::WORDS;

/// What comes within this time of the first is told as one.
pub(super) const GATHERING: SignedDuration = SignedDuration::from_secs(2);
/// Between two notifications of a category there is at least this much; what comes meanwhile gathers.
pub(super) const GAP: SignedDuration = SignedDuration::from_secs(60);
/// How long "Snooze" puts a notification off.
pub(super) const SNOOZE: SignedDuration = SignedDuration::from_hours(1);
/// So many notifications can still be snoozed.
const REMEMBERED: usize = 50;

/// What a notification is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Category {
    /// A candidate has finished.
    Completed,
    /// Something must be settled.
    Attention,
    /// Arrivals wait for a yes.
    Waiting,
    /// Sign-in or the keychain stands in the way.
    Connection,
}

/// Something to tell. It holds no name: what is told is looked up when it is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct News {
    pub(super) category: Category,
    /// The id of a screening, an attention or a decision, or the name of a state.
    pub(super) subject: String,
}

/// Something that was put off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Snoozed {
    until: Timestamp,
    news: Vec<News>,
}

/// News of one category that are told together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Batch {
    pub(super) category: Category,
    pub(super) news: Vec<News>,
    /// It was put off by the person, who therefore wants to hear of it.
    pub(super) snoozed: bool,
}

#[derive(Debug)]
struct Gathered {
    since: Timestamp,
    news: Vec<News>,
}

/// What waits to be told, and what was told.
#[derive(Debug, Default)]
pub(super) struct Desk {
    gathered: BTreeMap<Category, Gathered>,
    told_at: BTreeMap<Category, Timestamp>,
    snoozed: Vec<Snoozed>,
    shown: VecDeque<(String, Vec<News>)>,
}

impl Desk {
    /// Takes something in; the same twice is once.
    pub(super) fn hear(&mut self, news: News, now: Timestamp) {
        let gathered =
            self.gathered.entry(news.category).or_insert_with(|| Gathered { since: now, news: Vec::new() });
        if !gathered.news.contains(&news) {
            gathered.news.push(news);
        }
    }

    /// When there is something to do.
    pub(super) fn next_at(&self) -> Option<Timestamp> {
        let gathered = self.gathered.iter().map(|(category, gathered)| self.due(*category, gathered));
        gathered.chain(self.snoozed.iter().map(|snoozed| snoozed.until)).min()
    }

    /// Hands out what is to be told now.
    pub(super) fn take_due(&mut self, now: Timestamp) -> Vec<Batch> {
        let due: Vec<Category> = self
            .gathered
            .iter()
            .filter(|(category, gathered)| self.due(**category, gathered) <= now)
            .map(|(category, _)| *category)
            .collect();
        let mut batches = Vec::new();
        for category in due {
            if let Some(gathered) = self.gathered.remove(&category) {
                batches.push(Batch { category, news: gathered.news, snoozed: false });
            }
        }
        let (due, later) = self.snoozed.drain(..).partition(|snoozed| snoozed.until <= now);
        self.snoozed = later;
        for Snoozed { news, .. } in due {
            if let Some(category) = news.first().map(|one| one.category) {
                batches.push(Batch { category, news, snoozed: true });
            }
        }
        batches
    }

    /// Remembers that a notification was shown.
    pub(super) fn shown(&mut self, id: String, batch: Batch, now: Timestamp) {
        self.told_at.insert(batch.category, now);
        self.shown.push_back((id, batch.news));
        if self.shown.len() > REMEMBERED {
            self.shown.pop_front();
        }
    }

    /// Puts a notification off that was shown; false if nobody remembers it.
    pub(super) fn snooze(&mut self, id: &str, now: Timestamp) -> bool {
        let Some(at) = self.shown.iter().position(|(shown, _)| shown == id) else { return false };
        if let Some((_, news)) = self.shown.remove(at) {
            self.put_off(news, now.saturating_add(SNOOZE).unwrap_or(now));
        }
        true
    }

    /// Puts news off.
    pub(super) fn put_off(&mut self, news: Vec<News>, until: Timestamp) {
        self.snoozed.push(Snoozed { until, news });
    }

    /// What was put off, to be kept for the next run.
    pub(super) fn snoozed(&self) -> &[Snoozed] {
        &self.snoozed
    }

    /// Goes on with what the last run kept.
    pub(super) fn resume(&mut self, snoozed: Vec<Snoozed>) {
        self.snoozed.extend(snoozed);
    }

    fn due(&self, category: Category, gathered: &Gathered) -> Timestamp {
        let together = gathered.since.saturating_add(GATHERING).unwrap_or(gathered.since);
        let apart = self.told_at.get(&category).and_then(|at| at.saturating_add(GAP).ok());
        apart.map_or(together, |apart| together.max(apart))
    }
}

/// Why something is not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Silence {
    /// There is nothing left to do about it.
    Settled,
    /// All notifications are switched off.
    Off,
    /// Notifications of this category are switched off.
    Category,
    /// It is about somebody else's candidate.
    NotMine,
    /// It is night, or whatever the person calls quiet.
    Quiet,
}

impl Silence {
    /// The reason, for people.
    pub(super) fn words(self) -> &'static str {
        let said = &WORDS.notices.silence;
        match self {
            Self::Settled => &said.settled,
            Self::Off => &said.off,
            Self::Category => &said.category,
            Self::NotMine => &said.not_mine,
            Self::Quiet => &said.quiet,
        }
    }
}

/// What is known of one of the news when it is to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Facts {
    /// Nothing is left to do about it.
    pub(super) settled: bool,
    /// Whether it is the person's; unknown where it is nobody's in particular.
    pub(super) mine: Option<bool>,
}

/// Why nobody is told, if so.
pub(super) fn silence(settings: &Settings, category: Category, facts: Facts, at: Time) -> Option<Silence> {
    let wanted = &settings.notify_of;
    let is_wanted = match category {
        Category::Completed => wanted.completed,
        Category::Attention => wanted.attention,
        Category::Waiting => wanted.waiting,
        Category::Connection => wanted.connection,
    };
    if facts.settled {
        Some(Silence::Settled)
    } else if settings.notify_about == "none" {
        Some(Silence::Off)
    } else if !is_wanted {
        Some(Silence::Category)
    } else if settings.notify_about == "mine" && facts.mine == Some(false) {
        Some(Silence::NotMine)
    } else {
        is_quiet(&settings.quiet_hours, at).then_some(Silence::Quiet)
    }
}

/// A time of day such as `18:30`.
pub(crate) fn time_of_day(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(':')?;
    let digits = |part: &str| (part.len() == 2).then(|| part.parse::<i8>().ok()).flatten();
    Time::new(digits(hour)?, digits(minute)?, 0, 0).ok()
}

/// Whether nobody is to be disturbed. From is part of it, to is not; it may span midnight.
pub(super) fn is_quiet(hours: &QuietHours, at: Time) -> bool {
    let (true, Some(from), Some(to)) = (hours.on, time_of_day(&hours.from), time_of_day(&hours.to)) else {
        return false;
    };
    if from <= to { from <= at && at < to } else { from <= at || at < to }
}

/// When the quiet hours that are now will be over, by the local clock.
pub(super) fn quiet_until(hours: &QuietHours, now: &Zoned) -> Option<Timestamp> {
    let to = time_of_day(&hours.to)?;
    let day = if now.time() < to { now.date() } else { now.date().tomorrow().ok()? };
    Some(day.to_datetime(to).to_zoned(now.time_zone().clone()).ok()?.timestamp())
}

#[cfg(test)]
mod tests;
