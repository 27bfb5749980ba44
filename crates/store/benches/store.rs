//! What lists, filters and counts take with 100,000 screenings and as many entries of Activity, beside a
//! store with 1,000 of each in the same run. Whatever goes by an index takes nearly the same.
#![allow(dead_code, clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark may stop, and tells")]

#[path = "../tests/files/shelf.rs"]
mod shelf;

use std::path::Path;
use std::time::{Duration, Instant};

use fulcrum_core::overview::Tally;
use fulcrum_store::{
    EffectState, EventFilter, EventKey, StoreError, TableFilter, TableKey, TableOrder, TableSort, Tx,
};
use jiff::tz::TimeZone;
use shelf::{Shelf, account, at, screening};

const FEW: i64 = 1_000;
const MANY: i64 = 100_000;
const RUNS: usize = 21;

/// Something that is read.
type Read = Box<dyn Fn(&Tx<'_>) -> Result<usize, StoreError> + Send + Sync>;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (few, many) = (filled(FEW).await, filled(MANY).await);
    println!("\n| in the store, ms, median of {RUNS} | {MANY} | {FEW} | ratio |\n|---|---|---|---|");
    for (large, small) in reads(MANY).into_iter().zip(reads(FEW)) {
        let what = large.0;
        let (large, small) = (median(&many, large.1).await, median(&few, small.1).await);
        println!("| {what} | {large:.2} | {small:.2} | {:.1} |", large / small);
    }
}

async fn median(shelf: &Shelf, read: Read) -> f64 {
    let read = std::sync::Arc::new(read);
    let mut took = Vec::new();
    for _ in 0..RUNS {
        let (read, begun) = (std::sync::Arc::clone(&read), Instant::now());
        shelf.read(move |tx| read(tx)).await;
        took.push(begun.elapsed());
    }
    took.sort_unstable();
    took[took.len() / 2].as_secs_f64() * Duration::from_secs(1).as_millis() as f64
}

/// What is measured, with keys in the middle of a store of that size.
fn reads(size: i64) -> Vec<(String, Read)> {
    let sent = TableFilter { not_sent: Some(false), ..TableFilter::default() };
    let mut all: Vec<(String, Read)> = Vec::new();
    for (by, group) in [
        (TableOrder::Changed, None),
        (TableOrder::Name, None),
        (TableOrder::State, Some("reviewed")),
        (TableOrder::Stage, Some("stage-7")),
    ] {
        let deep = group.map(|group| TableKey::Group(group.into(), size / 2, size / 2));
        let places =
            [("the first", false, None), ("from the end", true, None), ("in the middle", false, deep)];
        for (place, from_end, after) in places {
            if place == "in the middle" && after.is_none() {
                continue;
            }
            let (filter, sort) = (sent.clone(), TableSort { by, from_end, ..TableSort::default() });
            let read = move |tx: &Tx<'_>| {
                Ok(tx.screening_table(&account(), &filter, sort, after.as_ref(), 100)?.rows.len())
            };
            all.push((format!("page of candidates by {by:?}, {place}").to_lowercase(), Box::new(read)));
        }
    }
    for (what, search) in [("searched for", "person 77"), ("searched for by a reference", "F-7")] {
        let filter = TableFilter { search: search.into(), ..TableFilter::default() };
        let searched = move |tx: &Tx<'_>| {
            Ok(tx.screening_table(&account(), &filter, TableSort::default(), None, 100)?.rows.len())
        };
        all.push((format!("page of candidates that were {what}"), Box::new(searched)));
    }
    all.push((
        "count of candidates that were sent one".into(),
        Box::new(move |tx| Ok(tx.count_screening_table(&account(), &sent)? as usize)),
    ));
    let filters = [
        ("all", EventFilter::default()),
        ("of a kind that there is not", EventFilter { kinds: &["notified"], ..EventFilter::default() }),
        ("of stuck writes", EventFilter { writes: &[EffectState::Wedged], ..EventFilter::default() }),
        ("searched for", EventFilter { search: "person 77".into(), ..EventFilter::default() }),
        ("of nobody", EventFilter { search: "nobody".into(), ..EventFilter::default() }),
        ("of somebody", EventFilter { actors: vec!["nobody".into()], ..EventFilter::default() }),
        ("of the last time", EventFilter { from: Some(at(size - 100)), ..EventFilter::default() }),
    ];
    for (what, filter) in filters {
        let read = move |tx: &Tx<'_>| Ok(tx.events(&account(), &filter, None, 100)?.len());
        all.push((format!("page of Activity, {what}"), Box::new(read)));
    }
    let deep = move |tx: &Tx<'_>| {
        let search = format!("person {}", size / 2);
        let one = tx.events(&account(), &EventFilter { search, ..EventFilter::default() }, None, 1)?;
        Ok(tx.events(&account(), &EventFilter::default(), one.first().map(EventKey::of), 100)?.len())
    };
    all.push(("page of Activity in the middle".into(), Box::new(deep)));
    let count = |tx: &Tx<'_>| Ok(tx.count_events(&account(), &EventFilter::default())?.kinds.len());
    all.push(("counts of Activity".into(), Box::new(count)));
    let actors = |tx: &Tx<'_>| Ok(tx.event_actors(&account(), &EventFilter::default())?.len());
    all.push(("who is in Activity".into(), Box::new(actors)));
    for (what, since) in [("all", None), ("of a tenth", Some(at(size - size / 10)))] {
        let read = move |tx: &Tx<'_>| {
            let mut tally = Tally::new(None, TimeZone::UTC);
            tx.each_invited(&account(), since, |row| tally.add(row))?;
            Ok(tally.finish(since, at(size)).weeks.len())
        };
        all.push((format!("overview, {what}"), Box::new(read)));
    }
    all
}

