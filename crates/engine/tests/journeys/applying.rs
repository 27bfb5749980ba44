//! Playbooks that applications trigger.

use std::time::Duration;

use fulcrum_core::planner::Verdict;
use fulcrum_core::playbook::Playbook;
use fulcrum_core::screening::State;
use fulcrum_core::{AssessmentId, OpportunityId, PlaybookId, StageId};
use fulcrum_sandbox::{NewCandidate, RequestFilter};

use crate::lab::{Desk, HOLD, Lab, OTHER};

/// Where applicants land.
const LANDING: &str = "applicant-new";

/// A desk whose trigger is an application, and perhaps a stage besides.
async fn watching(lab: &Lab, stages: &[&str]) -> Desk {
    let desk = lab.desk("first").await;
    switch_on(&desk, stages, &[]).await;
    desk
}

async fn switch_on(desk: &Desk, stages: &[&str], invite_now: &[OpportunityId]) {
    let stages: Vec<_> =
        std::iter::once(StageId::applied()).chain(stages.iter().map(|id| StageId::new(*id))).collect();
    desk.engine.switch_on(&desk.playbook.id, &stages, invite_now).await.unwrap();
}

/// A second later, somebody new comes in.
fn comes_in(lab: &Lab, name: &str, applied: bool, stage: Option<&str>) -> String {
    lab.pass(Duration::from_secs(1));
    let new = NewCandidate {
        name: name.into(),
        email: Some(format!("{}@example.com", name.to_lowercase().replace(' ', "."))),
        posting: Some(lab.control.postings().remove(0).0),
        stage: stage.map(str::to_owned),
        applied,
        ..NewCandidate::default()
    };
    lab.control.add_candidate(new).unwrap().id
}

#[tokio::test]
async fn whoever_applies_is_invited_and_whoever_is_added_by_somebody_else_is_not() {
    let lab = Lab::new().await;
    let desk = watching(&lab, &[]).await;
    let (applied, added) =
        (comes_in(&lab, "Aiko Tanaka", true, None), comes_in(&lab, "Bo Ek", false, Some(LANDING)));
    desk.look_and_send().await;
    assert_eq!(desk.state(&applied).await, State::Invited);
    assert_eq!(lab.mails("aiko.tanaka@example.com").len(), 1);
    assert!(desk.decisions(&added).await.is_empty());
    // Seen again, by every way of looking, it is not decided again.
    desk.tick().await;
    desk.sweep().await;
    desk.safety().await;
    assert_eq!(desk.decisions(&applied).await.len(), 1);
}

#[tokio::test]
async fn an_application_that_lands_in_a_trigger_stage_is_one_arrival() {
    let lab = Lab::new().await;
    let desk = watching(&lab, &[LANDING]).await;
    let (applied, added) =
        (comes_in(&lab, "Aiko Tanaka", true, None), comes_in(&lab, "Bo Ek", false, Some(LANDING)));
    desk.look_and_send().await;
    for id in [&applied, &added] {
        assert_eq!(desk.state(id).await, State::Invited);
    }
    let decisions = desk.decisions(&applied).await;
    let mut verdicts: Vec<_> = decisions.iter().map(|row| row.decision.verdict.as_str()).collect();
    verdicts.sort_unstable();
    assert_eq!(verdicts, ["invite", "not_addressed"]);
    // A later move back into the stage is an arrival of its own.
    lab.control.move_to_stage(&applied, OTHER, None).unwrap();
    lab.pass(Duration::from_secs(5));
    lab.control.move_to_stage(&applied, LANDING, None).unwrap();
    desk.tick().await;
    let last = desk.decisions(&applied).await.remove(0).decision;
    assert_eq!(last.verdict, Verdict::Skip);
    assert!(last.summary.contains("already open"), "{}", last.summary);
}

#[tokio::test]
async fn of_a_playbook_for_applications_and_one_for_the_stage_they_land_in_the_first_takes_the_arrival() {
    for the_stages_comes_first in [true, false] {
        let lab = Lab::new().await;
        let desk = lab.desk("first").await;
        let second = Playbook {
            id: PlaybookId::new("second"),
            name: "For applications".into(),
            assessment: Some(AssessmentId::new("customer-empathy")),
            ..Playbook::preset()
        };
        let mut order = vec![desk.playbook.id.clone(), second.id.clone()];
        if !the_stages_comes_first {
            order.reverse();
        }
        let (account, by_application) = (desk.account.clone(), second.id.clone());
        desk.store
            .write(move |tx| {
                tx.save_playbook(&account, &second)?;
                tx.order_playbooks(&account, &order)
            })
            .await
            .unwrap();
        let before = comes_in(&lab, "Bo Ek", true, None);
        desk.engine.switch_on(&desk.playbook.id, &[StageId::new(LANDING)], &[]).await.unwrap();
        desk.engine.switch_on(&by_application, &[StageId::applied()], &[]).await.unwrap();
        let preview = desk.engine.preview(&by_application, &[StageId::applied()], None).await.unwrap();
        let of_bo = preview.people.iter().find(|one| one.candidate.opportunity.as_str() == before).unwrap();
        let not_its = of_bo.decision.verdict == Verdict::NotAddressed;
        assert_eq!(not_its, the_stages_comes_first, "a preview says what would happen");
        let id = comes_in(&lab, "Aiko Tanaka", true, None);
        desk.look_and_send().await;
        desk.sweep().await;
        desk.safety().await;
        desk.send().await;
        assert_eq!(lab.mails("aiko.tanaka@example.com").len(), 1);
        let expected = if the_stages_comes_first { "backend-basics" } else { "customer-empathy" };
        assert_eq!(desk.screening(&id).await.assessment_id.as_str(), expected);
        let mut verdicts: Vec<_> =
            desk.decisions(&id).await.iter().map(|row| row.decision.verdict.as_str()).collect();
        verdicts.sort_unstable();
        assert_eq!(verdicts, ["invite", "not_addressed"]);
    }
}

