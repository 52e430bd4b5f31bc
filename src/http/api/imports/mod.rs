//! Imports: upload a table, map its columns, check, apply, undo; rows and the file of failed rows.
//!
//! Steps run as jobs of this process. A request waits for its job a little (`wait_s`) and answers 200 when it
//! is done, else 202: ask `GET /imports/{id}` for how far it is.

mod download;
mod steps;
mod upload;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::ids::ImportId;
use crate::domain::import::{Import, ImportKind, RowOutcome};
use crate::domain::permission::Permission;
use crate::http::context::Caller;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::{IdPath, StrictJson, StrictQuery};
use crate::http::page;
use crate::http::views::import::{ImportRowView, ImportView, MappingBody};
use crate::service::imports::{self, ImportError};
use crate::store::Reading;
use crate::store::imports::RowFilter;

pub use download::{__path_download_failed_rows, download_failed_rows};
pub use steps::{
    __path_apply_import, __path_check_import, __path_undo_import, apply_import, check_import, undo_import,
};
pub use upload::{__path_upload_import, upload_import};

/// Most imports or rows a page holds.
const LIMIT_MAX: i64 = 500;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ImportsQuery {
    /// `next` of the page before.
    after: Option<Uuid>,
    /// 1 to 500; 50 when absent.
    limit: Option<i64>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ImportPage {
    /// Newest first.
    pub items: Vec<ImportView>,
    /// Give this as `after` for the next page; absent on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Uuid>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ImportRowsQuery {
    /// `create`, `update`, `unchanged`, `held`, `skipped`, `bad`, `undone` or `kept`; all rows when absent.
    outcome: Option<String>,
    /// Only rows with this problem, like `unplaced` or `duplicate`.
    problem: Option<String>,
    /// `next` of the page before: the number of its last row.
    after: Option<u32>,
    /// 1 to 500; 100 when absent.
    limit: Option<i64>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ImportRowPage {
    pub items: Vec<ImportRowView>,
    /// Give this as `after` for the next page; absent on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<u32>,
}

/// Imports, newest first.
#[utoipa::path(get, path = "/api/v1/imports", tag = "imports", operation_id = "list_imports", params(ImportsQuery),
    responses((status = 200, description = "A page", body = ImportPage)))]
pub async fn list_imports(
    State(app): State<App>,
    caller: Caller,
    StrictQuery(query): StrictQuery<ImportsQuery>,
) -> Result<Json<ImportPage>, Problem> {
    let limit = page::limit(query.limit, 50, LIMIT_MAX)?;
    let kinds: Vec<ImportKind> =
        ImportKind::ALL.iter().copied().filter(|kind| may_import(&caller.actor, *kind)).collect();
    let mut imports = app.store.import_page(&kinds, query.after.map(ImportId), limit + 1).await?;
    let more = imports.len() as i64 > limit;
    imports.truncate(limit as usize);
    let next = imports.last().filter(|_| more).map(|last| last.id.0);
    let mut items = Vec::with_capacity(imports.len());
    for import in imports {
        items.push(view(&app, import).await?);
    }
    Ok(Json(ImportPage { items, next }))
}

