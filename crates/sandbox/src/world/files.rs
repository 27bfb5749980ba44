//! Files that hang on an opportunity.

use super::entities::StoredFile;
use super::ids::{FileId, OpportunityId};
use super::{Moment, Refusal, World};

impl World {
    pub(crate) fn add_file(
        &mut self,
        id: OpportunityId,
        name: String,
        content_type: String,
        bytes: Vec<u8>,
        moment: Moment,
    ) -> Result<FileId, Refusal> {
        self.opportunity(id).ok_or(Refusal::NoOpportunity)?;
        let file = FileId(self.random.uuid());
        self.files.entry(id).or_default().push(StoredFile {
            id: file,
            name,
            content_type,
            uploaded_at: moment.now,
            bytes,
        });
        self.touch(id, moment)?;
        Ok(file)
    }

    pub(crate) fn files(&self, id: OpportunityId) -> &[StoredFile] {
        self.files.get(&id).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn file(&self, id: OpportunityId, file: FileId) -> Option<&StoredFile> {
        self.files(id).iter().find(|f| f.id == file)
    }

    pub(crate) fn delete_file(
        &mut self,
        id: OpportunityId,
        file: FileId,
        moment: Moment,
    ) -> Result<(), Refusal> {
        let files = self.files.get_mut(&id).ok_or(Refusal::NoFile)?;
        let before = files.len();
        files.retain(|f| f.id != file);
        if files.len() == before {
            return Err(Refusal::NoFile);
        }
        self.touch(id, moment)
    }
}
