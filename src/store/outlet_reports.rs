//! Reports of customers about outlets: written by the locator, read and resolved by stewards.

use serde_json::json;
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use super::audit::AuditEntry;
use super::{Op, Store, StoreError, Tx, on, on_tx};
use crate::domain::ids::{CallId, OutletId, OutletReportId};
use crate::domain::language::Language;
use crate::domain::outlet_report::{OutletReport, OutletReportDraft, ReportField, ReportOutcome, Resolved};
use crate::units::Timestamp;

/// Name of this kind of record in `change` and `audit`.
pub const ENTITY: &str = "outlet_report";

macro_rules! columns {
    () => {
        "id, number, outlet_id, field, text, email, language, resolved_at_ms, resolved_by, outcome, resolution, \
         created_at_ms, call_id"
    };
}

#[derive(FromRow)]
struct ReportRow {
    id: Uuid,
    number: i64,
    outlet_id: Uuid,
    field: String,
    text: String,
    email: String,
    language: String,
    resolved_at_ms: Option<i64>,
    resolved_by: Option<String>,
    outcome: Option<String>,
    resolution: Option<String>,
    created_at_ms: i64,
    call_id: Option<Uuid>,
}

impl Store {
    /// Newest first, with a number below `before`; only open or only resolved ones when `resolved` says so.
    pub async fn outlet_reports_page(
        &self,
        resolved: Option<bool>,
        before: Option<i64>,
        limit: i64,
    ) -> Result<Vec<OutletReport>, StoreError> {
        let rows: Vec<ReportRow> = on!(self, db => {
            let mut query =
                QueryBuilder::new(concat!("select ", columns!(), " from outlet_report where number < "));
            query.push_bind(before.unwrap_or(i64::MAX));
            match resolved {
                Some(true) => _ = query.push(" and resolved_at_ms is not null"),
                Some(false) => _ = query.push(" and resolved_at_ms is null"),
                None => {}
            }
            query.push(" order by number desc limit ").push_bind(limit);
            query.build_query_as().fetch_all(db).await
        })?;
        Ok(rows.into_iter().map(ReportRow::into_report).collect())
    }
}

impl Tx {
    /// Stores a report under the next number. The log names what it is about, never who wrote it or what.
    pub async fn insert_outlet_report(&mut self, draft: OutletReportDraft) -> Result<OutletReport, StoreError> {
        let id = OutletReportId::generate();
        // First: the counter of revisions stays locked from here on, so that no two reports get one number.
        let revision = self.record(ENTITY, id.0, Op::Create).await?;
        let created_at = self.author().at;
        let number: i64 = on_tx!(self, db => sqlx::query_scalar(
            "insert into outlet_report (id, number, outlet_id, field, text, email, language, created_at_ms, updated_at_ms, \
             call_id) values ($1, (select coalesce(max(number), 0) + 1 from outlet_report), $2, $3, $4, $5, $6, $7, $7, $8) \
             returning number",
        )
        .bind(id.0).bind(draft.outlet_id.0).bind(draft.field.code()).bind(&draft.text).bind(&draft.email)
        .bind(draft.language.code()).bind(created_at.0).bind(draft.call.map(|call| call.0)).fetch_one(db).await)?;
        let after = json!({ "number": number, "outlet_id": draft.outlet_id.0, "field": draft.field.code() });
        self.log_report(id, revision, "create", after).await?;
        Ok(OutletReport { id, number, draft, created_at, resolved: None })
    }

    /// Ends an open report and forgets the reporter's address. `None` when there is no such open report.
    pub async fn resolve_outlet_report(
        &mut self,
        id: OutletReportId,
        outcome: ReportOutcome,
        resolution: &str,
    ) -> Result<Option<OutletReport>, StoreError> {
        let (at, by) = (self.author().at, self.author().name.clone());
        let row: Option<ReportRow> = on_tx!(self, db => sqlx::query_as(concat!(
            "update outlet_report set resolved_at_ms = $1, resolved_by = $2, outcome = $3, resolution = $4, \
             email = '', updated_at_ms = $1 where id = $5 and resolved_at_ms is null returning ",
            columns!(),
        ))
            .bind(at.0).bind(&by).bind(outcome.code()).bind(resolution).bind(id.0).fetch_optional(db).await)?;
        let Some(report) = row.map(ReportRow::into_report) else { return Ok(None) };
        let revision = self.record(ENTITY, id.0, Op::Update).await?;
        let after = json!({ "number": report.number, "outcome": outcome.code(), "resolution": resolution });
        self.log_report(id, revision, "resolve", after).await?;
        Ok(Some(report))
    }

    async fn log_report(
        &mut self,
        id: OutletReportId,
        revision: i64,
        action: &'static str,
        after: serde_json::Value,
    ) -> Result<(), StoreError> {
        let (before_json, after_json) = (None, Some(after.to_string()));
        self.audit(AuditEntry { revision, action, entity: ENTITY, entity_id: id.0, before_json, after_json }).await
    }
}

impl ReportRow {
    /// Words that this version does not know read as "something else", Polish and fixed, as all were before there
    /// was another word for it.
    fn into_report(self) -> OutletReport {
        let resolved = self.resolved_at_ms.map(|at_ms| Resolved {
            at: Timestamp(at_ms),
            by: self.resolved_by.unwrap_or_default(),
            outcome: self.outcome.as_deref().and_then(ReportOutcome::from_code).unwrap_or(ReportOutcome::Fixed),
            resolution: self.resolution.unwrap_or_default(),
        });
        OutletReport {
            id: OutletReportId(self.id),
            number: self.number,
            draft: OutletReportDraft {
                outlet_id: OutletId(self.outlet_id),
                field: ReportField::from_code(&self.field).unwrap_or(ReportField::Other),
                text: self.text,
                email: self.email,
                language: Language::from_code(&self.language).unwrap_or(Language::Polish),
                call: self.call_id.map(CallId),
            },
            created_at: Timestamp(self.created_at_ms),
            resolved,
        }
    }
}
