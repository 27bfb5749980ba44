//! Tables of decisions: who is invited, who is not, and why.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

use std::sync::LazyLock;

use fulcrum_core::assessment::{AssessmentName, Score};
use fulcrum_core::candidate::{Candidate, ContactPermission};
use fulcrum_core::effect::Effect;
use fulcrum_core::eligibility::{Circumstances, PastScreening, Subject, obstacle};
use fulcrum_core::grading::{Count, Outcome, Reading};
use fulcrum_core::notes::Notes;
use fulcrum_core::planner::{self, Decision, Occasion, Verdict};
use fulcrum_core::playbook::{Playbook, Rescreening, StageAssessment};
use fulcrum_core::screening::State;
use fulcrum_core::template::Words;
use fulcrum_core::vocabulary::{Tags, Written};
use fulcrum_core::writing::{self, Counted, Review, Reviewed};
use fulcrum_core::{AssessmentId, ContactId, OpportunityId, ScreeningId, StageId};
use jiff::Timestamp;
use rstest::rstest;

fn now() -> Timestamp {
    "2026-11-21T10:00:00Z".parse().unwrap()
}

fn candidate() -> Candidate {
    Candidate {
        opportunity: OpportunityId::new("o"),
        contact: ContactId::new("c"),
        name: "Aiko Tanaka".into(),
        emails: vec!["aiko@example.com".into()],
        application_email: None,
        stage: StageId::new("screen"),
        posting: None,
        origin: None,
        tags: vec![],
        archived: false,
        archive_reason: None,
        anonymized: false,
        confidential: false,
        contact_permission: ContactPermission::Unregulated,
        snoozed_until: None,
        owner: None,
        followers: vec![],
        entries: vec![],
        applied_at: None,
        url: None,
    }
}

fn assessments() -> Vec<AssessmentName> {
    ["Backend basics", "Customer empathy"]
        .map(|name| AssessmentName { id: AssessmentId::new(name.to_lowercase()), name: name.into() })
        .to_vec()
}

fn playbook() -> Playbook {
    Playbook { assessment: Some(AssessmentId::new("backend basics")), ..Playbook::preset() }
}

fn decide_with(
    candidate: &Candidate,
    playbook: &Playbook,
    past: &[PastScreening],
    notes: &[String],
) -> Decision {
    let occasion = Occasion::Entered { stage: StageId::new("screen"), at: now() };
    let circumstances = Circumstances {
        now: now(),
        posting: None,
        may_see_confidential: false,
        past,
        note_references: notes,
        written_tags: &[],
        plain_tags: &[],
    };
    planner::decide(candidate, &occasion, playbook, &assessments(), &circumstances)
}

fn past(days_ago: i64, state: State) -> PastScreening {
    PastScreening {
        id: ScreeningId::new("earlier"),
        reviewed: state == State::Reviewed,
        count: None,
        assessment: AssessmentId::new("backend basics"),
        assessment_name: "Backend basics".into(),
        state,
        at: now() - jiff::SignedDuration::from_hours(24 * days_ago),
        reference: "F-AAAAAA".into(),
        same_opportunity: true,
        began_in: None,
        confidential: false,
        secret: false,
        left: true,
    }
}

#[test]
fn an_ordinary_arrival_is_invited_with_all_checks_kept() {
    let decision = decide_with(&candidate(), &playbook(), &[], &[]);
    assert_eq!(decision.verdict, Verdict::Invite);
    assert_eq!(decision.checks.len(), 9);
    assert_eq!(
        decision.chosen_by.as_deref(),
        Some("Backend basics, because it is the default of “Fulcrum screening”")
    );
}

#[rstest]
#[case::archived(Candidate { archived: true, ..candidate() }, Subject::Active)]
#[case::anonymised(Candidate { anonymized: true, ..candidate() }, Subject::NotAnonymised)]
#[case::refused(Candidate { contact_permission: ContactPermission::Refused, ..candidate() }, Subject::MayContact)]
#[case::ran_out(Candidate { contact_permission: ContactPermission::Allowed(Some(now())), ..candidate() }, Subject::MayContact)]
#[case::no_address(Candidate { emails: vec![], ..candidate() }, Subject::Address)]
#[case::blank_address(Candidate { emails: vec![" ".into()], ..candidate() }, Subject::Address)]
#[case::bad_address(Candidate { emails: vec!["aiko".into()], ..candidate() }, Subject::Address)]
#[case::snoozed(Candidate { snoozed_until: Some(now() + jiff::SignedDuration::from_hours(1)), ..candidate() }, Subject::Awake)]
#[case::confidential(Candidate { confidential: true, ..candidate() }, Subject::Visible)]
#[case::left(Candidate { stage: StageId::new("offer"), ..candidate() }, Subject::StillInStage)]
fn each_failed_test_is_the_stored_reason(#[case] candidate: Candidate, #[case] subject: Subject) {
    let decision = decide_with(&candidate, &playbook(), &[], &[]);
    assert_eq!(decision.verdict, Verdict::Skip);
    assert_eq!(obstacle(&decision.checks).map(|check| check.subject), Some(subject));
    assert!(decision.summary.ends_with("so no invitation was sent."), "{}", decision.summary);
}

