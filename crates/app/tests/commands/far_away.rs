//! An interview service that is deployed far away, and stops answering: nobody who reads waits for it.

use std::time::{Duration, Instant};

use fulcrum_app::api::ErrorCode;
use fulcrum_interview::{Clock, Config, Service, mint_pairing_token};
use serde_json::json;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

use crate::lab::{Lab, hand_in};

/// Far less than the app waits for an answer of the service.
const SOON: Duration = Duration::from_secs(5);

#[tokio::test]
async fn what_is_known_is_read_while_the_interview_service_does_not_answer() {
    let lab = Lab::connected().await;
    let far = FarAway::start().await;
    lab.ok("pair_interview", json!({"url": far.url, "token": far.token})).await;
    lab.switch_on().await;
    let (_, row) = lab.invited().await;
    let screening = json!({"screeningId": row["id"]});
    let assessments = lab.ok("assessments", json!({})).await;
    let view = lab.ok("candidate", screening.clone()).await;
    hand_in(&view["link"].as_str().unwrap().replace("https://interviews.example.com/", &far.url)).await;
    lab.ok("sync_now", json!({})).await;
    lab.screening_is("submitted").await;
    let answers = lab.ok("answers", screening.clone()).await;
    let question = answers["questions"][0]["question"]["id"].clone();
    assert_ne!(answers["questions"][0]["answer"], "", "{answers}");

    far.falls_silent();
    let begun = Instant::now();
    assert_eq!(lab.ok("assessments", json!({})).await, assessments);
    let playbooks = lab.ok("playbooks", json!({})).await;
    assert_eq!(playbooks[0]["assessment"], "Backend basics", "{playbooks}");
    let candidate = lab.ok("candidate", screening.clone()).await;
    assert_eq!(candidate["row"]["state"], "submitted", "{candidate}");
    let review = json!({"screeningId": row["id"], "score": 3, "scores": [{"questionId": question, "score": 3}],
                        "comment": "Clear.", "overrules": false});
    let reviewed = lab.ok("submit_review", review).await;
    assert_eq!(reviewed["review"]["scores"], json!([{"questionId": question, "score": 3}]), "{reviewed}");
    assert!(begun.elapsed() < SOON, "nobody waited for the service: {:?}", begun.elapsed());

    // What was offered last is known in the next run, too.
    let lab = lab.restarted().await;
    let begun = Instant::now();
    assert_eq!(lab.ok("assessments", json!({})).await, assessments);
    lab.ok("playbooks", json!({})).await;
    assert!(begun.elapsed() < SOON, "nor after a start: {:?}", begun.elapsed());
}

#[tokio::test]
async fn what_a_deployed_service_offers_anew_is_told() {
    let lab = Lab::connected().await;
    let far = FarAway::start().await;
    lab.ok("pair_interview", json!({"url": far.url, "token": far.token})).await;
    let offered = async |lab: &Lab| lab.ok("assessments", json!({})).await.as_array().unwrap().len();
    let before = offered(&lab).await;
    let mut draft = lab.ok("assessments", json!({})).await[0].clone();
    draft["id"] = json!("written-elsewhere");
    draft["revision"] = json!(0);
    draft["name"] = json!("Written elsewhere");
    let elsewhere = Lab::connected().await;
    elsewhere.ok("pair_interview", json!({"url": far.url, "token": far.token})).await;
    elsewhere.ok("save_assessment", draft).await;
    assert_eq!(offered(&elsewhere).await, before + 1, "what was saved here is there at once");
    lab.until("what was written elsewhere", async || {
        let now = offered(&lab).await;
        (now == before + 1).then_some(()).ok_or_else(|| format!("{now} assessments"))
    })
    .await;
}

#[tokio::test]
async fn answers_are_read_once_the_candidate_has_handed_them_in() {
    let lab = Lab::switched_on().await;
    let (_, row) = lab.invited().await;
    assert_eq!(lab.code("answers", json!({"screeningId": row["id"]})).await, ErrorCode::TooLate);
    assert_eq!(lab.code("answers", json!({"screeningId": "nobody"})).await, ErrorCode::NotFound);
}

/// A deployed interview service, reached over a line that can go dead.
struct FarAway {
    url: String,
    token: String,
    dead: CancellationToken,
    _service: Service,
    _folder: tempfile::TempDir,
}

impl FarAway {
    async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let token = mint_pairing_token().unwrap();
        let service = Service::start(Config {
            listen: "127.0.0.1:0".parse().unwrap(),
            public_url: Some("https://interviews.example.com".parse().unwrap()),
            data_dir: folder.path().to_owned(),
            token: token.clone().into(),
            mail: None,
            clock: Clock::system(),
        })
        .await
        .unwrap();
        let there = service.url().trim_start_matches("http://").trim_end_matches('/').to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let dead = CancellationToken::new();
        let line = dead.clone();
        tokio::spawn(async move {
            loop {
                let (mut near, _) = listener.accept().await.unwrap();
                let (there, line) = (there.clone(), line.clone());
                tokio::spawn(async move {
                    let mut far = TcpStream::connect(there).await.unwrap();
                    tokio::select! {
                        biased;
                        // Both ends stay open, and nothing comes through.
                        () = line.cancelled() => std::future::pending().await,
                        _ = copy_bidirectional(&mut near, &mut far) => {}
                    }
                });
            }
        });
        Self { url, token, dead, _service: service, _folder: folder }
    }

    fn falls_silent(&self) {
        self.dead.cancel();
    }
}
