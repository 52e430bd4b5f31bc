//! `/api/v1/interactions` and the timeline.

use blisko::domain::ids::{CustomerId, InteractionId};
use blisko::domain::interaction::{Channel, Direction, Interaction, InteractionDraft};
use blisko::store::Author;
use blisko::units::Timestamp;
use serde_json::{Value, json};

use super::people::{address_of, person};
use crate::support::app::TestApp;

/// Four fields.
fn letter(customer: &Value, text: &str) -> Value {
    json!({ "customer_id": customer["id"], "channel": "letter", "direction": "inbound", "body": text })
}

#[tokio::test]
async fn four_fields_are_enough() {
    let app = TestApp::new().await;
    let agent = app.agent().await;
    let anna = person("Anna Nowak").created_by(&agent).await;
    let written = agent.post("/api/v1/interactions", &letter(&anna, "Proszę o zwrot.")).await.expect(201).json();
    assert_eq!(written["at"], "2026-11-28T16:40:00Z");
    assert!(written["agent_id"].is_string(), "whoever writes it down is the agent");
    let timeline = agent.get(&format!("{}/timeline", address_of(&anna))).await.expect(200).json();
    assert_eq!(timeline["items"][0]["body"], "Proszę o zwrot.");
}

#[tokio::test]
async fn ten_thousand_items_are_read_without_a_gap() {
    let app = TestApp::new().await;
    let agent = app.agent().await;
    let anna = person("Anna Nowak").created_by(&agent).await;
    let customer: CustomerId = anna["id"].as_str().unwrap().parse().unwrap();
    let now = app.app.clock.now();
    let line = |index: i64| {
        let channel = if index % 10 == 0 { Channel::Fax } else { Channel::Email };
        // Several at the same moment: the id decides.
        let draft = InteractionDraft::new(channel, Direction::Outbound, Timestamp(now.0 - index / 3 * 1_000));
        let draft = InteractionDraft { customer: Some(customer), subject: index.to_string(), ..draft };
        Interaction { id: InteractionId::generate(), version: 1, created_at: now, updated_at: now, draft }
    };
    let mut tx = app.app.store.begin(Author::system(now)).await.unwrap();
    tx.insert_interactions(&(0..10_000).map(line).collect::<Vec<_>>()).await.unwrap();
    tx.commit().await.unwrap();
    for (filter, expected) in [("", 10_000), ("&channel=fax", 1_000), ("&channel=fax,letter", 1_000)] {
        let mut seen = std::collections::HashSet::new();
        let (mut after, mut last) = (String::new(), String::from("9999"));
        loop {
            let path = format!("{}/timeline?limit=500{filter}{after}", address_of(&anna));
            let page = agent.get(&path).await.expect(200).json();
            for item in page["items"].as_array().unwrap() {
                let at = item["at"].as_str().unwrap().to_owned();
                assert!(at <= last, "newest first");
                last = at;
                assert!(seen.insert(item["subject"].as_str().unwrap().to_owned()), "none twice");
            }
            let Some(next) = page["next"].as_str() else { break };
            after = format!("&after={next}");
        }
        assert_eq!(seen.len(), expected, "{filter}");
    }
}

#[tokio::test]
async fn what_came_in_writing_waits_until_it_has_an_outcome() {
    let app = TestApp::new().await;
    let agent = app.agent().await;
    let anna = person("Anna Nowak").set("value_tier", json!("gold")).created_by(&agent).await;
    let written = agent.post("/api/v1/interactions", &letter(&anna, "Proszę o zwrot.")).await.expect(201).json();
    let queue = agent.get("/api/v1/queue").await.expect(200).json();
    assert_eq!((&queue["total"], &queue["items"][0]["subject_id"]), (&json!(1), &written["id"]));
    assert_eq!(queue["items"][0]["reason"]["en"], "gold customer waiting 0 min");
    let mut answered = letter(&anna, "Proszę o zwrot.");
    answered["outcome"] = json!("answered");
    let path = format!("/api/v1/interactions/{}", written["id"].as_str().unwrap());
    agent.with_header("if-match", "\"1\"").put(&path, &answered).await.expect(200);
    assert_eq!(agent.get("/api/v1/queue").await.expect(200).json()["total"], 0);
    agent.with_header("if-match", "\"1\"").put(&path, &answered).await.expect(412);
}

#[tokio::test]
async fn what_cannot_be_used_is_named() {
    let app = TestApp::new().await;
    let agent = app.agent().await;
    let nobody = "00000000-0000-7000-8000-000000000000";
    let cases = [
        (json!({ "channel": "pigeon", "direction": "inbound" }), "/channel"),
        (json!({ "channel": "fax", "direction": "sideways" }), "/direction"),
        (json!({ "channel": "fax", "direction": "inbound", "customer_id": nobody }), "/customer_id"),
        (json!({ "channel": "fax", "direction": "inbound", "outlet_id": nobody }), "/outlet_id"),
        (json!({ "channel": "fax", "direction": "inbound", "at": "2027-01-01T00:00:00Z" }), "/at"),
        (json!({ "channel": "fax", "direction": "inbound", "place": { "lon": 300.0, "lat": 0.0 } }), "/place"),
        (json!({ "channel": "fax", "direction": "inbound", "mood": "bad" }), "/mood"),
    ];
    for (body, pointer) in cases {
        let refused = agent.post("/api/v1/interactions", &body).await.expect(400).json();
        assert_eq!(refused["errors"][0]["pointer"], pointer, "{refused:#}");
    }
}
