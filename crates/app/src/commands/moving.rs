//! Moves in Lever that a score leads to.

use std::collections::BTreeSet;

use fulcrum_core::assessment::Score;
use fulcrum_core::moves::{GradeMove, Moves, PostingMoves, ScoreMove};
use fulcrum_core::{AccountId, PostingId, ScreeningId, StageId};
use fulcrum_store::{MoveState, ProposedMove, ScreeningRow, StoreError, Tx};

use crate::App;
use crate::api::*;
use crate::titles;
use crate::views::{self, Around, millis};

/// The longest reason, in characters.
const LONGEST_REASON: usize = 500;
/// As many as are told of at once.
const MOST_MOVES: usize = 200;

impl App {
    pub(super) async fn make_moves(&self, request: ConfirmMoves) -> Result<TakenBack, AppError> {
        let ids: Vec<_> = request.screening_ids.into_iter().map(ScreeningId::new).collect();
        let too_late = self.engine()?.confirm_moves(&ids).await?;
        Ok(views::taken(ids.len(), too_late))
    }

    /// What is known of moves that wait; those that are settled are left out.
    pub(super) async fn moves_that_wait(&self, request: ConfirmMoves) -> Result<Vec<InboxMove>, AppError> {
        let account = self.engine()?.account().id.clone();
        let read = self.shared.store.read(move |tx| {
            let around = Around::of(tx, &account)?;
            let mut moves = Vec::new();
            for id in request.screening_ids.into_iter().take(MOST_MOVES).map(ScreeningId::new) {
                let Some(row) = tx.screening(&id)? else { continue };
                if let Some(proposed) = tx.last_move(&id)?.filter(|one| one.state == MoveState::Open) {
                    moves.push(move_view(&row, &proposed, &around));
                }
            }
            Ok::<_, StoreError>(moves)
        });
        Ok(read.await?)
    }

    pub(super) async fn leave_where_they_are(&self, request: DeclineMove) -> Result<(), AppError> {
        let reason = request.reason.trim().to_owned();
        if reason.chars().count() > LONGEST_REASON {
            return Err(AppError::invalid("The reason may have at most 500 characters."));
        }
        self.engine()?.decline_move(&ScreeningId::new(request.screening_id), reason).await?;
        Ok(())
    }

    pub(super) async fn all_postings(&self) -> Result<Vec<PostingChoice>, AppError> {
        let account = self.engine()?.account().id.clone();
        let read = self.shared.store.read(move |tx| {
            let rows = tx.postings(&account)?.into_iter();
            let mut all: Vec<PostingChoice> = rows
                .map(|row| PostingChoice { id: row.posting.id.to_string(), title: row.posting.text })
                .collect();
            titles::tell_apart(tx, &account, all.iter_mut().map(|one| (one.id.as_str(), &mut one.title)))?;
            Ok::<_, StoreError>(all)
        });
        Ok(read.await?)
    }
}

/// The moves that wait for a yes, the oldest first.
pub(super) fn inbox_moves(
    tx: &Tx<'_>,
    account: &AccountId,
    around: &Around,
    most: u32,
) -> Result<Vec<InboxMove>, StoreError> {
    let mut moves = Vec::new();
    for proposed in tx.open_moves(account, most)? {
        let Some(row) = tx.screening(&proposed.screening)? else { continue };
        moves.push(move_view(&row, &proposed, around));
    }
    Ok(moves)
}

fn move_view(row: &ScreeningRow, proposed: &ProposedMove, around: &Around) -> InboxMove {
    InboxMove {
        from: row.stage.clone(),
        reviewer: row.review.as_ref().map(|review| review.reviewer.clone()),
        comment: row.review.as_ref().map(|review| review.comment.clone()).unwrap_or_default(),
        at: millis(proposed.at),
        row: views::candidate_row(row, around),
    }
}

pub(super) fn moves_view(moves: &Moves) -> MovesView {
    let views = |entries: &[ScoreMove]| {
        let view =
            |one: &ScoreMove| ScoreMoveView { score: one.score.get(), stage_id: one.stage.to_string() };
        entries.iter().map(view).collect()
    };
    let graded = |entries: &[GradeMove]| {
        let view =
            |one: &GradeMove| GradeMoveView { grade: one.grade.clone(), stage_id: one.stage.to_string() };
        entries.iter().map(view).collect()
    };
    MovesView {
        automatic: moves.automatic,
        by_score: views(&moves.by_score),
        by_grade: graded(&moves.by_grade),
        by_posting: moves
            .by_posting
            .iter()
            .map(|own| PostingMovesView {
                posting_id: own.posting.to_string(),
                by_score: views(&own.by_score),
                by_grade: graded(&own.by_grade),
            })
            .collect(),
    }
}

/// The moves that a person chose; a stage that Lever does not have is refused, unless it was chosen `before`:
/// whoever changes something else need not settle that first.
pub(super) fn moves_of(
    tx: &Tx<'_>,
    account: &AccountId,
    before: &Moves,
    view: MovesView,
) -> Result<Moves, AppError> {
    let mut stages: BTreeSet<StageId> = tx.stages(account)?.into_iter().map(|stage| stage.id).collect();
    stages.extend(before.stages().cloned());
    let stage = |id: String| {
        let stage = StageId::new(id);
        let gone = || AppError::new(ErrorCode::NotFound, "Lever does not have this stage any more.");
        if stages.contains(&stage) { Ok(stage) } else { Err(gone()) }
    };
    let entries = |views: Vec<ScoreMoveView>| -> Result<Vec<ScoreMove>, AppError> {
        let entry = |one: ScoreMoveView| {
            let score = Score::new(one.score).ok_or_else(|| AppError::invalid("A score is 1, 2, 3 or 4."))?;
            Ok(ScoreMove { score, stage: stage(one.stage_id)? })
        };
        views.into_iter().map(entry).collect()
    };
    let graded = |views: Vec<GradeMoveView>| -> Result<Vec<GradeMove>, AppError> {
        let entry = |one: GradeMoveView| {
            Ok(GradeMove { grade: one.grade.trim().to_owned(), stage: stage(one.stage_id)? })
        };
        views.into_iter().map(entry).collect()
    };
    let own = |own: PostingMovesView| {
        Ok(PostingMoves {
            posting: PostingId::new(own.posting_id),
            by_score: entries(own.by_score)?,
            by_grade: graded(own.by_grade)?,
        })
    };
    Ok(Moves {
        automatic: view.automatic,
        by_posting: view.by_posting.into_iter().map(own).collect::<Result<_, AppError>>()?,
        by_score: entries(view.by_score)?,
        by_grade: graded(view.by_grade)?,
    })
}
