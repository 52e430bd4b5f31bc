//! `kill -9` in the middle of writes: what was acknowledged is there, and nothing needs repair.
//!
//! A few rounds by default; `BLISKO_CRASH_ROUNDS=20 BLISKO_CRASH_WRITES=10000` is the full measure.

use std::collections::HashSet;
use std::net::SocketAddr;
use std::sync::Arc;

use blisko::domain::permission::Permission;
use blisko::service::verify_database::verify_database;
use blisko::store::Store;
use tokio::sync::mpsc;

use crate::support::accounts::make_key;
use crate::support::builders::outlet;
use crate::support::process::{Connection, Server};

const WRITERS: usize = 8;

#[tokio::test]
async fn after_kill_nine_every_acknowledged_write_is_there_and_nothing_needs_repair() {
    let number =
        |name: &str, default: usize| std::env::var(name).map_or(default, |text| text.parse().expect("a number"));
    let (rounds, writes) = (number("BLISKO_CRASH_ROUNDS", 3), number("BLISKO_CRASH_WRITES", 240));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let database = format!("sqlite:{}", folder.path().join("blisko.db").display());
    let key = make_key(&database, &[Permission::OutletsWrite]).await;
    let mut acknowledged = HashSet::new();
    let mut unanswered_max = 0;
    for round in 0..rounds {
        let mut server = Server::start(folder.path(), &[]);
        assert_calm(&server.start_log);
        acknowledged.extend(write_until(server.address, &key, round, writes / rounds, || server.kill()).await);
        unanswered_max += WRITERS;
        assert_calm(&server.rest_of_log());
        check(&database, &acknowledged, unanswered_max).await;
    }
    println!("{rounds} kills among {} acknowledged writes: none lost", acknowledged.len());
    let server = Server::start(folder.path(), &[]);
    assert_calm(&server.start_log);
}

/// Writes with all writers until `enough` writes are acknowledged, then calls `kill`; the writers go on
/// into the void. Returns the codes that were acknowledged.
async fn write_until(address: SocketAddr, key: &str, round: usize, enough: usize, kill: impl FnOnce()) -> Vec<String> {
    let (sender, mut receiver) = mpsc::unbounded_channel();
    let key: Arc<str> = format!("Bearer {key}").into();
    for writer in 0..WRITERS {
        let (sender, key) = (sender.clone(), Arc::clone(&key));
        tokio::spawn(async move {
            let mut connection = Connection::open(address, &[("authorization", &key)]).await?;
            for number in 0.. {
                let code = format!("R{round}-{writer}-{number}");
                let reply = connection.send("POST", "/api/v1/outlets", Some(&outlet(&code).json())).await?;
                assert_eq!(reply.status, 201, "{}", String::from_utf8_lossy(&reply.body));
                let _ = sender.send(code);
            }
            std::io::Result::Ok(())
        });
    }
    drop(sender);
    let mut codes = Vec::new();
    while codes.len() < enough {
        codes.push(receiver.recv().await.expect("the writers write until the server is killed"));
    }
    kill();
    while let Some(code) = receiver.recv().await {
        codes.push(code);
    }
    codes
}

/// All that was acknowledged is there; of what was not, each writer may have had one under way each round.
async fn check(database: &str, acknowledged: &HashSet<String>, unanswered_max: usize) {
    let store = Store::open(database, 2).await.expect("it opens without repair");
    let mut stored = HashSet::new();
    store.each_outlet(|batch| stored.extend(batch.read().map(|outlet| outlet.unwrap().draft.code))).await.unwrap();
    let lost: Vec<_> = acknowledged.difference(&stored).collect();
    assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
    let extra = stored.difference(acknowledged).count();
    assert!(extra <= unanswered_max, "{extra} outlets that nobody was told of");
    let faults = verify_database(&store).await.unwrap().faults;
    assert!(faults.is_empty(), "{faults:?}");
    store.close().await;
}

/// Neither warnings nor errors.
fn assert_calm(log: &str) {
    assert!(!log.contains("WARN") && !log.contains("ERROR"), "{log}");
}
