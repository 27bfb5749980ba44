//! The assessments that a fresh installation offers.

use jiff::Timestamp;
use rusqlite::Connection;

use crate::db::{
    DbError,
    assessment::{self, Assessment},
};

const SEEDS: [&str; 4] = [
    include_str!("../seed/backend-basics.json"),
    include_str!("../seed/on-call-judgement.json"),
    include_str!("../seed/customer-empathy.json"),
    include_str!("../seed/first-questions.json"),
];

const IDS: [&str; 4] = ["backend-basics", "on-call-judgement", "customer-empathy", "first-questions"];

/// Whether this is one of them: they are copied, never changed.
pub(crate) fn is_built_in(id: &str) -> bool {
    IDS.contains(&id)
}

/// Plants them where there is no assessment yet.
pub(crate) fn plant(c: &Connection, now: Timestamp) -> Result<(), DbError> {
    if !assessment::is_empty(c)? {
        return Ok(());
    }
    for seed in SEEDS {
        let seed: Assessment = serde_json::from_str(seed).map_err(|_| DbError::Unreadable)?;
        assessment::save(c, seed, now)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::assessment::Kind;

    #[test]
    fn every_seed_is_complete() {
        for (seed, (id, questions)) in SEEDS.iter().zip(IDS.into_iter().zip([5, 4, 4, 5])) {
            let seed: Assessment = serde_json::from_str(seed).unwrap();
            assert_eq!(seed.id, id);
            assert_eq!(seed.questions.len(), questions);
            assert!(seed.questions.iter().all(|q| q.anchors.is_some() || q.kind != Kind::Text));
            crate::api::check_assessment(&seed).unwrap();
        }
    }
}
