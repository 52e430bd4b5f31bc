//! Appointments of customers at outlets.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::ETAG;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::commit;
use super::outlets::parse_time;
use crate::app::App;
use crate::domain::appointment::{Appointment, AppointmentDraft, AppointmentState};
use crate::domain::customer_sight::{CustomerSight, Whose};
use crate::domain::ids::{AppointmentId, CustomerId, OutletId};
use crate::domain::validation::ValidationError;
use crate::http::context::Caller;
use crate::http::error::{NextFree, Problem, ProblemBody};
use crate::http::extract::{IdPath, IfMatch, StrictJson, StrictQuery, etag};
use crate::http::idempotency::{IdempotencyKey, Idempotent};
use crate::http::page;
use crate::http::views::{coded, time};
use crate::service::appointments::{AppointmentError, book_appointment, update_appointment};
use crate::store::appointments::AppointmentFilter;
use crate::units::Seconds;

/// Most appointments a page holds.
const LIMIT_MAX: i64 = 500;
/// More is refused by the bounds of an appointment; keeps the sum of times in range.
const MINUTES_MAX: i64 = 100_000;

/// An appointment as it is written.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AppointmentBody {
    pub outlet_id: Uuid,
    pub customer_id: Uuid,
    /// RFC 3339. The outlet must be open then, and as long as it lasts.
    #[schema(example = "2026-11-30T10:15:00+01:00")]
    pub begins_at: String,
    /// 5 to 480; 30 when absent.
    #[serde(default = "half_an_hour")]
    #[schema(example = 30)]
    pub minutes: i64,
    /// Code of `GET /api/v1/services`; the outlet must offer it.
    #[serde(default)]
    pub service: String,
    #[serde(default)]
    pub note: String,
    /// `booked`, `kept`, `missed` or `cancelled`.
    #[serde(default = "booked")]
    #[schema(example = "booked")]
    pub state: String,
}

const fn half_an_hour() -> i64 {
    30
}

