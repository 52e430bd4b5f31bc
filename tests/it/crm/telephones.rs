//! Telephone systems of the configuration: a scripted Asterisk plays what a real one said.

use std::time::{Duration, Instant};

use blisko::domain::permission::Role;
use md5::{Digest, Md5};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

use super::people::person;
use crate::support::app::{Client, TestApp};

const HELD: &str = include_str!("../../data/telephony/asterisk-held.txt");
/// A few minutes after the recording.
const AFTERWARDS: &str = "2026-11-22T19:45:00+01:00";
const SECRET: &str = "lab-secret";
const CHALLENGE: &str = "119752393";

/// A telephone system that says what the test tells it to say; an empty text hangs up.
struct Pbx {
    address: String,
    say: mpsc::UnboundedSender<String>,
}

impl Pbx {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address").to_string();
        let (say, mut said) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                talk(stream, &mut said).await;
            }
        });
        Self { address, say }
    }

    fn say(&self, text: &str) {
        self.say.send(text.to_owned()).expect("the system runs");
    }

    fn setting(&self, secret: &str) -> String {
        let agents = json!({ "PJSIP/201": "ewa", "202": "jan" });
        let office = json!({ "system": "asterisk", "address": self.address, "user": "blisko", "secret": secret, "agents": agents });
        json!({ "office": office }).to_string()
    }
}

/// Greets, checks the key, lists no channels, and then says what it is told.
async fn talk(stream: TcpStream, said: &mut mpsc::UnboundedReceiver<String>) {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"Asterisk Call Manager/11.0.0\r\n").await.expect("the server listens");
    let digest = Md5::new().chain_update(CHALLENGE).chain_update(SECRET).finalize();
    let key: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let (mut id, mut action, mut given) = (String::new(), String::new(), String::new());
    let mut is_listed = false;
    loop {
        let line = tokio::select! {
            line = lines.next_line() => line,
            text = said.recv(), if is_listed => match text {
                Some(text) if !text.is_empty() => {
                    write.write_all(text.replace('\n', "\r\n").as_bytes()).await.expect("the server listens");
                    continue;
                }
                _ => return,
            },
        };
        let Ok(Some(line)) = line else { return };
        match line.split_once(": ") {
            Some(("Action", name)) => action = name.to_owned(),
            Some(("ActionID", name)) => id = name.to_owned(),
            Some(("Key", text)) => given = text.to_owned(),
            _ if line.is_empty() => {
                let answer = answer(&action, &id, given == key);
                write.write_all(answer.as_bytes()).await.expect("the server listens");
                is_listed |= action == "CoreShowChannels";
            }
            _ => {}
        }
    }
}

fn answer(action: &str, id: &str, key_fits: bool) -> String {
    let (response, rest) = match action {
        "Challenge" => ("Success", format!("Challenge: {CHALLENGE}\r\n\r\n")),
        "Login" if !key_fits => ("Error", "Message: Authentication failed\r\n\r\n".to_owned()),
        "CoreShowChannels" => {
            ("Success", format!("EventList: start\r\n\r\nEvent: CoreShowChannelsComplete\r\nActionID: {id}\r\n\r\n"))
        }
        _ => ("Success", "\r\n".to_owned()),
    };
    format!("Response: {response}\r\nActionID: {id}\r\n{rest}")
}

/// Asks until it is so.
async fn until(client: &Client, path: &str, is_so: impl Fn(&Value) -> bool) -> Value {
    let started = Instant::now();
    loop {
        let seen = client.get(path).await.expect(200).json();
        if is_so(&seen) {
            return seen;
        }
        assert!(started.elapsed() < Duration::from_secs(20), "never so: {seen:#}");
        tokio::task::yield_now().await;
    }
}

async fn until_call_is(agent: &Client, state: &str) -> Value {
    until(agent, "/api/v1/calls/current", |current| current["call"]["state"] == state).await["call"].clone()
}

