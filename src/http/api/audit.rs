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

/// Most rows a page holds.
const LIMIT_MAX: i64 = 200;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AuditQuery {
    /// Kind of the record: `outlet`, `user`, `api_key`. Goes with `entity_id`.
    entity: Option<String>,
    entity_id: Option<Uuid>,
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

/// Audit rows, newest first; of one record or of all.
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
    let entity = match (&query.entity, query.entity_id) {
        (Some(entity), Some(id)) => Some((entity.as_str(), id)),
        (None, None) => None,
        _ => return Err(Problem::parameter("entity_id", "required", "entity and entity_id go together")),
    };
    let mut rows = app.store.audit_page(entity, query.after, limit + 1).await?;
    let next = if rows.len() as i64 > limit { rows.get(limit as usize - 1).map(|row| row.id) } else { None };
    rows.truncate(limit as usize);
    Ok(Json(AuditPage { items: rows.into_iter().map(AuditView::from).collect(), next }))
}
