//! Lists by key, and searching.

use std::collections::BTreeSet;

use fulcrum_core::screening::State;
use fulcrum_store::{PersonRow, ScreeningFilter, StoreError};
use proptest::prelude::*;

use crate::shelf::{Shelf, account, at, found, screening};

fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

/// Screenings whose last change was at these seconds.
async fn changed_at(seconds: Vec<i64>) -> Shelf {
    let shelf = Shelf::new().await;
    shelf
        .write(move |tx| {
            for (index, second) in seconds.into_iter().enumerate() {
                let id = format!("{index:03}");
                tx.add_screening(&account(), &screening(&id, &id, None), at(0))?;
                let mut row = tx.screening(&fulcrum_core::ScreeningId::new(id))?.unwrap();
                row.changed_at = at(second);
                row.state = if index % 3 == 0 { State::Invited } else { State::Submitted };
                tx.save_screening(&row)?;
            }
            Ok::<_, StoreError>(())
        })
        .await;
    shelf
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn pages_have_no_gaps_and_no_repeats(seconds in prop::collection::vec(0_i64..6, 0..40), limit in 1_u32..9) {
        let count = seconds.len();
        let rows = block_on(async {
            let shelf = changed_at(seconds).await;
            let (mut rows, mut after) = (Vec::new(), None);
            loop {
                let page = shelf
                    .read(move |tx| tx.screenings(&account(), ScreeningFilter::All, after, limit))
                    .await;
                assert!(page.rows.len() <= limit as usize);
                rows.extend(page.rows);
                match page.next {
                    Some(next) => after = Some(next),
                    None => return rows,
                }
            }
        });
        let ids: BTreeSet<_> = rows.iter().map(|row| row.id.clone()).collect();
        prop_assert_eq!((rows.len(), ids.len()), (count, count));
        prop_assert!(rows.is_sorted_by_key(|row| std::cmp::Reverse((row.changed_at, row.number))));
    }

    #[test]
    fn no_words_break_the_search(typed in "\\PC{0,24}|[\"*^:()+\\-{}' ]{0,12}|(AND|OR|NOT|NEAR|name:|\u{301}|\u{5d0}|\u{94d} ?){0,4}") {
        block_on(async {
            let shelf = changed_at(vec![1]).await;
            shelf
                .write(|tx| {
                    let person = PersonRow {
 contact: None,
                        opportunity: fulcrum_core::OpportunityId::new("o"),
                        name: "Zoë Quickfoot".into(),
                        emails: "zoe@example.com".into(),
                        posting: None,
                        stage: fulcrum_core::StageId::new("s"),
                    };
                    tx.save_person(&account(), &person, at(0))
                })
                .await;
            shelf
                .read(move |tx| {
                    found(tx, &typed)?;
                    tx.find_people(&account(), &typed).map(|_| ())
                })
                .await;
        });
    }
}

#[tokio::test]
async fn a_page_can_be_of_some_states_and_of_some_words() {
    let shelf = changed_at((0..9).collect()).await;
    let states: &'static [State] = &[State::Invited];
    let page =
        shelf.read(move |tx| tx.screenings(&account(), ScreeningFilter::States(states), None, 2)).await;
    assert_eq!(page.rows.iter().map(|row| row.id.as_str()).collect::<Vec<_>>(), ["006", "003"]);
    assert!(page.next.is_some());
    let page =
        shelf.read(move |tx| tx.screenings(&account(), ScreeningFilter::States(states), page.next, 2)).await;
    assert_eq!(page.rows.len(), 1);
    assert!(page.next.is_none());
    for (typed, expected) in
        [("person 00", 9), ("PERS", 9), ("004 person", 1), ("backend", 9), ("nobody", 0), ("%", 0), ("  ", 9)]
    {
        let page = shelf.read(move |tx| found(tx, typed)).await;
        assert_eq!(page.len(), expected, "{typed:?}");
    }
    assert_eq!(
        shelf.read(|tx| tx.count_by_state(&account())).await.into_iter().map(|(_, count)| count).sum::<u32>(),
        9
    );
}

