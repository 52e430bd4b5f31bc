//! The description of the API: `/openapi.json`, made from the handlers' own annotations.

use axum::Json;
use axum::extract::State;
use utoipa::OpenApi;
use utoipa::openapi::OpenApi as Document;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};

/// What stands above the paths. The paths are added by the router.
#[derive(OpenApi, Debug)]
#[openapi(
    info(
        title = "Blisko",
        description = "Where is the nearest outlet that is open when I get there, and why not the other one? \
                       Longitude before latitude, metres, seconds, RFC 3339 times with a zone. Unknown query \
                       parameters and JSON fields are errors. Errors are RFC 9457 problems.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    tags(
        (name = "nearest", description = "The nearest outlets, and why not the others"),
        (name = "outlets", description = "Outlets: read, write, audit"),
        (name = "services", description = "What customers can have done at an outlet"),
        (name = "imports", description = "Files in and out"),
        (name = "accounts", description = "Sessions, users, API keys"),
        (name = "features", description = "OGC API Features, for QGIS and other GIS software"),
        (name = "operations", description = "Health, metrics, events"),
    ),
)]
struct Head;

/// The document without paths.
pub fn head() -> Document {
    let mut document = Head::openapi();
    let components = document.components.get_or_insert_default();
    components.add_security_scheme(
        "api_key",
        SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build()),
    );
    components
        .add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new("blisko_session"))));
    document
}

/// This description.
#[utoipa::path(get, path = "/openapi.json", tag = "operations", responses((status = 200, description = "OpenAPI 3.1", body = Object)))]
pub async fn openapi_json(State(document): State<std::sync::Arc<Document>>) -> Json<std::sync::Arc<Document>> {
    Json(document)
}
