use crate::support::{Browser, until};

/// The simulated company's mailbox: every mail that went out, never deduplicated.
pub struct Mailbox<'a> {
    browser: &'a Browser,
    url: String,
}

impl<'a> Mailbox<'a> {
    /// The mailbox at this address.
    pub fn new(browser: &'a Browser, url: &str) -> Mailbox<'a> {
        Self { browser, url: url.to_owned() }
    }

    /// How many mails went to an address.
    pub async fn count(&self, to: &str) -> usize {
        self.browser.goto(&self.url).await;
        let script = format!(
            "return [...document.querySelectorAll('.mail')].filter(m => m.dataset.to.includes('{to}')).length"
        );
        usize::try_from(self.browser.js(&script).await.as_u64().unwrap_or(0)).unwrap()
    }

    /// Waits for a mail to an address, opens it and answers with the link in its text.
    pub async fn link_to(&self, to: &str) -> String {
        until(&format!("a mail to {to}"), async || {
            if self.count(to).await > 0 { Ok(()) } else { Err(self.browser.text().await) }
        })
        .await;
        let script = format!(
            "const m = [...document.querySelectorAll('.mail')].find(m => m.dataset.to.includes('{to}')); \
             const a = m.matches('a') ? m : m.querySelector('a'); return a.href"
        );
        let page = self.browser.js(&script).await.as_str().expect("the mail's page").to_owned();
        self.browser.goto(&page).await;
        let link = self.browser.element("#text a").await.attr("href").await.unwrap();
        link.expect("the link")
    }
}
