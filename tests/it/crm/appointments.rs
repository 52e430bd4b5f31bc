//! `/api/v1/appointments`

use serde_json::{Value, json};

use super::people::person;
use crate::support::app::{Client, SATURDAY, TestApp};
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

/// A shop that is open on Monday from nine to five, and so many people who could go there.
async fn shop_and_people(app: &TestApp, count: usize) -> (Value, Vec<Value>) {
    let shop = outlet("W1").open("Mo-Fr 09:00-17:00").json();
    let shop = app.steward().await.post("/api/v1/outlets", &shop).await.expect(201).json();
    let agent = app.agent().await;
    let mut people = Vec::new();
    for number in 0..count {
        people.push(person(&format!("Anna {number}")).created_by(&agent).await);
    }
    (shop, people)
}

fn visit(shop: &Value, who: &Value, begins_at: &str) -> Value {
    json!({ "outlet_id": shop["id"], "customer_id": who["id"], "begins_at": begins_at, "minutes": 30 })
}

fn rules_of(shop: &Value) -> String {
    format!("/api/v1/outlets/{}/booking", shop["id"].as_str().unwrap())
}

async fn beginnings(client: &Client, shop: &Value, query: &str) -> Vec<String> {
    let path = format!("/api/v1/outlets/{}/slots?{query}", shop["id"].as_str().unwrap());
    let list = client.get(&path).await.expect(200).json();
    list["items"].as_array().unwrap().iter().map(|slot| slot["begins_at"].as_str().unwrap().to_owned()).collect()
}

const TEN: &str = "2026-11-30T10:00:00+01:00";

#[tokio::test]
async fn an_outlet_that_is_full_says_when_it_is_not() {
    let app = TestApp::new().await;
    let (shop, people) = shop_and_people(&app, 3).await;
    let (agent, steward) = (app.agent().await, app.steward().await);
    let before = steward.get(&rules_of(&shop)).await.expect(200);
    assert_eq!((before.json()["at_once"].clone(), before.header("etag")), (json!(1), "\"0\""));
    let two = json!({ "slot_minutes": 30, "at_once": 2 });
    steward.with_header("if-match", "\"0\"").put(&rules_of(&shop), &two).await.expect(200);
    steward.with_header("if-match", "\"0\"").put(&rules_of(&shop), &two).await.expect(412);
    agent.with_header("if-match", "*").put(&rules_of(&shop), &two).await.expect(403);
    for who in &people[..2] {
        agent.post("/api/v1/appointments", &visit(&shop, who, TEN)).await.expect(201);
    }
    let full = agent.post("/api/v1/appointments", &visit(&shop, &people[2], TEN)).await.expect(409).json();
    assert_eq!(full["code"], "slot_taken");
    assert_eq!(full["next_free"][0], "2026-11-30T09:30:00Z");
    let quarter_past = visit(&shop, &people[2], "2026-11-30T10:15:00+01:00");
    agent.post("/api/v1/appointments", &quarter_past).await.expect(409);
    agent.post("/api/v1/appointments", &visit(&shop, &people[2], "2026-11-30T10:30:00+01:00")).await.expect(201);
}

#[tokio::test]
async fn slots_that_are_proposed_can_be_booked_and_others_are_not_proposed() {
    let app = TestApp::new().await;
    let (shop, people) = shop_and_people(&app, 1).await;
    let agent = app.agent().await;
    let monday = "from=2026-11-30T00:00:00Z&until=2026-12-01T00:00:00Z";
    let slots = beginnings(&agent, &shop, monday).await;
    // Nine to five in Warsaw, in steps of half an hour; it is Saturday now, and closed until Monday.
    assert_eq!(
        (slots.len(), slots[0].as_str(), slots[15].as_str()),
        (16, "2026-11-30T08:00:00Z", "2026-11-30T15:30:00Z")
    );
    assert_eq!(beginnings(&agent, &shop, "limit=1").await, ["2026-11-30T08:00:00Z"]);
    agent.post("/api/v1/appointments", &visit(&shop, &people[0], &slots[3])).await.expect(201);
    let free = beginnings(&agent, &shop, monday).await;
    assert!(free.len() == 15 && !free.contains(&slots[3]));
    assert_eq!(beginnings(&agent, &shop, &format!("{monday}&minutes=480")).await, Vec::<String>::new());
    for wrong in ["minutes=4", "until=2027-11-30T00:00:00Z", "limit=501", "from=monday"] {
        agent.get(&format!("/api/v1/outlets/{}/slots?{wrong}", shop["id"].as_str().unwrap())).await.expect(400);
    }
}

