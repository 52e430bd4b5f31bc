//! What clients of OSRM ask, and what they read from the answers.

use serde_json::{Value, json};

use crate::support::app::{Answer, TestApp};
use crate::support::river_town::{B1, ISLAND, R1, R2, SEA};

fn text(places: &[(f64, f64)]) -> String {
    places.iter().map(|(lon, lat)| format!("{lon},{lat}")).collect::<Vec<_>>().join(";")
}

async fn get(app: &TestApp, path: &str) -> Answer {
    app.visitor().get(path).await
}

fn code(answer: &Answer) -> String {
    answer.json()["code"].as_str().expect("a code").to_owned()
}

#[tokio::test]
async fn a_route_has_the_fields_of_osrm_at_both_addresses_and_for_every_site() {
    let app = TestApp::with_roads().await;
    for prefix in ["/osrm", ""] {
        let path = format!(
            "{prefix}/route/v1/driving/{}?alternatives=false&steps=true&hints=;&overview=full",
            text(&[B1, R2])
        );
        let answer = get(&app, &path).await.expect(200);
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{prefix}");
        let answer = answer.json();
        let route = &answer["routes"][0];
        assert_eq!((&answer["code"], &route["weight_name"]), (&json!("Ok"), &json!("duration")));
        assert!((2_500.0..2_700.0).contains(&route["distance"].as_f64().expect("metres")), "{answer:#}");
        assert!(route["geometry"].is_string(), "polylines are the default");
        assert_eq!(answer["waypoints"].as_array().map(Vec::len), Some(2));
        assert_eq!(answer["waypoints"][0]["name"], "Rzeczna");
    }
}

#[tokio::test]
async fn steps_begin_with_a_departure_end_with_an_arrival_and_have_what_clients_read() {
    let app = TestApp::with_roads().await;
    let path = format!("/osrm/route/v1/car/{}.json?steps=true&geometries=geojson", text(&[B1, R1]));
    let answer = get(&app, &path).await.expect(200).json();
    let leg = &answer["routes"][0]["legs"][0];
    let steps = leg["steps"].as_array().expect("steps");
    let types: Vec<&str> = steps.iter().map(|step| step["maneuver"]["type"].as_str().expect("a type")).collect();
    assert_eq!((types.first(), types.last()), (Some(&"depart"), Some(&"arrive")), "{types:?}");
    for step in steps {
        assert!(step["geometry"]["coordinates"].as_array().is_some_and(|line| line.len() >= 2), "{step:#}");
        assert!(step["intersections"].as_array().is_some_and(|all| !all.is_empty()) && step["mode"] == "driving");
        assert!(step["maneuver"]["location"].is_array() && step["maneuver"]["bearing_after"].is_i64(), "{step:#}");
    }
    let bridge = steps.iter().find(|step| step["name"] == "Most").expect("there is no other bridge");
    assert_eq!((&bridge["maneuver"]["type"], &bridge["maneuver"]["modifier"]), (&json!("turn"), &json!("left")));
    assert_eq!(leg["summary"], "Rzeczna, Brzegowa");
}

#[tokio::test]
async fn annotations_add_up_to_the_leg() {
    let app = TestApp::with_roads().await;
    let path = format!("/osrm/route/v1/driving/{}?annotations=true&overview=false", text(&[B1, R2]));
    let answer = get(&app, &path).await.expect(200).json();
    assert!(answer["routes"][0].get("geometry").is_none());
    let leg = &answer["routes"][0]["legs"][0];
    for name in ["distance", "duration"] {
        let parts = leg["annotation"][name].as_array().expect("numbers");
        let sum: f64 = parts.iter().map(|part| part.as_f64().expect("a number")).sum();
        let whole = leg[name].as_f64().expect("a number");
        assert!((sum - whole).abs() < 0.01 * whole + 1.0, "{name}: {sum} of {whole}");
    }
}

#[tokio::test]
async fn a_table_has_rows_of_sources_and_says_where_they_are() {
    let app = TestApp::with_roads().await;
    let places = text(&[B1, R1, R2]);
    let path = format!("/osrm/table/v1/driving/{places}?sources=0&destinations=1;2&annotations=duration,distance");
    let answer = get(&app, &path).await.expect(200).json();
    let [durations, distances] = ["durations", "distances"].map(|name| answer[name].as_array().expect("rows").clone());
    assert_eq!((durations.len(), durations[0].as_array().map(Vec::len)), (1, Some(2)), "{answer:#}");
    assert!(distances[0][0].as_f64() > Some(12_000.0) && distances[0][1].as_f64() < Some(3_000.0));
    assert_eq!(
        (&answer["sources"][0]["name"], &answer["destinations"][0]["name"]),
        (&json!("Rzeczna"), &json!("Brzegowa"))
    );
    let all = get(&app, &format!("/osrm/table/v1/driving/{places}")).await.expect(200).json();
    assert_eq!((all["durations"][1][1].as_f64(), all.get("distances")), (Some(0.0), None));
}

