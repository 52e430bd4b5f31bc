//! `/api/v1/calls`: what switchboards tell, and what the agent has on the line.

use blisko::domain::permission::{Permission, Role};
use blisko::service::webhook_signature::sign;
use serde_json::{Value, json};

use super::people::{address_of, person};
use crate::support::app::{Answer, Client, SATURDAY, TestApp, moment};

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// An app with the agent `ewa`, and the switchboard.
async fn desk() -> (TestApp, Client, Client) {
    let app = TestApp::with(SATURDAY, &[("call_hook_secrets", SECRET)]).await;
    app.add_user("ewa", Role::Agent).await;
    let ewa = app.sign_in("ewa").await;
    let switchboard = app.software(&[Permission::CallsReport]).await;
    (app, ewa, switchboard)
}

fn event(kind: &str, second: u32) -> Value {
    json!({
        "event": kind, "call_id": "c1", "event_id": format!("{kind}-{second}"), "agent": "ewa",
        "number": "601-100-201", "at": format!("2026-11-28T17:40:{second:02}+01:00"),
    })
}

async fn current(agent: &Client) -> Value {
    agent.get("/api/v1/calls/current").await.expect(200).json()["call"].clone()
}

#[tokio::test]
async fn a_call_brings_the_card_with_the_last_five_items() {
    let (_app, ewa, switchboard) = desk().await;
    let anna = person("Anna Nowak").phone("+48 601 100 201").at(21.0265, 52.2440).created_by(&ewa).await;
    for number in 0..6 {
        let note = json!({ "customer_id": anna["id"], "channel": "email", "direction": "outbound", "subject": number.to_string() });
        ewa.post("/api/v1/interactions", &note).await.expect(201);
    }
    switchboard.post("/api/v1/calls", &event("ringing", 0)).await.expect(200);
    let call = current(&ewa).await;
    assert_eq!(
        (&call["state"], &call["caller"], &call["number"]),
        (&json!("ringing"), &json!("one"), &json!("+48 601 100 201"))
    );
    assert_eq!(call["card"]["customer"]["name"], "Anna Nowak");
    assert_eq!(call["card"]["timeline"].as_array().unwrap().len(), 5);
    assert_eq!(
        call["card"]["timeline"][0]["channel"], "phone",
        "the call itself is on the timeline from its first ring"
    );
    assert_eq!(call["card"]["place"]["lat"], 52.2440);
}

#[tokio::test]
async fn none_many_and_withheld_are_states_of_their_own() {
    let (_app, ewa, switchboard) = desk().await;
    let ring = |number: &str, id: &str| {
        let mut event = event("ringing", 0);
        (event["number"], event["call_id"], event["event_id"]) = (json!(number), json!(id), json!(id));
        event
    };
    switchboard.post("/api/v1/calls", &ring("+420 777 000 111", "n")).await.expect(200);
    let none = current(&ewa).await;
    assert_eq!((&none["caller"], &none["country"], &none["card"]), (&json!("none"), &json!("CZ"), &Value::Null));
    ewa.post(&wrap_up_of(&none), &json!({ "outcome": "wrong number" })).await.expect(200);

    let first = person("Jan Kowalski").phone("221112233").created_by(&ewa).await;
    let second = person("Ewa Kowalska").phone("221112233").created_by(&ewa).await;
    let note = json!({ "customer_id": second["id"], "channel": "in_person", "direction": "inbound" });
    ewa.post("/api/v1/interactions", &note).await.expect(201);
    switchboard.post("/api/v1/calls", &ring("0048 22 111 22 33", "m")).await.expect(200);
    let many = current(&ewa).await;
    let names: Vec<&Value> = many["candidates"].as_array().unwrap().iter().map(|each| &each["name"]).collect();
    assert_eq!((&many["caller"], names), (&json!("many"), vec![&second["name"], &first["name"]]));
    let path = format!("/api/v1/calls/{}/customer", many["id"].as_str().unwrap());
    let picked = ewa.put(&path, &json!({ "customer_id": first["id"] })).await.expect(200).json();
    assert_eq!((&picked["caller"], &picked["card"]["customer"]["name"]), (&json!("one"), &json!("Jan Kowalski")));
    ewa.post(&wrap_up_of(&many), &json!({ "outcome": "question" })).await.expect(200);

    switchboard.post("/api/v1/calls", &ring("anonymous", "w")).await.expect(200);
    assert_eq!(current(&ewa).await["caller"], "withheld");
}

