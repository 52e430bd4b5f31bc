//! Outlets as a file.

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde::Deserialize;
use utoipa::IntoParams;

use super::outlets::{OutletFilterQuery, outlet_filter};
use crate::app::App;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::StrictQuery;
use crate::http::views::time;
use crate::service::export_outlets::{ExportError, ExportFormat, ExportOptions, OutletExport};
use crate::tabular::csv::CsvOptions;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ExportQuery {
    /// `csv`, `xlsx` or `geojson`; `csv` when absent.
    format: Option<String>,
    /// CSV only: `;` `,` `|` or `tab`; `,` when absent.
    delimiter: Option<String>,
    /// CSV only: `false` leaves out the byte order mark that Excel needs.
    bom: Option<bool>,
    /// Words of code, name or address; case and diacritics do not matter.
    q: Option<String>,
    kind: Option<String>,
    /// One or several, separated by commas.
    status: Option<String>,
    /// ISO 3166-1 alpha-2.
    country: Option<String>,
    /// Code of a service that the outlets must have.
    service: Option<String>,
    /// west,south,east,north in degrees.
    bbox: Option<String>,
    /// `false`: those whose opening hours nobody could read yet.
    hours_readable: Option<bool>,
    /// Changed at or after this time, RFC 3339.
    updated_from: Option<String>,
}

/// All outlets, or those the filters let through, as a file that can be imported again without a change.
#[utoipa::path(get, path = "/api/v1/outlets/export", tag = "imports", operation_id = "export_outlets", params(ExportQuery),
    responses(
        (status = 200, description = "The file", content(
            (String = "text/csv"), (Object = "application/geo+json"),
            (Vec<u8> = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        )),
        (status = 400, description = "A parameter is unknown or cannot be used", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn export_outlets(
    State(app): State<App>,
    StrictQuery(query): StrictQuery<ExportQuery>,
) -> Result<Response, Problem> {
    let options = options(&query)?;
    let filter = outlet_filter(OutletFilterQuery {
        q: query.q,
        kind: query.kind,
        status: query.status,
        country: query.country,
        service: query.service,
        bbox: query.bbox,
        hours_readable: query.hours_readable,
        updated_from: query.updated_from,
    })?;
    let export = OutletExport::new(&app.store, filter, options);
    let pieces = stream::try_unfold(export, |mut export| async move {
        Ok::<_, ExportError>(export.next().await?.map(|piece| (Bytes::from(piece), export)))
    });
    let day = time::utc(app.clock.now()).chars().take(10).collect::<String>();
    let name = format!("attachment; filename=\"outlets-{day}.{}\"", options.format.code());
    let kind = media_type(options.format).to_owned();
    Ok(([(CONTENT_TYPE, kind), (CONTENT_DISPOSITION, name)], Body::from_stream(pieces)).into_response())
}

fn options(query: &ExportQuery) -> Result<ExportOptions, Problem> {
    let unknown = |name, message| Problem::parameter(name, "unknown_value", message);
    let format = query.format.as_deref().unwrap_or("csv");
    let delimiter = match query.delimiter.as_deref().unwrap_or(",") {
        "tab" | "\t" => b'\t',
        text @ (";" | "," | "|") => text.as_bytes()[0],
        _ => return Err(unknown("delimiter", "use ; , | or tab")),
    };
    Ok(ExportOptions {
        format: ExportFormat::from_code(format).ok_or_else(|| unknown("format", "use csv, xlsx or geojson"))?,
        csv: CsvOptions { delimiter, byte_order_mark: query.bom.unwrap_or(true) },
    })
}

const fn media_type(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::Csv => "text/csv; charset=utf-8",
        ExportFormat::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ExportFormat::GeoJson => "application/geo+json",
    }
}
