//! What hours would mean, before anybody saves them.

use axum::Json;
use axum::extract::State;

use crate::app::App;
use crate::domain::opening_hours::{days_of, mean_the_same, read_hours};
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::StrictJson;
use crate::http::views::hours_preview::{HoursPreview, HoursPreviewBody, PreviewDay};
use crate::http::views::time;

/// Evaluates hours day by day as an outlet there would keep them, with law, holidays and exceptions; nothing is stored.
#[utoipa::path(post, path = "/api/v1/opening-hours/preview", tag = "outlets", operation_id = "preview_opening_hours",
    request_body = HoursPreviewBody,
    responses(
        (status = 200, description = "The coming days", body = HoursPreview),
        (status = 400, description = "Something in the body cannot be used; errors name the places", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn preview_opening_hours(
    State(app): State<App>,
    StrictJson(body): StrictJson<HoursPreviewBody>,
) -> Result<Json<HoursPreview>, Problem> {
    let asked = body.into_asked()?;
    let source = &asked.source;
    let first = asked.first.unwrap_or_else(|| time::local_date(app.clock.now(), source.time_zone));
    let reading = read_hours(&source.opening_hours, &source.country);
    let days = days_of(source, first, asked.days);
    Ok(Json(HoursPreview {
        readable: reading.readable,
        normalized: reading.normalized,
        problem: reading.problem,
        same: asked.compared.as_deref().map(|other| mean_the_same(source, other, first)),
        days: days.iter().map(|day| PreviewDay::new(day, source)).collect(),
    }))
}
