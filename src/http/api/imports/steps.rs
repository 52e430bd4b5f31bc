//! Check, apply, undo: each a job that outlives the request that started it.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{find_import, view};
use crate::app::App;
use crate::domain::ids::ImportId;
use crate::domain::import::{Import, ImportState};
use crate::http::context::Caller;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::{IdPath, StrictQuery};
use crate::http::views::import::ImportView;
use crate::service::imports::{self, ImportError, RunningJob};
use crate::store::Author;

/// Longest a request waits for its job; below the usual time-outs of proxies.
const WAIT_S_MAX: u64 = 25;

/// Enough for files of some thousand rows.
const WAIT_S_DEFAULT: u64 = 5;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct WaitQuery {
    /// Seconds to wait for the end, 0 to 25; 5 when absent.
    wait_s: Option<u64>,
}

/// Checks every row without importing any: how many would be created, updated, left as they are, and
/// which are bad and why.
#[utoipa::path(post, path = "/api/v1/imports/{import_id}/check", tag = "imports", operation_id = "check_import",
    params(("import_id" = uuid::Uuid, Path), WaitQuery),
    responses(
        (status = 200, description = "Checked", body = ImportView),
        (status = 202, description = "Still at it; ask again for how far", body = ImportView),
        (status = 404, description = "There is no such import", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "The import is applied already, or is being worked on", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn check_import(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<ImportId>,
    StrictQuery(query): StrictQuery<WaitQuery>,
) -> Result<Response, Problem> {
    run(app, caller, id, ImportState::Checking, query).await
}

/// Applies a checked import, all of its good rows in one transaction.
#[utoipa::path(post, path = "/api/v1/imports/{import_id}/apply", tag = "imports", operation_id = "apply_import",
    params(("import_id" = uuid::Uuid, Path), WaitQuery),
    responses(
        (status = 200, description = "Applied", body = ImportView),
        (status = 202, description = "Still at it; ask again for how far", body = ImportView),
        (status = 404, description = "There is no such import", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "The import is not checked, is applied already, or is being worked on", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn apply_import(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<ImportId>,
    StrictQuery(query): StrictQuery<WaitQuery>,
) -> Result<Response, Problem> {
    run(app, caller, id, ImportState::Applying, query).await
}

/// Undoes an applied import. Records that were changed since are left alone; their rows have the outcome `kept`.
#[utoipa::path(post, path = "/api/v1/imports/{import_id}/undo", tag = "imports", operation_id = "undo_import",
    params(("import_id" = uuid::Uuid, Path), WaitQuery),
    responses(
        (status = 200, description = "Undone", body = ImportView),
        (status = 202, description = "Still at it; ask again for how far", body = ImportView),
        (status = 404, description = "There is no such import", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "The import is not applied, or is being worked on", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn undo_import(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<ImportId>,
    StrictQuery(query): StrictQuery<WaitQuery>,
) -> Result<Response, Problem> {
    run(app, caller, id, ImportState::Undoing, query).await
}

/// Starts the job, waits a little, answers with the result or with how far it is.
async fn run(app: App, caller: Caller, id: ImportId, step: ImportState, query: WaitQuery) -> Result<Response, Problem> {
    let wait_s = query.wait_s.unwrap_or(WAIT_S_DEFAULT);
    if wait_s > WAIT_S_MAX {
        return Err(Problem::parameter("wait_s", "out_of_range", format!("wait at most {WAIT_S_MAX} seconds")));
    }
    let import = find_import(&app, &caller, id).await?;
    let job = app.imports.begin(id, step, import.rows_total)?;
    let author = caller.author(app.clock.now());
    let working = tokio::spawn(work(app.clone(), author, id, job));
    match tokio::time::timeout(Duration::from_secs(wait_s), working).await {
        Ok(ended) => {
            let import = ended.map_err(ImportError::from)??;
            Ok(Json(view(&app, import).await?).into_response())
        }
        Err(_) => {
            let import = app.store.find_import(id).await?.ok_or(ImportError::NotFound)?;
            Ok((StatusCode::ACCEPTED, Json(view(&app, import).await?)).into_response())
        }
    }
}

async fn work(app: App, author: Author, id: ImportId, job: RunningJob) -> Result<Import, ImportError> {
    let store = &app.store;
    let indexes = Some(app.geocoding.indexes()).filter(|indexes| indexes.knows_places());
    let worked = match job.progress.state {
        ImportState::Applying => imports::apply_import(store, author, id, &job.progress, indexes).await,
        ImportState::Undoing => imports::undo_import(store, author, id, &job.progress).await,
        _ => imports::check_import(store, author, id, &job.progress, indexes).await,
    };
    let import = worked.inspect_err(|error| {
        tracing::warn!(import.id = %id, step = job.progress.state.code(), "Import {id} went no further: {error}");
    })?;
    drop(job);
    if let Some(revision) = import.revision {
        app.live.wait_for(revision).await;
    }
    Ok(import)
}
