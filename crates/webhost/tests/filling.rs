//! Made-up screenings, in a file of their own.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop")]

use fulcrum_core::AccountId;
use fulcrum_core::overview::{Step, Tally};
use fulcrum_store::{AccountRow, ScreeningFilter, SignInKind, Store, StoreError};
use fulcrum_webhost::fill::fill;
use jiff::Timestamp;
use jiff::tz::TimeZone;

fn account(id: &AccountId) -> AccountRow {
    AccountRow {
        id: id.clone(),
        environment: "sample".into(),
        sign_in: SignInKind::ApiKey,
        api_base: "http://127.0.0.1:1/v1".into(),
        authorize_url: None,
        token_url: None,
        client_id: None,
        company: None,
        user: None,
        confidential: false,
        created_at: Timestamp::UNIX_EPOCH,
    }
}

#[tokio::test]
async fn filling_waits_for_an_account_and_adds_only_what_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let now = Timestamp::from_second(1_790_000_000).unwrap();
    assert_eq!(fill(folder.path(), 10, now).await.unwrap(), None);
    let store = Store::open(&folder.path().join("fulcrum.sqlite")).unwrap();
    let id = AccountId::new("northwind");
    let row = account(&id);
    store.write(move |tx| tx.save_account(&row)).await.unwrap();
    assert_eq!(fill(folder.path(), 600, now).await.unwrap(), Some(600));
    assert_eq!(fill(folder.path(), 700, now).await.unwrap(), Some(100));
    let wanted = id.clone();
    let overview = store
        .read(move |tx| {
            let mut tally = Tally::new(None, TimeZone::UTC);
            tx.each_invited(&wanted, None, |row| tally.add(row))?;
            Ok::<_, StoreError>(tally.finish(None, now))
        })
        .await
        .unwrap();
    assert_eq!(overview.funnel.count(Step::Invited), 700);
    assert!(overview.funnel.count(Step::Reviewed) > 400 && overview.to_invitation.count > 600);
    assert!((25..=27).contains(&overview.weeks.len()), "{}", overview.weeks.len());
    assert!(overview.scores.iter().all(|count| *count > 0) && overview.postings.len() > 5);
    // A few good ones wait to be moved on.
    let wanted = id.clone();
    let moves = store.read(move |tx| tx.open_moves(&wanted, 200)).await.unwrap();
    assert!((2..=20).contains(&moves.len()), "{}", moves.len());
    // Nobody asks the provider about them, and nobody is notified.
    let page = store.read(move |tx| tx.screenings(&id, ScreeningFilter::All, None, 200)).await.unwrap();
    assert!(page.rows.iter().all(|row| row.provider_ref.is_none() && row.notified));
}
