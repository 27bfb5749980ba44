//! A person's review.

use fulcrum_core::ScreeningId;
use fulcrum_core::assessment::Score;
use fulcrum_engine::NewReview;

use crate::App;
use crate::api::*;

/// The longest comment, in characters.
const LONGEST: usize = 4000;

impl App {
    pub(super) async fn keep_review(&self, request: SubmitReview) -> Result<CandidateView, AppError> {
        let valid =
            |score: u8| Score::new(score).ok_or_else(|| AppError::invalid("A score is 1, 2, 3 or 4."));
        let scores = request
            .scores
            .iter()
            .map(|one| Ok((one.question_id.clone(), valid(one.score)?)))
            .collect::<Result<Vec<_>, AppError>>()?;
        if request.comment.chars().count() > LONGEST {
            return Err(AppError::invalid("The comment may have at most 4,000 characters."));
        }
        let id = ScreeningId::new(request.screening_id);
        let comment = request.comment.trim().to_owned();
        if request.overrules && comment.is_empty() {
            return Err(AppError::invalid("Say in the comment why your score counts instead of the points."));
        }
        let new = NewReview { score: valid(request.score)?, scores, comment, overrules: request.overrules };
        self.engine()?.review(&id, new).await?;
        self.one_candidate(&id).await
    }
}
