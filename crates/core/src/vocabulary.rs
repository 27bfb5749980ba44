//! The tags that tell in Lever how far a screening is, and what came of it.

mod written;

use serde::{Deserialize, Serialize};

use crate::ScreeningId;
use crate::effect::{Effect, EffectDraft};
use crate::template::{self, TemplateError, Words};

pub use written::is_written_by;

/// Tags in Lever, as templates; an empty one is not written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tags {
    /// The invitation is out.
    pub invited: String,
    /// The candidate began.
    pub started: String,
    /// The candidate has finished.
    pub completed: String,
    /// Somebody has to look at it.
    pub needs_review: String,
    /// There is a score.
    pub evaluated: String,
    /// The score passes.
    pub pass: String,
    /// The score fails.
    pub fail: String,
    /// The link ran out.
    pub expired: String,
    /// The candidate said no.
    pub declined: String,
    /// The score. No status: it stays, until another score takes its place.
    pub score: String,
    /// The grade. No status either.
    pub grade: String,
    /// A status takes the place of the one before, instead of being added to it.
    pub replace: bool,
}

/// A status of a screening, as far as tags tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// The invitation is out.
    Invited,
    /// The candidate began.
    Started,
    /// The candidate has finished.
    Completed,
    /// Somebody has to look at it.
    NeedsReview,
    /// There is a score.
    Evaluated,
    /// The score passes.
    Pass,
    /// The score fails.
    Fail,
    /// The link ran out.
    Expired,
    /// The candidate said no.
    Declined,
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 9] = [
        Self::Invited,
        Self::Started,
        Self::Completed,
        Self::NeedsReview,
        Self::Evaluated,
        Self::Pass,
        Self::Fail,
        Self::Expired,
        Self::Declined,
    ];

    /// The name in the outbox.
    #[must_use]
    pub const fn slot(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Started => "started",
            Self::Completed => "completed",
            Self::NeedsReview => "needs-review",
            Self::Evaluated => "evaluated",
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Expired => "expired",
            Self::Declined => "declined",
        }
    }
}

impl Tags {
    /// The template of a status.
    #[must_use]
    pub fn of(&self, status: Status) -> &str {
        match status {
            Status::Invited => &self.invited,
            Status::Started => &self.started,
            Status::Completed => &self.completed,
            Status::NeedsReview => &self.needs_review,
            Status::Evaluated => &self.evaluated,
            Status::Pass => &self.pass,
            Status::Fail => &self.fail,
            Status::Expired => &self.expired,
            Status::Declined => &self.declined,
        }
    }

