use fulcrum_app::api::ErrorCode;
use serde_json::json;

use crate::lab::Lab;

#[tokio::test]
async fn an_invitation_is_counted_in_this_week_and_for_its_posting() {
    let lab = Lab::switched_on().await;
    let before = lab.ok("overview", json!({})).await;
    assert_eq!((&before["any"], &before["range"]), (&json!(false), &json!("12w")));
    assert_eq!(before["weeks"].as_array().unwrap().len(), 12);
    let (_, row) = lab.invited().await;
    for range in ["4w", "12w", "year", "all"] {
        let view = lab.ok("overview", json!({"range": range})).await;
        assert_eq!(view["any"], json!(true));
        assert_eq!(view["funnel"][0]["step"], "invited");
        assert_eq!((&view["funnel"][0]["count"], &view["funnel"][0]["waiting"]), (&json!(1), &json!(1)));
        let week = view["weeks"].as_array().unwrap().last().unwrap().clone();
        assert_eq!((&week["invited"], &week["isPresent"]), (&json!(1), &json!(true)));
        // Nothing is held in these tests, so it is a matter of seconds.
        assert_eq!(view["toInvitation"]["count"], json!(1));
        assert!(view["toInvitation"]["median"].as_f64().unwrap() < 60_000.0);
        assert_eq!(view["postings"][0]["title"], row["posting"]);
    }
    assert_eq!(lab.code("overview", json!({"range": "yesterday"})).await, ErrorCode::InvalidInput);
}

#[tokio::test]
async fn one_posting_is_looked_at_alone() {
    let lab = Lab::switched_on().await;
    let (_, row) = lab.invited().await;
    let all = lab.ok("overview", json!({})).await;
    let id = all["postings"][0]["id"].clone();
    let mine = lab.ok("overview", json!({"postingId": id})).await;
    assert_eq!(mine["posting"], json!({"id": id, "title": row["posting"]}));
    assert_eq!(mine["funnel"][0]["count"], json!(1));
    let other = lab.ok("overview", json!({"postingId": "<script>"})).await;
    assert_eq!(other["posting"], json!({"id": "<script>", "title": ""}));
    assert_eq!(other["funnel"][0]["count"], json!(0));
    assert_eq!(other["postings"], all["postings"], "postings are compared in either case");
}

#[tokio::test]
async fn the_table_lists_those_whom_the_overview_counts() {
    let lab = Lab::switched_on().await;
    let (_, row) = lab.invited().await;
    for range in ["4w", "12w", "year", "all"] {
        let view = lab.ok("overview", json!({"range": range})).await;
        let page = lab.ok("candidates", json!({"invited": range})).await;
        assert_eq!((&page["total"], &page["rows"][0]["id"]), (&view["funnel"][0]["count"], &row["id"]));
        let posting = &view["postings"][0];
        let request = json!({"invited": range, "postings": [posting["id"]]});
        let page = lab.ok("candidates", request).await;
        assert_eq!(page["total"], posting["invited"]);
        let open = lab.ok("candidates", json!({"invited": range, "filter": "invited"})).await;
        assert_eq!(open["total"], view["funnel"][0]["waiting"]);
    }
    let listed = lab.ok("candidates", json!({"invited": "all"})).await;
    let sent = listed["rows"][0]["invitedAt"].as_f64().unwrap();
    for (from, to, found) in [(sent, sent + 1.0, 1), (sent, sent, 0), (sent + 1.0, sent + 2.0, 0)] {
        let request = json!({"invited": "all", "invitedFrom": from, "invitedTo": to});
        assert_eq!(lab.ok("candidates", request).await["total"], json!(found), "{from} to {to}");
    }
    assert_eq!(lab.code("candidates", json!({"invited": "yesterday"})).await, ErrorCode::InvalidInput);
}

#[tokio::test]
async fn a_table_is_saved_where_the_person_says() {
    let lab = Lab::switched_on().await;
    lab.invited().await;
    for table in ["funnel", "weeks", "to_invitation", "to_completion", "scores", "postings"] {
        let answer = lab.ok("export_overview", json!({"range": "4w", "table": table})).await;
        assert_eq!(answer, json!({"saved": true}));
        let (name, text) = lab.host.saved.lock().unwrap().last().unwrap().clone();
        assert!(name.starts_with("fulcrum-") && name.ends_with(".csv"), "{name}");
        let columns = text.lines().next().unwrap().split(',').count();
        if table == "funnel" {
            // The words of the page's own table.
            let lines: Vec<_> = text.lines().collect();
            let head = "Step,Reached,Share (%),Still open,Ran out,Declined,Called off,Not delivered";
            assert_eq!(
                (lines[0].trim_start_matches('\u{feff}'), lines[1]),
                (head, "Invited,1,100.0,1,0,0,0,0")
            );
        }
        assert!(columns > 2 && text.lines().count() > 1, "{table}: {text}");
        assert!(table == "postings" || text.lines().all(|line| line.split(',').count() == columns), "{text}");
    }
    assert_eq!(lab.code("export_overview", json!({"table": "passwords"})).await, ErrorCode::InvalidInput);
}
