//! A way as JSON.

use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::{RoadsView, StandingView, degrees, line_string, seconds, tenths};
use crate::domain::language::Language;
use crate::geo::LonLat;
use crate::http::views::directions::spoken;
use crate::service::roads::{Journey, JourneyStep, Leg, Maneuver, Position, Seen, Standing, Stop, encode_polyline};

/// How lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineForm {
    GeoJson,
    Polyline6,
    None,
}

/// The fastest way.
#[derive(Debug, Serialize, ToSchema)]
pub struct RouteView {
    #[schema(value_type = String, example = "car")]
    pub mode: &'static str,
    /// `roads`, `outside:osrm` or `outside:valhalla`, or `crow_flies` for the straight line times 1.3.
    #[schema(value_type = String, example = "roads")]
    pub basis: &'static str,
    /// True when a router of others should have answered and did not: then it is the straight line instead.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub outside_router_failed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roads: Option<RoadsView>,
    /// What was different on the roads; absent where nothing was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conditions: Option<StandingView>,
    pub duration_s: u64,
    pub distance_m: f64,
    /// A GeoJSON LineString, or a polyline with six decimals.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Value, required = false)]
    pub geometry: Option<Value>,
    pub stops: Vec<StopView>,
    /// From each stop to the next.
    pub legs: Vec<LegView>,
}

/// A stop as it was asked for, and where on the road it is.
#[derive(Debug, Serialize, ToSchema)]
pub struct StopView {
    pub lon: f64,
    pub lat: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_road: Option<OnRoadView>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct OnRoadView {
    pub lon: f64,
    pub lat: f64,
    pub distance_m: f64,
    /// Empty where the road has no name.
    pub street: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct LegView {
    pub duration_s: u64,
    pub distance_m: f64,
    /// The way in one breath, to be read aloud; present with the steps.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schema(example = "Along Rzeczna, after 300 metres left onto Lipowa, you are there, on the right.")]
    pub spoken: String,
    /// Present when steps were asked for and there are roads.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<StepView>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct StepView {
    /// `depart`, `turn`, `continue`, `roundabout` or `ferry`: what is done at the beginning.
    #[schema(value_type = String, example = "turn")]
    pub maneuver: &'static str,
    /// Degrees to the right, negative to the left, for `turn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub angle: Option<i32>,
    /// For `roundabout`; 0 where the journey ends on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exit: Option<u32>,
    /// Empty where the road has no name.
    pub street: String,
    pub lon: f64,
    pub lat: f64,
    pub duration_s: u64,
    pub distance_m: f64,
    /// What one sees there; absent where nothing is certain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub landmark: Option<LandmarkView>,
}

/// A thing that one sees where one turns.
#[derive(Debug, Serialize, ToSchema)]
pub struct LandmarkView {
    /// `roundabout`, `station`, `church`, `square`, `city_gate`, `town_hall`, `filling_station`, `supermarket`,
    /// `fast_food`, `shopping_centre`, `hospital`, `fire_station`, `school`, `theatre`, `cinema`, `museum`, `stadium`,
    /// `post_office`, `police`, `library`, `cemetery`, `hotel`, `bank`, `pharmacy` or `council_office`.
    #[schema(value_type = String, example = "church")]
    pub kind: &'static str,
    /// As it is on the sign.
    pub name: String,
    /// `at` the turn, `passed` just before it, or `ahead` of it straight on.
    #[schema(value_type = String, example = "at")]
    pub position: &'static str,
    /// `left` or `right` of who comes to the turn; absent where it is on both sides.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub side: Option<&'static str>,
    pub lon: f64,
    pub lat: f64,
}

impl LandmarkView {
    fn new(seen: &Seen) -> Self {
        let position = match seen.position {
            Position::At => "at",
            Position::Passed => "passed",
            Position::Ahead => "ahead",
        };
        let [lon, lat] = seen.place.map(|axis| degrees(f64::from(axis) / 1e7));
        let side = seen.on_right.map(|on_right| if on_right { "right" } else { "left" });
        Self { kind: seen.kind.name(), name: seen.name.clone(), position, side, lon, lat }
    }
}

impl RouteView {
    pub fn new(journey: &Journey, standing: &Standing, form: LineForm, language: Language) -> Self {
        Self {
            mode: journey.mode.name(),
            basis: journey.basis.code(),
            outside_router_failed: journey.router_failed,
            roads: journey.region.as_deref().map(RoadsView::new),
            conditions: journey.region.is_some().then(|| StandingView::of(standing)).flatten(),
            duration_s: seconds(journey.duration_ms()),
            distance_m: journey.distance_dm() as f64 / 10.0,
            geometry: geometry(form, &journey.line()),
            stops: journey.stops.iter().map(StopView::new).collect(),
            legs: journey.legs.iter().map(|leg| LegView::new(leg, language)).collect(),
        }
    }
}

fn geometry(form: LineForm, line: &[LonLat]) -> Option<Value> {
    match form {
        LineForm::GeoJson => Some(line_string(line)),
        LineForm::Polyline6 => Some(json!(encode_polyline(line, 6))),
        LineForm::None => None,
    }
}

impl StopView {
    fn new(stop: &Stop) -> Self {
        let on_road = stop.on_road.as_ref().map(|place| OnRoadView {
            lon: degrees(place.point.lon()),
            lat: degrees(place.point.lat()),
            distance_m: tenths(place.distance.0),
            street: place.street.clone(),
        });
        Self { lon: stop.point.lon(), lat: stop.point.lat(), on_road }
    }
}

impl LegView {
    fn new(leg: &Leg, language: Language) -> Self {
        Self {
            duration_s: seconds(leg.duration_ms),
            distance_m: leg.distance_dm as f64 / 10.0,
            spoken: spoken(leg, language),
            steps: leg.steps.iter().map(StepView::new).collect(),
        }
    }
}

impl StepView {
    fn new(step: &JourneyStep) -> Self {
        let (maneuver, angle, exit) = match step.maneuver {
            Maneuver::Depart => ("depart", None, None),
            Maneuver::Turn(angle) => ("turn", Some(angle.round() as i32), None),
            Maneuver::Continue => ("continue", None, None),
            Maneuver::Roundabout { exit } => ("roundabout", None, Some(exit)),
            Maneuver::BoardFerry => ("ferry", None, None),
        };
        Self {
            maneuver,
            angle,
            exit,
            street: step.street.clone(),
            lon: step.line.first().map_or(0.0, |point| degrees(point.lon())),
            lat: step.line.first().map_or(0.0, |point| degrees(point.lat())),
            duration_s: seconds(step.duration_ms),
            distance_m: step.distance_dm as f64 / 10.0,
            landmark: step.landmark.as_ref().map(LandmarkView::new),
        }
    }
}
