//! What people and robots type: every address that takes a text answers, and reads points however they are written.

use serde_json::{Value, json};

use crate::support::app::TestApp;

/// What no geocoder expects. None of it is a problem of the server's.
const STRANGE: [&str; 24] = [
    "🏠🏠🏠",
    "👨‍👩‍👧‍👦 Cieszyn",
    "'; drop table outlet; --",
    "' OR 1=1 UNION SELECT * FROM users --",
    "\u{202e}nyzseiC",
    "شارع تشيشين",
    "רחוב צ'שין 5",
    "a\u{0}b\u{7}c",
    "Zamkowa\u{1b}[31m 1",
    "123456789",
    "000",
    "0",
    "-",
    ",,,,",
    "%%%",
    "Ёлка Цешин",
    "улица Замкова 1, Цешин",
    "<script>alert(1)</script>",
    "\t\n\r x",
    "ﷺ",
    "a\u{301}\u{301}\u{301}\u{301}",
    "ul. ul. ul. ul. ul.",
    "1/2/3/4/5/6/7/8/9",
    "Cieszyn Cieszyn Cieszyn Cieszyn Cieszyn Cieszyn",
];

fn with(address: &str, name: &str, text: &str) -> String {
    format!("{address}{name}={}", form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>())
}

#[tokio::test]
async fn whatever_is_typed_gets_an_answer_at_every_address_that_takes_a_text() {
    let app = TestApp::with_addresses().await;
    let long_word = "a".repeat(200);
    for asked in STRANGE.into_iter().chain([long_word.as_str()]) {
        for (address, name) in [
            ("/api/v1/geocode?", "q"),
            ("/api/v1/geocode?city=Cieszyn&", "street"),
            ("/api/v1/geocode?street=Zamkowa+1&", "city"),
            ("/api/v1/autocomplete?", "q"),
            ("/photon/api?", "q"),
            ("/nominatim/search?", "q"),
            ("/nominatim/search?city=Cieszyn&", "street"),
            ("/pl/suggest?", "q"),
            ("/cs/?", "q"),
        ] {
            let answer = app.visitor().get(&with(address, name, asked)).await;
            assert_eq!(answer.status, 200, "{address}{name}={asked:?}: {}", answer.text());
        }
    }
}

#[tokio::test]
async fn a_batch_of_strange_rows_is_answered_row_by_row() {
    let app = TestApp::with_addresses().await;
    let rows: Vec<Value> = STRANGE.iter().map(|asked| json!({ "q": asked })).collect();
    let answer = app.agent().await.post("/api/v1/geocode/batch", &json!({ "rows": rows })).await.expect(200).json();
    assert_eq!(answer["answers"].as_array().expect("a list").len(), STRANGE.len());
}

#[tokio::test]
async fn letters_of_another_script_are_read_as_ours_or_not_found() {
    let app = TestApp::with_addresses().await;
    for asked in ["Цешин", "улица Замкова 1, Цешин", "Θέση 5"] {
        let answer = app.visitor().get(&with("/api/v1/geocode?", "q", asked)).await.expect(200).json();
        let cities = answer["candidates"].as_array().expect("a list").iter().map(|each| &each["components"]["city"]);
        assert!(cities.clone().all(|city| city == "Cieszyn" || city == "Český Těšín"), "{asked}: {answer:#}");
    }
}

/// Zamkowa in Cieszyn, as maps, telephones, surveyors and databases write it.
const WRITINGS: [&str; 20] = [
    "49.7512, 18.6261",
    "49.7512 18.6261",
    "49.7512,18.6261",
    "49.7512;18.6261",
    "49,7512 18,6261",
    "49,7512; 18,6261",
    "(49.7512, 18.6261)",
    "N49.7512 E18.6261",
    "49.7512N 18.6261E",
    "49.7512° N, 18.6261° E",
    "49°45.072'N 18°37.566'E",
    "49°45′4.32″N 18°37′33.96″E",
    "49°45'4.32\"N, 18°37'33.96\"E",
    "geo:49.7512,18.6261",
    "geo:49.7512,18.6261;u=20",
    "POINT(18.6261 49.7512)",
    "lat=49.7512 lon=18.6261",
    "lat: 49.7512, lng: 18.6261",
    "18.6261E 49.7512N",
    "18.6261, 49.7512",
];

#[tokio::test]
async fn coordinates_in_every_common_writing_ask_what_is_there() {
    let app = TestApp::with_addresses().await;
    for asked in WRITINGS {
        let answer = app.visitor().get(&with("/api/v1/geocode?", "q", asked)).await.expect(200).json();
        let (lon, lat) = (answer["point"]["lon"].as_f64(), answer["point"]["lat"].as_f64());
        let is_there = |value: Option<f64>, expected: f64| value.is_some_and(|value| (value - expected).abs() < 1e-6);
        assert!(is_there(lon, 18.6261) && is_there(lat, 49.7512), "{asked}: {answer:#}");
        assert_eq!(answer["point"]["was_swapped"], asked == "18.6261, 49.7512", "{asked}");
        assert_eq!(answer["candidates"][0]["components"]["street"], "Zamkowa", "{asked}: {answer:#}");
    }
}

#[tokio::test]
async fn plus_codes_are_points_too_whole_or_with_their_town() {
    let app = TestApp::new().await;
    for asked in ["8FXWQJ2J+GR", "QJ2J+GR Cieszyn"] {
        let answer = app.visitor().get(&with("/api/v1/geocode?", "q", asked)).await.expect(200).json();
        let (lon, lat) = (answer["point"]["lon"].as_f64(), answer["point"]["lat"].as_f64());
        assert!(lon.is_some_and(|lon| (lon - 18.632).abs() < 1e-3), "{asked}: {answer:#}");
        assert!(lat.is_some_and(|lat| (lat - 49.751).abs() < 1e-3), "{asked}: {answer:#}");
    }
}

#[tokio::test]
async fn a_czech_postcode_is_no_latitude_and_digits_alone_are_no_outlet() {
    let app = TestApp::with_addresses().await;
    let shop = crate::support::builders::outlet("MT-STA-01").at(18.63, 49.75).json();
    app.steward().await.post("/api/v1/outlets", &shop).await.expect(201);
    app.app.geocoding.look_now().await;
    for asked in ["799 01", "12/01", "99901"] {
        let answer = app.visitor().get(&with("/api/v1/geocode?", "q", asked)).await.expect(200).json();
        assert_eq!(answer["candidates"], json!([]), "{asked}: {answer:#}");
    }
}

#[tokio::test]
async fn the_town_that_an_outlet_names_is_no_answer_of_its_own() {
    let app = TestApp::new().await;
    let shop = crate::support::builders::outlet("S-1").at(18.63, 49.75).json();
    app.steward().await.post("/api/v1/outlets", &shop).await.expect(201);
    app.app.geocoding.look_now().await;
    for address in ["/api/v1/geocode?q=Warszawa&limit=50", "/api/v1/reverse?lon=18.63&lat=49.75&limit=50"] {
        let answer = app.visitor().get(address).await.expect(200).json();
        let levels = answer["candidates"].as_array().expect("a list").iter().map(|each| &each["level"]);
        assert!(levels.clone().all(|level| level == "poi"), "{address}: {answer:#}");
    }
}
