//! The vocabulary of services, in the order of their positions.

use std::collections::BTreeSet;

use sqlx::FromRow;
use uuid::Uuid;

use super::{Op, Store, StoreError, Tx, on, on_tx};
use crate::domain::outlet::{Localized, Service};

/// Services have no id of their own; in the change log the vocabulary as a whole is one record.
pub const VOCABULARY_ID: Uuid = Uuid::nil();

#[derive(FromRow)]
struct ServiceRow {
    code: String,
    name_pl: String,
    name_cs: String,
    name_en: String,
}

const ALL: &str = "select code, name_pl, name_cs, name_en from service order by position limit 1000";

impl Store {
    /// The vocabulary; the index in the answer is the service's bit in tag masks.
    pub async fn services(&self) -> Result<Vec<Service>, StoreError> {
        let rows: Vec<ServiceRow> = on!(self, db => sqlx::query_as(ALL).fetch_all(db).await)?;
        Ok(rows.into_iter().map(service_from_row).collect())
    }
}

impl Tx {
    pub async fn services(&mut self) -> Result<Vec<Service>, StoreError> {
        let rows: Vec<ServiceRow> = on_tx!(self, db => sqlx::query_as(ALL).fetch_all(db).await)?;
        Ok(rows.into_iter().map(service_from_row).collect())
    }

    /// Adds services that are not there and renames those that are. Positions never change and are never
    /// reused, so a mask in memory keeps its meaning.
    pub async fn put_services(&mut self, services: &[Service]) -> Result<(), StoreError> {
        if services.is_empty() {
            return Ok(());
        }
        let at_ms = self.author().at.0;
        for service in services {
            on_tx!(self, db => sqlx::query(
                "insert into service (code, position, name_pl, name_cs, name_en, created_at_ms, updated_at_ms) \
                 values ($1, (select coalesce(max(position), -1) + 1 from service), $2, $3, $4, $5, $5) \
                 on conflict (code) do update set name_pl = excluded.name_pl, name_cs = excluded.name_cs, \
                 name_en = excluded.name_en, updated_at_ms = excluded.updated_at_ms",
            )
            .bind(&service.code)
            .bind(&service.name.pl)
            .bind(&service.name.cs)
            .bind(&service.name.en)
            .bind(at_ms)
            .execute(db).await.map(drop))?;
        }
        self.record("service", VOCABULARY_ID, Op::Update).await.map(drop)
    }

    /// Takes those of `codes` out of the vocabulary that no outlet offers; returns how many.
    pub async fn delete_unused_services(&mut self, codes: &[String]) -> Result<u64, StoreError> {
        let mut deleted = 0;
        for code in codes {
            deleted += on_tx!(self, db => sqlx::query(
                "delete from service where code = $1 and not exists (select 1 from outlet where services like $2 escape '!')",
            )
            .bind(code)
            .bind(format!("%\"{}\"%", code.replace('_', "!_")))
            .execute(db).await.map(|done| done.rows_affected()))?;
        }
        if deleted > 0 {
            self.record("service", VOCABULARY_ID, Op::Update).await?;
        }
        Ok(deleted)
    }

    /// Those of `codes` that the vocabulary does not have, sorted.
    pub async fn unknown_services<'a>(
        &mut self,
        codes: impl Iterator<Item = &'a String>,
    ) -> Result<Vec<String>, StoreError> {
        let known: BTreeSet<String> = self.services().await?.into_iter().map(|service| service.code).collect();
        Ok(codes.filter(|code| !known.contains(*code)).cloned().collect::<BTreeSet<_>>().into_iter().collect())
    }
}

fn service_from_row(row: ServiceRow) -> Service {
    Service { code: row.code, name: Localized { pl: row.name_pl, cs: row.name_cs, en: row.name_en } }
}
