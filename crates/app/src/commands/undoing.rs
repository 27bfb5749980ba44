//! Undo.

use fulcrum_core::{AttentionId, DecisionId, ScreeningId};
use fulcrum_engine::EngineError;

use crate::App;
use crate::api::{AppError, TakeBack, TakenBack};
use crate::views::taken;

impl App {
    pub(super) async fn take_back_what_was_done(&self, request: TakeBack) -> Result<TakenBack, AppError> {
        let engine = self.engine()?;
        let all = match &request {
            TakeBack::Reviews(ids)
            | TakeBack::Attention(ids)
            | TakeBack::Waiting(ids)
            | TakeBack::Invitations(ids)
            | TakeBack::Moves(ids)
            | TakeBack::Mails(ids)
            | TakeBack::CalledBack(ids) => ids.len(),
        };
        let mut outcome = Outcome::default();
        match request {
            TakeBack::Reviews(ids) => {
                for id in ids.into_iter().map(ScreeningId::new) {
                    outcome.note(engine.take_back_review(&id).await);
                }
            }
            TakeBack::Attention(ids) => {
                for id in ids.into_iter().map(AttentionId::new) {
                    outcome.note(engine.unsettle(&id).await);
                }
            }
            TakeBack::Invitations(ids) => {
                for id in ids.into_iter().map(ScreeningId::new) {
                    outcome.note(engine.undo(&id).await);
                }
            }
            TakeBack::Waiting(ids) => {
                let ids: Vec<_> = ids.into_iter().map(DecisionId::new).collect();
                outcome.too_late = engine.wait_again(&ids).await?;
            }
            TakeBack::Moves(ids) => {
                let ids: Vec<_> = ids.into_iter().map(ScreeningId::new).collect();
                outcome.too_late = engine.reopen_moves(&ids).await?;
            }
            TakeBack::Mails(ids) => {
                let ids: Vec<_> = ids.into_iter().map(ScreeningId::new).collect();
                outcome.too_late = engine.take_back_mails(&ids).await?;
            }
            TakeBack::CalledBack(ids) => {
                let ids: Vec<_> = ids.into_iter().map(ScreeningId::new).collect();
                outcome.too_late = engine.restore(&ids).await?;
            }
        }
        match outcome.first {
            Some(error) if outcome.too_late == all => Err(error.into()),
            _ => Ok(taken(all, outcome.too_late)),
        }
    }
}

#[derive(Default)]
struct Outcome {
    too_late: usize,
    first: Option<EngineError>,
}

impl Outcome {
    fn note(&mut self, result: Result<(), EngineError>) {
        if let Err(error) = result {
            self.too_late += 1;
            self.first.get_or_insert(error);
        }
    }
}
