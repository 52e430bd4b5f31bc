//! From a table without coordinates to outlets with a place, and a person in between where it is needed.

use axum::body::Body;
use serde_json::{Value, json};

use crate::support::app::{Client, TestApp};

const HEAD: &str = "Kod;Nazwa;Ulica;Kod pocztowy;Miasto;Kraj\n";
const SURE: &str = "T-1;Salon Zamkowa;Zamkowa 1;43-400;Cieszyn;PL\n";
const NO_HOUSE: &str = "T-2;Salon Bielska;Bielska 999;43-400;Cieszyn;PL\n";
const NO_TOWN: &str = "T-3;Salon Nigdzie;Długa 1;;Xylofonowo;PL\n";

/// Uploads, checks and applies; the import as it is then.
async fn import(steward: &Client, rows: &str) -> Value {
    let file = format!("{HEAD}{rows}");
    let upload = steward.send("POST", "/api/v1/imports?file_name=salony.csv", Some("text/csv"), Body::from(file)).await;
    let id = upload.expect(201).json()["id"].as_str().expect("an id").to_owned();
    let step = async |step: &str| {
        let path = format!("/api/v1/imports/{id}/{step}?wait_s=20");
        steward.send("POST", &path, None, Body::empty()).await.expect(200).json()
    };
    step("check").await;
    step("apply").await
}

async fn waiting(steward: &Client) -> Value {
    steward.get("/api/v1/repairs").await.expect(200).json()
}

async fn codes(steward: &Client) -> Vec<String> {
    let page = steward.get("/api/v1/outlets").await.expect(200).json();
    let items = page["items"].as_array().expect("outlets").clone();
    items.iter().map(|each| each["code"].as_str().unwrap_or_default().to_owned()).collect()
}

fn id_of<'a>(list: &'a Value, code: &str) -> &'a str {
    let items = list["items"].as_array().expect("a list");
    let item =
        items.iter().find(|each| each["code"] == code).unwrap_or_else(|| panic!("{code} does not wait: {list:#}"));
    item["outlet_id"].as_str().expect("an id")
}

#[tokio::test]
async fn a_sure_house_becomes_an_outlet_and_remembers_how_it_was_found() {
    let app = TestApp::with_addresses().await;
    let steward = app.steward().await;
    let import = import(&steward, SURE).await;
    assert_eq!((&import["counts"]["create"], &import["counts"]["geocoded"]), (&json!(1), &json!(1)), "{import:#}");
    let outlet = steward.get("/api/v1/outlets").await.json()["items"][0].clone();
    assert!((outlet["lon"].as_f64().unwrap() - 18.626).abs() < 0.01, "{outlet:#}");
    let path = format!("/api/v1/outlets/{}/geocode", outlet["id"].as_str().expect("an id"));
    let geocode = steward.get(&path).await.expect(200).json();
    assert_eq!((&geocode["state"], &geocode["found"]["level"]), (&json!("good"), &json!("building")), "{geocode:#}");
    assert_eq!(geocode["raw_text"], "Zamkowa 1, 43-400 Cieszyn, PL");
    assert_eq!(geocode["import_row"], 2);
}

#[tokio::test]
async fn what_is_not_sure_waits_by_cause_and_is_no_outlet_yet() {
    let app = TestApp::with_addresses().await;
    let steward = app.steward().await;
    let import = import(&steward, &format!("{SURE}{NO_HOUSE}{NO_TOWN}")).await;
    assert_eq!((&import["counts"]["create"], &import["counts"]["held"]), (&json!(1), &json!(2)), "{import:#}");
    assert_eq!(codes(&steward).await, ["T-1"]);
    let waiting = waiting(&steward).await;
    let causes = json!([{ "cause": "town_not_found", "count": 1 }, { "cause": "house_not_found", "count": 1 }]);
    assert_eq!(waiting["causes"], causes, "{waiting:#}");
    let only = steward.get("/api/v1/repairs?cause=house_not_found").await.expect(200).json();
    assert_eq!(only["items"].as_array().expect("a list").len(), 1);
    let held = &only["items"][0];
    assert_eq!((&held["code"], &held["is_held"]), (&json!("T-2"), &json!(true)));
    assert_eq!(held["geocode"]["found"]["level"], "street");
    steward.get("/api/v1/repairs?cause=bad_luck").await.expect(400);
}

