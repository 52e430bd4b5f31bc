//! `/api/v1/queue`: taking, giving back, handing over.

use blisko::domain::permission::Role;
use blisko::service::work_queue::return_overdue;
use blisko::units::Seconds;
use serde_json::{Value, json};

use super::people::person;
use crate::support::app::{Client, TestApp};

async fn call_back(client: &Client, name: &str, tier: &str, due_at: &str) -> Value {
    let customer = person(name).set("value_tier", json!(tier)).created_by(client).await;
    let body = json!({ "customer_id": customer["id"], "due_at": due_at });
    client.post("/api/v1/call-backs", &body).await.expect(201).json()
}

fn path(item: &Value, verb: &str) -> String {
    format!("/api/v1/queue/{}/{verb}", item["id"].as_str().unwrap())
}

const SOON: &str = "2026-11-28T18:40:00+01:00";

#[tokio::test]
async fn what_is_due_first_comes_first_and_then_the_more_valuable_customer() {
    let app = TestApp::new().await;
    let ewa = app.agent().await;
    call_back(&ewa, "late", "platinum", "2026-11-28T19:40:00+01:00").await;
    call_back(&ewa, "plain", "standard", SOON).await;
    call_back(&ewa, "gold", "gold", SOON).await;
    let queue = ewa.get("/api/v1/queue").await.expect(200).json();
    let names: Vec<&str> =
        queue["items"].as_array().unwrap().iter().map(|each| each["customer"]["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["gold", "plain", "late"]);
    assert_eq!(queue["items"][0]["reason"]["pl"], "oddzwonić: termin za 60 min");
    let first = ewa.get("/api/v1/queue?limit=1").await.expect(200).json();
    assert_eq!((first["items"].as_array().unwrap().len(), &first["total"]), (1, &json!(3)));
}

#[tokio::test]
async fn whoever_comes_second_is_told_who_was_first() {
    let app = TestApp::new().await;
    app.add_user("ewa", Role::Agent).await;
    let (ewa, jan) = (app.sign_in("ewa").await, app.agent().await);
    let item = call_back(&ewa, "Anna", "gold", SOON).await;
    ewa.post(&path(&item, "take"), &json!({})).await.expect(200);
    for verb in ["take", "return", "done"] {
        let refused = jan.post(&path(&item, verb), &json!({})).await.expect(409).json();
        assert!(refused["detail"].as_str().unwrap().starts_with("ewa has taken this"), "{verb}: {refused}");
    }
    let seen = jan.get("/api/v1/queue").await.expect(200).json();
    assert_eq!(seen["items"][0]["taken"]["name"], "ewa");
    ewa.post(&path(&item, "return"), &json!({})).await.expect(200);
    jan.post(&path(&item, "take"), &json!({})).await.expect(200);
    jan.post(&path(&item, "done"), &json!({})).await.expect(204);
    ewa.post(&path(&item, "take"), &json!({})).await.expect(404);
}

#[tokio::test]
async fn an_item_is_handed_over_to_a_colleague() {
    let app = TestApp::new().await;
    let jan_id = app.add_user("jan", Role::Agent).await;
    let (ewa, jan) = (app.agent().await, app.sign_in("jan").await);
    let item = call_back(&ewa, "Anna", "gold", SOON).await;
    let to_jan = json!({ "user_id": jan_id.to_string() });
    ewa.post(&path(&item, "hand-over"), &to_jan).await.expect(409);
    ewa.post(&path(&item, "take"), &json!({})).await.expect(200);
    ewa.post(&path(&item, "hand-over"), &json!({ "user_id": "00000000-0000-7000-8000-000000000000" }))
        .await
        .expect(400);
    ewa.post(&path(&item, "hand-over"), &to_jan).await.expect(200);
    ewa.post(&path(&item, "done"), &json!({})).await.expect(409);
    jan.post(&path(&item, "done"), &json!({})).await.expect(204);
}

#[tokio::test]
async fn what_nobody_moves_goes_back_by_itself_and_the_audit_says_so() {
    let app = TestApp::new().await;
    let (ewa, jan, steward) = (app.agent().await, app.agent().await, app.steward().await);
    let item = call_back(&ewa, "Anna", "gold", SOON).await;
    ewa.post(&path(&item, "take"), &json!({})).await.expect(200);
    app.app.clock.advance(Seconds::minutes(14));
    jan.post(&path(&item, "take"), &json!({})).await.expect(409);
    app.app.clock.advance(Seconds::minutes(1));
    assert_eq!(return_overdue(&app.app.store, app.app.clock.now()).await.unwrap(), 1);
    assert_eq!(ewa.get("/api/v1/queue").await.expect(200).json()["items"][0]["taken"], Value::Null);
    jan.post(&path(&item, "take"), &json!({})).await.expect(200);
    let id = item["id"].as_str().unwrap();
    let audit = steward.get(&format!("/api/v1/audit?entity=queue_item&entity_id={id}")).await.expect(200).text();
    assert!(audit.contains("return_by_timer"), "{audit}");
}
