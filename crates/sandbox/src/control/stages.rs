//! Changing the pipeline itself, as a Super Admin does in Lever's settings.

use super::{Control, ControlError};
use crate::sync::lock;
use crate::world::Refusal;
use crate::world::entities::Stage;
use crate::world::ids::StageId;

/// Between the ranks of two stages that are added.
const STEP: f64 = 10.0;

impl Control {
    /// Adds a stage at the end of the pipeline; gives its id.
    pub fn add_stage(&self, text: &str) -> String {
        let mut world = lock(&self.account.world);
        let id = world.random.uuid().to_string();
        let last = world.stages.iter().map(|stage| stage.rank).fold(0.0, f64::max);
        let pipeline = "interview".to_owned();
        let rank = last + STEP;
        world.stages.push(Stage { id: StageId(id.clone()), text: text.to_owned(), pipeline, rank });
        world.revision += 1;
        id
    }

    /// Deletes a stage in which nobody is.
    ///
    /// # Errors
    /// When there is no such stage, or somebody is in it.
    pub fn delete_stage(&self, id: &str) -> Result<(), ControlError> {
        let mut world = lock(&self.account.world);
        let at = world.stages.iter().position(|stage| stage.id.0 == id).ok_or(Refusal::NoStage)?;
        if world.opportunities().any(|row| row.stage.0 == id) {
            return Err(ControlError("somebody is still in the stage".to_owned()));
        }
        world.stages.remove(at);
        world.revision += 1;
        Ok(())
    }
}
