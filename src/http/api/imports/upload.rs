//! The file comes in: as the body itself or as the one file of a form, straight to the disk.

use axum::Json;
use axum::body::Body;
use axum::extract::{FromRequest, Multipart, Request, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{check_may_import, view};
use crate::app::App;
use crate::domain::import::{DuplicateChoice, ImportKind};
use crate::http::context::Caller;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::StrictQuery;
use crate::http::views::import::ImportView;
use crate::service::imports::{self, ImportError, StageOptions, Upload};
use crate::tabular::Hints;
use crate::tabular::encoding::Encoding;

/// Longest file name that is kept.
const FILE_NAME_CHARS_MAX: usize = 200;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct UploadQuery {
    /// What the rows are about: `outlets` (when absent) or `customers`.
    kind: Option<String>,
    /// What becomes of rows about customers who seem to be there: `skip` (when absent), `update` or `create`.
    duplicates: Option<String>,
    /// Name of the file, when the body is the file itself.
    file_name: Option<String>,
    /// Of a text file, like `windows-1250`; found out when absent.
    encoding: Option<String>,
    /// One of `;` `,` `|` or `tab`; found out when absent.
    delimiter: Option<String>,
    /// Sheet of a workbook; the first with cells when absent.
    sheet: Option<String>,
    /// Add services that the vocabulary lacks instead of refusing their rows.
    create_services: Option<bool>,
}

/// Uploads a table of outlets or customers: CSV, XLSX, GeoJSON or vCard, told apart by content. Nothing is imported yet.
#[utoipa::path(post, path = "/api/v1/imports", tag = "imports", operation_id = "upload_import", params(UploadQuery),
    request_body(description = "The file, or a form with one file", content(
        (Vec<u8> = "application/octet-stream"), (Vec<u8> = "text/csv"), (Vec<u8> = "application/geo+json"),
        (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), (Object = "multipart/form-data"),
    )),
    responses(
        (status = 201, description = "Uploaded, with a mapping proposed", body = ImportView, headers(("location" = String))),
        (status = 400, description = "A parameter cannot be used, or the upload broke off", body = ProblemBody, content_type = "application/problem+json"),
        (status = 413, description = "The file is larger than upload_bytes_max", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "The file cannot be read as a table", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn upload_import(
    State(app): State<App>,
    caller: Caller,
    StrictQuery(query): StrictQuery<UploadQuery>,
    request: Request,
) -> Result<Response, Problem> {
    let bytes_max = app.config.upload_bytes_max.get();
    refuse_announced(request.headers(), bytes_max)?;
    let options = options(&query)?;
    check_may_import(&caller, options.kind)?;
    let upload = if is_form(request.headers()) {
        from_form(&app, request, bytes_max).await?
    } else {
        let name = query.file_name.unwrap_or_else(|| "upload".to_owned());
        receive(&app, name, request.into_body(), bytes_max).await?
    };
    let author = caller.author(app.clock.now());
    let import = imports::stage_upload(&app.store, author, upload, options).await?;
    let location = format!("/api/v1/imports/{}", import.id);
    Ok((StatusCode::CREATED, [(LOCATION, location)], Json(view(&app, import).await?)).into_response())
}

/// Whoever says beforehand that it is too much need not send it.
fn refuse_announced(headers: &HeaderMap, bytes_max: u64) -> Result<(), ImportError> {
    let announced =
        headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()).and_then(|text| text.parse().ok());
    // A form is a little longer than its file; what is really too long is found while it comes.
    let slack = if is_form(headers) { 64 * 1024 } else { 0 };
    match announced {
        Some(length) if bytes_max + slack < length => Err(ImportError::TooLarge { bytes_max }),
        _ => Ok(()),
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"))
}

async fn receive(app: &App, name: String, body: Body, bytes_max: u64) -> Result<Upload, ImportError> {
    Upload::receive(&app.config.data_dir, plain_name(&name), body.into_data_stream(), bytes_max).await
}

/// The first part of the form that is a file.
async fn from_form(app: &App, request: Request, bytes_max: u64) -> Result<Upload, Problem> {
    let broken = |_| Problem::from(ImportError::BrokenOff);
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| Problem::from(ImportError::BrokenOff))?;
    while let Some(part) = form.next_field().await.map_err(broken)? {
        if let Some(name) = part.file_name().map(str::to_owned) {
            return Ok(Upload::receive(&app.config.data_dir, plain_name(&name), part, bytes_max).await?);
        }
    }
    Err(Problem::bad_request("no_file", "The form has no file: add one as a part with a file name."))
}

/// Without folders and control characters.
fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|character| !character.is_control()).take(FILE_NAME_CHARS_MAX).collect()
}

fn options(query: &UploadQuery) -> Result<StageOptions, Problem> {
    let kind = query.kind.as_deref().map(|code| {
        let unknown = || Problem::parameter("kind", "unknown_value", "use outlets or customers");
        ImportKind::from_code(code).ok_or_else(unknown)
    });
    let duplicates = query.duplicates.as_deref().map(|code| {
        let unknown = || Problem::parameter("duplicates", "unknown_value", "use skip, update or create");
        DuplicateChoice::from_code(code).ok_or_else(unknown)
    });
    Ok(StageOptions {
        kind: kind.transpose()?.unwrap_or_default(),
        hints: hints(query)?,
        create_services: query.create_services.unwrap_or(false),
        duplicates: duplicates.transpose()?.unwrap_or_default(),
    })
}

fn hints(query: &UploadQuery) -> Result<Hints, Problem> {
    let encoding = query.encoding.as_deref().map(|name| {
        let message = "use utf-8, utf-16le, utf-16be, windows-1250 or iso-8859-2";
        Encoding::from_name(name).ok_or_else(|| Problem::parameter("encoding", "unknown_value", message))
    });
    let delimiter = query.delimiter.as_deref().map(|text| match text {
        "tab" | "\t" => Ok(b'\t'),
        ";" | "," | "|" => Ok(text.as_bytes()[0]),
        _ => Err(Problem::parameter("delimiter", "unknown_value", "use ; , | or tab")),
    });
    Ok(Hints { encoding: encoding.transpose()?, delimiter: delimiter.transpose()?, sheet: query.sheet.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_no_folder() {
        assert_eq!(plain_name("C:\\Users\\Ewa\\oddziały.csv"), "oddziały.csv");
        assert_eq!(plain_name("../../etc/passwd\n"), "passwd");
    }
}
