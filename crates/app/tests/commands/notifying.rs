use serde_json::{Value, json};

use crate::lab::Lab;

/// Consents, answers the five questions and hands in, over the interview's own pages.
async fn answer(link: &str) {
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

async fn completed(lab: &Lab) -> Value {
    let (_, row) = lab.invited().await;
    let view = lab.ok("candidate", json!({"screeningId": row["id"]})).await;
    answer(view["link"].as_str().unwrap()).await;
    lab.ok("sync_now", json!({})).await;
    let row = lab.screening_is("submitted").await;
    lab.until("the word about the notification", async || {
        let view = lab.ok("candidate", json!({"screeningId": row["id"]})).await;
        let told =
            view["timeline"].as_array().unwrap().iter().find(|entry| entry["kind"] == "notified").cloned();
        told.ok_or_else(|| view["timeline"].to_string())
    })
    .await
}

async fn notify_about(lab: &Lab, what: &str, names: bool) {
    let mut settings = lab.ok("settings", json!({})).await;
    settings["notifyAbout"] = json!(what);
    settings["notifyNames"] = json!(names);
    lab.ok("save_settings", settings).await;
}

#[tokio::test]
async fn a_completion_is_notified_once() {
    let lab = Lab::switched_on().await;
    notify_about(&lab, "all", true).await;
    completed(&lab).await;
    let notices = lab.host.notices.lock().unwrap().clone();
    assert_eq!(notices.len(), 1, "{notices:?}");
    assert_eq!(notices[0].title, "Screening completed");
    assert!(notices[0].screening_id.is_some());
}

#[tokio::test]
async fn names_stay_out_of_notifications_if_so_chosen() {
    let lab = Lab::switched_on().await;
    notify_about(&lab, "all", false).await;
    completed(&lab).await;
    let notices = lab.host.notices.lock().unwrap().clone();
    assert!(notices[0].body.starts_with("A candidate finished"), "{notices:?}");
}

#[tokio::test]
async fn silence_has_a_reason_that_is_kept() {
    let lab = Lab::switched_on().await;
    notify_about(&lab, "none", true).await;
    let told = completed(&lab).await;
    assert!(told["text"].as_str().unwrap().contains("switched off"), "{told}");
    assert!(lab.host.notices.lock().unwrap().is_empty());
}
