//! Stages, postings and users, refreshed hourly and on demand.

use fulcrum_lever::{ArchiveReason, Confidentiality, Kind, Posting, PostingFilter};
use fulcrum_store::{AccountRow, PostingRow, StageRow, StoreError, Tx, UserRow};
use jiff::Timestamp;

use crate::leaving::look_after_postings;
use crate::{Engine, EngineError};

impl Engine {
    /// Reads stages, postings and users anew.
    ///
    /// # Errors
    /// [`EngineError`]; what was cached stays.
    pub async fn refresh_cache(&self) -> Result<(), EngineError> {
        let lever = self.lever();
        let stages = lever.stages().await?;
        let postings = self.postings_now().await?;
        let users = lever.users(true).await?;
        let reasons = match lever.archive_reasons().await {
            Ok(reasons) => Some(reasons),
            // Without this permission a hire is an archived candidate like any other.
            Err(error) if error.kind == Kind::Forbidden => None,
            Err(error) => return Err(error.into()),
        };
        let (account, now) = (self.account().clone(), self.now());
        let stages: Vec<_> =
            stages.into_iter().map(|stage| StageRow { id: stage.id, text: stage.text }).collect();
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
                tx.replace_stages(&account.id, &stages)?;
                keep_postings(tx, &account, &postings, now)?;
                if let Some(reasons) = reasons {
                    let hired = |reason: ArchiveReason| {
                        let hired = reason.kind.as_deref() == Some("hired");
                        (reason.id, reason.text, hired)
                    };
                    let reasons: Vec<_> = reasons.into_iter().map(hired).collect();
                    tx.replace_archive_reasons(&account.id, &reasons)?;
                }
                tx.replace_users(&account.id, &users)
            })
            .await?;
        self.look_at_questions_again().await;
        Ok(())
    }

    /// Reads the postings anew.
    ///
    /// # Errors
    /// [`EngineError`]; what was cached stays.
    pub(crate) async fn refresh_postings(&self) -> Result<(), EngineError> {
        let postings = self.postings_now().await?;
        let (account, now) = (self.account().clone(), self.now());
        self.store().write(move |tx| keep_postings(tx, &account, &postings, now)).await?;
        self.look_at_questions_again().await;
        Ok(())
    }

    /// All postings as Lever has them now.
    async fn postings_now(&self) -> Result<Vec<PostingRow>, EngineError> {
        let lever = self.lever();
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
        Ok(postings.into_iter().map(row_of).collect())
    }

    /// Questions stay open if the interview service does not answer now.
    async fn look_at_questions_again(&self) {
        if let Err(error) = self.postings_were_read().await {
            tracing::info!(%error, "questions about postings could not be looked at");
        }
    }
}

fn keep_postings(
    tx: &Tx<'_>,
    account: &AccountRow,
    postings: &[PostingRow],
    now: Timestamp,
) -> Result<(), StoreError> {
    let before = tx.postings(&account.id)?;
    tx.replace_postings(&account.id, postings)?;
    look_after_postings(tx, account, &before, postings, now)
}

/// A posting as it is kept.
pub(crate) fn row_of(posting: Posting) -> PostingRow {
    PostingRow {
        owner: posting.owner.clone(),
        followers: posting.followers.clone(),
        posting: posting.facts(),
    }
}
