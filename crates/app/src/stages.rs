//! The account's pipeline: its stages as they are known, and how many are in each.

use fulcrum_core::StageId;

use crate::App;
use crate::api::{AppError, ChangeKind, StageCount, StageView};

impl App {
    /// Stages as they were read last; Lever is asked behind the answer, and news are told.
    pub(crate) async fn known_stages(&self) -> Result<Vec<StageView>, AppError> {
        let known = self.cached_stages().await?;
        if known.is_empty() {
            return self.live_stages().await;
        }
        let (app, before) = (self.clone(), known.clone());
        tokio::spawn(async move {
            let Ok(_one_at_a_time) = app.shared.asking.try_lock() else { return };
            if app.live_stages().await.is_ok_and(|now| now != before) {
                app.tell(ChangeKind::Playbooks, None);
            }
        });
        Ok(known)
    }

    /// Stages as Lever has them now; the cached ones while it cannot be reached.
    pub(crate) async fn live_stages(&self) -> Result<Vec<StageView>, AppError> {
        if let Err(error) = self.engine()?.refresh_cache().await {
            tracing::warn!(%error, "stages could not be read anew");
        }
        self.cached_stages().await
    }

    async fn cached_stages(&self) -> Result<Vec<StageView>, AppError> {
        let account = self.engine()?.account().id.clone();
        let stages = self.shared.store.read(move |tx| tx.stages(&account)).await?;
        Ok(stages.into_iter().map(|stage| StageView { id: stage.id.to_string(), text: stage.text }).collect())
    }

    /// How many are in each stage, as Lever says now.
    pub(crate) async fn people_in_stages(&self) -> Result<Vec<StageCount>, AppError> {
        let engine = self.engine()?;
        let account = engine.account().id.clone();
        let stages = self.shared.store.read(move |tx| tx.stages(&account)).await?;
        let applied = std::iter::once(StageId::applied());
        let all = applied.chain(stages.into_iter().map(|stage| stage.id)).collect();
        let counts = engine.count_in_stages(all).await?;
        let view = |count: fulcrum_engine::StageCount| StageCount {
            stage_id: count.stage.to_string(),
            people: count.people,
            more: count.more,
        };
        Ok(counts.into_iter().map(view).collect())
    }
}
