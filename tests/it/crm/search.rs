//! Who is found by what somebody types, and who is not.

use blisko::domain::permission::Role;
use serde_json::{Value, json};

use super::people::{address_of, person};
use crate::support::app::{Client, TestApp};

async fn found(client: &Client, text: &str) -> Vec<String> {
    let query: String = form_urlencoded::Serializer::new(String::new()).append_pair("q", text).finish();
    let answer = client.get(&format!("/api/v1/customers/search?{query}")).await.expect(200).json();
    let names = answer["items"].as_array().expect("items").iter().map(|item| item["name"].as_str().unwrap().to_owned());
    names.collect()
}

#[tokio::test]
async fn a_customer_is_found_by_a_slip_of_the_name_and_by_every_writing_of_the_phone() {
    let app = TestApp::new().await;
    let agent = app.agent().await;
    person("Anna Nowak").phone("+48 601 100 201").at(21.0265, 52.2440).created_by(&agent).await;
    person("Karel Dvořák").phone("+420 601 200 300").created_by(&agent).await;
    for text in ["anna", "nowka", "Anna Nowak Szwedzka", "601-100-2", "+48601100201", "0048 601 100", "warszawa nowak"]
    {
        assert_eq!(found(&agent, text).await, ["Anna Nowak"], "{text}");
    }
    assert_eq!(found(&agent, "dworak").await, ["Karel Dvořák"]);
    assert!(found(&agent, "zielińska").await.is_empty());
}

#[tokio::test]
async fn whoever_was_renamed_or_deleted_is_found_no_more_at_once() {
    let app = TestApp::new().await;
    let (agent, admin) = (app.agent().await, app.signed_in(Role::Admin).await);
    let anna = person("Anna Nowak").created_by(&agent).await;
    let renamed = person("Anna Zielińska").json();
    agent.with_header("if-match", "*").put(&address_of(&anna), &renamed).await.expect(200);
    assert_eq!(
        (found(&agent, "nowak").await, found(&agent, "zielinska").await),
        (vec![], vec!["Anna Zielińska".into()])
    );
    admin.with_header("if-match", "*").delete(&address_of(&anna)).await.expect(204);
    assert!(found(&agent, "anna").await.is_empty());
}

#[tokio::test]
async fn a_contact_leads_to_the_company() {
    let app = TestApp::new().await;
    let agent = app.agent().await;
    let hotel = person("Hotel Wolin").set("kind", json!("company")).created_by(&agent).await;
    let contact = json!({ "name": "Tadeusz Kaczmarek", "language": "pl" });
    agent.post(&format!("{}/contacts", address_of(&hotel)), &contact).await.expect(201);
    assert_eq!(found(&agent, "kaczmarke").await, ["Hotel Wolin"]);
}

#[tokio::test]
async fn of_equals_the_more_valuable_comes_first() {
    let app = TestApp::new().await;
    let agent = app.agent().await;
    for (name, tier) in [("Jan Nowak", "standard"), ("Ewa Nowak", "gold")] {
        person(name).set("value_tier", json!(tier)).created_by(&agent).await;
    }
    assert_eq!(found(&agent, "nowak").await, ["Ewa Nowak", "Jan Nowak"]);
}

#[tokio::test]
async fn nobody_finds_out_by_trying_what_they_may_not_see() {
    let app = TestApp::new().await;
    let agent = app.agent().await;
    person("Anna Nowak").phone("601100201").at(21.0265, 52.2440).created_by(&agent).await;
    let (manager, rep) = (app.signed_in(Role::Manager).await, app.signed_in(Role::Rep).await);
    assert_eq!(found(&manager, "anna").await, ["Anna Nowak"]);
    for text in ["601100201", "szwedzka", "601"] {
        assert!(found(&manager, text).await.is_empty(), "{text}");
    }
    assert!(found(&rep, "anna").await.is_empty());
    app.visitor().get("/api/v1/customers/search?q=anna").await.expect(401);
}

#[tokio::test]
async fn a_text_of_ten_thousand_letters_is_refused_with_its_bound() {
    let agent = TestApp::new().await.agent().await;
    let answer = agent.get(&format!("/api/v1/customers/search?q={}", "a".repeat(10_000))).await.expect(400).json();
    assert_eq!(answer["errors"][0]["code"], Value::from("too_long"));
}
