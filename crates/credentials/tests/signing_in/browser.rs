//! An account to sign in to, and a browser with a person before it.

#![allow(dead_code, reason = "each test program uses some of it")]

use std::sync::Arc;

use fulcrum_core::time::Clock as _;
use fulcrum_credentials::{
    Endpoints, OauthClient, PendingSignIn, SignInError, TokenSet, begin, redirect_uri,
};
use fulcrum_sandbox::{Config, Control, RequestFilter, Sandbox};
use fulcrum_testkit::{ManualClock, free_port};

pub struct Browser {
    pub sandbox: Sandbox,
    pub control: Control,
    pub clock: Arc<ManualClock>,
    pub http: reqwest::Client,
    pub port: u16,
}

impl Browser {
    pub async fn new() -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let clock = Arc::new(ManualClock::at("2026-11-16T09:00:00Z".parse().unwrap()));
        let far = Arc::clone(&clock);
        let port = free_port();
        let sandbox = Sandbox::start(Config {
            opportunities: 1,
            oauth_redirects: vec![redirect_uri(port)],
            clock: fulcrum_sandbox::Clock::from_fn(Arc::new(move || far.now())),
            ..Config::default()
        })
        .await
        .unwrap();
        let control = sandbox.control();
        let http = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        Self { sandbox, control, clock, http, port }
    }

    pub fn endpoints(&self) -> Endpoints {
        let ready = self.sandbox.ready();
        Endpoints {
            authorize: ready.authorize_url.parse().unwrap(),
            token: ready.token_url.parse().unwrap(),
            audience: ready.audience.clone(),
        }
    }

    pub fn client(&self) -> OauthClient {
        let ready = self.sandbox.ready();
        OauthClient { id: ready.client_id.clone(), secret: ready.client_secret.clone().into() }
    }

    pub async fn begin(&self, confidential: bool) -> Result<PendingSignIn, SignInError> {
        begin(&self.endpoints(), &self.client(), self.port, confidential).await
    }

    /// Opens the consent page and presses a button; gives the address that Lever redirects to.
    pub async fn press(&self, url: &url::Url, decision: &str) -> String {
        let page = self.http.get(url.as_str()).send().await.unwrap();
        assert_eq!(page.status(), 200);
        let html = page.text().await.unwrap();
        let (_, rest) = html.split_once("name=\"ticket\" value=\"").unwrap();
        let ticket = rest.split('"').next().unwrap();
        let authorize = &self.sandbox.ready().authorize_url;
        let form = [("ticket", ticket), ("decision", decision)];
        let answer = self.http.post(authorize).form(&form).send().await.unwrap();
        assert_eq!(answer.status(), 302);
        answer.headers()["location"].to_str().unwrap().to_owned()
    }

    /// What the browser shows at the address it was redirected to.
    pub async fn open(&self, url: &str) -> String {
        self.http.get(url).send().await.unwrap().text().await.unwrap()
    }

    /// The whole way.
    pub async fn sign_in(&self) -> TokenSet {
        let pending = self.begin(false).await.unwrap();
        let back = self.press(pending.url(), "allow").await;
        let (tokens, page) = tokio::join!(pending.finish(|| self.clock.now(), || {}), self.open(&back));
        assert!(page.contains("which finishes the sign-in"), "{page}");
        tokens.unwrap()
    }

    /// Waits until nobody has this fault before them any more: whoever met it is under way.
    pub async fn fault_is_met(&self) {
        let met = async {
            while !self.control.faults().is_empty() {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(10), met).await.expect("the server was asked");
    }

    /// How often the token endpoint was asked.
    pub fn exchanges(&self) -> usize {
        let filter = RequestFilter { path: Some("/oauth/token".into()), ..RequestFilter::default() };
        self.control.requests(&filter).len()
    }

    /// The status of a call to the API with this access token.
    pub async fn call(&self, token: &str) -> u16 {
        let url = format!("{}/stages", self.sandbox.ready().api_base);
        self.http.get(url).bearer_auth(token).send().await.unwrap().status().as_u16()
    }
}
