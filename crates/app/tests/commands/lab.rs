use std::future::Future;
use std::path::Path;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use fulcrum_app::api::{AppError, ChangeEvent, ChangeKind, ErrorCode};
use fulcrum_app::{App, Clock, Host, Notice, Options, SystemClock, catalogue};
use fulcrum_sandbox::{CandidateEdit, Config, Fault, FaultKind, OpportunitySnapshot, Sandbox};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tempfile::TempDir;

/// Remembers what it was asked for.
#[derive(Default)]
pub struct Remembers {
    pub opened: Mutex<Vec<String>>,
    pub notices: Mutex<Vec<Notice>>,
    pub changes: Mutex<Vec<ChangeKind>>,
    pub saved: Mutex<Vec<(String, String)>>,
    /// Nothing on this computer opens an address.
    pub no_browser: AtomicBool,
}

impl Host for Remembers {
    fn open_url(&self, url: &str) -> Result<(), String> {
        if self.no_browser.load(Ordering::Relaxed) {
            return Err("No program on this computer could open the address.".into());
        }
        self.opened.lock().unwrap().push(url.to_owned());
        Ok(())
    }

    fn changed(&self, event: &ChangeEvent) {
        self.changes.lock().unwrap().push(event.kind);
    }

    fn notify(&self, notice: &Notice) {
        self.notices.lock().unwrap().push(notice.clone());
    }

    fn save_file(&self, name: &str, contents: &[u8]) -> Result<bool, String> {
        let text = String::from_utf8(contents.to_vec()).map_err(|error| error.to_string())?;
        self.saved.lock().unwrap().push((name.to_owned(), text));
        Ok(true)
    }

    fn open_folder(&self, folder: &Path) -> Result<(), String> {
        self.opened.lock().unwrap().push(folder.display().to_string());
        Ok(())
    }

    fn set_autostart(&self, _: bool) -> Result<(), String> {
        Ok(())
    }
}

/// The application layer on a profile of its own, beside a simulated Lever.
pub struct Lab {
    pub app: Arc<App>,
    pub host: Arc<Remembers>,
    pub lever: Sandbox,
    pub profile: TempDir,
    /// Where the browser comes back to; registered with this Lever.
    pub port: u16,
}

/// A clock that goes wrong.
#[derive(Default)]
pub struct OffClock {
    seconds: AtomicI64,
}

impl OffClock {
    pub fn is_ahead(&self, by: SignedDuration) {
        self.seconds.store(by.as_secs(), Ordering::SeqCst);
    }
}

impl Clock for OffClock {
    fn now(&self) -> Timestamp {
        SystemClock.now() + SignedDuration::from_secs(self.seconds.load(Ordering::SeqCst))
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(async move { SystemClock.sleep(duration).await })
    }
}

pub async fn start(profile: &Path) -> (Arc<App>, Arc<Remembers>) {
    start_with(profile, Arc::new(SystemClock)).await
}

async fn start_with(profile: &Path, clock: Arc<dyn Clock>) -> (Arc<App>, Arc<Remembers>) {
    // Whoever comes second finds it installed.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let host = Arc::new(Remembers::default());
    let options = Options { profile_dir: profile.to_owned(), demo: false, sample_size: 20, clock };
    let app = App::start(options, Arc::clone(&host) as Arc<dyn Host>).await.expect("the app starts");
    (app, host)
}

/// Consents, answers the five questions and hands in, over the interview's own pages.
pub async fn hand_in(link: &str) {
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let post = async |path: String, fields: &[(&str, &str)]| {
        let answer = http.post(format!("{link}{path}")).form(fields).send().await.unwrap();
        assert_eq!(answer.status(), 303, "{path}");
    };
    post("/consent".into(), &[("consent", "yes")]).await;
    for number in 1..=5 {
        post(format!("/q/{number}"), &[("answer", "A good answer."), ("go", "next"), ("base", "0")]).await;
    }
    post("/submit".into(), &[]).await;
}

impl Lab {
    /// The same profile in another run of the app.
    pub async fn restarted(self) -> Self {
        self.app.shutdown().await;
        let (app, host) = start(self.profile.path()).await;
        Self { app, host, ..self }
    }

    /// With whatever keychain this computer has.
    pub async fn with_keychain(clock: Arc<OffClock>) -> Self {
        let profile = tempfile::tempdir().unwrap();
        let (app, host) = start_with(profile.path(), clock).await;
        // Another company than the sample one, whose account would be the same by the same seed.
        let port = fulcrum_testkit::free_port();
        let oauth_redirects = vec![format!("http://localhost:{port}/callback")];
        let lever = Sandbox::start(Config { seed: 11, oauth_redirects, ..Config::default() }).await.unwrap();
        let lab = Self { app, host, lever, profile, port };
        let mut settings = lab.ok("settings", json!({})).await;
        settings["redirectPort"] = json!(port);
        lab.ok("save_settings", settings).await;
        lab
    }

