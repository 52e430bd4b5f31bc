//! Another territory's rep at every door that answers a question: nowhere is there a word of somebody else's customer.

use axum::http::Method;
use blisko::domain::permission::Role;
use blisko::http::permission_table::PERMISSIONS;
use serde_json::{Value, json};

use super::people::{address_of, person};
use crate::support::app::{Client, TestApp};
use crate::support::builders::outlet;

/// By what the customer could be known.
const MARKS: [&str; 6] = ["Dvořák", "601200300", "karel@example.com", "Szwedzka", "21.02657", "Czajnik"];

/// A stream that never ends, and the description, whose examples are nobody's.
const NOT_ASKED: [&str; 2] = ["/api/v1/events", "/openapi.json"];

/// Somebody in the care of an agent, with everything that can hang on a customer; ids by the name in addresses.
async fn karel(app: &TestApp) -> Vec<(&'static str, String)> {
    let (agent, steward) = (app.agent().await, app.steward().await);
    let shop = steward.post("/api/v1/outlets", &outlet("W1").open("24/7").json()).await.expect(201).json();
    let karel = person("Karel Dvořák").phone("601200300").email("karel@example.com").at(21.026571, 52.2440);
    let karel = karel.created_by(&agent).await;
    let id = &karel["id"];
    let made = async |path: &str, body: Value| agent.post(path, &body).await.expect(201).json();
    let contacts = format!("{}/contacts", address_of(&karel));
    let contact = made(&contacts, json!({ "name": "Anna Dvořák", "language": "cs" })).await;
    let note = json!({ "customer_id": id, "channel": "email", "direction": "inbound", "subject": "Czajnik" });
    let note = made("/api/v1/interactions", note).await;
    let case = made("/api/v1/cases", json!({ "kind": "complaint", "customer_id": id, "subject": "Czajnik" })).await;
    let lines = json!([{ "product": "A", "quantity": 1, "unit_amount": 1 }]);
    let order =
        made("/api/v1/orders", json!({ "customer_id": id, "currency": "PLN", "note": "Czajnik", "lines": lines }));
    let order = order.await;
    let begins_at = "2026-11-30T10:00:00+01:00";
    let visit = json!({ "customer_id": id, "outlet_id": shop["id"], "begins_at": begins_at, "note": "Czajnik" });
    let visit = made("/api/v1/appointments", visit).await;
    let answer =
        json!({ "channel": "sms", "customer_id": id, "outlet_id": shop["id"], "language": "pl", "text": "Czajnik" });
    let answer = made("/api/v1/answers", answer).await;
    let text = |record: &Value| record["id"].as_str().unwrap().to_owned();
    vec![
        ("{customer_id}", text(&karel)),
        ("{contact_id}", text(&contact)),
        ("{interaction_id}", text(&note)),
        ("{case_id}", text(&case)),
        ("{order_id}", text(&order)),
        ("{appointment_id}", text(&visit)),
        ("{outbox_id}", text(&answer)),
        ("{outlet_id}", text(&shop)),
    ]
}

/// Every question that there is an address for, about Karel where it is about somebody.
fn questions(ids: &[(&'static str, String)]) -> Vec<String> {
    let about = |name: &str| ids.iter().find(|(each, _)| *each == name).map(|(_, id)| id.as_str()).unwrap();
    let gets = PERMISSIONS.iter().filter(|(method, path, _)| *method == Method::GET && !NOT_ASKED.contains(path));
    let mut asked: Vec<String> = gets
        .map(|(_, path, _)| {
            let known = ids.iter().fold((*path).to_owned(), |path, (name, id)| path.replace(name, id));
            let rest = known.split('/').map(|part| if part.starts_with('{') { "0" } else { part });
            rest.collect::<Vec<_>>().join("/")
        })
        .collect();
    let customer = about("{customer_id}");
    asked.extend(["Karel", "Dvorak", "dworzak", "601200300", "Szwedzka", "karel@example.com"].into_iter().flat_map(
        |text| {
            ["customers/search?q=", "customers?q=", "customers?reached_at=", "outlets?q=", "geocode?q="]
                .map(|list| format!("/api/v1/{list}{text}"))
        },
    ));
    for list in ["cases", "orders", "appointments"] {
        asked.push(format!("/api/v1/{list}?customer_id={customer}"));
    }
    asked.push(format!("/api/v1/price-lists?customer_id={customer}"));
    asked.push(format!("/api/v1/outlets/nearest?customer_id={customer}"));
    for z in 0..=14u32 {
        let home = blisko::tiles::points::spot_of(blisko::geo::LonLat::new(21.026571, 52.2440).unwrap());
        let [x, y] = home.map(|value| u64::from(value) >> (32 - z));
        asked.push(format!("/tiles/customers/1-all/{z}/{x}/{y}"));
        asked.push(format!("/tiles/outlets/1-staff/{z}/{x}/{y}"));
    }
    asked
}

async fn told(client: &Client, path: &str) -> String {
    // Without gzip, so that words in tiles are seen as words.
    client.get(path).await.text()
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_can_be_asked_tells_another_territorys_rep_of_the_customer() {
    let app = TestApp::new().await;
    let ids = karel(&app).await;
    let (stranger, agent) = (app.signed_in(Role::Rep).await, app.agent().await);
    let customer = ids[0].1.clone();
    let tells = |text: &str, path: &str| {
        // What was asked may be repeated in the answer, but not what it did not say.
        let new = |mark: &str| !path.contains(mark) && text.contains(mark);
        MARKS.iter().any(|mark| new(mark)) || (!path.contains(&customer) && text.contains(&customer))
    };
    let mut seen_by_agent = 0;
    for path in questions(&ids) {
        let answer = told(&stranger, &path).await;
        assert!(!tells(&answer, &path), "{path}: {}", answer.chars().take(500).collect::<String>());
        seen_by_agent += usize::from(tells(&told(&agent, &path).await, &path));
    }
    assert!(seen_by_agent >= 15, "the questions would have told: {seen_by_agent}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_of_the_rep_is_theirs_at_the_same_doors() {
    let app = TestApp::new().await;
    let rep = app.signed_in(Role::Rep).await;
    let own = person("Anna Nowak").phone("601100201").at(21.026571, 52.2440).created_by(&rep).await;
    for rest in ["", "/card", "/timeline", "/contacts", "/consents"] {
        rep.get(&format!("{}{rest}", address_of(&own))).await.expect(200);
    }
    let found = rep.get("/api/v1/customers/search?q=nowak").await.expect(200).json();
    assert_eq!(found["items"][0]["id"], own["id"]);
}