#[tokio::test]
async fn whoever_applied_before_is_shown_and_invited_only_if_chosen() {
    let lab = Lab::new().await;
    let (before, chosen) =
        (comes_in(&lab, "Aiko Tanaka", true, None), comes_in(&lab, "Bo Ek", true, Some(OTHER)));
    let desk = lab.desk("first").await;
    let preview = desk.engine.preview(&desk.playbook.id, &[StageId::applied()], None).await.unwrap();
    for id in [&before, &chosen] {
        let person = preview.people.iter().find(|person| person.candidate.opportunity.as_str() == id);
        let person = person.expect("somebody who applied lately");
        assert_eq!(person.decision.verdict, Verdict::Invite);
        assert_eq!(person.entered_at, person.candidate.applied_at);
    }
    assert!(preview.people.iter().all(|person| person.candidate.applied_at.is_some()));
    switch_on(&desk, &[], &[OpportunityId::new(chosen.clone())]).await;
    desk.look_and_send().await;
    assert_eq!(desk.state(&chosen).await, State::Invited);
    let decision = desk.decisions(&before).await.remove(0).decision;
    assert_eq!(decision.verdict, Verdict::Skip);
    assert!(decision.summary.starts_with("Applied before"), "{}", decision.summary);
    assert!(lab.mails("aiko.tanaka@example.com").is_empty());
}

#[tokio::test]
async fn somebody_who_was_known_already_applies() {
    let lab = Lab::new().await;
    let desk = watching(&lab, &[]).await;
    let id = lab.candidate("Aiko Tanaka", Some("aiko@example.com"));
    desk.tick().await;
    assert!(desk.decisions(&id).await.is_empty());
    lab.pass(Duration::from_secs(3600));
    lab.candidate("Bo Ek", None);
    desk.tick().await;
    lab.control.apply(&id, &lab.control.postings().remove(0).0).unwrap();
    // The opportunity is not new, so the look for new ones does not see it.
    desk.tick().await;
    assert!(desk.decisions(&id).await.is_empty());
    desk.safety().await;
    desk.send().await;
    assert_eq!(desk.state(&id).await, State::Invited);
}

#[tokio::test]
async fn an_applicant_who_is_moved_on_at_once_is_still_invited() {
    let lab = Lab::new().await;
    let desk = watching(&lab, &[]).await;
    let id = comes_in(&lab, "Aiko Tanaka", true, None);
    desk.tick().await;
    assert_eq!(desk.state(&id).await, State::Held);
    lab.control.move_to_stage(&id, OTHER, None).unwrap();
    desk.send().await;
    assert_eq!(desk.state(&id).await, State::Invited);
}

#[tokio::test]
async fn switching_off_calls_back_what_an_application_began() {
    let lab = Lab::new().await;
    let desk = watching(&lab, &[LANDING]).await;
    let id = comes_in(&lab, "Aiko Tanaka", true, None);
    desk.tick().await;
    desk.engine.switch_off(&desk.playbook.id).await.unwrap();
    lab.pass(HOLD);
    desk.drain().await;
    assert_eq!(desk.state(&id).await, State::Cancelled);
    assert!(lab.mails("aiko.tanaka@example.com").is_empty());
    // What was on is offered when it is switched on again.
    let playbook = desk.read(|tx, account| tx.playbooks(account)).await.remove(0);
    assert!(playbook.usual_applications);
    assert_eq!(playbook.usual_stages, ["New applicant"]);
}

#[tokio::test]
async fn an_idle_tick_is_one_request_for_applications_and_one_for_all_stages() {
    let lab = Lab::new().await;
    let desk = watching(&lab, &[LANDING, OTHER]).await;
    desk.tick().await;
    lab.control.clear_requests();
    assert_eq!(desk.tick().await, 0);
    let asked = lab.control.requests(&RequestFilter::default());
    let parts: Vec<_> = asked
        .iter()
        .map(|one| (one.query.contains("stage_id="), one.query.contains("created_at_start=")))
        .collect();
    assert_eq!(parts, [(true, false), (false, true)]);
}
