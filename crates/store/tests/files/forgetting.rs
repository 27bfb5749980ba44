//! Personal data goes when it must.

use fulcrum_core::assessment::Score;
use fulcrum_core::effect::{Effect, EffectDraft};
use fulcrum_core::form::Evaluation;
use fulcrum_core::planner::{Decision, Verdict};
use fulcrum_core::screening::State;
use fulcrum_core::template::Words;
use fulcrum_core::{AttentionId, DecisionId, EffectId, OpportunityId, PlaybookId, ScreeningId, StageId};
use fulcrum_store::{
    EffectState, NewAttention, NewDecision, NewEvent, PersonRow, ReviewRow, ScreeningRefs, StoreError,
};

use crate::shelf::{Shelf, account, at, found, screening};

/// Somebody with traces in every table. The words to look for are all in `SECRETS`.
async fn traces() -> Shelf {
    let shelf = Shelf::new().await;
    shelf
        .write(|tx| {
            let (id, opportunity) = (ScreeningId::new("a"), OpportunityId::new("o"));
            let mut new = screening("a", "o", Some("grace@example.com"));
            new.name = "Grace Hopper".into();
            tx.add_screening(&account(), &new, at(0))?;
            let mut row = tx.screening(&id)?.unwrap();
            row.state = State::Reviewed;
            row.link = Some("https://hire.example.com/i/secret".into());
            row.review = Some(ReviewRow {
                overrules: false,
                score: Score::new(4).unwrap(),
                scores: Vec::new(),
                comment: "Invented the compiler".into(),
                reviewer: "Mara".into(),
                at: at(0),
                revision: 1,
                before: None,
            });
            tx.save_screening(&row)?;
            let decision = Decision {
                verdict: Verdict::Skip,
                summary: "The e-mail address in Lever is not valid: grace@example.com.".into(),
                assessment: None,
                chosen_by: None,
                checks: Vec::new(),
                riddle: None,
                reuses: None,
                plain_tags: Vec::new(),
                in_stage: None,
                followers: Vec::new(),
            };
            let new = NewDecision {
                id: DecisionId::new("d"),
                playbook: PlaybookId::new("fulcrum-screening"),
                opportunity: opportunity.clone(),
                stage: Some(StageId::new("s")),
                entered_at: Some(at(0)),
                name: "Grace Hopper".into(),
                email: Some("grace@example.com".into()),
                posting: None,
                posting_id: None,
                owner: None,
                lever_url: None,
                decision,
                waits_because: None,
                screening: None,
            };
            tx.add_decision(&account(), at(0), &new)?;
            let about = ScreeningRefs { screening: &id, opportunity: &opportunity };
            let effect = Effect::AddNote {
                text: "Invented the compiler".into(),
                score: None,
                reference: "F-7K3Q9M".into(),
                secret: false,
            };
            let file = Effect::AddFile { name: "Grace Hopper.pdf".into(), reference: "F-7K3Q9M".into() };
            let words = Words { name: "Grace Hopper".into(), ..Words::default() };
            let score = Score::new(4).unwrap();
            let evaluation = Evaluation { words, score, passes: true, remark: String::new() };
            let form =
                Effect::AddFeedback { evaluation: Box::new(evaluation), reference: "F-7K3Q9M/1".into() };
            for (key, effect) in [("e", effect), ("f", file), ("g", form)] {
                let draft = EffectDraft { dedupe_key: key.into(), effect };
                tx.add_effect(&account(), &about, &EffectId::new(key), &draft, at(0), at(0))?;
                tx.finish_effect(&EffectId::new(key), EffectState::Done, None, None, at(0))?;
            }
            let event = NewEvent {
                kind: "decided",
                text: "Not invited".into(),
                detail: Some("grace@example.com".into()),
                opportunity: Some(opportunity.clone()),
                screening: Some(id.clone()),
                name: Some("Grace Hopper".into()),
                actor: None,
            };
            tx.add_event(&account(), at(0), &event)?;
            let attention = NewAttention {
                id: AttentionId::new("t"),
                kind: "no_address",
                subject: "d".into(),
                title: "Grace Hopper".into(),
                subtitle: None,
                reason: "Not valid: grace@example.com".into(),
                actions: Vec::new(),
                screening: Some(id),
                opportunity: Some(opportunity.clone()),
                lever_url: None,
            };
            tx.raise(&account(), at(0), &attention)?;
            let person = PersonRow {
                contact: None,
                opportunity,
                name: "Grace Hopper".into(),
                emails: "grace@example.com".into(),
                posting: None,
                stage: StageId::new("s"),
            };
            tx.save_person(&account(), &person, at(0))
        })
        .await;
    shelf
}

