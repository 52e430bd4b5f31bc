//! `/api/v1/calls/simulate`: a telephone that rings without a telephone system.

use blisko::domain::permission::Role;
use serde_json::json;

use super::people::person;
use crate::support::app::{SATURDAY, TestApp};

async fn app() -> TestApp {
    TestApp::with(SATURDAY, &[("call_simulator", "true")]).await
}

#[tokio::test]
async fn an_agents_own_telephone_rings_with_the_card() {
    let app = app().await;
    app.add_user("ewa", Role::Agent).await;
    let ewa = app.sign_in("ewa").await;
    person("Anna Nowak").phone("601100201").created_by(&ewa).await;
    let rung = ewa.post("/api/v1/calls/simulate", &json!({ "number": "601 100 201", "ring_s": 600 })).await.expect(201);
    assert_eq!(rung.json()["card"]["customer"]["name"], "Anna Nowak");
    let current = ewa.get("/api/v1/calls/current").await.expect(200).json();
    assert_eq!((&current["call"]["state"], &current["call"]["caller"]), (&json!("ringing"), &json!("one")));
}

#[tokio::test]
async fn where_no_number_is_named_some_customer_calls() {
    let app = app().await;
    let agent = app.agent().await;
    person("Anna Nowak").phone("601100201").created_by(&agent).await;
    let rung = agent.post("/api/v1/calls/simulate", &json!({ "ring_s": 600 })).await.expect(201).json();
    assert_eq!((&rung["number"], &rung["caller"]), (&json!("+48 601 100 201"), &json!("one")));
}

#[tokio::test]
async fn somebody_elses_telephone_is_left_alone_but_by_an_admin() {
    let app = app().await;
    app.add_user("ewa", Role::Agent).await;
    let body = json!({ "number": "601100201", "agent": "ewa", "ring_s": 600 });
    app.agent().await.post("/api/v1/calls/simulate", &body).await.expect(403);
    app.admin().await.post("/api/v1/calls/simulate", &body).await.expect(201);
    let ewa = app.sign_in("ewa").await;
    assert_eq!(ewa.get("/api/v1/calls/current").await.expect(200).json()["call"]["state"], "ringing");
}

#[tokio::test]
async fn nothing_rings_where_it_is_off_or_for_too_long() {
    let off = TestApp::new().await;
    let agent = off.agent().await;
    assert_eq!(agent.get("/api/v1/me").await.expect(200).json()["can_simulate_calls"], false);
    let refused = agent.post("/api/v1/calls/simulate", &json!({})).await;
    assert_eq!(refused.expect(403).json()["code"], "simulator_off");
    let long = json!({ "number": "601100201", "talk_s": 601 });
    let refused = app().await.agent().await.post("/api/v1/calls/simulate", &long).await.expect(400).json();
    assert_eq!(refused["errors"][0]["pointer"], "/talk_s");
}