#[tokio::test]
async fn a_page_of_several_states_is_in_one_order_and_the_numbers_follow_every_change() {
    let shelf = changed_at((0..9).collect()).await;
    let states: &'static [State] = &[State::Held, State::Invited, State::Reviewed];
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page =
            shelf.read(move |tx| tx.screenings(&account(), ScreeningFilter::States(states), after, 2)).await;
        seen.extend(page.rows.iter().map(|row| row.changed_at));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let mut ordered = seen.clone();
    ordered.sort_by_key(|at| std::cmp::Reverse(*at));
    assert_eq!(seen, ordered);

    let all = shelf.read(|tx| tx.screenings(&account(), ScreeningFilter::All, None, 99)).await.rows;
    assert_eq!(seen.len(), all.iter().filter(|row| states.contains(&row.state)).count());
    let counted = async || {
        let mut counts = shelf.read(|tx| tx.count_by_state(&account())).await;
        counts.sort_by_key(|(state, _)| state.as_str());
        counts
    };
    let by_hand = async || {
        let rows = shelf.read(|tx| tx.screenings(&account(), ScreeningFilter::All, None, 99)).await.rows;
        let mut counts = std::collections::BTreeMap::new();
        for row in rows {
            *counts.entry(row.state.as_str()).or_insert(0) += 1;
        }
        counts.into_iter().map(|(state, count)| (State::parse(state).unwrap(), count)).collect::<Vec<_>>()
    };
    assert_eq!(counted().await, by_hand().await);
    let mut row = all.into_iter().find(|row| row.state == State::Invited).unwrap();
    row.state = State::Started;
    shelf.write(move |tx| tx.save_screening(&row)).await;
    assert_eq!(counted().await, by_hand().await);
    shelf.write(|tx| tx.delete_account(&account())).await;
    assert_eq!(counted().await, []);
}

#[tokio::test]
async fn people_are_found_by_any_word_without_accents_and_forgotten() {
    let shelf = Shelf::new().await;
    shelf
        .write(|tx| {
            for (id, name, second) in [("a", "Zoë Quickfoot", 1), ("b", "José Álvarez", 2), ("c", "Li Na", 3)]
            {
                let person = PersonRow {
                    contact: None,
                    opportunity: fulcrum_core::OpportunityId::new(id),
                    name: name.into(),
                    emails: format!("{id}@example.com {id}@work.example"),
                    posting: None,
                    stage: fulcrum_core::StageId::new("s"),
                };
                tx.save_person(&account(), &person, at(second))?;
            }
            let found = |typed: &str| {
                tx.find_people(&account(), typed).map(|rows| {
                    rows.iter().map(|row| row.opportunity.as_str().to_owned()).collect::<Vec<_>>()
                })
            };
            assert_eq!(found("zoe")?, ["a"]);
            assert_eq!(found("alv jose")?, ["b"]);
            assert_eq!(found("b@work")?, ["b"]);
            assert_eq!(found("example")?.len(), 3);
            tx.forget_people_before(&account(), at(2))?;
            assert!(found("zoe")?.is_empty());
            assert_eq!(tx.count_people(&account())?, 2);
            Ok::<_, StoreError>(())
        })
        .await;
}

#[tokio::test]
async fn whoever_can_be_written_to_is_found_first_and_letters_without_a_mark_are_found_as_they_are_typed() {
    let shelf = changed_at(vec![1]).await;
    shelf
        .write(|tx| {
            let person = |id: String, name: &str, emails: String| PersonRow {
                contact: None,
                opportunity: fulcrum_core::OpportunityId::new(id),
                name: name.into(),
                emails,
                posting: None,
                stage: fulcrum_core::StageId::new("s"),
            };
            for n in 0..30 {
                tx.save_person(
                    &account(),
                    &person(format!("without-{n}"), "Bo Kowalski", String::new()),
                    at(0),
                )?;
            }
            for (id, name) in
                [("z", "Zoë Kowalski"), ("k", "Kowalski Ann"), ("y", "Selma Yılmaz"), ("s", "Søren Łoś")]
            {
                tx.save_person(&account(), &person(id.into(), name, format!("{id}@example.com")), at(0))?;
            }
            let found = |typed: &str| {
                tx.find_people(&account(), typed).map(|rows| {
                    rows.iter().map(|row| row.opportunity.as_str().to_owned()).collect::<Vec<_>>()
                })
            };
            let many = found("kow")?;
            assert_eq!((many.len(), &many[..2]), (20, ["k".to_owned(), "z".to_owned()].as_slice()));
            for (typed, id) in
                [("yilmaz", "y"), ("yılmaz", "y"), ("SELMA YIL", "y"), ("soren los", "s"), ("Ło", "s")]
            {
                assert_eq!(found(typed)?, [id], "{typed}");
            }
            Ok::<_, StoreError>(())
        })
        .await;
}
