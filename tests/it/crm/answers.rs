//! `/api/v1/answers` and the links that go out.

use blisko::domain::answer::OutboxState;
use blisko::store::outbox::OutboxFilter;
use blisko::units::Seconds;
use serde_json::{Value, json};

use super::people::{address_of, person};
use crate::support::app::{Client, SATURDAY, TestApp};
use crate::support::builders::outlet;

async fn shop(app: &TestApp) -> Value {
    app.steward().await.post("/api/v1/outlets", &outlet("WAW-03").json()).await.expect(201).json()
}

async fn send(agent: &Client, customer: &Value, shop: &Value) -> Value {
    let body = json!({ "channel": "sms", "customer_id": customer["id"], "outlet_id": shop["id"], "language": "pl" });
    agent.post("/api/v1/answers", &body).await.expect(201).json()
}

fn path_of(answer: &Value) -> String {
    let url = answer["url"].as_str().unwrap();
    url[url.find("/s/").unwrap()..].to_owned()
}

#[tokio::test]
async fn the_link_opens_without_signing_in_and_names_nobody() {
    let app = TestApp::with(SATURDAY, &[("locator_public", "false")]).await;
    let agent = app.agent().await;
    let shop = shop(&app).await;
    let anna = person("Anna Nowak").phone("601100201").created_by(&agent).await;
    let answer = send(&agent, &anna, &shop).await;
    assert_eq!(answer["recipient"], "+48601100201");
    assert!(path_of(&answer).len() < 30, "short: {answer}");
    let page = app.visitor().get(&path_of(&answer)).await.expect(200).text();
    assert!(page.contains("Meteor WAW-03") && page.contains("52.22970,21.01220"), "{page}");
    let calendar = app.visitor().get(&format!("{}/visit.ics", path_of(&answer))).await.expect(200);
    assert_eq!(calendar.header("content-type"), "text/calendar; charset=utf-8");
    let calendar = calendar.text();
    assert!(
        calendar.contains("DTSTART:20261128T164000Z\r\n") && calendar.contains("SUMMARY:Meteor WAW-03"),
        "{calendar}"
    );
    for text in [page, calendar, answer["url"].to_string()] {
        assert!(!text.contains("Nowak") && !text.contains("601100201"), "{text}");
    }
}

#[tokio::test]
async fn the_message_waits_in_the_outbox_and_stands_on_the_timeline() {
    let app = TestApp::new().await;
    let agent = app.agent().await;
    let shop = shop(&app).await;
    let anna = person("Anna Nowak").phone("601100201").created_by(&agent).await;
    let answer = send(&agent, &anna, &shop).await;
    let waiting = app
        .app
        .store
        .outbox_page(OutboxFilter { state: Some(OutboxState::Waiting), owner: None }, None, 10)
        .await
        .unwrap();
    assert_eq!((waiting.len(), waiting[0].recipient.as_str()), (1, "+48601100201"));
    assert!(waiting[0].body.ends_with(answer["url"].as_str().unwrap()));
    let timeline = agent.get(&format!("{}/timeline", address_of(&anna))).await.expect(200).json();
    assert_eq!((&timeline["items"][0]["channel"], &timeline["items"][0]["outlet_id"]), (&json!("sms"), &shop["id"]));
}

#[tokio::test]
async fn an_expired_link_is_gone_and_a_guessed_one_was_never_there() {
    let app = TestApp::new().await;
    let agent = app.agent().await;
    let shop = shop(&app).await;
    let anna = person("Anna Nowak").phone("601100201").created_by(&agent).await;
    let path = path_of(&send(&agent, &anna, &shop).await);
    let other = if path.ends_with('A') { "B" } else { "A" };
    for guess in [format!("{}{other}", &path[..path.len() - 1]), "/s/x".to_owned(), "/s/żółćżółćżółćżółć".to_owned()]
    {
        app.visitor()
            .get(&guess.replace('ż', "%C5%BC").replace('ó', "%C3%B3").replace('ł', "%C5%82").replace('ć', "%C4%87"))
            .await
            .expect(404);
    }
    app.app.clock.advance(Seconds::hours(72));
    let gone = app.visitor().get(&path).await.expect(410).text();
    assert!(gone.contains("Ten link już nie działa"), "{gone}");
    app.visitor().get(&format!("{path}/visit.ics")).await.expect(410);
}

