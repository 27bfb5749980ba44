//! Notes: threads of comments, each with an optional score.

use super::entities::{Millis, Note, NoteField};
use super::ids::{NoteId, OpportunityId, UserId};
use super::{Moment, Refusal, World};

/// A new note or comment.
#[derive(Clone, Debug, Default)]
pub(crate) struct NewNote {
    pub(crate) value: String,
    pub(crate) score: Option<u8>,
    pub(crate) secret: bool,
    pub(crate) user: Option<UserId>,
    /// In the past; the moment of writing if absent.
    pub(crate) created_at: Option<Millis>,
    /// The thread that a comment goes to.
    pub(crate) thread: Option<NoteId>,
    pub(crate) by_api: bool,
}

impl World {
    /// Starts a thread or adds a comment; answers with the thread's id.
    pub(crate) fn add_note(
        &mut self,
        id: OpportunityId,
        new: NewNote,
        moment: Moment,
    ) -> Result<NoteId, Refusal> {
        let stage = self.opportunity(id).ok_or(Refusal::NoOpportunity)?.stage.clone();
        let created_at = new.created_at.unwrap_or(moment.now);
        let field = NoteField {
            created_at,
            score: new.score,
            stage,
            user: new.user,
            value: new.value,
            visible_at: moment.now.saturating_add(moment.lag.max(0)),
        };
        let thread = match new.thread {
            Some(thread) => {
                self.note_mut(id, thread)?.fields.push(field);
                thread
            }
            None => {
                let thread = NoteId(self.random.uuid());
                self.notes.entry(id).or_default().push(Note {
                    id: thread,
                    fields: vec![field],
                    user: new.user,
                    secret: new.secret,
                    created_at,
                    deleted_at: None,
                    by_api: new.by_api,
                });
                thread
            }
        };
        if moment.habits.notes_update {
            self.touch(id, moment)?;
        }
        Ok(thread)
    }

    /// Replaces the whole thread by the given comments, which is why nobody should do it.
    pub(crate) fn replace_note(
        &mut self,
        id: OpportunityId,
        note: NoteId,
        values: Vec<(Millis, String)>,
        moment: Moment,
    ) -> Result<(), Refusal> {
        let stage = self.opportunity(id).ok_or(Refusal::NoOpportunity)?.stage.clone();
        let note = self.note_mut(id, note)?;
        if !note.by_api {
            return Err(Refusal::NotOurNote);
        }
        let user = note.user;
        note.fields = values
            .into_iter()
            .map(|(created_at, value)| NoteField {
                created_at,
                score: None,
                stage: stage.clone(),
                user,
                value,
                visible_at: moment.now,
            })
            .collect();
        self.touch(id, moment)
    }

    pub(crate) fn delete_note(
        &mut self,
        id: OpportunityId,
        note: NoteId,
        moment: Moment,
    ) -> Result<(), Refusal> {
        let note = self.note_mut(id, note)?;
        if !note.by_api {
            return Err(Refusal::NotOurNote);
        }
        note.deleted_at = Some(moment.now);
        self.touch(id, moment)
    }

    /// The notes that a reader sees at `now`, newest first; late comments are left out. Deleted ones are
    /// there if they `show`.
    pub(crate) fn visible_notes(&self, id: OpportunityId, now: Millis, deleted_show: bool) -> Vec<Note> {
        let mut notes: Vec<Note> = self
            .notes
            .get(&id)
            .into_iter()
            .flatten()
            .filter(|note| deleted_show || note.deleted_at.is_none())
            .filter_map(|note| {
                let mut note = note.clone();
                note.fields.retain(|field| field.visible_at <= now);
                (!note.fields.is_empty()).then_some(note)
            })
            .collect();
        notes.reverse();
        notes.sort_by_key(|note| std::cmp::Reverse(note.created_at));
        notes
    }

    /// One note as it is, late comments included.
    pub(crate) fn note(&self, id: OpportunityId, note: NoteId) -> Option<&Note> {
        self.notes.get(&id)?.iter().find(|n| n.id == note)
    }

    fn note_mut(&mut self, id: OpportunityId, note: NoteId) -> Result<&mut Note, Refusal> {
        self.notes
            .get_mut(&id)
            .and_then(|notes| notes.iter_mut().find(|n| n.id == note && n.deleted_at.is_none()))
            .ok_or(Refusal::NoNote)
    }

    pub(super) fn touch(&mut self, id: OpportunityId, moment: Moment) -> Result<(), Refusal> {
        self.change(id, moment, |opportunity| {
            opportunity.last_interaction_at = moment.now;
        })
    }
}
