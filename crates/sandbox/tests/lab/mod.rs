//! A sandbox with a client, for the tests.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test stops at the first surprise; not every test file uses everything"
)]

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use fulcrum_sandbox::{Clock, Config, Control, Ready, Sandbox};
use jiff::Timestamp;
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode};
use serde_json::Value;

/// When every test begins.
pub const START: i64 = 1_790_000_000_000;

pub struct Lab {
    pub sandbox: Sandbox,
    pub http: Client,
    pub control: Control,
    pub time: Arc<AtomicI64>,
}

impl Lab {
    pub async fn new(opportunities: usize) -> Self {
        Self::with(Config { opportunities, ..Config::default() }).await
    }

    /// The clock stands at [`START`] until it is moved.
    pub async fn with(mut config: Config) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let time = Arc::new(AtomicI64::new(START));
        let shared = Arc::clone(&time);
        config.clock = Clock::from_fn(Arc::new(move || {
            Timestamp::from_millisecond(shared.load(Ordering::SeqCst)).unwrap()
        }));
        let sandbox = Sandbox::start(config).await.unwrap();
        let control = sandbox.control();
        control.update_switches(|switches| switches.rate_limit = false);
        let http = Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        Self { sandbox, http, control, time }
    }

    pub fn ready(&self) -> &Ready {
        self.sandbox.ready()
    }

    pub fn pass(&self, ms: i64) {
        self.time.fetch_add(ms, Ordering::SeqCst);
    }

    /// A request to the API with the API key.
    pub fn call(&self, method: Method, path: &str) -> RequestBuilder {
        self.http
            .request(method, format!("{}{path}", self.ready().api_base))
            .basic_auth(&self.ready().api_key, Some(""))
    }

    pub async fn get(&self, path: &str) -> Value {
        ok(self.call(Method::GET, path).send().await.unwrap()).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Value {
        ok(self.call(Method::POST, path).json(body).send().await.unwrap()).await
    }

    pub async fn put(&self, path: &str, body: &Value) -> Value {
        ok(self.call(Method::PUT, path).json(body).send().await.unwrap()).await
    }

    /// The status and the message of a refused request.
    pub async fn refused(&self, request: RequestBuilder) -> (StatusCode, String) {
        let answer = request.send().await.unwrap();
        let status = answer.status();
        let body: Value = answer.json().await.unwrap();
        (status, body["message"].as_str().unwrap().to_owned())
    }

    pub async fn html(&self, path: &str) -> String {
        let answer = self.http.get(format!("{}{path}", self.ready().url)).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        answer.text().await.unwrap()
    }

    /// Every row of a list, page by page, with how many pages there were.
    pub async fn all(&self, query: &str, limit: usize) -> (Vec<Value>, usize) {
        let mut rows = Vec::new();
        let mut pages = 0;
        let mut offset: Option<String> = None;
        loop {
            let mut request = self.call(Method::GET, &format!("/opportunities?{query}&limit={limit}"));
            if let Some(offset) = &offset {
                request = request.query(&[("offset", offset)]);
            }
            let page = ok(request.send().await.unwrap()).await;
            pages += 1;
            rows.extend(page["data"].as_array().unwrap().iter().cloned());
            match page.get("next") {
                Some(next) => {
                    assert_eq!(page["hasNext"], true);
                    offset = Some(next.as_str().unwrap().to_owned());
                }
                None => {
                    assert_eq!(page["hasNext"], false);
                    return (rows, pages);
                }
            }
        }
    }

    /// The Super Admin's id.
    pub fn admin(&self) -> String {
        self.control.users()[0].id.clone()
    }

    /// Id of a stage by its text.
    pub fn stage(&self, text: &str) -> String {
        let stages = self.control.stages();
        stages.iter().find(|s| s.text == text).unwrap().id.clone()
    }
}

pub async fn ok(answer: Response) -> Value {
    let status = answer.status();
    let text = answer.text().await.unwrap();
    assert!(status.is_success(), "{status}: {text}");
    serde_json::from_str(&text).unwrap_or(Value::Null)
}

/// The ids of rows.
pub fn ids(rows: &[Value]) -> Vec<String> {
    rows.iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}
