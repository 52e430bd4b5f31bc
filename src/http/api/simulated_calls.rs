//! A telephone that rings without a telephone system, to try the desk.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::calls::call_view;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::permission::Permission;
use crate::http::context::Caller;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::StrictJson;
use crate::http::views::call::CallView;
use crate::service::simulate_call::SimulatedCall;

/// A simulated call does not outlive the patience of whoever tries the desk.
const SECONDS_MAX: u64 = 600;

/// Who calls whom.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SimulatedCallBody {
    /// In any notation; `anonymous` for a withheld number. Some customer's when absent.
    #[serde(default)]
    #[schema(example = "601 100 201")]
    pub number: Option<String>,
    /// Login name; the caller's own when absent. Somebody else's needs `calls.report`.
    #[serde(default)]
    pub agent: Option<String>,
    /// Until the agent answers, 0 to 600.
    #[serde(default = "three")]
    pub ring_s: u64,
    /// Until somebody hangs up, 0 to 600.
    #[serde(default = "sixty")]
    pub talk_s: u64,
}

fn three() -> u64 {
    3
}

fn sixty() -> u64 {
    60
}

/// Lets a telephone ring; it is answered and ended after the given times. Only where `call_simulator` is on.
#[utoipa::path(post, path = "/api/v1/calls/simulate", tag = "calls", operation_id = "simulate_call",
    request_body = SimulatedCallBody,
    responses(
        (status = 201, description = "It rings", body = CallView),
        (status = 400, description = "Something in the body cannot be used", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "The telephone is somebody else's, or the simulator is off", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn simulate_call(
    State(app): State<App>,
    caller: Caller,
    StrictJson(body): StrictJson<SimulatedCallBody>,
) -> Result<(StatusCode, Json<CallView>), Problem> {
    if !app.config.call_simulator {
        return Err(Problem::forbidden("simulator_off", "Set call_simulator to let telephones ring that are none."));
    }
    let agent = agent_of(&caller.actor, body.agent)?;
    for (pointer, seconds) in [("/ring_s", body.ring_s), ("/talk_s", body.talk_s)] {
        if seconds > SECONDS_MAX {
            return Err(Problem::field(pointer, "out_of_range", format!("give a number from 0 to {SECONDS_MAX}")));
        }
    }
    let (rings_for, talks_for) = (Duration::from_secs(body.ring_s), Duration::from_secs(body.talk_s));
    let number = match body.number {
        Some(number) => number.trim().to_owned(),
        None => someones_number(&app).await?,
    };
    let call = SimulatedCall::new(&number, "", &agent, rings_for, talks_for);
    let (first, _) = call.course()[0];
    let region = app.config.call_country.clone();
    let rung = call.tell(&app.store, &app.clock, &region, first).await?;
    tokio::spawn(call.go_on(app.store.clone(), app.clock.clone(), region));
    Ok((StatusCode::CREATED, Json(call_view(&app, &rung.call, &caller.actor).await?)))
}

/// Another customer's each time; a stranger's where there are no customers.
async fn someones_number(app: &App) -> Result<String, Problem> {
    let from = format!("+48{:09}", app.clock.now().0.rem_euclid(999) * 1_000_000);
    let found = match app.store.phone_from(&from).await? {
        Some(number) => Some(number),
        None => app.store.phone_from("").await?,
    };
    Ok(found.unwrap_or_else(|| "+48 601 100 201".to_owned()))
}

/// Everybody may let their own telephone ring.
fn agent_of(actor: &Actor, named: Option<String>) -> Result<String, Problem> {
    match named {
        Some(other) if other != actor.name() && !actor.may(Permission::CallsReport) => {
            Err(Problem::forbidden("not_your_telephone", "You may let only your own telephone ring."))
        }
        Some(agent) => Ok(agent),
        None => Ok(actor.name().to_owned()),
    }
}
