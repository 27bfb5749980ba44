//! The table of screenings: every filter, order and page against looking at each row.

use std::collections::BTreeSet;

use fulcrum_core::assessment::Score;
use fulcrum_core::screening::State;
use fulcrum_core::{AccountId, AssessmentId, AttentionId, PostingId, ScreeningId, StageId, UserId};
use fulcrum_store::{
    AccountRow, NewAttention, NewScreening, ScreeningRow, StageRow, StoreError, TableFilter, TableOrder,
    TableSort, TableTime, UserRow,
};

use crate::shelf::{Shelf, account, account_row, at, screening};

const STATES: [State; 4] = [State::Held, State::Invited, State::Submitted, State::Reviewed];

/// Forty screenings that differ in everything that can be filtered.
async fn full() -> Shelf {
    let shelf = Shelf::new().await;
    shelf
        .write(|tx| {
            let mara = UserRow {
                id: UserId::new("mara"),
                name: "Mara Lindqvist".into(),
                email: None,
                role: None,
                active: true,
            };
            tx.replace_users(&account(), &[mara])?;
            // Neither in the order of their ids nor in that of their texts.
            let stage = |id: &str| StageRow { id: StageId::new(id), text: id.to_owned() };
            tx.replace_stages(&account(), &[stage("offer"), stage("lead-new")])?;
            for index in 0..40_usize {
                let id = format!("{index:02}");
                let mut new = screening(&id, &format!("c{id}"), Some(&format!("p{id}@example.com")));
                new.name = format!("{} Person {id}", ["ada", "Bob", "Zoë", "Ömer"][index % 4]);
                new.posting_id = (index % 5 != 0).then(|| PostingId::new(format!("p{}", index % 3)));
                new.posting = (index % 5 != 0).then(|| format!("Posting {}", index % 3));
                new.stage_id = ["lead-new", "offer", "gone", ""]
                    .get(index % 5)
                    .map(|id| StageId::new(*id))
                    .filter(|id| !id.as_str().is_empty());
                new.stage = new.stage_id.as_ref().map(ToString::to_string);
                new.assessment_id = AssessmentId::new(["basics", "sql"][index % 2]);
                new.assessment = ["Basics", "SQL and sense"][index % 2].into();
                new.owner =
                    (index % 3 == 0).then(|| UserId::new(if index % 2 == 0 { "mara" } else { "gone" }));
                new.tags = if index % 7 == 0 {
                    vec!["Rust".into(), "open to relocation".into()]
                } else {
                    Vec::new()
                };
                tx.add_screening(&account(), &new, at(0))?;
                let mut row = tx.screening(&ScreeningId::new(&id))?.unwrap();
                row.state = STATES[index % 4];
                row.changed_at = at(i64::try_from(index / 4).unwrap());
                row.invited_at = (index % 4 != 0).then(|| at(i64::try_from(index % 6).unwrap()));
                row.score = Score::new(u8::try_from(index % 5).unwrap());
                tx.save_screening(&row)?;
                if index % 11 == 0 {
                    let open = NewAttention {
                        id: AttentionId::new(&id),
                        kind: "write",
                        subject: id.clone(),
                        title: String::new(),
                        subtitle: None,
                        reason: String::new(),
                        actions: Vec::new(),
                        screening: Some(row.id.clone()),
                        opportunity: None,
                        lever_url: None,
                    };
                    tx.raise(&account(), at(0), &open)?;
                }
            }
            Ok::<_, StoreError>(())
        })
        .await;
    shelf
}

async fn all(shelf: &Shelf, filter: &TableFilter, sort: TableSort, limit: u32) -> Vec<ScreeningRow> {
    let (mut rows, mut after) = (Vec::new(), None);
    loop {
        let (filter, key) = (filter.clone(), after.take());
        let page =
            shelf.read(move |tx| tx.screening_table(&account(), &filter, sort, key.as_ref(), limit)).await;
        rows.extend(page.rows);
        match page.next {
            Some(next) => after = Some(next),
            None => return rows,
        }
    }
}

type Check = Box<dyn Fn(&ScreeningRow) -> bool>;

