//! Sending what waits in the outbox: mail to a scripted mail server, text messages to a scripted gateway.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use blisko::service::send_outbox::{Gateway, MailSender, Senders, send_due};
use blisko::service::webhook_signature::{SignedMessage, verify};
use blisko::units::Seconds;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use super::people::{address_of, person};
use crate::support::app::{Client, TestApp};
use crate::support::builders::outlet;

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

type Posts = Arc<Mutex<Vec<(HeaderMap, Bytes)>>>;

/// A gateway that keeps what it gets, and answers with these statuses in turn, the last one for ever.
struct FakeGateway {
    url: String,
    posts: Posts,
}

impl FakeGateway {
    async fn answering(statuses: &'static [u16]) -> Self {
        let posts = Posts::default();
        let take = move |State(posts): State<Posts>, headers: HeaderMap, body: Bytes| async move {
            let mut posts = posts.lock().unwrap();
            posts.push((headers, body));
            let status = statuses[(posts.len() - 1).min(statuses.len() - 1)];
            (StatusCode::from_u16(status).unwrap(), [("retry-after", "3600")])
        };
        let router = Router::new().route("/sms", post(take)).with_state(Arc::clone(&posts));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/sms", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, posts }
    }

    fn senders(&self) -> Senders {
        Senders { sms: Some(Gateway::new(&self.url, SECRET)), ..nobody() }
    }

    fn count(&self) -> usize {
        self.posts.lock().unwrap().len()
    }
}

fn nobody() -> Senders {
    Senders { email: None, sms: None, chat: None, tries_max: 3, good_for: Seconds::hours(72) }
}

/// A mail server that takes everything but what is for `refused@…`; gives what it got line by line.
async fn mail_server() -> (String, Arc<Mutex<Vec<String>>>) {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let kept = Arc::clone(&lines);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(take_mail(stream, Arc::clone(&kept)));
        }
    });
    (url, lines)
}

async fn take_mail(stream: TcpStream, kept: Arc<Mutex<Vec<String>>>) {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let mut is_data = false;
    write.write_all(b"220 mail.example.com\r\n").await.unwrap();
    while let Ok(Some(line)) = lines.next_line().await {
        kept.lock().unwrap().push(line.clone());
        let answer = match line.as_str() {
            "." => "250 taken",
            _ if is_data => continue,
            "DATA" => "354 go on",
            "QUIT" => "221 bye",
            _ if line.contains("refused@") => "550 no such person",
            _ => "250 yes",
        };
        is_data = answer.starts_with('3');
        let _ = write.write_all(format!("{answer}\r\n").as_bytes()).await;
    }
}

/// An answer in the outbox to Anna, by this channel.
async fn answer_to_anna(app: &TestApp, agent: &Client, channel: &str) -> Value {
    let shop = app.steward().await.post("/api/v1/outlets", &outlet("WAW-03").json()).await.expect(201).json();
    let anna = person("Anna Nowak").phone("601100201").email("anna@example.com").created_by(agent).await;
    let body = json!({ "channel": channel, "customer_id": anna["id"], "outlet_id": shop["id"], "language": "pl",
        "text": "Zażółć gęślą jaźń" });
    agent.post("/api/v1/answers", &body).await.expect(201);
    anna
}

async fn send(app: &TestApp, senders: &Senders) -> usize {
    send_due(&app.app.store, senders, &app.app.clock).await.unwrap()
}

/// The only message there is, as somebody sees it who has just signed in: messages outlive sessions.
async fn sent_message(app: &TestApp) -> Value {
    message(&app.agent().await).await
}

async fn message(agent: &Client) -> Value {
    let page = agent.get("/api/v1/outbox").await.expect(200).json();
    assert_eq!(page["items"].as_array().unwrap().len(), 1, "{page:#}");
    page["items"][0].clone()
}

#[tokio::test]
async fn a_text_message_is_handed_over_signed_and_once() {
    let app = TestApp::new().await;
    let agent = app.agent().await;
    answer_to_anna(&app, &agent, "sms").await;
    let gateway = FakeGateway::answering(&[200]).await;
    assert_eq!(send(&app, &gateway.senders()).await, 1);
    assert_eq!(send(&app, &gateway.senders()).await, 0);
    let message = sent_message(&app).await;
    assert_eq!((&message["state"], &message["attempts"]), (&json!("sent"), &json!(1)));
    let posts = gateway.posts.lock().unwrap().clone();
    let (headers, body) = &posts[0];
    let text = |name: &str| headers[name].to_str().unwrap();
    let signed = SignedMessage {
        id: text("webhook-id"),
        timestamp: text("webhook-timestamp"),
        signatures: text("webhook-signature"),
        body,
    };
    assert_eq!(verify(&signed, SECRET, app.app.clock.now()), Ok(()));
    let body: Value = serde_json::from_slice(body).unwrap();
    assert_eq!((&body["recipient"], &body["id"]), (&json!("+48601100201"), &message["id"]));
}

#[tokio::test]
async fn mail_is_plain_text_with_a_name_that_stays() {
    let app = TestApp::new().await;
    let agent = app.agent().await;
    answer_to_anna(&app, &agent, "email").await;
    let (url, lines) = mail_server().await;
    let email = MailSender::new(&url, "Meteor <info@meteor.example>").unwrap();
    send(&app, &Senders { email: Some(email), ..nobody() }).await;
    let message = sent_message(&app).await;
    assert_eq!((&message["state"], &message["failure"]), (&json!("sent"), &Value::Null));
    let lines = lines.lock().unwrap().join("\n");
    let id = format!("Message-ID: <{}@meteor.example>", message["id"].as_str().unwrap());
    for part in ["RCPT TO:<anna@example.com>", &id, "Content-Type: text/plain; charset=utf-8", "Date: Sat, 28 Nov 2026"]
    {
        assert!(lines.contains(part), "{part} is not in\n{lines}");
    }
}

