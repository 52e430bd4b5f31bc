//! The geocoder by its own API.

use axum::body::Body;
use serde_json::{Value, json};

use crate::support::app::TestApp;

/// An address, what is asked there, and the parameter that the refusal names.
type Refused<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a str);

fn path(address: &str, parameters: &[(&str, &str)]) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish();
    format!("{address}?{query}")
}

async fn geocode(app: &TestApp, parameters: &[(&str, &str)]) -> Value {
    app.visitor().get(&path("/api/v1/geocode", parameters)).await.expect(200).json()
}

/// The parameter that a refusal names.
async fn refused(app: &TestApp, address: &str, parameters: &[(&str, &str)]) -> String {
    let answer = app.visitor().get(&path(address, parameters)).await.expect(400).json();
    answer["errors"][0]["parameter"].as_str().unwrap_or_else(|| panic!("no parameter is named: {answer}")).to_owned()
}

#[tokio::test]
async fn a_house_is_found_with_its_level_confidence_radius_parts_source_and_day() {
    let app = TestApp::with_addresses().await;
    let answer = geocode(&app, &[("q", "mickiewicza 14/16, cieszyn")]).await;
    let best = &answer["candidates"][0];
    assert_eq!(best["level"], "building", "{answer:#}");
    assert_eq!(best["coarser_than_asked"], false);
    assert!(best["confidence"].as_f64().is_some_and(|sure| (0.5..=1.0).contains(&sure)), "{best}");
    assert!(best["radius_m"].as_f64().is_some_and(|radius| radius < 100.0), "{best}");
    let parts = &best["components"];
    assert_eq!((&parts["street"], &parts["house_number"]), (&json!("Adama Mickiewicza"), &json!("14/16")));
    assert_eq!(
        (&parts["city"], &parts["postcode"], &parts["country"]),
        (&json!("Cieszyn"), &json!("43-400"), &json!("PL"))
    );
    assert_eq!((&best["source"], &best["data_date"]), (&json!("openstreetmap"), &json!("2026-11-20")));
}

#[tokio::test]
async fn parts_are_answered_as_a_line_is() {
    let app = TestApp::with_addresses().await;
    let parts = [("street", "Mickiewicza"), ("house_number", "14/16"), ("city", "Cieszyn")];
    let answer = geocode(&app, &parts).await;
    assert_eq!(answer["candidates"][0]["components"]["house_number"], "14/16", "{answer:#}");
}

#[tokio::test]
async fn a_number_that_is_not_in_the_data_gives_the_street_marked_as_such() {
    let app = TestApp::with_addresses().await;
    let answer = geocode(&app, &[("q", "Zamkowa 977, Cieszyn")]).await;
    let best = &answer["candidates"][0];
    assert_eq!((&best["level"], &best["coarser_than_asked"]), (&json!("street"), &json!(true)), "{answer:#}");
    assert_eq!(answer["missing"]["what"], "house_number");
}

#[tokio::test]
async fn a_town_that_is_not_in_the_data_is_not_found_and_never_another_one() {
    let app = TestApp::with_addresses().await;
    for asked in ["Raciborska 8, Rudy", "Zamkowa 1, Xylofonowo", "Bema 66, Grudziądz"] {
        let answer = geocode(&app, &[("q", asked)]).await;
        let towns = answer["candidates"].as_array().expect("a list");
        assert!(towns.is_empty(), "{asked}: {answer:#}");
        assert_ne!(answer["missing"], Value::Null, "{asked}");
    }
}

#[tokio::test]
async fn a_name_that_several_places_have_comes_with_one_question_and_takes_the_reply() {
    let app = TestApp::with_addresses().await;
    let answer = geocode(&app, &[("q", "Dąbrowa"), ("countries", "PL")]).await;
    let choices = answer["question"]["choices"].as_array().unwrap_or_else(|| panic!("no question: {answer:#}"));
    assert!(choices.len() >= 2, "{answer:#}");
    let reply = choices[1]["id"].as_str().expect("an id");
    let replied = geocode(&app, &[("q", "Dąbrowa"), ("countries", "PL"), ("reply", reply)]).await;
    let fewer = replied["candidates"].as_array().expect("a list").len();
    assert_eq!(fewer as u64, choices[1]["candidates"].as_u64().expect("a number"), "{replied:#}");
}

#[tokio::test]
async fn the_highlights_mark_what_was_typed() {
    let app = TestApp::with_addresses().await;
    let answer = app.visitor().get("/api/v1/autocomplete?q=mickiewi").await.expect(200).json();
    let best = &answer["candidates"][0];
    let label: Vec<u16> = best["label"].as_str().expect("a label").encode_utf16().collect();
    let mark = &best["highlights"][0];
    let (start, end) = (mark[0].as_u64().expect("a start") as usize, mark[1].as_u64().expect("an end") as usize);
    let marked = String::from_utf16(&label[start..end]).expect("whole letters").to_lowercase();
    assert!(marked.starts_with("mickiewi"), "{marked} in {answer:#}");
}