/// An app that listens to the system, and the agent at its telephone.
async fn office(pbx: &Pbx) -> (TestApp, Client) {
    let app = TestApp::with(AFTERWARDS, &[("telephony", pbx.setting(SECRET).as_str())]).await;
    app.add_user("ewa", Role::Agent).await;
    let ewa = app.sign_in("ewa").await;
    (app, ewa)
}

/// What comes after the sign-in, up to an event and from it on.
fn parts(recording: &str, event: &str) -> (String, String) {
    let (_, course) = recording.split_once("ListItems: 0\n\n").expect("a snapshot stands first");
    let at = course.find(event).expect("the event is there");
    (course[..at].to_owned(), course[at..].to_owned())
}

#[tokio::test]
async fn a_telephone_that_rings_brings_the_card_and_follows_the_call() {
    let pbx = Pbx::start().await;
    let (_app, ewa) = office(&pbx).await;
    person("Anna Nowak").phone("601100201").created_by(&ewa).await;
    let (before, after) = parts(HELD, "Event: Unhold");
    pbx.say(&before);
    let call = until_call_is(&ewa, "held").await;
    assert_eq!((&call["card"]["customer"]["name"], &call["line"]), (&json!("Anna Nowak"), &json!("800100100")));
    pbx.say(&after);
    let call = until_call_is(&ewa, "ended").await;
    assert_eq!(call["duration_s"], 2);
}

#[tokio::test]
async fn a_call_that_ended_while_nobody_listened_has_ended() {
    let pbx = Pbx::start().await;
    let (app, ewa) = office(&pbx).await;
    let (before, _) = parts(HELD, "Event: Hold");
    pbx.say(&before);
    until_call_is(&ewa, "answered").await;
    app.app.telephones.stop();
    let (store, clock) = (app.app.store.clone(), app.app.clock.clone());
    let restarted = blisko::service::telephones::Telephones::start(&store, &clock, "PL", systems(&pbx));
    until_call_is(&ewa, "ended").await;
    restarted.stop();
}

fn systems(pbx: &Pbx) -> Vec<blisko::service::telephones::SystemSettings> {
    use blisko::service::telephones::{Language, SystemSettings};
    use blisko::telephony::{AgentTable, Credentials};
    let credentials = Credentials { user: "blisko".to_owned(), secret: SECRET.to_owned() };
    let (name, address, agents) = ("office".to_owned(), pbx.address.clone(), AgentTable::default());
    vec![SystemSettings { name, language: Language::Asterisk, address, credentials, agents, queues: Vec::new() }]
}

#[tokio::test]
async fn a_connection_that_breaks_is_made_again_and_nothing_is_told_twice() {
    let pbx = Pbx::start().await;
    let (_app, ewa) = office(&pbx).await;
    let (before, after) = parts(HELD, "Event: Hold");
    pbx.say(&before);
    until_call_is(&ewa, "answered").await;
    pbx.say("");
    // The list of channels is empty after the break: the call is over, whatever comes late.
    until_call_is(&ewa, "ended").await;
    pbx.say(&before);
    pbx.say(&after);
    until(&ewa, "/readyz", |ready| ready["telephones"][0]["state"] == "connected").await;
    let timeline = ewa.get("/api/v1/calls/current").await.expect(200).json();
    assert_eq!(timeline["call"]["state"], "ended");
}

#[tokio::test]
async fn a_wrong_secret_is_told_and_not_shown() {
    let pbx = Pbx::start().await;
    let app = TestApp::with(AFTERWARDS, &[("telephony", pbx.setting("wrong-secret").as_str())]).await;
    let ready = until(&app.visitor(), "/readyz", |ready| ready["telephones"][0]["state"] == "refused").await;
    assert_eq!((&ready["status"], &ready["telephones"][0]["name"]), (&json!("ready"), &json!("office")));
    assert!(!format!("{:?}", app.app.config).contains("wrong-secret"));
}
