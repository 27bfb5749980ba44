//! Feedback forms: what fits a template, what is suggested for one, and what is written.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

use fulcrum_core::assessment::Score;
use fulcrum_core::form::{
    Evaluation, FieldKind, Fill, Form, FormError, FormTemplate, Source, TemplateField, carries,
};
use fulcrum_core::template::Words;
use proptest::prelude::*;
use rstest::rstest;
use serde_json::{Value, json};

const REFERENCE: &str = "F-7K3Q9M/1";
const RATINGS: [&str; 4] = ["4 - Strong Hire", "3 - Hire", "2 - No Hire", "1 - Strong No Hire"];
const KINDS: [FieldKind; 8] = [
    FieldKind::Rating,
    FieldKind::Thumb,
    FieldKind::Line,
    FieldKind::Text,
    FieldKind::YesNo,
    FieldKind::Choice,
    FieldKind::Choices,
    FieldKind::Other,
];

fn field(id: &str, kind: FieldKind, required: bool) -> TemplateField {
    let options: &[&str] = match kind {
        FieldKind::Rating => &RATINGS,
        FieldKind::Choice | FieldKind::Choices => &["Phone", "Written"],
        _ => &[],
    };
    let options = options.iter().map(|text| (*text).to_owned()).collect();
    TemplateField { id: id.into(), kind, text: format!("Question {id}"), required, options }
}

fn template(fields: Vec<TemplateField>) -> FormTemplate {
    FormTemplate { id: "t".into(), text: "Screening result".into(), fields }
}

fn form(fields: &[(&str, Source)]) -> Form {
    let fill = |(id, with): &(&str, Source)| Fill { field: (*id).into(), with: with.clone() };
    Form { template: "t".into(), fields: fields.iter().map(fill).collect() }
}

fn text(words: &str) -> Source {
    Source::Text(words.into())
}

fn evaluation(score: u8) -> Evaluation {
    let score = Score::new(score).unwrap();
    Evaluation { words: Words::example(), score, passes: score.get() >= 3, remark: String::new() }
}

/// The answers by field.
fn filled(form: &Form, template: &FormTemplate, evaluation: &Evaluation) -> Vec<(String, Value)> {
    form.fill(template, evaluation, REFERENCE).unwrap()
}

#[test]
fn every_kind_of_question_gets_levers_value_for_it() {
    let fields = KINDS.iter().map(|kind| field(&format!("{kind:?}"), *kind, false)).collect();
    let form = form(&[
        ("Rating", Source::Score),
        ("Thumb", Source::Score),
        ("Line", text("{{ assessment }}\n{{ grade }}")),
        ("Text", text("{{ comment }}")),
        ("YesNo", Source::Verdict),
        ("Choice", Source::Choice("Written".into())),
        ("Choices", Source::Choice("Phone".into())),
    ]);
    let answers = filled(&form, &template(fields), &evaluation(3));
    let expected = [
        ("Rating", json!("3 - Hire")),
        ("Thumb", json!(3)),
        ("Line", json!("Backend basics Lead")),
        ("Text", json!("Clear and specific.\n\nRef F-7K3Q9M/1")),
        ("YesNo", json!("yes")),
        ("Choice", json!("Written")),
        ("Choices", json!(["Phone"])),
    ];
    assert_eq!(answers, expected.map(|(id, value)| (id.to_owned(), value)));
}

#[rstest]
#[case::best_first(["Strong yes", "Yes", "No", "Strong no"], ["Strong no", "No", "Yes", "Strong yes"])]
#[case::numbers_win(["1 - Poor", "2 - Fair", "3 - Good", "4 - Great"], ["1 - Poor", "2 - Fair", "3 - Good", "4 - Great"])]
#[case::numbers_that_are_none(["1st class", "1 star", "3", "4"], ["4", "3", "1 star", "1st class"])]
fn words_for_scores_are_known_by_their_number_else_by_their_place(
    #[case] options: [&str; 4],
    #[case] from_one: [&str; 4],
) {
    let mut rating = field("r", FieldKind::Rating, true);
    rating.options = options.map(str::to_owned).to_vec();
    assert_eq!(rating.rating(), Some(from_one));
}

