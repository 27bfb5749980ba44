//! Tags, notes and scores of a playbook: what they say, and how they look for a real candidate.

use fulcrum_core::AssessmentId;
use fulcrum_core::grading::{AssessmentThresholds, Grade, Grading, Scale, Thresholds};
use fulcrum_core::template::{self, TemplateError, Words};
use fulcrum_core::vocabulary::Tags;

use crate::App;
use crate::api::*;

/// Texts of one preview.
const MOST: usize = 30;

impl App {
    pub(super) async fn how_texts_look(&self, request: PreviewTexts) -> Result<TextsPreview, AppError> {
        if request.texts.len() > MOST {
            return Err(AppError::invalid("That is more than a playbook has."));
        }
        let engine = self.engine()?;
        let playbook = fulcrum_core::PlaybookId::new(request.playbook_id);
        let screening = request.screening_id.map(fulcrum_core::ScreeningId::new);
        let (candidate, words) = match engine.words_of(&playbook, screening.as_ref()).await? {
            Some((name, words)) => (Some(name), words),
            None => (None, Words::example()),
        };
        let fill = |text: &String| match template::render(text, &words) {
            Ok(text) => FilledText { text: Some(text), problem: None, did_you_mean: None },
            Err(error) => {
                FilledText { text: None, did_you_mean: meant(text, &error), problem: Some(error.to_string()) }
            }
        };
        Ok(TextsPreview { candidate, texts: request.texts.iter().map(fill).collect() })
    }
}

/// A word that exists and is like the one that does not.
fn meant(text: &str, error: &TemplateError) -> Option<String> {
    let line = text.lines().nth(error.line?.checked_sub(1)?)?;
    let mut inside = line.split("{{").skip(1).chain(line.split("{%").skip(1));
    inside.find_map(|rest| {
        let expression = rest.split(['}', '%']).next()?;
        expression.split(|letter: char| !(letter.is_alphanumeric() || letter == '_')).find_map(Words::nearest)
    })
}

pub(super) fn tags_view(tags: &Tags) -> TagVocabulary {
    let Tags {
        invited,
        started,
        completed,
        needs_review,
        evaluated,
        pass,
        fail,
        expired,
        declined,
        score,
        grade,
        replace,
    } = tags.clone();
    TagVocabulary {
        invited,
        started,
        completed,
        needs_review,
        evaluated,
        pass,
        fail,
        expired,
        declined,
        score,
        grade,
        replace,
    }
}

pub(super) fn tags_of(view: TagVocabulary) -> Tags {
    let text = |text: String| text.trim().to_owned();
    Tags {
        invited: text(view.invited),
        started: text(view.started),
        completed: text(view.completed),
        needs_review: text(view.needs_review),
        evaluated: text(view.evaluated),
        pass: text(view.pass),
        fail: text(view.fail),
        expired: text(view.expired),
        declined: text(view.declined),
        score: text(view.score),
        grade: text(view.grade),
        replace: view.replace,
    }
}

pub(super) fn grading_view(grading: &Grading) -> GradingView {
    let own = |own: &AssessmentThresholds| AssessmentThresholdsView {
        assessment_id: own.assessment.to_string(),
        thresholds: thresholds_view(&own.thresholds),
    };
    GradingView {
        scale: match grading.scale {
            Scale::Score => ScaleName::Score,
            Scale::Percent => ScaleName::Percent,
            Scale::Points => ScaleName::Points,
        },
        thresholds: thresholds_view(&grading.thresholds),
        by_assessment: grading.by_assessment.iter().map(own).collect(),
        score_from: grading.score_from,
    }
}

fn thresholds_view(thresholds: &Thresholds) -> ThresholdsView {
    let grade = |grade: &Grade| GradeView { name: grade.name.clone(), from: grade.from };
    ThresholdsView {
        pass_from: thresholds.pass_from,
        fail_to: thresholds.fail_to,
        grades: thresholds.grades.iter().map(grade).collect(),
        knocked_out: thresholds.knocked_out.clone(),
    }
}

pub(super) fn grading_of(view: GradingView) -> Grading {
    let own = |own: AssessmentThresholdsView| AssessmentThresholds {
        assessment: AssessmentId::new(own.assessment_id),
        thresholds: thresholds_of(own.thresholds),
    };
    Grading {
        scale: match view.scale {
            ScaleName::Score => Scale::Score,
            ScaleName::Percent => Scale::Percent,
            ScaleName::Points => Scale::Points,
        },
        thresholds: thresholds_of(view.thresholds),
        by_assessment: view.by_assessment.into_iter().map(own).collect(),
        score_from: view.score_from,
    }
}

fn thresholds_of(view: ThresholdsView) -> Thresholds {
    let grade = |grade: GradeView| Grade { name: grade.name.trim().to_owned(), from: grade.from };
    let knocked_out = view.knocked_out.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    Thresholds {
        pass_from: view.pass_from,
        fail_to: view.fail_to,
        grades: view.grades.into_iter().map(grade).collect(),
        knocked_out,
    }
}
