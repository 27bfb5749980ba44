//! Nobody twice, nothing twice.

use fulcrum_core::planner::{Decision, Verdict};
use fulcrum_core::{
    AttentionId, DecisionId, OpportunityId, PlaybookId, PostingId, ScreeningId, StageId, UserId,
};
use fulcrum_store::{Action, NewAttention, NewDecision, StoreError};
use rusqlite::Connection;

use crate::shelf::{Shelf, account, add_effect, at, screening};

#[tokio::test]
async fn a_person_gets_a_new_round_by_contact_and_by_address() {
    let shelf = Shelf::new().await;
    let rounds = shelf
        .write(|tx| {
            let mut rounds = Vec::new();
            for (id, contact, email) in [
                ("a", "c1", Some("aiko@example.com")),
                ("b", "c1", Some("other@example.com")),
                ("c", "c2", Some("Aiko+jobs@Example.com")),
                ("d", "c3", None),
                ("e", "c4", None),
                ("f", "c3", Some("aiko@example.com")),
            ] {
                rounds.push(tx.add_screening(&account(), &screening(id, contact, email), at(0))?);
            }
            Ok(rounds)
        })
        .await;
    assert_eq!(rounds, [1, 2, 2, 1, 1, 3]);
    let seen = shelf
        .read(|tx| {
            tx.screenings_of_person(&account(), &fulcrum_core::ContactId::new("c2"), Some("AIKO@example.com"))
        })
        .await;
    let mut ids: Vec<_> = seen.iter().map(|row| row.id.as_str()).collect();
    ids.sort_unstable();
    assert_eq!(ids, ["a", "c", "f"]);
}

#[tokio::test]
async fn the_file_itself_refuses_a_second_run_of_the_same_round() {
    let shelf = Shelf::new().await;
    shelf
        .write(|tx| tx.add_screening(&account(), &screening("a", "c1", Some("aiko@example.com")), at(0)))
        .await;
    let columns = "account_id, playbook_id, opportunity_id, contact_id, name, email, email_canonical, followers, confidential,
        provider, assessment_id, assessment, minutes, round, origin, state, created_at, changed_at";
    let sql = Connection::open(&shelf.path).unwrap();
    let copy = |change: &str, into: &str| {
        let values = columns.replace(change, into);
        sql.execute(
            &format!("INSERT INTO screening (id, reference, {columns}) SELECT 'b', 'F-b', {values} FROM screening WHERE id = 'a'"),
            [],
        )
    };
    assert!(copy("contact_id", "'c2'").unwrap_err().to_string().contains("email_canonical"));
    assert!(copy("email_canonical", "'x@example.com'").unwrap_err().to_string().contains("contact_id"));
}

#[tokio::test]
async fn an_effect_is_queued_once_for_ever() {
    let shelf = Shelf::new().await;
    shelf
        .write(|tx| {
            tx.add_screening(&account(), &screening("a", "c", None), at(0))?;
            assert!(add_effect(tx, "a", "c", "key", at(0))?);
            assert!(!add_effect(tx, "a", "c", "key", at(0))?);
            tx.finish_effect(
                &fulcrum_core::EffectId::new("key"),
                fulcrum_store::EffectState::Done,
                None,
                None,
                at(1),
            )?;
            assert!(!add_effect(tx, "a", "c", "key", at(2))?, "also after it is done");
            assert_eq!(tx.effects_of(&ScreeningId::new("a"))?.len(), 1);
            Ok(())
        })
        .await;
}

fn decision(id: &str, entered: Option<i64>) -> NewDecision {
    NewDecision {
        id: DecisionId::new(id),
        playbook: PlaybookId::new("fulcrum-screening"),
        opportunity: OpportunityId::new("o"),
        stage: entered.map(|_| StageId::new("s")),
        entered_at: entered.map(at),
        name: "Aiko".into(),
        email: None,
        posting: None,
        posting_id: Some(PostingId::new("p")),
        owner: Some(UserId::new("mara")),
        lever_url: None,
        decision: Decision {
            verdict: Verdict::Skip,
            summary: "No.".into(),
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
        screening: None,
    }
}

#[tokio::test]
async fn a_stage_entry_is_decided_once_unless_superseded() {
    let shelf = Shelf::new().await;
    shelf
        .write(|tx| {
            let handled = |tx: &fulcrum_store::Tx<'_>, second| {
                let (book, stage) = (PlaybookId::new("fulcrum-screening"), StageId::new("s"));
                tx.entry_was_handled(&account(), &book, &OpportunityId::new("o"), &stage, at(second))
            };
            assert!(tx.add_decision(&account(), at(1), &decision("a", Some(0)))?);
            assert!(!tx.add_decision(&account(), at(1), &decision("b", Some(0)))?);
            assert!(handled(tx, 0)?);
            assert!(!handled(tx, 1)?, "another entry into the same stage");
            tx.supersede_decision(&DecisionId::new("a"), &DecisionId::new("c"))?;
            assert!(tx.add_decision(&account(), at(2), &decision("c", Some(0)))?);
            assert!(handled(tx, 0)?);
            assert!(tx.add_decision(&account(), at(3), &decision("d", None))?, "by hand, as often as wanted");
            assert!(tx.add_decision(&account(), at(4), &decision("e", None))?);
            let about = tx.decisions_about(&account(), &OpportunityId::new("o"))?;
            assert_eq!(about.len(), 4);
            assert_eq!(about[0].id.as_str(), "e", "the newest first");
            let (posting, owner) = (about[0].posting_id.as_ref(), about[0].owner.as_ref());
            assert_eq!(
                (posting.map(PostingId::as_str), owner.map(UserId::as_str)),
                (Some("p"), Some("mara"))
            );
            Ok::<_, StoreError>(())
        })
        .await;
}

#[tokio::test]
async fn attention_is_raised_once_while_it_is_open() {
    let shelf = Shelf::new().await;
    let raise = |id: &str| NewAttention {
        id: AttentionId::new(id),
        kind: "mail",
        subject: "s".into(),
        title: "Aiko".into(),
        subtitle: None,
        reason: "Unclear.".into(),
        actions: vec![Action { id: "send_again".into(), label: "Send again".into() }],
        screening: None,
        opportunity: None,
        lever_url: None,
    };
    let (first, second, third) = (raise("a"), raise("b"), raise("c"));
    shelf
        .write(move |tx| {
            assert!(tx.raise(&account(), at(0), &first)?);
            assert!(!tx.raise(&account(), at(1), &second)?);
            assert_eq!(tx.count_attention(&account())?, 1);
            assert!(tx.settle(&account(), "mail", "s", at(2))?);
            assert!(!tx.settle(&account(), "mail", "s", at(3))?);
            assert!(tx.raise(&account(), at(4), &third)?, "it can come again");
            assert!(tx.attention(&AttentionId::new("a"))?.is_none());
            assert!(tx.attention(&AttentionId::new("c"))?.is_some());
            Ok::<_, StoreError>(())
        })
        .await;
}

#[tokio::test]
async fn a_watermark_never_moves_back() {
    let shelf = Shelf::new().await;
    shelf
        .write(|tx| {
            assert_eq!(tx.watermark(&account(), "arrivals")?, None);
            tx.move_watermark(&account(), "arrivals", at(9))?;
            tx.move_watermark(&account(), "arrivals", at(5))?;
            assert_eq!(tx.watermark(&account(), "arrivals")?, Some(at(9)));
            assert_eq!(tx.watermark(&account(), "safety")?, None, "each pass has its own");
            Ok::<_, StoreError>(())
        })
        .await;
}
