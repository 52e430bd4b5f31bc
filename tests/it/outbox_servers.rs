//! The outbox in bad hands: two servers at once, and one that is killed while it sends.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::routing::post;
use blisko::clock::Clock;
use blisko::domain::answer::OutboxState;
use blisko::http::views::time;
use blisko::service::send_outbox::{Gateway, Senders, send_due};
use blisko::store::Store;
use blisko::store::outbox::OutboxFilter;
use blisko::units::{Seconds, Timestamp};
use serde_json::json;
use tokio::net::TcpListener;

use crate::support::app::TestApp;
use crate::support::builders::outlet;
use crate::support::postgres;
use crate::support::process::Server;

/// Much longer than sending takes, however slow the machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A gateway that answers the first `answers` posts and keeps the others waiting for ever.
#[derive(Clone)]
struct Peer {
    url: String,
    /// How often each message came, by its `webhook-id`.
    seen: Arc<Mutex<BTreeMap<String, usize>>>,
}

#[derive(Clone)]
struct Desk {
    seen: Arc<Mutex<BTreeMap<String, usize>>>,
    answers: usize,
}

impl Peer {
    async fn answering(answers: usize) -> Self {
        let seen = Arc::default();
        let desk = Desk { seen: Arc::clone(&seen), answers };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/sms", listener.local_addr().unwrap());
        let router = Router::new().route("/sms", post(take)).with_state(desk);
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, seen }
    }

    fn posts(&self) -> usize {
        self.seen.lock().unwrap().values().sum()
    }

    fn ids(&self) -> BTreeSet<String> {
        self.seen.lock().unwrap().keys().cloned().collect()
    }
}

async fn take(State(desk): State<Desk>, headers: HeaderMap) {
    let position = {
        let mut seen = desk.seen.lock().unwrap();
        *seen.entry(headers["webhook-id"].to_str().unwrap().to_owned()).or_default() += 1;
        seen.values().sum::<usize>()
    };
    if position > desk.answers {
        std::future::pending::<()>().await;
    }
}

fn now() -> Timestamp {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    Timestamp(since_epoch.as_millis() as i64)
}

/// Fills the outbox of a database that no server works on yet.
async fn fill(settings: &[(&str, &str)], count: usize) {
    let app = TestApp::with(&time::utc(now()), settings).await;
    let shop = app.steward().await.post("/api/v1/outlets", &outlet("WAW-03").json()).await.expect(201).json();
    let agent = app.agent().await;
    for number in 0..count {
        let body = json!({ "channel": "sms", "recipient": format!("+4860110{number:04}"), "outlet_id": shop["id"], "language": "pl" });
        agent.post("/api/v1/answers", &body).await.expect(201);
    }
    app.app.stop().await;
}

/// Messages in this state, by the names under which they are handed over.
async fn in_state(store: &Store, state: OutboxState) -> BTreeSet<String> {
    let filter = OutboxFilter { state: Some(state), owner: None };
    let page = store.outbox_page(filter, None, 1_000).await.unwrap();
    page.into_iter().map(|message| message.id.0.to_string()).collect()
}

async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    let waiting = async {
        while !is_so().await {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(PATIENCE, waiting).await.unwrap_or_else(|_| panic!("it never came about: {what}"));
}

fn server(folder: &Path, database: &str, peer: &Peer) -> Server {
    Server::start(folder, &[&format!("database_url={database}"), &format!("sms_gateway={}", peer.url)])
}

#[tokio::test]
async fn two_servers_on_one_database_send_each_message_once() {
    const MESSAGES: usize = 120;
    let Some(database) = postgres::database().await else { return };
    let url = database.url();
    fill(&[("database_url", &url)], MESSAGES).await;
    let peer = Peer::answering(usize::MAX).await;
    let folders = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let servers = std::thread::scope(|scope| {
        let other = scope.spawn(|| server(folders.1.path(), &url, &peer));
        (server(folders.0.path(), &url, &peer), other.join().unwrap())
    });
    let store = Store::open(&url, 2).await.unwrap();
    until("all are sent", async || in_state(&store, OutboxState::Sent).await.len() == MESSAGES).await;
    assert_eq!((peer.posts(), peer.ids().len()), (MESSAGES, MESSAGES));
    drop(servers);
    store.close().await;
}

#[tokio::test]
async fn after_kill_nine_in_the_middle_of_sending_nothing_is_lost_and_only_what_was_under_way_is_repeated() {
    const MESSAGES: usize = 20;
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", folder.path().join("blisko.db").display());
    fill(&[("database_url", &database)], MESSAGES).await;
    let store = Store::open(&database, 2).await.unwrap();

    // Three are answered; whatever goes with them, or after them, hangs at the gateway when the server dies.
    let slow = Peer::answering(3).await;
    let mut first = server(folder.path(), &database, &slow);
    until("some hang", async || in_state(&store, OutboxState::Sent).await.len() == 3 && slow.posts() > 3).await;
    first.kill();
    let under_way = in_state(&store, OutboxState::Sending).await;
    let sent = in_state(&store, OutboxState::Sent).await;
    assert_eq!((sent.len(), under_way.is_empty()), (3, false));

    // Another takes over: the rest goes out, what the dead one had is left alone as long as its lease lasts.
    let peer = Peer::answering(usize::MAX).await;
    let second = server(folder.path(), &database, &peer);
    until("the rest is sent", async || {
        in_state(&store, OutboxState::Waiting).await.is_empty()
            && in_state(&store, OutboxState::Sending).await == under_way
    })
    .await;
    assert!(peer.ids().is_disjoint(&under_way), "somebody else's lease was not respected");
    drop(second);

    // After the lease they go out too, under the names that the gateway knows them by.
    let sms = Some(Gateway::new(&peer.url, ""));
    let senders = Senders { email: None, sms, chat: None, tries_max: 8, good_for: Seconds::hours(72) };
    let later = Clock::fixed(now() + Seconds::minutes(6));
    while send_due(&store, &senders, &later).await.unwrap() > 0 {}
    assert_eq!(in_state(&store, OutboxState::Sent).await.len(), MESSAGES);
    let repeated: BTreeSet<_> = slow.ids().intersection(&peer.ids()).cloned().collect();
    assert!(repeated.is_subset(&under_way), "{repeated:?} were sent twice, {under_way:?} were under way");
    assert_eq!(slow.ids().union(&peer.ids()).count(), MESSAGES, "nothing is lost");
    assert!(peer.seen.lock().unwrap().values().all(|times| *times == 1));
    store.close().await;
}
