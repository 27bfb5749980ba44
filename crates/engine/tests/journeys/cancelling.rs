//! Candidates who leave, and people who call off.

use std::time::Duration;

use fulcrum_core::leaving::{Leaving, Rule};
use fulcrum_core::playbook::PostingAssessment;
use fulcrum_core::screening::State;
use fulcrum_core::{AssessmentId, OpportunityId, PostingId};
use fulcrum_providers::{Provider as _, ProviderRef, State as ProviderState};
use fulcrum_sandbox::{NewCandidate, NewPosting};

use crate::lab::{COMPLETED, Desk, INVITED, Lab, OTHER, Setup, TRIGGER};

async fn at_the_provider(lab: &Lab, desk: &Desk, id: &str) -> ProviderState {
    let reference = ProviderRef::new(desk.screening(id).await.provider_ref.unwrap());
    lab.provider().progress(&[reference]).await.unwrap().remove(0).state
}

async fn invited(lab: &Lab, desk: &Desk) -> String {
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    desk.look_and_send().await;
    assert_eq!(desk.state(&id).await, State::Invited);
    lab.pass(Duration::from_secs(60));
    id
}

#[tokio::test]
async fn archived_while_open_is_cancelled() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = invited(&lab, &desk).await;
    lab.control.archive(&id, Some("Withdrew")).unwrap();
    desk.safety().await;
    assert_eq!(desk.state(&id).await, State::Cancelled);
    desk.drain().await;
    assert_eq!(at_the_provider(&lab, &desk, &id).await, ProviderState::Cancelled);
    desk.safety().await;
    desk.drain().await;
    assert_eq!(lab.control.mails().len(), 1);
}

#[tokio::test]
async fn archived_while_open_is_kept_where_the_playbook_says_so() {
    let lab = Lab::new().await;
    let mut setup = Setup::named("first");
    setup.playbook.leaving.archived = Rule::Keep;
    let desk = Desk::open(&lab, setup).await;
    desk.switch_on(&[]).await;
    let id = invited(&lab, &desk).await;
    lab.control.archive(&id, Some("Withdrew")).unwrap();
    desk.safety().await;
    desk.drain().await;
    assert_eq!(desk.state(&id).await, State::Invited);
    assert_eq!(at_the_provider(&lab, &desk, &id).await, ProviderState::Invited);
}

/// A desk that does so when candidates leave, and never reminds by itself.
async fn with_rules(lab: &Lab, leaving: Leaving, remind_after_days: Vec<u32>) -> Desk {
    let mut setup = Setup::named("first");
    setup.playbook.leaving = leaving;
    setup.playbook.remind_after_days = remind_after_days;
    let desk = Desk::open(lab, setup).await;
    desk.switch_on(&[]).await;
    desk
}

#[tokio::test]
async fn a_hire_has_a_rule_of_its_own() {
    for (rule, expected) in [(Rule::Keep, State::Invited), (Rule::Cancel, State::Cancelled)] {
        let lab = Lab::new().await;
        let leaving = Leaving { hired: rule, archived: Rule::Cancel, ..Leaving::default() };
        let desk = with_rules(&lab, leaving, Vec::new()).await;
        let id = invited(&lab, &desk).await;
        lab.control.archive(&id, Some("Hired")).unwrap();
        desk.safety().await;
        assert_eq!(desk.state(&id).await, expected, "{rule:?}");
    }
}

#[tokio::test]
async fn whoever_moves_on_is_called_off_where_the_playbook_says_so_and_not_whoever_was_sent_one_by_hand() {
    let lab = Lab::new().await;
    let leaving = Leaving { left_stage: Rule::Cancel, ..Leaving::default() };
    let desk = with_rules(&lab, leaving, Vec::new()).await;
    let id = invited(&lab, &desk).await;
    let by_hand = lab.candidate("Bo Ek", Some("bo@example.com"));
    let (opportunity, assessment) =
        (OpportunityId::new(by_hand.clone()), AssessmentId::new("backend-basics"));
    desk.engine.send_by_hand(&opportunity, None, assessment, false).await.unwrap();
    desk.send().await;
    for id in [&id, &by_hand] {
        lab.control.move_to_stage(id, OTHER, None).unwrap();
    }
    desk.safety().await;
    desk.drain().await;
    assert_eq!(desk.state(&id).await, State::Cancelled);
    assert_eq!(desk.screening(&id).await.reason.as_deref(), Some("Moved to another stage in Lever"));
    assert_eq!(at_the_provider(&lab, &desk, &id).await, ProviderState::Cancelled);
    assert_eq!(desk.state(&by_hand).await, State::Invited);
}