/// A store with so many screenings, and as many entries of Activity.
async fn filled(count: i64) -> Shelf {
    let shelf = Shelf::new().await;
    shelf
        .write(|tx| tx.add_screening(&account(), &screening("first", "first", None), at(0)).map(|_| ()))
        .await;
    let path = shelf.path.clone();
    tokio::task::spawn_blocking(move || {
        add_screenings(&path, count);
        add_events(&path, count);
    })
    .await
    .unwrap();
    shelf
}

/// Screenings like the first one, of different people, stages, states and times.
fn add_screenings(path: &Path, rows: i64) {
    let file = rusqlite::Connection::open(path).unwrap();
    let columns: Vec<String> = file
        .prepare("SELECT name FROM pragma_table_info('screening') WHERE name <> 'number'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<rusqlite::Result<_>>()
        .unwrap();
    let value = |column: &String| {
        match column.as_str() {
        "id" | "contact_id" | "opportunity_id" => "'s' || n".to_owned(),
        "reference" => "'F-' || n".to_owned(),
        "email" | "email_canonical" => "'p' || n || '@example.com'".to_owned(),
        "name" => "'Person ' || n".to_owned(),
        "stage_id" => "'stage-' || (n % 12)".to_owned(),
        "state" => "CASE n % 100 WHEN 0 THEN 'held' WHEN 1 THEN 'cancelled' WHEN 2 THEN 'invited' ELSE 'reviewed' END".to_owned(),
        "invited_at" => "CASE WHEN n % 100 < 2 THEN NULL ELSE 1790000000000 + n * 1000 END".to_owned(),
        "changed_at" => "n".to_owned(),
        other => format!("one.{other}"),
    }
    };
    let values: Vec<String> = columns.iter().map(value).collect();
    file.execute_batch(&format!(
        "BEGIN;
         WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {rows})
         INSERT INTO screening ({}) SELECT {} FROM numbers, (SELECT * FROM screening LIMIT 1) one;
         DELETE FROM screening WHERE id = 'first';
         COMMIT;",
        columns.join(", "),
        values.join(", ")
    ))
    .unwrap();
}

fn add_events(path: &Path, count: i64) {
    let file = rusqlite::Connection::open(path).unwrap();
    file.execute(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
         INSERT INTO event (account_id, at, kind, text, detail, actor, name, write_state)
         SELECT 'northwind', 1790000000000 + i * 1000,
             CASE i % 4 WHEN 0 THEN 'decided' WHEN 1 THEN 'wrote' WHEN 2 THEN 'invited' ELSE 'reviewed' END,
             'Sentence ' || (i % 97), 'Because of ' || (i % 31), 'Fulcrum', 'Person ' || i,
             CASE i % 4 WHEN 1 THEN 'done' END
         FROM n",
        [count],
    )
    .unwrap();
}
