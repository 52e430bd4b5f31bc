//! What the customer's page makes of the geocoder's answers: suggestions, sources, and nothing taken in silence.

use serde_json::{Value, json};

use super::shown;
use crate::support::app::{SATURDAY, TestApp};

async fn suggested(app: &TestApp, q: &str) -> Value {
    let q: String = form_urlencoded::byte_serialize(q.as_bytes()).collect();
    app.visitor().get(&format!("/pl/suggest?q={q}")).await.expect(200).json()
}

#[tokio::test]
async fn suggestions_name_their_source_and_its_day() {
    let app = TestApp::with_addresses().await;
    let found = suggested(&app, "zamkowa 1, ciesz").await;
    assert_eq!((&found["items"][0]["what"], &found["data"]), (&json!("adres"), &json!(DATA)), "{found:#}");
    assert!(found["items"][0]["near"].is_string());
}

const DATA: &str = "© OpenStreetMap, dane z 20\u{a0}lis\u{a0}2026";

#[tokio::test]
async fn a_suggestion_that_is_coarser_than_what_was_typed_says_so_and_lends_it_no_point() {
    let app = TestApp::with_addresses().await;
    let found = suggested(&app, "Zamkowa 977, Cieszyn").await;
    let best = &found["items"][0];
    assert_eq!((&best["what"], &best["near"]), (&json!("ulica, bez numeru"), &Value::Null), "{found:#}");
    let page = app.visitor().get("/pl/?q=Zamkowa+977%2C+Cieszyn").await.expect(200).text();
    assert!(shown(&page).contains("Tego numeru domu nie mamy w danych"), "{}", shown(&page));
}

#[tokio::test]
async fn the_list_says_who_says_where_the_place_is_whether_typed_or_chosen() {
    let app = TestApp::with_addresses().await;
    let shop = crate::support::builders::outlet("S-1").at(18.63, 49.75).json();
    app.steward().await.post("/api/v1/outlets", &shop).await.expect(201);
    let typed = "/pl/?q=Zamkowa+1%2C+Cieszyn".to_owned();
    let found = suggested(&app, "Zamkowa 1, Cieszyn").await;
    let (label, near) = (found["items"][0]["label"].as_str(), found["items"][0]["near"].as_str());
    let parts = [("q", label.expect("a label")), ("of", label.expect("a label")), ("near", near.expect("a point"))];
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(parts).finish();
    for address in [typed, format!("/pl/?{query}")] {
        let page = app.visitor().get(&address).await.expect(200).text();
        assert!(
            shown(&page).contains("Położenie miejsca: © OpenStreetMap, dane z 20 lis 2026."),
            "{address}: {}",
            shown(&page)
        );
    }
}

#[tokio::test]
async fn towns_are_known_from_the_first_question_on_and_villages_of_one_name_are_asked_about() {
    let app = TestApp::with(SATURDAY, &[("geocoder_base", "true")]).await;
    let answer = app.visitor().get("/api/v1/geocode?q=Nowa+Wie%C5%9B&limit=50").await.expect(200).json();
    assert_eq!(answer["question"]["about"], "region", "{answer:#}");
    let reply = answer["question"]["choices"][0].clone();
    let (id, label) = (reply["id"].as_str().expect("an id"), &reply["label"]);
    let id: String = form_urlencoded::byte_serialize(id.as_bytes()).collect();
    let left = app.visitor().get(&format!("/api/v1/geocode?q=Nowa+Wie%C5%9B&limit=50&reply={id}")).await.json();
    let left = left["candidates"].as_array().expect("a list");
    assert!(!left.is_empty() && left.iter().all(|each| &each["components"]["region"] == label), "{left:#?}");
}
