//! What scores, counts and thresholds amount to.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

use fulcrum_core::AssessmentId;
use fulcrum_core::assessment::Score;
use fulcrum_core::grading::{AssessmentThresholds, Count, Grade, Grading, Reading, Scale, Tally, Thresholds};
use fulcrum_core::playbook::{Playbook, PlaybookError};
use fulcrum_core::template::Words;
use fulcrum_core::writing;
use proptest::prelude::*;
use rstest::rstest;

fn tally(score: Option<u8>, points: Option<(u32, u32)>) -> Tally {
    Tally {
        score: score.and_then(Score::new),
        count: points.map(|(points, of)| Count { points, of, knocked_out: false }),
        overruled: false,
    }
}

fn overruled(score: u8) -> Tally {
    let count = Count { points: 7, of: 10, knocked_out: true };
    Tally { count: Some(count), overruled: true, ..Tally::judged(Score::new(score).unwrap()) }
}

#[rstest]
#[case::a_score(Scale::Score, tally(Some(3), None), Some(3.0))]
#[case::a_count_is_no_score(Scale::Score, tally(None, Some((7, 10))), None)]
#[case::percent(Scale::Percent, tally(Some(1), Some((7, 10))), Some(70.0))]
#[case::percent_by_a_person(Scale::Percent, tally(Some(4), None), Some(100.0))]
#[case::nothing_to_reach(Scale::Percent, tally(None, Some((0, 0))), None)]
#[case::points(Scale::Points, tally(None, Some((7, 10))), Some(7.0))]
#[case::percent_overruled(Scale::Percent, overruled(4), Some(100.0))]
#[case::points_overruled(Scale::Points, overruled(1), Some(0.0))]
fn the_number_that_counts(#[case] scale: Scale, #[case] tally: Tally, #[case] expected: Option<f64>) {
    assert_eq!(Grading { scale, ..Grading::default() }.value(&tally), expected);
}

#[rstest]
#[case::not_yet_eighty((398, 500), Some("79"), Reading::NeedsReview)]
#[case::eighty((4, 5), Some("80"), Reading::Pass)]
#[case::two_thirds((2, 3), Some("66"), Reading::NeedsReview)]
#[case::nearly_all((u32::MAX - 1, u32::MAX), Some("99"), Reading::Pass)]
#[case::all((7, 7), Some("100"), Reading::Pass)]
#[case::nothing_to_reach((0, 0), None, Reading::NeedsReview)]
fn a_percent_that_is_told_was_reached(
    #[case] (points, of): (u32, u32),
    #[case] told: Option<&str>,
    #[case] reading: Reading,
) {
    let thresholds = Thresholds { pass_from: Some(80), ..Thresholds::default() };
    let grading = Grading { scale: Scale::Percent, thresholds, ..Grading::default() };
    let count = Count { points, of, knocked_out: false };
    let outcome = grading.outcome(&AssessmentId::new("a"), &tally(None, Some((points, of))));
    assert_eq!(outcome.reading, reading);
    let words = writing::outcome_words(&Words::example(), &outcome, Some(count));
    assert_eq!(words.percent, told.unwrap_or_default());
}

proptest! {
    /// Whoever reads the percent and the thresholds knows how it is read, which grade and which score it has.
    #[test]
    fn the_percent_that_is_told_is_the_one_that_is_judged(
        (points, of) in (1_u32..400).prop_flat_map(|of| (0..=of, Just(of))),
        (fail, pass) in (0_u32..100).prop_flat_map(|fail| (Just(fail), fail + 1..=100)),
    ) {
        let grades = vec![Grade { name: "low".into(), from: 0 }, Grade { name: "high".into(), from: pass }];
        let thresholds = Thresholds { pass_from: Some(pass), fail_to: Some(fail), grades, knocked_out: None };
        let score_from = (pass < 99).then_some([pass, pass + 1, pass + 2]);
        let grading = Grading { scale: Scale::Percent, thresholds, score_from, ..Grading::default() };
        let outcome = grading.outcome(&AssessmentId::new("a"), &tally(None, Some((points, of))));
        let count = Count { points, of, knocked_out: false };
        let told: u32 = writing::outcome_words(&Words::example(), &outcome, Some(count)).percent.parse().unwrap();
        let expected = match told {
            told if told >= pass => Reading::Pass,
            told if told <= fail => Reading::Fail,
            _ => Reading::NeedsReview,
        };
        prop_assert_eq!(outcome.reading, expected, "{} % of {}..{}", told, fail, pass);
        prop_assert_eq!(outcome.grade.as_deref(), Some(if told >= pass { "high" } else { "low" }));
        prop_assert_eq!(outcome.score.map(|score| score.get() > 1), score_from.map(|_| told >= pass));
    }
}

