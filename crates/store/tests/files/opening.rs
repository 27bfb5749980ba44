//! Opening old, new and foreign files.

use fulcrum_core::screening::State;
use fulcrum_core::{DecisionId, EffectId, OpportunityId, PlaybookId, ScreeningId, StageId};
use fulcrum_store::{EffectState, EventFilter, Store, StoreError};
use rusqlite::Connection;

use crate::shelf::{Shelf, account, account_row, add_effect, at, found, screening};

#[tokio::test]
async fn everything_is_there_after_a_restart() {
    let shelf = Shelf::new().await;
    shelf
        .write(|tx| {
            tx.set_triggers(&account(), &PlaybookId::new("fulcrum-screening"), &[StageId::new("s")], at(1))?;
            tx.move_watermark(&account(), "arrivals", at(2))?;
            tx.set_setting("theme", &"dark")?;
            tx.add_screening(&account(), &screening("a", "c", Some("c@example.com")), at(3))?;
            add_effect(tx, "a", "c", "e", at(4))?;
            tx.start_effect(&EffectId::new("e"), at(5))
        })
        .await;
    let before = shelf.read(|tx| tx.screening(&ScreeningId::new("a"))).await.unwrap();
    let Shelf { store, path, folder: _folder } = shelf;
    drop(store);
    let store = Store::open(&path).unwrap();
    let shelf = Shelf { store, path, folder: _folder };
    assert_eq!(shelf.read(|tx| tx.account()).await, Some(account_row()));
    assert_eq!(shelf.read(|tx| tx.screening(&ScreeningId::new("a"))).await, Some(before));
    assert_eq!(shelf.read(|tx| tx.watermark(&account(), "arrivals")).await, Some(at(2)));
    assert_eq!(shelf.read(|tx| tx.setting::<String>("theme")).await.as_deref(), Some("dark"));
    assert_eq!(shelf.read(|tx| tx.triggers(&account())).await[0].on_since, at(1));
    let effect = shelf.read(|tx| tx.effect(&EffectId::new("e"))).await.unwrap();
    assert_eq!((effect.state, effect.started_at, effect.attempts), (EffectState::Started, Some(at(5)), 1));
    assert_eq!(shelf.write(|tx| tx.doubt_started_effects(&account(), at(6))).await, 1);
    assert_eq!(shelf.read(|tx| tx.due_effects(&account(), at(6), 9)).await[0].state, EffectState::Unknown);
}

#[tokio::test]
async fn a_newer_file_is_refused_and_not_touched() {
    for journal in ["delete", "wal"] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("fulcrum.sqlite");
        let newer = Connection::open(&path).unwrap();
        newer.pragma_update(None, "journal_mode", journal).unwrap();
        newer
            .execute_batch(
                "CREATE TABLE refinery_schema_history (version INTEGER PRIMARY KEY, name TEXT, applied_on TEXT, checksum TEXT);
                 INSERT INTO refinery_schema_history VALUES (1, 'x', 'y', '0'), (99, 'future', 'y', '0');
                 CREATE TABLE something_new (id INTEGER);",
            )
            .unwrap();
        newer.close().unwrap();
        let before = std::fs::read(&path).unwrap();
        assert_eq!(Store::open(&path).err(), Some(StoreError::Newer), "{journal}");
        assert_eq!(std::fs::read(&path).unwrap(), before, "{journal}");
    }
}

#[tokio::test]
async fn something_else_is_refused_and_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("fulcrum.sqlite");
    let letter = b"Dear diary, this is no database at all. ".repeat(40);
    std::fs::write(&path, &letter).unwrap();
    assert!(matches!(Store::open(&path).err(), Some(StoreError::Database(_))));
    assert_eq!(std::fs::read(&path).unwrap(), letter);
}

#[tokio::test]
async fn the_outbox_survives_a_power_cut() {
    let shelf = Shelf::new().await;
    let synchronous = Connection::open(&shelf.path).unwrap();
    let mode: String = synchronous.query_row("PRAGMA journal_mode", [], |row| row.get(0)).unwrap();
    assert_eq!(mode, "wal");
    shelf.write(|tx| tx.add_screening(&account(), &screening("a", "c", None), at(0)).map(|_| ())).await;
    shelf.write(|tx| add_effect(tx, "a", "c", "e", at(0)).map(|_| ())).await;
    // Everything that was committed is in the two files as they are now.
    let copy = shelf.folder.path().join("copy.sqlite");
    std::fs::copy(&shelf.path, &copy).unwrap();
    std::fs::copy(format!("{}-wal", shelf.path.display()), format!("{}-wal", copy.display())).unwrap();
    let copy = Store::open(&copy).unwrap();
    let due = copy.read(|tx| tx.due_effects(&account(), at(1), 9)).await;
    assert_eq!(due.map(|due| due.len()), Ok::<_, StoreError>(1));
}

