//! `/api/v1/events`

use axum::body::BodyDataStream;
use axum::http::Request;
use blisko::domain::permission::{Permission, Role};
use blisko::http::router::router;
use futures_util::StreamExt;
use serde_json::json;
use tower::ServiceExt;

use crate::crm::people::person;
use crate::support::app::{Client, TestApp};
use crate::support::builders::outlet;

/// Opens the stream as `client` would, after `last_seen`.
async fn listen(app: &TestApp, client: &Client, last_seen: &str) -> BodyDataStream {
    let mut request = Request::builder().uri("/api/v1/events").header("last-event-id", last_seen);
    for (name, value) in client.headers() {
        request = request.header(name, value);
    }
    let request = request.body(axum::body::Body::empty()).expect("a valid request");
    let response = router(app.app.clone()).oneshot(request).await.expect("the router answers");
    assert_eq!(response.status(), 200);
    response.into_body().into_data_stream()
}

async fn next_event(stream: &mut BodyDataStream) -> String {
    let bytes = stream.next().await.expect("the stream goes on").expect("it does not break");
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

#[tokio::test]
async fn a_listener_that_comes_back_gets_what_it_missed() {
    let app = TestApp::new().await;
    let (steward, agent) = (app.steward().await, app.agent().await);
    let seen = app.app.store.revision().await.unwrap().to_string();
    steward.post("/api/v1/outlets", &outlet("W1").json()).await.expect(201);
    steward.post("/api/v1/outlets", &outlet("W2").json()).await.expect(201);
    let mut stream = listen(&app, &agent, &seen).await;
    let (first, second) = (next_event(&mut stream).await, next_event(&mut stream).await);
    assert!(first.contains("event: change") && first.contains(r#""op":"create""#), "{first}");
    assert!(second.contains("event: change"), "{second}");
}

#[tokio::test]
async fn a_change_is_told_as_it_happens() {
    let app = TestApp::new().await;
    let (steward, agent) = (app.steward().await, app.agent().await);
    let seen = app.app.store.revision().await.unwrap().to_string();
    let mut stream = listen(&app, &agent, &seen).await;
    assert!(next_event(&mut stream).await.contains("event: hello"));
    steward.post("/api/v1/outlets", &outlet("W1").json()).await.expect(201);
    let event = next_event(&mut stream).await;
    assert!(event.contains(r#""entity":"outlet""#), "{event}");
}

#[tokio::test]
async fn an_agent_is_not_told_of_changes_to_users() {
    let app = TestApp::new().await;
    let (steward, agent) = (app.steward().await, app.agent().await);
    let mut stream = listen(&app, &agent, "0").await;
    steward.post("/api/v1/outlets", &outlet("W1").json()).await.expect(201);
    // Users and sessions were made before the outlet, and the replay starts at the very beginning.
    let event = next_event(&mut stream).await;
    assert!(event.contains(r#""entity":"outlet""#), "{event}");
}

#[tokio::test]
async fn a_stream_ends_with_the_session_it_belongs_to() {
    let app = TestApp::new().await;
    app.add_user("ewa", Role::Agent).await;
    let (laptop, phone) = (app.sign_in("ewa").await, app.sign_in("ewa").await);
    let seen = app.app.store.revision().await.unwrap().to_string();
    let mut stream = listen(&app, &laptop, &seen).await;
    assert!(next_event(&mut stream).await.contains("event: hello"));
    phone.delete("/api/v1/sessions").await.expect(204);
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn a_call_is_told_to_its_agent_alone_with_the_card_and_again_after_a_reload() {
    let app = TestApp::new().await;
    app.add_user("ewa", Role::Agent).await;
    let (ewa, jan) = (app.sign_in("ewa").await, app.agent().await);
    let switchboard = app.software(&[Permission::CallsReport]).await;
    person("Anna Nowak").phone("601100201").created_by(&ewa).await;
    let seen = app.app.store.revision().await.unwrap().to_string();
    let (mut hers, mut his) = (listen(&app, &ewa, &seen).await, listen(&app, &jan, &seen).await);
    assert!(next_event(&mut hers).await.contains("event: hello"));
    assert!(next_event(&mut his).await.contains("event: hello"));
    let ringing =
        json!({ "event": "ringing", "call_id": "c1", "event_id": "e1", "number": "601-100-201", "agent": "ewa" });
    switchboard.post("/api/v1/calls", &ringing).await.expect(200);
    let event = next_event(&mut hers).await;
    assert!(event.contains("event: call") && event.contains("Anna Nowak"), "{event}");
    let event = next_event(&mut his).await;
    assert!(event.contains(r#""entity":"timeline""#), "{event}");
    let mut again = listen(&app, &ewa, &seen).await;
    let event = next_event(&mut again).await;
    assert!(event.contains("event: call") && event.contains("Anna Nowak"), "{event}");
}
