use fantoccini::Locator;
use serde_json::json;

use super::Album;
use crate::support::{Browser, Desktop, RunningApp, until};

/// The recruiter in front of the app.
pub struct Recruiter<'a> {
    /// The app.
    pub app: &'a RunningApp,
    /// Pictures.
    pub album: &'a Album,
}

/// A Lever at an address of its own.
pub struct ConnectTo<'a> {
    /// API base.
    pub api_base: &'a str,
    /// Authorize page.
    pub authorize: &'a str,
    /// Token endpoint.
    pub token: &'a str,
    /// Client id.
    pub client_id: &'a str,
    /// Client secret.
    pub client_secret: &'a str,
}

fn testid(id: &str) -> String {
    format!("[data-testid=\"{id}\"]")
}

impl Recruiter<'_> {
    /// Presses what carries a test id.
    pub async fn press(&self, id: &str) {
        self.app.click_on(&testid(id)).await;
    }

    /// Presses, among all whose test id begins so, the first with a line that begins with `name`.
    async fn press_named(&self, prefix: &str, name: &str) {
        until(&format!("{name} among {prefix}*"), async || {
            let script = "const named = element => (element.closest('label') ?? element).innerText.split('\\n') \
                    .some(line => line.trim().startsWith(arguments[1])); \
                return [...document.querySelectorAll(`[data-testid^=\"${arguments[0]}\"]`)]\
                    .find(named)?.dataset.testid ?? null";
            let found = self.app.client().execute(script, vec![json!(prefix), json!(name)]).await;
            let id = found.map_err(|error| error.to_string())?;
            let id = id.as_str().ok_or("not there")?.to_owned();
            let element = self.app.client().find(Locator::Css(&testid(&id))).await;
            element.map_err(|error| error.to_string())?.click().await.map_err(|error| error.to_string())
        })
        .await;
    }

    /// Waits for what carries a test id.
    pub async fn sees(&self, id: &str) {
        self.app.element(&testid(id)).await;
    }

    /// Chooses the sample company on the first page.
    pub async fn explore_the_sample_company(&self) {
        self.sees("explore-sample").await;
        self.album.take(self.app, "welcome").await;
        self.press("explore-sample").await;
    }

    /// Connects to a Lever at an address of its own.
    pub async fn connect_to(&self, lever: &ConnectTo<'_>) {
        self.press("connect-lever").await;
        self.press("env-custom").await;
        self.app.fill(&testid("api-base"), lever.api_base).await;
        self.app.fill(&testid("authorize-url"), lever.authorize).await;
        self.app.fill(&testid("token-url"), lever.token).await;
        self.app.fill(&testid("client-id"), lever.client_id).await;
        self.app.fill(&testid("client-secret"), lever.client_secret).await;
        self.press("connect-submit").await;
    }

    /// Allows access on the page that the browser was sent to. Answers with that page's address.
    pub async fn allow(&self, desktop: &Desktop, browser: &Browser) -> String {
        self.sees("connect-waiting").await;
        let url = desktop.next_opened_url().await;
        browser.goto(&url).await;
        browser.element("#allow").await;
        self.album.take(browser, "lever-consent").await;
        browser.click_on("#allow").await;
        browser.shows("which finishes the sign-in").await;
        url
    }

    /// Says who they are in Lever.
    pub async fn is(&self, name: &str) {
        self.sees("user-search").await;
        self.press_named("user-", name).await;
        self.album.take(self.app, "who-are-you").await;
        self.press("user-continue").await;
    }

    /// Says who they are in Lever, and whom they hire for: of a real account Lever does not tell.
    pub async fn is_of(&self, name: &str, company: &str) {
        self.sees("user-search").await;
        self.app.fill(&testid("company"), company).await;
        self.is(name).await;
    }

    /// Chooses an assessment.
    pub async fn chooses_assessment(&self, id: &str) {
        self.press(&format!("assessment-{id}")).await;
        self.album.take(self.app, "assessment").await;
        self.press("assessment-continue").await;
    }

    /// Chooses a trigger stage by its name.
    pub async fn chooses_stage(&self, name: &str) {
        self.press_named("stage-", name).await;
        self.album.take(self.app, "trigger-stage").await;
        self.press("stage-continue").await;
    }

    /// Looks at the preview and switches the trigger on.
    pub async fn switches_on(&self) {
        self.app.element(&format!("{} [data-testid^=\"pick-\"]", testid("preview-list"))).await;
        self.album.take(self.app, "preview").await;
        self.press("switch-on").await;
        self.sees("setup-done").await;
        self.album.take(self.app, "switched-on").await;
        self.press("setup-done").await;
        self.sees("status-connection").await;
    }

    /// Goes to a view.
    pub async fn goes_to(&self, view: &str) {
        self.press(&format!("nav-{view}")).await;
    }

    /// Waits until the candidates' list shows somebody in a state, and answers with the screening's
    /// id.
    pub async fn sees_candidate(&self, name: &str, state: &str) -> String {
        self.goes_to("candidates").await;
        until(&format!("{name} to be {state}"), async || {
            let script = "const rows = [...document.querySelectorAll('[data-testid^=\"candidate-row-\"]')]; \
                const row = rows.find(r => r.dataset.name === arguments[0]); \
                return row ? [row.dataset.state, row.dataset.testid] : [null, rows.map(r => r.innerText).join(' | ')]";
            let found = self.app.client().execute(script, vec![json!(name)]).await;
            let found = found.map_err(|error| error.to_string())?;
            if found[0] == state {
                let id = found[1].as_str().unwrap_or_default();
                return Ok(id.trim_start_matches("candidate-row-").to_owned());
            }
            Err(found.to_string())
        })
        .await
    }

    /// Waits until the window shows this candidate.
    pub async fn is_shown(&self, screening: &str) {
        until("the candidate's page", async || {
            let hash = self.app.js("return location.hash").await;
            let is_there =
                hash.as_str().is_some_and(|hash| hash.starts_with(&format!("#/candidates/{screening}")));
            if is_there { Ok(()) } else { Err(hash.to_string()) }
        })
        .await;
        self.sees("timeline").await;
    }

    /// Opens a candidate from the list.
    pub async fn opens(&self, screening: &str) {
        self.goes_to("candidates").await;
        self.press(&format!("candidate-row-{screening}")).await;
        self.sees("timeline").await;
    }

    /// Reads the answers and scores.
    pub async fn reviews(&self, score: u8, comment: &str) {
        self.press(&format!("score-{score}")).await;
        self.app.fill(&testid("review-comment"), comment).await;
        self.album.take(self.app, "review").await;
        self.press("finish-review").await;
        let kept = format!("{}[data-state=\"reviewed\"]", testid("state-pill"));
        self.app.element(&kept).await;
    }

    /// Sends a screening by hand to somebody found by name.
    pub async fn sends_by_hand(&self, name: &str) {
        self.press("send-open").await;
        self.app.fill(&testid("send-input"), name).await;
        self.press_named("send-hit-", name).await;
        until("the preview", async || {
            let button = self.app.client().find(Locator::Css(&testid("send-submit"))).await;
            let button = button.map_err(|error| error.to_string())?;
            if button.is_enabled().await.map_err(|error| error.to_string())? {
                Ok(())
            } else {
                Err("the button is off".to_owned())
            }
        })
        .await;
        self.album.take(self.app, "send-now").await;
        self.press("send-submit").await;
    }
}