    pub async fn new() -> Self {
        Self::with_clock(Arc::new(OffClock::default())).await
    }

    pub async fn with_clock(clock: Arc<OffClock>) -> Self {
        let lab = Self::with_keychain(clock).await;
        // There is no keychain in these tests; the real one has tests of its own.
        lab.ok("keep_secrets_for_this_run", json!({})).await;
        lab
    }

    /// The request for a sign-in at the simulated Lever, by its own registration.
    pub fn sign_in_request(&self) -> Value {
        let ready = self.lever.ready();
        json!({"environment": "custom", "clientId": ready.client_id, "clientSecret": ready.client_secret,
               "confidential": false,
               "urls": {"apiBase": ready.api_base, "authorize": ready.authorize_url, "token": ready.token_url}})
    }

    /// Another company, with a Lever and a registration of its own.
    pub async fn other_company(&self) -> Sandbox {
        let oauth_redirects = vec![format!("http://localhost:{}/callback", self.port)];
        Sandbox::start(Config { seed: 12, oauth_redirects, ..Config::default() }).await.unwrap()
    }

    /// The request for a sign-in at another company.
    pub fn sign_in_request_of(other: &Sandbox) -> Value {
        let ready = other.ready();
        json!({"environment": "custom", "clientId": ready.client_id, "clientSecret": ready.client_secret,
               "confidential": false,
               "urls": {"apiBase": ready.api_base, "authorize": ready.authorize_url, "token": ready.token_url}})
    }

    /// Signs in at another company in the browser, whose account is looked at for half a second from now
    /// on.
    pub async fn comes_back_to_be_tried(&self, other: &Sandbox) {
        self.ok("connect_oauth", Self::sign_in_request_of(other)).await;
        other.control().inject(Fault::once("/v1/users", FaultKind::Delay { ms: 500 }));
        self.browse(&other.control().consent(&self.opened(), true).unwrap()).await;
        self.until("the account to be looked at", async || {
            if other.control().faults().is_empty() { Ok(()) } else { Err("nobody looks".to_owned()) }
        })
        .await;
    }