#[tokio::test]
async fn a_service_with_one_machine_is_full_before_the_outlet() {
    let app = TestApp::new().await;
    let (shop, people) = shop_and_people(&app, 3).await;
    let (agent, steward) = (app.agent().await, app.steward().await);
    let services = json!({ "services": [{ "code": "eye_test", "name": { "pl": "Badanie wzroku" } }] });
    steward.put("/api/v1/services", &services).await.expect(200);
    let mut with_service = outlet("W1").open("Mo-Fr 09:00-17:00").json();
    with_service["services"] = json!(["eye_test"]);
    let path = format!("/api/v1/outlets/{}", shop["id"].as_str().unwrap());
    steward.with_header("if-match", "*").put(&path, &with_service).await.expect(200);
    let rules = json!({ "slot_minutes": 30, "at_once": 3, "services": { "eye_test": 1 } });
    steward.with_header("if-match", "*").put(&rules_of(&shop), &rules).await.expect(200);
    let test = |who: &Value| {
        let mut body = visit(&shop, who, TEN);
        body["service"] = json!("eye_test");
        body
    };
    agent.post("/api/v1/appointments", &test(&people[0])).await.expect(201);
    agent.post("/api/v1/appointments", &test(&people[1])).await.expect(409);
    agent.post("/api/v1/appointments", &visit(&shop, &people[2], TEN)).await.expect(201);
    let day = "from=2026-11-30T00:00:00Z&until=2026-12-01T00:00:00Z";
    assert_eq!(beginnings(&agent, &shop, &format!("{day}&service=eye_test")).await.len(), 15);
    assert_eq!(beginnings(&agent, &shop, day).await.len(), 16);
}

#[tokio::test]
async fn a_customer_is_not_at_two_places_at_one_time_and_may_move() {
    let app = TestApp::new().await;
    let (shop, people) = shop_and_people(&app, 2).await;
    let agent = app.agent().await;
    let other = outlet("W2").open("Mo-Fr 09:00-17:00").json();
    let other = app.steward().await.post("/api/v1/outlets", &other).await.expect(201).json();
    let booked = agent.post("/api/v1/appointments", &visit(&shop, &people[0], TEN)).await.expect(201).json();
    let problem = agent.post("/api/v1/appointments", &visit(&other, &people[0], TEN)).await.expect(409).json();
    assert_eq!(problem["code"], "customer_busy");
    // The own appointment is not in its own way, the other customer's is.
    let path = format!("/api/v1/appointments/{}", booked["id"].as_str().unwrap());
    let put = agent.with_header("if-match", "*");
    put.put(&path, &visit(&shop, &people[0], "2026-11-30T10:15:00+01:00")).await.expect(200);
    agent.post("/api/v1/appointments", &visit(&shop, &people[1], "2026-11-30T11:00:00+01:00")).await.expect(201);
    put.put(&path, &visit(&shop, &people[0], "2026-11-30T10:45:00+01:00")).await.expect(409);
    // What was cancelled gives its place away, and is asked again when it comes back.
    let mut cancelled = visit(&shop, &people[0], "2026-11-30T10:15:00+01:00");
    cancelled["state"] = json!("cancelled");
    put.put(&path, &cancelled).await.expect(200);
    let third = person("Karel").created_by(&agent).await;
    agent.post("/api/v1/appointments", &visit(&shop, &third, TEN)).await.expect(201);
    put.put(&path, &visit(&shop, &people[0], "2026-11-30T10:15:00+01:00")).await.expect(409);
}

/// Many agents, half of them at each server, want the one free place at ten: one gets it.
async fn only_one_gets_the_last_place(first: &TestApp, second: &TestApp) {
    const AGENTS: usize = 12;
    let (shop, people) = shop_and_people(first, AGENTS).await;
    let agents = [first.agent().await, second.agent().await];
    let tries = people.iter().enumerate().map(|(number, who)| {
        let (agent, body) = (agents[number % 2].clone(), visit(&shop, who, TEN));
        tokio::spawn(async move { agent.post("/api/v1/appointments", &body).await })
    });
    let mut booked = 0;
    for attempt in tries.collect::<Vec<_>>() {
        let answer = attempt.await.unwrap();
        match answer.status.as_u16() {
            201 => booked += 1,
            _ => assert_eq!(answer.expect(409).json()["next_free"][0], "2026-11-30T09:30:00Z"),
        }
    }
    assert_eq!(booked, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_agents_at_once_do_not_get_the_last_place_both_on_sqlite() {
    let app = TestApp::new().await;
    only_one_gets_the_last_place(&app, &app).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_agents_at_two_servers_do_not_get_the_last_place_both_on_postgres() {
    let Some(database) = crate::support::postgres::database().await else { return };
    let setting = [("database_url", database.url())];
    let setting = setting.each_ref().map(|(key, value)| (*key, value.as_str()));
    let (first, second) = (TestApp::with(SATURDAY, &setting).await, TestApp::with(SATURDAY, &setting).await);
    only_one_gets_the_last_place(&first, &second).await;
}
