//! `/api/v1/cases` and `/api/v1/orders`.

use serde_json::{Value, json};

use super::people::{address_of, person};
use crate::support::app::{Client, TestApp};
use crate::support::builders::outlet;

async fn complaint(client: &Client, customer: &Value) -> Value {
    let body = json!({ "kind": "complaint", "customer_id": customer["id"], "subject": "Zamknięte w piątek" });
    client.post("/api/v1/cases", &body).await.expect(201).json()
}

#[tokio::test]
async fn a_polish_consumers_complaint_is_due_in_fourteen_days_and_says_by_which_rule() {
    let app = TestApp::new().await;
    let agent = app.agent().await;
    let anna = person("Anna Nowak").created_by(&agent).await;
    let case = complaint(&agent, &anna).await;
    assert_eq!((&case["number"], &case["due_on"]), (&json!("S-1001"), &json!("2026-12-12")));
    assert_eq!((&case["rule"]["id"], &case["rule"]["version"]), (&json!("pl-consumer-complaint"), &json!(2)));
    assert_eq!(case["extension"]["until"], "2026-12-14", "the twelfth is a Saturday");
    let alarms: Vec<&Value> = case["alarms"].as_array().unwrap().iter().map(|alarm| &alarm["at"]).collect();
    assert_eq!(alarms, ["2026-12-09T23:00:00Z", "2026-12-11T23:00:00Z"]);
    app.set_clock("2026-12-10T12:00:00+01:00");
    let path = format!("/api/v1/cases/{}", case["id"].as_str().unwrap());
    // The session of twelve days ago has ended.
    let later = app.agent().await.get(&path).await.expect(200).json();
    let raised: Vec<&Value> = later["alarms"].as_array().unwrap().iter().map(|alarm| &alarm["raised"]).collect();
    assert_eq!(raised, [true, false]);
}

#[tokio::test]
async fn a_letter_counts_from_the_day_on_which_it_came() {
    let app = TestApp::new().await;
    let agent = app.agent().await;
    let anna = person("Anna Nowak").created_by(&agent).await;
    let came = |at: &str| json!({ "kind": "complaint", "customer_id": anna["id"], "subject": "x", "opened_at": at });
    let case = agent.post("/api/v1/cases", &came("2026-11-16T09:00:00+01:00")).await.expect(201).json();
    assert_eq!((&case["opened_at"], &case["due_on"]), (&json!("2026-11-16T08:00:00Z"), &json!("2026-11-30")));
    for never in ["2026-11-29T09:00:00+01:00", "2020-11-16T09:00:00+01:00", "yesterday"] {
        let refused = agent.post("/api/v1/cases", &came(never)).await.expect(400).json();
        assert_eq!(refused["errors"][0]["pointer"], "/opened_at", "{never}");
    }
}

#[tokio::test]
async fn the_country_of_the_outlet_decides_and_then_that_of_the_customer() {
    let app = TestApp::new().await;
    let (agent, steward) = (app.agent().await, app.steward().await);
    let address = json!({ "street": "Hlavní 1", "city": "Český Těšín", "country": "CZ" });
    let shop = outlet("CTE-01").at(18.6262, 49.7460).set("address", address).json();
    let shop = steward.post("/api/v1/outlets", &shop).await.expect(201).json();
    let anna = person("Anna Nowak").created_by(&agent).await;
    let body = json!({ "kind": "complaint", "customer_id": anna["id"], "subject": "x", "outlet_id": shop["id"] });
    let case = agent.post("/api/v1/cases", &body).await.expect(201).json();
    assert_eq!(case["rule"]["id"], "cz-consumer-complaint");
}

