//! `/{language}/`

use serde_json::json;

use super::{codes, fixture, page, shown};
use crate::support::app::TestApp;
use crate::support::builders::outlet;

#[tokio::test]
async fn the_browser_s_language_decides_and_the_question_is_kept() {
    let app = TestApp::new().await;
    let visitor = app.visitor().with_header("accept-language", "cs-CZ,cs;q=0.9");
    let answer = visitor.get("/locator?q=Praha").await.expect(303);
    assert_eq!(answer.header("location"), "/cs/?q=Praha");
    assert_eq!(app.visitor().get("/locator").await.header("location"), "/pl/");
}

#[tokio::test]
async fn a_town_gives_the_nearest_outlets_of_both_countries_by_distance() {
    let html = page("/pl/?q=Cieszyn").await;
    assert_eq!(codes(&html)[..2], ["CIE-01", "CTE-01"]);
    let text = shown(&html);
    assert!(text.contains("w pobliżu: Cieszyn"), "{text}");
    assert!(text.contains("Otwarte do 19:00"), "{text}");
    assert!(text.contains("Czechy · CZK"), "{text}");
}

#[tokio::test]
async fn the_law_that_shuts_a_shop_is_named_on_its_row() {
    let text = shown(&page("/pl/?q=Cieszyn").await);
    assert!(text.contains("Zamknięte: zakaz sprzedaży w sklepach ponad 200 m² (czeska ustawa 223/2016)"), "{text}");
}

#[tokio::test]
async fn open_when_i_get_there_leaves_the_shut_shop_out_and_says_why() {
    let html = page("/cs/?near=49.7475,18.6230&open=arrival").await;
    assert_eq!(codes(&html)[0], "CIE-01");
    let text = shown(&html);
    assert!(text.contains("Blíž, ale ne teď") && text.contains("č. 223/2016"), "{text}");
}

#[tokio::test]
async fn without_a_question_the_list_begins_at_the_start_of_the_settings_and_says_so() {
    assert!(shown(&page("/pl/").await).contains("Na razie pokazujemy placówki wokół: Warszawa."));
    assert!(shown(&page("/cs/").await).contains("Zatím ukazujeme pobočky v okolí místa: Praha."));
    let app = TestApp::with("2026-10-28T11:00:00+01:00", &[("locator_start", "Ostrava")]).await;
    assert!(shown(&app.visitor().get("/en/").await.text()).contains("these are around: Ostrava."));
}

#[tokio::test]
async fn the_nearest_is_shown_however_far_it_is() {
    let text = shown(&page("/pl/?q=Szczecin").await);
    assert!(text.contains("Najbliższa jest") && text.contains("km stąd"), "{text}");
    assert!(!codes(&page("/pl/?near=10.0,10.0").await).is_empty());
}

#[tokio::test]
async fn an_unknown_place_says_so_and_keeps_a_list() {
    let html = page("/pl/?q=Qwertzuiop").await;
    assert!(shown(&html).contains("Nie znamy takiego miejsca: „Qwertzuiop”"));
    assert!(!codes(&html).is_empty());
}

#[tokio::test]
async fn a_name_on_both_sides_of_the_border_offers_the_other_town_as_a_link() {
    let html = page("/pl/?q=Tesin").await;
    let text = shown(&html);
    assert!(text.contains("w pobliżu: Cieszyn, śląskie"), "{text}");
    assert!(text.contains("Czy chodziło o: Český Těšín, Moravskoslezský kraj, Czechy"), "{text}");
    assert!(html.contains("near=49.74613%2C18.62613"), "the choice is an address");
}

#[tokio::test]
async fn postcodes_points_codes_and_names_are_places_too() {
    for (q, first) in [
        ("43-400", "CIE-01"),
        ("43400", "CIE-01"),
        ("49.7513, 18.6321", "CIE-01"),
        ("18.6321, 49.7513", "CIE-01"),
        ("49,7513 18,6321", "CIE-01"),
        ("cte-01", "CTE-01"),
        ("ul. Głęboka 12, 43-400 Cieszyn", "CIE-01"),
        ("Ciezsyn", "CIE-01"),
        ("Ostrav", "OSR-01"),
        ("8FXWQJ2J+GR", "CIE-01"),
        ("QJ2J+GR Cieszyn", "CIE-01"),
    ] {
        let encoded: String = form_urlencoded::byte_serialize(q.as_bytes()).collect();
        assert_eq!(codes(&page(&format!("/pl/?q={encoded}")).await)[0], first, "{q}");
    }
}

