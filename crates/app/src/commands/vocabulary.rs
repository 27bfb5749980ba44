//! Tags, notes and scores of a playbook: what they say, and how they look for a real candidate.

use std::collections::BTreeMap;

use fulcrum_core::filing::Filing;
use fulcrum_core::grading::{AssessmentThresholds, Grade, Grading, Reading, Scale, Tally, Thresholds};
use fulcrum_core::notes::Notes;
use fulcrum_core::template::{self, TemplateError, Words};
use fulcrum_core::vocabulary::Tags;
use fulcrum_core::{AssessmentId, PlaybookId};
use fulcrum_store::StoreError;

use crate::App;
use crate::api::*;

/// Texts of one preview.
const MOST: usize = 100;

impl App {
    pub(super) async fn how_texts_look(&self, request: PreviewTexts) -> Result<TextsPreview, AppError> {
        if request.texts.len() > MOST {
            return Err(AppError::invalid("That is more than a playbook has."));
        }
        let engine = self.engine()?;
        let playbook = PlaybookId::new(request.playbook_id);
        let screening = request.screening_id.map(fulcrum_core::ScreeningId::new);
        let (candidate, words) = engine.words_of(&playbook, screening.as_ref()).await?;
        let fill = |text: &String| match template::render(text, &words) {
            Ok(text) => FilledText { text: Some(text), problem: None, did_you_mean: None },
            Err(error) => {
                FilledText { text: None, did_you_mean: meant(text, &error), problem: Some(error.to_string()) }
            }
        };
        Ok(TextsPreview { candidate, texts: request.texts.iter().map(fill).collect() })
    }
}

impl App {
    pub(super) async fn how_results_would_fall(
        &self,
        request: PreviewGrading,
    ) -> Result<PastResults, AppError> {
        let wanted = grading_of(request.grading);
        if let Some(problem) = wanted.problems().into_iter().next() {
            return Err(AppError::invalid(problem.message));
        }
        let (account, id) = (self.engine()?.account().id.clone(), PlaybookId::new(request.playbook_id));
        let read = self.shared.store.read(move |tx| {
            let playbook = tx.playbooks(&account)?.into_iter().find(|playbook| playbook.id == id);
            Ok::<_, StoreError>((playbook, tx.results_of(&account, &id)?))
        });
        let (playbook, results) = read.await?;
        let gone = || AppError::new(ErrorCode::NotFound, "The playbook does not exist any more.");
        let now = playbook.ok_or_else(gone)?.grading;
        Ok(compare(&now, &wanted, &results))
    }
}

fn compare(now: &Grading, wanted: &Grading, results: &[(AssessmentId, Tally, u32)]) -> PastResults {
    let mut past = PastResults::default();
    let mut regraded: BTreeMap<(Option<String>, Option<String>), u32> = BTreeMap::new();
    for (assessment, tally, count) in results {
        let (before, after) = (fall(now, assessment, tally), fall(wanted, assessment, tally));
        past.results += count;
        past.changed += if before.0 == after.0 { 0 } else { *count };
        past.before.add(before.0, *count);
        past.after.add(after.0, *count);
        if before.1 != after.1 {
            *regraded.entry((before.1, after.1)).or_default() += count;
        }
    }
    let regraded = regraded.into_iter();
    past.regraded = regraded.map(|((before, after), results)| Regraded { before, after, results }).collect();
    past.regraded.sort_by_key(|one| std::cmp::Reverse(one.results));
    past
}

/// How a result is read, and its grade.
fn fall(grading: &Grading, assessment: &AssessmentId, tally: &Tally) -> (Reading, Option<String>) {
    let outcome = grading.outcome(assessment, tally);
    (outcome.reading, outcome.grade)
}

impl ReadingCounts {
    fn add(&mut self, reading: Reading, count: u32) {
        match reading {
            Reading::Pass => self.pass += count,
            Reading::NeedsReview => self.needs_review += count,
            Reading::Fail => self.fail += count,
            Reading::Unread => {}
        }
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

pub(super) fn notes_view(notes: &Notes) -> NotesView {
    let Notes { invited, started, completed, expired, declined, apart, secret } = notes.clone();
    NotesView { invited, started, completed, expired, declined, apart, secret }
}

pub(super) fn notes_of(view: NotesView) -> Notes {
    let NotesView { invited, started, completed, expired, declined, apart, secret } = view;
    let [invited, started, completed, expired, declined] =
        [invited, started, completed, expired, declined].map(|text| text.trim().to_owned());
    Notes { invited, started, completed, expired, declined, apart, secret }
}

pub(super) fn filing_name(filing: Filing) -> FilingName {
    match filing {
        Filing::Never => FilingName::Never,
        Filing::Finished => FilingName::Finished,
        Filing::Scored => FilingName::Scored,
    }
}

pub(super) fn filing_of(name: FilingName) -> Filing {
    match name {
        FilingName::Never => Filing::Never,
        FilingName::Finished => Filing::Finished,
        FilingName::Scored => Filing::Scored,
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

#[cfg(test)]
mod tests {
    use fulcrum_core::assessment::Score;

    use super::*;

    #[test]
    fn past_results_fall_as_the_thresholds_of_their_assessment_say() {
        let (backend, sales) = (AssessmentId::new("backend"), AssessmentId::new("sales"));
        let scores: Vec<_> = [(&backend, 4, 10), (&backend, 3, 5), (&backend, 1, 2), (&sales, 3, 7)]
            .into_iter()
            .filter_map(|(id, score, count)| Some((id.clone(), Tally::judged(Score::new(score)?), count)))
            .collect();
        let from = |pass_from| Thresholds { pass_from, fail_to: Some(1), ..Thresholds::default() };
        let now = Grading { thresholds: from(Some(3)), ..Grading::default() };
        let own = AssessmentThresholds { assessment: sales, thresholds: from(Some(3)) };
        let wanted = Grading { thresholds: from(Some(4)), by_assessment: vec![own], ..Grading::default() };
        let past = compare(&now, &wanted, &scores);
        assert_eq!((past.results, past.changed), (24, 5));
        assert_eq!(past.before, ReadingCounts { pass: 22, needs_review: 0, fail: 2 });
        assert_eq!(past.after, ReadingCounts { pass: 17, needs_review: 5, fail: 2 });
        let graded = Thresholds { grades: vec![Grade { name: "Lead".into(), from: 4 }], ..from(Some(3)) };
        let wanted = Grading { thresholds: graded, ..Grading::default() };
        let past = compare(&now, &wanted, &scores);
        assert_eq!(past.changed, 0, "another grade is told apart");
        let lead = |results| Regraded { before: None, after: Some("Lead".into()), results };
        assert_eq!(past.regraded, [lead(10)]);
        let bands = |lead, able| Thresholds {
            grades: vec![
                Grade { name: "Lead".into(), from: lead },
                Grade { name: "Able".into(), from: able },
            ],
            ..from(Some(3))
        };
        let of = |thresholds| Grading { thresholds, ..Grading::default() };
        let past = compare(&of(bands(4, 3)), &of(bands(3, 1)), &scores);
        let told: Vec<_> = past
            .regraded
            .iter()
            .map(|one| (one.before.as_deref(), one.after.as_deref(), one.results))
            .collect();
        assert_eq!(told, [(Some("Able"), Some("Lead"), 12), (None, Some("Able"), 2)]);
        assert_eq!((past.changed, past.before), (0, past.after), "nobody passes or fails otherwise");
    }
}
