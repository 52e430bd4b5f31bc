//! Who else looks at a customer's card.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::app::App;
use crate::domain::customer_sight::CustomerSight;
use crate::domain::ids::CustomerId;
use crate::http::auth::CurrentSession;
use crate::http::context::Caller;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::IdPath;
use crate::http::views::time;
use crate::service::customers::see_customer;
use crate::service::presence::{FORGOTTEN_AFTER, Here};

#[derive(Debug, Serialize, ToSchema)]
pub struct PresenceView {
    /// The others, the longest there first.
    pub others: Vec<PresentView>,
    /// Without another word for this long, one is taken to have left.
    pub forgotten_after_s: i64,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct PresentView {
    pub user_id: Uuid,
    pub name: String,
    #[schema(format = DateTime)]
    pub since: String,
}

/// Says that one has the card open, and learns who else has. To be repeated every ten seconds.
#[utoipa::path(put, path = "/api/v1/customers/{customer_id}/presence", tag = "customers", operation_id = "arrive_at_customer",
    params(("customer_id" = uuid::Uuid, Path)),
    responses(
        (status = 200, description = "Who else is there", body = PresenceView),
        (status = 404, description = "There is no such customer, or not for you", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn arrive_at_customer(
    State(app): State<App>,
    caller: Caller,
    CurrentSession(session): CurrentSession,
    IdPath(id): IdPath<CustomerId>,
) -> Result<Json<PresenceView>, Problem> {
    see_customer(&app.store, id, CustomerSight::of(&caller.actor)).await?;
    let person = (session.user.id, session.user.draft.display_name.as_str());
    let others = app.presence.arrive(id, person, app.clock.now()).into_iter();
    let view = |here: Here| PresentView { user_id: here.user_id.0, name: here.name, since: time::utc(here.since) };
    Ok(Json(PresenceView { others: others.map(view).collect(), forgotten_after_s: FORGOTTEN_AFTER.0 }))
}

/// Says that one has closed the card.
#[utoipa::path(delete, path = "/api/v1/customers/{customer_id}/presence", tag = "customers", operation_id = "leave_customer",
    params(("customer_id" = uuid::Uuid, Path)), responses((status = 204, description = "Noted")))]
pub async fn leave_customer(
    State(app): State<App>,
    CurrentSession(session): CurrentSession,
    IdPath(id): IdPath<CustomerId>,
) -> StatusCode {
    app.presence.leave(id, session.user.id);
    StatusCode::NO_CONTENT
}
