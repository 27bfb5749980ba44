//! What is written to Lever as a screening goes on: tags, notes, links. Pure, like all planning.

use serde::{Deserialize, Serialize};

use crate::assessment::Score;
use crate::effect::{Effect, EffectDraft};
use crate::filing::{FILE_SLOT, Filing, filed};
use crate::form::{self, FORM_SLOT};
use crate::grading::{Count, Outcome, Reading, Tally};
use crate::notes::Thread;
use crate::playbook::Playbook;
use crate::template::{self, TemplateError, Words};
use crate::vocabulary::{self, RESULT_SLOT, RESULT_SLOTS, Standing, Status, Written, standing_tags};
use crate::{AssessmentId, ScreeningId};

/// What is written to Lever when a screening reaches a status.
///
/// # Errors
/// A template of the playbook cannot be filled.
pub fn on_status(
    screening: &ScreeningId,
    playbook: &Playbook,
    words: &Words,
    written: &Written<'_>,
    reference: &str,
    status: Status,
) -> Result<Vec<EffectDraft>, TemplateError> {
    let mut drafts = playbook.tags.reach(screening, &[status], written, 1, words)?;
    let thread = Thread::after(screening, &playbook.notes, reference, written.writes);
    drafts.extend(thread.news(&playbook.notes, status, words)?);
    Ok(drafts)
}

/// What is written to Lever once the candidate has finished and nobody has looked at it. The link
/// belongs to the person and would show on all of the person's opportunities, so a confidential one
/// gets none.
///
/// # Errors
/// A template of the playbook cannot be filled.
pub fn on_submitted(
    screening: &ScreeningId,
    playbook: &Playbook,
    words: &Words,
    written: &Written<'_>,
    reference: &str,
    confidential: bool,
) -> Result<Vec<EffectDraft>, TemplateError> {
    let reached = [Status::Completed, Status::NeedsReview];
    let mut drafts = playbook.tags.reach(screening, &reached, written, 1, words)?;
    let thread = Thread::after(screening, &playbook.notes, reference, written.writes);
    drafts.extend(thread.news(&playbook.notes, Status::Completed, words)?);
    if playbook.filing == Filing::Finished {
        drafts.push(filed(screening, words, reference, (COUNTED, true)));
    }
    drafts.extend(report_link(screening, words, confidential));
    Ok(drafts)
}

/// What a review consists of.
const REVIEW_SLOTS: [&str; 8] =
    ["review", "evaluated", "score-before", RESULT_SLOT, "note", FORM_SLOT, FILE_SLOT, MOVE_SLOT];
/// The move that a review leads to.
pub const MOVE_SLOT: &str = "move";

/// A person's review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Overall.
    pub score: Score,
    /// By question id.
    pub scores: Vec<(String, Score)>,
    /// Words for colleagues.
    pub comment: String,
    /// The reviewer's name.
    pub reviewer: String,
    /// The score counts instead of what was counted by rule.
    #[serde(default)]
    pub overrules: bool,
    /// Counts the reviews of a screening, those that were taken back too.
    pub revision: u32,
}

/// What is written for another opportunity of the same person when a review is reused: everything but
/// the report, which has it already.
///
/// # Errors
/// A template of the playbook cannot be filled.
pub fn on_reused(
    screening: &ScreeningId,
    playbook: &Playbook,
    words: &Words,
    written: &Written<'_>,
    (reference, confidential): (&str, bool),
    reviewed: &Reviewed<'_>,
) -> Result<Vec<EffectDraft>, TemplateError> {
    let mut drafts = on_reviewed(screening, playbook, words, written, reference, reviewed)?;
    drafts.retain(|draft| !matches!(draft.effect, Effect::Evaluate { .. }));
    if playbook.filing == Filing::Finished {
        drafts.push(filed(screening, words, reference, (COUNTED, true)));
    }
    drafts.extend(report_link(screening, words, confidential));
    Ok(said_to_be_earlier(drafts))
}

/// The same of a result that was counted by rule.
///
/// # Errors
/// A template of the playbook cannot be filled.
pub fn on_reused_count(
    screening: &ScreeningId,
    playbook: &Playbook,
    words: &Words,
    written: &Written<'_>,
    counted: &Counted<'_>,
) -> Result<Vec<EffectDraft>, TemplateError> {
    Ok(said_to_be_earlier(on_counted(screening, playbook, words, written, counted)?))
}

