//! Who sees which customers, and what of them, on every way to read them.

use blisko::domain::permission::Role;
use serde_json::{Value, json};

use super::people::{address_of, person};
use crate::support::app::TestApp;

#[tokio::test]
async fn a_rep_sees_own_customers_and_is_told_that_there_are_no_others() {
    let app = TestApp::new().await;
    let (rep, agent) = (app.signed_in(Role::Rep).await, app.agent().await);
    let own = person("Anna Nowak").created_by(&rep).await;
    let foreign = person("Karel Dvořák").phone("601200300").created_by(&agent).await;
    rep.get(&address_of(&own)).await.expect(200);
    for rest in ["", "/consents", "/contacts", "/card", "/timeline"] {
        rep.get(&format!("{}{rest}", address_of(&foreign))).await.expect(404);
    }
    rep.with_header("if-match", "*").put(&address_of(&foreign), &person("X").json()).await.expect(404);
    let note = json!({ "customer_id": foreign["id"], "channel": "letter", "direction": "inbound", "body": "Karel" });
    let note = agent.post("/api/v1/interactions", &note).await.expect(201).json();
    let case = json!({ "kind": "complaint", "customer_id": foreign["id"], "subject": "Karel" });
    let case = agent.post("/api/v1/cases", &case).await.expect(201).json();
    let lines = json!([{ "product": "A", "quantity": 1, "unit_amount": 1 }]);
    let order = json!({ "customer_id": foreign["id"], "currency": "PLN", "note": "Karel", "lines": lines });
    let order = agent.post("/api/v1/orders", &order).await.expect(201).json();
    for (noun, record) in [("interactions", &note), ("cases", &case), ("orders", &order)] {
        rep.get(&format!("/api/v1/{noun}/{}", record["id"].as_str().unwrap())).await.expect(404);
    }
    for list in ["cases", "orders", "queue"] {
        let page = rep.get(&format!("/api/v1/{list}")).await.expect(200).text();
        assert!(!page.contains("Karel"), "{list}: {page}");
    }
    let write = json!({ "customer_id": foreign["id"], "channel": "fax", "direction": "inbound" });
    rep.post("/api/v1/interactions", &write).await.expect(400);
    for query in ["", "?q=karel", "?reached_at=601200300"] {
        let page = rep.get(&format!("/api/v1/customers{query}")).await.expect(200).text();
        assert!(!page.contains("Karel"), "{query}: {page}");
    }
}

#[tokio::test]
async fn a_manager_sees_everybody_without_numbers_and_front_doors() {
    let app = TestApp::new().await;
    let (manager, agent) = (app.signed_in(Role::Manager).await, app.agent().await);
    let fields = json!({ "shoe_size": 38 });
    let anna = person("Anna Nowak").phone("601100201").at(21.0265, 52.2440).set("fields", fields);
    let anna = anna.created_by(&agent).await;
    let said = json!({ "channel": "email", "given": true, "source": "call" });
    agent.post(&format!("{}/consents", address_of(&anna)), &said).await.expect(201);
    let page = manager.get("/api/v1/customers").await.expect(200).json();
    let one = manager.get(&address_of(&anna)).await.expect(200).json();
    for seen in [&page["items"][0], &one] {
        assert_eq!(
            (&seen["name"], &seen["contact_points"], &seen["consents"]),
            (&json!("Anna Nowak"), &json!([]), &json!([]))
        );
        assert_eq!((&seen["addresses"][0]["street"], &seen["fields"]), (&json!(""), &json!({})));
        assert_ne!(seen["addresses"][0]["place"]["lon"], json!(21.0265));
    }
    let history = manager.get(&format!("{}/consents", address_of(&anna))).await.expect(200).json();
    assert_eq!(history["items"], Value::Array(vec![]));
    manager.post("/api/v1/customers", &person("X").json()).await.expect(403);
}

#[tokio::test]
async fn an_analyst_and_a_visitor_see_nobody() {
    let app = TestApp::new().await;
    let anna = person("Anna Nowak").created_by(&app.agent().await).await;
    for rest in ["", "/consents", "/contacts"] {
        let path = format!("{}{rest}", address_of(&anna));
        app.signed_in(Role::Analyst).await.get(&path).await.expect(403);
        app.visitor().get(&path).await.expect(401);
    }
}
