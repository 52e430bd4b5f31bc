//! `/api/v1/appointments`

use serde_json::{Value, json};

use super::people::person;
use crate::support::app::TestApp;
use crate::support::builders::outlet;

#[tokio::test]
async fn an_appointment_needs_an_open_door_all_the_while() {
    let app = TestApp::new().await;
    let agent = app.agent().await;
    let shop = outlet("W1").open("Mo-Fr 09:00-18:00").json();
    let shop = app.steward().await.post("/api/v1/outlets", &shop).await.expect(201).json();
    let anna = person("Anna").created_by(&agent).await;
    let body = |begins_at: &str, minutes: i64| json!({ "outlet_id": shop["id"], "customer_id": anna["id"], "begins_at": begins_at, "minutes": minutes });
    let refused = [
        ("2026-11-29T10:00:00+01:00", 30, "outlet_closed"),
        ("2026-11-30T17:45:00+01:00", 30, "outlet_closed"),
        ("2026-11-27T10:00:00+01:00", 30, "out_of_range"),
        ("2026-11-30T10:00:00+01:00", 4, "out_of_range"),
        ("2026-11-30T10:00:00+01:00", i64::MAX, "out_of_range"),
    ];
    for (begins_at, minutes, code) in refused {
        let problem = agent.post("/api/v1/appointments", &body(begins_at, minutes)).await.expect(400).json();
        assert_eq!(problem["errors"][0]["code"], code, "{begins_at} {minutes}");
    }
    agent.post("/api/v1/appointments", &body("2026-11-30T17:30:00+01:00", 30)).await.expect(201);
}

#[tokio::test]
async fn an_appointment_is_moved_and_cancelled_at_the_version_that_was_read() {
    let app = TestApp::new().await;
    let agent = app.agent().await;
    let shop = outlet("W1").open("24/7").set("trade_class", json!("not_retail")).json();
    let shop = app.steward().await.post("/api/v1/outlets", &shop).await.expect(201).json();
    let anna = person("Anna").created_by(&agent).await;
    let mut body =
        json!({ "outlet_id": shop["id"], "customer_id": anna["id"], "begins_at": "2026-11-30T10:00:00+01:00" });
    let booked = agent.post("/api/v1/appointments", &body).await.expect(201).json();
    assert_eq!(booked["ends_at"], "2026-11-30T09:30:00Z");
    let path = format!("/api/v1/appointments/{}", booked["id"].as_str().unwrap());
    body["state"] = json!("cancelled");
    agent.with_header("if-match", "\"1\"").put(&path, &body).await.expect(200);
    agent.with_header("if-match", "\"1\"").put(&path, &body).await.expect(412);
    let list = format!("/api/v1/appointments?outlet_id={}", shop["id"].as_str().unwrap());
    let of_day =
        agent.get(&format!("{list}&from=2026-11-30T00:00:00Z&until=2026-12-01T00:00:00Z")).await.expect(200).json();
    assert_eq!((of_day["items"].as_array().unwrap().len(), &of_day["items"][0]["state"]), (1, &json!("cancelled")));
    let after = agent.get(&format!("{list}&from=2026-12-01T00:00:00Z")).await.expect(200).json();
    assert_eq!(after["items"], Value::Array(vec![]));
}
