//! Tags of a screening from the invitation to the last score, and what a score means.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

mod notes;
mod run;

use fulcrum_core::assessment::AssessmentName;
use fulcrum_core::effect::{Effect, EffectDraft};
use fulcrum_core::grading::{Grade, Grading, Thresholds};
use fulcrum_core::playbook::{Playbook, PlaybookError};
use fulcrum_core::vocabulary::{Status, Tags, is_written_by, shown};
use fulcrum_core::{AssessmentId, ScreeningId};
use proptest::prelude::*;

use crate::run::{Run, Step, every_note, every_tag, playbook};

#[test]
fn statuses_are_added_one_by_one() {
    let mut run = Run::new(playbook(false));
    for step in
        [Step::Reaches(Status::Invited), Step::Reaches(Status::Started), Step::Submits, Step::Reviewed(4)]
    {
        run.take(step);
    }
    assert_eq!(
        run.ours(),
        [
            "Test - Invited",
            "Test - Started",
            "Test - Completed",
            "Test - Evaluated",
            "Test - Pass",
            "Test-Score:4",
            "Test: Lead",
        ]
    );
}

#[test]
fn a_status_takes_the_place_of_the_one_before() {
    let mut tags = every_tag(true);
    // As a vendor has it that knows only "needs review", "pass" and "fail" after the end.
    (tags.completed, tags.evaluated) = (String::new(), String::new());
    let mut run = Run::new(Playbook { tags, ..playbook(true) });
    run.take(Step::Reaches(Status::Invited));
    run.take(Step::Reaches(Status::Started));
    assert_eq!(run.ours(), ["Test - Started"]);
    run.take(Step::Submits);
    assert_eq!(run.ours(), ["Test - Needs Review"]);
    run.take(Step::Reviewed(3));
    assert_eq!(run.ours(), ["Test - Needs Review", "Test-Score:3", "Test: Lead"]);
    run.take(Step::Reviewed(4));
    assert_eq!(run.ours(), ["Test: Lead", "Test - Pass", "Test-Score:4"]);
    run.take(Step::Reviewed(1));
    assert_eq!(run.ours(), ["Test - Fail", "Test-Score:1", "Test: Passed"]);
}

#[test]
fn a_second_screening_takes_the_place_of_the_first_and_has_a_note_of_its_own() {
    let mut run = Run::new(playbook(false));
    let all = [Step::Reaches(Status::Invited), Step::Submits];
    for step in all.into_iter().chain([Step::Reviewed(1)]) {
        run.take(step);
    }
    let first = run.ours().len();
    assert!(run.ours().contains(&"Test - Fail") && run.ours().contains(&"Test-Score:1"), "{:?}", run.ours());
    run.again();
    for step in all {
        run.take(step);
    }
    assert!(run.ours().contains(&"Test-Score:1"), "until there is another: {:?}", run.ours());
    run.take(Step::Reviewed(4));
    assert_eq!(run.ours().len(), first, "{:?}", run.ours());
    for tag in ["Test - Pass", "Test-Score:4", "Test: Lead"] {
        assert!(run.ours().contains(&tag), "{tag} in {:?}", run.ours());
    }
    assert_eq!(run.notes().iter().filter(|(kind, _)| *kind == "note").count(), 2);
}

#[test]
fn without_thresholds_whoever_was_scored_keeps_the_tag_that_there_is() {
    let tags = Tags { evaluated: String::new(), completed: String::new(), ..every_tag(true) };
    let mut run = Run::new(Playbook { tags, grading: Grading::default(), ..playbook(true) });
    for step in [Step::Reaches(Status::Invited), Step::Submits, Step::Reviewed(4)] {
        run.take(step);
    }
    assert_eq!(run.ours(), ["Test - Needs Review", "Test-Score:4"]);
}

