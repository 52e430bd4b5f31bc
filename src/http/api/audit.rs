//! Who changed what.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::app::App;
use crate::http::error::Problem;
use crate::http::extract::StrictQuery;
use crate::http::views::audit::AuditView;
use crate::http::views::time;
use crate::store::audit::AuditFilter;

/// Most rows a page holds.
const LIMIT_MAX: i64 = 200;

/// Longer than every kind of record and every action.
const WORD_BYTES_MAX: usize = 64;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AuditQuery {
    /// Kind of the record: `outlet`, `user`, `api_key`.
    entity: Option<String>,
    /// Goes with `entity`.
    entity_id: Option<Uuid>,
    /// Whoever did it: a user or an API key.
    actor_id: Option<Uuid>,
    /// `create`, `update`, `delete`, `import`, …
    action: Option<String>,
    /// At or after this time, RFC 3339.
    from: Option<String>,
    /// Before this time, RFC 3339.
    until: Option<String>,
    /// `next` of the page before.
    after: Option<Uuid>,
    /// 1 to 200 rows; 50 when absent.
    limit: Option<i64>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct AuditPage {
    pub items: Vec<AuditView>,
    /// Give this as `after` for the next page; absent on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Uuid>,
}

/// Audit rows, newest first: all, or those of one record, person, action or time.
#[utoipa::path(get, path = "/api/v1/audit", tag = "outlets", operation_id = "list_audit", params(AuditQuery),
    responses((status = 200, description = "A page of the audit", body = AuditPage)))]
pub async fn list_audit(
    State(app): State<App>,
    StrictQuery(query): StrictQuery<AuditQuery>,
) -> Result<Json<AuditPage>, Problem> {
    let limit = query.limit.unwrap_or(50);
    if !(1..=LIMIT_MAX).contains(&limit) {
        return Err(Problem::parameter("limit", "out_of_range", format!("give a number from 1 to {LIMIT_MAX}")));
    }
    let mut rows = app.store.audit_page(&filter(&query)?, query.after, limit + 1).await?;
    let next = if rows.len() as i64 > limit { rows.get(limit as usize - 1).map(|row| row.id) } else { None };
    rows.truncate(limit as usize);
    Ok(Json(AuditPage { items: rows.into_iter().map(AuditView::from).collect(), next }))
}

fn filter(query: &AuditQuery) -> Result<AuditFilter, Problem> {
    if query.entity_id.is_some() && query.entity.is_none() {
        return Err(Problem::parameter("entity", "required", "say of which kind of record entity_id is"));
    }
    let word = |name: &str, word: &Option<String>| match word {
        Some(word) if word.len() > WORD_BYTES_MAX => {
            Err(Problem::parameter(name, "too_long", format!("use at most {WORD_BYTES_MAX} characters")))
        }
        word => Ok(word.clone()),
    };
    let moment = |name: &str, text: &Option<String>| match text.as_deref().map(time::parse) {
        Some(None) => {
            Err(Problem::parameter(name, "format", "give a time with a zone, like 2026-11-28T17:40:00+01:00"))
        }
        read => Ok(read.flatten()),
    };
    Ok(AuditFilter {
        entity: word("entity", &query.entity)?,
        entity_id: query.entity_id,
        actor_id: query.actor_id,
        action: word("action", &query.action)?,
        from: moment("from", &query.from)?,
        until: moment("until", &query.until)?,
    })
}
