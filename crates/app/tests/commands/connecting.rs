use fulcrum_app::api::ErrorCode;
use fulcrum_sandbox::RequestFilter;
use serde_json::json;

use crate::lab::{Lab, start};

#[tokio::test]
async fn signed_out_commands_say_so_and_unknown_ones_are_refused() {
    let lab = Lab::new().await;
    for name in ["inbox", "stages", "playbooks", "sync_now"] {
        assert_eq!(lab.code(name, json!({})).await, ErrorCode::SignedOut, "{name}");
    }
    assert_eq!(lab.code("no_such_command", json!({})).await, ErrorCode::InvalidInput);
    assert_eq!(lab.code("pause", json!({"on": "perhaps"})).await, ErrorCode::InvalidInput);
    let status = lab.ok("status", json!({})).await;
    assert_eq!(status["connection"]["state"], "signed_out");
    assert_eq!(status["sync"]["state"], "off");
}

#[tokio::test]
async fn a_wrong_key_connects_nobody() {
    let lab = Lab::new().await;
    let base = lab.lever.ready().api_base.clone();
    let wrong = json!({"environment": "custom", "apiKey": "wrong", "apiBase": base});
    assert_eq!(lab.code("connect_api_key", wrong).await, ErrorCode::InvalidInput);
    let poor = lab.lever.control().add_api_key(&["users:read:admin", "stages:read:admin"], false);
    let poor = lab.call("connect_api_key", json!({"environment": "custom", "apiKey": poor, "apiBase": base}));
    let poor = poor.await.unwrap_err();
    assert_eq!(poor.code, ErrorCode::PermissionMissing);
    for named in
        ["opportunities:write:admin (See who", "postings:read:admin (Show postings by name)", "new one"]
    {
        assert!(poor.message.contains(named), "{named}: {}", poor.message);
    }
    let insecure = json!({"environment": "custom", "apiKey": "x", "apiBase": "http://lever.example.com/v1"});
    assert_eq!(lab.code("connect_api_key", insecure).await, ErrorCode::InvalidInput);
    assert_eq!(lab.ok("status", json!({})).await["connection"]["state"], "signed_out");
}

#[tokio::test]
async fn a_wrong_key_does_not_take_the_place_of_a_good_one() {
    let lab = Lab::connected().await;
    let base = lab.lever.ready().api_base.clone();
    let wrong = json!({"environment": "custom", "apiKey": "wrong", "apiBase": base});
    assert_eq!(lab.code("connect_api_key", wrong).await, ErrorCode::InvalidInput);
    assert_eq!(lab.ok("status", json!({})).await["connection"]["state"], "signed_in");
    lab.ok("stages", json!({})).await;
    lab.ok("sync_now", json!({})).await;
    let person = lab.somebody();
    let link = format!("https://hire.lever.co/candidates/{}", person.id);
    let found = lab.ok("find_people", json!({"text": link})).await;
    assert_eq!(found["people"][0]["opportunityId"], json!(person.id), "the good key still works");
}

#[tokio::test]
async fn connecting_anew_again_and_again_stays_within_levers_rate() {
    let lab = Lab::connected().await;
    let control = lab.lever.control();
    // A little more than one client asks for, and much less than two.
    control.update_switches(|switches| (switches.rate_per_second, switches.rate_burst) = (9.0, 12.0));
    control.clear_requests();
    let ready = lab.lever.ready();
    let request = json!({"environment": "custom", "apiKey": ready.api_key, "apiBase": ready.api_base});
    for _ in 0..4 {
        lab.ok("connect_api_key", request.clone()).await;
        lab.ok("test_connection", json!({})).await;
    }
    let asked = control.requests(&RequestFilter::default());
    assert!(asked.len() > 40, "enough for two buckets to spill over: {}", asked.len());
    let refused = RequestFilter { status: Some(429), ..RequestFilter::default() };
    assert_eq!(control.requests(&refused), []);
}

#[tokio::test]
async fn oauth_opens_the_browser_and_connects_whoever_comes_back() {
    let lab = Lab::new().await;
    let port = lab.port;
    let sample = json!({"environment": "sample", "clientId": null, "clientSecret": null, "confidential": false, "urls": null});
    lab.ok("connect_oauth", sample.clone()).await;
    assert_eq!(lab.ok("status", json!({})).await["connection"]["state"], "waiting_for_browser");
    // A second try while the first waits: the port is ours already, and cancelling frees it.
    lab.ok("cancel_sign_in", json!({})).await;
    assert_eq!(lab.ok("status", json!({})).await["connection"]["state"], "signed_out");
    assert_eq!(lab.code("open_sign_in_page", json!({})).await, ErrorCode::InvalidInput);
    lab.until("the port to be free", async || {
        lab.call("connect_oauth", sample.clone()).await.map(drop).map_err(|error| error.message)
    })
    .await;

    lab.ok("open_sign_in_page", json!({})).await;
    let mut opened = lab.host.opened.lock().unwrap().clone();
    let page = opened.pop().unwrap();
    assert_eq!(opened.last(), Some(&page), "the same page once more");
    let query: Vec<(String, String)> =
        reqwest::Url::parse(&page).unwrap().query_pairs().into_owned().collect();
    let value = |name: &str| query.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    assert_eq!(value("code_challenge_method").as_deref(), Some("S256"));
    assert_eq!(value("prompt").as_deref(), Some("consent"));
    assert!(value("audience").unwrap().ends_with("/v1/"));
    assert!(!value("scope").unwrap().contains("confidential"));
    assert_eq!(value("redirect_uri").unwrap(), format!("http://localhost:{port}/callback"));

    // Somebody else's callback is answered, told, and exchanged for nothing; the right one still counts.
    let foreign = format!("http://127.0.0.1:{port}/callback?code=abc&state=guess");
    assert!(lab.browse(&foreign).await.contains("another sign-in"));
    let status = lab.connection_is("waiting_for_browser").await;
    assert!(status["connection"]["problem"].as_str().unwrap().contains("was ignored"), "{status}");
    lab.allows().await;
    lab.connection_is("signed_in").await;
}

