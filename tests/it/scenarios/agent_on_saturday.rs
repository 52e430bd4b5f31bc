//! Ewa in the call centre, Saturday 2026-11-28 at 17:40: Anna wants to return a kettle.

use blisko::domain::permission::{Permission, Role};
use serde_json::{Value, json};

use crate::support::app::{Client, TestApp};
use crate::support::meteor::{Person, excluded, meteor_at, nearest, offered, people};

const SATURDAY: &str = "2026-11-28T17:40:00+01:00";

#[tokio::test]
async fn the_three_nearest_that_are_open_now_leave_out_the_one_closed_on_saturdays() {
    let app = meteor_at(SATURDAY).await;
    let agent = app.agent().await;
    let answer = agent.get(&nearest(Person::Anna, "&k=3&open=now")).await.expect(200).json();
    assert_eq!(offered(&answer), ["WAW-02 1124.8", "WAW-01 1867.1", "WAW-03 3995.5"]);
    assert_eq!(answer["outlets"][0]["now"]["closes_at"], "2026-11-28T22:00:00+01:00");
    assert_eq!(answer["outlets"][1]["now"]["closes_at"], "2026-11-28T18:00:00+01:00");
    assert_eq!(answer["outlets"][0]["sentence"]["pl"], "Otwarte do 22:00");
}

#[tokio::test]
async fn an_outlet_that_closes_before_the_kettle_is_returned_is_not_offered() {
    let app = meteor_at(SATURDAY).await;
    let agent = app.agent().await;
    // Sets out 17:40, travels 15 min, arrives 17:55, needs 10 min: WAW-01 closes at 18:00, 5 min too early.
    let rest = "&k=1&services=returns&open=on_arrival&stay_minutes=10&travel_s=900";
    let answer = agent.get(&nearest(Person::Anna, rest)).await.expect(200).json();
    assert_eq!(offered(&answer), ["WAW-03 3995.5"]);
    assert_eq!(excluded(&answer), ["WAW-02 no_service", "WAW-01 closes_before_stay"]);
    let waw_01 = &answer["excluded"][1];
    assert_eq!(waw_01["sentence"]["pl"], "Na miejscu 17:55, zamyka o 18:00");
    // Closes 19:00, stays 10 min, travels 15 min: leave by 18:35.
    assert_eq!(answer["outlets"][0]["leave_by"], "2026-11-28T18:35:00+01:00");
}

#[tokio::test]
async fn on_a_non_trading_sunday_the_law_is_named_and_the_next_chance_told() {
    let app = meteor_at(SATURDAY).await;
    let agent = app.agent().await;
    let rest = "&k=1&countries=PL&services=returns&open=on_arrival&stay_minutes=10&at=2026-11-29T12:00:00%2B01:00";
    let answer = agent.get(&nearest(Person::Anna, rest)).await.expect(200).json();
    let reasons = excluded(&answer);
    assert_eq!(reasons[..3], ["WAW-02 no_service", "WAW-01 legal_closure", "WAW-03 closed"]);
    assert_eq!(answer["excluded"][1]["hours"]["rule"], "pl_non_trading_sunday");
    assert_eq!(answer["next_opening"]["outlet"]["code"], "WAW-01");
    assert_eq!(answer["next_opening"]["at"], "2026-11-30T09:00:00+01:00");
}

#[tokio::test]
async fn on_the_sunday_after_the_shop_may_open() {
    let app = meteor_at(SATURDAY).await;
    let agent = app.agent().await;
    let rest = "&k=1&services=returns&open=on_arrival&at=2026-12-06T11:00:00%2B01:00";
    let answer = agent.get(&nearest(Person::Anna, rest)).await.expect(200).json();
    assert_eq!(offered(&answer), ["WAW-01 1867.1"]);
    assert_eq!(answer["outlets"][0]["on_arrival"]["closes_at"], "2026-12-06T16:00:00+01:00");
}

/// Ewa at her desk, Anna among the customers, and the switchboard.
async fn desk() -> (TestApp, Client, Client, Value) {
    let app = meteor_at(SATURDAY).await;
    app.add_user("ewa", Role::Agent).await;
    let ewa = app.sign_in("ewa").await;
    let [anna, ..] = people(&ewa).await;
    let switchboard = app.software(&[Permission::CallsReport]).await;
    (app, ewa, switchboard, anna)
}

