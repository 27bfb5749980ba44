//! The rows that the overview counts.

use fulcrum_core::planner::{Decision, Verdict};
use fulcrum_core::screening::State;
use fulcrum_core::{DecisionId, OpportunityId, PlaybookId, PostingId, ScreeningId, StageId};
use fulcrum_store::{NewDecision, NewScreening, StoreError, Tx};
use jiff::Timestamp;

use crate::shelf::{Shelf, account, account_row, at, screening};

/// A screening of a stage entry at `entered`, invited eleven seconds later if it was invited.
fn add(tx: &Tx<'_>, id: &str, entered: Timestamp, invited: Option<Timestamp>) -> Result<(), StoreError> {
    let posting = PostingId::new("p1");
    tx.add_screening(
        &account(),
        &NewScreening { posting_id: Some(posting), ..screening(id, id, None) },
        entered,
    )?;
    decide(tx, id, id, entered)?;
    let mut row = tx.screening(&ScreeningId::new(id))?.unwrap();
    row.state = if invited.is_some() { State::Invited } else { State::Held };
    row.invited_at = invited;
    tx.save_screening(&row)
}

fn decide(tx: &Tx<'_>, id: &str, screening: &str, entered: Timestamp) -> Result<(), StoreError> {
    let decision = NewDecision {
        id: DecisionId::new(id),
        playbook: PlaybookId::new("fulcrum-screening"),
        opportunity: OpportunityId::new(screening),
        stage: Some(StageId::new("applicant-new")),
        entered_at: Some(entered),
        name: "Somebody".into(),
        email: None,
        posting: None,
        posting_id: None,
        owner: None,
        lever_url: None,
        decision: Decision {
            verdict: Verdict::Invite,
            summary: String::new(),
            assessment: None,
            chosen_by: None,
            checks: Vec::new(),
            riddle: None,
            reuses: None,
            plain_tags: Vec::new(),
            in_stage: None,
            followers: Vec::new(),
        },
        waits_because: None,
        screening: Some(ScreeningId::new(screening)),
    };
    assert!(tx.add_decision(&account(), entered, &decision)?);
    Ok(())
}

/// When they were invited, and how long after the stage entry.
fn seen(tx: &Tx<'_>, since: Option<Timestamp>) -> Result<Vec<(i64, Option<i64>)>, StoreError> {
    let mut seen = Vec::new();
    tx.each_invited(&account(), since, |row| {
        assert_eq!((row.posting_id, row.posting), (Some("p1"), Some("Backend Engineer")));
        let passed = row.entered_at.map(|entered| row.invited_at.as_second() - entered.as_second());
        seen.push((row.invited_at.as_second() - at(0).as_second(), passed));
    })?;
    seen.sort_unstable();
    Ok(seen)
}

#[tokio::test]
async fn only_invitations_that_left_since_then_are_counted() {
    let shelf = Shelf::new().await;
    shelf
        .write(|tx| {
            add(tx, "a", at(0), Some(at(11)))?;
            add(tx, "b", at(100), Some(at(111)))?;
            add(tx, "held", at(200), None)?;
            assert_eq!(seen(tx, None)?, [(11, Some(11)), (111, Some(11))]);
            assert_eq!(seen(tx, Some(at(111)))?, [(111, Some(11))]);
            assert_eq!(seen(tx, Some(at(112)))?, []);
            // Decided twice: the later entry is the one that was answered with the invitation.
            decide(tx, "again", "b", at(105))?;
            assert_eq!(seen(tx, Some(at(111)))?, [(111, Some(6))]);
            Ok(())
        })
        .await;
}

#[tokio::test]
async fn another_accounts_screenings_are_not_counted() {
    let shelf = Shelf::new().await;
    shelf
        .write(|tx| {
            add(tx, "a", at(0), Some(at(11)))?;
            let other = fulcrum_core::AccountId::new("other");
            tx.save_account(&fulcrum_store::AccountRow { id: other.clone(), ..account_row() })?;
            tx.each_invited(&other, None, |_| panic!("somebody else's"))
        })
        .await;
}
