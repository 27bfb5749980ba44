//! Whole-account scans against a simulated account.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use fulcrum_core::{AccountId, StageId};
use fulcrum_lever::{
    Authorization, Budget, Confidentiality, Config, Lever, Opportunity, OpportunityFilter, Page, TokenError,
    TokenSource,
};
use fulcrum_sandbox::{Fault, FaultKind, ListOrder, RequestFilter, Sandbox};
use tokio::sync::mpsc;

struct Key(String);

#[async_trait]
impl TokenSource for Key {
    async fn authorization(&self) -> Result<Authorization, TokenError> {
        Ok(Authorization::Key(self.0.clone().into()))
    }

    async fn replace(&self, _used: &Authorization) -> Result<Authorization, TokenError> {
        Err(TokenError::SignInAgain)
    }
}

async fn account(opportunities: usize) -> (Sandbox, Lever, Vec<StageId>) {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let config = fulcrum_sandbox::Config { opportunities, ..fulcrum_sandbox::Config::default() };
    let sandbox = Sandbox::start(config).await.unwrap();
    sandbox.control().update_switches(|switches| switches.api_key_sees_confidential = true);
    let ready = sandbox.ready();
    let config = Config {
        api_base: ready.api_base.parse().unwrap(),
        account: AccountId::new("a"),
        budget: Budget::default(),
    };
    let lever = Lever::new(config, Arc::new(Key(ready.api_key.clone()))).unwrap();
    let stages = sandbox.control().stages().into_iter().map(|stage| StageId::new(stage.id)).collect();
    (sandbox, lever, stages)
}

fn everybody() -> OpportunityFilter {
    OpportunityFilter { confidentiality: Confidentiality::All, ..OpportunityFilter::default() }
}

/// How often each opportunity came.
async fn scanned(lever: &Lever, stages: &[StageId]) -> BTreeMap<String, usize> {
    let (pages, mut arriving) = mpsc::channel::<Page<Opportunity>>(4);
    let filter = everybody();
    let count = async {
        let mut seen = BTreeMap::new();
        while let Some(page) = arriving.recv().await {
            for row in page.rows {
                *seen.entry(row.id.as_str().to_owned()).or_insert(0) += 1;
            }
        }
        seen
    };
    let (scan, seen) = tokio::join!(lever.scan(&filter, stages, pages), count);
    scan.unwrap();
    seen
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_comes_once_and_few_requests_are_spent() {
    let (sandbox, lever, stages) = account(2_000).await;
    let seen = scanned(&lever, &stages).await;
    assert_eq!(seen.len(), 2_000);
    assert!(seen.values().all(|times| *times == 1), "nobody twice");
    let requests = sandbox.control().requests(&RequestFilter::default());
    // Every stage and every division costs at most one page that is not full.
    let (full, parts) = (20, stages.len() + 8);
    assert!(requests.len() <= full + parts, "{} requests", requests.len());
    assert!(requests.iter().all(|request| request.status == Some(200)), "no 429");
    sandbox.shutdown().await;
}

#[tokio::test]
async fn an_invalid_offset_loses_nobody() {
    let (sandbox, lever, stages) = account(900).await;
    let fault =
        Fault { skip: stages.len() as u32 + 1, ..Fault::once("/v1/opportunities", FaultKind::InvalidOffset) };
    sandbox.control().inject(fault);
    let seen = scanned(&lever, &stages).await;
    assert_eq!(seen.len(), 900);
    assert!(sandbox.control().faults().is_empty(), "it was met");
    sandbox.shutdown().await;
}

#[tokio::test]
async fn an_account_that_lists_in_another_order_loses_nobody() {
    for (order, invalid) in
        [(ListOrder::Created, false), (ListOrder::Created, true), (ListOrder::Advanced, true)]
    {
        let (sandbox, lever, stages) = account(900).await;
        sandbox.control().update_switches(|switches| switches.list_order = order);
        if invalid {
            let skip = stages.len() as u32 + 1;
            let fault = Fault { skip, ..Fault::once("/v1/opportunities", FaultKind::InvalidOffset) };
            sandbox.control().inject(fault);
        }
        let seen = scanned(&lever, &stages).await;
        assert_eq!(seen.len(), 900, "{order:?}");
        sandbox.shutdown().await;
    }
}

#[tokio::test]
async fn it_ends_when_nobody_listens_and_fails_when_lever_does() {
    let (sandbox, lever, stages) = account(300).await;
    let (pages, arriving) = mpsc::channel(1);
    drop(arriving);
    lever.scan(&everybody(), &stages, pages).await.unwrap();
    sandbox.control().set_offline(true);
    let (pages, _arriving) = mpsc::channel(64);
    let error = lever.scan(&everybody(), &stages, pages).await.unwrap_err();
    assert!(error.is_passing(), "{error:?}");
    sandbox.shutdown().await;
}
