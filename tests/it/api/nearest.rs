//! `/api/v1/outlets/nearest`: what it takes and what it refuses.

use serde_json::{Value, json};

use crate::support::app::TestApp;
use crate::support::builders::outlet;
use crate::support::meteor::{excluded, meteor_at, offered};
use crate::support::river_town;

const WORKDAY: &str = "2026-11-26T12:00:00+01:00";
const HERE: &str = "/api/v1/outlets/nearest?lon=21.0122&lat=52.2297";

async fn refused(query: &str) -> Value {
    let app = meteor_at(WORKDAY).await;
    app.visitor().get(&format!("/api/v1/outlets/nearest?{query}")).await.expect(400).json()
}

async fn refused_parameter(query: &str) -> (Value, Value) {
    let problem = refused(query).await;
    let error = &problem["errors"][0];
    (error["parameter"].clone(), error["code"].clone())
}

#[tokio::test]
async fn coordinates_that_cannot_be_are_refused_by_name() {
    assert_eq!(refused_parameter("lon=NaN&lat=52").await, (json!("lon"), json!("out_of_range")));
    assert_eq!(refused_parameter("lon=21&lat=91").await, (json!("lat"), json!("out_of_range")));
    assert_eq!(refused_parameter("lon=21&lat=inf").await, (json!("lat"), json!("out_of_range")));
    assert_eq!(refused_parameter("lon=0&lat=0").await, (json!("lon"), json!("null_island")));
}

#[tokio::test]
async fn a_missing_coordinate_is_asked_for() {
    let problem = refused("lon=21").await;
    assert!(problem["detail"].as_str().unwrap().contains("lat"), "{problem}");
}

#[tokio::test]
async fn a_number_of_outlets_outside_the_bounds_is_refused_with_the_bounds() {
    for k in ["0", "1000000000"] {
        let problem = refused(&format!("lon=21&lat=52&k={k}")).await;
        assert_eq!(problem["errors"][0]["parameter"], "k");
        assert!(problem["detail"].as_str().unwrap().contains("1 to 1000"), "{problem}");
    }
}

#[tokio::test]
async fn an_unknown_service_is_answered_with_those_there_are() {
    let problem = refused("lon=21&lat=52&services=returns,teleport").await;
    assert_eq!(problem["errors"][0]["code"], "unknown_service");
    let detail = problem["detail"].as_str().unwrap();
    assert!(detail.contains("teleport") && detail.contains("parking"), "{detail}");
}

#[tokio::test]
async fn a_misspelt_parameter_is_refused_by_name() {
    assert_eq!(
        refused_parameter("lon=21&lat=52&servces=returns").await,
        (json!("servces"), json!("unknown_parameter"))
    );
}

#[tokio::test]
async fn other_parameters_that_cannot_be_used_are_named() {
    for (query, name) in [
        ("at=tomorrow", "at"),
        ("open=maybe", "open"),
        ("lang=de", "lang"),
        ("kinds=castle", "kinds"),
        ("stay_minutes=-1", "stay_minutes"),
        ("max_distance_m=-5", "max_distance_m"),
        ("travel_speed=0", "travel_speed_kmh"),
        ("excluded_limit=100000", "excluded_limit"),
    ] {
        let (parameter, _) = refused_parameter(&format!("lon=21&lat=52&{query}")).await;
        assert_eq!(parameter, name, "{query}");
    }
}

#[tokio::test]
async fn the_nearest_is_offered_however_far_it_is() {
    let app = meteor_at(WORKDAY).await;
    let answer =
        app.visitor().get("/api/v1/outlets/nearest?lon=-70&lat=-33&k=1&max_distance_m=1000").await.expect(200).json();
    assert_eq!(answer["outlets"].as_array().unwrap().len(), 1);
    assert_eq!(answer["outlets"][0]["beyond_max_distance"], true);
}

#[tokio::test]
async fn when_filters_leave_nothing_they_are_named() {
    let app = meteor_at(WORKDAY).await;
    let answer = app.visitor().get(&format!("{HERE}&kinds=warehouse")).await.expect(200).json();
    assert!(offered(&answer).is_empty());
    assert_eq!(answer["blocking_filters"], json!(["kinds"]));
    assert_eq!(answer["excluded_total"], 8);
}

#[tokio::test]
async fn sentences_are_in_the_language_asked_for_or_in_all() {
    let app = meteor_at(WORKDAY).await;
    for (lang, languages) in
        [("", vec!["cs", "en", "pl"]), ("&lang=all", vec!["cs", "en", "pl"]), ("&lang=cs", vec!["cs"])]
    {
        let answer = app.visitor().get(&format!("{HERE}{lang}")).await.expect(200).json();
        let mut said: Vec<_> = answer["outlets"][0]["sentence"].as_object().unwrap().keys().collect();
        said.sort_unstable();
        assert_eq!(said, languages, "{lang}");
    }
}

#[tokio::test]
async fn hours_nobody_can_read_are_unknown_and_never_closed() {
    let app = TestApp::at(WORKDAY).await;
    let steward = app.steward().await;
    steward.post("/api/v1/outlets", &outlet("ASK").open("zapraszamy po zmroku").json()).await.expect(201);
    let any = app.visitor().get(HERE).await.expect(200).json();
    assert_eq!(any["outlets"][0]["now"]["state"], "unknown");
    assert_eq!(any["outlets"][0]["sentence"]["pl"], "Godziny otwarcia nieznane, proszę zadzwonić");
    let open = app.visitor().get(&format!("{HERE}&open=now")).await.expect(200).json();
    assert_eq!(excluded(&open), ["ASK hours_unknown"]);
    let unread = steward.get("/api/v1/outlets?hours_readable=false").await.expect(200).json();
    assert_eq!(unread["items"][0]["opening_hours"], "zapraszamy po zmroku");
}

