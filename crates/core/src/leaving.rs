//! What happens to an open invitation when the candidate leaves, and when a reminder of it is due.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::time::{DAY, after};

/// One rule for each way of leaving. A person whose data is removed is always forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Leaving {
    /// Archived, but not hired.
    pub archived: Rule,
    /// Archived as hired.
    pub hired: Rule,
    /// Moved to another stage.
    pub left_stage: Rule,
    /// The posting was closed.
    pub posting_closed: Rule,
}

/// What happens to an open invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// It goes on as before.
    Keep,
    /// The link stays open, and nobody is reminded of it.
    StopReminding,
    /// It is called off, and the link is closed.
    Cancel,
}

/// A way of leaving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Departure {
    /// Archived, but not hired.
    Archived,
    /// Archived as hired.
    Hired,
    /// Moved to another stage.
    LeftStage,
    /// The posting was closed.
    PostingClosed,
}

impl Departure {
    /// As a reason for people.
    #[must_use]
    pub fn reason(self) -> &'static str {
        match self {
            Self::Archived => "Archived in Lever",
            Self::Hired => "Hired in Lever",
            Self::LeftStage => "Moved to another stage in Lever",
            Self::PostingClosed => "The posting was closed in Lever",
        }
    }
}

impl Default for Leaving {
    fn default() -> Self {
        Self {
            archived: Rule::Cancel,
            hired: Rule::Cancel,
            left_stage: Rule::StopReminding,
            posting_closed: Rule::StopReminding,
        }
    }
}

impl Leaving {
    /// The rule for a way of leaving.
    #[must_use]
    pub fn rule(&self, departure: Departure) -> Rule {
        match departure {
            Departure::Archived => self.archived,
            Departure::Hired => self.hired,
            Departure::LeftStage => self.left_stage,
            Departure::PostingClosed => self.posting_closed,
        }
    }
}

/// Whether a reminder is due. `days` counts from the invitation; `last_mail` is the last mail about it of
/// whatever kind. One mail serves every reminder that was due before it, so that nobody who was away for
/// a week sends two at once.
#[must_use]
pub fn is_reminder_due(
    days: &[u32],
    invited_at: Timestamp,
    last_mail: Option<Timestamp>,
    now: Timestamp,
) -> bool {
    let due = days.iter().map(|days| after(invited_at, DAY * *days)).filter(|due| *due <= now).max();
    due.is_some_and(|due| last_mail.is_none_or(|last| last < due))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn at(days: u32) -> Timestamp {
        after("2026-11-01T09:00:00Z".parse().unwrap(), DAY * days)
    }

    #[rstest]
    #[case::too_early(2, None, false)]
    #[case::the_first(3, None, true)]
    #[case::once(4, Some(3), false)]
    #[case::the_second(6, Some(3), true)]
    #[case::twice(9, Some(6), false)]
    #[case::away_for_a_week(9, None, true)]
    #[case::one_mail_serves_both(10, Some(9), false)]
    #[case::a_person_was_quicker(6, Some(6), false)]
    fn reminders_come_when_they_are_due(#[case] now: u32, #[case] last: Option<u32>, #[case] due: bool) {
        assert_eq!(is_reminder_due(&[3, 6], at(0), last.map(at), at(now)), due);
    }

    proptest! {
        /// Looking every day, or only now and then, nobody gets more reminders than there are days.
        #[test]
        fn never_more_than_the_playbook_says(
            days in prop::collection::btree_set(1..60_u32, 0..4),
            looks in prop::collection::btree_set(0..90_u32, 0..30),
        ) {
            let days: Vec<u32> = days.into_iter().collect();
            let (mut last, mut sent) = (None, 0);
            for look in looks {
                if is_reminder_due(&days, at(0), last, at(look)) {
                    last = Some(at(look));
                    sent += 1;
                }
            }
            prop_assert!(sent <= days.len());
        }
    }
}
