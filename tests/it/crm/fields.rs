//! The company's own fields: defined by admins, held to on every write, hidden on every way to read.

use blisko::domain::permission::Role;
use serde_json::{Value, json};

use super::people::{address_of, person};
use crate::support::app::{Client, TestApp};

const FIELDS: &str = "/api/v1/customer-fields";

fn definition(key: &str, kind: &str) -> Value {
    json!({ "key": key, "label": { "pl": key, "cs": "", "en": "" }, "kind": kind })
}

async fn define(admin: &Client, field: Value) -> Value {
    admin.post(FIELDS, &field).await.expect(201).json()
}

fn with(base: &Value, key: &str, value: Value) -> Value {
    let mut changed = base.clone();
    changed[key] = value;
    changed
}

#[tokio::test]
async fn a_field_is_defined_changed_and_deleted_by_admins_alone() {
    let app = TestApp::new().await;
    let (admin, agent) = (app.admin().await, app.agent().await);
    let choice = with(&definition("size", "choice"), "choices", json!(["S", "M"]));
    let made = define(&admin, choice.clone()).await;
    assert_eq!((&made["version"], &made["choices"]), (&json!(1), &json!(["S", "M"])));
    admin.post(FIELDS, &choice).await.expect(409);
    agent.post(FIELDS, &definition("x", "text")).await.expect(403);

    let path = format!("{FIELDS}/size");
    let more = with(&choice, "choices", json!(["S", "M", "L"]));
    admin.put(&path, &more).await.expect(428);
    let changed = admin.with_header("if-match", "\"1\"").put(&path, &more).await.expect(200).json();
    assert_eq!(changed["version"], 2);
    admin.with_header("if-match", "\"1\"").put(&path, &choice).await.expect(412);
    assert_eq!(agent.get(FIELDS).await.expect(200).json()["items"][0]["choices"], json!(["S", "M", "L"]));
    admin.with_header("if-match", "\"2\"").delete(&path).await.expect(204);
    assert_eq!(agent.get(FIELDS).await.expect(200).json()["items"], json!([]));
}

#[tokio::test]
async fn a_definition_that_cannot_be_is_refused_with_its_place() {
    let app = TestApp::new().await;
    let admin = app.admin().await;
    for (field, pointer) in [
        (definition("Shoe size", "text"), "/key"),
        (definition("size", "colour"), "/kind"),
        (definition("size", "choice"), "/choices"),
        (with(&definition("size", "text"), "visible_to", json!(["boss"])), "/visible_to/0"),
    ] {
        let refusal = admin.post(FIELDS, &field).await.expect(400).json();
        assert_eq!(refusal["errors"][0]["pointer"], pointer, "{field}");
    }
}

#[tokio::test]
async fn customers_are_held_to_the_definitions() {
    let app = TestApp::new().await;
    let (admin, agent) = (app.admin().await, app.agent().await);
    let old = person("Anna Nowak").set("fields", json!({ "anything": 1 })).created_by(&agent).await;
    define(&admin, definition("shoe_size", "number")).await;
    define(&admin, with(&definition("since", "date"), "required", json!(true))).await;
    let body = |fields: Value| person("Karel").set("fields", fields).json();
    for (fields, pointer) in [
        (json!({ "since": "2026-01-01", "shoe_size": "38" }), "/fields/shoe_size"),
        (json!({ "since": "yesterday" }), "/fields/since"),
        (json!({ "since": "2026-01-01", "colour": "red" }), "/fields/colour"),
        (json!({ "shoe_size": 38 }), "/fields/since"),
    ] {
        let refusal = agent.post("/api/v1/customers", &body(fields.clone())).await.expect(400).json();
        assert_eq!(refusal["errors"][0]["pointer"], pointer, "{fields}");
    }
    agent.post("/api/v1/customers", &body(json!({ "since": "2026-01-01", "shoe_size": 38 }))).await.expect(201);
    // What was there before the definitions stays.
    let body = person("Anna Nowak").set("fields", json!({ "anything": 1, "since": "2026-01-01" })).json();
    agent.with_header("if-match", "*").put(&address_of(&old), &body).await.expect(200);
}

#[tokio::test]
async fn a_field_for_some_roles_is_hidden_from_the_others_on_every_way_to_read() {
    let app = TestApp::new().await;
    let (admin, agent, steward) = (app.admin().await, app.agent().await, app.steward().await);
    define(&admin, with(&definition("margin", "number"), "visible_to", json!(["steward"]))).await;
    define(&admin, definition("shoe_size", "number")).await;
    let fields = json!({ "margin": 77.125, "shoe_size": 38 });
    let anna = person("Anna Nowak").phone("601100201").set("fields", fields).created_by(&steward).await;
    let twin = person("Anna Nowak").phone("601100201").created_by(&steward).await;
    let paths = [
        FIELDS.to_owned(),
        "/api/v1/customers".to_owned(),
        "/api/v1/customers?q=anna".to_owned(),
        "/api/v1/customers/search?q=anna".to_owned(),
        address_of(&anna),
        format!("{}/card", address_of(&anna)),
        format!("{}/timeline", address_of(&anna)),
        format!("{}/duplicates", address_of(&twin)),
        "/api/v1/duplicates".to_owned(),
        "/api/v1/calls/current".to_owned(),
    ];
    for path in paths {
        let answer = agent.get(&path).await.text();
        assert!(!answer.contains("margin") && !answer.contains("77.125"), "{path}: {answer}");
    }
    // Without the definition everybody would see what customers have of it.
    let refused = admin.with_header("if-match", "*").delete(&format!("{FIELDS}/margin")).await.expect(409).json();
    assert_eq!(refused["code"], "customer_field_hidden");
    let seen = steward.get(&address_of(&anna)).await.expect(200).json();
    assert_eq!(seen["fields"], json!({ "margin": 77.125, "shoe_size": 38.0 }));
    assert!(admin.get(&address_of(&anna)).await.expect(200).text().contains("77.125"));
}

#[tokio::test]
async fn whoever_does_not_see_a_field_does_not_lose_it_by_writing() {
    let app = TestApp::new().await;
    let (admin, agent, steward) = (app.admin().await, app.agent().await, app.steward().await);
    define(&admin, with(&definition("margin", "number"), "visible_to", json!(["steward"]))).await;
    let anna = person("Anna Nowak").set("fields", json!({ "margin": 7 })).created_by(&steward).await;
    let body = person("Anna Lis").set("fields", json!({ "margin": 0 })).json();
    agent.with_header("if-match", "*").put(&address_of(&anna), &body).await.expect(200);
    let seen = steward.get(&address_of(&anna)).await.expect(200).json();
    assert_eq!((&seen["name"], &seen["fields"]), (&json!("Anna Lis"), &json!({ "margin": 7.0 })));
}

#[tokio::test]
async fn a_manager_sees_no_own_fields_and_no_definitions() {
    let app = TestApp::new().await;
    let (admin, steward) = (app.admin().await, app.steward().await);
    define(&admin, with(&definition("margin", "number"), "visible_to", json!(["steward", "agent"]))).await;
    let anna = person("Anna Nowak").set("fields", json!({ "margin": 7 })).created_by(&steward).await;
    let manager = app.signed_in(Role::Manager).await;
    assert_eq!(manager.get(FIELDS).await.expect(200).json()["items"], json!([]));
    assert_eq!(manager.get(&address_of(&anna)).await.expect(200).json()["fields"], json!({}));
}