#[tokio::test]
async fn a_pin_makes_the_outlet_and_its_level_is_manual() {
    let app = TestApp::with_addresses().await;
    let steward = app.steward().await;
    import(&steward, NO_TOWN).await;
    let list = waiting(&steward).await;
    let id = id_of(&list, "T-3");
    let pin = json!({ "lon": 18.7, "lat": 49.8 });
    let put = steward.put(&format!("/api/v1/repairs/{id}/point"), &pin).await.expect(200).json();
    assert_eq!(put["items"][0]["result"], "done");
    let outlet = steward.get(&format!("/api/v1/outlets/{id}")).await.expect(200).json();
    assert_eq!((&outlet["code"], &outlet["lon"], &outlet["lat"]), (&json!("T-3"), &json!(18.7), &json!(49.8)));
    let geocode = steward.get(&format!("/api/v1/outlets/{id}/geocode")).await.expect(200).json();
    assert_eq!((&geocode["state"], &geocode["found"]["level"]), (&json!("manual"), &json!("manual")));
    assert_eq!(waiting(&steward).await["items"], json!([]));
    steward.put(&format!("/api/v1/repairs/{id}/point"), &pin).await.expect(404);
}

#[tokio::test]
async fn accepting_takes_what_was_found_for_many_at_once_and_says_where_nothing_was() {
    let app = TestApp::with_addresses().await;
    let steward = app.steward().await;
    import(&steward, &format!("{NO_HOUSE}{NO_TOWN}")).await;
    let list = waiting(&steward).await;
    let (house, town) = (id_of(&list, "T-2"), id_of(&list, "T-3"));
    let nobody = "00000000-0000-7000-8000-000000000000";
    let body = json!({ "ids": [house, town, nobody] });
    let accepted = steward.post("/api/v1/repairs/accept", &body).await.expect(200).json();
    let results: Vec<&Value> =
        accepted["items"].as_array().expect("a list").iter().map(|each| &each["result"]).collect();
    assert_eq!(results, ["done", "nothing_to_accept", "not_waiting"]);
    let geocode = steward.get(&format!("/api/v1/outlets/{house}/geocode")).await.expect(200).json();
    assert_eq!((&geocode["state"], &geocode["found"]["level"]), (&json!("accepted"), &json!("street")));
}

#[tokio::test]
async fn looking_again_with_a_mended_address_finds_it_and_failure_is_counted() {
    let app = TestApp::with_addresses().await;
    let steward = app.steward().await;
    import(&steward, NO_TOWN).await;
    let list = waiting(&steward).await;
    let id = id_of(&list, "T-3");
    let again = steward.post("/api/v1/repairs/retry", &json!({ "ids": [id] })).await.expect(200).json();
    assert_eq!(
        (&again["items"][0]["result"], &again["items"][0]["cause"]),
        (&json!("still_open"), &json!("town_not_found"))
    );
    assert_eq!(waiting(&steward).await["items"][0]["geocode"]["attempts"], 2);
    let mended = json!({ "ids": [id], "address": { "street": "Zamkowa 1", "postcode": "43-400", "city": "Cieszyn" } });
    let found = steward.post("/api/v1/repairs/retry", &mended).await.expect(200).json();
    assert_eq!(found["items"][0]["result"], "done", "{found:#}");
    let outlet = steward.get(&format!("/api/v1/outlets/{id}")).await.expect(200).json();
    assert_eq!(outlet["address"]["street"], "Zamkowa 1");
    let two = json!({ "ids": [id, id], "address": { "city": "Cieszyn" } });
    steward.post("/api/v1/repairs/retry", &two).await.expect(400);
}

