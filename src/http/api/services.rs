//! The vocabulary of services.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::domain::outlet::{LINE_CHARS_MAX, Localized, Service};
use crate::domain::validation::Checker;
use crate::http::context::Caller;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::StrictJson;
use crate::http::views::outlet::ServiceBody;
use crate::service::write_outlets;

/// Longest code of a service.
const SERVICE_CODE_CHARS_MAX: usize = 40;

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceList {
    pub services: Vec<ServiceBody>,
}

/// All services, in the order in which they were added.
#[utoipa::path(get, path = "/api/v1/services", tag = "services", operation_id = "list_services",
    responses((status = 200, description = "The vocabulary", body = ServiceList)))]
pub async fn list_services(State(app): State<App>) -> Result<Json<ServiceList>, Problem> {
    let services = app.store.services().await?;
    Ok(Json(ServiceList { services: services.iter().map(ServiceBody::from).collect() }))
}

/// Adds services and renames those that are there. Services that are not named stay.
#[utoipa::path(put, path = "/api/v1/services", tag = "services", operation_id = "put_services",
    request_body = ServiceList,
    responses(
        (status = 200, description = "The vocabulary after the change", body = ServiceList),
        (status = 400, description = "A code or a name cannot be used", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn put_services(
    State(app): State<App>,
    caller: Caller,
    StrictJson(list): StrictJson<ServiceList>,
) -> Result<Json<ServiceList>, Problem> {
    let services = validated(list)?;
    let mut tx = app.store.begin(caller.author(app.clock.now())).await?;
    let services = write_outlets::put_services(&mut tx, &services).await?;
    if let Some(revision) = tx.commit().await?.revision {
        app.live.wait_for(revision).await;
    }
    Ok(Json(ServiceList { services: services.iter().map(ServiceBody::from).collect() }))
}

fn validated(list: ServiceList) -> Result<Vec<Service>, Problem> {
    let mut check = Checker::default();
    for (index, service) in list.services.iter().enumerate() {
        let code = &service.code;
        let well_formed = !code.is_empty()
            && code.len() <= SERVICE_CODE_CHARS_MAX
            && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
        check.require(well_formed, &format!("/services/{index}/code"), "format", || {
            format!("use lower-case letters, digits and _, at most {SERVICE_CODE_CHARS_MAX}")
        });
        check.require(!service.name.pl.is_empty(), &format!("/services/{index}/name/pl"), "required", || {
            "give the service a name in Polish; the other languages fall back to it".to_owned()
        });
        for name in [&service.name.pl, &service.name.cs, &service.name.en] {
            check.text(&format!("/services/{index}/name"), name, LINE_CHARS_MAX);
        }
    }
    check.finish(())?;
    let service = |body: ServiceBody| Service { code: body.code, name: Localized::from(body.name) };
    Ok(list.services.into_iter().map(service).collect())
}
