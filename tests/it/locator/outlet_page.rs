//! `/{language}/outlets/{code}`

use serde_json::{Value, json};

use super::{fixture, page, shown};
use crate::support::app::TestApp;
use crate::support::builders::outlet;

#[tokio::test]
async fn the_page_tells_address_state_and_hours_with_today_first() {
    let text = shown(&page("/pl/outlets/CIE-01").await);
    assert!(text.contains("Otwarte do 19:00"), "{text}");
    assert!(text.contains("Dziś, środa"), "{text}");
    assert!(text.contains("Sprawdzono 28 paź 2026 · Coś się nie zgadza?"), "{text}");
}

#[tokio::test]
async fn special_days_of_the_coming_two_months_are_told_with_their_reason() {
    let text = shown(&page("/pl/outlets/CIE-01").await);
    assert!(text.contains("Święto Niepodległości zamknięte"), "{text}");
    assert!(text.contains("Wigilia"), "{text}");
    let text = shown(&page("/pl/outlets/CTE-01").await);
    assert!(text.contains("Dziś, środa Święto Niepodległości Czechosłowacji zamknięte"), "{text}");
}

#[tokio::test]
async fn equal_days_stand_in_one_row_and_a_night_belongs_to_its_evening() {
    let app = TestApp::at("2026-11-30T14:05:00+01:00").await;
    let bar = outlet("BAR-1").open("Mo-Th 09:00-20:00; Fr-Sa 18:00-02:00").json();
    app.steward().await.post("/api/v1/outlets", &bar).await.expect(201);
    let text = shown(&app.visitor().get("/en/outlets/BAR-1").await.text());
    assert!(text.contains("Today, Monday 9:00–20:00 Tuesday–Thursday 9:00–20:00 Friday–Saturday 18:00–2:00"), "{text}");
    assert!(text.contains("Sunday closed"), "{text}");
}

#[tokio::test]
async fn hours_that_nobody_can_read_are_shown_as_written_and_not_as_closed() {
    let app = TestApp::at("2026-11-30T14:05:00+01:00").await;
    let shop = outlet("W1").open("jak szef przyjdzie").json();
    app.steward().await.post("/api/v1/outlets", &shop).await.expect(201);
    let text = shown(&app.visitor().get("/pl/outlets/W1").await.text());
    assert!(text.contains("Prosimy o telefon przed wizytą. Zapisano: jak szef przyjdzie"), "{text}");
    assert!(!text.contains("Zamknięte"), "{text}");
}

#[tokio::test]
async fn directions_are_plain_links_that_call_nobody_before_the_press() {
    let html = page("/pl/outlets/CIE-01").await;
    for link in [
        "geo:49.",
        "https://www.google.com/maps/dir/",
        "https://maps.apple.com/?daddr=",
        "https://mapy.cz/fnc/v1/route",
    ] {
        assert!(
            html.contains(&format!("href=\"{link}")) || html.replace("&#x2f;", "/").contains(&format!("href=\"{link}")),
            "{link}"
        );
    }
    let loaded = html.replace("&#x2f;", "/");
    assert!(
        !loaded.contains("src=\"http") && !loaded.contains("stylesheet\" href=\"http"),
        "nothing comes from elsewhere"
    );
}

#[tokio::test]
async fn an_outlet_that_is_not_there_leads_on() {
    let answer = fixture().await.visitor().get("/cs/outlets/NOWHERE").await.expect(404);
    assert!(answer.header("content-type").starts_with("text/html"));
    assert!(shown(&answer.text()).contains("Tuto pobočku jsme nenašli"));
}

/// The structured data of a page.
pub fn linked_data(html: &str) -> Value {
    let block = html.split("application/ld+json\">").nth(1).expect("a data block").split("</script>").next().unwrap();
    serde_json::from_str(block).expect("the block is JSON")
}

#[tokio::test]
async fn structured_data_says_the_week_and_the_days_that_differ() {
    let data = linked_data(&page("/pl/outlets/CTE-01").await);
    assert_eq!(data["@type"], "Store");
    assert_eq!(data["address"]["addressCountry"], "CZ");
    assert!(data["geo"]["latitude"].as_f64().is_some_and(|lat| (49.0..50.0).contains(&lat)));
    let week = data["openingHoursSpecification"].as_array().expect("a week");
    assert!(week.iter().all(|each| each["opens"].as_str().is_some_and(|time| time.len() == 5)));
    let special = data["specialOpeningHoursSpecification"].as_array().expect("special days");
    assert_eq!((&special[0]["validFrom"], &special[0]["closes"]), (&json!("2026-10-28"), &json!("00:00")));
}

#[tokio::test]
async fn offers_hold_on_their_days_only() {
    let app = TestApp::at("2026-11-30T14:05:00+01:00").await;
    let offer = |title: &str, from: &str, until: &str| json!({ "title": { "pl": title }, "valid_from": from, "valid_until": until });
    let offers = json!([offer("Teraz", "2026-11-01", "2026-11-30"), offer("Później", "2026-12-01", "2026-12-31")]);
    app.steward().await.post("/api/v1/outlets", &outlet("W1").set("promotions", offers).json()).await.expect(201);
    let text = shown(&app.visitor().get("/pl/outlets/W1").await.text());
    assert!(text.contains("Teraz do 30 lis") && !text.contains("Później"), "{text}");
}
