//! Style documents: `/tiles/styles/light.json?lang=pl`.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::IntoParams;

use super::answer::{Keep, empty};
use super::catalogue::short_hash;
use super::negotiate::{has_already, own_address};
use crate::app::App;
use crate::domain::language::Language;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::StrictQuery;
use crate::tiles::style::{StyleOptions, Theme, style};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct StyleQuery {
    /// `pl`, `cs` or `en`: the language of labels; `pl` when absent.
    lang: Option<String>,
    /// The archive to draw; the configured one when absent.
    basemap: Option<String>,
    /// Whether the live layer of outlets is drawn; true when absent.
    outlets: Option<bool>,
    /// Whether the live layer of customers is drawn, for those who may see it; false when absent.
    customers: Option<bool>,
}

/// A MapLibre style over the basemap and the live layer, for a light or a dark page.
#[utoipa::path(get, path = "/tiles/styles/{file}", tag = "tiles", operation_id = "get_style",
    params(("file" = String, Path, description = "light.json or dark.json"), StyleQuery),
    responses(
        (status = 200, description = "The style", body = Object),
        (status = 304, description = "The client has it already"),
        (status = 404, description = "There is no such style", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn get_style(
    State(app): State<App>,
    Path(file): Path<String>,
    StrictQuery(query): StrictQuery<StyleQuery>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let theme = file.strip_suffix(".json").and_then(Theme::from_code);
    let theme =
        theme.ok_or_else(|| Problem::not_found("style_not_found", "The styles are light.json and dark.json."))?;
    let base = own_address(&app.config, &headers);
    let tilejson = |name: &str| format!("{base}/tiles/{name}.json");
    let basemap = basemap(&app, query.basemap.as_deref())?.map(|name| tilejson(&name));
    let outlets = query.outlets.unwrap_or(true).then(|| tilejson("outlets"));
    let customers = query.customers.unwrap_or(false).then(|| tilejson("customers"));
    let document = style(&StyleOptions {
        theme,
        language: language(query.lang.as_deref())?.code(),
        basemap: basemap.as_deref(),
        outlets: outlets.as_deref(),
        customers: customers.as_deref(),
        base: &base,
    });
    let tag = format!("\"{:016x}\"", short_hash(&document.to_string()));
    if has_already(&headers, &tag) {
        return Ok(empty(StatusCode::NOT_MODIFIED, &tag, Keep::AskAgain));
    }
    let mut response = Json(document).into_response();
    response.headers_mut().extend(empty(StatusCode::OK, &tag, Keep::AskAgain).headers().clone());
    Ok(response)
}

fn language(code: Option<&str>) -> Result<Language, Problem> {
    let code = code.unwrap_or(Language::Polish.code());
    Language::from_code(code).ok_or_else(|| Problem::parameter("lang", "unknown_value", "give pl, cs or en"))
}

/// The name of the archive to draw; `None` while there is none.
fn basemap(app: &App, asked: Option<&str>) -> Result<Option<String>, Problem> {
    let found = app.tiles.catalogue().basemap(asked.unwrap_or(&app.config.basemap));
    match (asked, found) {
        (Some(_), None) => Err(Problem::parameter("basemap", "unknown_value", "there is no archive of this name")),
        (_, found) => Ok(found.map(|served| served.name.clone())),
    }
}
