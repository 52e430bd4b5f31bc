//! `/api/v1/road-conditions`: what is different on the roads, in every answer that it concerns.

use blisko::domain::permission::Role;
use serde_json::{Value, json};

use super::nearest::{order, rivertown_app};
use crate::support::app::TestApp;
use crate::support::river_town::{B1, R1, R2, at};

const CONDITIONS: &str = "/api/v1/road-conditions";

fn route(to: (f64, f64), more: &str) -> String {
    format!("/api/v1/routes?places={},{};{},{}&geometry=none{more}", B1.0, B1.1, to.0, to.1)
}

/// The bridge is closed.
fn closed_bridge() -> Value {
    json!({ "name": "Most: remont", "conditions": { "closures": [{ "point": at(5_750, 400) }] } })
}

/// All streets at half their speed.
fn slow(name: &str, more: Value) -> Value {
    let mut body = json!({ "name": name, "conditions": { "pace_percent": 50 } });
    for (key, value) in more.as_object().expect("members") {
        body[key] = value.clone();
    }
    body
}

async fn seconds(app: &TestApp, more: &str) -> (u64, Value) {
    let answer = app.visitor().get(&route(R2, more)).await.expect(200).json();
    (answer["duration_s"].as_u64().expect("seconds"), answer["conditions"]["names"].clone())
}

#[tokio::test]
async fn a_closed_bridge_is_closed_for_every_answer_until_it_is_open_again() {
    let app = rivertown_app().await;
    let steward = app.steward().await;
    let nearest = format!("/api/v1/outlets/nearest?lon={}&lat={}&mode=car", B1.0, B1.1);
    let made = steward.post(CONDITIONS, &closed_bridge()).await.expect(201).json();
    let visitor = app.visitor();
    assert_eq!(visitor.get(&route(R1, "")).await.expect(404).json()["code"], "no_route");
    let answer = visitor.get(&nearest).await.expect(200).json();
    assert_eq!((order(&answer), &answer["conditions"]["names"]), (vec!["R2"], &json!(["Most: remont"])));
    assert_eq!(answer["excluded"][0]["code"], "unreachable");
    let matrix = json!({ "origins": [B1], "destinations": [R1, R2] });
    let cells = visitor.post("/api/v1/matrix", &matrix).await.expect(200).json();
    assert!(cells["durations_s"][0][0].is_null() && cells["durations_s"][0][1].is_number(), "{cells}");
    let osrm = format!("/osrm/route/v1/driving/{},{};{},{}", B1.0, B1.1, R1.0, R1.1);
    assert_eq!(visitor.get(&osrm).await.expect(400).json()["code"], "NoRoute");
    let address = format!("{CONDITIONS}/{}", made["id"].as_str().expect("an id"));
    steward.delete(&address).await.expect(204);
    let answer = visitor.get(&route(R1, "")).await.expect(200).json();
    assert!(answer["conditions"].is_null(), "{answer}");
    assert_eq!(order(&visitor.get(&nearest).await.expect(200).json()), ["R2", "R1"]);
    steward.delete(&address).await.expect(404);
}

#[tokio::test]
async fn slow_hours_are_those_of_the_moment_one_sets_out() {
    let app = TestApp::with_roads().await;
    let rush = slow("Rush hour", json!({ "hours": "07:00-09:30", "weekdays": [5], "time_zone": "Europe/Warsaw" }));
    app.steward().await.post(CONDITIONS, &rush).await.expect(201);
    let (usual, none) = seconds(&app, "&depart=2026-11-27T12:00:00Z").await;
    // Friday, half past seven in Warsaw.
    let (slower, names) = seconds(&app, "&depart=2026-11-27T06:30:00Z").await;
    assert_eq!((none, names), (Value::Null, json!(["Rush hour"])));
    assert!(slower.abs_diff(2 * usual) <= 10, "{usual} s, then {slower} s");
}

#[tokio::test]
async fn a_low_emission_zone_is_closed_to_the_vehicles_that_it_names() {
    let app = TestApp::with_roads().await;
    let corners: Vec<(f64, f64)> =
        [(1_900, -50), (2_300, -50), (2_300, 50), (1_900, 50)].map(|(x, y)| at(x, y)).to_vec();
    let zone = json!({ "name": "Zone", "modes": ["car"], "vehicles": ["euro-3"], "conditions": { "closed_areas": [corners] } });
    app.steward().await.post(CONDITIONS, &zone).await.expect(201);
    let (_, names) = seconds(&app, "&vehicle=electric").await;
    assert_eq!(names, Value::Null);
    let answer = app.visitor().get(&route(at(5_000, 0), "&vehicle=euro-3")).await.expect(404).json();
    assert_eq!(answer["code"], "no_route");
    app.visitor().get(&route(at(5_000, 0), "&vehicle=euro-3&mode=bike")).await.expect(200);
}