fn filters() -> Vec<(&'static str, TableFilter, Check)> {
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let none = TableFilter::default;
    vec![
        ("all", none(), Box::new(|_| true)),
        ("name", TableFilter { search: "zoe".into(), ..none() }, Box::new(|row| row.name.starts_with("Zoë"))),
        ("tag", TableFilter { search: "relo".into(), ..none() }, Box::new(|row| !row.tags.is_empty())),
        (
            "two words",
            TableFilter { search: "bob rust".into(), ..none() },
            Box::new(|row| row.name.starts_with("Bob") && !row.tags.is_empty()),
        ),
        (
            "states",
            TableFilter { states: vec![State::Held, State::Reviewed], ..none() },
            Box::new(|row| matches!(row.state, State::Held | State::Reviewed)),
        ),
        (
            "posting or none",
            TableFilter { postings: texts(&["p1", ""]), ..none() },
            Box::new(|row| row.posting_id.as_ref().is_none_or(|id| id.as_str() == "p1")),
        ),
        (
            "stage",
            TableFilter { stages: texts(&["offer"]), ..none() },
            Box::new(|row| row.stage_id.as_ref().is_some_and(|id| id.as_str() == "offer")),
        ),
        (
            "assessment",
            TableFilter { assessments: texts(&["sql"]), ..none() },
            Box::new(|row| row.assessment_id.as_str() == "sql"),
        ),
        (
            "owner",
            TableFilter { owners: texts(&["gone"]), ..none() },
            Box::new(|row| row.owner.as_ref().is_some_and(|id| id.as_str() == "gone")),
        ),
        (
            "scores",
            TableFilter { scores: vec![0, 4], ..none() },
            Box::new(|row| matches!(row.score.map(Score::get), None | Some(4))),
        ),
        (
            "time",
            TableFilter { changed_from: Some(at(2)), changed_to: Some(at(5)), ..none() },
            Box::new(|row| row.changed_at >= at(2) && row.changed_at < at(5)),
        ),
        (
            "invited since",
            TableFilter { invited_from: Some(at(3)), ..none() },
            Box::new(|row| row.invited_at.is_some_and(|left| left >= at(3))),
        ),
        (
            "invited between",
            TableFilter { invited_from: Some(at(1)), invited_to: Some(at(3)), ..none() },
            Box::new(|row| row.invited_at.is_some_and(|left| left >= at(1) && left < at(3))),
        ),
        ("attention", TableFilter { attention: true, ..none() }, Box::new(|row| row.number % 11 == 1)),
        (
            "the beginning of a reference",
            TableFilter { search: "ref f-1".into(), states: vec![State::Held, State::Invited], ..none() },
            Box::new(|row| {
                row.reference.starts_with("F-1") && matches!(row.state, State::Held | State::Invited)
            }),
        ),
        (
            "a reference",
            TableFilter { search: "F-07".into(), ..none() },
            Box::new(|row| row.reference == "F-07"),
        ),
        ("nothing to search for", TableFilter { search: "!?".into(), ..none() }, Box::new(|_| false)),
    ]
}

