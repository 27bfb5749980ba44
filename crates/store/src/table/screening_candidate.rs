//! What Lever says of the candidate of a screening, as it is now.

use fulcrum_core::{AccountId, OpportunityId, ScreeningId, StageId, address};

use crate::{StoreError, Tx};

impl Tx<'_> {
    /// Name, address and tags as Lever has them now. An address that another screening of the same round has
    /// is shown and written to, but stays out of the search for duplicates.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn set_person(
        &self,
        id: &ScreeningId,
        name: &str,
        email: Option<&str>,
        tags: &[String],
    ) -> Result<(), StoreError> {
        self.sql.execute(
            "UPDATE screening SET name = ?2, email = ?3, tags = ?4 WHERE id = ?1",
            (id.as_str(), name, email, tags.join("\n")),
        )?;
        self.sql.execute(
            "UPDATE OR IGNORE screening SET email_canonical = ?2 WHERE id = ?1",
            (id.as_str(), email.map(address::canonical)),
        )?;
        Ok(())
    }

    /// Tags that were just written to Lever are known at once; what else changed there is read later.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn change_tags(
        &self,
        account: &AccountId,
        opportunity: &OpportunityId,
        added: &[String],
        removed: &[String],
    ) -> Result<(), StoreError> {
        for row in self.screenings_about(account, opportunity)? {
            let mut tags = row.tags;
            tags.retain(|tag| !removed.contains(tag) && !added.contains(tag));
            tags.extend(added.iter().cloned());
            self.sql.execute(
                "UPDATE screening SET tags = ?2 WHERE id = ?1",
                (row.id.as_str(), tags.join("\n")),
            )?;
        }
        Ok(())
    }

    /// Takes over where Lever says that the candidate is.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn set_stage(&self, id: &ScreeningId, stage: &StageId, text: Option<&str>) -> Result<(), StoreError> {
        self.sql.execute(
            "UPDATE screening SET stage_id = ?2, stage = ?3 WHERE id = ?1",
            (id.as_str(), stage.as_str(), text),
        )?;
        Ok(())
    }
}
