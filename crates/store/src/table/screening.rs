//! Screenings.

use std::collections::BTreeMap;

use fulcrum_core::assessment::Score;
use fulcrum_core::grading::{Count, Outcome};
use fulcrum_core::screening::State;
use fulcrum_core::{
    AccountId, AssessmentId, ContactId, OpportunityId, PlaybookId, PostingId, ScreeningId, StageId, UserId,
    address,
};
use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row, ToSql};
use serde::{Deserialize, Serialize};

use crate::sql::{json, millis, time, time_opt, to_json, unreadable};
use crate::{REMOVED, StoreError, Tx};

/// What was counted by rule, as kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountedRow {
    /// What was counted.
    pub count: Count,
    /// Nothing is left that a person has to judge.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub complete: bool,
    /// What it amounts to, if that says something without a person.
    pub outcome: Option<Outcome>,
}

impl CountedRow {
    /// The count, if all of the result is in it.
    #[must_use]
    pub fn whole(&self) -> Option<Count> {
        // A file of an earlier version does not say so of a count that says something by itself.
        (self.complete || self.outcome.is_some()).then_some(self.count)
    }
}

/// A person's review, as kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewRow {
    /// Overall.
    pub score: Score,
    /// By question id.
    pub scores: Vec<(String, Score)>,
    /// Words for colleagues.
    pub comment: String,
    /// Name of the reviewer.
    pub reviewer: String,
    /// When.
    pub at: Timestamp,
    /// The score counts instead of what was counted by rule.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub overrules: bool,
    /// Counts the reviews of a screening, those that were taken back too.
    pub revision: u32,
    /// The review that this one took the place of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Box<Self>>,
}

/// A screening.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is the column of its name in the first migration")]
pub struct ScreeningRow {
    pub number: i64,
    pub id: ScreeningId,
    pub playbook: PlaybookId,
    pub opportunity: OpportunityId,
    pub contact: ContactId,
    pub name: String,
    pub email: Option<String>,
    pub posting_id: Option<PostingId>,
    pub posting: Option<String>,
    pub stage_id: Option<StageId>,
    pub stage: Option<String>,
    pub owner: Option<UserId>,
    pub followers: Vec<UserId>,
    pub lever_url: Option<String>,
    pub confidential: bool,
    pub tags: Vec<String>,
    pub provider: String,
    pub assessment_id: AssessmentId,
    pub assessment: String,
    pub minutes: u32,
    pub round: u32,
    pub origin: String,
    pub reference: String,
    pub state: State,
    pub reason: Option<String>,
    pub hold_until: Option<Timestamp>,
    pub provider_ref: Option<String>,
    pub link: Option<String>,
    pub report_url: Option<String>,
    pub expires_at: Option<Timestamp>,
    pub mail_state: String,
    pub mail_attempt: u32,
    pub answered: u32,
    pub questions: u32,
    pub score: Option<Score>,
    pub review: Option<ReviewRow>,
    pub counted: Option<CountedRow>,
    pub notified: bool,
    pub reminders_stopped: bool,
    pub created_at: Timestamp,
    pub changed_at: Timestamp,
    pub invited_at: Option<Timestamp>,
    pub started_at: Option<Timestamp>,
    pub submitted_at: Option<Timestamp>,
    pub reviewed_at: Option<Timestamp>,
}

impl ScreeningRow {
    /// Whether a trigger of its playbook led to it, and nobody sent it by hand.
    #[must_use]
    pub fn is_triggered(&self) -> bool {
        matches!(self.origin.as_str(), "stage" | "application" | "back_fill")
    }
}

/// A screening to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is the column of its name in the first migration")]
pub struct NewScreening {
    pub id: ScreeningId,
    pub playbook: PlaybookId,
    pub opportunity: OpportunityId,
    pub contact: ContactId,
    pub name: String,
    pub email: Option<String>,
    pub posting_id: Option<PostingId>,
    pub posting: Option<String>,
    pub stage_id: Option<StageId>,
    pub stage: Option<String>,
    pub owner: Option<UserId>,
    pub followers: Vec<UserId>,
    pub lever_url: Option<String>,
    pub confidential: bool,
    pub tags: Vec<String>,
    pub provider: String,
    pub assessment_id: AssessmentId,
    pub assessment: String,
    pub minutes: u32,
    pub questions: u32,
    pub origin: &'static str,
    pub reference: String,
    pub hold_until: Option<Timestamp>,
}