/// One import, with how far its job is.
#[utoipa::path(get, path = "/api/v1/imports/{import_id}", tag = "imports", operation_id = "get_import",
    params(("import_id" = Uuid, Path)),
    responses(
        (status = 200, description = "The import", body = ImportView),
        (status = 404, description = "There is no such import", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn get_import(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<ImportId>,
) -> Result<Json<ImportView>, Problem> {
    let import = find_import(&app, &caller, id).await?;
    Ok(Json(view(&app, import).await?))
}

/// Says what the columns mean. What was checked with the mapping before no longer counts.
#[utoipa::path(put, path = "/api/v1/imports/{import_id}/mapping", tag = "imports", operation_id = "put_import_mapping",
    request_body = MappingBody, params(("import_id" = Uuid, Path)),
    responses(
        (status = 200, description = "The import with the new mapping", body = ImportView),
        (status = 400, description = "A field or a column does not exist", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such import", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "The import is applied already, or is being worked on", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn put_import_mapping(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<ImportId>,
    StrictJson(body): StrictJson<MappingBody>,
) -> Result<Json<ImportView>, Problem> {
    find_import(&app, &caller, id).await?;
    if let Some(progress) = app.imports.progress(id) {
        return Err(ImportError::Running { state: progress.state }.into());
    }
    let author = caller.author(app.clock.now());
    let import = imports::change_mapping(&app.store, author, id, body.into_change()?).await?;
    Ok(Json(view(&app, import).await?))
}

/// Rows of the file with what became of each.
#[utoipa::path(get, path = "/api/v1/imports/{import_id}/rows", tag = "imports", operation_id = "list_import_rows",
    params(("import_id" = Uuid, Path), ImportRowsQuery),
    responses(
        (status = 200, description = "A page", body = ImportRowPage),
        (status = 404, description = "There is no such import", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn list_import_rows(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<ImportId>,
    StrictQuery(query): StrictQuery<ImportRowsQuery>,
) -> Result<Json<ImportRowPage>, Problem> {
    let limit = page::limit(query.limit, 100, LIMIT_MAX)?;
    let outcome = query.outcome.as_deref().map(|code| {
        let known: Vec<&str> = RowOutcome::ALL.iter().map(|outcome| outcome.code()).collect();
        let unknown = || Problem::parameter("outcome", "unknown_value", format!("use one of {}", known.join(", ")));
        RowOutcome::from_code(code).ok_or_else(unknown)
    });
    let filter = RowFilter { outcome: outcome.transpose()?, problem: query.problem };
    let import = find_import(&app, &caller, id).await?;
    let after = query.after.unwrap_or(0).min(i32::MAX as u32);
    let mut rows = app.store.import_results(id, &filter, after, limit + 1).await?;
    let more = rows.len() as i64 > limit;
    rows.truncate(limit as usize);
    let next = rows.last().filter(|_| more).map(|last| last.row.number);
    let items = rows.into_iter().map(|row| ImportRowView::new(row, &import)).collect();
    Ok(Json(ImportRowPage { items, next }))
}

/// Whoever may not write customers is not shown a file of them.
fn may_import(actor: &Actor, kind: ImportKind) -> bool {
    match kind {
        ImportKind::Outlets => true,
        ImportKind::Customers => actor.may(Permission::CustomersRead) && actor.may(Permission::CustomersWrite),
    }
}

fn check_may_import(caller: &Caller, kind: ImportKind) -> Result<(), Problem> {
    if may_import(&caller.actor, kind) {
        return Ok(());
    }
    let message = "Importing customers takes the permissions customers.read and customers.write as well.";
    Err(Problem::new(StatusCode::FORBIDDEN, "forbidden", message))
}

/// The import, when the caller may see what it is about.
async fn find_import(app: &App, caller: &Caller, id: ImportId) -> Result<Import, Problem> {
    let import = app.store.find_import(id).await?.filter(|import| may_import(&caller.actor, import.kind));
    Ok(import.ok_or(ImportError::NotFound)?)
}

/// The import with the progress of its job.
async fn view(app: &App, import: Import) -> Result<ImportView, Problem> {
    let rules = imports::field_rules(&mut Reading::Store(&app.store), import.kind).await?;
    let (fields, progress) = (imports::field_names(import.kind, &rules), app.imports.progress(import.id));
    Ok(ImportView::new(import, fields, progress.as_deref()))
}

impl From<ImportError> for Problem {
    fn from(error: ImportError) -> Self {
        let words = sentence(&error.to_string());
        let said = |status, code| Problem::new(status, code, words);
        match error {
            ImportError::NotFound => Problem::not_found("import_not_found", "There is no import with this id."),
            ImportError::WrongState { .. } => said(StatusCode::CONFLICT, "wrong_import_state"),
            ImportError::Running { .. } => said(StatusCode::CONFLICT, "import_running"),
            ImportError::MappingChanged => said(StatusCode::CONFLICT, "mapping_changed"),
            ImportError::TooManyJobs => {
                Problem { retry_after_s: Some(5), ..said(StatusCode::SERVICE_UNAVAILABLE, "too_many_imports") }
            }
            ImportError::TooLarge { .. } => said(StatusCode::PAYLOAD_TOO_LARGE, "upload_too_large"),
            ImportError::BrokenOff => said(StatusCode::BAD_REQUEST, "upload_broken_off"),
            ImportError::NoRows => said(StatusCode::UNPROCESSABLE_ENTITY, "no_rows"),
            ImportError::File(_) => said(StatusCode::UNPROCESSABLE_ENTITY, "unreadable_file"),
            ImportError::Mapping(invalid) => invalid.into(),
            ImportError::Store(store) => store.into(),
            ImportError::Disk(cause) => Problem::internal(cause),
            ImportError::Crashed(cause) => {
                Problem { cause: Some(cause), ..said(StatusCode::UNPROCESSABLE_ENTITY, "unreadable_file") }
            }
        }
    }
}

/// With a capital letter and a full stop.
fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(characters).chain(['.']).collect()
}
