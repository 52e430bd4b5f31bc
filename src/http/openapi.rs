//! The description of the API: `/openapi.json`, made from the handlers' own annotations.

use axum::Json;
use axum::extract::State;
use utoipa::OpenApi;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::response::ResponseBuilder;
use utoipa::openapi::schema::Schema;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{OpenApi as Document, Ref, RefOr};

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
        (name = "geocoding", description = "From addresses and names to points and back, saying how sure it is"),
        (name = "roads", description = "Ways, times, areas and distances by car, on foot and by bike"),
        (name = "outlets", description = "Outlets: read, write, audit"),
        (name = "services", description = "What customers can have done at an outlet"),
        (name = "customers", description = "Customers, their contacts, and what they allow"),
        (name = "calls", description = "What switchboards tell, and what the agent has on the line"),
        (name = "queue", description = "What waits for an answer, and who works on it"),
        (name = "imports", description = "Files in and out"),
        (name = "accounts", description = "Sessions, users, API keys"),
        (name = "features", description = "OGC API Features, for QGIS and other GIS software"),
        (name = "tiles", description = "Tiles for maps: ready ones from PMTiles archives, live ones of the outlets"),
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

/// Every operation may answer with a problem that it does not list: 401, 403, 429, 500, 503.
pub fn add_default_problem(document: &mut Document) {
    let schema = Ref::from_schema_name("Problem");
    let content = ContentBuilder::new().schema(Some(schema)).build();
    let response =
        ResponseBuilder::new().description("Any other problem").content("application/problem+json", content).build();
    for item in document.paths.paths.values_mut() {
        let operations =
            [&mut item.get, &mut item.put, &mut item.post, &mut item.delete, &mut item.patch, &mut item.head];
        for operation in operations.into_iter().flatten() {
            operation.responses.responses.insert("default".to_owned(), RefOr::T(response.clone()));
        }
    }
}

/// A flattened part must not forbid the fields that stand beside it: `allOf` with a closed object would
/// accept nothing. Such parts are written out, open.
pub fn open_flattened_parts(document: &mut Document) {
    let Some(components) = document.components.as_mut() else {
        return;
    };
    let known = components.schemas.clone();
    for schema in components.schemas.values_mut() {
        let RefOr::T(Schema::AllOf(all)) = schema else { continue };
        for part in &mut all.items {
            let RefOr::Ref(reference) = &*part else { continue };
            let name = reference.ref_location.rsplit('/').next().unwrap_or_default();
            if let Some(RefOr::T(Schema::Object(object))) = known.get(name) {
                let mut open = object.clone();
                open.additional_properties = None;
                *part = RefOr::T(Schema::Object(open));
            }
        }
    }
}

/// This description.
#[utoipa::path(get, path = "/openapi.json", tag = "operations", responses((status = 200, description = "OpenAPI 3.1", body = Object)))]
pub async fn openapi_json(State(document): State<std::sync::Arc<Document>>) -> Json<std::sync::Arc<Document>> {
    Json(document)
}
