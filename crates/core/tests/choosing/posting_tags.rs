//! Tags of postings: how they are read, and what is asked where they say nothing.

use fulcrum_core::choosing::{Case, Choice, Riddle, questions_about, slip, value};
use fulcrum_core::playbook::{Playbook, PostingAssessment, StageAssessment};
use fulcrum_core::{AssessmentId, PostingId, StageId};
use proptest::prelude::*;
use rstest::rstest;

use crate::case::{assessments, candidate, choose, chosen, decide, full, posting};

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
#[case("Hübért: 🦀", None)]
#[case("Hübért: backend", Some("backend"))]
#[case("Huberta: zzzzzz", Some("zzzzzz"))]
#[case("Uhbert zzzzzz", Some("zzzzzz"))]
#[case("Robert: Platform", None)]
#[case("Robert: Warehose", Some("Warehose"))]
#[case("Hubertus", None)]
#[case("Hubertus: zzzzzz", None)]
#[case("Hubertwarehouse", Some("warehouse"))]
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
    assert_eq!(slip("Hubert: {id}", &posting, &assessments()).map(|slip| slip.value), expected, "{tag}");
    assert!(slip("{id}", &posting, &assessments()).is_none(), "every tag is one");
    let right = self::posting(&[tag, "Hubert: other"]);
    assert_eq!(slip("Hubert: {id}", &right, &assessments()), None, "another tag of it says what is meant");
}

#[test]
fn a_slip_in_a_postings_tag_asks_about_the_posting_unless_the_map_says_what_is_sent() {
    let mut by_tag = Playbook { assessment: None, stage_assessments: Vec::new(), ..full() };
    by_tag.posting_assessments = Vec::new();
    let asked = |playbook: &Playbook, tag: &str| {
        let posting = posting(&[tag]);
        let questions = questions_about(&posting, playbook, &assessments());
        match choose(&candidate(&[]), Some(&posting), playbook) {
            Choice::Ask(riddle) => {
                assert_eq!(questions, std::slice::from_ref(&riddle), "{tag}");
                riddle.sentence()
            }
            other => {
                assert_eq!(questions, [], "{tag}");
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
    let mapped = Playbook { posting_assessments: full().posting_assessments, ..by_tag.clone() };
    assert!(asked(&mapped, "Hubrt: warehouse").starts_with("One("), "the map says what is sent");
    let default = Playbook { assessment: Some(AssessmentId::new("empathy")), ..by_tag };
    assert!(asked(&default, "Hubrt: warehose").ends_with("did you mean Warehouse?"), "it says more");
    assert!(asked(&default, "Hubrt: zzzzzzzzzzzzz").starts_with("One("), "nothing else says more");
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

/// The ids of assessments, of which one is gone.
const ID: &str = "(backend|empathy|gone)";

proptest! {
    /// Whatever is asked about a posting in a stage goes on to be asked while nothing changes.
    #[test]
    fn what_is_asked_about_a_posting_in_any_stage_is_not_settled_by_itself(
        tags in prop::collection::vec("(Hubert|Hubrt|Hubret|Robert):( (backend|backnd|Warehose|zzzzzzzz))?", 0..3),
        map in prop::collection::vec((prop::option::of("(screen|offer)"), ID), 0..3),
        stages in prop::collection::vec(("(screen|offer)", ID), 0..2),
        default in prop::option::of(ID),
        here in "(screen|offer|hired)",
    ) {
        let id = AssessmentId::new;
        let entry = |(stage, assessment): (Option<String>, String)| PostingAssessment {
            posting: PostingId::new("p"),
            stage: stage.map(StageId::new),
            assessment: id(assessment),
        };
        let of_stage = |(stage, assessment): (String, String)| StageAssessment {
            stage: StageId::new(stage),
            assessment: id(assessment),
        };
        let playbook = Playbook {
            posting_assessments: map.into_iter().map(entry).collect(),
            stage_assessments: stages.into_iter().map(of_stage).collect(),
            assessment: default.map(id),
            ..full()
        };
        let tags: Vec<&str> = tags.iter().map(String::as_str).collect();
        let (candidate, posting) = (candidate(&[]), posting(&tags));
        let stage = StageId::new(here);
        let (posting, playbook) = (&posting, &playbook);
        let case = Case {
            candidate: &candidate,
            posting: Some(posting),
            stage: &stage,
            playbook,
            assessments: &assessments(),
            written_tags: &[],
            plain_tags: &[],
            had: &[],
        };
        if let Choice::Ask(riddle) = case.choose() {
            prop_assert!(questions_about(posting, playbook, &assessments()).contains(&riddle));
        }
    }
    /// What seems to name an assessment is not answered by a default that is set meanwhile.
    #[test]
    fn a_default_answers_no_question_about_what_a_posting_seems_to_name(
        tags in prop::collection::vec("(Hubert|Hubrt|Hubret|Robert):( (backend|backnd|Warehose|zzzzzzzz))?", 0..3),
        of_stage: bool,
        default in prop::option::of(ID),
    ) {
        let tags: Vec<&str> = tags.iter().map(String::as_str).collect();
        let (candidate, posting) = (candidate(&[]), posting(&tags));
        let mut playbook = Playbook { posting_assessments: Vec::new(), ..full() };
        if !of_stage {
            playbook.stage_assessments.clear();
        }
        playbook.assessment = default.map(AssessmentId::new);
        let without = Playbook { assessment: None, stage_assessments: Vec::new(), ..playbook.clone() };
        if let asked @ Choice::Ask(riddle) = &choose(&candidate, Some(&posting), &without)
            && !riddle.offers().is_empty()
        {
            prop_assert_eq!(&choose(&candidate, Some(&posting), &playbook), asked);
            prop_assert!(questions_about(&posting, &playbook, &assessments()).contains(riddle));
        }
    }
}