/// A desk whose status tags replace each other, or are added; leaving the stage calls off.
async fn with_status(lab: &Lab, replace: bool) -> Desk {
    let mut setup = Setup::named("first");
    setup.playbook.tags.replace = replace;
    setup.playbook.leaving.left_stage = Rule::Cancel;
    let desk = Desk::open(lab, setup).await;
    desk.switch_on(&[]).await;
    desk
}

#[tokio::test]
async fn a_status_that_is_replaced_goes_with_what_is_called_off_and_one_that_is_added_stays() {
    for (replace, by_hand) in [(true, true), (true, false), (false, true)] {
        let lab = Lab::new().await;
        let desk = with_status(&lab, replace).await;
        let id = invited(&lab, &desk).await;
        desk.drain().await;
        assert_eq!(lab.tagged(&id, INVITED), 1);
        if by_hand {
            desk.engine.cancel(&desk.screening(&id).await.id).await.unwrap();
        } else {
            lab.control.move_to_stage(&id, OTHER, None).unwrap();
            desk.safety().await;
        }
        desk.drain().await;
        assert_eq!(desk.state(&id).await, State::Cancelled);
        assert_eq!(lab.tagged(&id, INVITED), usize::from(!replace), "{replace} {by_hand}");
    }
}

#[tokio::test]
async fn what_was_handed_in_after_the_status_was_taken_away_has_its_own_status() {
    let lab = Lab::new().await;
    let desk = with_status(&lab, true).await;
    let id = invited(&lab, &desk).await;
    desk.drain().await;
    let row = desk.screening(&id).await;
    lab.answer(row.link.as_deref().unwrap()).await;
    desk.engine.cancel(&row.id).await.unwrap();
    desk.drain().await;
    desk.engine.follow().await.unwrap();
    desk.drain().await;
    assert_eq!(desk.state(&id).await, State::Submitted);
    assert_eq!((lab.tagged(&id, INVITED), lab.tagged(&id, COMPLETED)), (0, 1));
}

#[tokio::test]
async fn a_closed_posting_stops_reminders_or_calls_off() {
    for rule in [Rule::StopReminding, Rule::Cancel] {
        let lab = Lab::new().await;
        let leaving = Leaving { posting_closed: rule, ..Leaving::default() };
        let desk = with_rules(&lab, leaving, vec![3]).await;
        let posting = lab.control.add_posting(NewPosting { text: "Cook".into(), ..NewPosting::default() });
        let new = NewCandidate {
            name: "Aiko Tanaka".into(),
            email: Some("aiko@example.com".into()),
            posting: Some(posting.clone()),
            ..NewCandidate::default()
        };
        let id = lab.control.add_candidate(new).unwrap().id;
        lab.enter(&id);
        desk.engine.refresh_cache().await.unwrap();
        desk.look_and_send().await;
        lab.control.set_posting_state(&posting, "closed").unwrap();
        desk.engine.refresh_cache().await.unwrap();
        desk.drain().await;
        let row = desk.screening(&id).await;
        let expected = if rule == Rule::Cancel { State::Cancelled } else { State::Invited };
        assert_eq!((row.state, row.reminders_stopped), (expected, rule == Rule::StopReminding));
    }
}

