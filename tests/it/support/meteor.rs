//! The fixture "Meteor": eight outlets in Warsaw, Kraków, Cieszyn, Český Těšín and Ostrava.

use serde_json::{Value, json};

use super::app::{Client, TestApp};

const FIXTURE: &str = include_str!("../../data/meteor.json");

/// A service with the fixture loaded, the clock at an RFC 3339 time.
pub async fn meteor_at(time: &str) -> TestApp {
    let app = TestApp::at(time).await;
    let steward = app.steward().await;
    let fixture: Value = serde_json::from_str(FIXTURE).expect("the fixture is JSON");
    steward.put("/api/v1/services", &json!({ "services": fixture["services"] })).await.expect(200);
    for outlet in fixture["outlets"].as_array().expect("a list of outlets") {
        steward.post("/api/v1/outlets", outlet).await.expect(201);
    }
    app
}

/// Adds the people of the fixture; returns Anna, Karel and Zofia.
pub async fn people(client: &Client) -> [Value; 3] {
    let fixture: Value = serde_json::from_str(FIXTURE).expect("the fixture is JSON");
    let mut added = Vec::new();
    for person in fixture["people"].as_array().expect("a list of people") {
        added.push(client.post("/api/v1/customers", person).await.expect(201).json());
    }
    added.try_into().expect("three people")
}

/// `/api/v1/outlets/nearest` around a person of the fixture.
pub fn nearest(person: Person, rest: &str) -> String {
    let (lon, lat) = match person {
        Person::Anna => (21.0265, 52.2440),
        Person::Karel => (18.6230, 49.7475),
        Person::Zofia => (18.6400, 49.7510),
    };
    format!("/api/v1/outlets/nearest?lon={lon}&lat={lat}{rest}")
}

#[derive(Clone, Copy, Debug)]
pub enum Person {
    Anna,
    Karel,
    Zofia,
}

/// `CODE distance` of each outlet offered, metres.
pub fn offered(answer: &Value) -> Vec<String> {
    let line = |item: &Value| {
        format!("{} {:.1}", item["outlet"]["code"].as_str().unwrap(), item["distance_m"].as_f64().unwrap())
    };
    answer["outlets"].as_array().expect("outlets").iter().map(line).collect()
}

/// `CODE reason` of each outlet left out.
pub fn excluded(answer: &Value) -> Vec<String> {
    let line =
        |item: &Value| format!("{} {}", item["outlet"]["code"].as_str().unwrap(), item["code"].as_str().unwrap());
    answer["excluded"].as_array().expect("excluded").iter().map(line).collect()
}
