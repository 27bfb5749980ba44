//! Which assessment and which playbook: posting tags, the posting map, tags that are spelt wrong, and
//! several playbooks side by side.

use fulcrum_core::conditions::{Conditions, Origin, PostingCondition};
use fulcrum_core::planner::Verdict;
use fulcrum_core::playbook::{Playbook, PostingAssessment};
use fulcrum_core::screening::State;
use fulcrum_core::{AssessmentId, PlaybookId, PostingId, StageId};
use fulcrum_sandbox::{NewCandidate, NewPosting};
use fulcrum_store::EventFilter;

use crate::lab::{Desk, Lab, OTHER, Setup, TRIGGER, trigger};

const PATTERN: &str = "Hubert: {id}";

/// A desk that goes by posting tags alone.
pub async fn by_posting_tag(lab: &Lab) -> Desk {
    let usual = Setup::named("first");
    let playbook = Playbook { posting_tag: Some(PATTERN.into()), assessment: None, ..usual.playbook.clone() };
    let desk = Desk::open(lab, Setup { playbook, ..usual }).await;
    desk.switch_on(&[]).await;
    desk
}

/// A posting that is opened while the desk is watching.
pub fn posting(lab: &Lab, title: &str, tags: &[&str]) -> String {
    let tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
    let new = NewPosting { text: title.into(), tags, ..NewPosting::default() };
    lab.control.add_posting(new)
}

/// Somebody who applied to the posting enters the trigger stage.
pub fn applicant(lab: &Lab, name: &str, posting: &str, tags: &[&str]) -> String {
    let new = NewCandidate {
        name: name.into(),
        email: Some(format!("{}@example.com", name.to_lowercase().replace(' ', "."))),
        posting: Some(posting.into()),
        applied: true,
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        ..NewCandidate::default()
    };
    let id = lab.control.add_candidate(new).unwrap().id;
    lab.enter(&id);
    id
}

async fn sent(desk: &Desk, opportunity: &str) -> String {
    desk.screening(opportunity).await.assessment_id.to_string()
}

#[tokio::test]
async fn the_tag_of_a_posting_says_what_is_sent_and_a_posting_without_one_is_passed_over_in_silence() {
    let lab = Lab::new().await;
    let desk = by_posting_tag(&lab).await;
    let tagged = posting(&lab, "Warehouse lead", &["Hubert: backend-basics"]);
    let plain = posting(&lab, "Cook", &[]);
    let (screened, passed) =
        (applicant(&lab, "Aiko Tanaka", &tagged, &[]), applicant(&lab, "Bo Ek", &plain, &[]));
    desk.look_and_send().await;
    assert_eq!(sent(&desk, &screened).await, "backend-basics");
    assert_eq!(desk.state(&screened).await, State::Invited);
    let decision = desk.decisions(&passed).await.remove(0).decision;
    assert_eq!(decision.verdict, Verdict::NotAddressed);
    assert!(desk.attention().await.is_empty());
    assert!(lab.mails("bo.ek@example.com").is_empty());
    // Seen again, it is not decided again.
    desk.sweep().await;
    assert_eq!(desk.decisions(&passed).await.len(), 1);
}

/// What Activity says of those for whom no playbook is.
async fn passed_over(desk: &Desk) -> Vec<(Option<String>, String)> {
    let of = EventFilter { kinds: &["not_addressed"], ..EventFilter::default() };
    let rows = desk.read(move |tx, account| tx.events(account, &of, None, 100)).await;
    rows.into_iter().map(|row| (row.name, row.detail.unwrap_or_default())).collect()
}

#[tokio::test]
async fn whoever_no_playbook_is_for_is_listed_once_with_what_each_of_them_says() {
    let lab = Lab::new().await;
    let desk = by_posting_tag(&lab).await;
    let second = PlaybookId::new("second");
    let playbook = Playbook {
        id: second.clone(),
        name: "For agencies".into(),
        conditions: Conditions { origins: vec![Origin::Agency], ..Conditions::default() },
        assessment: Some(AssessmentId::new("customer-empathy")),
        ..Playbook::preset()
    };
    let account = desk.account.clone();
    desk.store.write(move |tx| tx.save_playbook(&account, &playbook)).await.unwrap();
    desk.engine.switch_on(&second, &trigger(), &[]).await.unwrap();
    let tagged = posting(&lab, "Warehouse lead", &["Hubert: backend-basics"]);
    let typo = posting(&lab, "Cook", &["Hubrt:"]);
    applicant(&lab, "Aiko Tanaka", &tagged, &[]);
    applicant(&lab, "Bo Ek", &typo, &[]);
    desk.look_and_send().await;
    desk.sweep().await;
    desk.safety().await;
    let listed = passed_over(&desk).await;
    let [(name, detail)] = listed.as_slice() else { panic!("{listed:?}") };
    assert_eq!(name.as_deref(), Some("Bo Ek"));
    assert!(detail.contains("is almost \u{201c}Hubert: {id}\u{201d}."), "{detail}");
    assert!(detail.contains("For agencies: The playbook is not for candidates of this origin"), "{detail}");
}

