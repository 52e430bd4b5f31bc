//! Many questions for the nearest outlets at once.

use axum::extract::State;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    NearestFault, NearestQuery, hides_planned, json_bytes, json_response, languages, problem_with, standing, start,
    vehicle,
};
use crate::app::App;
use crate::domain::language::Languages;
use crate::domain::validation::FieldError;
use crate::http::context::Caller;
use crate::http::error::{Problem, ProblemBody, ProblemError};
use crate::http::extract::StrictJson;
use crate::http::views::nearest::{NearestAnswer, nearest_view};
use crate::http::views::roads::StandingView;
use crate::live::outlets::OutletIndex;
use crate::service::find_nearest_outlets::{Answer, Query};
use crate::service::outlets_by_road::{Start, find_each};
use crate::service::roads::Mode;

/// Questions in one batch: a day's list of a call centre, answered in some ten milliseconds.
const BATCH_MAX: usize = 1_000;

/// Outlets, offered and left out together, that a batch may ask for: a full batch with the default limits.
/// Bounds the answer to some forty megabytes.
const BATCH_OUTLETS_MAX: usize = 60_000;

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NearestBatch {
    /// At most 1,000; k and excluded_limit of all together at most 60,000.
    pub queries: Vec<NearestQuery>,
}

/// What the bytes of a batch's answer say; they are put together from those of its answers.
#[derive(Debug, Serialize, ToSchema)]
pub struct NearestBatchAnswer<'a> {
    /// In the order of the questions.
    pub answers: Vec<NearestAnswer<'a>>,
}

/// Many questions at once.
#[utoipa::path(post, path = "/api/v1/outlets/nearest", tag = "nearest", operation_id = "find_nearest_outlets_batch",
    request_body = NearestBatch,
    responses(
        (status = 200, description = "One answer per question, in order", body = NearestBatchAnswer),
        (status = 400, description = "A question cannot be answered; errors name it", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn find_nearest_outlets_batch(
    State(app): State<App>,
    caller: Caller,
    StrictJson(batch): StrictJson<NearestBatch>,
) -> Result<Response, Problem> {
    let (mut queries, ways, languages) = batch_queries(batch, &app)?;
    let mut starts = Vec::with_capacity(queries.len());
    let mut standings = Vec::with_capacity(queries.len());
    for (query, (mode, vehicle)) in queries.iter().zip(ways) {
        let standing = mode.map(|mode| standing(&app, Some(&caller), mode, query.at, vehicle.as_deref()));
        starts.push(start(&app, mode, query.from, standing.as_ref()).await?);
        standings.push(standing);
    }
    queries.iter_mut().for_each(|query| query.hide_planned = hides_planned(&caller));
    let is_by_road: Vec<bool> = starts.iter().map(Option::is_some).collect();
    let answer = move || {
        let (now, services) = (app.clock.now(), app.live.services());
        let starts: Vec<Option<Start>> =
            starts.into_iter().map(|start| app.outlets_by_road.outlets_and_start(start).1).collect();
        let write = |number: usize, index: &OutletIndex, answer: &Answer| {
            let mut view = nearest_view(answer, index, &services, app.live.applied(), languages[number]);
            view.conditions = standings[number].as_ref().filter(|_| is_by_road[number]).and_then(StandingView::of);
            json_bytes(&view)
        };
        let answers = find_each(app.live.outlets(), &queries, now, &starts, write)
            .map_err(|(number, error)| body_problem(number, error.into()))?;
        let answers = answers.into_iter().collect::<Result<Vec<_>, Problem>>()?;
        Ok(json_response("application/json", [&b"{\"answers\":["[..], &answers.join(&b','), b"]}"].concat()))
    };
    tokio::task::spawn_blocking(answer).await.map_err(Problem::internal)?
}

/// The mode and the vehicle of each question stand together.
type BatchQueries = (Vec<Query>, Vec<(Option<Mode>, Option<String>)>, Vec<Languages>);

fn batch_queries(batch: NearestBatch, app: &App) -> Result<BatchQueries, Problem> {
    if !(1..=BATCH_MAX).contains(&batch.queries.len()) {
        return Err(Problem::field("/queries", "out_of_range", format!("send 1 to {BATCH_MAX} questions")));
    }
    let (mut queries, mut ways, mut said) = (Vec::new(), Vec::new(), Vec::new());
    for (number, query) in batch.queries.into_iter().enumerate() {
        said.push(languages(query.lang.as_deref()).map_err(|fault| body_problem(number, fault))?);
        let vehicle = vehicle(query.vehicle.clone())
            .map_err(|problem| Problem::of_part(problem, &format!("/queries/{number}")))?;
        ways.push((query.mode().map_err(|fault| body_problem(number, fault))?, vehicle));
        queries.push(query.into_query(app).map_err(|fault| body_problem(number, fault))?);
    }
    if queries.iter().map(|query| query.k.saturating_add(query.excluded_limit)).sum::<usize>() > BATCH_OUTLETS_MAX {
        let message = format!("ask for at most {BATCH_OUTLETS_MAX} outlets in all: lower k or excluded_limit");
        return Err(Problem::field("/queries", "out_of_range", message));
    }
    Ok((queries, ways, said))
}

fn body_problem(number: usize, fault: NearestFault) -> Problem {
    let as_error = |field: FieldError| ProblemError {
        pointer: Some(format!("/queries/{number}{}", field.pointer)),
        parameter: None,
        code: field.code.to_owned(),
        message: field.message,
    };
    problem_with(fault.0.into_iter().map(as_error).collect(), "invalid_body")
}
