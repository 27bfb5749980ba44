//! What watching Lever costs, against a simulated account on this computer: `cargo xtask bench lever`.
//!
//! Counts of requests are exact. Times say something only beside other times of the same run, so they
//! are printed with what they are compared with.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::disallowed_methods,
    dead_code,
    unused_imports,
    reason = "a benchmark reports by printing, measures real time, and shares a lab with the tests"
)]

#[path = "../tests/journeys/lab/mod.rs"]
mod lab;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use fulcrum_core::{AccountId, StageId};
use fulcrum_credentials::{ApiKey, MemorySecrets};
use fulcrum_lever::{Budget, Confidentiality, Config, Lever, Opportunity, OpportunityFilter, Page};
use fulcrum_sandbox::{RequestFilter, Sandbox};
use lab::{Lab, OTHER, TRIGGER};
use tokio::sync::mpsc;

/// Rows of the largest account.
const LARGE: usize = 100_000;
/// Half of the real service's answers take longer than this.
const LATENCY_MS: f64 = 450.0;
/// The client's own bucket.
const RATE: f64 = 8.0;
const BURST: f64 = 10.0;

#[tokio::main]
async fn main() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    println!("## The simulated account\n");
    let before = memory_kib();
    let began = Instant::now();
    let account = Account::of(LARGE).await;
    println!("| what | |\n|---|---|");
    println!("| {LARGE} opportunities seeded | {:.1} s |", began.elapsed().as_secs_f64());
    if let (Some(before), Some(after)) = (before, memory_kib()) {
        println!(
            "| memory | {:.1} KiB per opportunity |",
            after.saturating_sub(before) as f64 / LARGE as f64
        );
    }
    filters(&account).await;

    println!("\n## Reading\n");
    parsing(&account).await;
    drop(account);

    println!("\n## Requests of one look for arrivals\n");
    println!("| opportunities | idle | 250 arrivals | 1,000 unrelated updates |\n|---|---|---|---|");
    for size in [1_000, 10_000, LARGE] {
        watching(size).await;
    }

    println!("\n## First load of a whole account\n");
    println!(
        "| opportunities | requests | 429 | time | floor of the bucket | ratio |\n|---|---|---|---|---|---|"
    );
    for size in [10_000, LARGE] {
        first_load(size).await;
    }
}

/// An account whose clock is the computer's.
struct Account {
    sandbox: Sandbox,
    lever: Lever,
    stages: Vec<StageId>,
}

impl Account {
    async fn of(opportunities: usize) -> Self {
        let config = fulcrum_sandbox::Config { opportunities, ..fulcrum_sandbox::Config::default() };
        let sandbox = Sandbox::start(config).await.unwrap();
        sandbox.control().update_switches(|switches| switches.api_key_sees_confidential = true);
        let ready = sandbox.ready();
        let config = Config {
            api_base: ready.api_base.parse().unwrap(),
            account: AccountId::new("bench"),
            budget: Budget::default(),
        };
        let key = ApiKey::new("bench", Arc::new(MemorySecrets::default()));
        key.keep(&ready.api_key.clone().into()).await.unwrap();
        let lever = Lever::new(config, Arc::new(key)).unwrap();
        let stages = sandbox.control().stages().into_iter().map(|stage| StageId::new(stage.id)).collect();
        Self { sandbox, lever, stages }
    }
}

/// The slowest answer to a page under each filter: the first page, and one from the middle.
async fn filters(account: &Account) {
    let control = account.sandbox.control();
    control.update_switches(|switches| switches.rate_limit = false);
    let (base, key) = (&account.sandbox.ready().api_base, &account.sandbox.ready().api_key);
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let get = async |query: &str| -> (Duration, Option<String>) {
        let began = Instant::now();
        let url = format!("{base}/opportunities?confidentiality=all&{query}");
        let answer = http.get(url).basic_auth(key, Some("")).send().await.unwrap();
        let bytes = answer.error_for_status().unwrap().bytes().await.unwrap();
        let took = began.elapsed();
        let body: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        (took, body["next"].as_str().map(str::to_owned))
    };
    let posting = control.postings()[0].0.clone();
    let someone = control.in_stage("offer")[0].clone();
    let now = control.now_ms();
    let month = now - 30 * 86_400_000;
    let mut slowest = (Duration::ZERO, String::new());
    for query in [
        String::new(),
        "archived=false".into(),
        "archived=true".into(),
        format!("stage_id={TRIGGER}&archived=false"),
        format!("stage_id={TRIGGER}&stage_id={OTHER}&advanced_at_start={month}"),
        format!("advanced_at_end={month}"),
        format!("created_at_start={month}"),
        format!("updated_at_start={month}"),
        format!("archived_at_start={month}"),
        format!("created_at_end={month}&archived_at_start={month}&tag=Rust"),
        "tag=Rust&tag=relocation".into(),
        "tag=nobody-has-it".into(),
        "origin=agency".into(),
        "origin=university&source=LinkedIn".into(),
        "source=LinkedIn&source=Referral".into(),
        "location=unspecified".into(),
        "location=Lisbon&origin=referred&snoozed=true".into(),
        "snoozed=true".into(),
        "snoozed=false&archived=true".into(),
        "confidentiality=confidential".into(),
        format!("posting_id={posting}"),
        format!("archived_posting_id={posting}"),
        format!("contact_id={}", someone.contact_id),
        "email=nobody@example.com".into(),
    ] {
        let (first, next) = get(&query).await;
        let mut seen = vec![first];
        if let Some(next) = next {
            let (second, _) = get(&format!("{query}&offset={next}")).await;
            seen.push(second);
        }
        let worst = seen.into_iter().max().unwrap();
        if worst > slowest.0 {
            slowest = (worst, query);
        }
    }
    let words = if slowest.1.is_empty() { "no filter" } else { &slowest.1 };
    println!("| slowest page of 24 filters | {:.1} ms ({words}) |", slowest.0.as_secs_f64() * 1000.0);
    control.update_switches(|switches| switches.rate_limit = true);
    control.clear_requests();
}