#[tokio::test]
async fn a_bad_posting_tag_is_one_question_and_one_click_repairs_it() {
    let lab = Lab::new().await;
    let desk = by_posting_tag(&lab).await;
    let bad = posting(&lab, "Warehouse lead", &["Hubert: backend-basisc"]);
    let people = ["Aiko Tanaka", "Bo Ek", "Cem Kaya"].map(|name| applicant(&lab, name, &bad, &[]));
    desk.tick().await;
    let question = desk.question().await;
    assert_eq!(question.title, "Warehouse lead");
    assert!(question.reason.contains("did you mean Backend basics?"), "{}", question.reason);
    assert_eq!(question.actions[0].label, "Send Backend basics");
    desk.engine.settle_attention(&question.id, &question.actions[0].id).await.unwrap();
    desk.sweep().await;
    desk.send().await;
    for id in &people {
        assert_eq!(desk.state(id).await, State::Invited);
    }
    assert!(desk.attention().await.is_empty());
    let late = applicant(&lab, "Dua Said", &bad, &[]);
    desk.look_and_send().await;
    assert_eq!(sent(&desk, &late).await, "backend-basics");
}

#[tokio::test]
async fn a_slip_in_a_postings_tag_is_one_question_that_a_click_or_a_correction_in_lever_settles() {
    let lab = Lab::new().await;
    let desk = by_posting_tag(&lab).await;
    let slips = ["Warehouse lead", "Cook"].map(|title| posting(&lab, title, &["Hubrt: backend-basics"]));
    for (name, at) in [("Aiko Tanaka", 0), ("Bo Ek", 0), ("Cem Kaya", 1)] {
        applicant(&lab, name, &slips[at], &[]);
    }
    desk.tick().await;
    let questions = desk.attention().await;
    assert_eq!(questions.len(), 2, "one of each posting: {questions:?}");
    let of = |title: &str| questions.iter().find(|row| row.title == title).unwrap();
    let (lead, cook) = (of("Warehouse lead"), of("Cook"));
    assert!(
        lead.reason.contains("is almost “Hubert: {id}”; did you mean Backend basics?"),
        "{}",
        lead.reason
    );
    assert_eq!(lead.actions[0].label, "Send Backend basics");
    desk.engine.settle_attention(&lead.id, &lead.actions[0].id).await.unwrap();
    lab.control.set_posting_tags(&slips[1], &["Hubert: backend-basics".to_owned()]).unwrap();
    desk.engine.settle_attention(&cook.id, "check_again").await.unwrap();
    desk.sweep().await;
    desk.look_and_send().await;
    assert!(desk.attention().await.is_empty());
    assert_eq!(desk.screenings().await.iter().filter(|row| row.state == State::Invited).count(), 3);
}

#[tokio::test]
async fn a_slip_in_the_tag_of_a_posting_that_is_mapped_for_another_stage_is_asked_about_until_it_is_answered()
{
    let lab = Lab::new().await;
    let desk = by_posting_tag(&lab).await;
    let slip = posting(&lab, "Warehouse lead", &["Hubrt: backend-basics"]);
    let mut playbook = desk.read(|tx, account| tx.playbooks(account)).await.remove(0);
    playbook.posting_assessments.push(PostingAssessment {
        posting: PostingId::new(slip.clone()),
        stage: Some(StageId::new(OTHER)),
        assessment: AssessmentId::new("customer-empathy"),
    });
    let account = desk.account.clone();
    desk.store.write(move |tx| tx.save_playbook(&account, &playbook)).await.unwrap();
    let id = applicant(&lab, "Aiko Tanaka", &slip, &[]);
    desk.tick().await;
    let question = desk.question().await;
    assert!(desk.engine.settle_attention(&question.id, "check_again").await.is_err(), "nothing has changed");
    let question = desk.question().await;
    desk.engine.settle_attention(&question.id, &question.actions[0].id).await.unwrap();
    desk.sweep().await;
    desk.send().await;
    assert_eq!(sent(&desk, &id).await, "backend-basics");
    assert!(desk.attention().await.is_empty());
}

