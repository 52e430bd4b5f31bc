//! The file of failed rows.

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use futures_util::stream;

use crate::app::App;
use crate::domain::ids::ImportId;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::IdPath;
use crate::service::import_outlets::FailedRows;

/// The rows that are bad, in the columns of the original with the reasons behind: mend it and upload it again.
#[utoipa::path(get, path = "/api/v1/imports/{import_id}/failed.csv", tag = "imports", operation_id = "download_failed_rows",
    params(("import_id" = uuid::Uuid, Path)),
    responses(
        (status = 200, description = "The file", body = String, content_type = "text/csv"),
        (status = 404, description = "There is no such import", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn download_failed_rows(State(app): State<App>, IdPath(id): IdPath<ImportId>) -> Result<Response, Problem> {
    let rows = FailedRows::of(&app.store, id).await?;
    let pieces = stream::try_unfold(rows, |mut rows| async move {
        Ok::<_, crate::service::import_outlets::ImportError>(rows.next().await?.map(|piece| (Bytes::from(piece), rows)))
    });
    let name = format!("attachment; filename=\"failed-{id}.csv\"");
    let headers = [(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, name)];
    Ok((headers, Body::from_stream(pieces)).into_response())
}