pub(crate) fn read(row: &Row<'_>) -> rusqlite::Result<ScreeningRow> {
    let id = |column: &str| row.get::<_, String>(column);
    let id_opt = |column: &str| row.get::<_, Option<String>>(column);
    let state = id("state")?;
    Ok(ScreeningRow {
        number: row.get("number")?,
        id: ScreeningId::new(id("id")?),
        playbook: PlaybookId::new(id("playbook_id")?),
        opportunity: OpportunityId::new(id("opportunity_id")?),
        contact: ContactId::new(id("contact_id")?),
        name: row.get("name")?,
        email: row.get("email")?,
        posting_id: id_opt("posting_id")?.map(PostingId::new),
        posting: row.get("posting")?,
        stage_id: id_opt("stage_id")?.map(StageId::new),
        stage: row.get("stage")?,
        owner: id_opt("owner_id")?.map(UserId::new),
        followers: json(row, "followers")?,
        lever_url: row.get("lever_url")?,
        confidential: row.get("confidential")?,
        tags: lines(&id("tags")?),
        provider: row.get("provider")?,
        assessment_id: AssessmentId::new(id("assessment_id")?),
        assessment: row.get("assessment")?,
        minutes: row.get("minutes")?,
        round: row.get("round")?,
        origin: row.get("origin")?,
        reference: row.get("reference")?,
        state: State::parse(&state).ok_or_else(|| unreadable("state", &state))?,
        reason: row.get("reason")?,
        hold_until: time_opt(row, "hold_until")?,
        provider_ref: row.get("provider_ref")?,
        link: row.get("link")?,
        report_url: row.get("report_url")?,
        expires_at: time_opt(row, "expires_at")?,
        mail_state: row.get("mail_state")?,
        mail_attempt: row.get("mail_attempt")?,
        answered: row.get("answered")?,
        questions: row.get("questions")?,
        score: row.get::<_, Option<u8>>("score")?.and_then(Score::new),
        review: id_opt("review")?.and_then(|text| serde_json::from_str(&text).ok()),
        counted: id_opt("counted")?.and_then(|text| serde_json::from_str(&text).ok()),
        notified: row.get("notified")?,
        reminders_stopped: row.get("reminders_stopped")?,
        created_at: time(row, "created_at")?,
        changed_at: time(row, "changed_at")?,
        invited_at: time_opt(row, "invited_at")?,
        started_at: time_opt(row, "started_at")?,
        submitted_at: time_opt(row, "submitted_at")?,
        reviewed_at: time_opt(row, "reviewed_at")?,
    })
}

/// Tags have no line breaks.
fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

