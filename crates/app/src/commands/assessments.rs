//! Assessments: list, write, delete, look at as a candidate.

use fulcrum_core::playbook::Playbook;
use fulcrum_providers::{
    AnswerOption, Assessment, AssessmentId, ErrorKind, NumberPoints, NumberRule, ProviderError, Question,
    QuestionId,
};
use fulcrum_store::StoreError;

use crate::App;
use crate::api::*;
use crate::assessment_views::assessment_view;

impl App {
    pub(super) async fn all_assessments(&self) -> Result<Vec<AssessmentView>, AppError> {
        Ok(self.known_assessments().await?.iter().map(assessment_view).collect())
    }

    pub(super) async fn keep_assessment(&self, draft: AssessmentDraft) -> Result<AssessmentView, AppError> {
        let provider = self.interview_provider().await?;
        let saved = provider.save_assessment(&written(draft)?).await.map_err(refusal)?;
        self.assessments_changed().await;
        Ok(assessment_view(&saved))
    }

    /// What a playbook sends is not taken away from under it.
    pub(super) async fn offer_no_more(&self, request: AssessmentRef) -> Result<AssessmentView, AppError> {
        if let Some(playbook) = self.playbook_that_sends(&request.id).await? {
            return Err(AppError::new(
                ErrorCode::Conflict,
                format!("The playbook {playbook} sends it. Choose another assessment there first."),
            ));
        }
        let provider = self.interview_provider().await?;
        let deleted = provider.delete_assessment(&AssessmentId::new(request.id)).await.map_err(refusal)?;
        self.assessments_changed().await;
        Ok(assessment_view(&deleted))
    }

    pub(super) async fn show_as_to_a_candidate(&self, draft: AssessmentDraft) -> Result<LinkView, AppError> {
        let (company, sender) = self.who_invites().await?;
        let provider = self.interview_provider().await?;
        let link = provider.preview(&written(draft)?, &company, &sender).await.map_err(refusal)?;
        if !matches!(link.scheme(), "https" | "http") {
            return Err(AppError::invalid("The interview service named no web address."));
        }
        self.shared.host.open_url(link.as_str()).map_err(AppError::invalid)?;
        Ok(LinkView { url: link.into() })
    }

    async fn playbook_that_sends(&self, id: &str) -> Result<Option<String>, AppError> {
        let account = self.engine()?.account().id.clone();
        let playbooks = self.shared.store.read(move |tx| tx.playbooks(&account)).await?;
        let sends = |playbook: &Playbook| playbook.named_assessments().any(|one| one.as_str() == id);
        let found = playbooks.into_iter().find(sends);
        Ok(found.map(|playbook| playbook.name))
    }

    /// The company and the person, as candidates read them.
    async fn who_invites(&self) -> Result<(String, String), AppError> {
        let account = self.engine()?.account().clone();
        let company = account.company.unwrap_or_else(|| "Your company".into());
        let name = self
            .shared
            .store
            .read(move |tx| {
                let users = tx.users(&account.id)?;
                Ok::<_, StoreError>(users.into_iter().find(|user| Some(&user.id) == account.user.as_ref()))
            })
            .await?;
        Ok((company, name.map_or_else(|| "Your name".into(), |user| user.name)))
    }
}

/// What the page wrote, as the service takes it.
fn written(draft: AssessmentDraft) -> Result<Assessment, AppError> {
    let questions = draft.questions.into_iter().map(question).collect::<Result<_, _>>()?;
    Ok(Assessment {
        id: AssessmentId::new(draft.id),
        name: draft.name.trim().to_owned(),
        description: draft.description.trim().to_owned(),
        minutes: Some(draft.minutes),
        revision: draft.revision,
        questions,
        built_in: false,
    })
}

fn question(view: QuestionView) -> Result<Question, AppError> {
    let kind = match view.kind {
        QuestionKind::Text => fulcrum_providers::QuestionKind::Text,
        QuestionKind::Choice => fulcrum_providers::QuestionKind::Choice,
        QuestionKind::Number => fulcrum_providers::QuestionKind::Number,
        QuestionKind::YesNo => fulcrum_providers::QuestionKind::YesNo,
        QuestionKind::Other => {
            return Err(AppError::invalid(
                "This assessment has a kind of question that this version of Fulcrum does not know. Update \
                 Fulcrum to change it.",
            ));
        }
    };
    let trimmed: Vec<String> = view.anchors.iter().map(|anchor| anchor.trim().to_owned()).collect();
    let anchors = if trimmed.iter().all(String::is_empty) {
        None
    } else {
        let four = "A question has four descriptions, one for each score, or none.";
        Some(trimmed.try_into().map_err(|_| AppError::invalid(four))?)
    };
    Ok(Question {
        id: QuestionId::new(view.id),
        kind,
        text: view.text.trim().to_owned(),
        hint: view.hint.map(|hint| hint.trim().to_owned()).filter(|hint| !hint.is_empty()),
        anchors,
        options: view.options.into_iter().map(option).collect(),
        number: view.number.map(number),
    })
}

fn option(view: OptionView) -> AnswerOption {
    AnswerOption { text: view.text.trim().to_owned(), points: view.points, knock_out: view.knock_out }
}

fn number(view: NumberView) -> NumberRule {
    let entry = |one: NumberPointsView| NumberPoints { from: one.from, points: one.points };
    NumberRule {
        unit: view.unit.trim().to_owned(),
        at_least: view.at_least,
        at_most: view.at_most,
        points: view.points.into_iter().map(entry).collect(),
    }
}

/// What the service says about an assessment is about what somebody wrote.
fn refusal(error: ProviderError) -> AppError {
    let code = match (error.kind, error.code.as_deref()) {
        (ErrorKind::NotFound, _) => ErrorCode::NotFound,
        (ErrorKind::Refused, Some("built_in" | "changed_meanwhile")) => ErrorCode::Conflict,
        (ErrorKind::Refused, Some("invalid")) => ErrorCode::InvalidInput,
        _ => return error.into(),
    };
    AppError::new(code, error.message)
}