#[tokio::test]
async fn every_filter_in_every_order_agrees_with_each_row() {
    let shelf = full().await;
    let whole =
        all(&shelf, &TableFilter::default(), TableSort { descending: true, ..TableSort::default() }, 200)
            .await;
    assert_eq!(whole.len(), 40);
    for (name, filter, check) in filters() {
        let expected: BTreeSet<i64> = whole.iter().filter(|row| check(row)).map(|row| row.number).collect();
        assert!(name == "nothing to search for" || !expected.is_empty(), "{name} shows something");
        for order in [
            TableOrder::Changed,
            TableOrder::Name,
            TableOrder::Posting,
            TableOrder::Stage,
            TableOrder::Assessment,
            TableOrder::State,
            TableOrder::Score,
            TableOrder::Invited,
        ] {
            for descending in [false, true] {
                let sort = TableSort { by: order, descending, from_end: false };
                let rows = all(&shelf, &filter, sort, 7).await;
                let found: Vec<i64> = rows.iter().map(|row| row.number).collect();
                assert_eq!(found.iter().copied().collect::<BTreeSet<_>>(), expected, "{name} {order:?}");
                assert_eq!(found.len(), expected.len(), "nobody twice: {name} {order:?}");
                let changed = |row: &ScreeningRow| row.changed_at.as_millisecond();
                let grouped = |groups: &[&str], group: &str| {
                    let place = i64::try_from(groups.iter().position(|one| *one == group).unwrap()).unwrap();
                    if descending { -place } else { place }
                };
                let key = |row: &ScreeningRow| match order {
                    TableOrder::Changed => (row.changed_at.as_millisecond(), String::new(), row.number),
                    TableOrder::Name => (0, row.name.to_ascii_lowercase(), row.number),
                    TableOrder::Posting => {
                        (0, row.posting.clone().unwrap_or_default().to_ascii_lowercase(), row.number)
                    }
                    TableOrder::Assessment => (0, row.assessment.to_ascii_lowercase(), row.number),
                    TableOrder::Score => (row.score.map_or(0, |s| s.get().into()), String::new(), row.number),
                    TableOrder::Invited => {
                        (row.invited_at.map_or(0, jiff::Timestamp::as_millisecond), String::new(), row.number)
                    }
                    TableOrder::Stage | TableOrder::State => (0, String::new(), 0),
                };
                let sorted = if matches!(order, TableOrder::Stage | TableOrder::State) {
                    rows.is_sorted_by_key(|row| {
                        let place = match order {
                            TableOrder::Stage => {
                                let stage = row.stage_id.as_ref().map_or("", StageId::as_str);
                                grouped(&["offer", "lead-new", "gone", ""], stage)
                            }
                            _ => grouped(&STATES.map(State::as_str), row.state.as_str()),
                        };
                        (place, std::cmp::Reverse((changed(row), row.number)))
                    })
                } else if descending {
                    rows.is_sorted_by(|a, b| key(a) > key(b))
                } else {
                    rows.is_sorted_by(|a, b| key(a) < key(b))
                };
                assert!(sorted, "{name} {order:?} {descending}");
                let back = all(&shelf, &filter, TableSort { from_end: true, ..sort }, 7).await;
                assert!(rows.iter().eq(back.iter().rev()), "from the end: {name} {order:?} {descending}");
            }
        }
        let counted = filter.clone();
        let count = shelf.read(move |tx| tx.count_screening_table(&account(), &counted)).await;
        assert_eq!(count as usize, expected.len(), "{name}");
    }
}

#[tokio::test]
async fn choices_say_how_many_rows_each_would_bring() {
    let shelf = full().await;
    let filter = TableFilter { scores: vec![0, 4], postings: vec!["p1".into()], ..TableFilter::default() };
    let asked = filter.clone();
    let choices = shelf.read(move |tx| tx.screening_table_choices(&account(), &asked)).await;
    for choice in &choices.postings {
        let one = TableFilter { postings: vec![choice.value.clone()], ..filter.clone() };
        assert_eq!(all(&shelf, &one, TableSort::default(), 200).await.len(), choice.count as usize);
    }
    for choice in &choices.scores {
        let score = choice.value.parse().unwrap_or(0);
        let one = TableFilter { scores: vec![score], ..filter.clone() };
        assert_eq!(all(&shelf, &one, TableSort::default(), 200).await.len(), choice.count as usize);
    }
    let everybody =
        shelf.read(move |tx| tx.screening_table_choices(&account(), &TableFilter::default())).await;
    let owners: Vec<(&str, &str)> =
        everybody.owners.iter().map(|choice| (choice.value.as_str(), choice.label.as_str())).collect();
    assert!(owners.contains(&("mara", "Mara Lindqvist")) && owners.contains(&("", "")), "{owners:?}");
    let states: u32 = choices.states.values().sum();
    assert_eq!(states as usize, all(&shelf, &filter, TableSort::default(), 200).await.len());
}

