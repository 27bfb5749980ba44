use fantoccini::Locator;

use super::Album;
use crate::support::{Browser, until};

/// Opens the link of an invitation, consents, answers every question and hands in. `stop_after`
/// answers it stops and goes away instead.
pub async fn answer_as_candidate(browser: &Browser, link: &str, album: &Album, stop_after: Option<usize>) {
    browser.client().set_window_size(1280, 900).await.unwrap();
    browser.goto(link).await;
    browser.element("#start").await;
    album.take(browser, "candidate-welcome").await;
    browser.click_on("#start").await;
    browser.element("#consent").await;
    album.take(browser, "candidate-consent").await;
    browser.click_on("#consent").await;
    browser.click_on("#agree").await;
    answer(browser, album, stop_after).await;
}

/// Answers whatever is still open and hands in.
pub async fn answer_the_rest(browser: &Browser, album: &Album) {
    answer(browser, album, None).await;
}

async fn answer(browser: &Browser, album: &Album, stop_after: Option<usize>) {
    let mut answered = 0;
    loop {
        let page = until("a question or the last look", async || {
            let client = browser.client();
            if client.find(Locator::Css("#answer")).await.is_ok() {
                return Ok("question");
            }
            if client.find(Locator::Css("#submit")).await.is_ok() {
                return Ok("review");
            }
            Err(browser.text().await)
        })
        .await;
        if page == "review" {
            break;
        }
        if stop_after == Some(answered) {
            return;
        }
        // The title says which question it is, also after a break. Nothing else tells one page from
        // the next: while an answer is saved, the words of a page change by themselves.
        let title = title(browser).await;
        answered += 1;
        let number = title.split("Question ").nth(1).and_then(|rest| rest.split(' ').next()).unwrap_or("?");
        browser
            .fill(
                "#answer",
                &format!(
                    "Answer {number}: I would first ask whom it touches and since when, then look at one case \
                     from start to end before I change anything, and write down what I found for the others."
                ),
            )
            .await;
        if answered == 1 && stop_after.is_some() {
            album.take(browser, "candidate-question").await;
        }
        browser.click_on("#next").await;
        until("the next page", async || {
            let now = self::title(browser).await;
            if now.is_empty() || now == title { Err(format!("still \"{now}\"")) } else { Ok(()) }
        })
        .await;
    }
    album.take(browser, "candidate-last-look").await;
    browser.click_on("#submit").await;
    browser.shows("Thank you").await;
    album.take(browser, "candidate-thanks").await;
}

async fn title(browser: &Browser) -> String {
    browser.client().title().await.unwrap_or_default()
}

/// Opens the link of an invitation and answers, in order, with these: a choice by its words, anything else
/// typed; then hands in.
pub async fn answer_with(browser: &Browser, link: &str, answers: &[&str]) {
    browser.goto(link).await;
    browser.click_on("#start").await;
    browser.click_on("#consent").await;
    browser.click_on("#agree").await;
    for answer in answers {
        browser.element("#next").await;
        let before = title(browser).await;
        if browser.client().find(Locator::Css("input[type=radio]")).await.is_ok() {
            let choose = "for (const label of document.querySelectorAll('label')) \
                if (label.innerText.trim() === arguments[0]) { label.click(); return true } return false";
            let chosen = browser.client().execute(choose, vec![serde_json::json!(answer)]).await;
            assert_eq!(chosen.ok(), Some(serde_json::json!(true)), "{answer} can be chosen");
        } else {
            browser.fill("#answer", answer).await;
        }
        browser.click_on("#next").await;
        until("the next page", async || {
            let now = title(browser).await;
            if now.is_empty() || now == before { Err(format!("still \"{now}\"")) } else { Ok(()) }
        })
        .await;
    }
    browser.click_on("#submit").await;
    browser.shows("Thank you").await;
}