impl Tx<'_> {
    /// Adds a screening in state `held` and answers its round: one more than any earlier run of the
    /// same assessment for the same person, by contact or by address.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn add_screening(
        &self,
        account: &AccountId,
        new: &NewScreening,
        now: Timestamp,
    ) -> Result<u32, StoreError> {
        let canonical = new.email.as_deref().map(address::canonical);
        let round: u32 = self.sql.query_row(
            // Two looks instead of one `OR`, for which SQLite would read every screening of the provider.
            "SELECT 1 + max(
                 (SELECT coalesce(max(round), 0) FROM screening
                  WHERE account_id = ?1 AND contact_id = ?4 AND provider = ?2 AND assessment_id = ?3),
                 (SELECT coalesce(max(round), 0) FROM screening
                  WHERE account_id = ?1 AND email_canonical = ?5 AND provider = ?2 AND assessment_id = ?3))",
            (account.as_str(), &new.provider, new.assessment_id.as_str(), new.contact.as_str(), &canonical),
            |row| row.get(0),
        )?;
        let now = millis(now);
        let (posting_id, stage_id, owner) = (
            new.posting_id.as_ref().map(PostingId::as_str),
            new.stage_id.as_ref().map(StageId::as_str),
            new.owner.as_ref().map(UserId::as_str),
        );
        let (followers, hold_until) = (to_json(&new.followers)?, new.hold_until.map(millis));
        let tags = new.tags.join("\n");
        let values: &[(&str, &dyn ToSql)] = &[
            (":id", &new.id.as_str()),
            (":account", &account.as_str()),
            (":playbook", &new.playbook.as_str()),
            (":opportunity", &new.opportunity.as_str()),
            (":contact", &new.contact.as_str()),
            (":name", &new.name),
            (":email", &new.email),
            (":canonical", &canonical),
            (":posting_id", &posting_id),
            (":posting", &new.posting),
            (":stage_id", &stage_id),
            (":stage", &new.stage),
            (":owner", &owner),
            (":followers", &followers),
            (":lever_url", &new.lever_url),
            (":confidential", &new.confidential),
            (":tags", &tags),
            (":provider", &new.provider),
            (":assessment_id", &new.assessment_id.as_str()),
            (":assessment", &new.assessment),
            (":minutes", &new.minutes),
            (":questions", &new.questions),
            (":round", &round),
            (":origin", &new.origin),
            (":reference", &new.reference),
            (":hold_until", &hold_until),
            (":now", &now),
        ];
        self.sql.execute(
            "INSERT INTO screening (id, account_id, playbook_id, opportunity_id, contact_id, name, email,
                 email_canonical, posting_id, posting, stage_id, stage, owner_id, followers, lever_url, confidential,
                 tags, provider, assessment_id, assessment, minutes, questions, round, origin, reference, state, hold_until,
                 created_at, changed_at)
             VALUES (:id, :account, :playbook, :opportunity, :contact, :name, :email, :canonical, :posting_id,
                 :posting, :stage_id, :stage, :owner, :followers, :lever_url, :confidential, :tags, :provider,
                 :assessment_id, :assessment, :minutes, :questions, :round, :origin, :reference, 'held', :hold_until,
                 :now, :now)",
            values,
        )?;
        Ok(round)
    }

    /// Writes back everything that can change in a screening's life.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn save_screening(&self, row: &ScreeningRow) -> Result<(), StoreError> {
        let review = row.review.as_ref().map(to_json).transpose()?;
        let counted = row.counted.as_ref().map(to_json).transpose()?;
        let at = |time: Option<Timestamp>| time.map(millis);
        let values: &[(&str, &dyn ToSql)] = &[
            (":id", &row.id.as_str()),
            (":state", &row.state.as_str()),
            (":reason", &row.reason),
            (":hold_until", &at(row.hold_until)),
            (":provider_ref", &row.provider_ref),
            (":link", &row.link),
            (":report_url", &row.report_url),
            (":expires_at", &at(row.expires_at)),
            (":mail_state", &row.mail_state),
            (":mail_attempt", &row.mail_attempt),
            (":answered", &row.answered),
            (":questions", &row.questions),
            (":score", &row.score.map(Score::get)),
            (":review", &review),
            (":counted", &counted),
            (":notified", &row.notified),
            (":changed_at", &millis(row.changed_at)),
            (":invited_at", &at(row.invited_at)),
            (":started_at", &at(row.started_at)),
            (":submitted_at", &at(row.submitted_at)),
            (":reviewed_at", &at(row.reviewed_at)),
        ];
        self.sql.execute(
            "UPDATE screening SET state = :state, reason = :reason, hold_until = :hold_until,
                 provider_ref = :provider_ref, link = :link, report_url = :report_url, expires_at = :expires_at,
                 mail_state = :mail_state, mail_attempt = :mail_attempt, answered = :answered,
                 questions = :questions, score = :score, review = :review, counted = :counted, notified = :notified,
                 changed_at = :changed_at, invited_at = :invited_at, started_at = :started_at, submitted_at = :submitted_at,
                 reviewed_at = :reviewed_at
             WHERE id = :id",
            values,
        )?;
        Ok(())
    }

    /// One screening.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn screening(&self, id: &ScreeningId) -> Result<Option<ScreeningRow>, StoreError> {
        let found =
            self.sql.query_row("SELECT * FROM screening WHERE id = ?1", [id.as_str()], read).optional()?;
        Ok(found)
    }

    /// Nobody is reminded of this invitation any more, or again.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn stop_reminders(&self, id: &ScreeningId, stopped: bool) -> Result<(), StoreError> {
        let sql = "UPDATE screening SET reminders_stopped = ?2 WHERE id = ?1";
        self.sql.execute(sql, (id.as_str(), stopped))?;
        Ok(())
    }

    /// The last reviewed screening of a playbook, or of any, else the last one; of nobody who was removed in
    /// Lever.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn last_screening_of(
        &self,
        account: &AccountId,
        playbook: Option<&PlaybookId>,
    ) -> Result<Option<ScreeningRow>, StoreError> {
        let wanted = (account.as_str(), playbook.map(PlaybookId::as_str), REMOVED);
        let mut found = None;
        for states in ["state = 'reviewed'", "true"] {
            found = self
                .sql
                .query_row(
                    &format!(
                        "SELECT * FROM screening WHERE account_id = ?1 AND (?2 IS NULL OR playbook_id = ?2)
                             AND name <> ?3 AND {states} ORDER BY changed_at DESC, number DESC LIMIT 1"
                    ),
                    wanted,
                    read,
                )
                .optional()?;
            if found.is_some() {
                break;
            }
        }
        Ok(found)
    }

    /// How many screenings stage entries and applications began since then, by playbook.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn begun_by_entries_since(
        &self,
        account: &AccountId,
        since: Timestamp,
    ) -> Result<BTreeMap<PlaybookId, u32>, StoreError> {
        let mut statement = self.sql.prepare_cached(
            // Nothing changes before it is created; by the last change there is an index.
            "SELECT playbook_id, count(*) FROM screening
             WHERE account_id = ?1 AND origin IN ('stage', 'application') AND created_at >= ?2 AND changed_at >= ?2
             GROUP BY playbook_id",
        )?;
        let rows = statement.query_map((account.as_str(), millis(since)), |row| {
            Ok((PlaybookId::new(row.get::<_, String>(0)?), row.get(1)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