fn wrap_up_of(call: &Value) -> String {
    format!("/api/v1/calls/{}/wrap-up", call["id"].as_str().unwrap())
}

#[tokio::test]
async fn doubled_and_late_events_make_the_same_call() {
    let (_app, ewa, switchboard) = desk().await;
    let anna = person("Anna Nowak").phone("601100201").created_by(&ewa).await;
    let answers = [("ended", 40), ("ringing", 0), ("answered", 10), ("answered", 10), ("ended", 40)];
    let mut applied = Vec::new();
    for (kind, second) in answers {
        let receipt = switchboard.post("/api/v1/calls", &event(kind, second)).await.expect(200).json();
        applied.push(receipt["applied"].as_bool().unwrap());
    }
    assert_eq!(applied, [true, true, true, false, false]);
    let call = current(&ewa).await;
    assert_eq!((&call["state"], &call["duration_s"]), (&json!("ended"), &json!(30)));
    let timeline = ewa.get(&format!("{}/timeline", address_of(&anna))).await.expect(200).json();
    assert_eq!(timeline["items"].as_array().unwrap().len(), 1, "one call is one line: {timeline:#}");
    assert_eq!((&timeline["items"][0]["duration_s"], &timeline["items"][0]["outcome"]), (&json!(30), &json!("")));
}

#[tokio::test]
async fn an_event_that_was_told_of_another_call_changes_nothing_and_begins_none() {
    let (_app, ewa, switchboard) = desk().await;
    let of_call = |call_id: &str, kind: &str, event_id: &str| {
        let mut event = event(kind, 0);
        (event["call_id"], event["event_id"]) = (json!(call_id), json!(event_id));
        event
    };
    switchboard.post("/api/v1/calls", &of_call("c1", "ringing", "first")).await.expect(200);
    switchboard.post("/api/v1/calls", &of_call("c2", "ringing", "second")).await.expect(200);
    let again = switchboard.post("/api/v1/calls", &of_call("c2", "ended", "first")).await.expect(200).json();
    assert_eq!((&again["applied"], &again["state"]), (&json!(false), &json!("ringing")));
    let refused = switchboard.post("/api/v1/calls", &of_call("c3", "ringing", "first")).await.expect(400).json();
    assert_eq!(
        (&refused["errors"][0]["pointer"], &refused["errors"][0]["code"]),
        (&json!("/event_id"), &json!("taken"))
    );
    assert_eq!(current(&ewa).await["state"], "ringing");
}

#[tokio::test]
async fn the_outcome_of_a_call_is_on_the_timeline_and_the_agent_is_free() {
    let (_app, ewa, switchboard) = desk().await;
    let anna = person("Anna Nowak").phone("601100201").created_by(&ewa).await;
    for (kind, second) in [("ringing", 0), ("answered", 3), ("ended", 50)] {
        switchboard.post("/api/v1/calls", &event(kind, second)).await.expect(200);
    }
    let call = current(&ewa).await;
    ewa.post(&wrap_up_of(&call), &json!({ "outcome": "returns", "note": "czajnik" })).await.expect(200);
    assert_eq!(current(&ewa).await, Value::Null);
    let timeline = ewa.get(&format!("{}/timeline", address_of(&anna))).await.expect(200).json();
    let line = &timeline["items"][0];
    assert_eq!(
        (&line["outcome"], &line["body"], &line["duration_s"]),
        (&json!("returns"), &json!("czajnik"), &json!(47))
    );
}

#[tokio::test]
async fn a_missed_call_waits_until_an_answer_turns_up() {
    let (_app, ewa, switchboard) = desk().await;
    person("Anna Nowak").phone("601100201").created_by(&ewa).await;
    switchboard.post("/api/v1/calls", &event("ringing", 0)).await.expect(200);
    switchboard.post("/api/v1/calls", &event("ended", 20)).await.expect(200);
    let queue = ewa.get("/api/v1/queue").await.expect(200).json();
    assert_eq!(
        (&queue["items"][0]["kind"], &queue["items"][0]["customer"]["name"]),
        (&json!("missed_call"), &json!("Anna Nowak"))
    );
    switchboard.post("/api/v1/calls", &event("answered", 5)).await.expect(200);
    assert_eq!(ewa.get("/api/v1/queue").await.expect(200).json()["total"], 0);
}