#[tokio::test]
async fn a_complaint_waits_first_until_it_is_answered_and_again_when_it_is_reopened() {
    let app = TestApp::new().await;
    let agent = app.agent().await;
    let anna = person("Anna Nowak").created_by(&agent).await;
    let case = complaint(&agent, &anna).await;
    let queue = agent.get("/api/v1/queue").await.expect(200).json();
    assert_eq!(queue["items"][0]["reason"]["en"], "complaint due in 14 d");
    let path = format!("/api/v1/cases/{}", case["id"].as_str().unwrap());
    let mut body =
        json!({ "kind": "complaint", "customer_id": anna["id"], "subject": "Zamknięte", "state": "resolved" });
    agent.with_header("if-match", "\"1\"").put(&path, &body).await.expect(400);
    body["resolution"] = json!("Przeprosiny i bon.");
    agent.with_header("if-match", "\"1\"").put(&path, &body).await.expect(200);
    agent.with_header("if-match", "\"1\"").put(&path, &body).await.expect(412);
    assert_eq!(agent.get("/api/v1/queue").await.expect(200).json()["total"], 0);
    body["state"] = json!("open");
    let reopened = agent.with_header("if-match", "\"2\"").put(&path, &body).await.expect(200).json();
    assert_eq!((&reopened["due_on"], &reopened["resolved_at"]), (&json!("2026-12-12"), &Value::Null));
    assert_eq!(agent.get("/api/v1/queue").await.expect(200).json()["total"], 1);
}

#[tokio::test]
async fn the_card_shows_what_is_open() {
    let app = TestApp::new().await;
    let agent = app.agent().await;
    let anna = person("Anna Nowak").created_by(&agent).await;
    complaint(&agent, &anna).await;
    let lines = json!([{ "product": "K-17", "name": "Czajnik", "quantity": 2, "unit_amount": 9_999 }]);
    let order = json!({ "customer_id": anna["id"], "currency": "PLN", "lines": lines });
    let order = agent.post("/api/v1/orders", &order).await.expect(201).json();
    assert_eq!((&order["number"], &order["total_amount"]), (&json!("O-1001"), &json!(19_998)));
    let delivered = json!({ "customer_id": anna["id"], "currency": "PLN", "lines": lines, "state": "delivered" });
    agent.post("/api/v1/orders", &delivered).await.expect(201);
    let card = agent.get(&format!("{}/card", address_of(&anna))).await.expect(200).json();
    assert_eq!((card["open_cases"].as_array().unwrap().len(), card["open_orders"].as_array().unwrap().len()), (1, 1));
    assert_eq!(card["open_orders"][0]["number"], "O-1001");
}

#[tokio::test]
async fn an_order_is_replaced_with_its_lines_and_keeps_customer_and_number() {
    let app = TestApp::new().await;
    let agent = app.agent().await;
    let (anna, karel) = (person("Anna").created_by(&agent).await, person("Karel").created_by(&agent).await);
    let mut body = json!({
        "customer_id": anna["id"], "currency": "PLN", "number": "ERP-1",
        "lines": [{ "product": "A", "quantity": 1, "unit_amount": 100 }],
    });
    let order = agent.post("/api/v1/orders", &body).await.expect(201).json();
    agent.post("/api/v1/orders", &body).await.expect(409);
    let path = format!("/api/v1/orders/{}", order["id"].as_str().unwrap());
    body["number"] = json!("");
    body["lines"] = json!([{ "product": "B", "quantity": 3, "unit_amount": 50 }, { "product": "C", "quantity": 1, "unit_amount": 1 }]);
    let changed = agent.with_header("if-match", "\"1\"").put(&path, &body).await.expect(200).json();
    assert_eq!((&changed["number"], &changed["total_amount"]), (&json!("ERP-1"), &json!(151)));
    assert_eq!(agent.get("/api/v1/orders?number=ERP-1").await.expect(200).json()["items"][0], changed);
    body["customer_id"] = karel["id"].clone();
    agent.with_header("if-match", "\"2\"").put(&path, &body).await.expect(400);
    body["lines"] = json!([]);
    agent.post("/api/v1/orders", &body).await.expect(400);
}
