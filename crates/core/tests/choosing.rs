//! Which assessment: the order of what counts, tags that are spelt wrong, and whom a playbook is for.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

use fulcrum_core::assessment::AssessmentName;
use fulcrum_core::candidate::{Candidate, ContactPermission};
use fulcrum_core::choosing::{Case, Choice, Riddle, question_about, slip, value};
use fulcrum_core::conditions::{Conditions, Confidentiality, Origin, PostingCondition};
use fulcrum_core::eligibility::Circumstances;
use fulcrum_core::planner::{self, Decision, Occasion, Verdict};
use fulcrum_core::playbook::{Playbook, PostingAssessment, StageAssessment};
use fulcrum_core::posting::Posting;
use fulcrum_core::{AssessmentId, ContactId, OpportunityId, PostingId, StageId};
use jiff::Timestamp;
use proptest::prelude::*;
use rstest::rstest;

const STAGE: &str = "screen";

fn now() -> Timestamp {
    "2026-11-21T10:00:00Z".parse().unwrap()
}

fn candidate(tags: &[&str]) -> Candidate {
    Candidate {
        opportunity: OpportunityId::new("o"),
        contact: ContactId::new("c"),
        name: "Aiko Tanaka".into(),
        emails: vec!["aiko@example.com".into()],
        application_email: None,
        stage: StageId::new(STAGE),
        posting: Some(PostingId::new("p")),
        origin: Some(Origin::Applied),
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
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

fn posting(tags: &[&str]) -> Posting {
    Posting {
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        team: Some("Platform".into()),
        department: Some("Engineering".into()),
        location: Some("Berlin".into()),
        ..Posting::titled(PostingId::new("p"), "Backend engineer")
    }
}

fn name(id: &str, name: &str) -> AssessmentName {
    AssessmentName { id: AssessmentId::new(id), name: name.into() }
}

fn assessments() -> Vec<AssessmentName> {
    vec![
        name("backend", "Backend Test"),
        name("empathy", "Customer empathy"),
        name("61f080d9414018eda48a7380", "Warehouse"),
        name("engineer", "Backend engineer"),
    ]
}

/// Every way of choosing says something else.
fn full() -> Playbook {
    Playbook {
        posting_tag: Some("Hubert: {id}".into()),
        posting_assessments: vec![PostingAssessment {
            posting: PostingId::new("p"),
            stage: None,
            assessment: AssessmentId::new("empathy"),
        }],
        stage_assessments: vec![StageAssessment {
            stage: StageId::new(STAGE),
            assessment: AssessmentId::new("backend"),
        }],
        assessment: Some(AssessmentId::new("61f080d9414018eda48a7380")),
        ..Playbook::preset()
    }
}

fn choose(candidate: &Candidate, posting: Option<&Posting>, playbook: &Playbook) -> Choice {
    let stage = StageId::new(STAGE);
    Case { candidate, posting, stage: &stage, playbook, assessments: &assessments(), plain_tags: &[] }
        .choose()
}

fn chosen(candidate: &Candidate, posting: Option<&Posting>, playbook: &Playbook) -> String {
    match choose(candidate, posting, playbook) {
        Choice::One(assessment, _) => assessment.id.to_string(),
        other => panic!("{other:?}"),
    }
}

fn decide(candidate: &Candidate, posting: Option<&Posting>, playbook: &Playbook) -> Decision {
    let circumstances = Circumstances {
        now: now(),
        posting,
        may_see_confidential: true,
        past: &[],
        note_references: &[],
        plain_tags: &[],
    };
    let occasion = Occasion::Entered { stage: StageId::new(STAGE), at: now() };
    planner::decide(candidate, &occasion, playbook, &assessments(), &circumstances)
}

#[test]
fn each_choice_says_in_a_sentence_where_it_comes_from() {
    let why = |candidate: &Candidate, posting: Option<&Posting>, playbook: &Playbook| match choose(
        candidate, posting, playbook,
    ) {
        Choice::One(_, reason) => reason,
        other => panic!("{other:?}"),
    };
    let (tagged, plain) = (posting(&["Hubert: backend"]), posting(&[]));
    let mut playbook = full();
    let mut said = vec![
        why(&candidate(&["Customer empathy"]), Some(&tagged), &playbook),
        why(&candidate(&[]), Some(&tagged), &playbook),
        why(&candidate(&[]), Some(&plain), &playbook),
    ];
    playbook.posting_assessments[0].stage = Some(StageId::new(STAGE));
    said.push(why(&candidate(&[]), Some(&plain), &playbook));
    playbook.posting_assessments.clear();
    said.push(why(&candidate(&[]), Some(&plain), &playbook));
    playbook.stage_assessments.clear();
    said.push(why(&candidate(&[]), None, &playbook));
    assert_eq!(
        said,
        [
            "Customer empathy, because the candidate has the tag “Customer empathy”",
            "Backend Test, because the posting has the tag “Hubert: backend”",
            "Customer empathy, because the posting “Backend engineer” maps to it",
            "Customer empathy, because the posting “Backend engineer” maps to it in this stage",
            "Backend Test, because it is the default of this stage in “Fulcrum screening”",
            "Warehouse, because it is the default of “Fulcrum screening”",
        ]
    );
}

#[test]
fn the_first_that_says_something_counts() {
    let tagged = posting(&["Hubert: 61f080d9414018eda48a7380"]);
    let plain = posting(&[]);
    let mut playbook = full();
    assert_eq!(chosen(&candidate(&["Backend Test"]), Some(&tagged), &playbook), "backend");
    assert_eq!(chosen(&candidate(&[]), Some(&tagged), &playbook), "61f080d9414018eda48a7380");
    assert_eq!(chosen(&candidate(&[]), Some(&plain), &playbook), "empathy");
    playbook.posting_assessments.clear();
    assert_eq!(chosen(&candidate(&[]), Some(&plain), &playbook), "backend");
    playbook.stage_assessments.clear();
    assert_eq!(chosen(&candidate(&[]), None, &playbook), "61f080d9414018eda48a7380");
    playbook.assessment = None;
    assert_eq!(choose(&candidate(&[]), Some(&plain), &playbook), Choice::NotAddressed);
    playbook.posting_tag = None;
    assert_eq!(choose(&candidate(&[]), Some(&plain), &playbook), Choice::Nothing);
}

#[test]
fn what_lever_copied_from_the_posting_chooses_nothing() {
    let playbook = Playbook { assessment: Some(AssessmentId::new("backend")), ..Playbook::preset() };
    let copied = candidate(&["Backend engineer", "Platform", "Engineering", "Berlin"]);
    assert_eq!(chosen(&copied, Some(&posting(&[])), &playbook), "backend");
    assert_eq!(chosen(&copied, None, &playbook), "engineer", "without a posting it is somebody's own tag");
    let own = candidate(&["Customer empathy"]);
    assert_eq!(chosen(&own, Some(&posting(&["Customer empathy"])), &playbook), "backend");
}

#[test]
fn a_stages_own_entry_of_the_posting_map_says_more_than_one_for_all() {
    let entry = |stage: Option<&str>, id: &str| PostingAssessment {
        posting: PostingId::new("p"),
        stage: stage.map(StageId::new),
        assessment: AssessmentId::new(id),
    };
    let map = vec![entry(None, "empathy"), entry(Some(STAGE), "backend"), entry(Some("offer"), "engineer")];
    let playbook = Playbook { posting_assessments: map, ..Playbook::preset() };
    assert_eq!(chosen(&candidate(&[]), Some(&posting(&[])), &playbook), "backend");
}

#[rstest]
#[case::exact("Hubert: 61f0", Some("61f0"))]
#[case::no_blank("Hubert:61f0", Some("61f0"))]
#[case::other_case("hubert: 61f0", Some("61f0"))]
#[case::blanks("  Hubert:   61f0 ", Some("61f0"))]
#[case::empty("Hubert:", None)]
#[case::other_tag("Hubertus", None)]
#[case::letters_of_many_bytes("Hübért: x", None)]
fn a_posting_tag_is_read_forgivingly(#[case] tag: &str, #[case] expected: Option<&str>) {
    assert_eq!(value("Hubert: {id}", tag), expected);
}

#[rstest]
#[case("Huber: backend", Some("backend"))]
#[case("Hubert backend", Some("backend"))]
#[case("Hubert - backend", Some("backend"))]
#[case("hubret : backend", Some("backend"))]
#[case("Hübert: 🦀", Some(""))]
#[case("Hubert", Some(""))]
#[case("Hubert: backend", None)]
#[case("Herbert Smith", None)]
#[case("Remote", None)]
#[case("", None)]
fn a_posting_tag_that_misses_the_pattern_by_a_slip_is_recognised(
    #[case] tag: &str,
    #[case] expected: Option<&str>,
) {
    let posting = posting(&["Remote", tag]);
    assert_eq!(slip("Hubert: {id}", &posting).map(|slip| slip.value), expected, "{tag}");
    assert!(slip("{id}", &posting).is_none(), "every tag is one");
    let right = self::posting(&[tag, "Hubert: other"]);
    assert_eq!(slip("Hubert: {id}", &right), None, "another tag of it says what is meant");
}

#[test]
fn a_slip_in_a_postings_tag_asks_about_the_posting_where_nothing_else_is_sent() {
    let mut by_tag = Playbook { assessment: None, stage_assessments: Vec::new(), ..full() };
    by_tag.posting_assessments = Vec::new();
    let asked = |playbook: &Playbook, tag: &str| {
        let posting = posting(&[tag]);
        let question = question_about(&posting, playbook, &assessments());
        match choose(&candidate(&[]), Some(&posting), playbook) {
            Choice::Ask(riddle) => {
                assert_eq!(question.as_ref(), Some(&riddle), "{tag}");
                riddle.sentence()
            }
            other => {
                assert_eq!(question, None, "{tag}");
                format!("{other:?}")
            }
        }
    };
    assert_eq!(
        asked(&by_tag, "Hubrt: warehouse"),
        "The posting's tag “Hubrt: warehouse” is almost “Hubert: {id}”; did you mean Warehouse?"
    );
    assert_eq!(
        asked(&by_tag, "Hubrt: zzzzzzzzzzzzz"),
        "The posting's tag “Hubrt: zzzzzzzzzzzzz” is almost “Hubert: {id}”."
    );
    assert_eq!(asked(&by_tag, "Hubrt:"), "NotAddressed", "it names nothing");
    let said = decide(&candidate(&[]), Some(&posting(&["Hubrt:"])), &by_tag).summary;
    assert!(said.ends_with("Its tag “Hubrt:” is almost “Hubert: {id}”."), "{said}");
    for more in [
        Playbook { assessment: Some(AssessmentId::new("empathy")), ..by_tag.clone() },
        Playbook { posting_assessments: full().posting_assessments, ..by_tag.clone() },
    ] {
        assert!(asked(&more, "Hubrt: warehouse").starts_with("One("), "something else says what is sent");
    }
}

#[test]
fn without_a_default_a_playbook_is_only_for_the_postings_and_stages_that_it_names() {
    let other = Posting::titled(PostingId::new("q"), "Nurse");
    let nurse = Candidate { posting: Some(PostingId::new("q")), ..candidate(&[]) };
    let mapped = Playbook { assessment: None, posting_tag: None, stage_assessments: vec![], ..full() };
    assert_eq!(chosen(&candidate(&[]), Some(&posting(&[])), &mapped), "empathy");
    assert_eq!(choose(&nurse, Some(&other), &mapped), Choice::NotAddressed);
    assert!(decide(&nurse, Some(&other), &mapped).summary.contains("no assessment for this posting"));
    let staged = Playbook { assessment: None, posting_tag: None, posting_assessments: vec![], ..full() };
    assert_eq!(chosen(&nurse, Some(&other), &staged), "backend");
    let elsewhere = Candidate { stage: StageId::new("offer"), ..nurse };
    let case = Case {
        candidate: &elsewhere,
        posting: Some(&other),
        stage: &elsewhere.stage,
        playbook: &staged,
        assessments: &assessments(),
        plain_tags: &[],
    };
    assert_eq!(case.choose(), Choice::NotAddressed);
}

#[test]
fn an_assessment_that_is_gone_is_asked_about_and_no_other_takes_its_place() {
    let mut playbook = full();
    playbook.posting_assessments[0].assessment = AssessmentId::new("deleted");
    let plain = posting(&[]);
    let gone = Riddle::Gone { posting: plain.id.clone(), title: plain.text.clone() };
    assert_eq!(choose(&candidate(&[]), Some(&plain), &playbook), Choice::Ask(gone.clone()));
    assert_eq!(question_about(&plain, &playbook, &assessments()), Some(gone.clone()));
    assert_eq!(gone.posting().map(|(_, title)| title), Some("Backend engineer"));
    assert_eq!(chosen(&candidate(&["Backend Test"]), Some(&plain), &playbook), "backend", "a person said so");
    playbook.posting_assessments[0].stage = Some(StageId::new(STAGE));
    assert_eq!(question_about(&plain, &playbook, &assessments()), Some(gone));
    playbook.posting_assessments.clear();
    assert_eq!(question_about(&plain, &playbook, &assessments()), None);
    playbook.stage_assessments[0].assessment = AssessmentId::new("deleted");
    assert_eq!(choose(&candidate(&[]), Some(&plain), &playbook), Choice::Nothing);
    playbook.stage_assessments.clear();
    playbook.assessment = Some(AssessmentId::new("deleted"));
    assert_eq!(choose(&candidate(&[]), Some(&plain), &playbook), Choice::Nothing);
}

#[test]
fn a_posting_tag_may_give_the_name_too() {
    let tagged = posting(&["Hubert: customer empathy"]);
    assert_eq!(chosen(&candidate(&[]), Some(&tagged), &full()), "empathy");
}

#[test]
fn a_posting_tag_that_names_nothing_asks_about_the_posting_until_it_is_mapped() {
    let tagged = posting(&["Hubert: Warehose"]);
    let mut playbook = full();
    playbook.posting_assessments.clear();
    let Choice::Ask(Riddle::PostingTag { tag, near, .. }) = choose(&candidate(&[]), Some(&tagged), &playbook)
    else {
        panic!("nothing was asked");
    };
    assert_eq!((tag.as_str(), near[0].name.as_str()), ("Hubert: Warehose", "Warehouse"));
    assert_eq!(chosen(&candidate(&[]), Some(&tagged), &full()), "empathy", "the map says what it means");
    let nonsense = posting(&["Hubert: zzzzzzzzzzzzzzzzzzz"]);
    let Choice::Ask(riddle) = choose(&candidate(&[]), Some(&nonsense), &playbook) else {
        panic!("not asked")
    };
    assert!(riddle.offers().is_empty());
    assert_eq!(
        riddle.sentence(),
        "The posting's tag \u{201c}Hubert: zzzzzzzzzzzzzzzzzzz\u{201d} names no assessment that exists."
    );
}

#[test]
fn posting_tags_that_name_several_ask_about_the_posting_and_the_reason_names_the_tag_that_counts() {
    let mut playbook = full();
    playbook.posting_assessments.clear();
    let both = posting(&["Hubert: Warehouse", "Hubert: customer empathy"]);
    let Choice::Ask(riddle @ Riddle::PostingTag { several: true, .. }) =
        choose(&candidate(&[]), Some(&both), &playbook)
    else {
        panic!("nothing was asked about the posting");
    };
    assert_eq!(riddle.offers().len(), 2);
    assert!(
        riddle.sentence().contains("Hubert: Warehouse, Hubert: customer empathy"),
        "{}",
        riddle.sentence()
    );
    assert_eq!(chosen(&candidate(&[]), Some(&both), &full()), "empathy", "the map says which one");
    let one_wrong = posting(&["Hubert: zzzzzzzz", "Hubert: Warehouse"]);
    let Choice::One(_, reason) = choose(&candidate(&[]), Some(&one_wrong), &playbook) else {
        panic!("nothing was chosen");
    };
    assert!(reason.ends_with("the tag \u{201c}Hubert: Warehouse\u{201d}"), "{reason}");
}

#[test]
fn a_tag_that_is_almost_a_name_asks_and_an_ordinary_tag_does_not() {
    let decision = decide(&candidate(&["Backend Tset"]), Some(&posting(&[])), &full());
    assert_eq!(decision.verdict, Verdict::Ask);
    assert_eq!(
        decision.summary,
        "The tag \u{201c}Backend Tset\u{201d} names no assessment; did you mean Backend Test?"
    );
    for ordinary in ["Rust", "backend", "Test", "relocation", "Fulcrum-Screening-Invited"] {
        assert_eq!(chosen(&candidate(&[ordinary]), Some(&posting(&[])), &full()), "empathy", "{ordinary}");
    }
    assert_eq!(chosen(&candidate(&["backend test "]), Some(&posting(&[])), &full()), "backend");
}

#[test]
fn a_tag_that_fulcrum_wrote_or_that_somebody_said_names_nothing_chooses_nothing() {
    let candidate = candidate(&["Backend Test: 2", "Backend Test"]);
    let (stage, playbook, assessments) = (StageId::new(STAGE), full(), assessments());
    let choose = |plain: &[&str]| {
        let plain: Vec<String> = plain.iter().map(|tag| (*tag).to_owned()).collect();
        let (candidate, stage) = (&candidate, &stage);
        let case = Case {
            candidate,
            posting: None,
            stage,
            playbook: &playbook,
            assessments: &assessments,
            plain_tags: &plain,
        };
        case.choose()
    };
    let id = |choice| match choice {
        Choice::One(one, _) => one.id.to_string(),
        other => panic!("{other:?}"),
    };
    assert_eq!(id(choose(&["Backend Test: 2"])), "backend", "the other one is somebody's word");
    assert!(matches!(choose(&["Backend Test"]), Choice::Ask(Riddle::Misspelt { .. })));
    let of_stage = Choice::One(name("backend", "Backend Test"), String::new());
    assert_eq!(id(choose(&["backend test: 2", "Backend Test"])), id(of_stage));
}

#[rstest]
#[case::everybody(Conditions::default(), true)]
#[case::the_posting(postings(|only| only.ids.push(PostingId::new("p"))), true)]
#[case::another_posting(postings(|only| only.ids.push(PostingId::new("q"))), false)]
#[case::a_tag(postings(|only| only.tags.push("hot".into())), true)]
#[case::the_department(postings(|only| only.departments = vec!["Sales".into(), "Engineering".into()]), true)]
#[case::all_must_hold(postings(|only| { only.teams.push("Platform".into()); only.locations.push("Rome".into()) }), false)]
#[case::origin(Conditions { origins: vec![Origin::Referred, Origin::Applied], ..Conditions::default() }, true)]
#[case::another_origin(Conditions { origins: vec![Origin::Agency], ..Conditions::default() }, false)]
#[case::open(Conditions { confidentiality: Confidentiality::Open, ..Conditions::default() }, true)]
#[case::secret(Conditions { confidentiality: Confidentiality::Confidential, ..Conditions::default() }, false)]
fn conditions_say_whom_a_playbook_is_for(#[case] conditions: Conditions, #[case] addressed: bool) {
    let playbook = Playbook { conditions, ..full() };
    let decision = decide(&candidate(&[]), Some(&posting(&["hot"])), &playbook);
    let expected = if addressed { Verdict::Invite } else { Verdict::NotAddressed };
    assert_eq!(decision.verdict, expected, "{}", decision.summary);
    assert!(!decision.summary.is_empty());
}

fn postings(change: impl FnOnce(&mut PostingCondition)) -> Conditions {
    let mut conditions = Conditions::default();
    change(&mut conditions.postings);
    conditions
}

#[test]
fn somebody_without_a_posting_is_not_addressed_by_a_playbook_for_postings() {
    let playbook = Playbook { conditions: postings(|only| only.tags.push("hot".into())), ..full() };
    assert_eq!(decide(&candidate(&[]), None, &playbook).verdict, Verdict::NotAddressed);
}

#[test]
fn a_person_who_sends_by_hand_is_not_held_up_by_conditions() {
    let conditions = Conditions { origins: vec![Origin::Agency], ..Conditions::default() };
    let playbook = Playbook { conditions, ..full() };
    let circumstances = Circumstances {
        now: now(),
        posting: None,
        may_see_confidential: false,
        past: &[],
        note_references: &[],
        plain_tags: &[],
    };
    let occasion = Occasion::ByHand { assessment: None };
    let decision = planner::decide(&candidate(&[]), &occasion, &playbook, &assessments(), &circumstances);
    assert_eq!(decision.verdict, Verdict::Invite);
}

proptest! {
    /// Whatever tags and playbooks there are: there is one outcome, with a reason, and the same again.
    #[test]
    fn choosing_is_total_and_always_the_same(
        tags in prop::collection::vec("(Backend Test|Customer empathy|Backend Tset|Hubert: [a-z0-9]{0,6}|[ -~]{0,12}|\\PC{0,6})", 0..5),
        own in prop::collection::vec("(Hubert: (backend|empathy|backnd|x)|Backend Test|\\PC{0,6})", 0..3),
        with_posting: bool,
        pattern in prop::option::of("(Hubert: \\{id\\}|\\{id\\}!|\\PC{0,3}\\{id\\})"),
        mapped: bool, of_stage: bool, default: bool,
    ) {
        let mut playbook = full();
        playbook.posting_tag = pattern;
        if !mapped { playbook.posting_assessments.clear(); }
        if !of_stage { playbook.stage_assessments.clear(); }
        if !default { playbook.assessment = None; }
        let tags: Vec<&str> = tags.iter().map(String::as_str).collect();
        let own: Vec<&str> = own.iter().map(String::as_str).collect();
        let (candidate, posting) = (candidate(&tags), posting(&own));
        let posting = with_posting.then_some(&posting);
        let decision = decide(&candidate, posting, &playbook);
        prop_assert!(!decision.summary.is_empty());
        prop_assert_eq!(decision.verdict == Verdict::Invite, decision.assessment.is_some() && decision.chosen_by.is_some());
        prop_assert_eq!(&decision, &decide(&candidate, posting, &playbook));
        if default && !matches!(decision.verdict, Verdict::Ask) {
            prop_assert_eq!(decision.verdict, Verdict::Invite);
        }
    }
}
