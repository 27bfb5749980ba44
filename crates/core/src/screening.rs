//! The screening state machine. Nothing else decides whether one state may follow another.

use serde::{Deserialize, Serialize};

/// Where a screening stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Waits for the undo time, the hourly cap, a pause or the network.
    Held,
    /// The invitation is leaving.
    Inviting,
    /// The candidate has the invitation.
    Invited,
    /// The candidate began.
    Started,
    /// The candidate finished ("completed").
    Submitted,
    /// A score exists.
    Evaluated,
    /// A person reviewed.
    Reviewed,
    /// Called off.
    Cancelled,
    /// The candidate said no.
    Declined,
    /// The link ran out.
    Expired,
    /// The invitation was refused for good.
    Failed,
}

/// What can happen to a screening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// The invitation begins to leave.
    Leave,
    /// The provider has the invitation.
    Invited,
    /// The provider refused for good.
    Refused,
    /// The candidate began.
    Started,
    /// The candidate handed in.
    Submitted,
    /// A score arrived from a rule or a model.
    Scored,
    /// A person reviewed.
    Reviewed,
    /// A person, or a rule of the playbook, called it off.
    Cancel,
    /// The candidate said no.
    Declined,
    /// The link ran out.
    Expired,
    /// The person's data was removed, so nothing can follow any more.
    Forgotten,
    /// A person takes back that it was called off; only for what never left.
    Restored,
    /// A person takes back the only review of what was not counted.
    ReviewTakenBack,
    /// A person takes back the only review of what was counted.
    BackToCount,
}