fn call(kind: &str, number: &str, id: &str) -> Value {
    json!({ "event": kind, "call_id": id, "event_id": format!("{id}-{kind}"), "number": number, "agent": "ewa" })
}

#[tokio::test]
async fn what_waits_stands_in_the_queue_with_its_reason() {
    let (_app, ewa, _switchboard, anna) = desk().await;
    for channel in ["email", "email", "letter"] {
        let message = json!({ "customer_id": anna["id"], "channel": channel, "direction": "inbound", "body": "?" });
        ewa.post("/api/v1/interactions", &message).await.expect(201);
    }
    let queue = ewa.get("/api/v1/queue").await.expect(200).json();
    let kinds: Vec<&Value> = queue["items"].as_array().unwrap().iter().map(|item| &item["kind"]).collect();
    assert_eq!(kinds, ["message", "message", "message"]);
    assert_eq!(queue["items"][0]["reason"]["pl"], "złoty klient czeka 0 min");
}

#[tokio::test]
async fn anna_rings_complains_and_gets_a_link() {
    let (app, ewa, switchboard, anna) = desk().await;
    switchboard.post("/api/v1/calls", &call("ringing", "601-100-201", "c1")).await.expect(200);
    let ringing = ewa.get("/api/v1/calls/current").await.expect(200).json();
    let card = &ringing["call"]["card"];
    assert_eq!((&card["customer"]["name"], &card["place"]["lat"]), (&json!("Anna Nowak"), &json!(52.2440)));
    assert_eq!(card["customer"]["consents"], json!([]), "nobody has asked her about marketing");

    let shop = app.app.store.find_outlet_by_code("WAW-03").await.unwrap().unwrap();
    let link = json!({ "channel": "sms", "customer_id": anna["id"], "outlet_id": shop.id.0, "language": "pl" });
    let sent = ewa.post("/api/v1/answers", &link).await.expect(201).json();
    assert!(!sent["url"].as_str().unwrap().contains("601"));

    let complaint = json!({
        "kind": "complaint", "customer_id": anna["id"], "outlet_id": shop.id.0, "subject": "Zamknięte w piątek o 18:30",
    });
    let case = ewa.post("/api/v1/cases", &complaint).await.expect(201).json();
    assert_eq!((&case["due_on"], &case["rule"]["version"]), (&json!("2026-12-12"), &json!(2)));

    switchboard.post("/api/v1/calls", &call("answered", "", "c1")).await.expect(200);
    app.app.clock.advance(blisko::units::Seconds(90));
    let ended = call("ended", "", "c1");
    assert_eq!(switchboard.post("/api/v1/calls", &ended).await.expect(200).json()["applied"], true);
    assert_eq!(switchboard.post("/api/v1/calls", &ended).await.expect(200).json()["applied"], false);
    let wrap_up = format!("/api/v1/calls/{}/wrap-up", ringing["call"]["id"].as_str().unwrap());
    let done = ewa.post(&wrap_up, &json!({ "outcome": "returns", "outlet_id": shop.id.0 })).await.expect(200).json();
    assert_eq!((&done["state"], &done["duration_s"]), (&json!("ended"), &json!(90)));
    let path = format!("/api/v1/customers/{}/timeline", anna["id"].as_str().unwrap());
    let timeline = ewa.get(&path).await.expect(200).json();
    let lines: Vec<(&Value, &Value)> =
        timeline["items"].as_array().unwrap().iter().map(|line| (&line["channel"], &line["outcome"])).collect();
    assert_eq!(lines, [(&json!("sms"), &json!("")), (&json!("phone"), &json!("returns"))]);
}

#[tokio::test]
async fn an_unknown_czech_number_opens_the_form_of_a_new_caller() {
    let (_app, ewa, switchboard, _anna) = desk().await;
    switchboard.post("/api/v1/calls", &call("ringing", "+420 777 000 111", "c2")).await.expect(200);
    let ringing = ewa.get("/api/v1/calls/current").await.expect(200).json()["call"].clone();
    assert_eq!((&ringing["caller"], &ringing["country"]), (&json!("none"), &json!("CZ")));
    assert_eq!((&ringing["number"], &ringing["card"]), (&json!("+420 777 000 111"), &Value::Null));
}
