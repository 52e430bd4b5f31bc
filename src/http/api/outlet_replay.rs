//! What customers were told about an outlet at some time.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::nearest::{NearestFault, languages, parameter_problem};
use super::outlets::outlet_not_found;
use crate::app::App;
use crate::domain::ids::OutletId;
use crate::domain::language::Languages;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::{IdPath, StrictQuery};
use crate::http::views::hours::{HoursView, hours_view};
use crate::http::views::outlet::OutletView;
use crate::http::views::sentences::{LocalWords, Sentence, state_sentence};
use crate::http::views::time::{self, LocalTime};
use crate::service::replay_outlet::{Told, replay_outlet};
use crate::units::Timestamp;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ReplayQuery {
    /// The moment that was asked about, with its offset from UTC.
    #[param(format = DateTime, example = "2026-11-27T18:30:00+01:00")]
    at: String,
    /// What was known when; `at` when absent, so that the answer is what was shown at that moment.
    #[param(format = DateTime)]
    as_of: Option<String>,
    /// `pl`, `cs`, `en` or `all`; all when absent.
    lang: Option<String>,
}

/// One moment by two records: as it was known then, and as it is known now.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReplayView {
    #[schema(format = DateTime)]
    pub at: String,
    #[schema(format = DateTime)]
    pub as_of: String,
    /// Absent when the outlet had not been entered yet, or had been deleted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub then: Option<ToldView>,
    /// Absent when the outlet is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub now: Option<ToldView>,
    /// Whether both tell the same state until the same time.
    pub same: bool,
}

/// What one record tells about the moment.
#[derive(Debug, Serialize, ToSchema)]
pub struct ToldView {
    /// Since when the outlet was known so; absent where that was before the audit began.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub since: Option<LocalTime>,
    /// Absent when customers are not sent there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<HoursView>,
    /// As the branch's page says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sentence: Option<Sentence>,
    pub outlet: OutletView,
}

/// Tells what was shown about an outlet at some moment, beside what its record of today says about that moment.
#[utoipa::path(get, path = "/api/v1/outlets/{outlet_id}/replay", tag = "outlets", operation_id = "replay_outlet",
    params(("outlet_id" = uuid::Uuid, Path), ReplayQuery),
    responses(
        (status = 200, description = "The moment, then and now", body = ReplayView),
        (status = 400, description = "A time or the language cannot be read", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There never was such an outlet", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn replay(
    State(app): State<App>,
    IdPath(id): IdPath<OutletId>,
    StrictQuery(query): StrictQuery<ReplayQuery>,
) -> Result<Json<ReplayView>, Problem> {
    let at = moment("at", &query.at)?;
    let as_of = query.as_of.as_deref().map_or(Ok(at), |text| moment("as_of", text))?;
    let languages = languages(query.lang.as_deref()).map_err(parameter_problem)?;
    let replay = replay_outlet(&app.store, id, at, as_of).await?.ok_or_else(outlet_not_found)?;
    let view = |told: &Told| ToldView::new(told, at, languages);
    Ok(Json(ReplayView {
        at: time::utc(at),
        as_of: time::utc(as_of),
        then: replay.then.as_ref().map(view),
        now: replay.now.as_ref().map(view),
        same: replay.is_same(),
    }))
}

fn moment(name: &str, text: &str) -> Result<Timestamp, Problem> {
    let message = "give a time with its offset from UTC, like 2026-11-27T18:30:00+01:00";
    time::parse(text).ok_or_else(|| parameter_problem(NearestFault::one(name, "format", message)))
}

impl ToldView {
    fn new(told: &Told, at: Timestamp, languages: Languages) -> Self {
        let Told { outlet, since, source, status, opens_at } = told;
        let words = LocalWords::new(source.time_zone, at, languages);
        Self {
            since: since.map(|since| LocalTime::new(since, source.time_zone)),
            hours: status.map(|status| hours_view(status, source, languages)),
            sentence: status.map(|status| state_sentence(status, *opens_at, words, source)),
            outlet: OutletView::from(outlet),
        }
    }
}