    /// Every template with its name for people.
    #[must_use]
    pub fn fields(&self) -> [(&'static str, &str); 11] {
        [
            ("invited tag", &self.invited),
            ("started tag", &self.started),
            ("completed tag", &self.completed),
            ("needs-review tag", &self.needs_review),
            ("evaluated tag", &self.evaluated),
            ("pass tag", &self.pass),
            ("fail tag", &self.fail),
            ("expired tag", &self.expired),
            ("declined tag", &self.declined),
            ("score tag", &self.score),
            ("grade tag", &self.grade),
        ]
    }

    /// Status tags that are the same for everybody.
    pub fn fixed(&self) -> impl Iterator<Item = &str> {
        Status::ALL
            .into_iter()
            .map(|status| self.of(status))
            .filter(|tag| !tag.is_empty() && !tag.contains("{{"))
    }

    /// What is written when a screening reaches these statuses at once; where they replace each other, the
    /// last of them that has a tag counts. Readings (needs review, pass, fail) always replace each other.
    /// Status tags of other screenings of the same playbook go like its own. New ones are added before old
    /// ones go, so that nobody vanishes from a filter in between.
    ///
    /// # Errors
    /// A template that cannot be filled.
    pub fn reach(
        &self,
        screening: &ScreeningId,
        statuses: &[Status],
        written: &Written<'_>,
        revision: u32,
        words: &Words,
    ) -> Result<Vec<EffectDraft>, TemplateError> {
        let mut now: Vec<String> = Vec::new();
        for status in statuses {
            let tag = tag(self.of(*status), words)?;
            if let Some(tag) = tag.filter(|tag| !now.contains(tag)) {
                now.push(tag);
            }
        }
        if self.replace {
            now = now.split_off(now.len().saturating_sub(1));
        }
        let replaced = self.replace && !now.is_empty();
        let others = self.other_readings(statuses, words, !now.is_empty())?;
        let goes = |tag: &&String| {
            !now.contains(tag) && !written.kept.contains(tag) && (replaced || others.contains(tag))
        };
        let Standing { all, own, .. } = standing_tags(written, screening, &STATUS_SLOTS);
        let old: Vec<String> = all.iter().filter(goes).cloned().collect();
        let Some(first) = statuses.first() else { return Ok(Vec::new()) };
        now.retain(|tag| !own.contains(tag));
        let slot = first.slot();
        let mut drafts = Vec::new();
        if !now.is_empty() {
            drafts.push(EffectDraft::of(screening, slot, revision, Effect::AddTags { tags: now }));
        }
        if !old.is_empty() {
            drafts.push(EffectDraft::of(screening, slot, revision, Effect::RemoveTags { tags: old }));
        }
        Ok(drafts)
    }

    /// What is written when a screening is called off: where statuses replace each other, nothing says any more
    /// that it is under way, and what an earlier one left is there again.
    #[must_use]
    pub fn called_off(&self, screening: &ScreeningId, written: &Written<'_>) -> Vec<EffectDraft> {
        let Standing { all, own, .. } = standing_tags(written, screening, &STATUS_SLOTS);
        let old: Vec<String> = own.iter().filter(|tag| !written.kept.contains(tag)).cloned().collect();
        if !self.replace || old.is_empty() {
            return Vec::new();
        }
        let is_own = |key: &str| EffectDraft::is_of(key, screening);
        let first = written.writes.iter().position(|(key, _)| is_own(key)).unwrap_or_default();
        let (earlier, later) = written.writes.split_at(first);
        let before = Written { writes: earlier, ..*written };
        let mut back = standing_tags(&before, screening, &STATUS_SLOTS).all;
        back.retain(|tag| {
            let goes = |(key, effect): &(&str, &Effect)| {
                !is_own(key) && matches!(effect, Effect::RemoveTags { tags } if tags.contains(tag))
            };
            !own.contains(tag) && !later.iter().any(goes)
        });
        let draft = |effect| EffectDraft::of(screening, CALLED_OFF_SLOT, 1, effect);
        let alone = all.iter().all(|tag| own.contains(tag));
        let added = (alone && !back.is_empty()).then(|| draft(Effect::AddTags { tags: back }));
        added.into_iter().chain([draft(Effect::RemoveTags { tags: old })]).collect()
    }

    /// Tags of readings that these statuses contradict: nobody passes and fails. A score that is read as
    /// nothing takes their place only if it has a tag: nobody is left without one.
    fn other_readings(
        &self,
        statuses: &[Status],
        words: &Words,
        tagged: bool,
    ) -> Result<Vec<String>, TemplateError> {
        const READINGS: [Status; 3] = [Status::NeedsReview, Status::Pass, Status::Fail];
        let scored = tagged && statuses.contains(&Status::Evaluated);
        if !scored && !statuses.iter().any(|status| READINGS.contains(status)) {
            return Ok(Vec::new());
        }
        let others = READINGS.iter().filter(|reading| !statuses.contains(reading));
        let tags = others.map(|reading| tag(self.of(*reading), words)).collect::<Result<Vec<_>, _>>()?;
        Ok(tags.into_iter().flatten().collect())
    }
}

/// A tag filled in; `None` if nothing is to be written. Lever's tags have no blanks around them.
///
/// # Errors
/// A template that cannot be filled.
pub fn tag(template: &str, words: &Words) -> Result<Option<String>, TemplateError> {
    let text = template::render(template, words)?;
    Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty()))
}

