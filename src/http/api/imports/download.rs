//! The file of failed rows.

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde::Deserialize;
use utoipa::IntoParams;

use super::find_import;
use crate::app::App;
use crate::domain::ids::ImportId;
use crate::domain::language::Language;
use crate::http::context::Caller;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::{IdPath, StrictQuery};
use crate::service::imports::FailedRows;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FailedQuery {
    /// Of the reasons: `pl`, `cs` or `en`; `en` when absent.
    language: Option<String>,
}

/// The rows that are bad, in the columns of the original with the reasons behind: mend it and upload it again.
#[utoipa::path(get, path = "/api/v1/imports/{import_id}/failed.csv", tag = "imports", operation_id = "download_failed_rows",
    params(("import_id" = uuid::Uuid, Path), FailedQuery),
    responses(
        (status = 200, description = "The file", body = String, content_type = "text/csv"),
        (status = 404, description = "There is no such import", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn download_failed_rows(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<ImportId>,
    StrictQuery(query): StrictQuery<FailedQuery>,
) -> Result<Response, Problem> {
    let unknown = || Problem::parameter("language", "unknown_value", "use pl, cs or en");
    let code = query.language.as_deref().unwrap_or(Language::English.code());
    let language = Language::from_code(code).ok_or_else(unknown)?;
    find_import(&app, &caller, id).await?;
    let rows = FailedRows::of(&app.store, id, language).await?;
    let pieces = stream::try_unfold(rows, |mut rows| async move {
        Ok::<_, crate::service::imports::ImportError>(rows.next().await?.map(|piece| (Bytes::from(piece), rows)))
    });
    let name = format!("attachment; filename=\"failed-{id}.csv\"");
    let headers = [(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, name)];
    Ok((headers, Body::from_stream(pieces)).into_response())
}