fn booked() -> String {
    AppointmentState::Booked.code().to_owned()
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AppointmentView {
    pub id: Uuid,
    /// Also the `ETag`.
    pub version: i64,
    pub created_at: String,
    pub updated_at: String,
    pub ends_at: String,
    #[serde(flatten)]
    pub appointment: AppointmentBody,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct AppointmentPage {
    /// In order of time.
    pub items: Vec<AppointmentView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AppointmentQuery {
    outlet_id: Option<Uuid>,
    customer_id: Option<Uuid>,
    /// Beginning at or after this time, RFC 3339.
    from: Option<String>,
    /// Beginning before this time.
    until: Option<String>,
    /// `next` of the page before.
    after: Option<String>,
    /// 1 to 500; 100 when absent.
    limit: Option<i64>,
}

/// A page of appointments of the customers that the caller sees, in order of time.
#[utoipa::path(get, path = "/api/v1/appointments", tag = "customers", operation_id = "list_appointments", params(AppointmentQuery),
    responses(
        (status = 200, description = "A page", body = AppointmentPage),
        (status = 400, description = "A parameter cannot be used", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn list(
    State(app): State<App>,
    caller: Caller,
    StrictQuery(query): StrictQuery<AppointmentQuery>,
) -> Result<Json<AppointmentPage>, Problem> {
    let sight = CustomerSight::of(&caller.actor);
    let after = query.after.as_deref().map(|token| page::read_moment(token, 'a')).transpose()?;
    let limit = page::limit(query.limit, 100, LIMIT_MAX)?;
    let filter = AppointmentFilter {
        outlet: query.outlet_id.map(OutletId),
        customer: query.customer_id.map(CustomerId),
        from: query.from.as_deref().map(|text| parse_time("from", text)).transpose()?,
        until: query.until.as_deref().map(|text| parse_time("until", text)).transpose()?,
        owner: sight.owner(),
    };
    let mut found = match sight.whose {
        Whose::Nobody => Vec::new(),
        _ => app.store.appointment_page(&filter, after, limit + 1).await?,
    };
    let more = found.len() as i64 > limit;
    found.truncate(limit as usize);
    let next = found.last().filter(|_| more).map(|last| page::write_moment('a', last.draft.begins_at, last.id.0));
    Ok(Json(AppointmentPage { items: found.iter().map(|each| AppointmentView::new(each, sight)).collect(), next }))
}

/// Books a customer at an outlet. 400 when the outlet is closed then, 409 when it is full.
#[utoipa::path(post, path = "/api/v1/appointments", tag = "customers", operation_id = "book_appointment", request_body = AppointmentBody,
    params(("Idempotency-Key" = Option<String>, Header, description = "A repeat with the same key gets the first answer")),
    responses(
        (status = 201, description = "Booked", body = AppointmentView, headers(("etag" = String))),
        (status = 400, description = "Something in the body cannot be used, or the outlet is closed then", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "The outlet is full then (`next_free` says when it is not), or the customer is expected somewhere", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "The Idempotency-Key belongs to another request", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn book(
    State(app): State<App>,
    caller: Caller,
    key: IdempotencyKey,
    StrictJson(body): StrictJson<AppointmentBody>,
) -> Result<Response, Problem> {
    let idempotent = Idempotent::new(&caller, key, "book_appointment", &body);
    if let Some(earlier) = idempotent.earlier(&app).await? {
        return Ok(earlier);
    }
    let (draft, sight) = (body.into_draft()?, CustomerSight::of(&caller.actor));
    let mut tx = app.store.begin(caller.author(app.clock.now())).await?;
    let booked = book_appointment(&mut tx, draft, sight).await?;
    let headers = vec![(ETAG, etag(booked.version))];
    idempotent.finish(&app, tx, StatusCode::CREATED, headers, AppointmentView::new(&booked, sight)).await
}

/// Moves, keeps or cancels an appointment. `If-Match` must name the version that was read.
#[utoipa::path(put, path = "/api/v1/appointments/{appointment_id}", tag = "customers", operation_id = "update_appointment",
    request_body = AppointmentBody, params(("appointment_id" = Uuid, Path), ("If-Match" = String, Header, description = "The ETag that was read")),
    responses(
        (status = 200, description = "The appointment after the change", body = AppointmentView, headers(("etag" = String))),
        (status = 400, description = "Something in the body cannot be used, or the outlet is closed then", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such appointment, or not for you", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "The outlet is full then (`next_free` says when it is not), or the customer is expected somewhere", body = ProblemBody, content_type = "application/problem+json"),
        (status = 412, description = "Somebody else has changed it since", body = ProblemBody, content_type = "application/problem+json"),
        (status = 428, description = "If-Match is missing", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn update(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<AppointmentId>,
    if_match: IfMatch,
    StrictJson(body): StrictJson<AppointmentBody>,
) -> Result<Response, Problem> {
    let (draft, sight) = (body.into_draft()?, CustomerSight::of(&caller.actor));
    let mut tx = app.store.begin(caller.author(app.clock.now())).await?;
    let after = update_appointment(&mut tx, id, if_match.version(), draft, sight).await?;
    commit(&app, tx).await?;
    Ok(([(ETAG, etag(after.version))], Json(AppointmentView::new(&after, sight))).into_response())
}

impl AppointmentBody {
    fn into_draft(self) -> Result<AppointmentDraft, ValidationError> {
        let mut errors = Vec::new();
        let states = AppointmentState::ALL.iter().map(|state| state.code());
        let state = coded(&mut errors, "/state", &self.state, AppointmentState::from_code, states);
        let begins_at = time::parse_field(&mut errors, "/begins_at", &self.begins_at);
        let (Some(state), Some(begins_at)) = (state, begins_at) else { return Err(ValidationError(errors)) };
        Ok(AppointmentDraft {
            outlet: OutletId(self.outlet_id),
            customer: CustomerId(self.customer_id),
            begins_at,
            ends_at: begins_at + Seconds::minutes(self.minutes.clamp(-MINUTES_MAX, MINUTES_MAX)),
            service: self.service,
            note: self.note,
            state,
        })
    }
}

impl AppointmentView {
    fn new(appointment: &Appointment, sight: CustomerSight) -> Self {
        let draft = &appointment.draft;
        Self {
            id: appointment.id.0,
            version: appointment.version,
            created_at: time::utc(appointment.created_at),
            updated_at: time::utc(appointment.updated_at),
            ends_at: time::utc(draft.ends_at),
            appointment: AppointmentBody {
                outlet_id: draft.outlet.0,
                customer_id: draft.customer.0,
                begins_at: time::utc(draft.begins_at),
                minutes: (draft.ends_at - draft.begins_at).0 / 60,
                service: draft.service.clone(),
                note: if sight.personal { draft.note.clone() } else { String::new() },
                state: draft.state.code().to_owned(),
            },
        }
    }
}

impl From<AppointmentError> for Problem {
    fn from(error: AppointmentError) -> Self {
        match error {
            AppointmentError::NotFound => {
                Problem::not_found("appointment_not_found", "There is no appointment with this id that you may see.")
            }
            AppointmentError::Full { next_free } => {
                let detail = match next_free.first() {
                    Some(next) => {
                        format!("The outlet is full then. The next free slot begins at {}.", time::utc(*next))
                    }
                    None => "The outlet is full then, and in the two weeks after it.".to_owned(),
                };
                let next_free = NextFree(next_free.into_iter().map(time::utc).collect());
                Problem { next_free: Some(Box::new(next_free)), ..Problem::conflict("slot_taken", detail) }
            }
            AppointmentError::CustomerBusy { until } => {
                let until = time::utc(until);
                let detail = format!("The customer has an appointment then, until {until}: move or cancel that one.");
                Problem::conflict("customer_busy", detail)
            }
            AppointmentError::Invalid(invalid) => invalid.into(),
            AppointmentError::Store(store) => store.into(),
        }
    }
}
