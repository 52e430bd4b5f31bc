//! An import that is cut off in the middle, kindly or by `kill -9`, leaves nothing of itself and can go on.

use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use blisko::domain::import::{ImportKind, ImportState};
use blisko::service::imports::{Progress, apply_import};
use blisko::service::verify_database::verify_database;
use blisko::store::Store;

use super::{Importing, author, outlets, table};

on_both_stores!(an_import_that_is_cut_off_leaves_nothing_and_can_be_applied_again, |store| {
    let mut import = Importing::checked(store, table(5_000).as_bytes()).await;
    let progress = Arc::new(Progress::new(ImportState::Applying, 5_000));
    let (of_task, id) = (Arc::clone(&progress), import.id);
    let task_store = store.clone();
    let applying =
        tokio::spawn(async move { apply_import(&task_store, author(3_000), id, &of_task, None).await.map(drop) });
    while progress.rows_done() < 2_000 {
        tokio::task::yield_now().await;
    }
    applying.abort();
    assert!(applying.await.is_err_and(|error| error.is_cancelled()), "cut off in the middle");
    assert!(outlets(store).await.is_empty());
    assert_eq!(store.revision().await.unwrap(), 0);
    import.apply().await;
    assert_eq!(outlets(store).await.len(), 5_000);
});

/// A few rounds by default; `BLISKO_CRASH_ROUNDS=20` is the full measure.
#[tokio::test]
async fn after_kill_nine_an_import_is_there_whole_or_not_at_all() {
    const ROWS: usize = 3_000;
    let rounds: u64 = std::env::var("BLISKO_CRASH_ROUNDS").map_or(3, |text| text.parse().expect("a number"));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("oddzialy.csv");
    std::fs::write(&file, table(ROWS)).expect("a file to import");
    let url = format!("sqlite:{}", folder.path().join("blisko.db").display());
    let mut cut_off = 0;
    for round in 0..rounds {
        let mut command = Command::new(env!("CARGO_BIN_EXE_blisko"));
        command.arg("--data-dir").arg(folder.path()).args(["import", "outlets"]).arg(&file);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the command starts");
        wait_until_checked(&url, round as usize).await;
        // Later each round, so that the kill falls into reading, writing and committing.
        tokio::time::sleep(Duration::from_millis(40 * round)).await;
        child.kill().expect("it can be killed");
        child.wait().expect("it is gone");
        let store = Store::open(&url, 2).await.expect("it opens without repair");
        let count = store.count_outlets().await.unwrap();
        assert!(count == 0 || count == ROWS as i64, "{count} of {ROWS} outlets");
        cut_off += usize::from(count == 0);
        assert!(verify_database(&store).await.unwrap().faults.is_empty());
        store.close().await;
    }
    println!("{rounds} kills, {cut_off} before the commit: no half import");
}

/// Returns when the import of this round has been checked: from then on it is being applied.
async fn wait_until_checked(url: &str, round: usize) {
    loop {
        if let Ok(store) = Store::open(url, 1).await {
            let imports = store.import_page(ImportKind::ALL, None, 100).await.unwrap_or_default();
            store.close().await;
            if imports.len() > round && imports[0].state != ImportState::Uploaded {
                return;
            }
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
