//! A disk that fills up under the database. Needs the right to mount a small file system; where that is
//! missing the test says so and checks nothing.

use std::path::Path;
use std::process::Command;

use crate::support::app::{SATURDAY, TestApp};
use crate::support::builders::outlet;

/// Room for the schema and some hundred outlets.
const DISK_BYTES: &str = "size=3m";

/// A small file system, unmounted when dropped.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn mount() -> Option<Self> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mounted =
            Command::new("mount").args(["-t", "tmpfs", "-o", DISK_BYTES, "tmpfs"]).arg(folder.path()).output();
        match mounted {
            Ok(output) if output.status.success() => Some(Self(folder)),
            _ => {
                println!("skipped: mounting a small file system needs more rights than this test has");
                None
            }
        }
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Lazy: the database may still be open.
        let _ = Command::new("umount").arg("-l").arg(self.path()).status();
    }
}

#[tokio::test]
async fn a_full_disk_is_told_and_nothing_is_lost_and_writing_goes_on_when_there_is_room() {
    let Some(disk) = SmallDisk::mount() else { return };
    let filler = disk.path().join("filler");
    std::fs::write(&filler, vec![0; 600 * 1024]).expect("the disk is empty");
    let data_dir = disk.path().display().to_string();
    let app = TestApp::with(SATURDAY, &[("data_dir", &data_dir)]).await;
    let steward = app.steward().await;
    let mut written = 0;
    let problem = loop {
        let body = outlet(&format!("F{written}")).set("products", serde_json::json!(many_products(written))).json();
        let answer = steward.post("/api/v1/outlets", &body).await;
        if answer.status != 201 {
            break answer.expect(503).json();
        }
        written += 1;
    };
    assert_eq!(problem["code"], "disk_full");
    assert_eq!(app.app.store.count_outlets().await.unwrap(), written, "each acknowledged write is there");
    std::fs::remove_file(&filler).expect("the filler can go");
    steward.post("/api/v1/outlets", &outlet("AFTER").json()).await.expect(201);
}

/// Different words each time, some kilobytes of them.
fn many_products(seed: i64) -> Vec<String> {
    (0..150).map(|number| format!("product-{seed}-{number}-{}", "x".repeat(12))).collect()
}