#[tokio::test]
async fn what_a_mail_server_refuses_for_good_is_not_tried_again() {
    let app = TestApp::new().await;
    let agent = app.agent().await;
    let shop = app.steward().await.post("/api/v1/outlets", &outlet("WAW-03").json()).await.expect(201).json();
    let body =
        json!({ "channel": "email", "recipient": "refused@example.com", "outlet_id": shop["id"], "language": "pl" });
    agent.post("/api/v1/answers", &body).await.expect(201);
    let (url, _) = mail_server().await;
    let email = MailSender::new(&url, "info@meteor.example").unwrap();
    send(&app, &Senders { email: Some(email), ..nobody() }).await;
    let message = sent_message(&app).await;
    assert_eq!((&message["state"], &message["failure"]), (&json!("failed"), &json!("refused")));
}

#[tokio::test]
async fn a_gateway_that_is_away_is_tried_again_when_it_asks_and_given_up_in_the_end() {
    let app = TestApp::new().await;
    let agent = app.agent().await;
    answer_to_anna(&app, &agent, "sms").await;
    let gateway = FakeGateway::answering(&[503, 429, 500, 200]).await;
    let senders = gateway.senders();
    for attempt in 1..=3 {
        assert_eq!(send(&app, &senders).await, 1);
        assert_eq!(send(&app, &senders).await, 0, "its time has not come");
        let message = sent_message(&app).await;
        let state = if attempt < 3 { "waiting" } else { "failed" };
        assert_eq!((&message["state"], &message["failure"]), (&json!(state), &json!("unavailable")), "{attempt}");
        app.app.clock.advance(Seconds::hours(1));
    }
    let again = format!("/api/v1/outbox/{}/retry", sent_message(&app).await["id"].as_str().unwrap());
    let agent = app.agent().await;
    agent.post(&again, &json!({})).await.expect(200);
    agent.post(&again, &json!({})).await.expect(409);
    send(&app, &senders).await;
    assert_eq!(sent_message(&app).await["state"], "sent");
    let posts = gateway.posts.lock().unwrap();
    assert!(
        posts.iter().all(|(headers, _)| headers["webhook-id"] == posts[0].0["webhook-id"]),
        "one name for all tries"
    );
}

#[tokio::test]
async fn without_a_sender_without_consent_and_too_late_nothing_goes_out() {
    let gateway = FakeGateway::answering(&[200]).await;
    for (why, hours) in [("no_sender", 0), ("no_consent", 0), ("expired", 73)] {
        let app = TestApp::new().await;
        let agent = app.agent().await;
        let anna = answer_to_anna(&app, &agent, "sms").await;
        let word = json!({ "channel": "sms", "given": why != "no_consent", "source": "call",
            "said_at": "2026-11-28T17:00:00+01:00" });
        agent.post(&format!("{}/consents", address_of(&anna)), &word).await.expect(201);
        app.app.clock.advance(Seconds::hours(hours));
        let senders = if why == "no_sender" { nobody() } else { gateway.senders() };
        assert_eq!(send(&app, &senders).await, 1);
        let message = sent_message(&app).await;
        assert_eq!((&message["state"], &message["failure"]), (&json!("failed"), &json!(why)));
    }
    assert_eq!(gateway.count(), 0);
}

#[tokio::test]
async fn what_was_taken_back_is_not_sent() {
    let app = TestApp::new().await;
    let agent = app.agent().await;
    answer_to_anna(&app, &agent, "sms").await;
    let back = format!("/api/v1/outbox/{}/cancel", sent_message(&app).await["id"].as_str().unwrap());
    assert_eq!(agent.post(&back, &json!({})).await.expect(200).json()["state"], "cancelled");
    assert_eq!(send(&app, &nobody()).await, 0);
}

#[tokio::test]
async fn whoever_sees_no_contact_points_sees_no_recipients_either() {
    let app = TestApp::new().await;
    let agent = app.agent().await;
    answer_to_anna(&app, &agent, "sms").await;
    assert_eq!(sent_message(&app).await["recipient"], "+48601100201");
    let manager = app.signed_in(blisko::domain::permission::Role::Manager).await;
    let seen = message(&manager).await;
    assert_eq!((&seen["recipient"], &seen["text"]), (&Value::Null, &Value::Null));
    let rep = app.signed_in(blisko::domain::permission::Role::Rep).await;
    assert_eq!(rep.get("/api/v1/outbox").await.expect(200).json()["items"], json!([]));
}

#[tokio::test]
async fn nobody_touches_a_message_to_a_customer_of_somebody_else() {
    let app = TestApp::new().await;
    let agent = app.agent().await;
    answer_to_anna(&app, &agent, "sms").await;
    let before = sent_message(&app).await;
    let rep = app.signed_in(blisko::domain::permission::Role::Rep).await;
    for action in ["cancel", "retry"] {
        let path = format!("/api/v1/outbox/{}/{action}", before["id"].as_str().unwrap());
        let told = rep.post(&path, &json!({})).await.expect(404).text();
        assert!(!told.contains("601100201"), "{told}");
    }
    assert_eq!(sent_message(&app).await, before);
}
