//! `GET /api/v1/outlets/along`: which outlet lies on my way. No database is touched.

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;

use super::nearest::{
    NearestFault, hides_planned, kinds, languages, list, open_filter, parameter_problem, straight_line_speed,
    write_json,
};
use super::outlets::parse_time;
use super::roads::{mode, places_of_text, standing, vehicle};
use crate::app::App;
use crate::domain::language::Languages;
use crate::geo::LonLat;
use crate::http::context::Caller;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::StrictQuery;
use crate::http::views::along::{AlongAnswer, along_view};
use crate::service::find_nearest_outlets::{Query, Towards, TravelEstimate};
use crate::service::outlets_by_road::find_along;
use crate::service::roads::Mode;
use crate::units::Seconds;

/// Outlets in one answer: nobody makes a detour to a hundred places.
const LIMIT_MAX: usize = 100;
const LIMIT_DEFAULT: usize = 10;
/// Longer than a day is no detour.
const DETOUR_MAX: Seconds = Seconds::days(1);

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AlongQuery {
    /// Where the way begins, longitude and latitude.
    #[param(example = "13.2577,53.5574")]
    from: String,
    /// Where it ends.
    #[param(example = "13.2790,53.5569")]
    to: String,
    /// `car`, `foot` or `bike`; `car` when absent.
    mode: Option<String>,
    /// How many outlets, 1 to 100; 10 when absent.
    limit: Option<usize>,
    /// Outlets with a longer detour are left out, seconds.
    max_detour_s: Option<i64>,
    /// Codes of services, separated by commas; all of them must be there.
    services: Option<String>,
    /// Kinds of outlets, separated by commas; any of them.
    kinds: Option<String>,
    /// ISO 3166-1 alpha-2, separated by commas; any of them.
    countries: Option<String>,
    /// When the customer sets out, RFC 3339 with a zone; now when absent.
    at: Option<String>,
    /// `any`, `now` or `on_arrival`; `any` when absent.
    open: Option<String>,
    /// How long the outlet must stay open from then on.
    stay_minutes: Option<i64>,
    /// The class of the vehicle, as kept conditions of roads name it.
    vehicle: Option<String>,
    /// The language of the sentences, `pl`, `cs` or `en`; `all` when absent.
    lang: Option<String>,
}

/// Outlets by the smallest detour on the way from one place to another, exact by road; by straight lines, and marked so,
/// where no region's roads have both ends.
#[utoipa::path(get, path = "/api/v1/outlets/along", tag = "nearest", operation_id = "find_outlets_along",
    params(AlongQuery),
    responses(
        (status = 200, description = "By detour", body = AlongAnswer),
        (status = 400, description = "A parameter is unknown or cannot be used", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "No way leads there", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn find_outlets_along(
    State(app): State<App>,
    caller: Caller,
    StrictQuery(asked): StrictQuery<AlongQuery>,
) -> Result<Response, Problem> {
    let vehicle = vehicle(asked.vehicle.clone())?;
    let Asked { query, towards, mode, languages } = asked.read(&app, &caller)?;
    let standing = standing(&app, Some(&caller), mode, query.at, vehicle.as_deref());
    let roads = app.routing.roads();
    let way = app.outlets_by_road.start_towards(&roads, mode, [query.from, towards.to], &standing.conditions).await?;
    let answer = move || {
        let (now, revision) = (app.clock.now(), app.live.applied());
        let (start, to) = way.unzip();
        let (index, start) = app.outlets_by_road.outlets_and_start(start);
        let way = start.zip(to);
        let found = find_along(&index, &query, towards, now, way.as_ref());
        let along = found.map_err(|error| parameter_problem(error.into()))?.ok_or_else(no_way)?;
        let region = way.as_ref().map(|(start, _)| start.region());
        Ok(write_json("application/json", &along_view(&along, region, &standing, &index, revision, languages)))
    };
    tokio::task::spawn_blocking(answer).await.map_err(Problem::internal)?
}

/// The question in terms of the service.
struct Asked {
    query: Query,
    towards: Towards,
    mode: Mode,
    languages: Languages,
}

impl AlongQuery {
    fn read(self, app: &App, caller: &Caller) -> Result<Asked, Problem> {
        let [from, to] = [place("from", &self.from)?, place("to", &self.to)?];
        let (mode, languages) =
            (mode(self.mode.as_deref())?, languages(self.lang.as_deref()).map_err(parameter_problem)?);
        let max_detour = self.max_detour_s.map(Seconds);
        if max_detour.is_some_and(|most| !(Seconds(0)..=DETOUR_MAX).contains(&most)) {
            let message = format!("give 0 to {} seconds", DETOUR_MAX.0);
            return Err(Problem::parameter("max_detour_s", "out_of_range", message));
        }
        let limit = self.limit.unwrap_or(LIMIT_DEFAULT);
        if !(1..=LIMIT_MAX).contains(&limit) {
            return Err(Problem::parameter("limit", "out_of_range", format!("ask for 1 to {LIMIT_MAX} outlets")));
        }
        let speed = straight_line_speed(Some(mode), app);
        let query = Query {
            k: limit,
            services: list(self.services.as_deref()),
            kinds: kinds(self.kinds.as_deref()).map_err(parameter_problem)?,
            countries: list(self.countries.as_deref()).iter().map(|code| code.to_ascii_uppercase()).collect(),
            at: self.at.map(|text| parse_time("at", &text).map_err(time_problem)).transpose()?,
            open: open_filter(self.open.as_deref()).map_err(parameter_problem)?,
            stay_minutes: self.stay_minutes.unwrap_or(0),
            travel: TravelEstimate { speed, ..TravelEstimate::default() },
            hide_planned: hides_planned(caller),
            ..Query::around(from)
        };
        Ok(Asked { query, towards: Towards { to, max_detour }, mode, languages })
    }
}

fn place(name: &str, text: &str) -> Result<LonLat, Problem> {
    let places = places_of_text(name, text, 1, 1)?;
    Ok(places[0])
}

fn time_problem(problem: Problem) -> Problem {
    parameter_problem(NearestFault::one("at", "format", problem.detail))
}

fn no_way() -> Problem {
    Problem::not_found("no_route", "No way leads from the one place to the other.")
}
