//! Whom a playbook is for, and which assessment they get.

use std::collections::BTreeSet;

use fulcrum_core::conditions::{Conditions, Confidentiality, Origin, PostingCondition};
use fulcrum_core::playbook::{Playbook, PostingAssessment, StageAssessment, check_posting_tag};
use fulcrum_core::posting::Posting;
use fulcrum_core::{AccountId, AssessmentId, PostingId, StageId};
use fulcrum_engine::{posting_in_question, texts_in_question};
use fulcrum_store::{StoreError, Tx};
use jiff::Timestamp;

use crate::App;
use crate::api::*;
use crate::titles;

impl App {
    /// What the postings of the account are, and have in common.
    pub(super) async fn fields_of_postings(&self) -> Result<PostingFields, AppError> {
        let account = self.engine()?.account().id.clone();
        let rows = self.shared.store.read(move |tx| tx.postings(&account)).await?;
        let postings: Vec<Posting> = rows.into_iter().map(|row| row.posting).collect();
        let all = |field: fn(&Posting) -> Vec<&String>| -> Vec<String> {
            let texts: BTreeSet<&String> = postings.iter().flat_map(field).collect();
            texts.into_iter().cloned().collect()
        };
        Ok(PostingFields {
            tags: all(|posting| posting.tags.iter().collect()),
            teams: all(|posting| posting.team.iter().collect()),
            departments: all(|posting| posting.department.iter().collect()),
            locations: all(|posting| posting.location.iter().collect()),
            postings: postings.iter().map(option).collect(),
        })
    }
}

fn option(posting: &Posting) -> PostingOption {
    PostingOption { id: posting.id.to_string(), title: posting.text.clone(), detail: titles::detail(posting) }
}

/// Whoever saves a playbook has answered what was asked about its texts, and about postings that it maps now.
pub(super) fn settle_questions(
    tx: &Tx<'_>,
    account: &AccountId,
    playbook: &Playbook,
    now: Timestamp,
) -> Result<(), StoreError> {
    for row in tx.open_attention(account)? {
        let mapped = |posting: &PostingId| {
            let of_it = |entry: &PostingAssessment| entry.stage.is_none() && entry.posting == *posting;
            playbook.posting_assessments.iter().any(of_it)
        };
        let answered = match posting_in_question(&row) {
            Some((asked_by, posting)) => asked_by == playbook.id && mapped(&posting),
            // What is saved can be filled in.
            None => texts_in_question(&row).is_some_and(|asked_by| asked_by == playbook.id),
        };
        if answered {
            tx.settle(account, &row.kind, &row.subject, now)?;
        }
    }
    Ok(())
}

pub(super) fn conditions_view(conditions: &Conditions) -> ConditionsView {
    let only = &conditions.postings;
    ConditionsView {
        posting_ids: only.ids.iter().map(ToString::to_string).collect(),
        posting_tags: only.tags.clone(),
        teams: only.teams.clone(),
        departments: only.departments.clone(),
        locations: only.locations.clone(),
        origins: conditions.origins.iter().map(|origin| origin_name(*origin)).collect(),
        confidentiality: match conditions.confidentiality {
            Confidentiality::Any => ConfidentialityName::Any,
            Confidentiality::Open => ConfidentialityName::Open,
            Confidentiality::Confidential => ConfidentialityName::Confidential,
        },
    }
}

fn origin_name(origin: Origin) -> OriginName {
    match origin {
        Origin::Applied => OriginName::Applied,
        Origin::Sourced => OriginName::Sourced,
        Origin::Referred => OriginName::Referred,
        Origin::Agency => OriginName::Agency,
        Origin::Internal => OriginName::Internal,
        Origin::University => OriginName::University,
    }
}

fn conditions_of(view: ConditionsView) -> Conditions {
    let origins = Origin::ALL.into_iter().filter(|origin| view.origins.contains(&origin_name(*origin)));
    Conditions {
        postings: PostingCondition {
            ids: view.posting_ids.into_iter().map(PostingId::new).collect(),
            tags: view.posting_tags,
            teams: view.teams,
            departments: view.departments,
            locations: view.locations,
        },
        origins: origins.collect(),
        confidentiality: match view.confidentiality {
            ConfidentialityName::Any => Confidentiality::Any,
            ConfidentialityName::Open => Confidentiality::Open,
            ConfidentialityName::Confidential => Confidentiality::Confidential,
        },
    }
}

pub(super) fn postings_view(entries: &[PostingAssessment]) -> Vec<PostingAssessmentView> {
    let view = |entry: &PostingAssessment| PostingAssessmentView {
        posting_id: entry.posting.to_string(),
        stage_id: entry.stage.as_ref().map(ToString::to_string),
        assessment_id: entry.assessment.to_string(),
    };
    entries.iter().map(view).collect()
}

pub(super) fn stages_view(entries: &[StageAssessment]) -> Vec<StageAssessmentView> {
    let view = |entry: &StageAssessment| StageAssessmentView {
        stage_id: entry.stage.to_string(),
        assessment_id: entry.assessment.to_string(),
    };
    entries.iter().map(view).collect()
}

/// Puts into the playbook what a person changed about whom it is for and what they get.
pub(super) fn address(playbook: &mut Playbook, request: &mut SavePlaybook) {
    if let Some(conditions) = request.conditions.take() {
        playbook.conditions = conditions_of(conditions);
    }
    if let Some(pattern) = request.posting_tag.take() {
        playbook.posting_tag = posting_tag_of(&pattern);
    }
    if let Some(entries) = request.posting_assessments.take() {
        let entry = |view: PostingAssessmentView| PostingAssessment {
            posting: PostingId::new(view.posting_id),
            stage: view.stage_id.map(StageId::new),
            assessment: AssessmentId::new(view.assessment_id),
        };
        playbook.posting_assessments = entries.into_iter().map(entry).collect();
    }
    if let Some(entries) = request.stage_assessments.take() {
        let entry = |view: StageAssessmentView| StageAssessment {
            stage: StageId::new(view.stage_id),
            assessment: AssessmentId::new(view.assessment_id),
        };
        playbook.stage_assessments = entries.into_iter().map(entry).collect();
    }
}

/// The pattern as it is kept; none if it is empty.
fn posting_tag_of(typed: &str) -> Option<String> {
    Some(typed.trim().to_owned()).filter(|pattern| !pattern.is_empty())
}

/// What keeps a pattern from being saved.
pub(super) fn look_at_posting_tag(typed: &str) -> PostingTagCheck {
    let wrong = posting_tag_of(typed).and_then(|pattern| check_posting_tag(&pattern).err());
    PostingTagCheck { problem: wrong.map(|error| error.to_string()) }
}

/// Whether a change says anew whom a playbook is for, or what they get.
pub(super) fn addresses_anew(request: &SavePlaybook) -> bool {
    request.conditions.is_some()
        || request.posting_tag.is_some()
        || request.assessment_id.is_some()
        || request.posting_assessments.is_some()
        || request.stage_assessments.is_some()
}

/// The assessments that a change names, to be looked up before it is stored.
pub(super) fn named(request: &SavePlaybook) -> BTreeSet<String> {
    let postings = request.posting_assessments.iter().flatten().map(|entry| &entry.assessment_id);
    let stages = request.stage_assessments.iter().flatten().map(|entry| &entry.assessment_id);
    // Empty says that there shall be no default.
    let default = request.assessment_id.iter().filter(|id| !id.is_empty());
    default.chain(postings).chain(stages).cloned().collect()
}
