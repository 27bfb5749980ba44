//! A service in the test's process, a client, and a clock that can be moved.
#![allow(dead_code, clippy::unwrap_used, clippy::panic, clippy::expect_used)]

pub mod sink;

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use fulcrum_interview::{Clock, Config, MailSecurity, MailSettings, Service};
use jiff::Timestamp;
use reqwest::{Client, Response, redirect::Policy};
use serde_json::{Value, json};

pub const TOKEN: &str = "pairing-token-for-tests";
pub const START: &str = "2025-11-03T09:00:00Z";

pub struct World {
    pub service: Service,
    pub client: Client,
    pub folder: Arc<tempfile::TempDir>,
    seconds: Arc<AtomicI64>,
}

impl World {
    pub async fn new() -> World {
        World::with(None).await
    }

    pub async fn mailing(sink: &sink::Sink) -> World {
        World::with(Some(sink.settings())).await
    }

    async fn with(mail: Option<MailSettings>) -> World {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let start: Timestamp = START.parse().unwrap();
        let seconds = Arc::new(AtomicI64::new(start.as_second()));
        World {
            service: start_in(folder.path(), mail, &seconds).await,
            client: Client::builder().redirect(Policy::none()).build().unwrap(),
            folder,
            seconds,
        }
    }

    /// Stops the service and starts it again on the same data.
    pub async fn restarted(self, mail: Option<MailSettings>, between: impl FnOnce(&Path)) -> World {
        self.service.shutdown().await;
        between(&self.folder.path().join("interview.sqlite"));
        World {
            service: start_in(self.folder.path(), mail, &self.seconds).await,
            client: self.client,
            folder: self.folder,
            seconds: self.seconds,
        }
    }

    pub fn pass_hours(&self, hours: i64) {
        self.seconds.fetch_add(hours * 3600, Ordering::SeqCst);
    }

    pub fn api(&self, path: &str) -> String {
        format!("{}/api{path}", self.service.url())
    }

    pub async fn get(&self, path: &str) -> (u16, Value) {
        answer(self.client.get(self.api(path)).bearer_auth(TOKEN)).await
    }

    pub async fn put(&self, path: &str, body: Value) -> (u16, Value) {
        answer(self.client.put(self.api(path)).bearer_auth(TOKEN).json(&body)).await
    }

    pub async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        answer(self.client.post(self.api(path)).bearer_auth(TOKEN).json(&body)).await
    }

    pub async fn delete(&self, path: &str) -> (u16, Value) {
        answer(self.client.delete(self.api(path)).bearer_auth(TOKEN)).await
    }

    pub async fn invite(&self, key: &str, body: Value) -> (u16, Value) {
        let post = self.client.post(self.api("/invitations")).bearer_auth(TOKEN);
        answer(post.header("Idempotency-Key", key).json(&body)).await
    }

    /// Opens a page: status and HTML.
    pub async fn page(&self, url: &str) -> (u16, String) {
        let answer = self.client.get(url).send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    }

    /// Posts a form without following the redirect: status, where to, HTML.
    pub async fn form(&self, url: &str, fields: &[(&str, &str)]) -> (u16, String, String) {
        let answer = self.client.post(url).form(fields).send().await.unwrap();
        let to = location(&answer).unwrap_or_default();
        (answer.status().as_u16(), to, answer.text().await.unwrap())
    }

    /// An invitation of which the candidate has agreed to the processing.
    pub async fn started(&self, key: &str) -> Value {
        let (_, invited) = self.invite(key, request()).await;
        let link = invited["link"].as_str().unwrap();
        let (status, ..) = self.form(&format!("{link}/consent"), &[("consent", "yes")]).await;
        assert_eq!(status, 303);
        invited
    }

    pub async fn state(&self, reference: &Value) -> Value {
        let (status, news) = self.post("/progress", json!({ "refs": [reference] })).await;
        assert_eq!(status, 200);
        news[0].clone()
    }
}

pub fn location(answer: &Response) -> Option<String> {
    let header = answer.headers().get("location")?;
    Some(header.to_str().unwrap().to_owned())
}

pub fn request() -> Value {
    json!({
        "assessment": "backend-basics",
        "installation": "desk-1",
        "claim": { "account": "acc-1" },
        "candidate": { "name": "Aiko Tanaka", "email": "aiko@example.com" },
        "company": "Northwind Robotics",
        "posting": "Backend Engineer",
        "sender": { "name": "Mara Lindqvist" },
        "expiresInDays": 7,
        "mail": null,
    })
}

pub fn mailed() -> Value {
    let mut body = request();
    body["mail"] = json!({
        "subject": "Your interview with Northwind",
        "text": "Hello Aiko,\n\nplease answer a few questions:\n\n{{ link }}\n\nMara",
    });
    body
}

async fn answer(request: reqwest::RequestBuilder) -> (u16, Value) {
    let answer = request.send().await.unwrap();
    let status = answer.status().as_u16();
    let text = answer.text().await.unwrap();
    if text.is_empty() {
        return (status, Value::Null);
    }
    (status, serde_json::from_str(&text).unwrap())
}

async fn start_in(folder: &Path, mail: Option<MailSettings>, seconds: &Arc<AtomicI64>) -> Service {
    let seconds = Arc::clone(seconds);
    Service::start(Config {
        listen: "127.0.0.1:0".parse().unwrap(),
        public_url: None,
        data_dir: folder.to_owned(),
        token: TOKEN.to_owned().into(),
        mail,
        clock: Clock::from_fn(move || Timestamp::from_second(seconds.load(Ordering::SeqCst)).unwrap()),
    })
    .await
    .unwrap()
}

pub fn settings(port: u16) -> MailSettings {
    MailSettings {
        host: "127.0.0.1".into(),
        port,
        security: MailSecurity::None,
        username: None,
        password: None,
        access: None,
        from_name: "Northwind Hiring".into(),
        from_address: "hiring@northwind.example".into(),
    }
}