#[tokio::test]
async fn a_call_is_nobody_elses_business() {
    let (app, ewa, switchboard) = desk().await;
    person("Anna Nowak").phone("601100201").created_by(&ewa).await;
    let other = app.agent().await;
    switchboard.post("/api/v1/calls", &event("ringing", 0)).await.expect(200);
    assert_eq!(current(&other).await, Value::Null);
    let call = current(&ewa).await;
    other.post(&wrap_up_of(&call), &json!({ "outcome": "x" })).await.expect(404);
    let path = format!("/api/v1/calls/{}/customer", call["id"].as_str().unwrap());
    other.put(&path, &json!({ "customer_id": call["customer_id"] })).await.expect(404);
}

#[tokio::test]
async fn a_transferred_call_leaves_one_screen_and_comes_to_the_other() {
    let (app, ewa, switchboard) = desk().await;
    app.add_user("jan", Role::Agent).await;
    let jan = app.sign_in("jan").await;
    switchboard.post("/api/v1/calls", &event("ringing", 0)).await.expect(200);
    switchboard.post("/api/v1/calls", &event("answered", 5)).await.expect(200);
    let mut moved = event("transferred", 20);
    moved["agent"] = json!("jan");
    switchboard.post("/api/v1/calls", &moved).await.expect(200);
    assert_eq!(current(&ewa).await, Value::Null);
    assert_eq!(current(&jan).await["state"], "transferred");
}

async fn post_signed(app: &TestApp, id: &str, at: &str, body: &Value, forge: bool) -> Answer {
    let (text, seconds) = (body.to_string(), moment(at).unix_seconds().to_string());
    let signed = sign(id, &seconds, text.as_bytes(), SECRET).unwrap();
    let signature = if forge { signed.replace("v1,", "v1,A") } else { signed };
    let hook = app.visitor().with_header("webhook-id", id).with_header("webhook-timestamp", &seconds);
    hook.with_header("webhook-signature", &signature).post("/api/v1/calls", body).await
}

#[tokio::test]
async fn a_signed_message_is_taken_and_a_forged_or_old_one_is_not() {
    let (app, ewa, _switchboard) = desk().await;
    let mut ringing = event("ringing", 0);
    ringing.as_object_mut().unwrap().remove("event_id");
    let first = post_signed(&app, "m1", SATURDAY, &ringing, false).await.expect(200).json();
    let again = post_signed(&app, "m1", SATURDAY, &ringing, false).await.expect(200).json();
    assert_eq!((&first["applied"], &again["applied"]), (&json!(true), &json!(false)));
    let forged = post_signed(&app, "m2", SATURDAY, &ringing, true).await.expect(401).json();
    assert_eq!(forged["code"], "signature_invalid");
    post_signed(&app, "m3", "2026-11-28T17:34:59+01:00", &ringing, false).await.expect(401);
    app.visitor().post("/api/v1/calls", &ringing).await.expect(401);
    ewa.post("/api/v1/calls", &ringing).await.expect(403);
}

#[tokio::test]
async fn a_broken_event_is_refused_with_its_place() {
    let (_app, _ewa, switchboard) = desk().await;
    let cases = [
        (json!({ "event": "sung", "call_id": "c1", "event_id": "e" }), "/event"),
        (json!({ "event": "ringing", "call_id": "", "event_id": "e" }), "/call_id"),
        (json!({ "event": "ringing", "call_id": "c1" }), "/event_id"),
        (json!({ "event": "ringing", "call_id": "c1", "event_id": "e", "at": "noon" }), "/at"),
        (json!({ "event": "ringing", "call_id": "c".repeat(201), "event_id": "e" }), "/call_id"),
        (json!({ "event": "ringing", "call_id": "c1", "event_id": "e", "pin": 1 }), "/pin"),
    ];
    for (body, pointer) in cases {
        let refused = switchboard.post("/api/v1/calls", &body).await.expect(400).json();
        assert_eq!(refused["errors"][0]["pointer"], pointer, "{refused:#}");
    }
}
