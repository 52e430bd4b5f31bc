//! `/api/v1/outlets`: reading and writing one by one and in pages.

use axum::body::Body;
use serde_json::json;

use crate::support::app::{Client, TestApp};
use crate::support::builders::outlet;

async fn create(client: &Client, body: serde_json::Value) -> (String, serde_json::Value) {
    let view = client.post("/api/v1/outlets", &body).await.expect(201).json();
    (format!("/api/v1/outlets/{}", view["id"].as_str().unwrap()), view)
}

#[tokio::test]
async fn what_is_written_is_read_back_with_its_etag() {
    let app = TestApp::new().await;
    let steward = app.steward().await;
    let (path, created) = create(&steward, outlet("W1").named("Żółta Łódź").open("pn-pt 8-16").json()).await;
    let answer = steward.get(&path).await.expect(200);
    assert_eq!(answer.header("etag"), "\"1\"");
    assert_eq!(answer.json(), created);
}

#[tokio::test]
async fn an_unchanged_outlet_is_not_sent_again() {
    let app = TestApp::new().await;
    let steward = app.steward().await;
    let (path, _) = create(&steward, outlet("W1").json()).await;
    steward.with_header("if-none-match", "\"1\"").get(&path).await.expect(304);
}

#[tokio::test]
async fn the_second_of_two_writers_is_told_that_the_first_was_quicker() {
    let app = TestApp::new().await;
    let steward = app.steward().await;
    let (path, _) = create(&steward, outlet("W1").json()).await;
    let writer = steward.with_header("if-match", "\"1\"");
    writer.put(&path, &outlet("W1").named("First").json()).await.expect(200);
    let problem = writer.put(&path, &outlet("W1").named("Second").json()).await.expect(412).json();
    assert_eq!(problem["code"], "version_conflict");
    assert_eq!(steward.get(&path).await.json()["name"], "First");
}

#[tokio::test]
async fn writing_without_if_match_is_refused() {
    let app = TestApp::new().await;
    let steward = app.steward().await;
    let (path, _) = create(&steward, outlet("W1").json()).await;
    steward.put(&path, &outlet("W1").json()).await.expect(428);
    steward.delete(&path).await.expect(428);
}

#[tokio::test]
async fn a_write_that_changes_nothing_keeps_the_version() {
    let app = TestApp::new().await;
    let steward = app.steward().await;
    let (path, _) = create(&steward, outlet("W1").json()).await;
    let answer = steward.with_header("if-match", "*").put(&path, &outlet("W1").json()).await.expect(200);
    assert_eq!(answer.header("etag"), "\"1\"");
}

#[tokio::test]
async fn a_deleted_outlet_is_gone_and_its_code_free() {
    let app = TestApp::new().await;
    let steward = app.steward().await;
    let (path, _) = create(&steward, outlet("W1").json()).await;
    steward.with_header("if-match", "\"1\"").delete(&path).await.expect(204);
    steward.get(&path).await.expect(404);
    create(&steward, outlet("W1").json()).await;
}

#[tokio::test]
async fn a_code_that_is_taken_is_a_conflict_that_names_it() {
    let app = TestApp::new().await;
    let steward = app.steward().await;
    create(&steward, outlet("W1").json()).await;
    let problem = steward.post("/api/v1/outlets", &outlet("W1").json()).await.expect(409).json();
    assert_eq!(problem["errors"][0]["pointer"], "/code");
    assert!(problem["detail"].as_str().unwrap().contains("W1"));
}

#[tokio::test]
async fn an_unknown_service_is_named() {
    let app = TestApp::new().await;
    let body = outlet("W1").services(&["teleport"]).json();
    let problem = app.steward().await.post("/api/v1/outlets", &body).await.expect(400).json();
    assert_eq!(problem["errors"][0]["pointer"], "/services/0");
    assert_eq!(problem["errors"][0]["code"], "unknown_service");
}

#[tokio::test]
async fn every_mistake_in_a_body_is_told_at_once() {
    let app = TestApp::new().await;
    let body = outlet("W1").at(21.0, 91.0).set("kind", json!("castle")).set("status", json!("open")).json();
    let problem = app.steward().await.post("/api/v1/outlets", &body).await.expect(400).json();
    let pointers: Vec<_> = problem["errors"].as_array().unwrap().iter().map(|error| &error["pointer"]).collect();
    assert_eq!(pointers, ["/kind", "/status", "/lat"]);
}

#[tokio::test]
async fn an_unknown_field_is_named_with_its_place() {
    let app = TestApp::new().await;
    let body = outlet("W1").set("address", json!({ "country": "PL", "town": "Łódź" })).json();
    let problem = app.steward().await.post("/api/v1/outlets", &body).await.expect(400).json();
    assert_eq!(problem["errors"][0]["pointer"], "/address/town");
    assert_eq!(problem["errors"][0]["code"], "unknown_field");
}