impl Recruiter<'_> {
    /// Connects with an API key to a Lever at an address of its own.
    pub async fn connects_with_key(&self, api_base: &str, key: &str) {
        self.press("connect-lever").await;
        self.press("env-custom").await;
        self.app.click("Use an API key").await;
        self.app.fill(&testid("api-base"), api_base).await;
        self.app.fill(&testid("api-key"), key).await;
        self.press("connect-submit").await;
    }

    /// Tells which mail server to use, when onboarding asks.
    pub async fn sets_mail_up(&self, host: &str, port: u16) {
        self.app.fill(&testid("mail-host"), host).await;
        self.app.fill(&testid("mail-port"), &port.to_string()).await;
        let security = self.app.element(&testid("mail-security")).await;
        security.select_by_value("none").await.unwrap();
        self.app.fill(&testid("mail-from-name"), "Northwind recruiting").await;
        self.app.fill(&testid("mail-from"), "recruiting@northwind.example.com").await;
        self.album.take(self.app, "mail-settings").await;
        self.press("mail-save").await;
        self.sees("mail-tested").await;
        self.press("mail-continue").await;
    }
}

impl Recruiter<'_> {
    /// Adds a playbook that comes with Fulcrum, and stays on its page.
    pub async fn adds_preset(&self, key: &str) {
        self.goes_to("playbooks").await;
        self.press("add-playbook").await;
        self.press(&format!("preset-{key}")).await;
        self.sees("about-preset").await;
    }

    /// Ticks a trigger on a playbook's page.
    pub async fn ticks_stage(&self, name: &str) {
        self.press_named("stage-", name).await;
    }

    /// Chooses what is sent unless something more specific says otherwise.
    pub async fn sends_by_default(&self, assessment: &str) {
        self.selects("playbook-assessment", assessment).await;
    }

    /// Says which assessment a posting has, whatever the stage.
    pub async fn maps_posting(&self, title: &str, assessment: &str) {
        self.press("map-add").await;
        self.app.fill(&testid("map-search-posting"), title).await;
        self.press_named("map-posting-", title).await;
        self.selects("map-assessment", assessment).await;
        self.album.take(self.app, "posting-map").await;
        self.press("map-correct").await;
        self.press("map-confirm").await;
        self.app.element("[data-testid^=\"mapped-\"]").await;
    }

    /// Chooses in a list.
    pub async fn selects(&self, id: &str, value: &str) {
        let list = self.app.element(&testid(id)).await;
        list.select_by_value(value).await.unwrap();
    }

    /// Chooses somebody else to write to Lever as, and answers with the name.
    pub async fn chooses_another_writer(&self) -> String {
        let list = testid("writers-perform-as");
        self.app.element(&format!("{list} option:nth-child(3)")).await;
        let other = format!(
            "const other = document.querySelector('{list} option:nth-child(3)'); \
            return [other.value, other.innerText.trim()]"
        );
        let other = self.app.js(&other).await;
        self.selects("writers-perform-as", other[0].as_str().expect("an id")).await;
        other[1].as_str().expect("a name").to_owned()
    }

    /// Switches a playbook on from its page.
    pub async fn switches_playbook_on(&self, name: &str) {
        self.album.take(self.app, &format!("{}-before", name.to_lowercase().replace(['.', ' '], "-"))).await;
        until("the button to switch it on", async || {
            let button = self.app.client().find(Locator::Css(&testid("switch-on"))).await;
            let button = button.map_err(|error| error.to_string())?;
            if button.is_enabled().await.map_err(|error| error.to_string())? {
                button.click().await.map_err(|error| error.to_string())
            } else {
                Err("it is off".to_owned())
            }
        })
        .await;
        self.sees("switch-off").await;
    }
}