#[tokio::test]
async fn a_default_that_is_set_while_a_slip_is_asked_about_sends_nothing() {
    let lab = Lab::new().await;
    let desk = by_posting_tag(&lab).await;
    let slip = posting(&lab, "Warehouse lead", &["Hubrt: backend-basics"]);
    let id = applicant(&lab, "Aiko Tanaka", &slip, &[]);
    desk.tick().await;
    let question = desk.question().await;
    let mut playbook = desk.read(|tx, account| tx.playbooks(account)).await.remove(0);
    playbook.assessment = Some(AssessmentId::new("customer-empathy"));
    let account = desk.account.clone();
    desk.store.write(move |tx| tx.save_playbook(&account, &playbook)).await.unwrap();
    desk.sweep().await;
    desk.send().await;
    assert!(lab.mails("aiko.tanaka@example.com").is_empty());
    assert!(desk.engine.settle_attention(&question.id, "check_again").await.is_err(), "nothing has changed");
    desk.engine.settle_attention(&question.id, &question.actions[0].id).await.unwrap();
    desk.sweep().await;
    desk.send().await;
    assert_eq!(sent(&desk, &id).await, "backend-basics");
}

#[tokio::test]
async fn a_posting_whose_question_was_dismissed_does_not_ask_again_and_undo_brings_it_back() {
    let lab = Lab::new().await;
    let desk = by_posting_tag(&lab).await;
    let bad = posting(&lab, "Warehouse lead", &["Hubert: backend-basisc"]);
    applicant(&lab, "Aiko Tanaka", &bad, &[]);
    desk.tick().await;
    let question = desk.question().await;
    desk.engine.settle_attention(&question.id, "dismiss").await.unwrap();
    applicant(&lab, "Bo Ek", &bad, &[]);
    desk.tick().await;
    assert!(desk.attention().await.is_empty());
    desk.engine.unsettle(&question.id).await.unwrap();
    assert_eq!(desk.question().await.id, question.id);
    // A repair is taken back, too.
    desk.engine.settle_attention(&question.id, "map:backend-basics").await.unwrap();
    desk.engine.unsettle(&question.id).await.unwrap();
    let playbook = desk.read(|tx, account| tx.playbooks(account)).await.remove(0);
    assert!(playbook.posting_assessments.is_empty());
}

#[tokio::test]
async fn a_tag_that_is_spelt_wrong_is_put_right_in_lever_with_one_click() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let plain = posting(&lab, "Cook", &[]);
    let id = applicant(&lab, "Aiko Tanaka", &plain, &["Customer empthy"]);
    desk.tick().await;
    let question = desk.question().await;
    assert_eq!(question.actions[0].label, "It means Customer empathy");
    desk.engine.settle_attention(&question.id, &question.actions[0].id).await.unwrap();
    desk.send().await;
    desk.drain().await;
    assert_eq!(sent(&desk, &id).await, "customer-empathy");
    assert_eq!((lab.tagged(&id, "Customer empathy"), lab.tagged(&id, "Customer empthy")), (1, 0));
    assert_eq!(desk.state(&id).await, State::Invited);
}

#[tokio::test]
async fn an_answer_about_tags_is_taken_back_before_anything_left() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let plain = posting(&lab, "Cook", &[]);
    let id = applicant(&lab, "Aiko Tanaka", &plain, &["Customer empthy"]);
    desk.tick().await;
    let question = desk.question().await;
    desk.engine.settle_attention(&question.id, &question.actions[0].id).await.unwrap();
    desk.engine.unsettle(&question.id).await.unwrap();
    desk.send().await;
    desk.drain().await;
    assert!(lab.mails("aiko.tanaka@example.com").is_empty());
    assert_eq!(lab.tagged(&id, "Customer empthy"), 1);
    assert_eq!(desk.question().await.id, question.id);
}

#[tokio::test]
async fn what_lever_copied_from_the_posting_is_nobodys_word() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    // The posting is called like an assessment, so Lever tags everybody who applies with it.
    let title = posting(&lab, "Customer empathy", &[]);
    let id = applicant(&lab, "Aiko Tanaka", &title, &[]);
    assert_eq!(lab.tagged(&id, "Customer empathy"), 1);
    desk.look_and_send().await;
    assert_eq!(sent(&desk, &id).await, "backend-basics");
}

/// A playbook for cooks who applied that comes before the usual one. Answers the posting's id.
pub async fn with_one_for_cooks(lab: &Lab, desk: &Desk, change: impl FnOnce(&mut Playbook)) -> String {
    let kitchen = posting(lab, "Cook", &[]);
    let second = PlaybookId::new("second");
    let mut playbook = Playbook {
        id: second.clone(),
        name: "For cooks".into(),
        conditions: Conditions {
            postings: PostingCondition {
                ids: vec![PostingId::new(kitchen.clone())],
                ..PostingCondition::default()
            },
            origins: vec![Origin::Applied],
            ..Conditions::default()
        },
        assessment: Some(AssessmentId::new("customer-empathy")),
        ..Playbook::preset()
    };
    change(&mut playbook);
    let account = desk.account.clone();
    let order = vec![second.clone(), Playbook::preset().id];
    desk.store
        .write(move |tx| {
            tx.save_playbook(&account, &playbook)?;
            tx.order_playbooks(&account, &order)
        })
        .await
        .unwrap();
    desk.engine.switch_on(&second, &trigger(), &[]).await.unwrap();
    kitchen
}