#[rstest]
#[case::counted(tally(None, Some((81, 200))), Reading::Fail)]
#[case::by_a_person(tally(Some(2), None), Reading::Fail)]
#[case::above(tally(None, Some((41, 100))), Reading::NeedsReview)]
fn a_part_of_a_percent_is_not_above_the_number_up_to_which_it_fails(
    #[case] tally: Tally,
    #[case] expected: Reading,
) {
    let thresholds = Thresholds { fail_to: Some(40), ..Thresholds::default() };
    let grading = Grading { scale: Scale::Percent, thresholds, ..Grading::default() };
    assert_eq!(grading.outcome(&AssessmentId::new("a"), &tally).reading, expected);
}

#[rstest]
#[case(Some(70.0), Reading::Pass)]
#[case(Some(69.9), Reading::NeedsReview)]
#[case(Some(40.1), Reading::NeedsReview)]
#[case(Some(40.0), Reading::Fail)]
#[case(None, Reading::NeedsReview)]
fn two_thresholds_leave_a_gap_to_look_at(#[case] value: Option<f64>, #[case] expected: Reading) {
    let thresholds = Thresholds { pass_from: Some(70), fail_to: Some(40), ..Thresholds::default() };
    assert_eq!(thresholds.read(value, false), expected);
    assert_eq!(thresholds.read(value, true), Reading::Fail, "a hard requirement is one");
    assert_eq!(Thresholds::default().read(value, false), Reading::Unread);
}

#[test]
fn an_assessment_may_have_thresholds_of_its_own_and_knock_outs_have_a_grade() {
    let own = Thresholds {
        grades: vec![Grade { name: "Passed".into(), from: 0 }, Grade { name: "Lead".into(), from: 12 }],
        knocked_out: Some("Not Qualified".into()),
        ..Thresholds::default()
    };
    let assessment = AssessmentId::new("warehouse");
    let grading = Grading {
        scale: Scale::Points,
        by_assessment: vec![AssessmentThresholds { assessment: assessment.clone(), thresholds: own }],
        score_from: Some([5, 10, 15]),
        ..Grading::default()
    };
    let thresholds = grading.thresholds(&assessment);
    assert_eq!(thresholds.grade(Some(11.0), false), Some("Passed"));
    assert_eq!(thresholds.grade(Some(12.0), false), Some("Lead"));
    assert_eq!(thresholds.grade(Some(12.0), true), Some("Not Qualified"));
    assert_eq!(grading.thresholds(&AssessmentId::new("other")).grade(Some(12.0), false), None);
    let score = |points| grading.score(&tally(None, Some((points, 20)))).map(Score::get);
    assert_eq!([score(4), score(5), score(14), score(20)], [Some(1), Some(2), Some(3), Some(4)]);
    assert_eq!(grading.score(&tally(Some(2), Some((20, 20)))).map(Score::get), Some(2), "a person's counts");
    let missed = Count { points: 20, of: 20, knocked_out: true };
    let out = Tally { count: Some(missed), ..Tally::default() };
    assert_eq!(grading.score(&out).map(Score::get), Some(1), "whatever the points");
    let grade = |tally: &Tally| grading.outcome(&assessment, tally).grade;
    let out = Tally { overruled: false, ..overruled(4) };
    assert_eq!(grade(&out).as_deref(), Some("Not Qualified"));
    assert_eq!(grade(&overruled(4)).as_deref(), Some("Passed"), "a person said otherwise");
}

#[rstest]
#[case::pass_and_fail(Thresholds { pass_from: Some(2), fail_to: Some(2), ..Thresholds::default() })]
#[case::outside(Thresholds { pass_from: Some(5), ..Thresholds::default() })]
#[case::nameless(Thresholds { grades: vec![Grade { name: " ".into(), from: 1 }], ..Thresholds::default() })]
#[case::the_same_beginning(Thresholds { grades: vec![Grade { name: "A".into(), from: 1 }, Grade { name: "B".into(), from: 1 }], ..Thresholds::default() })]
fn thresholds_that_cannot_be_meant_are_refused(#[case] thresholds: Thresholds) {
    let grading = Grading { thresholds, ..Grading::default() };
    assert!(matches!(Playbook { grading, ..Playbook::preset() }.check(), Err(PlaybookError::Grading(_))));
}
