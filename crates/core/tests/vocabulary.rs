//! Tags of a screening from the invitation to the last score, and what a score means.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

use fulcrum_core::assessment::Score;
use fulcrum_core::effect::{Effect, EffectDraft};
use fulcrum_core::grading::{Grade, Grading, Thresholds};
use fulcrum_core::notes::Notes;
use fulcrum_core::playbook::{Playbook, PlaybookError};
use fulcrum_core::template::Words;
use fulcrum_core::vocabulary::{Status, Tags, Written, shown};
use fulcrum_core::writing::{self, Review, Reviewed};
use fulcrum_core::{AssessmentId, ScreeningId};
use proptest::prelude::*;

fn every_tag(replace: bool) -> Tags {
    let tag = |name: &str| format!("Test - {name}");
    Tags {
        invited: tag("Invited"),
        started: tag("Started"),
        completed: tag("Completed"),
        needs_review: tag("Needs Review"),
        evaluated: tag("Evaluated"),
        pass: tag("Pass"),
        fail: tag("Fail"),
        expired: tag("Expired"),
        declined: tag("Declined"),
        score: "Test-Score:{{ score }}".into(),
        grade: "Test: {{ grade }}".into(),
        replace,
    }
}

fn playbook(replace: bool) -> Playbook {
    let thresholds = Thresholds {
        pass_from: Some(4),
        fail_to: Some(1),
        grades: vec![Grade { name: "Lead".into(), from: 3 }, Grade { name: "Passed".into(), from: 0 }],
        knocked_out: None,
    };
    let grading = Grading { thresholds, ..Grading::default() };
    Playbook { tags: every_tag(replace), grading, ..Playbook::preset() }
}

/// Something that happens to a screening.
#[derive(Debug, Clone, Copy)]
enum Step {
    Reaches(Status),
    Submits,
    Reviewed(u8),
}

/// A screening with its outbox, and the tags of a candidate in Lever.
struct Run {
    playbook: Playbook,
    id: ScreeningId,
    /// All that there were.
    rounds: Vec<ScreeningId>,
    /// Screenings with other assessments, and whether they are under way.
    others: Vec<(ScreeningId, bool)>,
    written: Vec<EffectDraft>,
    reviews: u32,
    lever: Vec<String>,
}

impl Run {
    fn new(playbook: Playbook) -> Self {
        let lever = vec!["a colleague's tag".into()];
        let id = ScreeningId::new("s");
        Self {
            playbook,
            id: id.clone(),
            rounds: vec![id],
            others: Vec::new(),
            written: Vec::new(),
            reviews: 0,
            lever,
        }
    }

    fn plan(&self, step: Step, revision: u32) -> Vec<EffectDraft> {
        let words = Words::example();
        let writes: Vec<(&str, &Effect)> =
            self.written.iter().map(|draft| (draft.dedupe_key.as_str(), &draft.effect)).collect();
        let (id, playbook) = (&self.id, &self.playbook);
        let others = self.others.iter().filter(|(other, _)| other != id);
        let kept: Vec<String> =
            others.flat_map(|(other, under_way)| shown(&playbook.tags, other, &writes, *under_way)).collect();
        let written = Written { writes: &writes, rounds: &self.rounds, kept: &kept };
        match step {
            Step::Reaches(status) => writing::on_status(id, playbook, &words, &written, "F-7K3Q9M", status),
            Step::Submits => writing::on_submitted(id, playbook, &words, &written, "F-7K3Q9M", false),
            Step::Reviewed(score) => {
                let review = Review {
                    score: Score::new(score).unwrap(),
                    scores: Vec::new(),
                    comment: String::new(),
                    reviewer: "Mara".into(),
                    overrules: false,
                    revision,
                };
                let assessment = AssessmentId::new("backend");
                let first = revision == 1;
                let reviewed = Reviewed { review: &review, assessment: &assessment, first, count: None };
                writing::on_reviewed(id, playbook, &words, &written, "F-7K3Q9M", &reviewed)
            }
        }
        .unwrap()
    }

