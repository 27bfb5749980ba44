//! Postings beside each other.

use std::collections::HashMap;
use std::time::Duration;

use jiff::Timestamp;

use super::times::quantile;
use super::{Row, Step, count_score, mean, passed};
use crate::PostingId;

/// How screening goes for one posting.
#[derive(Debug, Clone, PartialEq)]
pub struct PostingFigures {
    /// Which; none for candidates without a posting.
    pub id: Option<PostingId>,
    /// Its title, as it was last.
    pub title: Option<String>,
    /// Invitations.
    pub invited: u32,
    /// Of these, how many were handed in.
    pub completed: u32,
    /// Of these, how many were reviewed.
    pub reviewed: u32,
    /// Half of those who finished took at most this long.
    pub to_completion: Option<Duration>,
    /// The mean of all scores.
    pub mean_score: Option<f64>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct PostingTally {
    by_id: HashMap<String, Counted>,
    by_title: HashMap<String, Counted>,
    nameless: Counted,
}

#[derive(Debug, Clone, Default)]
struct Counted {
    title: Option<String>,
    named_at: Option<Timestamp>,
    invited: u32,
    completed: u32,
    reviewed: u32,
    to_completion: Vec<i64>,
    scores: [u32; 4],
}

impl PostingTally {
    pub(super) fn add(&mut self, row: &Row<'_>, reached: Step) {
        match (row.posting_id, row.posting) {
            (Some(id), _) => count(&mut self.by_id, id, row, reached),
            (None, Some(title)) => count(&mut self.by_title, title, row, reached),
            (None, None) => self.nameless.add(row, reached),
        }
    }

    pub(super) fn finish(self) -> Vec<PostingFigures> {
        let known = self.by_id.into_iter().map(|(id, counted)| counted.finish(Some(PostingId::new(id))));
        let others = self.by_title.into_values().chain([self.nameless]).map(|counted| counted.finish(None));
        let mut all: Vec<_> = known.chain(others).filter(|one| one.invited > 0).collect();
        all.sort_by(|a, b| {
            b.invited.cmp(&a.invited).then_with(|| a.title.cmp(&b.title)).then_with(|| a.id.cmp(&b.id))
        });
        all
    }
}

/// Copies the key only the first time.
fn count(map: &mut HashMap<String, Counted>, key: &str, row: &Row<'_>, reached: Step) {
    match map.get_mut(key) {
        Some(counted) => counted.add(row, reached),
        None => {
            let mut counted = Counted::default();
            counted.add(row, reached);
            map.insert(key.to_owned(), counted);
        }
    }
}

impl Counted {
    fn add(&mut self, row: &Row<'_>, reached: Step) {
        // Postings are renamed; the latest invitation knows the latest title.
        if self.named_at.is_none_or(|named| named <= row.invited_at)
            && let Some(title) = row.posting
        {
            self.named_at = Some(row.invited_at);
            if self.title.as_deref() != Some(title) {
                self.title = Some(title.to_owned());
            }
        }
        self.invited += 1;
        self.completed += u32::from(reached >= Step::Completed);
        self.reviewed += u32::from(reached >= Step::Reviewed);
        if let Some(submitted) = row.submitted_at {
            self.to_completion.push(passed(row.invited_at, submitted));
        }
        count_score(&mut self.scores, row.score);
    }

    fn finish(mut self, id: Option<PostingId>) -> PostingFigures {
        PostingFigures {
            id,
            title: self.title,
            invited: self.invited,
            completed: self.completed,
            reviewed: self.reviewed,
            to_completion: quantile(&mut self.to_completion, 50),
            mean_score: mean(self.scores),
        }
    }
}