#[test]
fn what_does_not_fit_is_told_with_its_question() {
    let mut three = field("r", FieldKind::Rating, true);
    three.options.pop();
    let whole = || vec![field("r", FieldKind::Rating, true), field("c", FieldKind::Text, false)];
    let good = [("r", Source::Score), ("c", text("{{ comment }}"))];
    form(&good).check(&template(whole())).unwrap();
    let said = |fields: Vec<TemplateField>, fills: &[(&str, Source)]| {
        form(fills).check(&template(fields)).unwrap_err().to_string()
    };
    let with = |more: TemplateField| [whole(), vec![more]].concat();
    assert!(said(whole(), &good[1..]).starts_with("“Question r” must be answered in Lever. Say"));
    assert!(said(with(field("d", FieldKind::Other, true)), &good).contains("“Question d” must be answered"));
    assert!(said(vec![three, field("c", FieldKind::Text, false)], &good).contains("3 choices"));
    let gone = [good.as_slice(), &[("x", text("x"))]].concat();
    assert!(said(whole(), &gone).contains("was changed in Lever"));
    let twice = [good.as_slice(), &[("c", text("x"))]].concat();
    assert!(said(whole(), &twice).contains("“Question c” cannot be filled with that"));
    let other = [good.as_slice(), &[("o", Source::Choice("Fax".into()))]].concat();
    assert!(said(with(field("o", FieldKind::Choice, false)), &other).contains("no choice “Fax”"));
    assert!(
        said(whole(), &[("r", Source::Score)]).contains("ends with the reference"),
        "nothing to find it by"
    );
    assert!(said(whole(), &[good[0].clone(), ("c", text(" "))]).contains("ends with the reference"));
    assert!(said(whole(), &[good[0].clone(), ("c", text("{{ nothing }}"))]).contains("cannot be filled in"));
}

#[test]
fn only_what_is_of_a_questions_kind_fills_it() {
    let sources = [Source::Score, Source::Verdict, text("{{ name }}"), Source::Choice("Phone".into())];
    for kind in KINDS {
        let template = template(vec![field("q", kind, false), field("c", FieldKind::Text, false)]);
        let fits: Vec<usize> = (0..sources.len())
            .filter(|at| form(&[("q", sources[*at].clone()), ("c", text("x"))]).check(&template).is_ok())
            .collect();
        let expected: &[usize] = match kind {
            FieldKind::Rating | FieldKind::Thumb => &[0],
            FieldKind::YesNo => &[1],
            FieldKind::Line | FieldKind::Text => &[2],
            FieldKind::Choice | FieldKind::Choices => &[3],
            FieldKind::Other => &[],
        };
        assert_eq!(fits, expected, "{kind:?}");
    }
}

#[test]
fn a_text_that_must_be_answered_is_never_empty() {
    let fields = vec![field("a", FieldKind::Text, false), field("b", FieldKind::Text, true)];
    let form = form(&[("a", text("{{ comment }}")), ("b", text("{{ comment }}"))]);
    let mut silent = evaluation(3);
    silent.words.comment = String::new();
    let answers = filled(&form, &template(fields), &silent);
    assert_eq!(answers[0].1, json!("Ref F-7K3Q9M/1"));
    assert_eq!(answers[1].1, json!("–"));
}

#[test]
fn an_earlier_result_says_so_where_the_reference_stands() {
    let fields = vec![field("a", FieldKind::Line, false), field("b", FieldKind::Text, false)];
    let form = form(&[("a", text("One")), ("b", text("Two"))]);
    let earlier = Evaluation { remark: "It is earlier.".into(), ..evaluation(3) };
    let answers = filled(&form, &template(fields), &earlier);
    assert_eq!(answers[0].1, json!("One"));
    assert_eq!(answers[1].1, json!("It is earlier.\n\nTwo\n\nRef F-7K3Q9M/1"));
}