#[tokio::test]
async fn what_fails_in_the_middle_leaves_nothing() {
    let shelf = Shelf::new().await;
    let failed: Result<(), StoreError> = shelf
        .store
        .write(|tx| {
            tx.add_screening(&account(), &screening("a", "c", None), at(0))?;
            Err(StoreError::Corrupt("on purpose".into()))
        })
        .await;
    assert!(failed.is_err());
    assert!(shelf.read(|tx| tx.screening(&ScreeningId::new("a"))).await.is_none());
    let panicked: Result<(), StoreError> = shelf
        .store
        .write(|tx| {
            tx.add_screening(&account(), &screening("a", "c", None), at(0))?;
            panic!("on purpose")
        })
        .await;
    assert!(panicked.is_err());
    assert!(shelf.read(|tx| tx.screening(&ScreeningId::new("a"))).await.is_none());
    shelf.write(|tx| tx.add_screening(&account(), &screening("a", "c", None), at(0))).await;
}

/// A file exactly as version 1 left it, the history of its migrations included.
fn version_one(path: &std::path::Path) {
    let model = path.with_extension("model");
    drop(Store::open(&model).unwrap());
    let (applied, checksum): (String, String) = Connection::open(&model)
        .unwrap()
        .query_row("SELECT name, checksum FROM refinery_schema_history WHERE version = 1", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap();
    let file = Connection::open(path).unwrap();
    file.execute_batch(include_str!("../fixtures/v1-schema.sql")).unwrap();
    file.execute_batch(include_str!("../fixtures/v1-rows.sql")).unwrap();
    file.execute_batch(
        "CREATE TABLE refinery_schema_history
             (version INTEGER PRIMARY KEY, name VARCHAR(255), applied_on VARCHAR(255), checksum VARCHAR(255))",
    )
    .unwrap();
    file.execute(
        "INSERT INTO refinery_schema_history VALUES (1, ?1, '2026-11-21T20:00:00Z', ?2)",
        (applied, checksum),
    )
    .unwrap();
}

#[tokio::test]
async fn a_file_of_version_one_opens() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("fulcrum.sqlite");
    version_one(&path);
    let shelf = Shelf { store: Store::open(&path).unwrap(), path, folder };
    let row = shelf.read(|tx| tx.screening(&ScreeningId::new("s"))).await.unwrap();
    assert_eq!((row.state, row.review.unwrap().scores.len()), (State::Reviewed, 1));
    let playbook = shelf.read(|tx| tx.playbooks(&account())).await.remove(0);
    assert_eq!(playbook.hourly_cap, 7);
    assert!(playbook.mail_text.contains("{{ link }}"), "what version 1 did not store has its default");
    let decision = shelf.read(|tx| tx.decision(&DecisionId::new("d"))).await.unwrap();
    assert_eq!(decision.decision.checks.len(), 1);
    let effects = shelf.read(|tx| tx.effects_of(&ScreeningId::new("s"))).await;
    assert_eq!((effects[0].state, effects[1].state), (EffectState::Done, EffectState::Started));
    assert_eq!(effects[0].result.as_ref().unwrap()["ref"], "r");
    assert_eq!(shelf.read(|tx| tx.open_attention(&account())).await[0].actions[0].id, "send_again");
    let activity = shelf.read(|tx| tx.events(&account(), &EventFilter::default(), None, 9)).await;
    let writes: Vec<_> = activity.iter().filter_map(|row| row.write).collect();
    assert_eq!(writes, [EffectState::Started], "a write under way is in Activity: {activity:?}");
    assert_eq!(activity.len(), 2);
    assert_eq!(shelf.read(|tx| tx.find_people(&account(), "zoe")).await.len(), 1);
    let found = shelf.read(|tx| found(tx, "quick")).await;
    assert_eq!(found[0].opportunity, OpportunityId::new("o"));
    assert_eq!(shelf.read(|tx| tx.users(&account())).await.len(), 1);
    assert_eq!(shelf.read(|tx| tx.postings(&account())).await.len(), 1);
    assert_eq!(shelf.read(|tx| tx.stages(&account())).await.len(), 1);
}

#[test]
fn the_first_migration_is_frozen() {
    let now = include_str!("../../migrations/V1__first.sql");
    assert_eq!(now, include_str!("../fixtures/v1-schema.sql"), "write a new migration instead");
}

#[tokio::test]
async fn a_read_does_not_wait_for_a_longer_one_and_a_panic_gives_its_connection_back() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("fulcrum.sqlite")).unwrap();
    for _ in 0..5 {
        let broken = store.read(|_| -> Result<(), StoreError> { panic!("on purpose") }).await;
        assert!(broken.is_err());
    }
    let (go, wait) = std::sync::mpsc::channel::<()>();
    let long = tokio::spawn({
        let store = store.clone();
        async move { store.read(move |_| Ok::<_, StoreError>(wait.recv().is_ok())).await }
    });
    for _ in 0..3 {
        assert_eq!(store.read(|tx| tx.account()).await.unwrap(), None);
    }
    go.send(()).unwrap();
    assert_eq!(long.await.unwrap(), Ok(true));
}
