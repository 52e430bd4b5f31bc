//! `/api/v1/customers`

use serde_json::json;

use super::people::{address_of, person};
use crate::support::app::TestApp;
use crate::support::builders::outlet;

#[tokio::test]
async fn a_customer_is_read_as_written_with_a_number_of_their_own() {
    let app = TestApp::new().await;
    let agent = app.agent().await;
    let written = person("Anna Nowak").phone("601 100 201").email("Anna@Example.com").at(21.0265, 52.2440);
    let created = written.created_by(&agent).await;
    let read = agent.get(&address_of(&created)).await.expect(200);
    assert_eq!(read.header("etag"), "\"1\"");
    let read = read.json();
    assert_eq!(read["number"], "C-1001");
    assert_eq!(read["contact_points"][0]["value"], "+48601100201");
    assert_eq!(read["contact_points"][1]["value"], "anna@example.com");
    assert_eq!(read["addresses"][0]["place"]["level"], "manual");
}

#[tokio::test]
async fn the_nearest_outlet_of_a_customer_follows_the_outlets() {
    let app = TestApp::new().await;
    let (agent, steward) = (app.agent().await, app.steward().await);
    steward.post("/api/v1/outlets", &outlet("WAW-01").json()).await.expect(201);
    let anna = person("Anna Nowak").at(21.0265, 52.2440).created_by(&agent).await;
    assert_eq!(anna["nearest_outlet"]["code"], "WAW-01");
    steward.post("/api/v1/outlets", &outlet("WAW-02").at(21.0340, 52.2530).json()).await.expect(201);
    let anna = agent.get(&address_of(&anna)).await.expect(200).json();
    assert_eq!(
        (&anna["nearest_outlet"]["code"], anna["nearest_outlet"]["distance_m"].as_f64().unwrap().round()),
        (&json!("WAW-02"), 1125.0)
    );
}

#[tokio::test]
async fn an_address_without_a_point_is_looked_up() {
    let app = TestApp::with_addresses().await;
    let agent = app.agent().await;
    let address = json!([{ "street": "Mickiewicza 14", "city": "Cieszyn", "postcode": "43-400", "country": "PL" }]);
    let created = person("Zofia").set("addresses", address).created_by(&agent).await;
    let place = &created["addresses"][0]["place"];
    assert!(place["lon"].is_f64() && place["level"] != "manual", "{created:#}");
    assert!(place["confidence"].as_f64().unwrap() > 0.5, "{place}");
}

#[tokio::test]
async fn an_address_that_nobody_knows_has_no_point_and_is_kept() {
    let app = TestApp::with_addresses().await;
    let agent = app.agent().await;
    let address = json!([{ "text": "przy starej wierzbie za remizą", "country": "PL" }]);
    let created = person("Zofia").set("addresses", address).created_by(&agent).await;
    assert!(created["addresses"][0]["place"].is_null(), "{created:#}");
    assert_eq!(created["addresses"][0]["text"], "przy starej wierzbie za remizą");
}

#[tokio::test]
async fn who_was_slower_is_told_and_writes_over_nothing() {
    let app = TestApp::new().await;
    let (ewa, jan) = (app.agent().await, app.agent().await);
    let anna = person("Anna Nowak").created_by(&ewa).await;
    let path = address_of(&anna);
    let first = person("Anna Kowalska").json();
    ewa.with_header("if-match", "\"1\"").put(&path, &first).await.expect(200);
    let second = person("Anna Nowak-Maj").json();
    let refused = jan.with_header("if-match", "\"1\"").put(&path, &second).await.expect(412).json();
    assert_eq!(refused["code"], "version_conflict");
    jan.put(&path, &second).await.expect(428);
    assert_eq!(jan.get(&path).await.expect(200).json()["name"], "Anna Kowalska");
}

