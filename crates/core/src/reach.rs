//! Which tags of a result an assessment can ever lead to, so that one that is never written can be told.

use crate::AssessmentId;
use crate::assessment::Score;
use crate::grading::{Count, Grading, Reading, Scale, Tally, Thresholds};
use crate::playbook::Playbook;
use crate::template::Words;
use crate::writing::{outcome_words, result_tag};

/// What the questions of an assessment count by rule.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Countable {
    /// Points that can be reached.
    pub points: u32,
    /// An answer can miss a hard requirement.
    pub requirements: bool,
}

/// A tag that only some results have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResultTag {
    /// The score.
    Score,
    /// The grade.
    Grade,
    /// The score passes.
    Pass,
    /// The score fails.
    Fail,
}

/// A tag that no result of an assessment leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unwritten {
    /// Which.
    pub tag: ResultTag,
    /// It would be written if the assessment counted points and had a hard requirement.
    pub uncounted: bool,
}

impl Playbook {
    /// The tags that have a template and that no result of this assessment can lead to, whoever scores it.
    #[must_use]
    pub fn unwritten(&self, assessment: &AssessmentId, counts: Countable) -> Vec<Unwritten> {
        let plenty = Countable {
            points: numbers(&self.grading, assessment).into_iter().max().unwrap_or(0).max(100),
            requirements: true,
        };
        let wanted = [
            (ResultTag::Score, &self.tags.score),
            (ResultTag::Grade, &self.tags.grade),
            (ResultTag::Pass, &self.tags.pass),
            (ResultTag::Fail, &self.tags.fail),
        ];
        wanted
            .into_iter()
            .filter(|(tag, template)| !template.is_empty() && !self.leads_to(*tag, assessment, counts))
            .map(|(tag, _)| Unwritten { tag, uncounted: self.leads_to(tag, assessment, plenty) })
            .collect()
    }

    fn leads_to(&self, tag: ResultTag, assessment: &AssessmentId, counts: Countable) -> bool {
        tallies(&self.grading, assessment, counts).iter().any(|tally| {
            let outcome = self.grading.outcome(assessment, tally);
            let words = outcome_words(&Words::default(), &outcome, tally.count);
            // A template that cannot be filled is told elsewhere.
            let written = |template: &str| result_tag(template, &words).map_or(true, |tag| tag.is_some());
            match tag {
                ResultTag::Score => written(&self.tags.score),
                ResultTag::Grade => outcome.grade.is_some() && written(&self.tags.grade),
                ResultTag::Pass => outcome.reading == Reading::Pass,
                ResultTag::Fail => outcome.reading == Reading::Fail,
            }
        })
    }
}

/// Every number that a result of the assessment is compared with.
fn numbers(grading: &Grading, assessment: &AssessmentId) -> Vec<u32> {
    let Thresholds { pass_from, fail_to, grades, .. } = grading.thresholds(assessment);
    let named = pass_from.iter().chain(fail_to).copied();
    named
        .chain(grades.iter().map(|grade| grade.from))
        .chain(grading.score_from.into_iter().flatten())
        .collect()
}

/// Results of the assessment, one at least on either side of every number that they are compared with.
fn tallies(grading: &Grading, assessment: &AssessmentId, counts: Countable) -> Vec<Tally> {
    let most = counts.points;
    let scaled = |number: u32| match grading.scale {
        Scale::Points => number,
        Scale::Score | Scale::Percent => {
            u32::try_from((u64::from(number) * u64::from(most)).div_ceil(100)).unwrap_or(most)
        }
    };
    let near = |number: u32| [number.saturating_sub(1), number, number.saturating_add(1)];
    let cuts = numbers(grading, assessment).into_iter().map(scaled).flat_map(near);
    let points: Vec<u32> = cuts.filter(|points| *points <= most).chain([0, most]).collect();
    let missed: &[bool] = if counts.requirements { &[false, true] } else { &[false] };
    let counted = points.iter().flat_map(|points| {
        missed.iter().map(|missed| Count { points: *points, of: most, knocked_out: *missed })
    });
    let counts: Vec<Option<Count>> =
        if counts == Countable::default() { vec![None] } else { counted.map(Some).collect() };
    let judged = std::iter::once(None).chain((1..=4).map(Score::new));
    let by_a_person = judged.flat_map(|score| [(score, false), (score, score.is_some())]);
    by_a_person
        .flat_map(|(score, overruled)| {
            counts.iter().map(move |count| Tally { score, count: *count, overruled })
        })
        .filter(|tally| tally.score.is_some() || tally.count.is_some())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grading::Grade;
    use crate::portable::Directory;
    use crate::preset::Preset;
    use crate::vocabulary::Tags;

    const WRITTEN: Countable = Countable { points: 0, requirements: false };
    const COUNTED: Countable = Countable { points: 12, requirements: false };

    fn unwritten(playbook: &Playbook, counts: Countable) -> Vec<(ResultTag, bool)> {
        let found = playbook.unwritten(&AssessmentId::new("x"), counts);
        found.into_iter().map(|one| (one.tag, one.uncounted)).collect()
    }

    #[test]
    fn a_grade_in_points_is_never_written_of_answers_that_only_a_person_reads() {
        let hubert = Preset::of("hubert").unwrap().playbook(&Directory::default()).unwrap().playbook;
        assert_eq!(unwritten(&hubert, WRITTEN), [(ResultTag::Grade, true)]);
        assert_eq!(unwritten(&hubert, COUNTED), []);
        assert_eq!(unwritten(&hubert, Countable { points: 0, requirements: true }), [], "it can be missed");
    }

    #[test]
    fn a_person_can_always_give_a_score_and_a_grade_needs_a_band_that_can_be_reached() {
        let tags = Tags { score: "S {{ score }}".into(), grade: "G {{ grade }}".into(), ..Tags::default() };
        let mut playbook = Playbook { tags, ..Playbook::preset() };
        assert_eq!(unwritten(&playbook, WRITTEN), [(ResultTag::Grade, false)], "no grade has a name");
        playbook.grading.thresholds.grades = vec![Grade { name: "Lead".into(), from: 4 }];
        assert_eq!(unwritten(&playbook, WRITTEN), []);
        playbook.tags.score = "{{ points }} of {{ max_points }}".into();
        assert_eq!(unwritten(&playbook, WRITTEN), [(ResultTag::Score, true)]);
        assert_eq!(unwritten(&playbook, COUNTED), []);
    }

    #[test]
    fn pass_and_fail_need_thresholds_that_can_be_reached() {
        let tags = Tags { pass: "Yes".into(), fail: "No".into(), ..Tags::default() };
        let mut playbook = Playbook { tags, ..Playbook::preset() };
        let both = [(ResultTag::Pass, false), (ResultTag::Fail, true)];
        assert_eq!(unwritten(&playbook, WRITTEN), both, "only a missed requirement fails");
        playbook.grading.thresholds =
            Thresholds { pass_from: Some(13), fail_to: Some(2), ..Thresholds::default() };
        playbook.grading.scale = Scale::Points;
        assert_eq!(unwritten(&playbook, COUNTED), [(ResultTag::Pass, true)], "there are 12 points");
        playbook.grading.thresholds.pass_from = Some(12);
        assert_eq!(unwritten(&playbook, COUNTED), []);
        playbook.grading.scale = Scale::Percent;
        playbook.grading.thresholds.pass_from = Some(100);
        assert_eq!(unwritten(&playbook, COUNTED), []);
    }
}
