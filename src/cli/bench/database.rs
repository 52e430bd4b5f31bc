//! SQLite databases in folders of their own, empty or full of the invented world.

use std::path::{Path, PathBuf};

use super::world::{outlets, services};
use crate::clock::Clock;
use crate::domain::outlet::{Localized, Service};
use crate::store::outlets::OutletWrite;
use crate::store::{Author, Store, StoreError};

/// Outlets per inserting transaction.
const INSERT_STEP: usize = 20_000;

/// A new folder for one run; whoever asks for it removes it.
pub(super) fn temporary_folder() -> std::io::Result<PathBuf> {
    let folder = std::env::temp_dir().join(format!("blisko-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// A database with the services of the world and no outlets.
pub(super) async fn empty(folder: &Path) -> Result<Store, StoreError> {
    std::fs::create_dir_all(folder).expect("the temporary folder takes another one");
    let store = Store::open(&format!("sqlite:{}", folder.join("blisko.db").display()), 4).await?;
    store.migrate().await?;
    put_services(&store).await?;
    Ok(store)
}

async fn put_services(store: &Store) -> Result<(), StoreError> {
    let mut tx = store.begin(author()).await?;
    let named =
        |code: &String| Service { code: code.clone(), name: Localized { pl: code.clone(), ..Localized::default() } };
    tx.put_services(&services().codes().iter().map(named).collect::<Vec<_>>()).await?;
    tx.commit().await.map(drop)
}

/// A database with `count` outlets.
pub(super) async fn filled(folder: &Path, count: usize, seed: u64) -> Result<Store, StoreError> {
    let store = empty(folder).await?;
    put_outlets(&store, count, seed).await?;
    Ok(store)
}

/// Adds the world's services and `count` of its outlets.
pub(super) async fn put_world(store: &Store, count: usize, seed: u64) -> Result<(), StoreError> {
    put_services(store).await?;
    put_outlets(store, count, seed).await
}

async fn put_outlets(store: &Store, count: usize, seed: u64) -> Result<(), StoreError> {
    let mut outlets = outlets(count, seed, false).map(|outlet| OutletWrite { outlet, before: None });
    loop {
        let writes: Vec<OutletWrite> = outlets.by_ref().take(INSERT_STEP).collect();
        if writes.is_empty() {
            return Ok(());
        }
        let mut tx = store.begin(author()).await?;
        tx.insert_outlets(&writes, "create").await?;
        tx.commit().await?;
    }
}

/// Writes now: changes of long ago would be forgotten by the service while it is measured.
pub(super) fn author() -> Author {
    Author::system(Clock::System.now())
}