#[tokio::test]
async fn the_count_of_a_filter_is_the_length_of_the_list_it_gives() {
    let app = fixture().await;
    let html = app.visitor().get("/en/?q=Warszawa").await.text();
    let mut checked = 0;
    for part in html.split("name=\"service\" value=\"").skip(1) {
        let code = part.split('"').next().unwrap();
        let count: usize =
            part.split("filter__count\">").nth(1).unwrap().split('<').next().unwrap().parse().expect("a count");
        let list = app.visitor().get(&format!("/en/?q=Warszawa&service={code}")).await.text();
        assert_eq!(codes(&list).len(), count, "{code}");
        checked += 1;
    }
    assert!(checked > 2, "there are filters");
}

#[tokio::test]
async fn minutes_are_marked_as_an_estimate_once() {
    let html = page("/en/?q=Cieszyn").await;
    assert_eq!(html.matches("Minutes are a drive estimated from the straight line.").count(), 1);
}

#[tokio::test]
async fn an_outlet_that_closes_while_one_drives_there_is_said_with_both_times() {
    let app = TestApp::at("2026-11-30T14:50:00+01:00").await;
    let steward = app.steward().await;
    // 12 km by 40 km/h with a detour of 1.3 take 24 minutes: there at 15:14.
    let shop = outlet("W1").at(21.0122, 52.3376).open("Mo-Fr 08:00-15:00").json();
    steward.post("/api/v1/outlets", &shop).await.expect(201);
    let text = shown(&app.visitor().get("/pl/?near=52.2297,21.0122").await.text());
    assert!(text.contains("Zamyka 15:00, będziesz 15:1"), "{text}");
}

#[tokio::test]
async fn planned_outlets_are_nobody_s_business() {
    let app = TestApp::new().await;
    let steward = app.steward().await;
    steward.post("/api/v1/outlets", &outlet("NEW-1").status("planned").json()).await.expect(201);
    steward.post("/api/v1/outlets", &outlet("OLD-1").json()).await.expect(201);
    let html = app.visitor().get("/pl/?q=Warszawa&open=arrival").await.text();
    assert!(!html.contains("NEW-1"));
    assert_eq!(app.visitor().get("/pl/outlets/NEW-1").await.status, 404);
}

#[tokio::test]
async fn when_nothing_is_open_the_list_says_so_and_is_not_empty() {
    let app = TestApp::new().await;
    let shop = outlet("W1").open("Mo-Fr 08:00-09:00").json();
    app.steward().await.post("/api/v1/outlets", &shop).await.expect(201);
    let html = app.visitor().get("/pl/?q=Warszawa&open=arrival").await.text();
    assert!(shown(&html).contains("Żadna placówka w okolicy nie będzie otwarta, gdy dojedziesz."));
    assert_eq!(codes(&html), ["W1"]);
}

#[tokio::test]
async fn a_company_without_outlets_has_a_page_all_the_same() {
    let app = TestApp::new().await;
    assert!(shown(&app.visitor().get("/en/").await.expect(200).text()).contains("We have no outlet"));
}

#[tokio::test]
async fn an_edit_is_on_the_page_at_once() {
    let app = fixture().await;
    let found = app.steward().await.get("/api/v1/outlets?q=CIE-01").await.expect(200).json();
    let mut shop = found["items"][0].clone();
    let id = shop["id"].as_str().unwrap().to_owned();
    for field in ["id", "version", "created_at", "updated_at", "hours"] {
        shop.as_object_mut().unwrap().remove(field);
    }
    shop["name"] = json!("Meteor nad Olzą");
    let steward = app.steward().await.with_header("if-match", "\"1\"");
    let written = steward.put(&format!("/api/v1/outlets/{id}"), &shop).await;
    assert_eq!(written.status, 200, "{}", written.text());
    assert!(app.visitor().get("/pl/?q=Cieszyn").await.text().contains("Meteor nad Olzą"));
    assert!(app.visitor().get("/pl/outlets/CIE-01").await.text().contains("Meteor nad Olzą"));
}
