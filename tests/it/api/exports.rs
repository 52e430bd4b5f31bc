//! Outlets as files.

use serde_json::{Value, json};

use crate::support::app::TestApp;
use crate::support::builders::outlet;

async fn two_outlets() -> TestApp {
    let app = TestApp::new().await;
    let steward = app.steward().await;
    let first = outlet("W1").set("phone", json!("+48 601 100 201"));
    let second = outlet("W2").at(20.5, 51.5).status("planned");
    for each in [first, second] {
        steward.post("/api/v1/outlets", &each.json()).await.expect(201);
    }
    app
}

#[tokio::test]
async fn a_csv_opens_in_excel_and_keeps_phones_as_text() {
    let app = two_outlets().await;
    let file = app.steward().await.get("/api/v1/outlets/export?delimiter=;").await.expect(200);
    let text = file.text();
    assert!(text.starts_with("\u{feff}code;name;kind;status;lon;lat;"), "{text}");
    assert!(text.contains(";'+48 601 100 201;"), "{text}");
    assert_eq!(text.lines().count(), 3);
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"outlets-2026-11-28.csv\"");
}

#[tokio::test]
async fn geojson_holds_points_properties_and_the_box() {
    let app = two_outlets().await;
    let file: Value = app.steward().await.get("/api/v1/outlets/export?format=geojson").await.expect(200).json();
    assert_eq!(file["bbox"], json!([20.5, 51.5, 21.0122, 52.2297]));
    assert_eq!(file["features"][0]["properties"]["code"], "W1");
}

#[tokio::test]
async fn a_workbook_is_a_zip_archive() {
    let app = two_outlets().await;
    let file = app.steward().await.get("/api/v1/outlets/export?format=xlsx").await.expect(200);
    assert!(file.bytes.starts_with(b"PK\x03\x04"));
}

#[tokio::test]
async fn filters_choose_what_is_exported() {
    let app = two_outlets().await;
    let steward = app.steward().await;
    let file = steward.get("/api/v1/outlets/export?status=planned&bom=false").await.expect(200).text();
    assert_eq!(file.lines().count(), 2);
    assert!(file.lines().nth(1).unwrap().starts_with("W2,"));
    steward.get("/api/v1/outlets/export?format=pdf").await.expect(400);
}
