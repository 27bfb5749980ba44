//! A client, its tokens, and a server that answers one thing.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use fulcrum_core::{AccountId, OpportunityId, UserId};
use fulcrum_lever::{Authorization, Budget, Config, Lever, TokenError, TokenSource};
use serde_json::{Value, json};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

/// Tokens `token-1`, `token-2`, …: a replaced one is not given again.
#[derive(Default)]
pub struct Tokens {
    pub replaced: AtomicUsize,
    pub last: AtomicUsize,
}

impl Tokens {
    /// After so many replacements there is no other token.
    pub fn ending_after(last: usize) -> Arc<Self> {
        Arc::new(Self { last: AtomicUsize::new(last), ..Self::default() })
    }

    fn current(&self) -> Authorization {
        Authorization::Bearer(format!("token-{}", self.replaced.load(Ordering::SeqCst) + 1).into())
    }
}

#[async_trait]
impl TokenSource for Tokens {
    async fn authorization(&self) -> Result<Authorization, TokenError> {
        Ok(self.current())
    }

    async fn replace(&self, _used: &Authorization) -> Result<Authorization, TokenError> {
        if self.replaced.fetch_add(1, Ordering::SeqCst) >= self.last.load(Ordering::SeqCst) {
            return Err(TokenError::SignInAgain);
        }
        Ok(self.current())
    }
}

/// An API key.
pub struct Key;

#[async_trait]
impl TokenSource for Key {
    async fn authorization(&self) -> Result<Authorization, TokenError> {
        Ok(Authorization::Key("secret-key".to_owned().into()))
    }

    async fn replace(&self, _used: &Authorization) -> Result<Authorization, TokenError> {
        Err(TokenError::SignInAgain)
    }
}

pub async fn server() -> MockServer {
    let _ = rustls::crypto::ring::default_provider().install_default();
    MockServer::start().await
}

pub fn client(server: &MockServer, tokens: Arc<dyn TokenSource>) -> Lever {
    at(&format!("{}/v1", server.uri()), tokens)
}

pub fn at(base: &str, tokens: Arc<dyn TokenSource>) -> Lever {
    let config =
        Config { api_base: base.parse().unwrap(), account: AccountId::new("a"), budget: Budget::default() };
    Lever::new(config, tokens).unwrap().performing_as(UserId::new("mara"))
}

pub fn opportunity() -> OpportunityId {
    OpportunityId::new("2087af84-f146-4535-9368-2309e33e049f")
}

/// Answers every request in this way.
pub async fn answering(answer: ResponseTemplate) -> (MockServer, Lever) {
    let server = server().await;
    Mock::given(any()).respond_with(answer).mount(&server).await;
    let lever = client(&server, Tokens::ending_after(0));
    (server, lever)
}

pub fn data(data: Value) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(json!({ "data": data }))
}

/// A request as a snapshot shows it: no secret, nothing that differs from run to run.
pub fn shown(request: &Request) -> Value {
    let text = |name: &str| request.headers.get(name).map(|value| value.to_str().unwrap().to_owned());
    let authorization = text("authorization").unwrap();
    let scheme = authorization.split(' ').next().unwrap().to_owned();
    let query: Vec<String> =
        request.url.query_pairs().map(|(name, value)| format!("{name} = {value}")).collect();
    let body: Value =
        if request.body.is_empty() { Value::Null } else { serde_json::from_slice(&request.body).unwrap() };
    json!({
        "method": request.method.to_string(),
        "path": request.url.path(),
        "query": query,
        "authorization": scheme,
        "content-type": text("content-type"),
        "user-agent": text("user-agent").unwrap().split('/').next().unwrap(),
        "body": body,
    })
}

/// The only request that the server has seen.
pub async fn only_request(server: &MockServer) -> Value {
    let mut seen = server.received_requests().await.unwrap();
    assert_eq!(seen.len(), 1);
    shown(&seen.remove(0))
}
