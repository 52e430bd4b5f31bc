//! "Something wrong here?", from the form to the steward's list.

use axum::body::Body;
use serde_json::json;

use super::{fixture, shown};
use crate::support::app::{Answer, TestApp};

const FORM: &str = "/pl/outlets/CIE-01/report";

async fn send(app: &TestApp, body: &str) -> Answer {
    let kind = Some("application/x-www-form-urlencoded");
    app.visitor().send("POST", FORM, kind, Body::from(body.to_owned())).await
}

#[tokio::test]
async fn a_report_gets_a_number_and_is_on_the_steward_s_list() {
    let app = fixture().await;
    let sent = send(&app, "field=hours&text=Zamkni%C4%99te+od+17&email=anna%40example.com").await.expect(303);
    assert_eq!(sent.header("location"), "/pl/outlets/CIE-01/report?sent=1");
    let thanks = app.visitor().get(sent.header("location")).await.expect(200).text();
    assert!(shown(&thanks).contains("Dziękujemy! Zgłoszenie ma numer 1."));
    let list = app.steward().await.get("/api/v1/outlet-reports?resolved=false").await.expect(200).json();
    let report = &list["items"][0];
    assert_eq!((&report["field"], &report["text"]), (&json!("hours"), &json!("Zamknięte od 17")));
    assert_eq!((&report["email"], &report["language"]), (&json!("anna@example.com"), &json!("pl")));
}

#[tokio::test]
async fn a_resolved_report_leaves_the_list_and_forgets_the_address() {
    let app = fixture().await;
    send(&app, "field=phone&text=Inny+numer&email=anna%40example.com").await.expect(303);
    let steward = app.steward().await;
    let list = steward.get("/api/v1/outlet-reports").await.expect(200).json();
    let resolve = format!("/api/v1/outlet-reports/{}/resolve", list["items"][0]["id"].as_str().unwrap());
    let done = steward.post(&resolve, &json!({ "resolution": "Poprawiony" })).await.expect(200).json();
    assert_eq!((&done["resolution"], &done["email"]), (&json!("Poprawiony"), &json!("")));
    assert_eq!((&done["outcome"], &done["outlet"]["code"]), (&json!("fixed"), &json!("CIE-01")));
    steward.post(&resolve, &json!({})).await.expect(404);
    let open = steward.get("/api/v1/outlet-reports?resolved=false").await.expect(200).json();
    assert_eq!(open["items"], json!([]));
}

#[tokio::test]
async fn a_report_can_turn_out_to_be_wrong() {
    let app = fixture().await;
    send(&app, "field=hours&text=Zamkni%C4%99te").await.expect(303);
    let steward = app.steward().await;
    let list = steward.get("/api/v1/outlet-reports").await.expect(200).json();
    let resolve = format!("/api/v1/outlet-reports/{}/resolve", list["items"][0]["id"].as_str().unwrap());
    steward.post(&resolve, &json!({ "outcome": "ignored" })).await.expect(400);
    let done = steward.post(&resolve, &json!({ "outcome": "rejected" })).await.expect(200).json();
    assert_eq!(done["outcome"], json!("rejected"));
}

#[tokio::test]
async fn nobody_but_stewards_reads_reports() {
    let app = fixture().await;
    app.visitor().get("/api/v1/outlet-reports").await.expect(401);
    app.agent().await.get("/api/v1/outlet-reports").await.expect(403);
}

#[tokio::test]
async fn what_cannot_be_used_comes_back_with_the_words_that_were_typed() {
    let app = fixture().await;
    for (body, expected) in [
        ("field=hours&text=++", "Napisz, co się nie zgadza."),
        ("text=Moje+s%C5%82owa&email=nie-adres", "Ten adres e-mail nie wygląda na poprawny."),
    ] {
        let html = send(&app, body).await.expect(400).text();
        assert!(shown(&html).contains(expected), "{body}");
    }
    assert!(send(&app, "text=Moje+s%C5%82owa&email=x").await.text().contains("Moje słowa</textarea>"));
    let long = send(&app, &format!("text={}", "a".repeat(1_001))).await.expect(400).text();
    assert!(shown(&long).contains("To więcej niż 1000 znaków."));
}

#[tokio::test]
async fn a_program_that_fills_the_trap_is_thanked_and_ignored() {
    let app = fixture().await;
    send(&app, "text=Buy&website=https://spam.example").await.expect(303);
    let list = app.steward().await.get("/api/v1/outlet-reports").await.expect(200).json();
    assert_eq!(list["items"], json!([]));
}

#[tokio::test]
async fn many_reports_from_one_address_have_to_wait() {
    let app = fixture().await;
    let mut refused = 0;
    for _ in 0..14 {
        refused += usize::from(send(&app, "text=Znowu").await.status == 429);
    }
    assert!(refused > 0, "the tenth and later ones wait");
    app.set_clock("2026-10-28T14:00:00+01:00");
    send(&app, "text=Znowu").await.expect(303);
}

#[tokio::test]
async fn another_site_cannot_send_reports_in_a_visitor_s_name() {
    let app = fixture().await;
    let foreign = app.visitor().with_header("sec-fetch-site", "cross-site");
    let kind = Some("application/x-www-form-urlencoded");
    foreign.send("POST", FORM, kind, Body::from("text=x")).await.expect(403);
}