/// A change that the state machine refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{event:?} cannot happen to a screening that is {state:?}")]
pub struct Illegal {
    /// The state it is in.
    pub state: State,
    /// What was tried.
    pub event: Event,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 11] = [
        Self::Held,
        Self::Inviting,
        Self::Invited,
        Self::Started,
        Self::Submitted,
        Self::Evaluated,
        Self::Reviewed,
        Self::Cancelled,
        Self::Declined,
        Self::Expired,
        Self::Failed,
    ];

    /// The state after `event`, or the same state for news that is late or repeated.
    ///
    /// # Errors
    /// [`Illegal`] for what can never follow.
    pub fn after(self, event: Event) -> Result<Self, Illegal> {
        let illegal = Err(Illegal { state: self, event });
        match event {
            Event::Leave => match self {
                Self::Held | Self::Inviting => Ok(Self::Inviting),
                _ => illegal,
            },
            // The answer may come after the candidate already began.
            Event::Invited => match self {
                Self::Held | Self::Inviting => Ok(Self::Invited),
                Self::Failed => illegal,
                _ => Ok(self),
            },
            Event::Refused => match self {
                Self::Held | Self::Inviting | Self::Failed => Ok(Self::Failed),
                _ => illegal,
            },
            Event::Started => Ok(self.forward_to(Self::Started)),
            Event::Submitted => Ok(self.forward_to(Self::Submitted)),
            Event::Scored => match self {
                Self::Submitted | Self::Evaluated => Ok(Self::Evaluated),
                Self::Reviewed => Ok(self),
                _ => illegal,
            },
            Event::Reviewed => match self {
                Self::Submitted | Self::Evaluated | Self::Reviewed => Ok(Self::Reviewed),
                _ => illegal,
            },
            Event::Cancel => match self {
                Self::Held | Self::Inviting | Self::Invited | Self::Started | Self::Cancelled => {
                    Ok(Self::Cancelled)
                }
                _ => illegal,
            },
            Event::Restored => match self {
                Self::Held | Self::Cancelled => Ok(Self::Held),
                _ => illegal,
            },
            Event::ReviewTakenBack => match self {
                Self::Submitted | Self::Reviewed => Ok(Self::Submitted),
                _ => illegal,
            },
            Event::BackToCount => match self {
                Self::Evaluated | Self::Reviewed => Ok(Self::Evaluated),
                _ => illegal,
            },
            Event::Declined => Ok(if self.is_open() { Self::Declined } else { self }),
            Event::Expired => Ok(if self.is_open() { Self::Expired } else { self }),
            Event::Forgotten => {
                let unfinished = self.is_open() || matches!(self, Self::Submitted | Self::Evaluated);
                Ok(if unfinished { Self::Cancelled } else { self })
            }
        }
    }

    /// Forward along the main line, never backwards. News of a candidate who answered wins over a
    /// cancellation or an expiry on our side: what was handed in is never thrown away.
    fn forward_to(self, target: Self) -> Self {
        let line = |state: Self| match state {
            Self::Held => 0,
            Self::Inviting => 1,
            Self::Invited => 2,
            Self::Started => 3,
            Self::Submitted => 4,
            Self::Evaluated => 5,
            Self::Reviewed => 6,
            Self::Cancelled | Self::Declined | Self::Expired | Self::Failed => 3,
        };
        if line(target) > line(self) { target } else { self }
    }

    /// Whether the candidate may still answer, or soon will.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Held | Self::Inviting | Self::Invited | Self::Started)
    }

    /// Whether the candidate has an invitation that the provider should be asked about.
    #[must_use]
    pub fn is_followed(self) -> bool {
        matches!(self, Self::Invited | Self::Started)
    }

    /// Whether this run says that the person was screened (for the re-screening window).
    #[must_use]
    pub fn counts_as_screened(self) -> bool {
        !matches!(self, Self::Cancelled | Self::Failed)
    }

    /// The name in the database and in logs.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Inviting => "inviting",
            Self::Invited => "invited",
            Self::Started => "started",
            Self::Submitted => "submitted",
            Self::Evaluated => "evaluated",
            Self::Reviewed => "reviewed",
            Self::Cancelled => "cancelled",
            Self::Declined => "declined",
            Self::Expired => "expired",
            Self::Failed => "failed",
        }
    }

    /// The state of that name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const EVENTS: [Event; 10] = [
        Event::Leave,
        Event::Invited,
        Event::Refused,
        Event::Started,
        Event::Submitted,
        Event::Scored,
        Event::Reviewed,
        Event::Cancel,
        Event::Declined,
        Event::Expired,
    ];

    #[test]
    fn the_main_line() {
        let line = [Event::Leave, Event::Invited, Event::Started, Event::Submitted, Event::Reviewed];
        let end = line.into_iter().try_fold(State::Held, State::after).unwrap();
        assert_eq!(end, State::Reviewed);
    }

    #[test]
    fn undo_is_possible_only_before_the_end() {
        assert_eq!(State::Held.after(Event::Cancel), Ok(State::Cancelled));
        assert!(State::Submitted.after(Event::Cancel).is_err());
        assert!(State::Reviewed.after(Event::Cancel).is_err());
    }

    #[test]
    fn forgetting_ends_what_is_unfinished_and_keeps_what_is_known() {
        for state in State::ALL {
            let after = state.after(Event::Forgotten).unwrap();
            assert!(!after.is_open() && !matches!(after, State::Submitted | State::Evaluated), "{after:?}");
        }
        assert_eq!(State::Reviewed.after(Event::Forgotten), Ok(State::Reviewed));
    }

    #[test]
    fn what_a_person_did_can_be_taken_back_and_nothing_else() {
        assert_eq!(State::Cancelled.after(Event::Restored), Ok(State::Held));
        assert_eq!(State::Reviewed.after(Event::ReviewTakenBack), Ok(State::Submitted));
        for ended in [State::Declined, State::Expired, State::Failed] {
            assert!(ended.after(Event::Restored).is_err() && ended.after(Event::ReviewTakenBack).is_err());
        }
        assert!(State::Invited.after(Event::Restored).is_err());
    }

    #[test]
    fn an_answer_after_cancellation_is_kept() {
        assert_eq!(State::Cancelled.after(Event::Submitted), Ok(State::Submitted));
        assert_eq!(State::Expired.after(Event::Submitted), Ok(State::Submitted));
    }

    #[test]
    fn names_survive() {
        for state in State::ALL {
            assert_eq!(State::parse(state.as_str()), Some(state));
        }
    }

    proptest! {
        #[test]
        fn news_never_moves_a_screening_backwards(events in prop::collection::vec(0..EVENTS.len(), 0..30)) {
            let mut state = State::Held;
            let mut submitted = false;
            for index in events {
                if let Ok(next) = state.after(EVENTS[index]) { state = next; }
                submitted |= state == State::Submitted;
                if submitted {
                    prop_assert!(matches!(state, State::Submitted | State::Evaluated | State::Reviewed));
                }
            }
        }

        #[test]
        fn repeated_news_changes_nothing(start in 0..State::ALL.len(), event in 0..EVENTS.len()) {
            if let Ok(once) = State::ALL[start].after(EVENTS[event]) {
                prop_assert_eq!(once.after(EVENTS[event]), Ok(once));
            }
        }
    }
}
