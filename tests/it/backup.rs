//! `blisko backup`, `restore` and `verify`, as somebody types them.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use blisko::service::verify_database::verify_database;
use blisko::store::Store;
use serde_json::json;
use sqlx::{AssertSqlSafe, Connection as _, SqliteConnection};

use crate::support::builders::outlet;
use crate::support::place::Place;
use crate::support::process::Server;

/// Every row of every table as SQL text, in a fixed order.
async fn dump(file: &Path) -> Vec<String> {
    let mut connection = SqliteConnection::connect(&format!("sqlite:{}", file.display())).await.unwrap();
    let columns: Vec<(String, String)> = sqlx::query_as(
        "select t.name, group_concat('quote(\"' || c.name || '\")', ' || '','' || ') \
         from sqlite_schema t join pragma_table_info(t.name) c where t.type = 'table' group by t.name order by t.name",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    let mut dump = Vec::new();
    for (table, row) in columns {
        let query = format!("select '{table}: ' || {row} as line from \"{table}\" order by line");
        let lines: Vec<String> = sqlx::query_scalar(AssertSqlSafe(query)).fetch_all(&mut connection).await.unwrap();
        dump.extend(lines);
    }
    connection.close().await.unwrap();
    dump
}

#[tokio::test]
async fn a_restored_backup_has_every_row_as_it_was() {
    let place = Place::with_outlets(&["W1", "W2"]).await;
    let backup = place.file("monday.db");
    let before = dump(&place.file("blisko.db")).await;
    place.succeed(&["backup", backup.to_str().unwrap()]).await;
    place.write(&["W3"]).await;
    let told = place.succeed(&["restore", backup.to_str().unwrap()]).await;
    assert!(told.contains("2 outlets restored"), "{told}");
    assert_eq!(dump(&place.file("blisko.db")).await, before);
    let kept = told.lines().last().unwrap().rsplit(' ').next().unwrap();
    assert!(dump(Path::new(kept)).await.iter().any(|line| line.contains("'W3'")), "the database of before is kept");
}

#[tokio::test]
async fn a_backup_under_writes_is_one_committed_state() {
    let place = Arc::new(Place::with_outlets(&["W1"]).await);
    let server = Server::start(place.data_dir(), &[]);
    let stop = Arc::new(AtomicBool::new(false));
    let mut connection = place.connect(&server).await;
    let stopped = Arc::clone(&stop);
    let writer = tokio::spawn(async move {
        let mut written = 0;
        while !stopped.load(Ordering::Relaxed) {
            // Two services a write: half of one would show.
            let names = [format!("a{written}"), format!("b{written}")];
            let services = names.map(|code| json!({ "code": code, "name": { "pl": code } }));
            let outlet = outlet(&format!("N{written}")).json();
            connection.send("PUT", "/api/v1/services", Some(&json!({ "services": services }))).await.unwrap();
            connection.send("POST", "/api/v1/outlets", Some(&outlet)).await.unwrap();
            written = (written + 1).min(60);
        }
    });
    for name in ["a.db", "b.db", "c.db"] {
        let file = place.file(name);
        place.succeed(&["backup", file.to_str().unwrap()]).await;
        let copy = Store::open_copy(&file).await.unwrap();
        let verification = verify_database(&copy).await.unwrap();
        assert!(verification.faults.is_empty(), "{:?}", verification.faults);
        assert_eq!(copy.services().await.unwrap().len() % 2, 0, "half a write");
        copy.close().await;
    }
    stop.store(true, Ordering::Relaxed);
    writer.await.unwrap();
}

#[tokio::test]
async fn a_backup_never_overwrites() {
    let place = Place::with_outlets(&[]).await;
    let file = place.file("there.db");
    std::fs::write(&file, "precious").unwrap();
    let told = place.fail(&["backup", file.to_str().unwrap()]).await;
    assert!(told.contains("a backup never overwrites"), "{told}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "precious");
}

#[tokio::test]
async fn a_restore_waits_for_nobody_it_refuses_while_a_server_runs() {
    let place = Place::with_outlets(&["W1"]).await;
    let backup = place.file("monday.db");
    place.succeed(&["backup", backup.to_str().unwrap()]).await;
    let _server = Server::start(place.data_dir(), &[]);
    let told = place.fail(&["restore", backup.to_str().unwrap()]).await;
    assert!(told.contains("stop that first"), "{told}");
}

#[tokio::test]
async fn what_is_no_backup_is_refused_and_changes_nothing() {
    let place = Place::with_outlets(&["W1"]).await;
    let before = dump(&place.file("blisko.db")).await;
    let rubbish = place.file("rubbish.db");
    std::fs::write(&rubbish, "this is not a database, it only says it is one").unwrap();
    let told = place.fail(&["restore", rubbish.to_str().unwrap()]).await;
    assert!(told.contains("Nothing was changed"), "{told}");
    assert_eq!(dump(&place.file("blisko.db")).await, before);
}

#[tokio::test]
async fn verify_finds_what_is_planted() {
    for (fault, word) in [
        ("delete from change where revision = 2", "missing from the log of changes"),
        ("update revision set value = value + 1", "the counter stands at"),
        ("delete from audit where entity = 'outlet'", "have no row in the audit"),
        ("update audit set revision = 1000000", "ahead of revision"),
        ("delete from outlet where code = 'W1'", "against the last word of the log"),
        ("update outlet set time_zone = 'Mars/Olympus' where code = 'W1'", "cannot be read"),
        ("update outlet set country = 'Poland' where code = 'W1'", "breaks a rule"),
        (
            "pragma foreign_keys = off; insert into user_session select x'01', x'02', x'03', null, null, x'04', '', '', '', \
          0, 0, 0, 0, 0, null",
            "refers to a row of user_account",
        ),
    ] {
        let place = Place::with_outlets(&["W1", "W2"]).await;
        assert!(place.succeed(&["verify"]).await.contains("is sound: 2 outlets"));
        let mut connection = SqliteConnection::connect(&place.url()).await.unwrap();
        sqlx::raw_sql(AssertSqlSafe(fault)).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        let told = place.fail(&["verify"]).await;
        assert!(told.contains(word), "{fault}: {told}");
    }
}

#[tokio::test]
async fn verify_finds_a_page_that_the_disk_got_wrong() {
    let place = Place::with_outlets(&["W1", "W2"]).await;
    let file = place.file("monday.db");
    place.succeed(&["backup", file.to_str().unwrap()]).await;
    let mut bytes = std::fs::read(&file).unwrap();
    let needle = bytes.windows(9).rposition(|window| window == b"Meteor W1").unwrap();
    // The record's header lies before its text; garbage there is what a failing disk leaves.
    bytes[needle - 40..needle - 20].fill(0xff);
    std::fs::write(&file, bytes).unwrap();
    let told = place.fail(&["verify", file.to_str().unwrap()]).await;
    assert!(told.contains("fault") || told.contains("blisko:"), "{told}");
}
