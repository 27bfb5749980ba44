//! Tags of a candidate that name what they had in an earlier stage.

use fulcrum_core::choosing::Riddle;
use fulcrum_core::eligibility::PastScreening;
use fulcrum_core::planner::Verdict;
use fulcrum_core::playbook::{Playbook, Rescreening};
use fulcrum_core::screening::State;
use fulcrum_core::time::DAY;
use fulcrum_core::{ScreeningId, StageId};
use proptest::prelude::*;

use crate::case::{assessments, candidate, decide_after, full, now, posting};

/// A screening of the same opportunity that began in this stage.
fn past(id: &str, began_in: &str, days_ago: u32, state: State) -> PastScreening {
    let known = assessments().into_iter().find(|one| one.id.as_str() == id).unwrap();
    PastScreening {
        id: ScreeningId::new("earlier"),
        scored: state == State::Reviewed,
        assessment: known.id,
        assessment_name: known.name,
        state,
        at: now() - DAY * days_ago,
        reference: "F-AAAAAA".into(),
        same_opportunity: true,
        began_in: Some(StageId::new(began_in)),
        confidential: false,
        left: true,
    }
}

/// A playbook whose default for this stage is Backend Test.
fn playbook() -> Playbook {
    Playbook { posting_assessments: Vec::new(), ..full() }
}

proptest! {
    /// Whatever a playbook does with whoever was screened before, and however long ago it was.
    #[test]
    fn a_tag_sends_nothing_again_that_an_earlier_stage_sent(
        rescreening in prop::sample::select(vec![
            Rescreening::LeaveOut, Rescreening::Ask, Rescreening::SendAgain, Rescreening::Reuse,
        ]),
        window in 0_u32..400,
        days_ago in 1_u32..400,
        state in prop::sample::select(vec![
            State::Invited, State::Submitted, State::Reviewed, State::Declined, State::Expired,
        ]),
    ) {
        let playbook = Playbook { rescreening, rescreen_after_days: window, ..playbook() };
        let had = [past("empathy", "phone", days_ago, state)];
        let decision = decide_after(&had, &candidate(&["Customer empathy"]), Some(&posting(&[])), &playbook);
        prop_assert_eq!(decision.verdict, Verdict::Ask);
        let Some(Riddle::Spent { named, instead }) = decision.riddle else { panic!("{}", decision.summary) };
        prop_assert_eq!((named.id.as_str(), instead.id.as_str()), ("empathy", "backend"));
    }
}