/// Typed rows beside the same text as plain JSON.
async fn parsing(account: &Account) {
    const ROUNDS: usize = 200;
    let (base, key) = (&account.sandbox.ready().api_base, &account.sandbox.ready().api_key);
    let url = format!("{base}/opportunities?expand=applications&limit=100");
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let text = http.get(url).basic_auth(key, Some("")).send().await.unwrap().text().await.unwrap();
    let rows = Page::<Opportunity>::from_json(&text).unwrap().rows.len();
    let time = |work: &dyn Fn()| {
        let began = Instant::now();
        (0..ROUNDS).for_each(|_| work());
        (rows * ROUNDS) as f64 / began.elapsed().as_secs_f64()
    };
    let typed = time(&|| drop(std::hint::black_box(Page::<Opportunity>::from_json(&text).unwrap())));
    let plain =
        time(&|| drop(std::hint::black_box(serde_json::from_str::<serde_json::Value>(&text).unwrap())));
    println!("| rows a second | typed, row by row | plain JSON | ratio |\n|---|---|---|---|");
    println!("| pages of {} KB | {typed:.0} | {plain:.0} | {:.2} |", text.len() / 1000, typed / plain);
}

async fn watching(size: usize) {
    let lab = Lab::of(size).await;
    let desk = lab.watching().await;
    desk.tick().await;
    let requests = || lab.control.requests(&RequestFilter::default()).len();

    lab.pass(Duration::from_secs(600));
    lab.control.clear_requests();
    desk.tick().await;
    let idle = requests();

    lab.pass(Duration::from_secs(600));
    for row in lab.control.in_stage("lead-new").into_iter().take(500) {
        lab.control.add_tags(&row.id, &["Edited".into()]).unwrap();
        lab.control.move_to_stage(&row.id, OTHER, None).unwrap();
    }
    // Small accounts have fewer than that in one stage.
    for number in 0..500 {
        let id = lab.candidate(&format!("Somebody {number}"), None);
        lab.control.add_tags(&id, &["Edited".into()]).unwrap();
    }
    lab.control.clear_requests();
    desk.tick().await;
    let unrelated = requests();

    lab.pass(Duration::from_secs(600));
    for number in 0..250 {
        lab.arrival(&format!("Arrival {number}"), Some(&format!("arrival{number}@example.com")));
    }
    lab.control.clear_requests();
    assert_eq!(desk.tick().await, 250);
    let arrivals = requests();
    println!("| {size} | {idle} | {arrivals} | {unrelated} |");
}

async fn first_load(size: usize) {
    let account = Account::of(size).await;
    let control = account.sandbox.control();
    control.update_switches(|switches| {
        switches.latency_median_ms = LATENCY_MS;
        switches.latency_sigma = 0.4;
    });
    let (pages, mut arriving) = mpsc::channel::<Page<Opportunity>>(8);
    let filter = OpportunityFilter { confidentiality: Confidentiality::All, ..OpportunityFilter::default() };
    let began = Instant::now();
    let count = async {
        let mut seen: BTreeMap<String, u32> = BTreeMap::new();
        while let Some(page) = arriving.recv().await {
            for row in page.rows {
                *seen.entry(row.id.as_str().to_owned()).or_default() += 1;
            }
        }
        seen
    };
    let (scanned, seen) = tokio::join!(account.lever.scan(&filter, &account.stages, pages), count);
    scanned.unwrap();
    let took = began.elapsed().as_secs_f64();
    assert_eq!(seen.len(), size, "everybody was read");
    assert!(seen.values().all(|times| *times == 1), "nobody twice");
    let requests = control.requests(&RequestFilter::default());
    let refused = requests.iter().filter(|request| request.status == Some(429)).count();
    let floor = (size.div_ceil(100) as f64 - BURST) / RATE;
    println!(
        "| {size} | {} | {:.1} % | {took:.1} s | {floor:.1} s | {:.2} |",
        requests.len(),
        refused as f64 * 100.0 / requests.len() as f64,
        took / floor
    );
    account.sandbox.shutdown().await;
}

/// Resident memory of this process, where the system tells it.
fn memory_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
