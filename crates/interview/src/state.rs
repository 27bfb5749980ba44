//! Where an invitation stands: computed from its times and the clock, never stored.

use jiff::Timestamp;
use serde::Serialize;

/// Where an invitation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum State {
    Invited,
    Started,
    Submitted,
    Evaluated,
    Cancelled,
    Declined,
    Expired,
    Erased,
}

/// The times an invitation has lived through.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Times {
    pub(crate) consent: Option<Timestamp>,
    pub(crate) submitted: Option<Timestamp>,
    pub(crate) evaluated: Option<Timestamp>,
    pub(crate) cancelled: Option<Timestamp>,
    pub(crate) declined: Option<Timestamp>,
    pub(crate) erased: Option<Timestamp>,
    pub(crate) expires: Timestamp,
}

impl State {
    /// What was handed in stays handed in; what was closed stays closed; only an open invitation
    /// can expire.
    pub(crate) fn at(now: Timestamp, times: &Times) -> State {
        if times.erased.is_some() {
            State::Erased
        } else if times.evaluated.is_some() {
            State::Evaluated
        } else if times.submitted.is_some() {
            State::Submitted
        } else if times.declined.is_some() {
            State::Declined
        } else if times.cancelled.is_some() {
            State::Cancelled
        } else if now >= times.expires {
            State::Expired
        } else if times.consent.is_some() {
            State::Started
        } else {
            State::Invited
        }
    }

    /// The candidate can still do something.
    pub(crate) fn is_open(self) -> bool {
        matches!(self, State::Invited | State::Started)
    }

    /// Colleagues may read the answers.
    pub(crate) fn is_handed_in(self) -> bool {
        matches!(self, State::Submitted | State::Evaluated)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn only_open_invitations_expire() {
        let mut times = Times { expires: at(100), ..Times::default() };
        assert_eq!(State::at(at(99), &times), State::Invited);
        assert_eq!(State::at(at(100), &times), State::Expired);
        times.consent = Some(at(10));
        assert_eq!(State::at(at(99), &times), State::Started);
        assert_eq!(State::at(at(100), &times), State::Expired);
        times.submitted = Some(at(50));
        assert_eq!(State::at(at(100), &times), State::Submitted);
        times.evaluated = Some(at(200));
        assert_eq!(State::at(at(300), &times), State::Evaluated);
        times.erased = Some(at(400));
        assert_eq!(State::at(at(500), &times), State::Erased);
    }
}
