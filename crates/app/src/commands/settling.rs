//! What waits in the Inbox for a person, settled.

use fulcrum_core::{AttentionId, DecisionId, EffectId};

use crate::App;
use crate::api::*;

impl App {
    pub(super) async fn decide_who_waits(&self, request: DecideWaiting) -> Result<DecidedWaiting, AppError> {
        let ids = |ids: Vec<String>| ids.into_iter().map(DecisionId::new).collect::<Vec<_>>();
        let (invite, dismiss) = (ids(request.invite), ids(request.dismiss));
        let invited = self.engine()?.decide_waiting(&invite, &dismiss).await?;
        Ok(DecidedWaiting { invited: u32::try_from(invited).unwrap_or(u32::MAX) })
    }

    pub(super) async fn settle_one_attention(&self, request: SettleAttention) -> Result<(), AppError> {
        let id = AttentionId::new(request.attention_id);
        self.engine()?.settle_attention(&id, &request.action).await?;
        Ok(())
    }

    pub(super) async fn settle_a_write(&self, request: SettleWrite) -> Result<(), AppError> {
        let retry = match request.action.as_str() {
            "retry" => true,
            "skip" => false,
            _ => return Err(AppError::invalid("A stuck write can be retried or skipped.")),
        };
        self.engine()?.settle_write(&EffectId::new(request.write_id), retry).await?;
        Ok(())
    }
}
