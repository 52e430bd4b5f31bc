//! Indexes that come, change, break and go while they are searched.

use blisko::geocoder::record::Record;
use serde_json::{Value, json};

use super::gazetteer::records;
use crate::support::app::TestApp;
use crate::support::builders::outlet;

async fn labels(app: &TestApp, q: &str) -> Vec<String> {
    let q: String = form_urlencoded::byte_serialize(q.as_bytes()).collect();
    let answer = app.visitor().get(&format!("/api/v1/geocode?q={q}")).await.expect(200).json();
    let candidates = answer["candidates"].as_array().expect("a list").clone();
    candidates.iter().map(|each| each["label"].as_str().unwrap_or_default().to_owned()).collect()
}

fn skoczow() -> Vec<Record> {
    let is_of_skoczow = |record: &Record| matches!(record, Record::Place(place) if place.name == "Skoczów");
    records().into_iter().filter(is_of_skoczow).collect()
}

#[tokio::test]
async fn without_any_file_nothing_is_found_and_nothing_breaks() {
    let app = TestApp::new().await;
    assert_eq!(labels(&app, "Cieszyn").await, Vec::<String>::new());
    assert_eq!(app.visitor().get("/nominatim/status").await.expect(200).json()["status"], 703);
}

#[tokio::test]
async fn a_new_file_takes_the_place_of_the_old_one_while_it_is_searched() {
    let app = TestApp::new().await;
    app.put_addresses("town", skoczow()).await;
    assert!(labels(&app, "Zamkowa 1, Cieszyn").await.is_empty(), "the town is not there yet");
    app.put_addresses("town", records()).await;
    assert!(labels(&app, "Zamkowa 1, Cieszyn").await[0].contains("Zamkowa 1"));
}

#[tokio::test]
async fn a_broken_file_is_refused_with_a_reason_and_the_old_one_stays() {
    let app = TestApp::with_addresses().await;
    app.put_addresses_file("town", b"not an index").await;
    assert!(!labels(&app, "Zamkowa 1, Cieszyn").await.is_empty(), "the old one is still searched");
    let indexes = app.app.geocoding.indexes();
    let entry = &indexes.entries["town"];
    assert!(entry.is_searched && entry.problem.as_deref().is_some_and(|problem| !problem.is_empty()), "{entry:?}");
}

#[tokio::test]
async fn an_outlet_is_found_by_name_and_code_as_soon_as_it_is_written_and_not_when_it_is_gone() {
    let app = TestApp::with_addresses().await;
    let steward = app.steward().await;
    let body = outlet("MT-TST-77").at(18.63, 49.75).named("Salon Pod Lipami").json();
    let created = steward.post("/api/v1/outlets", &body).await.expect(201).json();
    app.app.geocoding.look_now().await;
    for asked in ["Salon Pod Lipami", "salon lipami", "MT-TST-77", "mt-tst-77"] {
        let answer = app.visitor().get(&format!("/api/v1/geocode?q={}", asked.replace(' ', "+"))).await.json();
        let first: &Value = &answer["candidates"][0];
        assert_eq!((&first["source"], &first["level"]), (&json!("outlet"), &json!("poi")), "{asked}: {answer:#}");
    }
    let path = format!("/api/v1/outlets/{}", created["id"].as_str().expect("an id"));
    steward.with_header("if-match", "*").delete(&path).await.expect(204);
    app.app.geocoding.look_now().await;
    assert!(labels(&app, "MT-TST-77").await.is_empty());
}
