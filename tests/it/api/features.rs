//! `/ogc`: OGC API Features.

use crate::support::app::TestApp;
use crate::support::builders::outlet;

async fn three_outlets() -> TestApp {
    let app = TestApp::new().await;
    let steward = app.steward().await;
    for (code, lon, lat) in [("WAW", 21.0, 52.2), ("KRK", 19.9, 50.0), ("GDN", 18.6, 54.3)] {
        steward.post("/api/v1/outlets", &outlet(code).at(lon, lat).json()).await.expect(201);
    }
    app
}

#[tokio::test]
async fn every_link_of_the_landing_page_leads_somewhere() {
    let app = three_outlets().await;
    let agent = app.agent().await;
    let page = agent.get("/ogc").await.expect(200).json();
    let address = app.app.config.public_address();
    for rel in ["self", "conformance", "data", "service-desc"] {
        let links = page["links"].as_array().unwrap();
        let href = links.iter().find(|link| link["rel"] == rel).unwrap()["href"].as_str().unwrap();
        agent.get(href.strip_prefix(&address).unwrap()).await.expect(200);
    }
}

#[tokio::test]
async fn following_next_visits_each_outlet_once() {
    let app = three_outlets().await;
    let agent = app.agent().await;
    let address = app.app.config.public_address();
    let mut path = "/ogc/collections/outlets/items?limit=2".to_owned();
    let mut codes = Vec::new();
    loop {
        let page = agent.get(&path).await.expect(200).json();
        assert_eq!(page["numberMatched"], 3);
        codes.extend(page["features"].as_array().unwrap().iter().map(|each| each["properties"]["code"].clone()));
        let next = page["links"].as_array().unwrap().iter().find(|link| link["rel"] == "next").cloned();
        let Some(next) = next else { break };
        path = next["href"].as_str().unwrap().strip_prefix(&address).unwrap().to_owned();
    }
    assert_eq!(codes, ["WAW", "KRK", "GDN"]);
}

#[tokio::test]
async fn a_box_lets_through_what_lies_in_it() {
    let app = three_outlets().await;
    let page = app.agent().await.get("/ogc/collections/outlets/items?bbox=18,50,20,51").await.expect(200).json();
    assert_eq!(page["features"][0]["properties"]["code"], "KRK");
    assert_eq!(page["features"].as_array().unwrap().len(), 1);
    assert_eq!(page["features"][0]["geometry"]["coordinates"], serde_json::json!([19.9, 50.0]));
}

#[tokio::test]
async fn an_unknown_collection_is_not_there() {
    three_outlets().await.agent().await.get("/ogc/collections/rivers/items").await.expect(404);
}

#[tokio::test]
async fn a_limit_above_the_maximum_is_lowered() {
    three_outlets().await.agent().await.get("/ogc/collections/outlets/items?limit=1000000").await.expect(200);
}

#[tokio::test]
async fn the_extent_is_the_box_around_the_outlets_and_follows_edits() {
    let app = three_outlets().await;
    let agent = app.agent().await;
    let extent = async || agent.get("/ogc/collections/outlets").await.expect(200).json()["extent"]["spatial"].clone();
    assert_eq!(extent().await["bbox"], serde_json::json!([[18.6, 50.0, 21.0, 54.3]]));
    app.steward().await.post("/api/v1/outlets", &outlet("LUB").at(22.6, 51.2).json()).await.expect(201);
    assert_eq!(extent().await["bbox"], serde_json::json!([[18.6, 50.0, 22.6, 54.3]]));
}

#[tokio::test]
async fn a_stranger_does_not_learn_the_extent() {
    let app = three_outlets().await;
    let told = app.visitor().get("/ogc/collections").await.expect(200).json();
    assert_eq!(told["collections"][0]["extent"]["spatial"]["bbox"], serde_json::json!([[-180.0, -90.0, 180.0, 90.0]]));
}
