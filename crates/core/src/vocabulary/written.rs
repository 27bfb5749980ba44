//! Whether a tag is what a playbook writes about a result, whichever computer wrote it.

use std::collections::BTreeSet;

use super::tag;
use crate::assessment::{AssessmentName, Score};
use crate::grading::Reading;
use crate::playbook::Playbook;
use crate::template::Words;

type Write = fn(&mut Words, String);

/// Whether a playbook writes a tag, in whatever case, about some result of one of the assessments.
///
/// What only one screening can tell, such as a date or a reviewer, is not known here.
#[must_use]
pub fn is_written_by(playbook: &Playbook, assessments: &[AssessmentName], wanted: &str) -> bool {
    let wanted = wanted.trim().to_lowercase();
    playbook.tags.fields().into_iter().filter(|(_, template)| !template.is_empty()).any(|(_, template)| {
        let results = results(playbook, template, &wanted);
        let may_be = |one: &&AssessmentName| {
            !template.contains("assessment") || wanted.contains(&one.name.to_lowercase())
        };
        assessments.iter().filter(may_be).any(|one| {
            results.iter().any(|result| {
                let words = Words { assessment: one.name.clone(), ..result.clone() };
                tag(template, &words).ok().flatten().is_some_and(|tag| tag.to_lowercase() == wanted)
            })
        })
    })
}

/// Whatever can come of a screening, of that which a template says. A number can only be one of the wanted tag.
fn results(playbook: &Playbook, template: &str, wanted: &str) -> Vec<Words> {
    let numbers: BTreeSet<&str> = wanted.split(|sign: char| !sign.is_ascii_digit()).collect();
    let numbers = || numbers.iter().filter(|text| !text.is_empty()).map(|text| (*text).to_owned());
    let scores = || (1..=4).filter_map(Score::new);
    let readings = [Reading::Pass, Reading::Fail, Reading::NeedsReview, Reading::Unread];
    let dimensions: [(&str, Write, Vec<String>); 7] = [
        ("score", |words, text| words.score = text, scores().map(|score| score.get().to_string()).collect()),
        ("verdict", |words, text| words.verdict = text, scores().map(|score| score.words().into()).collect()),
        (
            "grade",
            |words, text| words.grade = text,
            playbook.grading.all_grades().map(str::to_owned).collect(),
        ),
        ("outcome", |words, text| words.outcome = text, readings.map(|one| one.words().into()).into()),
        ("percent", |words, text| words.percent = text, numbers().collect()),
        ("max_points", |words, text| words.max_points = text, numbers().collect()),
        ("points", |words, text| words.points = text, numbers().collect()),
    ];
    let mut results = vec![Words::default()];
    for (_, write, texts) in dimensions.into_iter().filter(|(word, ..)| template.contains(word)) {
        results = results
            .iter()
            .flat_map(|result| {
                let texts = texts.iter().cloned();
                texts.map(|text| {
                    let mut result = result.clone();
                    write(&mut result, text);
                    result
                })
            })
            .collect();
    }
    results
}