#[tokio::test]
async fn an_outlet_whose_new_address_is_not_found_stays_where_it_is_and_waits() {
    let app = TestApp::with_addresses().await;
    let steward = app.steward().await;
    import(&steward, SURE).await;
    let before = steward.get("/api/v1/outlets").await.json()["items"][0].clone();
    import(&steward, "T-1;Salon Zamkowa;Długa 1;;Xylofonowo;PL\n").await;
    let after = steward.get("/api/v1/outlets").await.json()["items"][0].clone();
    assert_eq!((&after["lon"], &after["lat"]), (&before["lon"], &before["lat"]));
    let waiting = waiting(&steward).await;
    assert_eq!((&waiting["items"][0]["code"], &waiting["items"][0]["is_held"]), (&json!("T-1"), &json!(false)));
    let id = id_of(&waiting, "T-1");
    steward.delete(&format!("/api/v1/repairs/{id}")).await.expect(204);
    assert_eq!(steward.get("/api/v1/repairs").await.json()["items"], json!([]));
    assert_eq!(codes(&steward).await, ["T-1"]);
}

#[tokio::test]
async fn a_second_import_takes_the_place_of_what_the_first_one_held_and_undo_takes_it_out() {
    let app = TestApp::with_addresses().await;
    let steward = app.steward().await;
    import(&steward, NO_TOWN).await;
    let second = import(&steward, NO_TOWN).await;
    assert_eq!(waiting(&steward).await["items"].as_array().expect("a list").len(), 1);
    let path = format!("/api/v1/imports/{}/undo?wait_s=20", second["id"].as_str().expect("an id"));
    steward.send("POST", &path, None, Body::empty()).await.expect(200);
    assert_eq!(waiting(&steward).await["items"], json!([]));
}

#[tokio::test]
async fn a_code_that_was_given_away_meanwhile_keeps_the_repair_open() {
    let app = TestApp::with_addresses().await;
    let steward = app.steward().await;
    import(&steward, NO_TOWN).await;
    let list = waiting(&steward).await;
    let id = id_of(&list, "T-3");
    steward.post("/api/v1/outlets", &crate::support::builders::outlet("T-3").json()).await.expect(201);
    let put = steward.put(&format!("/api/v1/repairs/{id}/point"), &json!({ "lon": 18.7, "lat": 49.8 })).await;
    assert_eq!(put.expect(200).json()["items"][0]["cause"], "code_taken");
}

#[tokio::test]
async fn an_outlet_that_is_moved_by_hand_says_so_from_then_on() {
    let app = TestApp::with_addresses().await;
    let steward = app.steward().await;
    import(&steward, SURE).await;
    let outlet = steward.get("/api/v1/outlets").await.json()["items"][0].clone();
    let path = format!("/api/v1/outlets/{}", outlet["id"].as_str().expect("an id"));
    let moved = crate::support::builders::outlet("T-1").at(18.64, 49.74).json();
    steward.with_header("if-match", "*").put(&path, &moved).await.expect(200);
    let geocode = steward.get(&format!("{path}/geocode")).await.expect(200).json();
    assert_eq!(geocode["found"]["level"], "manual");
    let given = steward.post("/api/v1/outlets", &crate::support::builders::outlet("T-9").json()).await.json();
    steward.get(&format!("/api/v1/outlets/{}/geocode", given["id"].as_str().unwrap())).await.expect(404);
}

#[tokio::test]
async fn without_any_addresses_a_row_without_coordinates_is_bad_as_ever() {
    let app = TestApp::new().await;
    let steward = app.steward().await;
    let import = import(&steward, SURE).await;
    assert_eq!((&import["counts"]["bad"], &import["counts"]["held"]), (&json!(1), &json!(0)));
}
