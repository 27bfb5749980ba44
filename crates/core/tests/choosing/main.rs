//! Which assessment: the order of what counts, tags that are spelt wrong, and whom a playbook is for.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

mod case;
mod earlier_stages;
mod posting_tags;

use fulcrum_core::candidate::Candidate;
use fulcrum_core::choosing::{Case, Choice, Riddle, questions_about};
use fulcrum_core::conditions::{Conditions, Confidentiality, Origin, PostingCondition};
use fulcrum_core::eligibility::Circumstances;
use fulcrum_core::planner::{self, Occasion, Verdict};
use fulcrum_core::playbook::{Playbook, PostingAssessment};
use fulcrum_core::posting::Posting;
use fulcrum_core::{AssessmentId, PostingId, StageId};
use proptest::prelude::*;
use rstest::rstest;

use crate::case::{STAGE, assessments, candidate, choose, chosen, decide, full, now, posting};

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
        written_tags: &[],
        plain_tags: &[],
        had: &[],
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
    assert_eq!(questions_about(&plain, &playbook, &assessments()), std::slice::from_ref(&gone));
    assert_eq!(gone.posting().map(|(_, title)| title), Some("Backend engineer"));
    assert_eq!(chosen(&candidate(&["Backend Test"]), Some(&plain), &playbook), "backend", "a person said so");
    playbook.posting_assessments[0].stage = Some(StageId::new(STAGE));
    assert_eq!(questions_about(&plain, &playbook, &assessments()), [gone]);
    playbook.posting_assessments.clear();
    assert_eq!(questions_about(&plain, &playbook, &assessments()), []);
    playbook.stage_assessments[0].assessment = AssessmentId::new("deleted");
    assert_eq!(choose(&candidate(&[]), Some(&plain), &playbook), Choice::Nothing);
    playbook.stage_assessments.clear();
    playbook.assessment = Some(AssessmentId::new("deleted"));
    assert_eq!(choose(&candidate(&[]), Some(&plain), &playbook), Choice::Nothing);
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
fn a_tag_that_fulcrum_wrote_chooses_nothing_and_one_that_names_none_is_no_name_spelt_wrong() {
    let candidate = candidate(&["Backend Test: 2", "Customer empathy"]);
    let (stage, playbook, assessments) = (StageId::new(STAGE), full(), assessments());
    let choose = |written: &[&str], plain: &[&str]| {
        let list = |tags: &[&str]| tags.iter().map(|tag| (*tag).to_owned()).collect::<Vec<_>>();
        let (written, plain) = (list(written), list(plain));
        let case = Case {
            candidate: &candidate,
            posting: None,
            stage: &stage,
            playbook: &playbook,
            assessments: &assessments,
            written_tags: &written,
            plain_tags: &plain,
            had: &[],
        };
        match case.choose() {
            Choice::One(one, _) => one.id.to_string(),
            Choice::Ask(Riddle::Misspelt { tag, .. }) => tag,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(choose(&["Backend Test: 2"], &[]), "empathy", "the other one is somebody's word");
    assert_eq!(choose(&["Customer empathy"], &[]), "Backend Test: 2", "that one was not written by Fulcrum");
    assert_eq!(choose(&["backend test: 2", "Customer empathy"], &[]), "backend", "what the stage says");
    assert_eq!(
        choose(&["Customer empathy"], &["backend test: 2 "]),
        "backend",
        "somebody said that it names none"
    );
    assert_eq!(choose(&[], &["Customer empathy"]), "empathy", "by now there is one of that name");
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
        written_tags: &[],
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