#[tokio::test]
async fn reverse_gives_the_nearest_first_and_nothing_beyond_the_radius() {
    let app = TestApp::with_addresses().await;
    let near = app.visitor().get("/api/v1/reverse?lon=18.6261&lat=49.7512&limit=3").await.expect(200).json();
    let radii: Vec<f64> =
        near["candidates"].as_array().unwrap().iter().map(|each| each["radius_m"].as_f64().unwrap()).collect();
    assert!(!radii.is_empty() && radii.is_sorted(), "{near:#}");
    let sea = app.visitor().get("/api/v1/reverse?lon=3.0&lat=56.0&radius_m=1000").await.expect(200).json();
    assert_eq!(sea["candidates"], json!([]));
}

#[tokio::test]
async fn what_cannot_be_asked_is_refused_by_the_name_of_its_parameter() {
    let app = TestApp::new().await;
    let ten_kilobytes = "ż".repeat(5_000);
    let cases: [Refused<'_>; 16] = [
        ("/api/v1/geocode", &[], "q"),
        ("/api/v1/geocode", &[("q", "")], "q"),
        ("/api/v1/geocode", &[("q", "   ")], "q"),
        ("/api/v1/geocode", &[("q", &ten_kilobytes)], "q"),
        ("/api/v1/geocode", &[("q", "Cieszyn"), ("city", "Cieszyn")], "q"),
        ("/api/v1/geocode", &[("country", "PL")], "q"),
        ("/api/v1/geocode", &[("street", &ten_kilobytes)], "street"),
        ("/api/v1/geocode", &[("q", "49.75, 181")], "q"),
        ("/api/v1/geocode", &[("q", "Cieszyn"), ("limit", "51")], "limit"),
        ("/api/v1/geocode", &[("q", "Cieszyn"), ("lon", "18")], "lat"),
        ("/api/v1/geocode", &[("q", "Cieszyn"), ("bbox", "1,2,3")], "bbox"),
        ("/api/v1/geocode", &[("q", "Cieszyn"), ("language", "pl")], "language"),
        ("/api/v1/autocomplete", &[("q", &ten_kilobytes)], "q"),
        ("/api/v1/reverse", &[("lon", "18"), ("lat", "91")], "lat"),
        ("/api/v1/reverse", &[("lon", "x"), ("lat", "49")], "lon"),
        ("/api/v1/reverse", &[("lon", "18"), ("lat", "49"), ("radius_m", "0")], "radius_m"),
    ];
    for (address, parameters, name) in cases {
        assert_eq!(refused(&app, address, parameters).await, name, "{address} {parameters:?}");
    }
}

#[tokio::test]
async fn a_batch_is_answered_row_by_row_in_order() {
    let app = TestApp::with_addresses().await;
    let body = json!({ "rows": [
        { "id": "a", "q": "Zamkowa 1, Cieszyn" },
        { "id": "b", "q": "Zamkowa 1, Xylofonowo" },
        { "street": "Mickiewicza", "house_number": "14/16", "city": "Cieszyn" },
    ] });
    let answer = app.agent().await.post("/api/v1/geocode/batch", &body).await.expect(200).json();
    let answers = answer["answers"].as_array().expect("a list");
    assert_eq!((&answers[0]["id"], &answers[1]["id"]), (&json!("a"), &json!("b")));
    assert_eq!(answers[0]["candidates"][0]["components"]["street"], "Zamkowa");
    assert_eq!(answers[1]["candidates"], json!([]));
    assert_eq!(answers[2]["candidates"][0]["components"]["house_number"], "14/16");
}

#[tokio::test]
async fn a_batch_names_the_row_that_cannot_be_used_and_has_its_bounds() {
    let app = TestApp::new().await;
    let agent = app.agent().await;
    let pointer = async |body: &Value| {
        let answer = agent.post("/api/v1/geocode/batch", body).await.expect(400).json();
        answer["errors"][0]["pointer"].as_str().unwrap_or_default().to_owned()
    };
    let row = json!({ "q": "x" });
    assert_eq!(pointer(&json!({ "rows": [row, { "q": "" }] })).await, "/rows/1/q");
    assert_eq!(pointer(&json!({ "rows": [{ "q": "x", "town": "y" }] })).await, "/rows/0/town");
    assert_eq!(pointer(&json!({ "rows": [] })).await, "/rows");
    assert_eq!(pointer(&json!({ "rows": vec![row.clone(); 10_001] })).await, "/rows");
    assert_eq!(pointer(&json!({ "rows": vec![row.clone(); 5_000], "limit": 10 })).await, "/limit");
    assert_eq!(pointer(&json!({ "rows": [row], "countries": "Polska" })).await, "/countries");
}

#[tokio::test]
async fn a_full_batch_of_long_rows_passes_the_door_and_a_larger_body_does_not() {
    let app = TestApp::new().await;
    let agent = app.agent().await;
    let row = json!({ "street": "u".repeat(150), "city": "m".repeat(150) });
    agent.post("/api/v1/geocode/batch", &json!({ "rows": vec![row; 10_000] })).await.expect(200);
    let large = format!("{{\"rows\": [{}]}}", " ".repeat(9 << 20));
    let sent = agent.send("POST", "/api/v1/geocode/batch", Some("application/json"), Body::from(large)).await;
    assert_eq!(sent.status.as_u16(), 413);
}