    /// Watches for longer than that.
    pub async fn stays(&self, what: &str, so: impl Fn(&Value) -> bool) {
        let end = Instant::now() + Duration::from_millis(1200);
        while Instant::now() < end {
            let status = self.ok("status", json!({})).await;
            assert!(so(&status), "{what}: {status}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// The page that was opened in the browser last.
    pub fn opened(&self) -> String {
        self.host.opened.lock().unwrap().last().unwrap().clone()
    }

    /// What the person's browser shows at this address.
    pub async fn browse(&self, url: &str) -> String {
        reqwest::get(url).await.unwrap().text().await.unwrap()
    }

    /// Begins to sign in, and agrees in the browser.
    pub async fn signs_in(&self) {
        self.begins(self.sign_in_request()).await;
        let back = self.lever.control().consent(&self.opened(), true).unwrap();
        self.browse(&back).await;
        self.connection_is("signed_in").await;
    }

    /// Agrees on the page that was opened last, as a person does in the browser.
    pub async fn allows(&self) {
        let page = self.opened();
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        let html = http.get(&page).send().await.unwrap().text().await.unwrap();
        let ticket = html.split("name=\"ticket\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let form = [("ticket", ticket), ("decision", "allow")];
        let allowed = http.post(page.split('?').next().unwrap()).form(&form).send().await.unwrap();
        let back = allowed.headers()["location"].to_str().unwrap().to_owned();
        http.get(back).send().await.unwrap();
    }

    pub async fn signs_in_to_the_sample(&self) {
        let sample = json!({"environment": "sample", "clientId": null, "clientSecret": null, "confidential": false,
                            "urls": null});
        self.ok("connect_oauth", sample).await;
        self.allows().await;
        self.connection_is("signed_in").await;
    }

    /// Begins to sign in; the port of a try that failed may need a moment to be free.
    pub async fn begins(&self, request: Value) {
        self.until("the sign-in to begin", async || {
            let begun = self.call("connect_oauth", request.clone()).await;
            begun.map(drop).map_err(|error| error.message)
        })
        .await;
    }

    /// Waits until the connection is in this state.
    pub async fn connection_is(&self, state: &str) -> Value {
        self.until(&format!("a connection that is {state}"), async || {
            let status = self.ok("status", json!({})).await;
            let found = status["connection"]["state"] == state;
            if found { Ok(status) } else { Err(status.to_string()) }
        })
        .await
    }

    /// Connected with an API key as Mara, mail set up, nothing held.
    pub async fn connected() -> Self {
        let lab = Self::new().await;
        let ready = lab.lever.ready().clone();
        let request = json!({"environment": "custom", "apiKey": ready.api_key, "apiBase": ready.api_base});
        lab.ok("connect_api_key", request).await;
        lab.set_up().await;
        lab
    }

    /// As Mara, mail set up, nothing held.
    pub async fn set_up(&self) {
        let lab = self;
        let ready = lab.lever.ready().clone();
        let users = lab.ok("lever_users", json!({})).await;
        let mara = users.as_array().unwrap().iter().find(|user| user["name"] == "Mara Lindqvist").unwrap();
        lab.ok("choose_user", json!({"userId": mara["id"], "company": "Northwind Robotics"})).await;
        lab.ok(
            "save_mail",
            json!({"host": ready.smtp_host, "port": ready.smtp_port, "security": "none", "username": null,
                   "password": null, "fromName": "Northwind", "fromAddress": "jobs@northwind.example.com"}),
        )
        .await;
        let mut settings = lab.ok("settings", json!({})).await;
        settings["holdSeconds"] = json!(0);
        lab.ok("save_settings", settings).await;
    }

    /// The trigger stage is on, with an assessment.
    pub async fn switched_on() -> Self {
        let lab = Self::connected().await;
        lab.switch_on().await;
        lab
    }

    pub async fn switch_on(&self) {
        let lab = self;
        let playbook = lab.playbook().await;
        lab.ok("save_playbook", json!({"id": playbook, "assessmentId": "backend-basics"})).await;
        let request =
            json!({"playbookId": playbook, "stageIds": [lab.stage("Phone screen").await], "inviteNow": []});
        lab.ok("switch_on", request).await;
    }

    pub async fn playbook(&self) -> String {
        self.ok("playbooks", json!({})).await[0]["id"].as_str().unwrap().to_owned()
    }

    pub async fn stage(&self, text: &str) -> String {
        let stages = self.ok("stages", json!({})).await;
        let stage = stages.as_array().unwrap().iter().find(|stage| stage["text"] == text).unwrap();
        stage["id"].as_str().unwrap().to_owned()
    }

    /// Runs a command that must work.
    pub async fn ok(&self, name: &str, request: Value) -> Value {
        self.call(name, request).await.unwrap_or_else(|error| panic!("{name}: {error:?}"))
    }

    /// Runs a command that must be refused.
    pub async fn refused(&self, name: &str, request: Value) -> AppError {
        match self.call(name, request).await {
            Ok(answer) => panic!("{name} should be refused, answered {answer}"),
            Err(error) => error,
        }
    }

    pub async fn code(&self, name: &str, request: Value) -> ErrorCode {
        self.refused(name, request).await.code
    }

    pub async fn call(&self, name: &str, request: Value) -> Result<Value, AppError> {
        catalogue::dispatch(&*self.app, name, request).await
    }

    /// Somebody who can be invited, outside of the trigger stage.
    pub fn somebody(&self) -> OpportunitySnapshot {
        let invitable = |person: &OpportunitySnapshot| {
            !person.emails.is_empty()
                && person.archived_at.is_none()
                && person.snoozed_until.is_none()
                && !person.confidential
                && person.contact_allowed != Some(false)
                && person.stage_text != "Phone screen"
        };
        self.lever.control().find("").into_iter().find(invitable).unwrap()
    }

    pub fn enters_the_trigger_stage(&self, person: &OpportunitySnapshot) {
        let control = self.lever.control();
        let stage = control.stages().into_iter().find(|stage| stage.text == "Phone screen").unwrap();
        control.move_to_stage(&person.id, &stage.id, None).unwrap();
    }

    /// Somebody who cannot be written to enters the trigger stage.
    pub fn somebody_without_an_address_enters(&self) {
        let person = self.somebody();
        let without = CandidateEdit { emails: Some(Vec::new()), ..CandidateEdit::default() };
        self.lever.control().edit_candidate(&person.id, without).unwrap();
        self.enters_the_trigger_stage(&person);
    }

    /// Somebody enters the trigger stage and is invited: who, and the screening's row.
    pub async fn invited(&self) -> (OpportunitySnapshot, Value) {
        let person = self.somebody();
        self.enters_the_trigger_stage(&person);
        self.ok("sync_now", json!({})).await;
        let row = self.screening_is("invited").await;
        (person, row)
    }

    /// Waits until the only screening is in this state.
    pub async fn screening_is(&self, state: &str) -> Value {
        self.until(&format!("a screening that is {state}"), async || {
            let page = self.ok("candidates", json!({})).await;
            let never = self.ok("candidates", json!({"filter": "not_sent"})).await;
            let row = if page["rows"][0].is_null() { &never["rows"][0] } else { &page["rows"][0] };
            (row["state"] == state).then(|| row.clone()).ok_or_else(|| page.to_string())
        })
        .await
    }

    /// Looks until it is so.
    pub async fn until<T>(&self, what: &str, look: impl AsyncFn() -> Result<T, String>) -> T {
        let deadline = Instant::now() + Duration::from_secs(20);
        loop {
            match look().await {
                Ok(found) => return found,
                Err(seen) => assert!(Instant::now() < deadline, "waited for {what}; last seen: {seen}"),
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}