/// The slot of what is taken away when a screening is called off.
const CALLED_OFF_SLOT: &str = "called-off";
/// Slots of what tells how far a screening is.
const STATUS_SLOTS: [&str; 10] = {
    let mut slots = [CALLED_OFF_SLOT; 10];
    let mut at = 0;
    while at < Status::ALL.len() {
        slots[at] = Status::ALL[at].slot();
        at += 1;
    }
    slots
};
/// The slot of score and grade.
pub(crate) const RESULT_SLOT: &str = "score";
/// Slots of what a result is tagged with.
pub(crate) const RESULT_SLOTS: [&str; 2] = [RESULT_SLOT, "score-before"];

/// What stands in Lever about an opportunity, or is on its way there, as far as it is ours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written<'a> {
    /// Writes of the screening, and of others of the same playbook, the first one first, without those that
    /// were left out: of each its key, and what it does.
    pub writes: &'a [(&'a str, &'a Effect)],
    /// Earlier rounds of the screening, those with the same assessment: its result takes their place.
    pub rounds: &'a [ScreeningId],
    /// Tags that tell how other screenings stand, see [`shown`]. They stay.
    pub kept: &'a [String],
}

/// The tags that say how a screening stands that is no round of the one that is written about: its result,
/// and its status while it is under way. `writes` are its own, `tags` those of its playbook.
#[must_use]
pub fn shown(
    tags: &Tags,
    screening: &ScreeningId,
    writes: &[(&str, &Effect)],
    under_way: bool,
) -> Vec<String> {
    let written = Written { writes, ..Written::default() };
    let mut shown = standing_tags(&written, screening, &RESULT_SLOTS).own;
    if under_way {
        let standing = standing_tags(&written, screening, &STATUS_SLOTS).own;
        let of_status = |(key, effect): &(&str, &Effect)| match effect {
            Effect::AddTags { tags } if EffectDraft::is_of(key, screening) => {
                let slot = key.rsplit(':').nth(1)?;
                STATUS_SLOTS.contains(&slot).then(|| tags.clone())
            }
            _ => None,
        };
        // Where statuses replace each other, the last one counts.
        let last = writes.iter().rev().find_map(of_status).unwrap_or_default();
        shown.extend(standing.into_iter().filter(|tag| !tags.replace || last.contains(tag)));
    }
    shown
}

/// Every tag by which these writes tell how a screening stands and what came of it, also one that was taken
/// away since.
#[must_use]
pub fn told(writes: &[(&str, &Effect)]) -> Vec<String> {
    let slots = [&STATUS_SLOTS[..], &RESULT_SLOTS[..]].concat();
    let tags = |(key, effect): &(&str, &Effect)| match effect {
        Effect::AddTags { tags } => {
            key.rsplit(':').nth(1).filter(|slot| slots.contains(slot)).map(|_| tags.clone())
        }
        _ => None,
    };
    writes.iter().filter_map(tags).flatten().collect()
}

/// Tags that writes have put into Lever, or will.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Those of all writes.
    pub all: Vec<String>,
    /// Those of the screening and of its earlier rounds.
    pub rounds: Vec<String>,
    /// Those of the screening itself. What another one wrote may have been removed by somebody since.
    pub own: Vec<String>,
}

/// The tags that stand of these slots.
pub(crate) fn standing_tags(written: &Written<'_>, screening: &ScreeningId, slots: &[&str]) -> Standing {
    let mut standing = Standing::default();
    for (key, effect) in written.writes {
        let slot = key.rsplit(':').nth(1);
        if !slots.iter().any(|known| Some(*known) == slot) {
            continue;
        }
        follow(&mut standing.all, effect);
        // Whoever removes a tag, it is gone.
        let removed = matches!(effect, Effect::RemoveTags { .. });
        let own = EffectDraft::is_of(key, screening);
        if own || removed {
            follow(&mut standing.own, effect);
        }
        if own || removed || written.rounds.iter().any(|round| EffectDraft::is_of(key, round)) {
            follow(&mut standing.rounds, effect);
        }
    }
    standing
}

fn follow(tags: &mut Vec<String>, effect: &Effect) {
    match effect {
        Effect::AddTags { tags: added } => {
            let new: Vec<&String> = added.iter().filter(|tag| !tags.contains(tag)).collect();
            tags.extend(new.into_iter().cloned());
        }
        Effect::RemoveTags { tags: removed } => tags.retain(|tag| !removed.contains(tag)),
        _ => {}
    }
}
