//! Assessments that somebody looks at as a candidate would. They live in memory, for an hour, and
//! nothing of them reaches the database.

use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
};

use jiff::{SignedDuration, Timestamp};

use crate::{
    db::assessment::Assessment,
    token::{self, NoRandomness},
};

/// Most of them at once; the oldest goes.
const MOST: usize = 32;
/// How long one can be looked at.
const LIFETIME: SignedDuration = SignedDuration::from_hours(1);

/// One look.
#[derive(Clone, Debug)]
pub(crate) struct Preview {
    pub(crate) assessment: Assessment,
    pub(crate) company: String,
    pub(crate) sender: String,
    pub(crate) made_at: Timestamp,
    /// What was typed, by question.
    pub(crate) answers: Vec<(String, String)>,
}

impl Preview {
    /// When it ends.
    pub(crate) fn ends_at(&self) -> Timestamp {
        self.made_at.checked_add(LIFETIME).unwrap_or(Timestamp::MAX)
    }
}

/// All of them, by the token in their link.
#[derive(Debug, Default)]
pub(crate) struct Previews(Mutex<VecDeque<(String, Preview)>>);

impl Previews {
    /// Keeps one; answers with the token of its link.
    pub(crate) fn add(&self, preview: Preview) -> Result<String, NoRandomness> {
        let token = token::mint()?;
        let mut all = self.all();
        if all.len() == MOST {
            all.pop_front();
        }
        all.push_back((token.clone(), preview));
        Ok(token)
    }

    /// The one behind a link, if it has not ended.
    pub(crate) fn find(&self, token: &str, now: Timestamp) -> Option<Preview> {
        let mut all = self.all();
        all.retain(|(_, preview)| now < preview.ends_at());
        all.iter().find(|(one, _)| token::same(one, token)).map(|(_, preview)| preview.clone())
    }

    /// Remembers what was typed for a question, until it ends.
    pub(crate) fn typed(&self, token: &str, question: &str, text: String) {
        let mut all = self.all();
        let Some((_, preview)) = all.iter_mut().find(|(one, _)| token::same(one, token)) else { return };
        preview.answers.retain(|(id, _)| id != question);
        preview.answers.push((question.to_owned(), text));
    }

    fn all(&self) -> MutexGuard<'_, VecDeque<(String, Preview)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
