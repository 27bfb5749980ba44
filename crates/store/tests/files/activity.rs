//! Activity: its order, its filters, and what writes do in it.

use fulcrum_core::assessment::Score;
use fulcrum_core::effect::{Effect, EffectDraft};
use fulcrum_core::{EffectId, OpportunityId, ScreeningId};
use fulcrum_store::{EffectState, EventFilter, EventKey, NewEvent, ScreeningRefs, StoreError, Tx};

use crate::shelf::{Shelf, account, add_effect, at, screening};

fn add(tx: &Tx<'_>, second: i64, kind: &'static str, name: &str, text: &str) -> Result<(), StoreError> {
    let event = NewEvent {
        kind,
        text: text.to_owned(),
        name: Some(name.to_owned()),
        opportunity: Some(OpportunityId::new(name)),
        ..NewEvent::default()
    };
    tx.add_event(&account(), at(second), &event)
}

fn texts(tx: &Tx<'_>, filter: &EventFilter) -> Result<Vec<String>, StoreError> {
    Ok(tx.events(&account(), filter, None, 50)?.into_iter().map(|row| row.text).collect())
}

fn searched(words: &str) -> EventFilter {
    EventFilter { search: words.to_owned(), ..EventFilter::default() }
}

#[tokio::test]
async fn it_pages_backwards_in_the_order_of_time() {
    let shelf = Shelf::new().await;
    shelf
        .write(|tx| {
            for number in 0..25 {
                // Several at the same time, and not written down in the order in which they happened.
                add(tx, (number * 7) % 10, "decided", "Ada", &number.to_string())?;
            }
            let (mut seen, mut after) = (Vec::new(), None);
            loop {
                let page = tx.events(&account(), &EventFilter::default(), after, 10)?;
                let Some(last) = page.last() else { break };
                after = Some(EventKey::of(last));
                seen.extend(page.into_iter().map(|row| (row.at, row.id)));
            }
            assert_eq!(seen.len(), 25);
            assert!(seen.is_sorted_by(|one, next| one > next), "{seen:?}");
            Ok::<_, StoreError>(())
        })
        .await;
}

#[tokio::test]
async fn it_is_narrowed_by_who_did_it() {
    let shelf = Shelf::new().await;
    shelf
        .write(|tx| {
            let by = |second, actor: Option<&str>, kind| {
                let actor = actor.map(ToOwned::to_owned);
                let text = format!("{second}");
                tx.add_event(&account(), at(second), &NewEvent { kind, text, actor, ..NewEvent::default() })
            };
            by(1, Some("you"), "decided")?;
            by(2, Some("Mara Lindqvist"), "decided")?;
            by(3, None, "decided")?;
            by(4, Some("you"), "reviewed")?;
            let of = |actors: &[&str]| EventFilter {
                actors: actors.iter().map(ToString::to_string).collect(),
                ..EventFilter::default()
            };
            assert_eq!(texts(tx, &of(&["you"]))?, ["4", "1"]);
            assert_eq!(texts(tx, &of(&["", "Mara Lindqvist"]))?, ["3", "2"]);
            assert_eq!(tx.count_events(&account(), &of(&["you"]))?.kinds["reviewed"], 1);
            let decided = EventFilter { kinds: &["decided"], ..of(&["you"]) };
            let all = [(String::new(), 1), ("Mara Lindqvist".to_owned(), 1), ("you".to_owned(), 1)];
            assert_eq!(tx.event_actors(&account(), &decided)?, all);
            assert_eq!(tx.event_actors(&account(), &of(&[]))?[0], ("you".to_owned(), 2));
            Ok::<_, StoreError>(())
        })
        .await;
}

#[tokio::test]
async fn it_is_narrowed_by_kind_words_and_time() {
    let shelf = Shelf::new().await;
    shelf
        .write(|tx| {
            add(tx, 1, "decided", "Zoë Quickfoot", "Will be invited")?;
            add(tx, 2, "reviewed", "Zoë Quickfoot", "Reviewed: 3 (Yes)")?;
            add(tx, 3, "decided", "José Álvarez", "Not invited")?;
            let decisions = EventFilter { kinds: &["decided"], ..EventFilter::default() };
            assert_eq!(texts(tx, &decisions)?, ["Not invited", "Will be invited"]);
            assert_eq!(texts(tx, &searched("zoe"))?, ["Reviewed: 3 (Yes)", "Will be invited"]);
            assert_eq!(texts(tx, &searched("alvarez not inv"))?, ["Not invited"]);
            assert_eq!(texts(tx, &searched("%"))?, Vec::<String>::new());
            assert_eq!(texts(tx, &searched("zoe alvarez"))?, Vec::<String>::new());
            let time = EventFilter { from: Some(at(2)), to: Some(at(3)), ..EventFilter::default() };
            assert_eq!(texts(tx, &time)?, ["Reviewed: 3 (Yes)"]);
            // The counts say what choosing another kind would bring.
            let counts =
                tx.count_events(&account(), &EventFilter { kinds: &["reviewed"], ..searched("zoe") })?;
            assert_eq!(
                counts.kinds.into_iter().collect::<Vec<_>>(),
                [("decided".into(), 1), ("reviewed".into(), 1)]
            );
            Ok::<_, StoreError>(())
        })
        .await;
}