#[rstest]
#[case::inside_the_window(past(89, State::Reviewed), Verdict::Skip)]
#[case::outside_the_window(past(91, State::Reviewed), Verdict::Invite)]
#[case::open_whatever_its_age(past(200, State::Invited), Verdict::Skip)]
#[case::cancelled_does_not_count(past(1, State::Cancelled), Verdict::Invite)]
#[case::failed_does_not_count(past(1, State::Failed), Verdict::Invite)]
fn the_rescreening_window(#[case] past: PastScreening, #[case] verdict: Verdict) {
    assert_eq!(decide_with(&candidate(), &playbook(), &[past], &[]).verdict, verdict);
}

#[test]
fn a_confidential_result_is_not_carried_to_where_more_people_see_it() {
    let reuse = Playbook { rescreening: Rescreening::Reuse, ..playbook() };
    let secret = PastScreening { same_opportunity: false, confidential: true, ..past(1, State::Reviewed) };
    let open = decide_with(&candidate(), &reuse, std::slice::from_ref(&secret), &[]);
    assert_eq!(open.verdict, Verdict::Ask);
    assert!(open.summary.contains("confidential"), "{}", open.summary);
    let plain = PastScreening { confidential: false, ..secret };
    assert_eq!(decide_with(&candidate(), &reuse, std::slice::from_ref(&plain), &[]).verdict, Verdict::Reuse);
    let told_in_secret = [PastScreening { secret: true, ..plain }];
    let open = decide_with(&candidate(), &reuse, &told_in_secret, &[]);
    assert_eq!(open.verdict, Verdict::Ask);
    assert!(open.summary.contains("secret"), "{}", open.summary);
    let notes = Notes { secret: true, ..Notes::default() };
    let as_secret = Playbook { notes, ..reuse };
    assert_eq!(decide_with(&candidate(), &as_secret, &told_in_secret, &[]).verdict, Verdict::Reuse);
}

#[test]
fn traces_of_another_computer_ask() {
    let tagged = Candidate { tags: vec!["Fulcrum-Screening-Invited".into()], ..candidate() };
    assert_eq!(decide_with(&tagged, &playbook(), &[], &[]).verdict, Verdict::Ask);
    let ours = [past(200, State::Reviewed)];
    assert_eq!(decide_with(&tagged, &playbook(), &ours, &[]).verdict, Verdict::Invite);
    let undone = [PastScreening { left: false, ..past(200, State::Cancelled) }];
    assert_eq!(
        decide_with(&tagged, &playbook(), &undone, &[]).verdict,
        Verdict::Ask,
        "not ours: it never left"
    );
    let known = ["F-AAAAAA".to_owned()];
    assert_eq!(decide_with(&candidate(), &playbook(), &ours, &known).verdict, Verdict::Invite);
    let foreign = ["F-BBBBBB".to_owned()];
    assert_eq!(decide_with(&candidate(), &playbook(), &ours, &foreign).verdict, Verdict::Ask);
}

#[test]
fn a_tag_that_names_an_assessment_wins_and_two_ask() {
    let one = Candidate { tags: vec!["Customer empathy".into()], ..candidate() };
    let decision = decide_with(&one, &playbook(), &[], &[]);
    assert_eq!(decision.assessment.unwrap().name, "Customer empathy");
    let two = Candidate { tags: vec!["Customer empathy".into(), "Backend basics".into()], ..candidate() };
    assert_eq!(decide_with(&two, &playbook(), &[], &[]).verdict, Verdict::Ask);
}

#[test]
fn a_stage_default_wins_over_the_playbooks() {
    let stage =
        StageAssessment { stage: StageId::new("screen"), assessment: AssessmentId::new("customer empathy") };
    let playbook = Playbook { stage_assessments: vec![stage], ..playbook() };
    let decision = decide_with(&candidate(), &playbook, &[], &[]);
    assert_eq!(decision.assessment.unwrap().name, "Customer empathy");
}

