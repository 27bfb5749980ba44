//! What can happen to an opportunity after it exists.

use super::entities::{Application, Archived, Deleted, Millis, Opportunity, StageChange};
use super::ids::{ApplicationId, OpportunityId, PostingId, ReasonId, StageId, UserId};
use super::{Moment, Refusal, World};

impl World {
    /// Moves an opportunity; a move to the stage it is in changes nothing. An archived
    /// opportunity moves and stays archived, as recorded.
    pub(crate) fn move_to_stage(
        &mut self,
        id: OpportunityId,
        stage: &StageId,
        user: Option<UserId>,
        moment: Moment,
    ) -> Result<(), Refusal> {
        let index = self.stage_index(stage).ok_or(Refusal::NoStage)?;
        let current = self.opportunity(id).ok_or(Refusal::NoOpportunity)?;
        if current.stage == *stage {
            return Ok(());
        }
        let last = current.stage_changes.last().map_or(Millis::MIN, |c| c.at);
        let at = moment.now.max(last.saturating_add(1));
        self.change(id, moment, |opportunity| {
            opportunity.stage = stage.clone();
            opportunity.stage_changes.push(StageChange { to: stage.clone(), index, at, user });
            opportunity.last_advanced_at = at;
            opportunity.last_interaction_at = at;
        })
    }

    /// Somebody who is known without a posting applies to one.
    pub(crate) fn apply(
        &mut self,
        id: OpportunityId,
        posting: PostingId,
        moment: Moment,
    ) -> Result<(), Refusal> {
        let posting = self.posting(posting).ok_or(Refusal::NoPosting)?.id;
        let application = Application {
            id: ApplicationId(self.random.uuid()),
            kind: "posting".to_owned(),
            posting,
            user: None,
            created_at: moment.now,
            archived: None,
            company: None,
            questions: Vec::new(),
        };
        self.change(id, moment, |opportunity| opportunity.application = Some(application))
    }

    /// Archives; [`Habits`](super::Habits) say what else comes of it.
    pub(crate) fn archive(
        &mut self,
        id: OpportunityId,
        reason: Option<ReasonId>,
        moment: Moment,
    ) -> Result<(), Refusal> {
        if let Some(reason) = reason
            && !self.reasons.iter().any(|r| r.id == reason)
        {
            return Err(Refusal::NoReason);
        }
        self.change(id, moment, |opportunity| {
            let before = opportunity.archived.as_ref().map(|archived| archived.archived_at);
            let kept = before.filter(|_| !moment.habits.archiving_again_moves);
            let archived = Archived { reason, archived_at: kept.unwrap_or(moment.now) };
            if moment.habits.archiving_clears_tags {
                opportunity.tags.clear();
            }
            if let Some(application) = &mut opportunity.application
                && application.archived.is_none()
            {
                application.archived = Some(archived.clone());
            }
            opportunity.archived = Some(archived);
            // Recorded: doing it again moved the time of archiving alone.
            if moment.habits.archiving_advances && before.is_none() {
                opportunity.last_advanced_at = moment.now;
            }
            opportunity.last_interaction_at = moment.now;
        })
    }

    pub(crate) fn unarchive(&mut self, id: OpportunityId, moment: Moment) -> Result<(), Refusal> {
        self.change(id, moment, |opportunity| {
            opportunity.archived = None;
            if let Some(application) = &mut opportunity.application {
                application.archived = None;
            }
            opportunity.last_interaction_at = moment.now;
        })
    }

    /// Adds texts that are not there yet to the tags or the sources.
    pub(crate) fn add_texts(
        &mut self,
        id: OpportunityId,
        list: TextList,
        texts: &[String],
        moment: Moment,
    ) -> Result<(), Refusal> {
        self.change_texts(id, moment, |opportunity| {
            let kept = list.of(opportunity);
            for text in texts {
                if !kept.contains(text) {
                    kept.push(text.clone());
                }
            }
        })
    }

    pub(crate) fn remove_texts(
        &mut self,
        id: OpportunityId,
        list: TextList,
        texts: &[String],
        moment: Moment,
    ) -> Result<(), Refusal> {
        self.change_texts(id, moment, |opportunity| {
            list.of(opportunity).retain(|text| !texts.contains(text));
        })
    }

    fn change_texts(
        &mut self,
        id: OpportunityId,
        moment: Moment,
        edit: impl FnOnce(&mut Opportunity),
    ) -> Result<(), Refusal> {
        if moment.habits.tags_update {
            return self.change(id, moment, |opportunity| {
                edit(opportunity);
                opportunity.last_interaction_at = moment.now;
            });
        }
        let mut row = Opportunity::clone(self.opportunity(id).ok_or(Refusal::NoOpportunity)?);
        edit(&mut row);
        self.insert(row, moment);
        Ok(())
    }

    pub(crate) fn set_snooze(
        &mut self,
        id: OpportunityId,
        until: Option<Millis>,
        moment: Moment,
    ) -> Result<(), Refusal> {
        self.change(id, moment, |opportunity| opportunity.snoozed_until = until)
    }

    pub(crate) fn set_confidential(
        &mut self,
        id: OpportunityId,
        confidential: bool,
        moment: Moment,
    ) -> Result<(), Refusal> {
        self.change(id, moment, |opportunity| {
            opportunity.confidential = confidential;
        })
    }

    pub(crate) fn set_owner(
        &mut self,
        id: OpportunityId,
        owner: Option<UserId>,
        moment: Moment,
    ) -> Result<(), Refusal> {
        self.change(id, moment, |opportunity| opportunity.owner = owner)
    }

    /// Removes an opportunity; only its trace stays.
    pub(crate) fn delete(
        &mut self,
        id: OpportunityId,
        user: Option<UserId>,
        moment: Moment,
    ) -> Result<(), Refusal> {
        let row = self.live.remove(&id).ok_or(Refusal::NoOpportunity)?;
        self.notes.remove(&id);
        self.files.remove(&id);
        self.deleted.push(Deleted { id, contact: row.contact, deleted_by: user, deleted_at: moment.now });
        self.announce(id, None, moment);
        Ok(())
    }
}

/// A list of free texts on an opportunity.
#[derive(Clone, Copy, Debug)]
pub(crate) enum TextList {
    Tags,
    Sources,
}

impl TextList {
    fn of(self, opportunity: &mut Opportunity) -> &mut Vec<String> {
        match self {
            TextList::Tags => &mut opportunity.tags,
            TextList::Sources => &mut opportunity.sources,
        }
    }
}