fn said_to_be_earlier(mut drafts: Vec<EffectDraft>) -> Vec<EffectDraft> {
    const EARLIER: &str = "The result of an earlier screening, which was not repeated.";
    for draft in &mut drafts {
        match &mut draft.effect {
            Effect::AddNote { text, .. } => *text = format!("{EARLIER}\n\n{text}"),
            Effect::AddFeedback { evaluation, .. } => evaluation.remark = EARLIER.into(),
            _ => {}
        }
    }
    drafts
}

/// A review, and what is known around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewed<'a> {
    /// The review.
    pub review: &'a Review,
    /// Of which assessment.
    pub assessment: &'a AssessmentId,
    /// Nothing was written about an earlier one, nor about what was counted.
    pub first: bool,
    /// What was counted by rule.
    pub count: Option<Count>,
}

/// What is written about a result that was counted by rule and says something by itself.
///
/// # Errors
/// A template of the playbook cannot be filled.
pub fn on_counted(
    screening: &ScreeningId,
    playbook: &Playbook,
    words: &Words,
    written: &Written<'_>,
    counted: &Counted<'_>,
) -> Result<Vec<EffectDraft>, TemplateError> {
    let Counted { reference, count, outcome, confidential } = counted;
    let words = outcome_words(words, outcome, Some(*count));
    let reached = [&[Status::Completed, Status::Evaluated], status_of(outcome.reading)].concat();
    let mut drafts = playbook.tags.reach(screening, &reached, written, 1, &words)?;
    drafts.extend(result_tags(screening, playbook, &words, written, COUNTED)?);
    let text = template::render(&playbook.note_counted, &words)?;
    let thread = Thread::after(screening, &playbook.notes, reference, written.writes);
    drafts.extend(thread.next(("note", COUNTED), "counted", &text, outcome.score));
    let result = (outcome.score, outcome.reading);
    drafts.extend(form::draft(screening, playbook.form.as_ref(), &words, result, (reference, COUNTED)));
    drafts.extend(report_link(screening, &words, *confidential));
    if playbook.filing != Filing::Never {
        drafts.push(filed(screening, &words, reference, (COUNTED, true)));
    }
    Ok(drafts)
}

/// What was counted by rule, and what it amounts to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted<'a> {
    /// The screening's reference.
    pub reference: &'a str,
    /// What was counted.
    pub count: Count,
    /// What it amounts to.
    pub outcome: &'a Outcome,
    /// A link would show on all of the person's opportunities.
    pub confidential: bool,
}

/// The revision of a result that was counted; reviews begin at 1.
pub const COUNTED: u32 = 0;

/// The statuses that a reading adds.
fn status_of(reading: Reading) -> &'static [Status] {
    match reading {
        Reading::Pass => &[Status::Pass],
        Reading::Fail => &[Status::Fail],
        Reading::NeedsReview => &[Status::NeedsReview],
        Reading::Unread => &[],
    }
}

/// The words of a screening together with those of its result.
#[must_use]
pub fn outcome_words(words: &Words, outcome: &Outcome, count: Option<Count>) -> Words {
    let score = outcome.score;
    let counted = count.filter(|count| count.of > 0);
    Words {
        name: template::neutralise_mentions(&words.name),
        score: score.map(|score| score.get().to_string()).unwrap_or_default(),
        verdict: score.map(|score| score.words().to_owned()).unwrap_or_default(),
        grade: outcome.grade.clone().unwrap_or_default(),
        outcome: outcome.reading.words().to_owned(),
        points: counted.map(|count| count.points.to_string()).unwrap_or_default(),
        max_points: counted.map(|count| count.of.to_string()).unwrap_or_default(),
        percent: counted.and_then(|count| count.percent()).map(|part| part.to_string()).unwrap_or_default(),
        knocked_out: count.is_some_and(|count| count.knocked_out),
        ..words.clone()
    }
}

/// A tag of a result; none if it would tell something that the result does not have, such as the score of
/// what was counted in points alone.
pub(crate) fn result_tag(template: &str, words: &Words) -> Result<Option<String>, TemplateError> {
    const HOLE: &str = "\u{1}";
    let or_hole = |word: &String| if word.is_empty() { HOLE.to_owned() } else { word.clone() };
    let told = Words {
        score: or_hole(&words.score),
        verdict: or_hole(&words.verdict),
        grade: or_hole(&words.grade),
        outcome: or_hole(&words.outcome),
        points: or_hole(&words.points),
        max_points: or_hole(&words.max_points),
        percent: or_hole(&words.percent),
        ..words.clone()
    };
    if template::render(template, &told)?.contains(HOLE) {
        return Ok(None);
    }
    vocabulary::tag(template, words)
}

