//! Screenings beside one: of the same person, or about the same opportunity.

use fulcrum_core::effect::Effect;
use fulcrum_core::eligibility::PastScreening;
use fulcrum_core::{AccountId, ContactId, OpportunityId, address};

use super::decision::ScreeningRefs;
use super::effect::EffectRow;
use super::screening::{CountedRow, ScreeningRow, read};
use crate::{StoreError, Tx};
use rusqlite::OptionalExtension as _;

impl Tx<'_> {
    /// All screenings of the same person: same contact, or same address.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn screenings_of_person(
        &self,
        account: &AccountId,
        contact: &ContactId,
        email: Option<&str>,
    ) -> Result<Vec<ScreeningRow>, StoreError> {
        let canonical = email.map(address::canonical);
        let mut statement = self.sql.prepare_cached(
            // Not one `OR`, for which SQLite would read every screening of the account.
            "SELECT * FROM screening WHERE number IN (
                 SELECT number FROM screening WHERE account_id = ?1 AND contact_id = ?2
                 UNION SELECT number FROM screening WHERE account_id = ?1 AND email_canonical = ?3)
             ORDER BY created_at DESC LIMIT 100",
        )?;
        let rows = statement.query_map((account.as_str(), contact.as_str(), canonical), read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Whose screening a reference belongs to.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn opportunity_of_reference(
        &self,
        account: &AccountId,
        reference: &str,
    ) -> Result<Option<OpportunityId>, StoreError> {
        let text = "SELECT opportunity_id FROM screening WHERE reference = ?2 AND account_id = ?1";
        let mut statement = self.sql.prepare_cached(text)?;
        let found: Option<String> =
            statement.query_row((account.as_str(), reference), |row| row.get(0)).optional()?;
        Ok(found.map(OpportunityId::new))
    }

    /// All screenings for one opportunity.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn screenings_about(
        &self,
        account: &AccountId,
        opportunity: &OpportunityId,
    ) -> Result<Vec<ScreeningRow>, StoreError> {
        let mut statement = self
            .sql
            .prepare_cached("SELECT * FROM screening WHERE account_id = ?1 AND opportunity_id = ?2")?;
        let rows = statement.query_map((account.as_str(), opportunity.as_str()), read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Of the same person, as eligibility needs it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn past_screenings(
        &self,
        account: &AccountId,
        contact: &ContactId,
        email: Option<&str>,
        opportunity: &OpportunityId,
    ) -> Result<Vec<PastScreening>, StoreError> {
        let rows = self.screenings_of_person(account, contact, email)?;
        let began_in = |row: &ScreeningRow| {
            let refs = ScreeningRefs { screening: &row.id, opportunity };
            let decision =
                if row.opportunity == *opportunity { self.decision_of(account, &refs)? } else { None };
            Ok::<_, StoreError>(decision.and_then(|row| row.stage))
        };
        let secret = |row: &ScreeningRow| {
            let effects = self.effects_of(&row.id)?;
            let is_secret = |one: &EffectRow| matches!(one.effect, Effect::AddNote { secret: true, .. });
            Ok::<_, StoreError>(effects.iter().any(is_secret))
        };
        let past = |row: ScreeningRow| {
            Ok(PastScreening {
                secret: secret(&row)?,
                began_in: began_in(&row)?,
                id: row.id,
                reviewed: row.review.is_some(),
                count: row.counted.as_ref().and_then(CountedRow::whole),
                assessment: row.assessment_id,
                assessment_name: row.assessment,
                state: row.state,
                at: row.submitted_at.unwrap_or(row.created_at),
                reference: row.reference,
                same_opportunity: row.opportunity == *opportunity,
                confidential: row.confidential,
                left: row.invited_at.is_some() || row.origin == "reused",
            })
        };
        rows.into_iter().map(past).collect()
    }
}
