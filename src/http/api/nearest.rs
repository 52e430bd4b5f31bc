//! `GET` and `POST /api/v1/outlets/nearest`: the question the product exists for. No database is touched.

mod batch;

pub use batch::{__path_find_nearest_outlets_batch, find_nearest_outlets_batch};

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{ACCEPT, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use utoipa::{IntoParams, ToSchema};

use super::outlets::parse_time;
use super::roads::{standing, vehicle};
use crate::app::App;
use crate::domain::language::Languages;
use crate::domain::outlet::OutletKind;
use crate::domain::permission::Permission;
use crate::domain::validation::FieldError;
use crate::geo::{CoordinateError, LonLat};
use crate::http::context::Caller;
use crate::http::error::{Problem, ProblemBody, ProblemError};
use crate::http::extract::StrictQuery;
use crate::http::views::geojson::{Feature, FeatureCollection};
use crate::http::views::nearest::{NearestAnswer, nearest_view};
use crate::http::views::roads::StandingView;
use crate::service::find_nearest_outlets::{NearestError, OpenFilter, Query, TravelEstimate, looks_swapped};
use crate::service::outlets_by_road::{Start, find};
use crate::service::roads::{Mode, Standing, usual_speed};
use crate::units::{KilometersPerHour, Meters, Seconds};

#[derive(Clone, Debug, Deserialize, IntoParams, ToSchema)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct NearestQuery {
    /// Degrees east, WGS 84.
    #[param(example = 21.0265)]
    lon: f64,
    /// Degrees north, WGS 84.
    #[param(example = 52.244)]
    lat: f64,
    /// How many outlets, 1 to 1000; 10 when absent.
    k: Option<usize>,
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
    /// Beyond it only the very nearest outlet is offered, and marked.
    max_distance_m: Option<f64>,
    /// `car`, `foot` or `bike`: in the order of travel time by road. In the order of the straight line when absent.
    mode: Option<String>,
    /// The class of the vehicle, as kept conditions of roads name it; with `mode`.
    vehicle: Option<String>,
    /// Speed of the straight-line estimate, km/h; by car that of the settings, by bike 14, on foot 4.8 when absent.
    #[serde(alias = "travel_speed_kmh")]
    travel_speed: Option<f64>,
    /// Travel time in seconds where the caller knows better than an estimate.
    travel_s: Option<i64>,
    /// How many of the outlets left out are listed, 0 to 1000; 10 when absent.
    excluded_limit: Option<usize>,
    /// The language of the sentences, `pl`, `cs` or `en`; `all` when absent. One is quicker than all.
    lang: Option<String>,
}