#[tokio::test]
async fn long_lists_go_into_a_body_in_json_or_as_a_form() {
    let app = TestApp::with_roads().await;
    let by_get =
        get(&app, &format!("/osrm/table/v1/driving/{}?sources=1", text(&[B1, R1, R2]))).await.expect(200).json();
    let body = json!({ "coordinates": [B1, R1, R2], "sources": [1] });
    let by_json = app.visitor().post("/table/v1/driving", &body).await.expect(200).json();
    assert_eq!(by_get["durations"], by_json["durations"]);
    let form = format!("coordinates={}&sources=1", text(&[B1, R1, R2]));
    let by_form = app
        .visitor()
        .send("POST", "/osrm/table/v1/driving", Some("application/x-www-form-urlencoded"), form.into())
        .await
        .expect(200)
        .json();
    assert_eq!(by_get["durations"], by_form["durations"]);
    let route =
        app.visitor().post("/osrm/route/v1/driving", &json!({ "coordinates": [B1, R2] })).await.expect(200).json();
    assert_eq!(route["code"], "Ok");
}

#[tokio::test]
async fn nearest_gives_roads_by_distance() {
    let app = TestApp::with_roads().await;
    let answer = get(&app, &format!("/nearest/v1/driving/{}?number=2", text(&[ISLAND]))).await.expect(200).json();
    let names: Vec<&Value> =
        answer["waypoints"].as_array().expect("waypoints").iter().map(|each| &each["name"]).collect();
    assert_eq!((names.len(), names[0]), (2, &json!("Wyspowa")), "{answer:#}");
}

#[tokio::test]
async fn refusals_have_the_codes_of_osrm() {
    let app = TestApp::with_roads().await;
    let many = text(&vec![B1; 101]);
    let near = "radiuses=100;100";
    for (path, expected) in [
        (format!("/osrm/route/v1/driving/{}", text(&[B1, SEA])), "NoSegment"),
        (format!("/osrm/table/v1/driving/{}", text(&[B1, SEA])), "NoSegment"),
        (format!("/osrm/nearest/v1/driving/{}", text(&[SEA])), "NoSegment"),
        (format!("/osrm/route/v1/driving/{}?{near}", text(&[B1, ISLAND])), "NoRoute"),
        (format!("/osrm/route/v1/driving/{}", text(&[B1])), "InvalidQuery"),
        (format!("/osrm/route/v1/driving/{many}"), "TooBig"),
        (format!("/osrm/table/v1/driving/{many}"), "TooBig"),
        ("/osrm/route/v1/driving/NaN,0;20,0".to_owned(), "InvalidQuery"),
        ("/osrm/route/v1/driving/20,0;20,91".to_owned(), "InvalidQuery"),
        (format!("/osrm/route/v1/truck/{}", text(&[B1, R1])), "InvalidValue"),
        (format!("/osrm/route/v1/driving/{}?overview=some", text(&[B1, R1])), "InvalidQuery"),
        (format!("/osrm/route/v1/driving/{}?geometries=wkt", text(&[B1, R1])), "InvalidQuery"),
        (format!("/osrm/route/v1/driving/{}?steps=perhaps", text(&[B1, R1])), "InvalidQuery"),
        (format!("/osrm/table/v1/driving/{}?sources=7", text(&[B1, R1])), "InvalidQuery"),
        (format!("/osrm/nearest/v1/driving/{}?number=0", text(&[B1])), "InvalidQuery"),
        (format!("/osrm/nearest/v1/driving/{}", text(&[B1, R1])), "TooBig"),
    ] {
        let answer = get(&app, &path).await.expect(400);
        assert_eq!(code(&answer), expected, "{path}");
        assert!(answer.json()["message"].is_string());
    }
    let bad = app.visitor().post("/osrm/route/v1/driving", &json!([1, 2])).await.expect(400);
    assert_eq!(code(&bad), "InvalidQuery");
}
