//! Calls: what switchboards tell, and what the agent has on the line.
//!
//! `POST /api/v1/calls` is for software: with a signature (Standard Webhooks) or with a key that may report calls.
//! Only the agent whom a call is for is told of it.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};

use super::commit;
use super::customers::views;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::call::{Call, Caller as CallerIs};
use crate::domain::customer_sight::CustomerSight;
use crate::domain::ids::{CallId, CustomerId, OutletId};
use crate::domain::opening_hours::local_date;
use crate::http::context::Caller;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::{IdPath, StrictJson, parse_json};
use crate::http::views::call::{CallEventBody, CallReceipt, CallView, CallerBody, CurrentCall, WrapUpBody};
use crate::http::views::customer::CustomerView;
use crate::http::views::customer_card::CustomerCardView;
use crate::service::customer_card::customer_card;
use crate::service::customers::CustomerError;
use crate::service::identify_caller::identify_caller;
use crate::service::record_call_event::{RecordCallError, record_call_event};
use crate::service::webhook_signature::{self, SignedMessage};
use crate::service::wrap_up_call::{WrapUp, WrapUpError, name_customer, wrap_up_call};
use crate::store::Author;
use crate::units::Seconds;

/// The name under which switchboards that post here are known; adapters have names of their own.
const PROVIDER: &str = "webhook";

/// A call of yesterday is nobody's current call.
const CURRENT_FOR: Seconds = Seconds::hours(12);

/// Tells what happens to a call. The same event told twice changes nothing; the order of arrival does not matter.
#[utoipa::path(post, path = "/api/v1/calls", tag = "calls", operation_id = "report_call", request_body = CallEventBody,
    params(
        ("webhook-id" = Option<String>, Header, description = "With a signature: the name of the message"),
        ("webhook-timestamp" = Option<String>, Header, description = "With a signature: seconds since 1970, at most five minutes from now"),
        ("webhook-signature" = Option<String>, Header, description = "`v1,` and base64 of HMAC-SHA256 over id, timestamp and body with dots between them"),
    ),
    responses(
        (status = 200, description = "Taken", body = CallReceipt),
        (status = 400, description = "Something in the body cannot be used", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "The signature does not fit, or the message is too old", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn report_call(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<CallReceipt>, Problem> {
    let now = app.clock.now();
    let signed = signed_message(&headers, &body);
    let author = match &signed {
        Some(message) => {
            webhook_signature::verify(message, app.config.call_hook_secrets.reveal(), now)
                .map_err(|error| Problem::new(StatusCode::UNAUTHORIZED, "signature_invalid", format!("{error}.")))?;
            Author::hook(PROVIDER, caller.request_id.as_str(), now)
        }
        None => caller.author(now),
    };
    let event: CallEventBody = parse_json(&body)?;
    let event = event.into_event(PROVIDER, signed.map(|message| message.id), now)?;
    let recorded = record_call_event(&app.store, author, event, &app.config.call_country).await?;
    Ok(Json(CallReceipt {
        id: recorded.call.id.0,
        state: recorded.call.course.state.code(),
        applied: recorded.applied,
        revision: recorded.revision,
    }))
}

/// `None` without a signature: then the key has been checked at the door.
fn signed_message<'a>(headers: &'a HeaderMap, body: &'a [u8]) -> Option<SignedMessage<'a>> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    headers.get(SIGNATURE_HEADER)?;
    let (id, timestamp) = (text("webhook-id"), text("webhook-timestamp"));
    Some(SignedMessage { id, timestamp, signatures: text(SIGNATURE_HEADER), body })
}

/// A request that carries it is checked here and not at the door.
pub const SIGNATURE_HEADER: &str = "webhook-signature";

/// The call that the caller has on the line, or has not written down yet, with who it is and the card.
#[utoipa::path(get, path = "/api/v1/calls/current", tag = "calls", operation_id = "get_current_call",
    responses((status = 200, description = "The call, or null", body = CurrentCall)))]
pub async fn get_current_call(State(app): State<App>, caller: Caller) -> Result<Json<CurrentCall>, Problem> {
    let Some(user) = caller.actor.user_id() else { return Ok(Json(CurrentCall { call: None })) };
    let found = app.store.current_call(user, app.clock.now() - CURRENT_FOR).await?;
    let call = match found {
        Some(call) => Some(call_view(&app, &call, &caller.actor).await?),
        None => None,
    };
    Ok(Json(CurrentCall { call }))
}

