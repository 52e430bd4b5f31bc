//! What clients of Photon and Nominatim ask, and what they read from the answers.

use serde_json::{Value, json};

use crate::support::app::{Answer, TestApp};

async fn get(app: &TestApp, path: &str) -> Answer {
    app.visitor().get(path).await.expect(200)
}

#[tokio::test]
async fn photon_answers_features_at_all_its_addresses_and_to_every_site() {
    let app = TestApp::with_addresses().await;
    for address in ["/photon/api", "/photon/api/", "/api/"] {
        let answer = get(&app, &format!("{address}?q=mickiewicza%2014/16%20cieszyn&limit=5&lang=pl&zoom=12")).await;
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{address}");
        let found = answer.json();
        assert_eq!(found["type"], "FeatureCollection");
        let first = &found["features"][0];
        assert_eq!(first["geometry"]["type"], "Point");
        let properties = &first["properties"];
        assert_eq!((&properties["housenumber"], &properties["type"]), (&json!("14/16"), &json!("house")), "{found:#}");
        assert_eq!((&properties["country"], &properties["countrycode"]), (&json!("Polska"), &json!("PL")));
        assert!(properties["osm_id"].is_u64() && properties["osm_type"] == "N");
    }
}

#[tokio::test]
async fn photon_finds_what_is_still_being_typed_and_keeps_to_layers() {
    let app = TestApp::with_addresses().await;
    let typed = get(&app, "/photon/api?q=mickiew&limit=3").await.json();
    assert!(!typed["features"].as_array().expect("features").is_empty(), "{typed:#}");
    let towns = get(&app, "/photon/api?q=cieszyn&layer=city").await.json();
    let features = towns["features"].as_array().expect("features");
    assert!(!features.is_empty() && features.iter().all(|each| each["properties"]["type"] == "city"), "{towns:#}");
    assert_eq!(features[0]["properties"]["name"], "Cieszyn");
}

#[tokio::test]
async fn photon_reverse_finds_the_house() {
    let app = TestApp::with_addresses().await;
    for address in ["/photon/reverse", "/photon/reverse/", "/reverse", "/reverse/"] {
        let found = get(&app, &format!("{address}?lat=49.7512&lon=18.6261")).await.json();
        assert_eq!(found["features"][0]["properties"]["street"], "Zamkowa", "{address} {found:#}");
    }
}

#[tokio::test]
async fn nominatim_answers_in_each_of_its_formats() {
    let app = TestApp::with_addresses().await;
    for address in ["/nominatim/search", "/search"] {
        let q = "q=mickiewicza%2014/16%20cieszyn&addressdetails=1&accept-language=pl";
        let json = get(&app, &format!("{address}?{q}&format=json")).await.json();
        assert_eq!((&json[0]["class"], &json[0]["type"]), (&json!("place"), &json!("house")), "{json:#}");
        let lat: f64 = json[0]["lat"].as_str().expect("a text, as there").parse().expect("a number");
        assert!((49.0..50.0).contains(&lat));
        assert_eq!(json[0]["boundingbox"].as_array().expect("a box").len(), 4);
        let parts = &json[0]["address"];
        assert_eq!((&parts["road"], &parts["house_number"]), (&json!("Adama Mickiewicza"), &json!("14/16")));
        assert_eq!((&parts["city"], &parts["country_code"]), (&json!("Cieszyn"), &json!("pl")));
        let v2 = get(&app, &format!("{address}?{q}")).await.json();
        assert_eq!((&v2[0]["category"], &v2[0]["addresstype"]), (&json!("place"), &json!("place")));
        let geojson = get(&app, &format!("{address}?{q}&format=geojson&polygon_geojson=1")).await.json();
        assert_eq!(geojson["features"][0]["bbox"].as_array().expect("a box").len(), 4);
        let name = geojson["features"][0]["properties"]["display_name"].as_str().expect("a name");
        assert!(name.contains("Adama Mickiewicza") && name.ends_with("Polska"), "{name}");
        let geocodejson = get(&app, &format!("{address}?{q}&format=geocodejson")).await.json();
        assert_eq!(geocodejson["features"][0]["properties"]["geocoding"]["housenumber"], "14/16");
    }
}

#[tokio::test]
async fn nominatim_takes_an_address_in_parts_and_leaves_out_what_is_not_wanted() {
    let app = TestApp::with_addresses().await;
    let parts = "street=14/16+Mickiewicza&city=Cieszyn&country=Polska&format=jsonv2";
    let found = get(&app, &format!("/nominatim/search?{parts}")).await.json();
    assert_eq!(found[0]["type"], "house", "{found:#}");
    let excluded =
        get(&app, &format!("/nominatim/search?{parts}&exclude_place_ids={}", found[0]["place_id"])).await.json();
    assert_ne!(excluded[0]["place_id"], found[0]["place_id"]);
    let abroad = get(&app, "/nominatim/search?q=Mickiewicza+14/16+Cieszyn&countrycodes=cz").await.json();
    assert_eq!(abroad, json!([]));
}

#[tokio::test]
async fn nominatim_reverse_goes_by_the_zoom() {
    let app = TestApp::with_addresses().await;
    let at = |zoom: u8| format!("/nominatim/reverse?lat=49.7512&lon=18.6261&format=json&zoom={zoom}");
    let house = get(&app, &at(18)).await.json();
    assert_eq!((&house["type"], &house["address"]["road"]), (&json!("house"), &json!("Zamkowa")), "{house:#}");
    let town = get(&app, &at(10)).await.json();
    assert_eq!(town["address"]["road"], Value::Null, "{town:#}");
    assert_eq!(town["address"]["city"], "Cieszyn", "{town:#}");
    let plain = get(&app, "/reverse?lat=49.7512&lon=18.6261&format=jsonv2").await.json();
    assert_eq!(plain["category"], "place");
    let sea = get(&app, "/nominatim/reverse?lat=56&lon=3&format=jsonv2").await.json();
    assert_eq!(sea["error"], "Unable to geocode");
}

#[tokio::test]
async fn what_no_client_can_mean_is_refused() {
    let app = TestApp::new().await;
    let long = format!("/nominatim/search?q={}", "a".repeat(10_000));
    for path in [
        "/photon/api",
        "/photon/api?q=x&lat=1",
        "/photon/api?q=x&bbox=1,2",
        "/photon/reverse",
        "/photon/reverse?lat=91&lon=0",
        "/nominatim/search",
        "/nominatim/search?q=x&format=xml",
        "/nominatim/search?q=x&json_callback=f",
        long.as_str(),
        "/nominatim/search?q=x&viewbox=1",
        "/nominatim/reverse?lat=1",
        "/nominatim/search?q=x&limit=x",
    ] {
        app.visitor().get(path).await.expect(400);
    }
}

#[tokio::test]
async fn the_dialects_are_closed_with_the_locator() {
    let closed = TestApp::with(crate::support::app::SATURDAY, &[("locator_public", "false")]).await;
    for path in ["/photon/api?q=x", "/search?q=x", "/reverse?lat=1&lon=1"] {
        let answer = closed.visitor().get(path).await.expect(401);
        assert_eq!(answer.header("access-control-allow-origin"), "", "{path}");
    }
    closed.agent().await.get("/nominatim/search?q=x").await.expect(200);
}
