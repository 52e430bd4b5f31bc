//! Accounts made next to a server, as `blisko user add` makes them.

use blisko::app::account_settings;
use blisko::clock::Clock;
use blisko::config::Config;
use blisko::domain::actor::Actor;
use blisko::domain::api_key::ApiKeyDraft;
use blisko::domain::permission::Permission;
use blisko::service::accounts::Accounts;
use blisko::store::{Author, Store};

/// Migrates the database and puts an API key with these scopes into it; returns the whole key.
pub async fn make_key(database_url: &str, scopes: &[Permission]) -> String {
    let store = Store::open(database_url, 2).await.expect("the database opens");
    store.migrate().await.expect("the migrations apply");
    let accounts = Accounts::new(store.clone(), Clock::System, account_settings(&Config::default())).expect("valid");
    let draft = ApiKeyDraft { name: "test".to_owned(), scopes: scopes.iter().copied().collect(), expires_at: None };
    let key = accounts.create_key(Author::system(Clock::System.now()), &Actor::System, draft).await;
    store.close().await;
    key.expect("a valid key").secret.reveal()
}
