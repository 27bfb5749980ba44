use std::path::Path;
use std::process::Command;

use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value};

use super::{LIMIT, until};

/// A page that is driven through WebDriver: the app's window, or a tab of the browser.
pub struct Page {
    client: Client,
}

impl Page {
    pub(super) async fn connect(url: &str, capabilities: Map<String, Value>) -> Result<Self, String> {
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities);
        // A driver whose program ends at once waits for it for ever.
        let connected = tokio::time::timeout(LIMIT, builder.connect(url)).await;
        let connected = connected.map_err(|_| format!("no session within {} s", LIMIT.as_secs()))?;
        Ok(Self { client: connected.map_err(|error| error.to_string())? })
    }

    /// The WebDriver session, for everything that has no shorter way here.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Opens an address.
    pub async fn goto(&self, url: &str) {
        self.client.goto(url).await.unwrap_or_else(|error| panic!("{url} does not open: {error}"));
    }

    /// The first element that matches, once there is one.
    pub async fn element(&self, css: &str) -> Element {
        until(&format!("an element {css}"), async || {
            self.client.find(Locator::Css(css)).await.map_err(|error| error.to_string())
        })
        .await
    }

    /// Waits until the page's visible text contains `words`.
    pub async fn shows(&self, words: &str) {
        until(&format!("the text \"{words}\" on the page"), async || {
            let text = self.text().await;
            if text.contains(words) { Ok(()) } else { Err(text) }
        })
        .await;
    }

    /// The page's visible text. Asked of the page itself: WebKit's driver leaves out what is cut off
    /// with an ellipsis.
    pub async fn text(&self) -> String {
        let answer = self.client.execute("return document.body?.innerText ?? ''", vec![]).await;
        match answer {
            Ok(text) => text.as_str().unwrap_or_default().to_owned(),
            Err(error) => format!("(no page: {error})"),
        }
    }

    /// Clicks the button, link, tab or option with these words, as soon as it can be clicked.
    pub async fn click(&self, words: &str) {
        let path = clickable(words);
        until(&format!("\"{words}\" to be clickable"), async || {
            let found = self.client.find(Locator::XPath(&path)).await.map_err(|error| error.to_string())?;
            found.click().await.map_err(|error| error.to_string())
        })
        .await;
    }

    /// Clicks the first element that matches, as soon as it can be clicked.
    pub async fn click_on(&self, css: &str) {
        until(&format!("{css} to be clickable"), async || {
            let found = self.client.find(Locator::Css(css)).await.map_err(|error| error.to_string())?;
            found.click().await.map_err(|error| error.to_string())
        })
        .await;
    }

    /// Types into the first field that matches, in place of what it holds, as soon as it can be typed
    /// into.
    pub async fn fill(&self, css: &str, text: &str) {
        let field = until(&format!("{css} to be typed into"), async || {
            let found = self.client.find(Locator::Css(css)).await.map_err(|error| error.to_string())?;
            found.clear().await.map_err(|error| error.to_string())?;
            Ok(found)
        })
        .await;
        field.send_keys(text).await.unwrap();
    }

    /// Runs JavaScript and answers with what it returns.
    pub async fn js(&self, script: &str) -> Value {
        self.client.execute(script, vec![]).await.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// A picture of the page, taken again until something is drawn on it.
    pub async fn picture(&self, file: &Path) {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        self.js(BEAT).await;
        // What the page has just changed is on the screen two frames later.
        let frames =
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))";
        self.client.execute_async(frames, vec![]).await.unwrap_or_else(|error| panic!("no frame: {error}"));
        let mut before = None;
        until("a picture that is not blank and stands still", async || {
            let png = self.client.screenshot().await.map_err(|error| error.to_string())?;
            std::fs::write(file, &png).unwrap();
            let moved = before.replace(png.clone()) != Some(png);
            let colours = Command::new("identify").args(["-format", "%k"]).arg(file).output().unwrap();
            let colours = String::from_utf8_lossy(&colours.stdout).trim().parse::<u32>().unwrap_or(0);
            if colours > 4 && !moved { Ok(()) } else { Err(format!("{colours} colours, moved: {moved}")) }
        })
        .await;
        self.js("window.heart.remove()").await;
    }
}

/// WebKit's driver takes a picture only after the page is drawn the next time, which a page that stands
/// still never is where it is drawn without a graphics card. So a dot beats that nobody sees.
const BEAT: &str = "
    const heart = window.heart = document.createElement('i');
    heart.style.cssText = 'position: fixed; inset: 0 auto auto 0; width: 1px; height: 1px; pointer-events: none';
    heart.inert = true;
    document.body.append(heart);
    let beats = 0;
    const beat = () => {
        if (!heart.isConnected) return;
        heart.style.background = `rgba(0, 0, ${beats = 1 - beats}, 0)`;
        setTimeout(beat, 20);
    };
    beat();
";

/// Whatever a person would press that carries these words.
fn clickable(words: &str) -> String {
    let quoted = format!("concat('{}', '')", words.replace('\'', "', \"'\", '"));
    format!(
        "//*[self::button or self::a or self::summary or self::label or @role='button' or @role='link' \
         or @role='tab' or @role='menuitem' or @role='option' or @role='radio' or @role='switch']\
         [normalize-space(.)={quoted} or @aria-label={quoted} or contains(normalize-space(.), {quoted})]"
    )
}
