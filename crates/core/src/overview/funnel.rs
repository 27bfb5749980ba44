//! How far candidates come, and where they leave.

use super::Row;
use crate::screening::State;

/// A step from the invitation to the review, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The invitation left.
    Invited,
    /// The candidate began.
    Started,
    /// The candidate finished.
    Completed,
    /// A model or a rule gave a score.
    Evaluated,
    /// A person reviewed.
    Reviewed,
}

impl Step {
    /// Every step.
    pub const ALL: [Self; 5] =
        [Self::Invited, Self::Started, Self::Completed, Self::Evaluated, Self::Reviewed];
}

/// Those who came to a step and not to the next one, by what became of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Left {
    /// Still on their way: the next step may come.
    pub waiting: u32,
    /// The candidate said no.
    pub declined: u32,
    /// The link ran out.
    pub expired: u32,
    /// Called off.
    pub cancelled: u32,
    /// The invitation could not be delivered.
    pub failed: u32,
}

impl Left {
    /// Everybody between a step and the next one.
    #[must_use]
    pub fn total(self) -> u32 {
        self.waiting + self.declined + self.expired + self.cancelled + self.failed
    }
}

/// One step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FunnelStep {
    /// Which.
    pub step: Step,
    /// How many came this far, or further.
    pub count: u32,
    /// Who came no further.
    pub left: Left,
}

/// Steps in order. `Evaluated` is one of them only if a score waits for a person: otherwise it is where
/// review is, and says nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Funnel {
    /// The steps.
    pub steps: Vec<FunnelStep>,
}

impl Funnel {
    /// How many came to a step.
    #[must_use]
    pub fn count(&self, step: Step) -> u32 {
        self.steps.iter().find(|one| one.step >= step).map_or(0, |one| one.count)
    }
}

/// The furthest step that a screening came to. A time is believed before the state: what was handed in
/// stays handed in, whatever happened to the screening afterwards.
pub(super) fn furthest(row: &Row<'_>) -> Step {
    if row.reviewed_at.is_some() || row.state == State::Reviewed {
        Step::Reviewed
    } else if row.state == State::Evaluated {
        Step::Evaluated
    } else if row.submitted_at.is_some() || row.state == State::Submitted {
        Step::Completed
    } else if row.started_at.is_some() || row.state == State::Started {
        Step::Started
    } else {
        Step::Invited
    }
}

#[derive(Debug, Clone, Default)]
pub(super) struct FunnelTally {
    /// By the furthest step.
    ends: [Left; 4],
    reviewed: u32,
}

impl FunnelTally {
    pub(super) fn add(&mut self, row: &Row<'_>, reached: Step) {
        let Some(left) = self.ends.get_mut(reached as usize) else {
            self.reviewed += 1;
            return;
        };
        match row.state {
            State::Declined => left.declined += 1,
            State::Expired => left.expired += 1,
            State::Cancelled => left.cancelled += 1,
            State::Failed => left.failed += 1,
            State::Held
            | State::Inviting
            | State::Invited
            | State::Started
            | State::Submitted
            | State::Evaluated
            | State::Reviewed => left.waiting += 1,
        }
    }

    pub(super) fn finish(self) -> Funnel {
        let mut count = self.reviewed;
        let mut steps = vec![FunnelStep { step: Step::Reviewed, count, left: Left::default() }];
        for (step, left) in Step::ALL.into_iter().zip(self.ends).rev() {
            count += left.total();
            if step != Step::Evaluated || left.total() > 0 {
                steps.push(FunnelStep { step, count, left });
            }
        }
        steps.reverse();
        Funnel { steps }
    }
}
