//! `/api/v1/prices` and `/api/v1/policies`.

use serde_json::{Value, json};

use super::people::person;
use crate::support::app::TestApp;
use crate::support::builders::outlet;

fn list(amounts: &[(i64, &str, Option<&str>)]) -> Value {
    let price = |(amount, from, until): &(i64, &str, Option<&str>)| json!({ "product": "K-17", "amount": amount, "valid_from": from, "valid_until": until });
    json!({ "currency": "PLN", "country": "PL", "prices": amounts.iter().map(price).collect::<Vec<_>>() })
}

#[tokio::test]
async fn the_price_at_the_outlet_stands_beside_the_lowest_of_thirty_days() {
    let app = TestApp::new().await;
    let steward = app.steward().await.with_header("if-match", "*");
    let shop = steward.post("/api/v1/outlets", &outlet("WAW-01").json()).await.expect(201).json();
    let prices = list(&[(10_000, "2026-01-01", Some("2026-11-10")), (12_000, "2026-11-11", None)]);
    steward.put("/api/v1/price-lists/pl", &prices).await.expect(200);
    let mut b2b = list(&[(8_000, "2026-01-01", None)]);
    b2b["segment"] = json!("b2b");
    steward.put("/api/v1/price-lists/pl-b2b", &b2b).await.expect(200);
    let promotion = json!({
        "title": { "pl": "Czarny piątek", "cs": "", "en": "" }, "product": "K-17", "amount": 9_000, "currency": "PLN",
        "outlet_id": shop["id"], "valid_from": "2026-11-27", "valid_until": "2026-11-30",
    });
    steward.put("/api/v1/price-promotions/bf", &promotion).await.expect(200);
    let agent = app.agent().await;
    let path = format!("/api/v1/prices?outlet_id={}&products=K-17,X", shop["id"].as_str().unwrap());
    let answer = agent.get(&path).await.expect(200).json();
    let kettle = &answer["items"][0];
    assert_eq!((&answer["on"], &kettle["price"]["amount"]), (&json!("2026-11-28"), &json!(12_000)));
    assert_eq!(
        (&kettle["promotion"]["amount"], &kettle["promotion"]["lowest_30_days_amount"]),
        (&json!(9_000), &json!(10_000))
    );
    assert_eq!(answer["items"][1]["price"], Value::Null);
    let firm = person("Firma").set("segment", json!("b2b")).created_by(&agent).await;
    let own = agent.get(&format!("{path}&customer_id={}", firm["id"].as_str().unwrap())).await.expect(200).json();
    assert_eq!((&own["items"][0]["price"]["amount"], &own["items"][0]["promotion"]), (&json!(8_000), &Value::Null));
    let later = agent.get(&format!("{path}&on=2026-12-01")).await.expect(200).json();
    assert_eq!(later["items"][0]["promotion"], Value::Null);
}

#[tokio::test]
async fn a_price_list_is_written_over_only_at_the_version_that_was_read() {
    let app = TestApp::new().await;
    let steward = app.steward().await;
    let path = "/api/v1/price-lists/pl";
    let prices = list(&[(10_000, "2026-01-01", None)]);
    steward.put(path, &prices).await.expect(428);
    steward.with_header("if-match", "*").put(path, &prices).await.expect(200);
    steward.with_header("if-match", "\"1\"").put(path, &prices).await.expect(200);
    steward.with_header("if-match", "\"1\"").put(path, &prices).await.expect(412);
    let bad = list(&[(-1, "2026-01-01", None)]);
    let refused = steward.with_header("if-match", "*").put(path, &bad).await.expect(400).json();
    assert_eq!(refused["errors"][0]["pointer"], "/prices/0/amount");
    app.agent().await.with_header("if-match", "*").put(path, &prices).await.expect(403);
    assert_eq!(app.agent().await.get("/api/v1/price-lists").await.expect(200).json()["items"][0]["version"], 2);
}

#[tokio::test]
async fn the_policy_of_the_day_of_purchase_holds() {
    let app = TestApp::new().await;
    let steward = app.steward().await.with_header("if-match", "*");
    let policy = |from: &str, until: Option<&str>, text: &str| {
        json!({
            "kind": "returns", "country": "PL", "title": { "pl": "Zwroty", "cs": "", "en": "" },
            "text": { "pl": text, "cs": "", "en": "" }, "valid_from": from, "valid_until": until,
        })
    };
    steward.put("/api/v1/policies/old", &policy("2025-01-01", Some("2026-06-30"), "14 dni")).await.expect(200);
    steward.put("/api/v1/policies/new", &policy("2026-07-01", None, "30 dni")).await.expect(200);
    let agent = app.agent().await;
    for (on, expected) in [("2026-06-30", "14 dni"), ("2026-07-01", "30 dni")] {
        let held = agent.get(&format!("/api/v1/policies?country=PL&on={on}")).await.expect(200).json();
        assert_eq!((held["items"].as_array().unwrap().len(), &held["items"][0]["text"]["pl"]), (1, &json!(expected)));
    }
    assert_eq!(agent.get("/api/v1/policies?country=CZ").await.expect(200).json()["items"], json!([]));
}