#[tokio::test]
async fn a_visitor_is_not_told_of_plans_and_an_agent_is() {
    let app = TestApp::at(WORKDAY).await;
    let steward = app.steward().await;
    steward.post("/api/v1/outlets", &outlet("NEW").status("planned").json()).await.expect(201);
    steward.post("/api/v1/outlets", &outlet("OLD").at(21.1, 52.3).json()).await.expect(201);
    let visitor = app.visitor().get(HERE).await.expect(200).json();
    assert_eq!((excluded(&visitor), &visitor["excluded_total"]), (vec![], &json!(0)));
    let agent = app.agent().await.get(HERE).await.expect(200).json();
    assert_eq!(excluded(&agent), ["NEW inactive"]);
}

#[tokio::test]
async fn a_batch_answers_in_order_and_names_the_question_that_is_wrong() {
    let app = meteor_at(WORKDAY).await;
    let batch = json!({ "queries": [{ "lon": 21.0, "lat": 52.2, "k": 1 }, { "lon": 18.63, "lat": 49.75, "k": 1 }] });
    let answers = app.visitor().post("/api/v1/outlets/nearest", &batch).await.expect(200).json();
    assert_eq!(answers["answers"][0]["outlets"][0]["outlet"]["code"], "WAW-01");
    assert_eq!(answers["answers"][1]["outlets"][0]["outlet"]["code"], "CIE-01");
    let wrong = json!({ "queries": [{ "lon": 21.0, "lat": 52.2 }, { "lon": 21.0, "lat": 95.0 }] });
    let problem = app.visitor().post("/api/v1/outlets/nearest", &wrong).await.expect(400).json();
    assert_eq!(problem["errors"][0]["pointer"], "/queries/1/lat");
}

#[tokio::test]
async fn the_answer_is_geojson_for_who_asks_for_it() {
    let app = meteor_at(WORKDAY).await;
    let map = app.visitor().with_header("accept", "application/geo+json");
    let answer = map.get(&format!("{HERE}&k=2")).await.expect(200);
    assert_eq!(answer.header("content-type"), "application/geo+json");
    let collection = answer.json();
    assert_eq!(collection["features"][0]["geometry"]["coordinates"], json!([21.0122, 52.2297]));
    assert_eq!(collection["features"][1]["properties"]["rank"], 2);
}

#[tokio::test]
async fn a_write_is_seen_by_the_next_question() {
    let app = meteor_at(WORKDAY).await;
    app.steward().await.post("/api/v1/outlets", &outlet("HERE").json()).await.expect(201);
    let answer = app.visitor().get(&format!("{HERE}&k=2")).await.expect(200).json();
    assert!(offered(&answer).contains(&"HERE 0.0".to_owned()), "{:?}", offered(&answer));
}

#[tokio::test]
async fn swapped_coordinates_are_suspected_when_everything_is_far_and_the_mirror_image_is_near() {
    let app = meteor_at(WORKDAY).await;
    let swapped = app.visitor().get("/api/v1/outlets/nearest?lon=52.2297&lat=21.0122&k=1").await.expect(200).json();
    assert_eq!(swapped["coordinates_look_swapped"], true);
    let right = app.visitor().get(&format!("{HERE}&k=1")).await.expect(200).json();
    assert!(right["coordinates_look_swapped"].is_null());
}

/// Two outlets of Rivertown: R1 across the river, R2 on the same bank.
pub async fn rivertown_app() -> TestApp {
    let app = TestApp::with_roads().await;
    let steward = app.steward().await;
    for (code, (lon, lat)) in [("R1", river_town::R1), ("R2", river_town::R2)] {
        steward.post("/api/v1/outlets", &outlet(code).at(lon, lat).json()).await.expect(201);
    }
    app
}

async fn rivertown(query: &str) -> Value {
    let (app, (lon, lat)) = (rivertown_app().await, river_town::B1);
    app.visitor().get(&format!("/api/v1/outlets/nearest?lon={lon}&lat={lat}{query}")).await.expect(200).json()
}

pub fn order(answer: &Value) -> Vec<&str> {
    let outlets = answer["outlets"].as_array().expect("outlets");
    outlets.iter().map(|each| each["outlet"]["code"].as_str().expect("a code")).collect()
}

#[tokio::test]
async fn a_river_turns_the_order_round() {
    let straight = rivertown("").await;
    assert_eq!((order(&straight), &straight["basis"]), (vec!["R1", "R2"], &json!("crow_flies")));
    let by_car = rivertown("&mode=car").await;
    assert_eq!((order(&by_car), &by_car["basis"]), (vec!["R2", "R1"], &json!("roads")));
    let kilometres = |number: usize| by_car["outlets"][number]["road_m"].as_f64().expect("metres") / 1_000.0;
    assert!((kilometres(0) - 2.6).abs() < 0.01 && (kilometres(1) - 12.8).abs() < 0.01, "{by_car}");
}

#[tokio::test]
async fn who_says_how_long_it_takes_cannot_ask_the_roads_too() {
    assert_eq!(
        refused_parameter("lon=21&lat=52&mode=car&travel_s=60").await,
        (json!("travel_s"), json!("contradiction"))
    );
    assert_eq!(refused_parameter("lon=21&lat=52&mode=horse").await, (json!("mode"), json!("unknown_value")));
}
