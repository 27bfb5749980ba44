//! Tags of a candidate that name what they had in an earlier stage.

use fulcrum_core::choosing::Riddle;
use fulcrum_core::eligibility::PastScreening;
use fulcrum_core::planner::Verdict;
use fulcrum_core::playbook::{Playbook, Rescreening};
use fulcrum_core::screening::State;
use fulcrum_core::time::DAY;
use fulcrum_core::{ScreeningId, StageId};
use proptest::prelude::*;

use crate::case::{STAGE, assessments, candidate, decide_after, full, now, posting};

/// A screening of the same opportunity that began in this stage.
fn past(id: &str, began_in: &str, days_ago: u32, state: State) -> PastScreening {
    let known = assessments().into_iter().find(|one| one.id.as_str() == id).unwrap();
    PastScreening {
        secret: false,
        id: ScreeningId::new("earlier"),
        reviewed: state == State::Reviewed,
        count: None,
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

#[test]
fn of_several_that_tags_name_those_that_an_earlier_stage_sent_do_not_count() {
    let playbook = playbook();
    let had = |ids: &[&str], tags: &[&str], began_in: &str| {
        let past: Vec<_> = ids.iter().map(|id| past(id, began_in, 1, State::Reviewed)).collect();
        decide_after(&past, &candidate(tags), Some(&posting(&[])), &playbook)
    };
    let both = ["Customer empathy", "Warehouse"];
    let one_left = had(&["empathy"], &both, "phone");
    assert_eq!(
        (one_left.verdict, one_left.assessment.unwrap().name.as_str()),
        (Verdict::Invite, "Warehouse")
    );
    let more_left = had(&["empathy"], &["Customer empathy", "Warehouse", "Backend Test"], "phone");
    let Some(Riddle::Several { named }) = more_left.riddle else { panic!("{}", more_left.summary) };
    assert_eq!(named.len(), 2);
    let none_left = had(&["empathy", "61f080d9414018eda48a7380"], &both, "phone");
    let Some(Riddle::Spent { instead, .. }) = none_left.riddle else { panic!("{}", none_left.summary) };
    assert_eq!(instead.name, "Backend Test");
    // What the stage sends is among them: which one is meant goes on to be a question.
    let tags = ["Customer empathy", "Backend Test"];
    for (ids, began_in) in [(vec!["empathy", "backend"], "phone"), (vec!["empathy"], STAGE), (vec![], STAGE)]
    {
        let decision = had(&ids, &tags, began_in);
        assert!(matches!(decision.riddle, Some(Riddle::Several { .. })), "{}", decision.summary);
    }
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
