//! `/api/v1/outlets/{outlet_id}/replay`

use serde_json::{Value, json};

use crate::support::app::{Client, TestApp};
use crate::support::builders::outlet;

const FRIDAY_EVENING: &str = "2026-11-27T18:30:00%2B01:00";

/// Open until seven from Tuesday noon on, until six from Saturday morning on.
async fn changed_shop(app: &TestApp) -> (Client, String) {
    app.set_clock("2026-11-24T12:00:00+01:00");
    let steward = app.steward().await;
    let shop = outlet("W3").open("Mo-Sa 09:00-19:00").json();
    let created = steward.post("/api/v1/outlets", &shop).await.expect(201).json();
    let path = format!("/api/v1/outlets/{}", created["id"].as_str().unwrap());
    app.set_clock("2026-11-28T08:00:00+01:00");
    let steward = app.steward().await;
    let shorter = outlet("W3").open("Mo-Sa 09:00-18:00").json();
    steward.with_header("if-match", "\"1\"").put(&path, &shorter).await.expect(200);
    (steward, path)
}

async fn replay(client: &Client, path: &str, query: &str) -> Value {
    client.get(&format!("{path}/replay?lang=en&{query}")).await.expect(200).json()
}

#[tokio::test]
async fn what_was_shown_then_is_told_beside_what_todays_record_says_about_that_moment() {
    let app = TestApp::new().await;
    let (steward, path) = changed_shop(&app).await;
    let told = replay(&steward, &path, &format!("at={FRIDAY_EVENING}")).await;
    assert_eq!(told["then"]["sentence"]["en"], "Open until 19:00");
    assert_eq!(told["then"]["since"], "2026-11-24T12:00:00+01:00");
    assert_eq!((&told["then"]["outlet"]["version"], &told["now"]["outlet"]["version"]), (&json!(1), &json!(2)));
    assert_eq!(told["now"]["hours"]["state"], "closed");
    assert_eq!(told["same"], false);
}

#[tokio::test]
async fn a_moment_may_be_asked_about_by_what_was_known_at_another() {
    let app = TestApp::new().await;
    let (steward, path) = changed_shop(&app).await;
    let known_later = replay(&steward, &path, &format!("at={FRIDAY_EVENING}&as_of=2026-11-28T09:00:00%2B01:00")).await;
    assert_eq!(known_later["then"]["hours"]["state"], "closed");
    assert_eq!(known_later["same"], true);
    let too_early = replay(&steward, &path, &format!("at={FRIDAY_EVENING}&as_of=2026-11-20T00:00:00Z")).await;
    assert_eq!(too_early.get("then"), None);
}

#[tokio::test]
async fn an_outlet_that_is_gone_is_still_known_as_of_then() {
    let app = TestApp::new().await;
    let (steward, path) = changed_shop(&app).await;
    steward.with_header("if-match", "\"2\"").delete(&path).await.expect(204);
    let told = replay(&steward, &path, &format!("at={FRIDAY_EVENING}")).await;
    assert_eq!((&told["then"]["hours"]["state"], told.get("now")), (&json!("open"), None));
    let now = replay(&steward, &path, "at=2026-11-30T12:00:00%2B01:00").await;
    assert_eq!((now.get("then"), &now["same"]), (None, &json!(true)));
}

#[tokio::test]
async fn a_place_that_took_no_customers_then_had_no_hours() {
    let app = TestApp::new().await;
    let steward = app.steward().await;
    let shop = outlet("W4").open("24/7").status("temporarily_closed").json();
    let shop = steward.post("/api/v1/outlets", &shop).await.expect(201).json();
    let path = format!("/api/v1/outlets/{}", shop["id"].as_str().unwrap());
    let told = replay(&steward, &path, "at=2027-01-04T12:00:00Z").await;
    assert_eq!((told["then"].get("hours"), &told["then"]["outlet"]["status"]), (None, &json!("temporarily_closed")));
}

#[tokio::test]
async fn moments_nobody_can_read_and_outlets_that_never_were_are_refused() {
    let app = TestApp::new().await;
    let (steward, path) = changed_shop(&app).await;
    let problem = steward.get(&format!("{path}/replay?at=friday")).await.expect(400).json();
    assert_eq!((&problem["errors"][0]["parameter"], &problem["errors"][0]["code"]), (&json!("at"), &json!("format")));
    steward.get(&format!("{path}/replay")).await.expect(400);
    steward.get(&format!("{path}/replay?at={FRIDAY_EVENING}&lang=de")).await.expect(400);
    let nobody = "/api/v1/outlets/0190a7b2-0000-7000-8000-000000000000/replay";
    steward.get(&format!("{nobody}?at={FRIDAY_EVENING}")).await.expect(404);
    app.visitor().get(&format!("{path}/replay?at={FRIDAY_EVENING}")).await.expect(401);
}
