//! The fastest way through places.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::conditions::{self, ConditionsBody};
use super::parameters::{mode, places_of_body, places_of_text, snap_radius};
use super::standing::setting_out;
use crate::app::App;
use crate::domain::language::Language;
use crate::geo::LonLat;
use crate::http::context::Caller;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::{StrictJson, StrictQuery};
use crate::http::views::roads::{LineForm, RouteView};
use crate::service::roads::{Conditions, JourneyQuestion, Mode, NoWay, Standing};
use crate::units::Meters;

/// Stops of one way: a day of visits with room to spare.
pub const STOPS_MAX: usize = 100;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RouteQuery {
    /// 2 to 100 stops, `lon,lat;lon,lat`, longitude first.
    #[param(example = "13.2577,53.5574;13.2790,53.5569")]
    places: String,
    /// `car`, `foot` or `bike`; `car` when absent.
    mode: Option<String>,
    /// `geojson`, `polyline6` or `none`; `geojson` when absent.
    geometry: Option<String>,
    /// Whether turns and streets are told; false when absent.
    steps: Option<bool>,
    /// The language of what is said, `pl`, `cs` or `en`; `en` when absent.
    lang: Option<String>,
    /// How far from a road a stop may be, 1 to 20000; 2000 when absent.
    snap_radius_m: Option<f64>,
    /// When one sets out, RFC 3339 with a zone; now when absent. Decides which kept conditions hold.
    depart: Option<String>,
    /// The class of the vehicle, as kept conditions name it.
    vehicle: Option<String>,
}

/// The same as `GET`, for long lists.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RouteRequest {
    /// 2 to 100 stops, each longitude and latitude.
    #[schema(value_type = Vec<Vec<f64>>)]
    pub places: Vec<[f64; 2]>,
    /// `car`, `foot` or `bike`; `car` when absent.
    #[serde(default)]
    pub mode: Option<String>,
    /// `geojson`, `polyline6` or `none`; `geojson` when absent.
    #[serde(default)]
    pub geometry: Option<String>,
    #[serde(default)]
    pub steps: Option<bool>,
    #[serde(default)]
    pub lang: Option<String>,
    #[serde(default)]
    pub snap_radius_m: Option<f64>,
    /// When one sets out, RFC 3339 with a zone; now when absent. Decides which kept conditions hold.
    #[serde(default)]
    pub depart: Option<String>,
    /// The class of the vehicle, as kept conditions name it.
    #[serde(default)]
    pub vehicle: Option<String>,
    /// Closures and the like, besides those that are kept; for callers with `roads.plan`.
    #[serde(default)]
    pub conditions: Option<ConditionsBody>,
}

/// The fastest way through places, in their order: how long, how far, which streets. Where no road is near one of
/// them, the straight line, and `basis` says so.
#[utoipa::path(get, path = "/api/v1/routes", tag = "roads", operation_id = "find_route",
    params(RouteQuery),
    responses(
        (status = 200, description = "The way", body = RouteView),
        (status = 400, description = "A parameter is unknown or cannot be used", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "No way leads there", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn find_route(
    State(app): State<App>,
    caller: Caller,
    StrictQuery(query): StrictQuery<RouteQuery>,
) -> Result<Json<RouteView>, Problem> {
    let places = places_of_text("places", &query.places, 2, STOPS_MAX)?;
    let RouteQuery { mode, geometry, steps, lang, snap_radius_m, depart, vehicle, .. } = query;
    let wanted = Wanted::of(mode, geometry, steps, lang, snap_radius_m)?;
    let standing = setting_out(&app, &caller, wanted.mode, depart, vehicle)?;
    answer(&app, places, standing, Conditions::default(), wanted).await
}

/// See `GET`.
#[utoipa::path(post, path = "/api/v1/routes", tag = "roads", operation_id = "post_route",
    request_body = RouteRequest,
    responses(
        (status = 200, description = "The way", body = RouteView),
        (status = 400, description = "A part of the body cannot be used", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "No way leads there", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn post_route(
    State(app): State<App>,
    caller: Caller,
    StrictJson(request): StrictJson<RouteRequest>,
) -> Result<Json<RouteView>, Problem> {
    let places = places_of_body("/places", &request.places, 2, STOPS_MAX)?;
    let conditions = conditions::read_for(&caller, request.conditions.as_ref())?;
    let RouteRequest { mode, geometry, steps, lang, snap_radius_m, depart, vehicle, .. } = request;
    let wanted = Wanted::of(mode, geometry, steps, lang, snap_radius_m).map_err(Problem::of_body)?;
    let standing = setting_out(&app, &caller, wanted.mode, depart, vehicle).map_err(Problem::of_body)?;
    answer(&app, places, standing, conditions, wanted).await
}

/// The question without its places.
#[derive(Clone, Copy, Debug)]
struct Wanted {
    mode: Mode,
    form: LineForm,
    steps: bool,
    language: Language,
    radius: Meters,
}

impl Wanted {
    fn of(
        given_mode: Option<String>,
        geometry: Option<String>,
        steps: Option<bool>,
        lang: Option<String>,
        radius_m: Option<f64>,
    ) -> Result<Self, Problem> {
        let form = match geometry.as_deref().unwrap_or("geojson") {
            "geojson" => LineForm::GeoJson,
            "polyline6" => LineForm::Polyline6,
            "none" => LineForm::None,
            _ => return Err(Problem::parameter("geometry", "unknown_value", "give geojson, polyline6 or none")),
        };
        let language = Language::from_code(lang.as_deref().unwrap_or("en"))
            .ok_or_else(|| Problem::parameter("lang", "unknown_value", "give pl, cs or en"))?;
        let (mode, radius) = (mode(given_mode.as_deref())?, snap_radius(radius_m)?);
        Ok(Self { mode, form, steps: steps.unwrap_or(false), language, radius })
    }
}

async fn answer(
    app: &App,
    points: Vec<LonLat>,
    standing: Standing,
    conditions: Conditions,
    wanted: Wanted,
) -> Result<Json<RouteView>, Problem> {
    let Wanted { mode, form, steps, language, radius } = wanted;
    let conditions = standing.conditions.clone().and(conditions);
    let question = JourneyQuestion { mode, points, radius, conditions, with_steps: steps };
    let journey = app.routing.journey(question).await?.map_err(|NoWay { from }| no_way(from))?;
    Ok(Json(RouteView::new(&journey, &standing, form, language)))
}

fn no_way(from: usize) -> Problem {
    let detail = format!("No way leads from place {from} to place {}, counted from 0.", from + 1);
    Problem::not_found("no_route", detail)
}
