//! What a call leaves in the log: its kind, its end and how long it took; nobody's data.

use std::io::Write;
use std::sync::{Arc, Mutex};

use fulcrum_lever::{NewNote, NewOpportunity, OpportunityFilter};
use serde_json::json;
use tracing_subscriber::fmt::format::FmtSpan;
use wiremock::ResponseTemplate;

use crate::lab::{Key, answering, client, data, opportunity, server};

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Log {
    /// Everything of ours, from now on, on this thread.
    fn kept(&self) -> tracing::subscriber::DefaultGuard {
        let log = self.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_env_filter("fulcrum_lever=trace")
            .with_span_events(FmtSpan::FULL)
            .with_ansi(false)
            .with_writer(move || log.clone())
            .finish();
        tracing::subscriber::set_default(subscriber)
    }

    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

#[tokio::test]
async fn a_call_is_a_span_with_its_status_and_duration() {
    let log = Log::default();
    let _kept = log.kept();
    let (_server, lever) = answering(data(json!([]))).await;
    lever.stages().await.unwrap();
    let text = log.text();
    assert!(text.contains("lever{account=a what=\"list stages\"}"), "{text}");
    assert!(text.contains("status=200") && text.contains("duration_ms="), "{text}");
}

#[tokio::test]
async fn nobodys_data_is_in_it() {
    let log = Log::default();
    let _kept = log.kept();
    let broken = json!({ "data": [
        { "id": 5, "name": "Aiko Tanaka", "emails": ["aiko@example.com"], "contact": "c", "stage": "s" },
    ]});
    for answer in [
        ResponseTemplate::new(200).set_body_json(broken),
        ResponseTemplate::new(500).set_body_string("Aiko Tanaka <aiko@example.com>"),
        ResponseTemplate::new(400).set_body_json(json!({ "message": "aiko@example.com is taken" })),
    ] {
        let server = server().await;
        wiremock::Mock::given(wiremock::matchers::any()).respond_with(answer).mount(&server).await;
        let lever = client(&server, Arc::new(Key));
        let filter =
            OpportunityFilter { email: Some("aiko@example.com".into()), ..OpportunityFilter::default() };
        let new = NewOpportunity {
            name: "Aiko Tanaka".into(),
            emails: vec!["aiko@example.com".into()],
            ..NewOpportunity::default()
        };
        // How each ends does not matter here.
        let _ = lever.opportunities(&filter).await;
        let _ = lever.create_opportunity(&new).await;
        let _ = lever.add_note(&opportunity(), None, &NewNote::new("Aiko Tanaka called".into(), None)).await;
        let _ = lever.upload_file(&opportunity(), "Aiko Tanaka.pdf", b"%PDF".to_vec()).await;
    }
    let text = log.text();
    assert!(text.contains("list opportunities") && text.contains("data[0].id"), "{text}");
    for secret in ["Aiko", "Tanaka", "aiko", "example.com", "secret-key", opportunity().as_str()] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
}
