//! The list by car, on foot and by bike, in a town where a river turns the order round.

use serde_json::json;

use super::{codes, shown};
use crate::support::app::TestApp;
use crate::support::builders::outlet;
use crate::support::river_town::{self, B1};

/// Rivertown with R1 across the river and R2 on the same bank.
async fn rivertown() -> TestApp {
    with_outlets(TestApp::with_roads().await).await
}

async fn with_outlets(app: TestApp) -> TestApp {
    let steward = app.steward().await;
    for (code, (lon, lat)) in [("R1", river_town::R1), ("R2", river_town::R2)] {
        steward.post("/api/v1/outlets", &outlet(code).at(lon, lat).json()).await.expect(201);
    }
    app
}

async fn list(app: &TestApp, language: &str, query: &str) -> String {
    let (lon, lat) = B1;
    app.visitor().get(&format!("/{language}/?near={lat},{lon}{query}")).await.expect(200).text()
}

#[tokio::test]
async fn who_is_reached_first_by_road_comes_first_and_the_row_says_by_road() {
    let html = list(&rivertown().await, "pl", "").await;
    assert_eq!(codes(&html), ["R2", "R1"]);
    let text = shown(&html);
    let (first, second) = (text.find("2,6 km drogą"), text.find("13 km drogą"));
    assert!(first.is_some() && first < second, "{text}");
    assert!(text.contains("Minuty i kilometry liczymy po drogach.") && !text.contains("linii prostej."), "{text}");
}

#[tokio::test]
async fn without_roads_the_straight_line_decides_as_ever_and_there_is_nothing_to_choose() {
    let html = list(&with_outlets(TestApp::new().await).await, "pl", "").await;
    assert_eq!(codes(&html), ["R1", "R2"]);
    let text = shown(&html);
    assert!(text.contains("Minuty to szacunek jazdy autem po linii prostej.") && !text.contains("drogą"), "{text}");
    assert!(!html.contains("class=\"ways\""), "{text}");
}

#[tokio::test]
async fn each_way_of_travelling_is_a_link_and_the_one_that_is_on_says_so() {
    let app = rivertown().await;
    for (language, on_foot) in [("pl", "Pieszo"), ("cs", "Pěšky"), ("en", "On foot")] {
        let html = list(&app, language, "&by=foot").await;
        let link = html.split("id=\"by-foot\"").nth(1).and_then(|rest| rest.split("</a>").next()).expect("a link");
        assert!(link.contains("by=foot") && link.contains("aria-current=\"true\""), "{link}");
        assert!(link.ends_with(on_foot), "{link}");
        assert_eq!(html.matches("id=\"by-").count(), 3);
    }
}

#[tokio::test]
async fn on_foot_it_takes_longer_and_the_search_form_keeps_the_way() {
    let app = rivertown().await;
    let minutes =
        |html: &str| html.split("place__d\"><b>").nth(1).and_then(|rest| rest.split('<').next()).map(str::to_owned);
    let (by_car, on_foot) = (list(&app, "pl", "").await, list(&app, "pl", "&by=foot").await);
    assert_ne!(minutes(&by_car), minutes(&on_foot));
    assert!(on_foot.contains("name=\"by\" value=\"foot\"") && !by_car.contains("name=\"by\""));
}

#[tokio::test]
async fn what_is_different_on_the_roads_is_named() {
    let app = rivertown().await;
    let fog = json!({ "name": "Mgła", "conditions": { "pace_percent": 50 } });
    app.steward().await.post("/api/v1/road-conditions", &fog).await.expect(201);
    assert!(shown(&list(&app, "pl", "").await).contains("Na drogach uwzględniamy: Mgła."));
}