/// Says who is calling: whom the agent has picked out of many, or has just made.
#[utoipa::path(put, path = "/api/v1/calls/{call_id}/customer", tag = "calls", operation_id = "name_caller",
    request_body = CallerBody, params(("call_id" = uuid::Uuid, Path)),
    responses(
        (status = 200, description = "The call", body = CallView),
        (status = 400, description = "There is no such customer", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such call, or it is somebody else's", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn name_caller(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<CallId>,
    StrictJson(body): StrictJson<CallerBody>,
) -> Result<Json<CallView>, Problem> {
    let sight = CustomerSight::of(&caller.actor);
    let mut tx = app.store.begin(caller.author(app.clock.now())).await?;
    let customer = CustomerId(body.customer_id);
    let call = name_customer(&mut tx, id, caller.actor.user_id(), customer, sight).await?;
    commit(&app, tx).await?;
    Ok(Json(call_view(&app, &call, &caller.actor).await?))
}

/// Writes down how a call ended; it is no longer the current one.
#[utoipa::path(post, path = "/api/v1/calls/{call_id}/wrap-up", tag = "calls", operation_id = "wrap_up_call",
    request_body = WrapUpBody, params(("call_id" = uuid::Uuid, Path)),
    responses(
        (status = 200, description = "The call", body = CallView),
        (status = 400, description = "Something in the body cannot be used", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such call, or it is somebody else's", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn wrap_up(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<CallId>,
    StrictJson(body): StrictJson<WrapUpBody>,
) -> Result<Json<CallView>, Problem> {
    let sight = CustomerSight::of(&caller.actor);
    let said = WrapUp {
        customer: body.customer_id.map(CustomerId),
        outlet: body.outlet_id.map(OutletId),
        outcome: body.outcome,
        subject: body.subject,
        note: body.note,
    };
    let mut tx = app.store.begin(caller.author(app.clock.now())).await?;
    let call = wrap_up_call(&mut tx, id, caller.actor.user_id(), said, sight).await?;
    commit(&app, tx).await?;
    Ok(Json(call_view(&app, &call, &caller.actor).await?))
}

/// The call with who it is, as far as `actor` sees them.
pub(super) async fn call_view(app: &App, call: &Call, actor: &Actor) -> Result<CallView, Problem> {
    let yours = actor.user_id().is_none() || call.agent == actor.user_id();
    let mut view = CallView::new(call, yours);
    if !yours {
        (view.customer_id, view.contact_id) = (None, None);
        return Ok(view);
    }
    let sight = CustomerSight::of(actor);
    if let Some(customer) = call.customer {
        view.card = match customer_card(&app.store, customer, sight).await {
            Ok(card) => Some(CustomerCardView::new(&card, app.clock.now())),
            Err(CustomerError::NotFound) => None,
            Err(error) => return Err(error.into()),
        };
    } else if call.caller == CallerIs::Many {
        view.candidates = candidates(app, call, sight).await?;
    }
    Ok(view)
}

async fn candidates(app: &App, call: &Call, sight: CustomerSight) -> Result<Vec<CustomerView>, Problem> {
    let today = local_date(chrono_tz::Europe::Warsaw, app.clock.now()).unwrap_or_default();
    let identity = identify_caller(&app.store, &call.course.number, &app.config.call_country, today).await?;
    let ids: Vec<uuid::Uuid> = identity.candidates.iter().map(|id| id.0).collect();
    let mut found = app.store.customers_by_ids(&ids).await?;
    found.retain(|customer| sight.sees(customer.draft.owner));
    found.sort_by_key(|customer| ids.iter().position(|id| *id == customer.id.0));
    views(app, found, sight).await
}

impl From<RecordCallError> for Problem {
    fn from(error: RecordCallError) -> Self {
        match error {
            RecordCallError::Invalid(invalid) => invalid.into(),
            RecordCallError::Store(store) => store.into(),
        }
    }
}

impl From<WrapUpError> for Problem {
    fn from(error: WrapUpError) -> Self {
        match error {
            WrapUpError::NotFound => {
                Problem::not_found("call_not_found", "There is no such call, or it is another agent's.")
            }
            WrapUpError::Invalid(invalid) => invalid.into(),
            WrapUpError::Store(store) => store.into(),
        }
    }
}