#[tokio::test]
async fn the_point_nobody_meant_is_refused() {
    let app = TestApp::new().await;
    let body = outlet("W1").at(0.0, 0.0).json();
    let problem = app.steward().await.post("/api/v1/outlets", &body).await.expect(400).json();
    assert_eq!(problem["errors"][0]["code"], "null_island");
}

#[tokio::test]
async fn swapped_coordinates_are_noticed_by_the_country() {
    let app = TestApp::new().await;
    let body = outlet("W1").at(52.2297, 21.0122).json();
    let problem = app.steward().await.post("/api/v1/outlets", &body).await.expect(400).json();
    assert_eq!(problem["errors"][0]["code"], "looks_swapped");
}

#[tokio::test]
async fn a_repeat_with_the_same_key_gets_the_first_answer() {
    let app = TestApp::new().await;
    let steward = app.steward().await.with_header("idempotency-key", "f9b7");
    let first = steward.post("/api/v1/outlets", &outlet("W1").json()).await.expect(201);
    let again = steward.post("/api/v1/outlets", &outlet("W1").json()).await.expect(201);
    assert_eq!(first.json(), again.json());
    assert_eq!(again.header("etag"), first.header("etag"));
    assert_eq!(again.header("idempotent-replayed"), "true");
}

#[tokio::test]
async fn a_key_that_was_used_for_another_request_is_refused() {
    let app = TestApp::new().await;
    let steward = app.steward().await.with_header("idempotency-key", "f9b7");
    steward.post("/api/v1/outlets", &outlet("W1").json()).await.expect(201);
    steward.post("/api/v1/outlets", &outlet("W2").json()).await.expect(422);
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_repeat() {
    let app = TestApp::new().await;
    let steward = app.steward().await;
    for number in 1..=5 {
        create(&steward, outlet(&format!("W{number}")).json()).await;
    }
    let mut codes = Vec::new();
    let mut path = "/api/v1/outlets?limit=2".to_owned();
    loop {
        let page = steward.get(&path).await.expect(200).json();
        codes.extend(page["items"].as_array().unwrap().iter().map(|item| item["code"].as_str().unwrap().to_owned()));
        let Some(next) = page["next"].as_str() else { break };
        path = format!("/api/v1/outlets?limit=2&after={next}");
    }
    assert_eq!(codes, ["W1", "W2", "W3", "W4", "W5"]);
}

#[tokio::test]
async fn a_search_forgives_case_and_diacritics() {
    let app = TestApp::new().await;
    let steward = app.steward().await;
    create(&steward, outlet("W1").named("Meteor Łódź Bałuty").json()).await;
    create(&steward, outlet("W2").named("Meteor 100%").json()).await;
    let found =
        async |q: &str| steward.get(&format!("/api/v1/outlets?q={q}")).await.expect(200).json()["items"].clone();
    assert_eq!(found("baluty%20LODZ").await[0]["code"], "W1");
    assert_eq!(found("100%25").await.as_array().unwrap().len(), 1, "a percent sign is only itself");
}

#[tokio::test]
async fn a_misspelt_parameter_is_an_error_that_names_it() {
    let app = TestApp::new().await;
    let problem = app.steward().await.get("/api/v1/outlets?lmit=3").await.expect(400).json();
    assert_eq!(problem["errors"][0]["parameter"], "lmit");
}

#[tokio::test]
async fn a_body_that_is_not_json_is_refused_by_its_type() {
    let app = TestApp::new().await;
    let steward = app.steward().await;
    steward.send("POST", "/api/v1/outlets", Some("text/csv"), Body::from("code;name")).await.expect(415);
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused() {
    let app = TestApp::with(crate::support::app::SATURDAY, &[("body_bytes_max", "2048")]).await;
    let body = outlet("W1").named(&"x".repeat(4096)).json();
    let problem = app.steward().await.post("/api/v1/outlets", &body).await.expect(413).json();
    assert!(problem["detail"].as_str().unwrap().contains("body_bytes_max"));
}

#[tokio::test]
async fn the_audit_tells_who_changed_what() {
    let app = TestApp::new().await;
    let steward = app.steward().await;
    let (path, view) = create(&steward, outlet("W1").json()).await;
    steward.with_header("if-match", "\"1\"").put(&path, &outlet("W1").named("New").json()).await.expect(200);
    let id = view["id"].as_str().unwrap();
    let audit = steward.get(&format!("/api/v1/audit?entity=outlet&entity_id={id}")).await.expect(200).json();
    let newest = &audit["items"][0];
    assert_eq!((&newest["action"], &newest["actor_kind"]), (&json!("update"), &json!("user")));
    assert_eq!((&newest["before"]["name"], &newest["after"]["name"]), (&json!("Meteor W1"), &json!("New")));
    assert_eq!(audit["items"][1]["action"], "create");
}