#[test]
fn tags_that_cannot_be_told_apart_or_are_too_long_are_refused() {
    let with = |change: fn(&mut Tags)| {
        let mut playbook = playbook(true);
        change(&mut playbook.tags);
        playbook.check()
    };
    assert_eq!(with(|_| {}), Ok(()));
    let spelt: [fn(&mut Tags); 2] =
        [|tags| tags.fail = " Test - Pass ".into(), |tags| tags.fail = "test - PASS".into()];
    for same in spelt.map(with) {
        assert_eq!(same.unwrap_err().to_string(), "The fail tag is the same as the pass tag.");
    }
    let long = with(|tags| tags.fail = "x".repeat(101)).unwrap_err();
    assert_eq!(
        long.to_string(),
        "The fail tag must be one line of at most 100 characters, without marks that nobody sees."
    );
    assert!(matches!(with(|tags| tags.fail = "{{ nmae }}".into()), Err(PlaybookError::Template { .. })));
}

#[test]
fn what_is_called_off_leaves_what_an_earlier_result_left() {
    let mut run = Run::new(playbook(true));
    for step in [Step::Reaches(Status::Invited), Step::Submits, Step::Reviewed(4)] {
        run.take(step);
    }
    let sorted = |run: &Run| {
        let mut tags: Vec<String> = run.ours().into_iter().map(str::to_owned).collect();
        tags.sort();
        tags
    };
    let before = sorted(&run);
    assert!(before.contains(&"Test - Pass".into()), "{before:?}");
    for _ in 0..2 {
        run.again();
        run.take(Step::Reaches(Status::Invited));
        assert!(sorted(&run).contains(&"Test - Invited".into()));
        run.take(Step::CalledOff);
        assert_eq!(sorted(&run), before);
        run.take(Step::CalledOff);
        assert_eq!(sorted(&run), before);
    }
    let mut first = Run::new(playbook(true));
    first.take(Step::Reaches(Status::Invited));
    first.take(Step::CalledOff);
    assert!(first.ours().is_empty(), "{:?}", first.ours());
}

/// What can happen to a screening, in an order in which it can happen.
fn steps() -> impl Strategy<Value = Vec<Step>> {
    let ends = prop::option::of(prop::sample::select(vec![Status::Expired, Status::Declined]));
    let reviews = prop::collection::vec(1..=4_u8, 0..5);
    (any::<bool>(), any::<bool>(), ends, any::<bool>(), reviews).prop_map(
        |(invited, started, end, submits, scores)| {
            let reached = [invited.then_some(Status::Invited), started.then_some(Status::Started), end];
            let mut steps: Vec<Step> = reached.into_iter().flatten().map(Step::Reaches).collect();
            // What was handed in wins over an end.
            if submits {
                steps.push(Step::Submits);
                steps.extend(scores.into_iter().map(Step::Reviewed));
            }
            steps
        },
    )
}

