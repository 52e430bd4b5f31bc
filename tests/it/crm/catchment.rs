//! Which customers are near an outlet, and who goes elsewhere when it closes. The town is Rivertown.

use blisko::domain::permission::Role;
use serde_json::Value;

use super::people::person;
use crate::api::nearest::rivertown_app;
use crate::support::app::{Client, TestApp};
use crate::support::river_town::{B1, SEA, at};

/// Three customers: at B1 on the south bank, beside R1 on the north bank, and far out at sea.
async fn rivertown() -> (TestApp, Client, Client) {
    let app = rivertown_app().await;
    let (agent, steward) = (app.agent().await, app.steward().await);
    for (name, (lon, lat)) in [("Anna", B1), ("Karel", at(50, 800)), ("Zofia", SEA)] {
        person(name).at(lon, lat).created_by(&agent).await;
    }
    (app, agent, steward)
}

async fn ask(client: &Client, steward: &Client, outlet: &str, rest: &str) -> Value {
    let outlets = steward.get("/api/v1/outlets?limit=10").await.expect(200).json();
    let items = outlets["items"].as_array().expect("outlets");
    let id = items.iter().find(|item| item["code"] == outlet).expect("the outlet")["id"].as_str().expect("an id");
    client.get(&format!("/api/v1/outlets/{id}/{rest}")).await.expect(200).json()
}

fn names(answer: &Value) -> Vec<&str> {
    answer["items"].as_array().expect("items").iter().map(|item| item["name"].as_str().expect("a name")).collect()
}

#[tokio::test]
async fn within_minutes_is_who_gets_there_by_road() {
    let (_app, agent, steward) = rivertown().await;
    let near = ask(&agent, &steward, "R2", "customers-within?minutes=6").await;
    assert_eq!((names(&near), &near["total"]), (vec!["Anna"], &Value::from(1)));
    assert_eq!(near["items"][0]["basis"], "roads");
    // R1 is 800 m from Anna in a straight line, and 12.8 km by the bridge.
    assert_eq!(names(&ask(&agent, &steward, "R1", "customers-within?minutes=6").await), ["Karel"]);
}

#[tokio::test]
async fn who_loses_an_outlet_is_told_where_to_go_and_how_much_longer_it_takes() {
    let (_app, agent, steward) = rivertown().await;
    let lost = ask(&agent, &steward, "R1", "customers-losing").await;
    assert_eq!((names(&lost), &lost["items"][0]["next"]["code"]), (vec!["Karel"], &Value::from("R2")));
    assert!(lost["items"][0]["extra_s"].as_i64().expect("seconds") > 300, "{lost:#}");
    let nobody_else = ask(&agent, &steward, "R1", "customers-losing?services=no_such_service").await;
    assert_eq!(nobody_else["items"][0]["next"], Value::Null);
}

#[tokio::test]
async fn a_rep_is_told_of_own_customers_only_and_wrong_questions_are_named() {
    let (app, _agent, steward) = rivertown().await;
    let rep = app.signed_in(Role::Rep).await;
    assert_eq!(ask(&rep, &steward, "R1", "customers-losing").await["total"], 0);
    let outlets = steward.get("/api/v1/outlets?limit=10").await.expect(200).json();
    let path = format!("/api/v1/outlets/{}/customers-within", outlets["items"][0]["id"].as_str().unwrap());
    for query in ["minutes=0", "minutes=61", "mode=horse", "limit=0"] {
        rep.get(&format!("{path}?{query}")).await.expect(400);
    }
    app.visitor().get(&path).await.expect(401);
}