/// Score and grade as tags; those of an earlier result go.
fn result_tags(
    screening: &ScreeningId,
    playbook: &Playbook,
    words: &Words,
    written: &Written<'_>,
    revision: u32,
) -> Result<Vec<EffectDraft>, TemplateError> {
    let Standing { own, rounds, .. } = standing_tags(written, screening, &RESULT_SLOTS);
    let score = result_tag(&playbook.tags.score, words)?;
    let grade = if words.grade.is_empty() { None } else { result_tag(&playbook.tags.grade, words)? };
    let now: Vec<String> = score.into_iter().chain(grade).collect();
    let (old, new): (Vec<_>, Vec<_>) = (
        rounds.iter().filter(|tag| !now.contains(tag) && !written.kept.contains(tag)).cloned().collect(),
        now.iter().filter(|tag| !own.contains(tag)).cloned().collect(),
    );
    let draft = |effect| EffectDraft::of(screening, RESULT_SLOT, revision, effect);
    let added = (!new.is_empty()).then(|| draft(Effect::AddTags { tags: new }));
    let removed = (!old.is_empty()).then(|| draft(Effect::RemoveTags { tags: old }));
    Ok(added.into_iter().chain(removed).collect())
}

/// The report among the person's links; a confidential one would show on all of their opportunities.
fn report_link(screening: &ScreeningId, words: &Words, confidential: bool) -> Option<EffectDraft> {
    let links = vec![words.report.clone()];
    (!confidential && !words.report.is_empty())
        .then(|| EffectDraft::of(screening, "report", 1, Effect::AddLinks { links }))
}

/// Whether an effect of this key was written for a review.
#[must_use]
pub fn is_of_review(dedupe_key: &str, screening: &ScreeningId, revision: u32) -> bool {
    REVIEW_SLOTS.iter().any(|slot| dedupe_key.ends_with(&format!(":{screening}:{slot}:{revision}")))
}

/// What is written once a person has reviewed. A later review replaces our tags of score and grade, and
/// says so where the playbook wants later news.
///
/// # Errors
/// A template of the playbook cannot be filled.
pub fn on_reviewed(
    screening: &ScreeningId,
    playbook: &Playbook,
    words: &Words,
    written: &Written<'_>,
    reference: &str,
    reviewed: &Reviewed<'_>,
) -> Result<Vec<EffectDraft>, TemplateError> {
    let Reviewed { review, assessment, first, count } = reviewed;
    let tally = Tally { score: Some(review.score), count: *count, overruled: review.overrules };
    let outcome = playbook.grading.outcome(assessment, &tally);
    let words = Words {
        verdict: review.score.words().into(),
        reviewer: review.reviewer.clone(),
        comment: template::neutralise_mentions(&review.comment),
        ..outcome_words(words, &outcome, *count)
    };
    let draft = |slot: &str, effect| EffectDraft::of(screening, slot, review.revision, effect);
    let mut drafts = vec![draft(
        "review",
        Effect::Evaluate {
            score: review.score,
            scores: review.scores.clone(),
            comment: review.comment.clone(),
            reviewer: review.reviewer.clone(),
        },
    )];
    let reached = [&[Status::Evaluated], status_of(outcome.reading)].concat();
    drafts.extend(playbook.tags.reach(screening, &reached, written, review.revision, &words)?);
    drafts.extend(result_tags(screening, playbook, &words, written, review.revision)?);
    let text = template::render(if *first { &playbook.note } else { &playbook.note_changed }, &words)?;
    let thread = Thread::after(screening, &playbook.notes, reference, written.writes);
    // What was written before counts even if it was left out: only the first says what it is about.
    let thread = Thread { begun: thread.begun || !first, ..thread };
    let suffix = review.revision.to_string();
    drafts.extend(thread.next(("note", review.revision), &suffix, &text, Some(review.score)));
    if playbook.filing == Filing::Scored {
        drafts.push(filed(screening, &words, reference, (review.revision, *first)));
    }
    let result = (Some(review.score), outcome.reading);
    drafts.extend(form::draft(
        screening,
        playbook.form.as_ref(),
        &words,
        result,
        (reference, review.revision),
    ));
    Ok(drafts)
}
