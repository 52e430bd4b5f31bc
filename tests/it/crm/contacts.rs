//! People at companies.

use blisko::domain::contact::{CONTACTS_MAX, ContactDraft};
use blisko::domain::ids::CustomerId;
use blisko::domain::language::Language;
use blisko::store::Author;
use serde_json::json;

use super::people::{address_of, person};
use crate::support::app::TestApp;

#[tokio::test]
async fn a_contact_is_reached_under_a_number_of_their_own() {
    let app = TestApp::new().await;
    let agent = app.agent().await;
    let company = person("Auto Dvořák s.r.o.").set("kind", json!("company")).set("language", json!("cs"));
    let company = company.created_by(&agent).await;
    let path = format!("{}/contacts", address_of(&company));
    let point = json!([{ "kind": "phone", "value": "601 200 300", "extension": "12" }]);
    let karel = json!({ "name": "Karel Dvořák", "language": "cs", "contact_points": point });
    let created = agent.post(&path, &karel).await.expect(201).json();
    assert_eq!(created["contact_points"][0]["value"], "+420601200300", "a Czech company's number is Czech");
    let found = agent.get("/api/v1/customers?reached_at=%2B420601200300").await.expect(200).json();
    assert_eq!(found["items"][0]["name"], "Auto Dvořák s.r.o.");
    let contact = format!("/api/v1/contacts/{}", created["id"].as_str().unwrap());
    let moved = json!({ "name": "Karel Dvořák", "language": "cs" });
    agent.with_header("if-match", "\"1\"").put(&contact, &moved).await.expect(200);
    agent.with_header("if-match", "\"1\"").delete(&contact).await.expect(412);
    agent.with_header("if-match", "\"2\"").delete(&contact).await.expect(204);
    let none = agent.get(&path).await.expect(200).json();
    assert_eq!(none["items"], json!([]));
}

#[tokio::test]
async fn ten_thousand_contacts_are_read_in_pages_and_one_more_is_refused() {
    let app = TestApp::new().await;
    let agent = app.agent().await;
    let company = person("Wielka S.A.").set("kind", json!("company")).created_by(&agent).await;
    let id: CustomerId = company["id"].as_str().unwrap().parse().unwrap();
    let mut tx = app.app.store.begin(Author::system(app.app.clock.now())).await.unwrap();
    for number in 0..CONTACTS_MAX {
        let draft = ContactDraft {
            name: format!("Osoba {number}"),
            position: String::new(),
            language: Language::Polish,
            note: String::new(),
            contact_points: vec![],
        };
        tx.insert_contact(id, draft).await.unwrap();
    }
    tx.commit().await.unwrap();
    let path = format!("{}/contacts", address_of(&company));
    let mut seen = 0;
    let mut after = String::new();
    loop {
        let page = agent.get(&format!("{path}?limit=1000{after}")).await.expect(200).json();
        seen += page["items"].as_array().unwrap().len();
        let Some(next) = page["next"].as_str() else { break };
        after = format!("&after={next}");
    }
    assert_eq!(seen, 10_000);
    let refused = agent.post(&path, &json!({ "name": "Jeszcze Jeden", "language": "pl" })).await.expect(400).json();
    assert_eq!(refused["errors"][0]["code"], "too_many");
}