#[tokio::test]
async fn disconnecting_forgets_and_a_restart_stays_signed_out() {
    let lab = Lab::connected().await;
    lab.ok("disconnect", json!({"deleteLocalData": true})).await;
    assert_eq!(lab.ok("status", json!({})).await["connection"]["state"], "signed_out");
    lab.app.shutdown().await;
    let (again, _) = start(lab.profile.path()).await;
    let status = fulcrum_app::catalogue::dispatch(&*again, "status", json!({})).await.unwrap();
    assert_eq!(status["connection"]["accountName"], json!(null));
    assert_eq!(status["setup"]["connected"], json!(false));
    again.shutdown().await;
}

#[tokio::test]
async fn deleting_local_data_leaves_no_name_and_no_address() {
    let lab = Lab::switched_on().await;
    let (person, _) = lab.invited().await;
    lab.ok("disconnect", json!({"deleteLocalData": true})).await;
    lab.app.shutdown().await;
    let address = person.emails[0].as_bytes();
    let mut folders = vec![lab.profile.path().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = std::fs::read(&path).unwrap();
            let found = bytes.windows(address.len()).any(|window| window == address);
            assert!(!found, "the address is still in {}", path.display());
        }
    }
}

#[tokio::test]
async fn the_service_is_not_changed_under_screenings_that_are_under_way() {
    let lab = Lab::switched_on().await;
    let (_, row) = lab.invited().await;
    let other = json!({"url": "https://interviews.example.com", "token": "a-token-of-some-length"});
    assert_eq!(lab.code("pair_interview", other).await, ErrorCode::Conflict);
    lab.ok("cancel_screening", json!({"screeningId": row["id"]})).await;
    lab.ok("pair_interview", json!({"url": null, "token": null})).await;
}

#[tokio::test]
async fn an_interview_service_is_paired_only_with_its_token() {
    let lab = Lab::connected().await;
    let folder = tempfile::tempdir().unwrap();
    let token = fulcrum_interview::mint_pairing_token().unwrap();
    let service = fulcrum_interview::Service::start(fulcrum_interview::Config {
        listen: "127.0.0.1:0".parse().unwrap(),
        public_url: Some("https://interviews.example.com".parse().unwrap()),
        data_dir: folder.path().to_owned(),
        token: token.clone().into(),
        mail: None,
        clock: fulcrum_interview::Clock::system(),
    })
    .await
    .unwrap();
    let wrong = json!({"url": service.url(), "token": "not-the-token-of-it"});
    assert_eq!(lab.code("pair_interview", wrong).await, ErrorCode::InterviewTrouble);
    let open = json!({"url": "http://interviews.example.com", "token": token});
    assert_eq!(lab.code("pair_interview", open).await, ErrorCode::InvalidInput);
    lab.ok("pair_interview", json!({"url": service.url(), "token": token})).await;
    let status = lab.ok("status", json!({})).await;
    assert_eq!(status["interview"]["deployed"], json!(true));
    assert_eq!(status["interview"]["loopback"], json!(false));
    lab.ok("pair_interview", json!({"url": null, "token": null})).await;
    assert_eq!(lab.ok("status", json!({})).await["interview"]["deployed"], json!(false));
}

#[tokio::test]
async fn the_sample_company_signs_in_at_whatever_port_is_chosen_while_it_runs() {
    let lab = Lab::new().await;
    lab.signs_in_to_the_sample().await;
    let free = fulcrum_testkit::free_port();
    let mut settings = lab.ok("settings", json!({})).await;
    settings["redirectPort"] = json!(free);
    lab.ok("save_settings", settings).await;
    lab.ok("disconnect", json!({"deleteLocalData": false})).await;
    lab.signs_in_to_the_sample().await;
    assert!(lab.opened().contains(&free.to_string()), "{}", lab.opened());
}

#[tokio::test]
async fn the_sample_companys_mailbox_gets_no_other_companys_mail() {
    let lab = Lab::new().await;
    lab.signs_in_to_the_sample().await;
    lab.until("the sample company's mail", async || {
        let status = lab.ok("status", json!({})).await;
        if status["interview"]["mailReady"] == true { Ok(()) } else { Err(status.to_string()) }
    })
    .await;
    lab.ok("disconnect", json!({"deleteLocalData": false})).await;
    let ready = lab.lever.ready().clone();
    let own = json!({"environment": "custom", "apiKey": ready.api_key, "apiBase": ready.api_base});
    lab.ok("connect_api_key", own).await;
    let user = lab.ok("lever_users", json!({})).await[0]["id"].clone();
    let nameless = json!({"userId": user, "company": " "});
    assert_eq!(lab.code("choose_user", nameless).await, ErrorCode::InvalidInput, "invitations carry a name");
    lab.ok("choose_user", json!({"userId": user, "company": "Real & Co"})).await;
    lab.until("no mail server", async || {
        let status = lab.ok("status", json!({})).await;
        assert_eq!(status["connection"]["accountName"], "Real & Co");
        if status["interview"]["mailReady"] == false { Ok(()) } else { Err(status.to_string()) }
    })
    .await;
    let person = lab.somebody();
    let preview =
        lab.ok("preview_send", json!({"opportunityId": person.id, "assessmentId": "backend-basics"})).await;
    assert_eq!(preview["mailWillBeSent"], false);
    assert!(preview["mailSubject"].as_str().unwrap().contains("Real & Co"), "{preview}");
}
