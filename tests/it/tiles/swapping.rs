//! Archives are swapped while they are served.

use std::path::Path;
use std::time::Duration;

use crate::support::app::{SATURDAY, TestApp};
use crate::tiles::builder::{ArchiveParts, small};

/// Writes beside and renames, as `region build` does.
fn put(path: &Path, bytes: &[u8]) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let beside = path.with_extension("new");
    std::fs::write(&beside, bytes).unwrap();
    std::fs::rename(beside, path).unwrap();
}

/// Asks until the catalogue's line for `name` is as wanted; archives are looked at every second.
async fn until(app: &TestApp, name: &str, wanted: impl Fn(&serde_json::Value) -> bool) -> serde_json::Value {
    for _ in 0..200 {
        let list = app.visitor().get("/tiles").await.expect(200).json();
        let line = list["items"].as_array().unwrap().iter().find(|line| line["name"] == name).cloned();
        let line = line.unwrap_or(serde_json::Value::Null);
        if wanted(&line) {
            return line;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the catalogue did not follow");
}

#[tokio::test]
async fn a_region_appears_is_replaced_and_goes_without_a_restart() {
    let app = TestApp::with(SATURDAY, &[("tile_poll_s", "1")]).await;
    let path = app.app.config.data_dir.join("regions/town/basemap.pmtiles");
    app.visitor().get("/tiles/town/0/0/0").await.expect(404);
    put(&path, &small().bytes());
    let first = until(&app, "town", |line| line["status"] == "serving").await;
    assert_eq!(app.visitor().get("/tiles/town/0/0/0").await.expect(200).bytes, b"whole world");
    put(&path, &ArchiveParts::of(&[((0, 0, 0), b"another world")]).bytes());
    until(&app, "town", |line| line["version"] != first["version"]).await;
    assert_eq!(app.visitor().get("/tiles/town/0/0/0").await.expect(200).bytes, b"another world");
    std::fs::remove_file(&path).unwrap();
    until(&app, "town", serde_json::Value::is_null).await;
    app.visitor().get("/tiles/town/0/0/0").await.expect(404);
}

#[tokio::test]
async fn a_truncated_archive_is_refused_with_the_reason_and_the_old_one_stays() {
    let app = TestApp::with(SATURDAY, &[("tile_poll_s", "1")]).await;
    let path = app.app.config.data_dir.join("regions/town/basemap.pmtiles");
    put(&path, &small().bytes());
    let before = until(&app, "town", |line| line["status"] == "serving").await;
    let whole = ArchiveParts::of(&[((0, 0, 0), b"another world")]).bytes();
    put(&path, &whole[..whole.len() - 3]);
    let after = until(&app, "town", |line| line["problem"].is_string()).await;
    assert!(after["problem"].as_str().unwrap().contains("cut off"), "{after}");
    assert_eq!(after["version"], before["version"]);
    assert_eq!(app.visitor().get("/tiles/town/0/0/0").await.expect(200).bytes, b"whole world");
}

#[tokio::test]
async fn names_that_blisko_needs_itself_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.pmtiles");
    std::fs::write(&path, small().bytes()).unwrap();
    let list = format!("outlets={0},Big Name={0}", path.display());
    let app = TestApp::with(SATURDAY, &[("tile_archives", &list)]).await;
    let items = app.visitor().get("/tiles").await.expect(200).json();
    for item in items["items"].as_array().unwrap() {
        assert_eq!(item["status"], "refused", "{item}");
    }
}