const SECRETS: &[&str] = &["Grace", "grace@", "compiler", "/i/secret"];

/// Everything that any table says.
fn everything(shelf: &Shelf) -> String {
    let sql = rusqlite::Connection::open(&shelf.path).unwrap();
    let mut all = String::new();
    for table in ["screening", "decision", "effect", "event", "attention", "person"] {
        let mut statement = sql.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for column in 0..columns {
                all.push_str(&format!(
                    "{:?} ",
                    row.get_ref(column).unwrap().as_str_or_null().unwrap_or_default()
                ));
            }
        }
    }
    all
}

#[tokio::test]
async fn anonymising_leaves_the_fact_and_nothing_else() {
    let shelf = traces().await;
    let before = everything(&shelf);
    assert!(SECRETS.iter().all(|secret| before.contains(secret)), "{before}");
    shelf.write(|tx| tx.anonymise(&account(), &OpportunityId::new("o"))).await;
    let after = everything(&shelf);
    for secret in SECRETS {
        assert!(!after.contains(secret), "{secret} in {after}");
    }
    let row = shelf.read(|tx| tx.screening(&ScreeningId::new("a"))).await.unwrap();
    assert_eq!((row.state, row.name.as_str()), (State::Reviewed, "Removed in Lever"));
    assert!(shelf.read(|tx| tx.decision(&DecisionId::new("d"))).await.is_some(), "still readable");
    let found = shelf.read(|tx| found(tx, "grace")).await;
    assert!(found.is_empty(), "nor by searching");
    let effects = shelf.read(|tx| tx.effects_of(&ScreeningId::new("a"))).await;
    assert_eq!(effects.len(), 3, "still readable");
}

#[tokio::test]
async fn retention_purges_the_ended_and_keeps_the_open() {
    let shelf = traces().await;
    shelf.write(|tx| tx.add_screening(&account(), &screening("open", "o2", None), at(0)).map(|_| ())).await;
    assert_eq!(shelf.write(|tx| tx.purge_screenings(&account(), at(0))).await, 0, "not yet old enough");
    assert_eq!(shelf.write(|tx| tx.purge_screenings(&account(), at(1))).await, 1);
    shelf
        .read(|tx| {
            assert!(tx.screening(&ScreeningId::new("a"))?.is_none());
            assert!(tx.effects_of(&ScreeningId::new("a"))?.is_empty());
            assert!(tx.timeline(&ScreeningId::new("a"))?.is_empty());
            assert!(tx.screening(&ScreeningId::new("open"))?.is_some());
            assert!(tx.open_attention(&account())?.is_empty());
            let (book, stage) = (PlaybookId::new("fulcrum-screening"), StageId::new("s"));
            let handled = tx.entry_was_handled(&account(), &book, &OpportunityId::new("o"), &stage, at(0))?;
            assert!(handled, "an old arrival must not look like a new one");
            Ok::<_, StoreError>(())
        })
        .await;
    shelf.write(|tx| tx.forget_people_before(&account(), at(1))).await;
    let after = everything(&shelf);
    for secret in SECRETS {
        assert!(!after.contains(secret), "{secret} in {after}");
    }
}

#[tokio::test]
async fn deleting_the_account_deletes_everything_of_it() {
    let shelf = traces().await;
    shelf.write(|tx| tx.delete_account(&account())).await;
    assert_eq!(everything(&shelf), "");
}