    fn take(&mut self, step: Step) {
        if matches!(step, Step::Reviewed(_)) {
            self.reviews += 1;
        }
        for draft in self.plan(step, self.reviews) {
            if self.written.iter().any(|known| known.dedupe_key == draft.dedupe_key) {
                continue;
            }
            match &draft.effect {
                Effect::AddTags { tags } => {
                    let new: Vec<&String> = tags.iter().filter(|tag| !self.lever.contains(tag)).collect();
                    self.lever.extend(new.into_iter().cloned());
                }
                Effect::RemoveTags { tags } => self.lever.retain(|tag| !tags.contains(tag)),
                _ => {}
            }
            self.written.push(draft);
        }
    }

    /// What stands on the candidate's page in Lever, the first line of each.
    fn notes(&self) -> Vec<(&str, &str)> {
        fn note(draft: &EffectDraft) -> Option<(&str, &str)> {
            match &draft.effect {
                Effect::AddNote { text, .. } => Some(("note", text.lines().next()?)),
                Effect::Comment { text, .. } => Some(("comment", text.lines().next()?)),
                _ => None,
            }
        }
        self.written.iter().filter_map(note).collect()
    }

    /// The same candidate is invited once more to the same assessment.
    fn again(&mut self) {
        self.id = ScreeningId::new(format!("{}+", self.id));
        self.rounds.push(self.id.clone());
        self.reviews = 0;
    }

    fn ours(&self) -> Vec<&str> {
        self.lever.iter().map(String::as_str).filter(|tag| tag.starts_with("Test")).collect()
    }
}

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

fn every_note(apart: bool) -> Notes {
    Notes {
        invited: "Invited to {{ assessment }} for {{ posting }}".into(),
        started: "Begun on {{ date }}".into(),
        completed: "Finished".into(),
        expired: "Ran out".into(),
        declined: "{{ name }} said no".into(),
        apart,
    }
}

#[test]
fn news_is_told_under_the_first_note_or_each_in_a_note_of_its_own() {
    let told = |apart| {
        let note = "Result {{ score }}".into();
        let note_changed = "Now {{ score }}".into();
        let mut run = Run::new(Playbook { notes: every_note(apart), note, note_changed, ..playbook(true) });
        let reaches = [Status::Invited, Status::Invited, Status::Started].map(Step::Reaches);
        for step in reaches.into_iter().chain([Step::Submits, Step::Reviewed(3), Step::Reviewed(4)]) {
            run.take(step);
        }
        run.notes().into_iter().map(|(kind, text)| format!("{kind}: {text}")).collect::<Vec<_>>()
    };
    assert_eq!(
        told(false),
        [
            "note: Invited to Backend basics for Backend Engineer",
            "comment: Begun on 21 November 2026",
            "comment: Finished",
            "comment: Result 3",
            "comment: Now 4",
        ]
    );
    assert!(told(true).iter().all(|note| note.starts_with("note: ")), "{:?}", told(true));
    assert_eq!(told(true).len(), 5);
}

#[test]
fn a_name_in_a_note_on_the_way_mentions_nobody() {
    let words = Words { name: "@mara".into(), ..Words::example() };
    let playbook = Playbook { notes: every_note(false), ..playbook(false) };
    let drafts = writing::on_status(
        &ScreeningId::new("s"),
        &playbook,
        &words,
        &Written::default(),
        "F-7K3Q9M",
        Status::Declined,
    );
    let drafts = drafts.unwrap();
    let text = drafts.iter().find_map(|draft| match &draft.effect {
        Effect::AddNote { text, .. } => Some(text),
        _ => None,
    });
    let text = text.unwrap();
    assert!(text.contains("said no") && !text.contains("@mara"), "{text}");
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
    let same = with(|tags| tags.fail = " Test - Pass ".into()).unwrap_err();
    assert_eq!(same.to_string(), "The fail tag is the same as the pass tag.");
    let long = with(|tags| tags.fail = "x".repeat(101)).unwrap_err();
    assert_eq!(long.to_string(), "The fail tag must be one line of at most 100 characters.");
    assert!(matches!(with(|tags| tags.fail = "{{ nmae }}".into()), Err(PlaybookError::Template { .. })));
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
