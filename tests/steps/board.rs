use fantoccini::actions::{InputSource, MouseActions, PointerAction};
use std::time::Duration;

use crate::support::{Browser, until};

/// The pipeline board of the simulated Lever.
pub struct Board<'a> {
    browser: &'a Browser,
    url: String,
}

/// A candidate's page there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Profile {
    /// Its address.
    pub url: String,
    /// Name.
    pub name: String,
    /// The posting's title; empty without one.
    pub posting: String,
    /// Addresses.
    pub emails: Vec<String>,
    /// Everything visible.
    pub text: String,
    /// Tags.
    pub tags: Vec<String>,
    /// Links.
    pub links: Vec<String>,
    /// Notes.
    pub notes: Vec<String>,
    /// Files, by name.
    pub files: Vec<String>,
    /// Scores of notes, 1-4.
    pub scores: Vec<String>,
}

impl<'a> Board<'a> {
    /// Opens it.
    pub async fn open(browser: &'a Browser, url: &str) -> Board<'a> {
        browser.client().set_window_size(1700, 1000).await.unwrap();
        browser.goto(url).await;
        browser.element("#board .card").await;
        Self { browser, url: url.trim_end_matches('/').to_owned() }
    }

    /// Cards of a stage: names with the addresses of their pages.
    pub async fn cards(&self, stage: &str) -> Vec<(String, String)> {
        self.browser.goto(&self.url).await;
        self.browser.element("#board .card").await;
        let script = "return [...document.querySelectorAll(`[data-stage-name=\"STAGE\"] .card`)]\
            .map(card => [card.dataset.name, card.querySelector('a').href])";
        let cards = self.browser.js(&script.replace("STAGE", stage)).await;
        serde_json::from_value(cards).expect("cards")
    }

    /// How many people of this name there are.
    pub async fn cards_of(&self, name: &str) -> u64 {
        self.browser.goto(&self.url).await;
        self.browser.element("#board .card").await;
        let count = "return [...document.querySelectorAll('.card')] \
            .filter(card => card.dataset.name === arguments[0]).length";
        let found = self.browser.client().execute(count, vec![name.into()]).await;
        found.unwrap_or_else(|error| panic!("the cards of {name}: {error}")).as_u64().unwrap_or(0)
    }

    /// Drags a card into another stage and waits until the board shows it there.
    pub async fn drag(&self, name: &str, stage: &str) {
        self.browser.goto(&self.url).await;
        self.browser.fill("#search", name).await;
        let landed = format!("[data-stage-name=\"{stage}\"] .card[data-name=\"{name}\"]");
        until(&format!("{name} to land in {stage}"), async || {
            let client = self.browser.client();
            if client.find(fantoccini::Locator::Css(&landed)).await.is_ok() {
                return Ok(());
            }
            let card = self.browser.element(&format!(".card[data-name=\"{name}\"]")).await;
            let column = self.browser.element(&format!("[data-stage-name=\"{stage}\"]")).await;
            let moved =
                |element, duration| PointerAction::MoveToElement { element, duration, x: 0.0, y: 0.0 };
            let quick = Some(Duration::from_millis(150));
            let drag = MouseActions::new("mouse".into())
                .then(moved(card, quick))
                .then(PointerAction::Down { button: 0 })
                .then(PointerAction::MoveBy { duration: quick, x: 12.0, y: 12.0 })
                .then(moved(column, quick))
                .then(PointerAction::Up { button: 0 });
            client.perform_actions(drag).await.map_err(|error| error.to_string())?;
            Err("dragged, not there yet".to_owned())
        })
        .await;
    }

    /// Reads a candidate's page.
    pub async fn profile(&self, url: &str) -> Profile {
        self.browser.goto(url).await;
        self.browser.element(".profile").await;
        let texts = async |css: &str| -> Vec<String> {
            let script =
                format!("return [...document.querySelectorAll('{css}')].map(e => e.innerText.trim())");
            serde_json::from_value(self.browser.js(&script).await).expect("texts")
        };
        let scores = self
            .browser
            .js("return [...document.querySelectorAll('.note-score')].map(e => e.dataset.score)")
            .await;
        let links = self
            .browser
            .js("return [...document.querySelectorAll('.link')].map(e => e.href || e.innerText)")
            .await;
        let posting = self
            .browser
            .js("return [...document.querySelectorAll('.facts dt')].find(e => e.textContent === 'Posting')\
                 .nextElementSibling.textContent.trim()")
            .await;
        let posting = posting.as_str().expect("a posting").to_owned();
        Profile {
            url: url.to_owned(),
            name: texts("h1").await.concat(),
            posting: if posting == "None" { String::new() } else { posting },
            emails: texts(".email").await,
            text: self.browser.text().await,
            tags: texts(".tag").await,
            links: serde_json::from_value(links).expect("links"),
            notes: texts(".note").await,
            files: texts(".file a").await,
            scores: serde_json::from_value(scores).expect("scores"),
        }
    }

    /// Looks at a candidate's page until it is as it should be.
    pub async fn profile_when(&self, url: &str, what: &str, good: impl Fn(&Profile) -> bool) -> Profile {
        until(what, async || {
            let profile = self.profile(url).await;
            if good(&profile) { Ok(profile) } else { Err(profile.text) }
        })
        .await
    }
}