#[test]
fn a_reference_is_not_mistaken_for_another_revision() {
    assert!(carries("Good.\n\nRef F-7K3Q9M/1\n", "F-7K3Q9M/1"));
    assert!(!carries("Ref F-7K3Q9M/11", "F-7K3Q9M/1"));
    assert!(!carries("Ref F-7K3Q9M/1 was wrong", "F-7K3Q9M/1"));
}

/// What Lever refuses: a question that must be answered and is not, or an answer that is not of its kind.
fn lever_takes(template: &FormTemplate, answers: &[(String, Value)]) -> bool {
    let answer =
        |field: &TemplateField| answers.iter().find(|(id, _)| *id == field.id).map(|(_, value)| value);
    template.fields.iter().all(|field| match answer(field) {
        None => !field.required,
        Some(value) => {
            let offered = |value: &Value| field.options.iter().any(|option| json!(option) == *value);
            match field.kind {
                FieldKind::Rating | FieldKind::Choice => offered(value),
                FieldKind::Choices => value.as_array().is_some_and(|all| all.iter().all(offered)),
                FieldKind::Thumb => value.as_u64().is_some_and(|score| (1..=4).contains(&score)),
                FieldKind::Line => {
                    value.as_str().is_some_and(|text| !text.is_empty() && !text.contains('\n'))
                }
                FieldKind::Text => value.as_str().is_some_and(|text| !text.is_empty()),
                FieldKind::YesNo => *value == "yes" || *value == "no",
                FieldKind::Other => false,
            }
        }
    })
}

fn some_template() -> impl Strategy<Value = FormTemplate> {
    let one = (prop::sample::select(&KINDS[..]), any::<bool>());
    prop::collection::vec(one, 0..8).prop_map(|kinds| {
        let field = |(at, (kind, required))| field(&format!("f{at}"), kind, required);
        template(kinds.into_iter().enumerate().map(field).collect())
    })
}

fn some_source() -> impl Strategy<Value = Option<Source>> {
    prop_oneof![
        Just(None),
        Just(Some(Source::Score)),
        Just(Some(Source::Verdict)),
        Just(Some(Source::Choice("Phone".into()))),
        prop::sample::select(&["", "{{ comment }}", "{{ name }}: {{ score }}\n{{ report }}", "{% if"][..])
            .prop_map(|words| Some(text(words))),
    ]
}

proptest! {
    #[test]
    fn a_form_that_is_filled_fits_its_template_and_can_be_found_again(
        template in some_template(),
        sources in prop::collection::vec(some_source(), 8),
        score in 1_u8..=4,
        comment in "\\PC{0,40}",
    ) {
        let fills = template.fields.iter().zip(sources).filter_map(|(field, with)| {
            Some(Fill { field: field.id.clone(), with: with? })
        });
        let form = Form { template: "t".into(), fields: fills.collect() };
        let mut evaluation = evaluation(score);
        evaluation.words.comment = comment;
        match form.fill(&template, &evaluation, REFERENCE) {
            Err(error) => prop_assert_eq!(form.check(&template), Err(error)),
            Ok(answers) => {
                prop_assert!(lever_takes(&template, &answers), "{:?}", answers);
                let found = answers.iter().filter(|(_, value)| {
                    value.as_str().is_some_and(|text| carries(text, REFERENCE))
                });
                prop_assert_eq!(found.count(), 1);
            }
        }
    }

    #[test]
    fn what_is_suggested_fits_wherever_fulcrum_can_answer(template in some_template()) {
        let suggested = Form::suggested(&template);
        let fits = suggested.check(&template);
        let can = |field: &TemplateField| {
            !field.required || !matches!(field.kind, FieldKind::Choice | FieldKind::Choices | FieldKind::Other)
        };
        let has_text = template.fields.iter().any(|field| matches!(field.kind, FieldKind::Line | FieldKind::Text));
        // A choice that must be made is left to a person.
        prop_assert_eq!(fits.is_ok(), has_text && template.fields.iter().all(can), "{:?}", fits);
        let named = !matches!(fits, Err(FormError::Changed | FormError::Unfit(_) | FormError::Words { .. }));
        prop_assert!(named);
    }
}