/// The nearest outlets, open or not as asked, and why not the nearer ones. With
/// `Accept: application/geo+json` the same as a FeatureCollection.
#[utoipa::path(get, path = "/api/v1/outlets/nearest", tag = "nearest", operation_id = "find_nearest_outlets",
    params(NearestQuery),
    responses(
        (status = 200, description = "By distance; never empty while an active outlet passes the filters",
            content((NearestAnswer = "application/json"), (FeatureCollection = "application/geo+json"))),
        (status = 400, description = "A parameter is unknown or cannot be used", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn find_nearest_outlets(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    StrictQuery(query): StrictQuery<NearestQuery>,
) -> Result<Response, Problem> {
    let languages = languages(query.lang.as_deref()).map_err(parameter_problem)?;
    let mode = query.mode().map_err(parameter_problem)?;
    let vehicle = vehicle(query.vehicle.clone())?;
    let query = Query { hide_planned: hides_planned(&caller), ..query.into_query(&app).map_err(parameter_problem)? };
    let standing = mode.map(|mode| standing(&app, Some(&caller), mode, query.at, vehicle.as_deref()));
    let start = start(&app, mode, query.from, standing.as_ref()).await?;
    let (as_geojson, is_by_road) = (wants_geojson(&headers), start.is_some());
    let answer = move || {
        let now = app.clock.now();
        let (services, revision) = (app.live.services(), app.live.applied());
        let (index, start) = app.outlets_by_road.outlets_and_start(start);
        let answer = find(&index, &query, now, start.as_ref()).map_err(|error| parameter_problem(error.into()))?;
        let mut view = nearest_view(&answer, &index, &services, revision, languages);
        view.conditions = standing.filter(|_| is_by_road).as_ref().and_then(StandingView::of);
        view.coordinates_look_swapped = looks_swapped(&index, &query, &answer, now);
        let media = if as_geojson { "application/geo+json" } else { "application/json" };
        Ok(if as_geojson { write_json(media, &geojson(&view)) } else { write_json(media, &view) })
    };
    // Straight lines take a fraction of what it takes to hand a question to another thread; roads may take more.
    if is_by_road { tokio::task::spawn_blocking(answer).await.map_err(Problem::internal)? } else { answer() }
}

/// Of an estimate from the straight line, where the caller names none.
pub fn straight_line_speed(mode: Option<Mode>, app: &App) -> KilometersPerHour {
    match mode {
        Some(mode) if mode != Mode::Car => usual_speed(mode),
        _ => KilometersPerHour(app.config.travel_speed_kmh.get() as f64),
    }
}

/// Where a question with a mode sets out on the roads.
async fn start(
    app: &App,
    mode: Option<Mode>,
    from: LonLat,
    standing: Option<&Standing>,
) -> Result<Option<Start>, Problem> {
    let Some((mode, standing)) = mode.zip(standing) else { return Ok(None) };
    Ok(app.outlets_by_road.start(&app.routing.roads(), mode, from, &standing.conditions).await?)
}

/// What is wrong with a question, wherever it stood.
#[derive(Debug)]
pub(super) struct NearestFault(Vec<FieldError>);

impl NearestFault {
    pub fn one(name: &str, code: &'static str, message: impl Into<String>) -> Self {
        Self(vec![FieldError::new(format!("/{name}"), code, message)])
    }
}

impl From<NearestError> for NearestFault {
    fn from(error: NearestError) -> Self {
        match error {
            NearestError::OutOfBounds(invalid) => Self(invalid.0),
            NearestError::UnknownService { .. } => Self::one("services", "unknown_service", error.to_string()),
        }
    }
}

pub(super) fn parameter_problem(fault: NearestFault) -> Problem {
    let as_error = |field: FieldError| ProblemError {
        pointer: None,
        parameter: Some(field.pointer.trim_start_matches('/').to_owned()),
        code: field.code.to_owned(),
        message: field.message,
    };
    problem_with(fault.0.into_iter().map(as_error).collect(), "invalid_parameter")
}

fn problem_with(errors: Vec<ProblemError>, code: &'static str) -> Problem {
    let detail = errors.iter().map(|error| {
        let place = error.parameter.as_deref().or(error.pointer.as_deref()).unwrap_or_default();
        format!("{place}: {}", error.message)
    });
    let mut problem = Problem::bad_request(code, detail.collect::<Vec<_>>().join("; "));
    problem.errors = errors;
    problem
}

impl NearestQuery {
    fn mode(&self) -> Result<Option<Mode>, NearestFault> {
        let Some(name) = self.mode.as_deref() else { return Ok(None) };
        if self.travel_s.is_some() {
            let message = "give travel_s or mode: with a mode the roads say how long it takes";
            return Err(NearestFault::one("travel_s", "contradiction", message));
        }
        let fault = || NearestFault::one("mode", "unknown_value", "use car, foot or bike");
        Mode::from_name(name).map(Some).ok_or_else(fault)
    }

    /// Of the straight-line estimate.
    fn speed(&self, app: &App) -> KilometersPerHour {
        let mode = self.mode.as_deref().and_then(Mode::from_name);
        self.travel_speed.map_or_else(|| straight_line_speed(mode, app), KilometersPerHour)
    }

    fn into_query(self, app: &App) -> Result<Query, NearestFault> {
        let from = LonLat::new(self.lon, self.lat).map_err(|error| {
            let latitude = matches!(error, CoordinateError::LatitudeNotFinite | CoordinateError::LatitudeOutOfRange(_));
            let name = if latitude { "lat" } else { "lon" };
            NearestFault::one(name, "out_of_range", format!("{error}; longitude comes first, latitude second"))
        })?;
        if from.is_null_island() {
            let message = "0,0 lies in the Atlantic: the device has no position yet, ask for a place instead";
            return Err(NearestFault::one("lon", "null_island", message));
        }
        let speed = self.speed(app);
        let mut query = Query::around(from);
        query.k = self.k.unwrap_or(query.k);
        query.services = list(self.services.as_deref());
        query.countries = list(self.countries.as_deref()).iter().map(|code| code.to_ascii_uppercase()).collect();
        query.kinds = kinds(self.kinds.as_deref())?;
        query.at = self
            .at
            .map(|text| parse_time("at", &text).map_err(|problem| NearestFault::one("at", "format", problem.detail)))
            .transpose()?;
        query.open = open_filter(self.open.as_deref())?;
        query.stay_minutes = self.stay_minutes.unwrap_or(0);
        query.max_distance = self.max_distance_m.map(Meters);
        query.travel = TravelEstimate { speed, fixed: self.travel_s.map(Seconds), ..TravelEstimate::default() };
        query.excluded_limit = self.excluded_limit.unwrap_or(query.excluded_limit);
        Ok(query)
    }
}

pub(super) fn list(text: Option<&str>) -> Vec<String> {
    let parts = text.unwrap_or_default().split(',').map(str::trim).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

pub(super) fn kinds(text: Option<&str>) -> Result<Vec<OutletKind>, NearestFault> {
    let kind = |code: &String| {
        OutletKind::from_code(code).ok_or_else(|| {
            let known: Vec<_> = OutletKind::ALL.iter().map(|kind| kind.code()).collect();
            let message = format!("there is no kind \"{code}\"; use one of: {}", known.join(", "));
            NearestFault::one("kinds", "unknown_value", message)
        })
    };
    list(text).iter().map(kind).collect()
}

pub(super) fn open_filter(text: Option<&str>) -> Result<OpenFilter, NearestFault> {
    match text {
        None => Ok(OpenFilter::Any),
        Some(code) => OpenFilter::from_code(code)
            .ok_or_else(|| NearestFault::one("open", "unknown_value", "use any, now or on_arrival")),
    }
}

pub(super) fn languages(text: Option<&str>) -> Result<Languages, NearestFault> {
    let fault = || NearestFault::one("lang", "unknown_value", "use pl, cs, en or all");
    text.map_or(Ok(Languages::All), |code| Languages::from_code(code).ok_or_else(fault))
}

/// Plans are nobody's business outside the company.
pub(super) fn hides_planned(caller: &Caller) -> bool {
    !caller.actor.may(Permission::OutletsRead)
}

fn wants_geojson(headers: &HeaderMap) -> bool {
    let accept = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accept.split(',').any(|kind| kind.split(';').next().unwrap_or_default().trim() == "application/geo+json")
}

/// Points with the card and the state as properties; what was left out stays in a member of its own.
fn geojson(view: &NearestAnswer<'_>) -> FeatureCollection {
    let mut features = Vec::with_capacity(view.outlets.len());
    let mut points = Vec::with_capacity(view.outlets.len());
    for (rank, nearest) in view.outlets.iter().enumerate() {
        let outlet = &nearest.outlet;
        let Ok(point) = LonLat::new(outlet.lon, outlet.lat) else { continue };
        let mut properties = json!(nearest);
        properties["rank"] = json!(rank + 1);
        features.push(Feature::point(outlet.id, point, properties));
        points.push(point);
    }
    let mut extra = Map::new();
    for (name, value) in [
        ("at", json!(view.at)),
        ("basis", json!(view.basis)),
        ("conditions", json!(view.conditions)),
        ("index_revision", json!(view.index_revision)),
        ("excluded", json!(view.excluded)),
        ("excluded_total", json!(view.excluded_total)),
        ("blocking_filters", json!(view.blocking_filters)),
        ("next_opening", json!(view.next_opening)),
    ] {
        if value != Value::Null {
            extra.insert(name.to_owned(), value);
        }
    }
    FeatureCollection::new(features, points.into_iter(), extra)
}

pub(super) fn write_json(kind: &'static str, value: &impl Serialize) -> Response {
    json_bytes(value).map_or_else(Problem::into_response, |bytes| json_response(kind, bytes))
}

fn json_bytes(value: &impl Serialize) -> Result<Vec<u8>, Problem> {
    // An answer of ten outlets is about 8 kB: one allocation instead of a dozen.
    let mut bytes = Vec::with_capacity(16 * 1024);
    serde_json::to_writer(&mut bytes, value).map_err(Problem::internal)?;
    Ok(bytes)
}

fn json_response(kind: &'static str, bytes: Vec<u8>) -> Response {
    ([(CONTENT_TYPE, HeaderValue::from_static(kind))], Body::from(bytes)).into_response()
}