#[tokio::test]
async fn times_say_how_many_rows_each_would_bring() {
    let shelf = full().await;
    // What is chosen of the other time holds, what is chosen of the same one does not.
    let filter = TableFilter {
        postings: vec!["p1".into(), "p2".into()],
        changed_from: Some(at(2)),
        invited_from: Some(at(3)),
        ..TableFilter::default()
    };
    let times = [at(0), at(4), at(5), at(1000)];
    for by in [TableTime::Changed, TableTime::Invited] {
        let asked = filter.clone();
        let counts = shelf.read(move |tx| tx.screening_table_since(&account(), &asked, by, &times)).await;
        assert!(counts[0] > counts[2] && counts[2] > 0, "{by:?}: {counts:?}");
        for (since, count) in times.into_iter().zip(counts) {
            let one = match by {
                TableTime::Changed => TableFilter { changed_from: Some(since), ..filter.clone() },
                TableTime::Invited => TableFilter { invited_from: Some(since), ..filter.clone() },
            };
            assert_eq!(all(&shelf, &one, TableSort::default(), 200).await.len(), count as usize, "{by:?}");
        }
    }
    let nobody = TableFilter { search: "!".into(), ..TableFilter::default() };
    let counts =
        shelf.read(move |tx| tx.screening_table_since(&account(), &nobody, TableTime::Changed, &times)).await;
    assert_eq!(counts, [0; 4]);
}

#[tokio::test]
async fn words_are_counted_at_one_account_whatever_another_holds() {
    let shelf = full().await;
    let elsewhere = AccountId::new("elsewhere");
    let ada = TableFilter { search: "ada".into(), ..TableFilter::default() };
    let counted = async |account: AccountId| {
        let (everybody, asked) = (TableFilter::default(), ada.clone());
        let counts = shelf.read(move |tx| {
            Ok::<_, StoreError>((
                tx.count_screening_table(&account, &asked)?,
                tx.count_screening_table(&account, &everybody)?,
            ))
        });
        counts.await
    };
    assert_eq!(counted(account()).await, (10, 40));

    let other = elsewhere.clone();
    shelf
        .write(move |tx| {
            tx.save_account(&AccountRow { id: other.clone(), ..account_row() })?;
            let new = screening("there", "c-there", Some("ada@example.com"));
            tx.add_screening(&other, &NewScreening { name: "Ada Elsewhere".into(), ..new }, at(0))
        })
        .await;
    assert_eq!(counted(account()).await, (10, 40));
    assert_eq!(counted(elsewhere.clone()).await, (1, 1));
    let whose = async |account: AccountId, reference: &'static str| {
        shelf.read(move |tx| tx.opportunity_of_reference(&account, reference)).await
    };
    assert!(whose(account(), "F-07").await.is_some());
    assert_eq!(whose(elsewhere, "F-07").await, None, "it is another account's");
}

#[tokio::test]
async fn what_was_called_back_before_it_left_is_a_list_of_its_own() {
    let shelf = full().await;
    shelf
        .write(|tx| {
            for id in ["00", "05"] {
                let mut row = tx.screening(&ScreeningId::new(id))?.unwrap();
                row.state = State::Cancelled;
                tx.save_screening(&row)?;
            }
            Ok::<_, StoreError>(())
        })
        .await;
    let only = |not_sent| TableFilter { not_sent: Some(not_sent), ..TableFilter::default() };
    for order in [TableOrder::Changed, TableOrder::State, TableOrder::Stage] {
        let names = |rows: Vec<ScreeningRow>| rows.into_iter().map(|row| row.name).collect::<Vec<_>>();
        // The other one had left: it is one of all.
        let sort = TableSort { by: order, descending: true, from_end: false };
        assert_eq!(names(all(&shelf, &only(true), sort, 7).await), ["ada Person 00"]);
        let others = all(&shelf, &only(false), sort, 7).await;
        assert_eq!(others.len(), 39);
        assert!(others.iter().all(|row| row.name != "ada Person 00"));
    }
    for (filter, expected) in [(only(true), 1), (only(false), 39), (TableFilter::default(), 40)] {
        assert_eq!(shelf.read(move |tx| tx.count_screening_table(&account(), &filter)).await, expected);
    }
    assert_eq!(shelf.read(|tx| tx.count_not_sent(&account())).await, 1);
}