#[tokio::test]
async fn of_several_playbooks_the_first_that_is_for_a_candidate_takes_them() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let office = posting(&lab, "Clerk", &[]);
    let kitchen = with_one_for_cooks(&lab, &desk, |_| {}).await;
    let (cook, clerk) =
        (applicant(&lab, "Aiko Tanaka", &kitchen, &[]), applicant(&lab, "Bo Ek", &office, &[]));
    desk.look_and_send().await;
    assert_eq!(sent(&desk, &cook).await, "customer-empathy");
    assert_eq!(sent(&desk, &clerk).await, "backend-basics");
    let about = |rows: Vec<fulcrum_store::DecisionRow>| {
        let mut all: Vec<_> =
            rows.into_iter().map(|row| (row.playbook.to_string(), row.decision.verdict)).collect();
        all.sort_by(|a, b| a.0.cmp(&b.0));
        all
    };
    let first = Playbook::preset().id.to_string();
    assert_eq!(
        about(desk.decisions(&cook).await),
        [(first.clone(), Verdict::NotAddressed), ("second".into(), Verdict::Invite)]
    );
    assert_eq!(
        about(desk.decisions(&clerk).await),
        [(first, Verdict::Invite), ("second".into(), Verdict::NotAddressed)]
    );
    // Each entry is decided once, whatever looks follow.
    desk.sweep().await;
    desk.safety().await;
    desk.drain().await;
    assert_eq!(lab.mails("aiko.tanaka@example.com").len() + lab.mails("bo.ek@example.com").len(), 2);
    assert_eq!(desk.screening(&cook).await.stage_id, Some(StageId::new(TRIGGER)));
}

#[tokio::test]
async fn a_playbook_that_is_narrowed_while_an_invitation_is_held_sends_nothing() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let kitchen = posting(&lab, "Cook", &[]);
    let id = applicant(&lab, "Aiko Tanaka", &kitchen, &[]);
    desk.tick().await;
    let mut playbook = desk.read(|tx, account| tx.playbooks(account)).await.remove(0);
    playbook.conditions.origins = vec![Origin::Agency];
    let account = desk.account.clone();
    desk.store.write(move |tx| tx.save_playbook(&account, &playbook)).await.unwrap();
    desk.send().await;
    assert_eq!(desk.state(&id).await, State::Cancelled);
    assert!(lab.mails("aiko.tanaka@example.com").is_empty());
}

#[tokio::test]
async fn each_playbook_counts_its_own_invitations_for_its_limits() {
    let lab = Lab::new().await;
    let mut setup = Setup::named("first");
    (setup.playbook.hourly_cap, setup.playbook.ask_above) = (1, 2);
    let desk = Desk::open(&lab, setup).await;
    desk.switch_on(&[]).await;
    let office = posting(&lab, "Clerk", &[]);
    let kitchen = with_one_for_cooks(&lab, &desk, |cooks| (cooks.hourly_cap, cooks.ask_above) = (1, 2)).await;
    let cooks = [applicant(&lab, "Aiko Tanaka", &kitchen, &[]), applicant(&lab, "Bo Ek", &kitchen, &[])];
    desk.tick().await;
    let clerk = applicant(&lab, "Cy Ito", &office, &[]);
    desk.tick().await;
    assert!(desk.waiting().await.is_empty(), "neither playbook has more than two at once");
    desk.send().await;
    let mut left = 0;
    for cook in &cooks {
        left += usize::from(desk.state(cook).await == State::Invited);
    }
    assert_eq!(left, 1, "the other cook waits for the next hour");
    assert_eq!(desk.state(&clerk).await, State::Invited, "whatever left for cooks");
}

#[tokio::test]
async fn a_preview_goes_by_what_the_tag_of_a_posting_is_now() {
    let lab = Lab::new().await;
    let desk = by_posting_tag(&lab).await;
    let clerk = posting(&lab, "Clerk", &["Hubert: Souffle"]);
    desk.engine.refresh_cache().await.unwrap();
    applicant(&lab, "Aiko Tanaka", &clerk, &[]);
    let verdict = async || {
        let preview = desk.engine.preview(&desk.playbook.id, &trigger(), None).await.unwrap();
        preview.people[0].decision.verdict
    };
    assert_eq!(verdict().await, Verdict::Ask);
    lab.control.set_posting_tags(&clerk, &["Hubert: backend-basics".to_owned()]).unwrap();
    assert_eq!(verdict().await, Verdict::Invite);
}
