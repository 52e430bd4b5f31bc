//! Geocoders of others, as they would answer: asked only where it is wanted, and marked.

use std::time::Duration;

use axum::Router;
use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::routing::get;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::support::app::TestApp;

const PHOTON: &str = r#"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point",
    "coordinates":[16.6,49.2]},"properties":{"osm_type":"N","osm_id":7,"type":"house","housenumber":"5",
    "street":"Veveří","city":"Brno","postcode":"602 00","country":"Česko","countrycode":"CZ"}}]}"#;
const NOMINATIM: &str = r#"[{"place_id":7,"lon":"16.6","lat":"49.2","place_rank":30,"display_name":"5, Veveří, Brno",
    "address":{"house_number":"5","road":"Veveří","city":"Brno","country_code":"cz"}}]"#;
const PELIAS: &str = r#"{"features":[{"geometry":{"coordinates":[16.6,49.2]},"properties":{"gid":"oa:address:7",
    "layer":"address","label":"Veveří 5, Brno","housenumber":"5","street":"Veveří","locality":"Brno",
    "country_code":"CZ","confidence":0.95}}]}"#;
const GOOGLE: &str = r#"{"status":"OK","results":[{"place_id":"x7","formatted_address":"Veveří 5, Brno",
    "geometry":{"location":{"lat":49.2,"lng":16.6},"location_type":"ROOFTOP"},"types":["street_address"],
    "address_components":[{"long_name":"5","short_name":"5","types":["street_number"]},
    {"long_name":"Veveří","short_name":"Veveří","types":["route"]},
    {"long_name":"Brno","short_name":"Brno","types":["locality"]},
    {"long_name":"Česko","short_name":"CZ","types":["country"]}]}]}"#;

/// A server that answers `body` at `path` when the query has `wanted` in it; its address.
async fn server(path: &'static str, wanted: &'static str, body: &'static str) -> String {
    let answer = move |RawQuery(query): RawQuery| async move {
        let asked = query.unwrap_or_default();
        if asked.contains(wanted) { (StatusCode::OK, body) } else { (StatusCode::BAD_REQUEST, "") }
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    let router = Router::new().route(path, get(answer));
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

async fn answer(setting: &str) -> Value {
    let settings = [("outside_geocoder", setting), ("outside_geocoder_key", "k9"), ("outside_geocoder_timeout_s", "5")];
    let app = TestApp::with_addresses_and(&settings).await;
    app.visitor().get("/api/v1/geocode?q=Veve%C5%99%C3%AD+5%2C+Xylofonov").await.expect(200).json()
}

#[tokio::test]
async fn each_language_is_spoken_and_the_answer_is_marked_and_not_believed_too_much() {
    for (kind, path, wanted, body) in [
        ("photon", "/api", "q=Veve", PHOTON),
        ("nominatim", "/search", "format=jsonv2", NOMINATIM),
        ("pelias", "/v1/search", "api_key=k9", PELIAS),
        ("google", "/maps/api/geocode/json", "key=k9", GOOGLE),
    ] {
        let url = server(path, wanted, body).await;
        let found = answer(&format!("{kind}={url}")).await;
        let best = &found["candidates"][0];
        assert_eq!(best["source"], format!("outside:{kind}"), "{found:#}");
        assert_eq!((&best["level"], &best["components"]["street"]), (&json!("building"), &json!("Veveří")), "{kind}");
        assert_eq!(
            (&best["components"]["city"], &best["components"]["country"]),
            (&json!("Brno"), &json!("CZ")),
            "{kind}"
        );
        assert!(best["confidence"].as_f64().is_some_and(|sure| sure <= 0.8), "{kind}: {best}");
    }
}

#[tokio::test]
async fn what_our_own_data_knows_is_not_asked_outside() {
    let url = server("/search", "format=jsonv2", NOMINATIM).await;
    let app = TestApp::with_addresses_and(&[("outside_geocoder", &format!("nominatim={url}"))]).await;
    let found = app.visitor().get("/api/v1/geocode?q=Zamkowa+1%2C+Cieszyn").await.expect(200).json();
    assert_eq!(found["candidates"][0]["source"], "openstreetmap");
}

#[tokio::test]
async fn a_server_that_refuses_babbles_or_is_not_there_leaves_our_own_answer() {
    for setting in [
        format!("nominatim={}", server("/search", "never", NOMINATIM).await),
        format!("nominatim={}", server("/search", "format=jsonv2", "<html>").await),
        format!("google={}", server("/maps/api/geocode/json", "key=k9", r#"{"status":"REQUEST_DENIED"}"#).await),
        "photon=http://127.0.0.1:9".to_owned(),
    ] {
        let found = answer(&setting).await;
        assert_eq!(found["candidates"], json!([]), "{setting}");
        assert_ne!(found["missing"], Value::Null, "{setting}");
    }
}

#[tokio::test]
async fn a_server_that_never_answers_is_waited_for_no_longer_than_the_setting_says() {
    // Connections are taken by the system, and nobody ever reads them.
    let silent = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("photon=http://{}", silent.local_addr().expect("an address"));
    let app = TestApp::with_addresses_and(&[("outside_geocoder", &url), ("outside_geocoder_timeout_s", "1")]).await;
    let asked = app.visitor();
    let found = tokio::time::timeout(Duration::from_secs(30), asked.get("/api/v1/geocode?q=Xylofonowo")).await;
    let found = found.expect("an answer long before the client gives up").expect(200).json();
    assert_eq!(found["candidates"], json!([]));
}

#[tokio::test]
async fn nobody_outside_is_asked_unless_the_settings_name_one() {
    let app = TestApp::with_addresses().await;
    assert!(app.app.config.outside_geocoder.0.is_none());
}
