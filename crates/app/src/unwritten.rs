//! Tags that no result of an assessment in use can ever lead to.

use std::collections::BTreeSet;

use fulcrum_core::AssessmentId;
use fulcrum_core::choosing::{names_it, value};
use fulcrum_core::playbook::Playbook;
use fulcrum_core::posting::Posting;
use fulcrum_core::reach::{Countable, ResultTag};
use fulcrum_providers::{Assessment, Question, QuestionKind};

use crate::api::{ResultTagName, UnwrittenTag};

/// The tags of a playbook that are never written after assessments that it sends, as far as that is known
/// before: by default, by stage, by posting, and by tags of postings that are open.
pub(crate) fn unwritten(
    playbook: &Playbook,
    known: &[Assessment],
    postings: &[Posting],
) -> Vec<UnwrittenTag> {
    let used = used(playbook, known, postings);
    let of = |assessment: &Assessment| -> Vec<UnwrittenTag> {
        let Some(counts) = countable(assessment) else { return Vec::new() };
        let never = playbook.unwritten(&AssessmentId::new(assessment.id.as_str()), counts);
        let view = |one: fulcrum_core::reach::Unwritten| UnwrittenTag {
            tag: name(one.tag),
            assessment: assessment.name.clone(),
            uncounted: one.uncounted,
        };
        never.into_iter().map(view).collect()
    };
    known.iter().filter(|one| used.contains(one.id.as_str())).flat_map(of).collect()
}

/// The assessment that a tag of a posting names by its id or name, whatever the case.
pub(crate) fn meant<'a>(known: &'a [Assessment], wanted: &str) -> Option<&'a Assessment> {
    known.iter().find(|one| names_it(wanted, one.id.as_str(), &one.name))
}

fn used<'a>(playbook: &'a Playbook, known: &'a [Assessment], postings: &[Posting]) -> BTreeSet<&'a str> {
    let open = postings.iter().filter(|posting| posting.state == "published");
    let tags = open.flat_map(|posting| &posting.tags);
    let by_tag = tags
        .filter_map(|tag| meant(known, value(playbook.posting_tag.as_deref()?, tag)?))
        .map(|assessment| assessment.id.as_str());
    playbook.named_assessments().map(AssessmentId::as_str).chain(by_tag).collect()
}

/// What questions count by rule; `None` if a provider does not tell, or if only a newer one knows.
fn countable(assessment: &Assessment) -> Option<Countable> {
    let questions = &assessment.questions;
    let told = !questions.is_empty() && questions.iter().all(|one| one.kind != QuestionKind::Other);
    told.then(|| Countable {
        points: questions.iter().map(points).fold(0, u32::saturating_add),
        requirements: questions.iter().any(is_requirement),
    })
}

/// The most points that an answer gives.
fn points(question: &Question) -> u32 {
    let options = question.options.iter().map(|option| option.points);
    let numbers = question.number.iter().flat_map(|rule| &rule.points).map(|entry| entry.points);
    match question.kind {
        QuestionKind::Text | QuestionKind::Other => 0,
        QuestionKind::Choice | QuestionKind::YesNo => options.max().unwrap_or(0),
        QuestionKind::Number => numbers.max().unwrap_or(0),
    }
}

/// Whether an answer can miss a hard requirement.
fn is_requirement(question: &Question) -> bool {
    let bound =
        question.number.as_ref().is_some_and(|rule| rule.at_least.is_some() || rule.at_most.is_some());
    match question.kind {
        QuestionKind::Text | QuestionKind::Other => false,
        QuestionKind::Choice | QuestionKind::YesNo => question.options.iter().any(|option| option.knock_out),
        QuestionKind::Number => bound,
    }
}

fn name(tag: ResultTag) -> ResultTagName {
    match tag {
        ResultTag::Score => ResultTagName::Score,
        ResultTag::Grade => ResultTagName::Grade,
        ResultTag::Pass => ResultTagName::Pass,
        ResultTag::Fail => ResultTagName::Fail,
    }
}

#[cfg(test)]
mod tests {
    use fulcrum_core::PostingId;
    use fulcrum_core::portable::Directory;
    use fulcrum_core::preset::Preset;
    use serde_json::json;

    use super::*;

    fn known() -> Vec<Assessment> {
        let written = json!({"id": "talk", "name": "Talk", "questions": [{"id": "a", "text": "Why?"}]});
        let counted = json!({"id": "quiz", "name": "Quiz", "questions": [
            {"id": "a", "text": "Which?", "kind": "choice", "options": [{"text": "This", "points": 9}]},
            {"id": "b", "text": "Why?"},
        ]});
        let newer =
            json!({"id": "video", "name": "Video", "questions": [{"id": "a", "text": "?", "kind": "film"}]});
        [written, counted, newer].into_iter().map(|one| serde_json::from_value(one).unwrap()).collect()
    }

    #[test]
    fn only_assessments_in_use_are_looked_at_those_that_tags_of_open_postings_name_too() {
        let hubert = Preset::of("hubert").unwrap().playbook(&Directory::default()).unwrap().playbook;
        let grade = [UnwrittenTag { tag: ResultTagName::Grade, assessment: "Talk".into(), uncounted: true }];
        let posting = |state: &str, tag: &str| Posting {
            state: state.into(),
            tags: vec![tag.into()],
            ..Posting::titled(PostingId::new("p"), "Engineer")
        };
        assert_eq!(unwritten(&hubert, &known(), &[]), []);
        assert_eq!(unwritten(&hubert, &known(), &[posting("published", "hubert: TALK")]), grade);
        assert_eq!(unwritten(&hubert, &known(), &[posting("closed", "Hubert: Talk")]), []);
        assert_eq!(unwritten(&hubert, &known(), &[posting("published", "Hubert: Quiz")]), []);
        let by_default = |id: &str| Playbook { assessment: Some(AssessmentId::new(id)), ..hubert.clone() };
        assert_eq!(unwritten(&by_default("talk"), &known(), &[]), grade);
        assert_eq!(unwritten(&by_default("video"), &known(), &[]), [], "nobody knows what a film counts");
        assert_eq!(unwritten(&by_default("gone"), &known(), &[]), [], "that is told elsewhere");
    }
}