proptest! {
    /// Whatever happens in whatever order, and however often somebody is screened: one status is left, what
    /// others wrote stays, and planning the same again writes nothing.
    #[test]
    fn no_status_is_left_behind(rounds in prop::collection::vec(steps(), 1..4), without in prop::collection::vec(0..9_usize, 0..9), apart: bool) {
        let mut playbook = Playbook { notes: every_note(apart), ..playbook(true) };
        for index in without {
            let tags = &mut playbook.tags;
            let slots = [&mut tags.invited, &mut tags.started, &mut tags.completed, &mut tags.needs_review,
                &mut tags.evaluated, &mut tags.pass, &mut tags.fail, &mut tags.expired, &mut tags.declined];
            slots.into_iter().nth(index).unwrap().clear();
        }
        let mut run = Run::new(playbook);
        let mut scored = false;
        for (round, steps) in rounds.into_iter().enumerate() {
            if round > 0 {
                run.again();
            }
            let before = run.notes().iter().filter(|(kind, _)| *kind == "note").count();
            for step in steps {
                run.take(step);
                scored |= run.reviews > 0;
                let statuses = run.ours().into_iter().filter(|tag| tag.starts_with("Test - ")).count();
                prop_assert!(statuses <= 1, "{:?}", run.ours());
                let scores = run.ours().into_iter().filter(|tag| tag.starts_with("Test-Score")).count();
                prop_assert_eq!(scores, usize::from(scored), "{:?}", run.ours());
                prop_assert!(run.ours().into_iter().filter(|tag| tag.starts_with("Test: ")).count() <= 1);
                prop_assert!(run.lever.contains(&"a colleague's tag".to_owned()));
                let again = run.plan(step, run.reviews);
                let known = |draft: &EffectDraft| run.written.iter().any(|one| one.dedupe_key == draft.dedupe_key);
                prop_assert!(again.iter().all(known), "planning the same again");
                let first = run.notes().iter().filter(|(kind, _)| *kind == "note").count();
                prop_assert!(apart || first <= before + 1, "a note a round: {:?}", run.notes());
            }
        }
    }

    /// Of two tests of one candidate, each keeps its status while it is under way; once both are over, one
    /// status is left.
    #[test]
    fn two_tests_leave_one_status_and_hide_none_that_counts(
        first in steps(), second in steps(), mut turns in prop::collection::vec(any::<bool>(), 20)
    ) {
        let mut run = Run::new(playbook(true));
        let ids = [ScreeningId::new("s"), ScreeningId::new("t")];
        run.others = ids.iter().map(|id| (id.clone(), true)).collect();
        let mut left = [first, second].map(|steps| steps.into_iter().collect::<std::collections::VecDeque<_>>());
        let mut reviews = [0, 0];
        while left.iter().any(|steps| !steps.is_empty()) {
            let at = usize::from(turns.pop().unwrap_or(left[0].is_empty()));
            let Some(step) = left[at].pop_front() else { continue };
            (run.id, run.rounds, run.reviews) = (ids[at].clone(), vec![ids[at].clone()], reviews[at]);
            run.take(step);
            reviews[at] = run.reviews;
            run.others[at].1 = !matches!(step, Step::Reviewed(_) | Step::Reaches(Status::Expired | Status::Declined));
            let writes: Vec<(&str, &Effect)> =
                run.written.iter().map(|draft| (draft.dedupe_key.as_str(), &draft.effect)).collect();
            for (id, under_way) in &run.others {
                for tag in shown(&run.playbook.tags, id, &writes, *under_way) {
                    prop_assert!(run.lever.contains(&tag), "{tag} of {id} is not in {:?}", run.lever);
                }
            }
        }
        let statuses = run.ours().into_iter().filter(|tag| tag.starts_with("Test - ")).count();
        let under_way = run.others.iter().filter(|(_, under_way)| *under_way).count();
        prop_assert!(statuses <= under_way + 1, "{:?}", run.ours());
        prop_assert!(under_way > 0 || statuses <= 1, "{:?}", run.ours());
    }
}

#[test]
fn a_tag_about_any_result_is_known_as_written_by_a_playbook() {
    let thresholds = Thresholds {
        grades: vec![Grade { name: "Lead".into(), from: 9 }],
        knocked_out: Some("Not Qualified".into()),
        ..Thresholds::default()
    };
    let written = Playbook {
        tags: Tags {
            invited: "Invited to {{ assessment }}".into(),
            score: "{{ assessment }}: {{ points }} of {{ max_points }} ({{ percent }} %)".into(),
            grade: "{{ assessment }}: {{ grade }}{% if outcome == \"failed\" %}!{% endif %}".into(),
            evaluated: "{{ assessment }} {{ verdict }} {{ score }}".into(),
            ..Tags::default()
        },
        grading: Grading { thresholds, ..Grading::default() },
        ..playbook(false)
    };
    let names = [
        AssessmentName { id: AssessmentId::new("a"), name: "Backend basics".into() },
        AssessmentName { id: AssessmentId::new("b"), name: "Customer empathy".into() },
    ];
    for tag in [
        "Invited to Customer empathy",
        "Backend basics: 7 of 12 (58 %)",
        " backend basics: NOT QUALIFIED",
        "Customer empathy: Lead",
        "Backend basics Strong yes 4",
    ] {
        assert!(is_written_by(&written, &names, tag), "{tag}");
    }
    for tag in [
        "Backend basics",
        "Backend basics: Leader",
        "Invited to Backend basic",
        "Backend basics: seven of 12 (58 %)",
        "Backend basics Strong yes 7",
        "",
    ] {
        assert!(!is_written_by(&written, &names, tag), "{tag}");
    }
}
