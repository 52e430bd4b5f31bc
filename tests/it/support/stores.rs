//! Runs a test of the store on both databases.

use blisko::store::Store;

use super::postgres;

/// A migrated, empty store for one test; what it lives in goes with it.
pub struct TestStore {
    pub store: Store,
    /// What `Store::open` takes; for a second process or a second store on the same data.
    pub url: String,
    _home: Home,
}

#[expect(dead_code, reason = "held so that the data goes when the test ends")]
enum Home {
    Folder(tempfile::TempDir),
    Database(postgres::Database),
}

impl TestStore {
    pub async fn sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let url = format!("sqlite:{}", folder.path().join("blisko.db").display());
        let store = Store::open(&url, 4).await.expect("a new file can be opened");
        store.migrate().await.expect("the migrations apply");
        Self { store, url, _home: Home::Folder(folder) }
    }

    /// `None` where PostgreSQL is not installed.
    pub async fn postgres() -> Option<Self> {
        let database = postgres::database().await?;
        let url = database.url();
        let store = Store::open(&url, 4).await.expect("the server answers");
        Some(Self { store, url, _home: Home::Database(database) })
    }
}

/// Defines the tests `NAME::on_sqlite` and `NAME::on_postgres` with one body, which is given a store:
/// `on_both_stores!(a_user_is_found_by_name, |store| { … });`
macro_rules! on_both_stores {
    ($(#[$meta:meta])* $name:ident, |$store:ident| $body:block) => {
        $(#[$meta])*
        mod $name {
            use super::*;
            use $crate::support::stores::TestStore;

            async fn check($store: &::blisko::store::Store) $body

            #[tokio::test]
            async fn on_sqlite() {
                check(&TestStore::sqlite().await.store).await
            }

            #[tokio::test]
            async fn on_postgres() {
                if let Some(test) = TestStore::postgres().await {
                    check(&test.store).await
                }
            }
        }
    };
}
