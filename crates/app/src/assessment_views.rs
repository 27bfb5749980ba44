//! Assessments, their questions and what was answered, as view models.

use fulcrum_providers::{AnswerOption, Answers, Assessment, NumberPoints, NumberRule, Question};

use crate::api::*;
use crate::views::millis;

fn question_view(question: &Question) -> QuestionView {
    QuestionView {
        id: question.id.as_str().to_owned(),
        kind: match question.kind {
            fulcrum_providers::QuestionKind::Text => QuestionKind::Text,
            fulcrum_providers::QuestionKind::Choice => QuestionKind::Choice,
            fulcrum_providers::QuestionKind::Number => QuestionKind::Number,
            fulcrum_providers::QuestionKind::YesNo => QuestionKind::YesNo,
            fulcrum_providers::QuestionKind::Other => QuestionKind::Other,
        },
        text: question.text.clone(),
        hint: question.hint.clone(),
        anchors: question.anchors.clone().map(Vec::from).unwrap_or_default(),
        options: question.options.iter().map(option_view).collect(),
        number: question.number.as_ref().map(number_view),
    }
}

fn option_view(option: &AnswerOption) -> OptionView {
    OptionView { text: option.text.clone(), points: option.points, knock_out: option.knock_out }
}

fn number_view(rule: &NumberRule) -> NumberView {
    let entry = |one: &NumberPoints| NumberPointsView { from: one.from, points: one.points };
    NumberView {
        unit: rule.unit.clone(),
        at_least: rule.at_least,
        at_most: rule.at_most,
        points: rule.points.iter().map(entry).collect(),
    }
}

pub(crate) fn assessment_view(assessment: &Assessment) -> AssessmentView {
    AssessmentView {
        id: assessment.id.as_str().to_owned(),
        name: assessment.name.clone(),
        description: assessment.description.clone(),
        minutes: assessment.minutes.unwrap_or(15),
        revision: assessment.revision,
        questions: assessment.questions.iter().map(question_view).collect(),
        built_in: assessment.built_in,
    }
}

pub(crate) fn answers_view(answers: &Answers) -> AnswersView {
    AnswersView {
        questions: answers
            .assessment
            .questions
            .iter()
            .map(|question| {
                let answer = answers.answers.iter().find(|answer| answer.question_id == question.id);
                AnsweredQuestion {
                    question: question_view(question),
                    answer: answer.map(|answer| answer.text.clone()).unwrap_or_default(),
                    count: answer.and_then(|answer| answer.count).map(|count| CountView {
                        points: count.points,
                        of: count.of,
                        knocked_out: count.knocked_out,
                    }),
                }
            })
            .collect(),
        consent_at: answers.consent_at.map(millis),
        submitted_at: answers.submitted_at.map(millis),
    }
}