#[tokio::test]
async fn a_write_is_there_before_it_is_done_and_follows_to_its_end() {
    let shelf = Shelf::new().await;
    shelf
        .write(|tx| {
            tx.add_screening(&account(), &screening("s", "c", None), at(0))?;
            add_effect(tx, "s", "c", "e", at(9))?;
            let id = EffectId::new("e");
            let only = |tx: &Tx<'_>| {
                Ok::<_, StoreError>(tx.events(&account(), &EventFilter::default(), None, 9)?.remove(0))
            };
            let row = only(tx)?;
            assert_eq!((row.write, row.text.as_str()), (Some(EffectState::Waiting), "Add tag x"));
            assert_eq!(row.name.as_deref(), Some("Person c"));
            assert!(
                tx.timeline(&ScreeningId::new("s"))?.is_empty(),
                "nothing has happened to the candidate yet"
            );

            tx.postpone_effect(&id, EffectState::Wedged, "Lever refused", at(9), false)?;
            let row = only(tx)?;
            assert_eq!(
                (row.write, row.detail.as_deref()),
                (Some(EffectState::Wedged), Some("Lever refused"))
            );
            let failed = EventFilter { writes: &[EffectState::Wedged], ..EventFilter::default() };
            assert_eq!(texts(tx, &failed)?, ["Add tag x"]);
            assert_eq!(texts(tx, &searched("refused"))?, ["Add tag x"]);
            assert_eq!(tx.count_events(&account(), &EventFilter::default())?.writes["wedged"], 1);

            tx.finish_effect(&id, EffectState::Done, None, None, at(12))?;
            let row = only(tx)?;
            assert_eq!(
                (row.write, row.text.as_str(), row.at),
                (Some(EffectState::Done), "Added tag x", at(12))
            );
            assert_eq!(row.detail, None);
            assert_eq!(tx.timeline(&ScreeningId::new("s"))?.len(), 1);
            assert!(texts(tx, &searched("refused"))?.is_empty(), "what it said before is not found any more");
            Ok::<_, StoreError>(())
        })
        .await;
}

#[tokio::test]
async fn a_score_on_its_way_to_the_report_is_of_the_review_and_of_no_invitation() {
    let shelf = Shelf::new().await;
    shelf
        .write(|tx| {
            tx.add_screening(&account(), &screening("s", "c", None), at(0))?;
            let (screening, opportunity) = (ScreeningId::new("s"), OpportunityId::new("c"));
            let about = ScreeningRefs { screening: &screening, opportunity: &opportunity };
            let evaluate = Effect::Evaluate {
                score: Score::new(4).unwrap(),
                scores: Vec::new(),
                comment: String::new(),
                reviewer: "Mara".into(),
            };
            for (id, effect) in [("e", evaluate), ("m", Effect::MailAgain { attempt: 2 })] {
                let draft = EffectDraft { dedupe_key: id.into(), effect };
                tx.add_effect(&account(), &about, &EffectId::new(id), &draft, at(9), at(0))?;
            }
            let of = |kinds| texts(tx, &EventFilter { kinds, ..EventFilter::default() });
            assert_eq!(of(&["reviewed"])?, ["Put the score 4 on the report"]);
            assert_eq!(of(&["sent"])?, ["Send the invitation's mail again"]);
            Ok::<_, StoreError>(())
        })
        .await;
}

#[tokio::test]
async fn whoever_is_forgotten_is_found_in_it_no_more() {
    let shelf = Shelf::new().await;
    shelf
        .write(|tx| {
            tx.add_screening(&account(), &screening("s", "c", None), at(0))?;
            add_effect(tx, "s", "c", "e", at(9))?;
            tx.anonymise(&account(), &OpportunityId::new("c"))?;
            assert!(texts(tx, &searched("person"))?.is_empty());
            let row = tx.events(&account(), &EventFilter::default(), None, 9)?.remove(0);
            assert_eq!(row.name, None);
            Ok::<_, StoreError>(())
        })
        .await;
}
