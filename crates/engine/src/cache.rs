//! Stages, postings and users, refreshed hourly and on demand.

use fulcrum_lever::{Confidentiality, Posting, PostingFilter};
use fulcrum_store::{PostingRow, StageRow, UserRow};

use crate::{Engine, EngineError};

impl Engine {
    /// Reads stages, postings and users anew.
    ///
    /// # Errors
    /// [`EngineError`]; what was cached stays.
    pub async fn refresh_cache(&self) -> Result<(), EngineError> {
        let lever = self.lever();
        let stages = lever.stages().await?;
        let filter = PostingFilter {
            confidentiality: Confidentiality::all_if(self.account().confidential),
            ..PostingFilter::default()
        };
        let mut postings = lever.postings(&filter).await?;
        // Those that only colleagues see are listed only when they are asked for.
        let internal = PostingFilter { channel: Some("internal".into()), ..filter };
        for posting in lever.postings(&internal).await? {
            if !postings.iter().any(|known| known.id == posting.id) {
                postings.push(posting);
            }
        }
        let users = lever.users(true).await?;
        let account = self.account().id.clone();
        let stages: Vec<_> =
            stages.into_iter().map(|stage| StageRow { id: stage.id, text: stage.text }).collect();
        let postings: Vec<_> = postings.into_iter().map(row_of).collect();
        let users: Vec<_> = users
            .into_iter()
            .map(|user| UserRow {
                id: user.id,
                name: user.name,
                email: user.email,
                role: user.access_role,
                active: user.deactivated_at.is_none(),
            })
            .collect();
        self.store()
            .write(move |tx| {
                tx.replace_stages(&account, &stages)?;
                tx.replace_postings(&account, &postings)?;
                tx.replace_users(&account, &users)
            })
            .await?;
        Ok(())
    }
}

/// A posting as it is kept.
pub(crate) fn row_of(posting: Posting) -> PostingRow {
    PostingRow {
        owner: posting.owner.clone(),
        followers: posting.followers.clone(),
        posting: posting.facts(),
    }
}