#[test]
fn without_an_assessment_a_person_is_asked() {
    let playbook = Playbook { assessment: None, ..playbook() };
    assert_eq!(decide_with(&candidate(), &playbook, &[], &[]).verdict, Verdict::Ask);
}

fn review(score: u8, revision: u32) -> Review {
    Review {
        score: Score::new(score).unwrap(),
        scores: vec![],
        comment: "ask @mara".into(),
        reviewer: "Mara Lindqvist".into(),
        overrules: false,
        revision,
    }
}

static BACKEND: LazyLock<AssessmentId> = LazyLock::new(|| AssessmentId::new("backend basics"));

fn reviewed(review: &Review, first: bool) -> Reviewed<'_> {
    Reviewed { review, assessment: &BACKEND, first, count: None }
}

#[test]
fn a_review_writes_tag_and_note_with_reference() {
    let id = ScreeningId::new("s");
    let drafts = writing::on_reviewed(
        &id,
        &playbook(),
        &Words::example(),
        &Written::default(),
        "F-7K3Q9M",
        &reviewed(&review(3, 1), true),
    )
    .unwrap();
    let tags: Vec<_> = drafts
        .iter()
        .filter_map(|draft| match &draft.effect {
            Effect::AddTags { tags } => Some(tags.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(tags, [["Fulcrum-Screening-Score:3"]]);
    let note = drafts.iter().find_map(|draft| match &draft.effect {
        Effect::AddNote { text, score, .. } => Some((text.clone(), *score)),
        _ => None,
    });
    let (text, score) = note.unwrap();
    assert!(text.ends_with("Ref F-7K3Q9M"), "{text}");
    assert!(!text.contains("@mara"), "a mention would send mail: {text}");
    assert_eq!(score, Score::new(3));
}

#[test]
fn a_changed_score_replaces_the_tag_and_comments() {
    let id = ScreeningId::new("s");
    let first = review(3, 1);
    let before = writing::on_reviewed(
        &id,
        &playbook(),
        &Words::example(),
        &Written::default(),
        "F-7K3Q9M",
        &reviewed(&first, true),
    )
    .unwrap();
    let writes: Vec<_> = before.iter().map(|draft| (draft.dedupe_key.as_str(), &draft.effect)).collect();
    let drafts = writing::on_reviewed(
        &id,
        &playbook(),
        &Words::example(),
        &Written { writes: &writes, ..Written::default() },
        "F-7K3Q9M",
        &reviewed(&review(4, 2), false),
    )
    .unwrap();
    let kinds: Vec<_> = drafts.iter().map(|draft| draft.effect.kind()).collect();
    assert_eq!(kinds, ["evaluate", "add_tags", "remove_tags", "comment"]);
}

#[test]
fn a_confidential_candidate_gets_no_link() {
    let id = ScreeningId::new("s");
    let open =
        writing::on_submitted(&id, &playbook(), &Words::example(), &Written::default(), "F-7K3Q9M", false)
            .unwrap();
    let closed =
        writing::on_submitted(&id, &playbook(), &Words::example(), &Written::default(), "F-7K3Q9M", true)
            .unwrap();
    assert_eq!((open.len(), closed.len()), (2, 1));
}

#[test]
fn a_tag_never_tells_a_score_that_is_not_there() {
    let outcome = Outcome { reading: Reading::Pass, grade: Some("Lead".into()), score: None };
    let tags = |score: &str| {
        let tags = Tags { score: score.into(), grade: "Acme: {{ grade }}".into(), ..Tags::default() };
        let counted = Counted {
            reference: "F-7K3Q9M",
            count: Count { points: 7, of: 10, knocked_out: false },
            outcome: &outcome,
            confidential: true,
        };
        let playbook = Playbook { tags, ..playbook() };
        let id = ScreeningId::new("s");
        let drafts =
            writing::on_counted(&id, &playbook, &Words::example(), &Written::default(), &counted).unwrap();
        let added = drafts.into_iter().filter_map(|draft| match draft.effect {
            Effect::AddTags { tags } => Some(tags),
            _ => None,
        });
        added.flatten().collect::<Vec<_>>()
    };
    assert_eq!(tags("Acme-Score:{{ score }}"), ["Acme: Lead"]);
    assert_eq!(tags("Acme-Points:{{ points }}/{{ max_points }}"), ["Acme-Points:7/10", "Acme: Lead"]);
    assert_eq!(tags("Acme {{ percent }} %"), ["Acme 70 %", "Acme: Lead"]);
}