#[tokio::test]
async fn an_answer_needs_somewhere_to_go() {
    let app = TestApp::new().await;
    let agent = app.agent().await;
    let shop = shop(&app).await;
    let anna = person("Anna Nowak").created_by(&agent).await;
    let body = |channel: &str, recipient: &str| json!({ "channel": channel, "customer_id": anna["id"], "outlet_id": shop["id"], "language": "pl", "recipient": recipient });
    for (channel, recipient) in [("sms", ""), ("sms", "abc"), ("email", "anna")] {
        let refused = agent.post("/api/v1/answers", &body(channel, recipient)).await.expect(400).json();
        assert_eq!(refused["errors"][0]["pointer"], "/recipient", "{channel} {recipient}");
    }
    agent.post("/api/v1/answers", &body("email", "Anna@Example.com")).await.expect(201);
    agent.post("/api/v1/answers", &body("chat", "")).await.expect(201);
}

async fn offer(client: &Client, customer: &Value, shop: &Value, channel: &str) -> crate::support::app::Answer {
    let text = "Czajniki 20 % taniej";
    let body = json!({ "channel": channel, "purpose": "marketing", "customer_id": customer["id"], "outlet_id": shop["id"],
        "language": "pl", "text": text });
    client.post("/api/v1/answers", &body).await
}

async fn say(client: &Client, customer: &Value, channel: &str, given: bool) {
    let said = json!({ "channel": channel, "given": given, "source": "call" });
    client.post(&format!("{}/consents", address_of(customer)), &said).await.expect(201);
}

#[tokio::test]
async fn an_offer_needs_a_consent_to_its_channel() {
    let app = TestApp::new().await;
    let agent = app.agent().await;
    let shop = shop(&app).await;
    let anna = person("Anna Nowak").phone("601100201").email("anna@example.com").created_by(&agent).await;
    let problem = offer(&agent, &anna, &shop, "sms").await.expect(409).json();
    assert_eq!(problem["code"], "no_consent");
    assert!(problem["detail"].as_str().unwrap().contains("never allowed"), "{problem}");
    say(&agent, &anna, "sms", true).await;
    offer(&agent, &anna, &shop, "sms").await.expect(201);
    offer(&agent, &anna, &shop, "email").await.expect(409);
    app.set_clock("2026-11-28T17:41:00+01:00");
    say(&agent, &anna, "sms", false).await;
    let problem = offer(&agent, &anna, &shop, "sms").await.expect(409).json();
    assert!(problem["detail"].as_str().unwrap().contains("has refused"), "{problem}");
    let page = agent.get("/api/v1/outbox").await.expect(200).json();
    let purposes: Vec<&Value> = page["items"].as_array().unwrap().iter().map(|item| &item["purpose"]).collect();
    assert_eq!(purposes, ["marketing"]);
}

#[tokio::test]
async fn an_offer_goes_to_nobody_but_the_customer_who_consented() {
    let app = TestApp::new().await;
    let agent = app.agent().await;
    let shop = shop(&app).await;
    let anna = person("Anna Nowak").phone("601100201").created_by(&agent).await;
    say(&agent, &anna, "sms", true).await;
    let body = json!({ "channel": "sms", "purpose": "marketing", "outlet_id": shop["id"], "language": "pl", "text": "Nowość" });
    let with = |field: &str, value: Value| {
        let mut body = body.clone();
        body["customer_id"] = anna["id"].clone();
        body[field] = value;
        body
    };
    for wrong in
        [body.clone(), with("recipient", json!("602200300")), with("text", json!(" ")), with("purpose", json!("spam"))]
    {
        agent.post("/api/v1/answers", &wrong).await.expect(400);
    }
    let stranger = app.signed_in(blisko::domain::permission::Role::Rep).await;
    stranger.post("/api/v1/answers", &with("text", json!("Nowość"))).await.expect(400);
}