#[tokio::test]
async fn somebodys_own_pace_is_theirs_alone() {
    let app = TestApp::with_roads().await;
    let rep = app.add_user("rita", Role::Rep).await;
    app.steward().await.post(CONDITIONS, &slow("Rita", json!({ "person": rep.0 }))).await.expect(201);
    let own = app.sign_in("rita").await.get(&route(R2, "")).await.expect(200).json();
    assert_eq!(own["conditions"]["names"], json!(["Rita"]));
    let (usual, none) = seconds(&app, "").await;
    assert_eq!(none, Value::Null);
    assert!(own["duration_s"].as_u64().expect("seconds") > usual);
}

#[tokio::test]
async fn conditions_are_listed_and_replaced_as_they_were_written() {
    let app = TestApp::with_roads().await;
    let steward = app.steward().await;
    let made = steward.post(CONDITIONS, &closed_bridge()).await.expect(201).json();
    let address = format!("{CONDITIONS}/{}", made["id"].as_str().expect("an id"));
    let body = json!({
        "name": "Night", "modes": ["car"], "vehicles": ["van"], "from": "2026-12-01", "until": "2026-12-31",
        "weekdays": [1, 2], "hours": "22:00-06:00", "time_zone": "Europe/Prague",
        "conditions": {
            "closures": [{ "way_id": 7 }], "closed_areas": [], "speed_percent": { "primary": 80, "minor": 50 },
            "pace_percent": 90,
        },
    });
    let replaced = steward.put(&address, &body).await.expect(200).json();
    let listed = app.agent().await.get(CONDITIONS).await.expect(200).json();
    assert_eq!(listed["items"], json!([replaced]));
    for (key, value) in body.as_object().expect("members").iter().filter(|(key, _)| *key != "conditions") {
        assert_eq!(&replaced[key], value, "{key}");
    }
    assert_eq!(replaced["conditions"]["speed_percent"]["minor"], 50);
    assert_eq!(replaced["conditions"]["closures"][0]["way_id"], 7);
}

#[tokio::test]
async fn what_is_wrong_with_a_condition_is_named() {
    let app = TestApp::with_roads().await;
    let steward = app.steward().await;
    for (body, pointer) in [
        (json!({ "name": "", "conditions": { "pace_percent": 50 } }), "/name"),
        (json!({ "name": "x", "conditions": {} }), "/conditions"),
        (json!({ "name": "x", "conditions": { "pace_percent": 5 } }), "/conditions/pace_percent"),
        (slow("x", json!({ "modes": ["horse"] })), "/modes"),
        (slow("x", json!({ "from": "tomorrow" })), "/from"),
        (slow("x", json!({ "from": "2026-12-02", "until": "2026-12-01" })), "/until"),
        (slow("x", json!({ "hours": "late" })), "/hours"),
        (slow("x", json!({ "weekdays": [8] })), "/weekdays"),
        (slow("x", json!({ "time_zone": "Mars/Olympus" })), "/time_zone"),
    ] {
        let problem = steward.post(CONDITIONS, &body).await.expect(400).json();
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{body}");
    }
    assert_eq!(
        app.visitor().get(&route(R2, "&depart=noon")).await.expect(400).json()["errors"][0]["parameter"],
        "depart"
    );
    let long = format!("&vehicle={}", "v".repeat(41));
    assert_eq!(app.visitor().get(&route(R2, &long)).await.expect(400).json()["errors"][0]["parameter"], "vehicle");
}

#[tokio::test]
async fn the_dialect_of_osrm_names_what_it_heeds() {
    let app = rivertown_app().await;
    let pairs = format!("{},{};{},{}", B1.0, B1.1, R2.0, R2.1);
    let asked = ["route", "table"].map(|what| format!("/osrm/{what}/v1/driving/{pairs}"));
    for address in &asked {
        let answer = app.visitor().get(address).await.expect(200).json();
        assert!(answer.get("conditions").is_none(), "{answer}");
    }
    app.steward().await.post(CONDITIONS, &slow("Mgła", json!({}))).await.expect(201);
    for address in &asked {
        let answer = app.visitor().get(address).await.expect(200).json();
        assert_eq!(answer["conditions"]["names"], json!(["Mgła"]), "{answer}");
    }
}