#[tokio::test]
async fn a_posting_that_an_arrival_shows_to_be_closed_is_not_missed() {
    let lab = Lab::new().await;
    let posting = lab.control.add_posting(NewPosting { text: "Cook".into(), ..NewPosting::default() });
    let mut setup = Setup::named("first");
    setup.playbook.leaving.posting_closed = Rule::Cancel;
    // Then arrivals make it read the posting.
    setup.playbook.posting_assessments = vec![PostingAssessment {
        posting: PostingId::new(posting.clone()),
        stage: None,
        assessment: AssessmentId::new("backend-basics"),
    }];
    let desk = Desk::open(&lab, setup).await;
    desk.switch_on(&[]).await;
    desk.engine.refresh_cache().await.unwrap();
    let applies = |name: &str| {
        let email = Some(format!("{}@example.com", name.to_lowercase().replace(' ', ".")));
        let posting = Some(posting.clone());
        let new = NewCandidate { name: name.into(), email, posting, ..NewCandidate::default() };
        let id = lab.control.add_candidate(new).unwrap().id;
        lab.enter(&id);
        id
    };
    let open = applies("Aiko Tanaka");
    desk.look_and_send().await;
    assert_eq!(desk.state(&open).await, State::Invited);
    lab.control.set_posting_state(&posting, "closed").unwrap();
    lab.pass(Duration::from_secs(60));
    applies("Bo Ek");
    desk.tick().await;
    assert_eq!(desk.state(&open).await, State::Cancelled);
}

#[tokio::test]
async fn whoever_comes_back_is_reminded_again() {
    let lab = Lab::new().await;
    let leaving =
        Leaving { left_stage: Rule::StopReminding, archived: Rule::StopReminding, ..Leaving::default() };
    let desk = with_rules(&lab, leaving, vec![3]).await;
    let id = invited(&lab, &desk).await;
    let stopped = async || {
        lab.pass(Duration::from_secs(60));
        desk.safety().await;
        desk.screening(&id).await.reminders_stopped
    };
    lab.control.move_to_stage(&id, OTHER, None).unwrap();
    assert!(stopped().await, "moved on");
    lab.control.move_to_stage(&id, TRIGGER, None).unwrap();
    assert!(!stopped().await, "back in the stage");
    lab.control.archive(&id, Some("Withdrew")).unwrap();
    assert!(stopped().await, "archived");
    lab.control.unarchive(&id).unwrap();
    assert!(!stopped().await, "back in Lever");
    assert_eq!(desk.state(&id).await, State::Invited);
    assert_eq!(lab.mails("aiko@example.com").len(), 1);
}

#[tokio::test]
async fn moved_on_while_open_is_kept() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = invited(&lab, &desk).await;
    lab.control.move_to_stage(&id, OTHER, None).unwrap();
    desk.safety().await;
    desk.drain().await;
    assert_eq!(desk.state(&id).await, State::Invited);
}

#[tokio::test]
async fn called_off_by_hand_closes_the_link() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = invited(&lab, &desk).await;
    let row = desk.screening(&id).await;
    desk.engine.cancel(&row.id).await.unwrap();
    desk.drain().await;
    assert_eq!(at_the_provider(&lab, &desk, &id).await, ProviderState::Cancelled);
    let page = lab.http.get(row.link.unwrap()).send().await.unwrap();
    assert_eq!(page.status(), 410);
    assert!(desk.engine.cancel(&row.id).await.is_err());
}

#[tokio::test]
async fn what_was_handed_in_wins_over_a_cancellation() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = invited(&lab, &desk).await;
    let row = desk.screening(&id).await;
    lab.answer(row.link.as_deref().unwrap()).await;
    desk.engine.cancel(&row.id).await.unwrap();
    desk.drain().await;
    desk.engine.follow().await.unwrap();
    desk.drain().await;
    assert_eq!(desk.state(&id).await, State::Submitted);
    assert_eq!(lab.tagged(&id, COMPLETED), 1);
    assert!(desk.attention().await.is_empty(), "there is nothing to settle");
}

#[tokio::test]
async fn declined_and_run_out_are_ends() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let declines = invited(&lab, &desk).await;
    let link = desk.screening(&declines).await.link.unwrap();
    lab.post(&format!("{link}/decline"), &[]).await;
    desk.engine.follow().await.unwrap();
    assert_eq!(desk.state(&declines).await, State::Declined);
    let late = lab.arrival("Ben Late", Some("ben@example.com"));
    desk.look_and_send().await;
    lab.pass(Duration::from_secs(15 * 24 * 3600));
    desk.engine.follow().await.unwrap();
    assert_eq!(desk.state(&late).await, State::Expired);
    desk.drain().await;
    assert_eq!(lab.tagged(&late, COMPLETED), 0);
    assert_eq!(lab.tagged(&declines, COMPLETED), 0);
}
