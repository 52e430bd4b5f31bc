//! Customers that are there twice.

use blisko::units::Seconds;
use serde_json::{Value, json};

use super::people::{address_of, person};
use crate::support::app::{Client, TestApp};

async fn note(client: &Client, customer: &Value, subject: &str) {
    let body =
        json!({ "customer_id": customer["id"], "channel": "in_person", "direction": "inbound", "subject": subject });
    client.post("/api/v1/interactions", &body).await.expect(201);
}

async fn subjects(client: &Client, customer: &Value) -> Vec<String> {
    let timeline = client.get(&format!("{}/timeline", address_of(customer))).await.expect(200).json();
    let mut all: Vec<String> =
        timeline["items"].as_array().unwrap().iter().map(|each| each["subject"].as_str().unwrap().to_owned()).collect();
    all.sort();
    all
}

async fn merge(client: &Client, survivor: &Value, duplicate: &Value) -> Value {
    let body = json!({ "duplicate_id": duplicate["id"] });
    client.post(&format!("{}/merge", address_of(survivor)), &body).await.expect(200).json()
}

#[tokio::test]
async fn duplicates_are_found_by_sound_number_and_place_with_the_reasons() {
    let app = TestApp::new().await;
    let steward = app.steward().await;
    let anna = person("Anna Wójcik").phone("601100201").at(21.0265, 52.2440).created_by(&steward).await;
    person("Vujcik Ana").at(21.0266, 52.2440).phone("601 100 201").created_by(&steward).await;
    person("Anna Wójcik").at(18.63, 49.75).created_by(&steward).await;
    let found = steward.get(&format!("{}/duplicates", address_of(&anna))).await.expect(200).json();
    assert_eq!(found["items"].as_array().unwrap().len(), 1, "a common name alone is not enough: {found:#}");
    let codes: Vec<&Value> =
        found["items"][0]["reasons"].as_array().unwrap().iter().map(|each| &each["code"]).collect();
    assert_eq!(codes, ["same_phone", "name_sounds_alike", "same_house"]);
    assert_eq!(found["items"][0]["score"], 1.0);
    let shared = steward.get("/api/v1/duplicates").await.expect(200).json();
    assert_eq!(shared["items"], json!(["+48601100201"]));
}

#[tokio::test]
async fn both_histories_are_kept_and_an_undo_parts_them_again() {
    let app = TestApp::new().await;
    let steward = app.steward().await;
    let anna = person("Anna").phone("601100201").created_by(&steward).await;
    let double = person("Ana").phone("601100201").email("ana@example.com").created_by(&steward).await;
    note(&steward, &anna, "first").await;
    note(&steward, &double, "second").await;
    let merged = merge(&steward, &anna, &double).await;
    assert_eq!(merged["customer"]["contact_points"].as_array().unwrap().len(), 2);
    assert_eq!(subjects(&steward, &anna).await, ["first", "second"]);
    steward.get(&address_of(&double)).await.expect(404);
    let searched = steward.get("/api/v1/customers/search?q=Ana").await.expect(200).text();
    assert!(!searched.contains(double["id"].as_str().unwrap()), "{searched}");
    let found = steward.get("/api/v1/customers?reached_at=ana@example.com").await.expect(200).json();
    assert_eq!((found["items"].as_array().unwrap().len(), &found["items"][0]["id"]), (1, &anna["id"]));
    note(&steward, &anna, "third").await;
    let undo = format!("/api/v1/merges/{}/undo", merged["merge"]["id"].as_str().unwrap());
    steward.post(&undo, &json!({})).await.expect(200);
    assert_eq!(subjects(&steward, &anna).await, ["first", "third"]);
    assert_eq!(subjects(&steward, &double).await, ["second"]);
    let anna = steward.get(&address_of(&anna)).await.expect(200).json();
    assert_eq!(anna["contact_points"].as_array().unwrap().len(), 1);
    steward.post(&undo, &json!({})).await.expect(409);
}

#[tokio::test]
async fn merges_do_not_go_round_in_a_circle_and_are_undone_from_the_top() {
    let app = TestApp::new().await;
    let steward = app.steward().await;
    let mut all = Vec::new();
    for name in ["a", "b", "c"] {
        all.push(person(name).created_by(&steward).await);
    }
    let [a, b, c] = all.as_slice() else { unreachable!() };
    let lower = merge(&steward, b, a).await;
    let upper = merge(&steward, c, b).await;
    for (survivor, duplicate, status) in [(c, c, 400), (c, a, 400), (c, b, 400), (a, c, 404), (b, c, 404)] {
        let body = json!({ "duplicate_id": duplicate["id"] });
        steward.post(&format!("{}/merge", address_of(survivor)), &body).await.expect(status);
    }
    let undo = |merged: &Value| format!("/api/v1/merges/{}/undo", merged["merge"]["id"].as_str().unwrap());
    assert_eq!(steward.post(&undo(&lower), &json!({})).await.expect(409).json()["code"], "merged_since");
    steward.post(&undo(&upper), &json!({})).await.expect(200);
    steward.post(&undo(&lower), &json!({})).await.expect(200);
    steward.get(&address_of(a)).await.expect(200);
}

#[tokio::test]
async fn after_thirty_days_a_merge_stays() {
    let app = TestApp::new().await;
    let steward = app.steward().await;
    let (anna, double) = (person("Anna").created_by(&steward).await, person("Ana").created_by(&steward).await);
    let merged = merge(&steward, &anna, &double).await;
    app.app.clock.advance(Seconds::days(30));
    let steward = app.steward().await;
    let undo = format!("/api/v1/merges/{}/undo", merged["merge"]["id"].as_str().unwrap());
    assert_eq!(steward.post(&undo, &json!({})).await.expect(409).json()["code"], "merge_final");
    assert_eq!(steward.get("/api/v1/merges").await.expect(200).json()["items"].as_array().unwrap().len(), 1);
    app.agent().await.post(&undo, &json!({})).await.expect(403);
}
