//! Both databases have the same tables, columns and nullability.

use std::collections::BTreeMap;

use sqlx::{Connection, PgConnection, SqliteConnection};

use crate::support::stores::TestStore;

/// `table.column` to (kind of value, may be null).
type Schema = BTreeMap<String, (&'static str, bool)>;

#[tokio::test]
async fn both_databases_have_the_same_tables_and_columns() {
    let Some(postgres) = TestStore::postgres().await else { return };
    let sqlite = TestStore::sqlite().await;
    let (left, right) = (sqlite_schema(&sqlite.url).await, postgres_schema(&postgres.url).await);
    assert!(left.len() > 50, "the schema was read");
    for name in left.keys().chain(right.keys()) {
        assert_eq!(left.get(name), right.get(name), "{name}: SQLite left, PostgreSQL right");
    }
}

async fn sqlite_schema(url: &str) -> Schema {
    let mut connection = SqliteConnection::connect(url).await.unwrap();
    let rows: Vec<(String, String, String, bool)> = sqlx::query_as(
        "select t.name, c.name, c.type, c.\"notnull\" from sqlite_schema t join pragma_table_info(t.name) c \
         where t.type = 'table' and t.name not like 'sqlite_%' and t.name not like '_sqlx_%'",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    // An INTEGER PRIMARY KEY cannot be null in SQLite, but the pragma does not say so.
    let integer_key = |table: &str, column: &str| (table, column) == ("revision", "id");
    rows.into_iter()
        .map(|(table, column, kind, not_null)| {
            let nullable = !not_null && !integer_key(&table, &column);
            (format!("{table}.{column}"), (kind_of(&kind), nullable))
        })
        .collect()
}

async fn postgres_schema(url: &str) -> Schema {
    let mut connection = PgConnection::connect(url).await.unwrap();
    let rows: Vec<(String, String, String, String)> = sqlx::query_as(
        "select table_name::text, column_name::text, data_type::text, is_nullable::text \
         from information_schema.columns where table_schema = 'public' and table_name not like '\\_sqlx%'",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    rows.into_iter()
        .map(|(table, column, kind, nullable)| (format!("{table}.{column}"), (kind_of(&kind), nullable == "YES")))
        .collect()
}

/// The words of both databases for the same kind of value.
fn kind_of(declared: &str) -> &'static str {
    match declared.to_ascii_lowercase().as_str() {
        "blob" | "bytea" | "uuid" => "bytes",
        "text" => "text",
        "integer" => "integer",
        "bigint" => "bigint",
        "boolean" => "boolean",
        "double precision" => "float",
        other => panic!("{other} is not in the common subset"),
    }
}
