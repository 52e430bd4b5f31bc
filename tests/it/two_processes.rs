//! Two servers on one PostgreSQL: each sees what the other writes, within a second.

use std::time::{Duration, Instant};

use blisko::domain::permission::Permission;

use crate::support::accounts::make_key;
use crate::support::builders::outlet;
use crate::support::postgres;
use crate::support::process::{Connection, Server};

/// What is promised.
const PROMISE: Duration = Duration::from_secs(1);

/// Asks again and again until `seen` says yes; returns how long that took.
async fn until(connection: &mut Connection, path: &str, seen: impl Fn(u16, &str) -> bool) -> Duration {
    let started = Instant::now();
    loop {
        let reply = connection.send("GET", path, None).await.expect("the server answers");
        let elapsed = started.elapsed();
        if seen(reply.status, &String::from_utf8_lossy(&reply.body)) {
            return elapsed;
        }
        assert!(elapsed < 10 * PROMISE, "never seen: {}", String::from_utf8_lossy(&reply.body));
    }
}

#[tokio::test]
async fn a_write_in_one_process_is_seen_by_the_next_question_to_another() {
    let Some(database) = postgres::database().await else { return };
    let setting = format!("database_url={}", database.url());
    let folders = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let scopes = [Permission::OutletsWrite, Permission::LocatorRead, Permission::ApiKeysManage];
    let key = format!("Bearer {}", make_key(&database.url(), &scopes).await);
    let (first, second) = (Server::start(folders.0.path(), &[&setting]), Server::start(folders.1.path(), &[&setting]));
    let headers = [("authorization", key.as_str())];
    let mut here = Connection::open(first.address, &headers).await.unwrap();
    let mut there = Connection::open(second.address, &headers).await.unwrap();

    let created = here.send("POST", "/api/v1/outlets", Some(&outlet("FAR-1").json())).await.unwrap();
    assert_eq!(created.status, 201, "{}", String::from_utf8_lossy(&created.body));
    let path = "/api/v1/outlets/nearest?lon=21.0&lat=52.2";
    let seen = until(&mut there, path, |status, body| status == 200 && body.contains("FAR-1")).await;

    let list = here.send("GET", "/api/v1/api-keys", None).await.unwrap().json();
    let own = format!("/api/v1/api-keys/{}", list["items"][0]["id"].as_str().unwrap());
    assert_eq!(until(&mut there, path, |status, _| status == 200).await.as_secs(), 0);
    assert_eq!(here.send("DELETE", &own, None).await.unwrap().status, 204);
    let refused = until(&mut there, path, |status, _| status == 401).await;
    println!("a write was seen after {} ms, a revoked key refused after {} ms", seen.as_millis(), refused.as_millis());
    assert!(seen < PROMISE && refused < PROMISE, "{seen:?}, {refused:?}");
}
