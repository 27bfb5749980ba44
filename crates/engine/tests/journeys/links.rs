//! Candidates of a real account never get a link that only this computer opens.

use fulcrum_core::PlaybookId;
use fulcrum_core::playbook::Playbook;
use fulcrum_engine::EngineError;

use crate::lab::{Desk, Lab, Setup, trigger};

fn real(name: &str, at_this_desk: bool) -> Setup {
    let usual = Setup::named(name);
    Setup {
        api_base: Some("https://api.lever.co/v1".into()),
        playbook: Playbook { at_this_desk, ..usual.playbook.clone() },
        ..usual
    }
}

#[tokio::test]
async fn a_real_account_cannot_be_switched_on_while_links_are_loopback() {
    let lab = Lab::new().await;
    let desk = Desk::open(&lab, real("real", false)).await;
    let playbook = PlaybookId::new("fulcrum-screening");
    let refused = desk.engine.switch_on(&playbook, &trigger(), &[]).await;
    assert!(
        matches!(&refused, Err(EngineError::Blocked(why)) if why.contains("only this computer")),
        "{refused:?}"
    );
    let account = desk.account.clone();
    let on = desk.store.read(move |tx| tx.triggers(&account)).await.unwrap();
    assert!(on.is_empty(), "nothing was switched on");
}

#[tokio::test]
async fn interviews_at_this_desk_may_have_loopback_links() {
    let lab = Lab::new().await;
    let desk = Desk::open(&lab, real("desk", true)).await;
    desk.engine.switch_on(&PlaybookId::new("fulcrum-screening"), &trigger(), &[]).await.unwrap();
}

#[tokio::test]
async fn a_simulated_account_on_this_computer_may_have_loopback_links() {
    let lab = Lab::new().await;
    let desk = Desk::open(&lab, Setup::named("simulated")).await;
    assert_eq!(desk.engine.blocked(&PlaybookId::new("fulcrum-screening")).await.unwrap(), None);
}