#[tokio::test]
async fn a_repeated_post_makes_one_customer() {
    let app = TestApp::new().await;
    let agent = app.agent().await.with_header("idempotency-key", "k1");
    let first = person("Anna Nowak").created_by(&agent).await;
    let second = person("Anna Nowak").created_by(&agent).await;
    assert_eq!(first, second);
    let all = agent.get("/api/v1/customers").await.expect(200).json();
    assert_eq!(all["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn what_cannot_be_used_is_named() {
    let app = TestApp::new().await;
    let agent = app.agent().await;
    let cases = [
        (json!({ "kind": "dog", "name": "Anna", "language": "pl" }), "/kind"),
        (json!({ "kind": "person", "name": "  ", "language": "pl" }), "/name"),
        (json!({ "kind": "person", "name": "A", "language": "pl", "colour": "red" }), "/colour"),
        (person("A").phone("12").json(), "/contact_points/0/value"),
        (person("A").email("anna").json(), "/contact_points/0/value"),
        (person("A").at(300.0, 52.0).json(), "/addresses/0/place/lon"),
        (person("A").set("number", json!("C-77")).json(), "/number"),
        (person("A").set("owner_id", json!("00000000-0000-7000-8000-000000000000")).json(), "/owner_id"),
        (person("A").set("fields", json!({ "x": [1] })).json(), "/fields/x"),
    ];
    for (body, pointer) in cases {
        let refused = agent.post("/api/v1/customers", &body).await.expect(400).json();
        assert_eq!(refused["errors"][0]["pointer"], pointer, "{refused:#}");
    }
}

#[tokio::test]
async fn a_number_belongs_to_one_customer() {
    let app = TestApp::new().await;
    let agent = app.agent().await;
    person("Anna").set("number", json!("ERP-7")).created_by(&agent).await;
    let again = person("Karel").set("number", json!("ERP-7")).json();
    let refused = agent.post("/api/v1/customers", &again).await.expect(409).json();
    assert_eq!(refused["code"], "duplicate_customer_number");
}

#[tokio::test]
async fn customers_are_found_by_number_name_and_page() {
    let app = TestApp::new().await;
    let agent = app.agent().await;
    for name in ["Anna Nowak", "Łucja Żółć", "Karel Dvořák"] {
        person(name).phone(&format!("60110020{}", name.len() % 10)).created_by(&agent).await;
    }
    let found = agent.get("/api/v1/customers?q=zolc%20lucja").await.expect(200).json();
    assert_eq!(found["items"][0]["name"], "Łucja Żółć");
    let found = agent.get("/api/v1/customers?reached_at=0048%20601-100-200").await.expect(200).json();
    assert_eq!(found["items"][0]["name"], "Anna Nowak");
    let first = agent.get("/api/v1/customers?limit=2&sort=number").await.expect(200).json();
    let next = first["next"].as_str().unwrap();
    let second = agent.get(&format!("/api/v1/customers?limit=2&sort=number&after={next}")).await.expect(200).json();
    assert_eq!(second["items"].as_array().unwrap().len(), 1);
    agent.get(&format!("/api/v1/customers?after={next}")).await.expect(400);
}

#[tokio::test]
async fn the_history_of_consent_is_kept_and_the_newest_word_holds() {
    let app = TestApp::new().await;
    let agent = app.agent().await;
    let anna = person("Anna Nowak").created_by(&agent).await;
    let path = format!("{}/consents", address_of(&anna));
    let said = |given: bool, at: &str| json!({ "channel": "email", "given": given, "source": "call", "said_at": at });
    agent.post(&path, &said(true, "2026-01-02T10:00:00Z")).await.expect(201);
    agent.post(&path, &said(false, "2026-03-02T10:00:00Z")).await.expect(201);
    let history = agent.get(&path).await.expect(200).json();
    assert_eq!(history["items"].as_array().unwrap().len(), 2);
    let anna = agent.get(&address_of(&anna)).await.expect(200).json();
    assert_eq!((anna["consents"].as_array().unwrap().len(), &anna["consents"][0]["given"]), (1, &json!(false)));
    agent.post(&path, &json!({ "channel": "fax", "given": true, "source": "x" })).await.expect(400);
}

#[tokio::test]
async fn the_audit_tells_what_changed_and_no_personal_data() {
    let app = TestApp::new().await;
    let (agent, steward) = (app.agent().await, app.steward().await);
    let anna = person("Anna Nowak").created_by(&agent).await;
    let changed = person("Anna Kowalska").phone("601100201").json();
    agent.with_header("if-match", "*").put(&address_of(&anna), &changed).await.expect(200);
    let id = anna["id"].as_str().unwrap();
    let audit = steward.get(&format!("/api/v1/audit?entity=customer&entity_id={id}")).await.expect(200).text();
    assert!(audit.contains("contact_points") && audit.contains("C-1001"), "{audit}");
    assert!(!audit.contains("Kowalska") && !audit.contains("601100201"), "{audit}");
}
