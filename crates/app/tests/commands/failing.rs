//! Every code that a front end has words for is reached by something that a person does.

use std::path::Path;
use std::sync::Arc;

use fulcrum_app::api::{AppError, ErrorCode};
use fulcrum_app::{App, Host, Options, SystemClock};
use fulcrum_sandbox::{Fault, FaultKind};
use serde_json::json;

use crate::lab::{Lab, Remembers};

/// The codes that the page has words for, as its types list them.
fn codes() -> Vec<ErrorCode> {
    let module = fulcrum_app::typescript_module();
    let list = module.split("export type ErrorCode = ").nth(1).and_then(|rest| rest.split(';').next());
    let codes = list.expect("the codes").split(" | ").map(|code| serde_json::from_str(code).expect(code));
    codes.collect()
}

#[tokio::test]
async fn every_code_is_reached_and_says_what_happened() {
    for code in codes() {
        let error = match reached(code).await {
            Ok(error) => error,
            Err(HeldIn { file, test }) => {
                let text = std::fs::read_to_string(Path::new("../..").join(file)).expect(file);
                assert!(text.contains(&format!("fn {test}()")), "{code:?}: {file}::{test}");
                continue;
            }
        };
        assert_eq!(error.code, code, "{error:?}");
        assert!(error.message.ends_with(['.', '?', '!']), "a sentence: {}", error.message);
        assert!(!error.message.contains("Error") && !error.message.contains("::"), "{}", error.message);
    }
}

/// The test that holds a code which cannot be reached here.
struct HeldIn {
    file: &'static str,
    test: &'static str,
}

/// Keychains need a real one.
const fn by_keychain(test: &'static str) -> HeldIn {
    HeldIn { file: "crates/app/tests/keychain/main.rs", test }
}

/// What a person does to see it, or which test holds it.
async fn reached(code: ErrorCode) -> Result<AppError, HeldIn> {
    Ok(match code {
        ErrorCode::InvalidInput => Lab::new().await.refused("pause", json!({"on": "perhaps"})).await,
        ErrorCode::NotFound => {
            Lab::connected().await.refused("candidate", json!({"screeningId": "gone"})).await
        }
        ErrorCode::SignedOut => Lab::new().await.refused("inbox", json!({})).await,
        ErrorCode::SignInAgain => {
            let lab = Lab::new().await;
            lab.signs_in().await;
            lab.lever.control().revoke_all_tokens();
            lab.refused("test_connection", json!({})).await
        }
        ErrorCode::PortTaken => {
            let lab = Lab::new().await;
            let _taken = std::net::TcpListener::bind(("127.0.0.1", lab.port)).unwrap();
            lab.refused("connect_oauth", lab.sign_in_request()).await
        }
        ErrorCode::KeychainLocked => return Err(by_keychain("inside_before")),
        ErrorCode::KeychainMissing => return Err(by_keychain("inside_without")),
        ErrorCode::KeychainFailing => return Err(by_keychain("inside_failing")),
        // The simulated account may have links that only this computer opens.
        ErrorCode::LoopbackLinks => {
            return Err(HeldIn {
                file: "crates/engine/tests/journeys/links.rs",
                test: "a_real_account_cannot_be_switched_on_while_links_are_loopback",
            });
        }
        ErrorCode::SignInFailed | ErrorCode::NewerDatabase => {
            unreachable!("no page has words for {code:?}")
        }
        ErrorCode::Offline => {
            let lab = Lab::connected().await;
            lab.lever.control().set_offline(true);
            lab.refused("test_connection", json!({})).await
        }
        ErrorCode::PermissionMissing => {
            let lab = Lab::new().await;
            let poor = lab.lever.control().add_api_key(&["users:read:admin"], false);
            let base = lab.lever.ready().api_base.clone();
            lab.refused("connect_api_key", json!({"environment": "custom", "apiKey": poor, "apiBase": base}))
                .await
        }
        ErrorCode::LeverTrouble => {
            let lab = Lab::connected().await;
            let down = Fault::once("/v1/", FaultKind::Maintenance).times(1000);
            lab.lever.control().inject(down);
            lab.refused("test_connection", json!({})).await
        }
        ErrorCode::InterviewTrouble => {
            let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
            let pairing = json!({"url": format!("http://{nobody}"), "token": "a-token-of-some-length"});
            Lab::new().await.refused("pair_interview", pairing).await
        }
        ErrorCode::NotEligible => {
            let lab = Lab::switched_on().await;
            let (person, _) = lab.invited().await;
            let again = json!({"opportunityId": person.id, "assessmentId": "backend-basics"});
            lab.refused("send_now", again).await
        }
        ErrorCode::MailTrouble => {
            Lab::new().await.refused("test_mail", json!({"to": "me@example.com"})).await
        }
        ErrorCode::TooLate => {
            let lab = Lab::switched_on().await;
            let (_, row) = lab.invited().await;
            lab.refused("undo", json!({"screeningId": row["id"]})).await
        }
        ErrorCode::TooEarly => {
            let lab = Lab::switched_on().await;
            let (_, row) = lab.invited().await;
            lab.refused("send_again", json!({"screeningId": row["id"], "anyway": false})).await
        }
        ErrorCode::Conflict => {
            let lab = Lab::switched_on().await;
            lab.invited().await;
            let other = json!({"url": "https://interviews.example.com", "token": "a-token-of-some-length"});
            lab.refused("pair_interview", other).await
        }
        ErrorCode::Internal => {
            let profile = tempfile::tempdir().unwrap();
            std::fs::write(
                profile.path().join("fulcrum.sqlite"),
                "no database at all, and long enough".repeat(99),
            )
            .unwrap();
            does_not_start(profile.path()).await
        }
    })
}

async fn does_not_start(profile: &Path) -> AppError {
    let options = Options {
        profile_dir: profile.to_owned(),
        demo: false,
        sample_size: 20,
        clock: Arc::new(SystemClock),
    };
    let host = Arc::new(Remembers::default()) as Arc<dyn Host>;
    App::start(options, host).await.err().expect("it does not start")
}
