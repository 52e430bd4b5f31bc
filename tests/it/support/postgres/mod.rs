//! A throwaway PostgreSQL for tests: one server for the whole run, one database per test.
//!
//! The first test process that needs it starts it from the installed binaries (`binaries`); the others,
//! in the same `cargo test` or in the many processes of nextest, find it (`server`). Each holds a shared
//! lock while it lives, and a watchdog stops the server when the last lock is gone, however the
//! processes ended. Databases are clones of a migrated template, which takes milliseconds.
//!
//! Without PostgreSQL the tests that need it say so and pass, unless `BLISKO_REQUIRE_POSTGRES=1`.

mod binaries;
mod server;

use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection};
use tokio::sync::OnceCell;

use self::binaries::Binaries;
use self::server::Server;

/// A database of its own for one test, dropped with this value.
pub struct Database {
    server: &'static Server,
    name: String,
}

/// A fresh, migrated database; `None`, with a line that says why, where PostgreSQL is not installed.
pub async fn database() -> Option<Database> {
    static SERVER: OnceCell<Option<Server>> = OnceCell::const_new();
    let server = SERVER.get_or_init(start_or_join).await.as_ref()?;
    Some(server.clone_template().await)
}

async fn start_or_join() -> Option<Server> {
    match Binaries::find() {
        Some(binaries) => Some(Server::start_or_join(&binaries).await),
        None if std::env::var("BLISKO_REQUIRE_POSTGRES").is_ok_and(|value| value == "1") => {
            panic!("PostgreSQL is required but not installed: {}", binaries::HOW_TO_INSTALL)
        }
        None => {
            println!("skipped on PostgreSQL, which is not installed: {}", binaries::HOW_TO_INSTALL);
            None
        }
    }
}

impl Database {
    /// Connection URL, over a Unix socket: the server listens on no port.
    pub fn url(&self) -> String {
        self.server.url(&self.name)
    }
}

impl Drop for Database {
    /// On a thread of its own, since a test's runtime may be gone or busy being dropped.
    fn drop(&mut self) {
        let statement = format!("drop database if exists {} with (force)", self.name);
        let url = self.server.url("postgres");
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(execute(&url, statement))
        });
        // A database that stays behind goes with the server; a panic here would hide the test's own.
        let _ = thread.join();
    }
}

impl Server {
    async fn clone_template(&'static self) -> Database {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let statement = format!("create database {name} template {}", self.template());
        execute(&self.url("postgres"), statement).await.expect("the template can be cloned");
        Database { server: self, name }
    }
}

async fn execute(url: &str, statement: String) -> Result<(), sqlx::Error> {
    let mut connection = PgConnection::connect(url).await?;
    sqlx::query(AssertSqlSafe(statement)).execute(&mut connection).await?;
    connection.close().await
}
