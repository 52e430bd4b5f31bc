//! Answers about roads as JSON: whole seconds, metres to the decimetre, longitude first.

mod matrix;
mod route;

use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

pub use matrix::MatrixView;
pub use route::{LineForm, RouteView};

use super::geojson::Feature;
use crate::geo::LonLat;
use crate::service::roads::{Area, CutOffLink, Mode, OnRoad, RegionRoads, RoadPlace, Standing};

/// The roads that an answer is made of.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RoadsView {
    pub region: String,
    /// Names the data; another one after the region was built anew.
    pub version: String,
}

/// Where on the road a point is.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SnapView {
    #[schema(value_type = String, example = "car")]
    pub mode: &'static str,
    pub lon: f64,
    pub lat: f64,
    /// From the point asked for.
    pub distance_m: f64,
    /// Empty where the road has no name.
    pub street: String,
    pub roads: RoadsView,
}

/// The kept conditions that an answer was given under.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StandingView {
    /// The change up to which they were read.
    pub revision: i64,
    /// The oldest first.
    pub names: Vec<String>,
}

impl StandingView {
    /// Nothing where nothing is different.
    pub fn of(standing: &Standing) -> Option<Self> {
        let Standing { revision, names, .. } = standing.clone();
        (!names.is_empty()).then_some(Self { revision, names })
    }
}

impl RoadsView {
    pub fn new(region: &RegionRoads) -> Self {
        Self { region: region.region.clone(), version: region.content_hash.clone() }
    }
}

impl SnapView {
    /// Of the first point; `None` when it is off the roads.
    pub fn new(mode: Mode, on_road: &OnRoad) -> Option<Self> {
        let (region, snap) = (on_road.region.as_ref()?, on_road.snaps.first()?.as_ref()?);
        let RoadPlace { point, distance, street } = RoadPlace::new(&region.mode(mode)?.roads, snap);
        let (lon, lat) = (point.lon(), point.lat());
        Some(Self {
            mode: mode.name(),
            lon,
            lat,
            distance_m: tenths(distance.0),
            street,
            roads: RoadsView::new(region),
        })
    }
}

/// One feature for each way of travelling and time; `standing` holds for each of the areas.
pub fn area_features(areas: &[Area], standing: &[Standing]) -> Vec<Feature> {
    let features = areas.iter().zip(standing).flat_map(|(area, standing)| {
        area.bands.iter().map(move |band| {
            let properties = json!({
                "mode": area.mode.name(),
                "minutes": band.seconds / 60,
                "basis": area.basis.code(),
                "roads": area.region.as_deref().map(RoadsView::new),
                "conditions": StandingView::of(standing),
            });
            let geometry = json!({ "type": "MultiPolygon", "coordinates": rounded(&band.polygons) });
            let id = format!("{}-{}", area.mode.name(), band.seconds / 60);
            Feature { r#type: "Feature", id, geometry, properties, links: None }
        })
    });
    features.collect()
}

/// Six decimals are eleven centimetres.
fn rounded(polygons: &[Vec<Vec<[f64; 2]>>]) -> Vec<Vec<Vec<[f64; 2]>>> {
    let ring = |ring: &Vec<[f64; 2]>| ring.iter().map(|at| at.map(degrees)).collect();
    polygons.iter().map(|rings| rings.iter().map(ring).collect()).collect()
}

pub fn cut_off_feature(number: usize, link: &CutOffLink) -> Feature {
    let properties = json!({ "why": link.why.code(), "way_id": link.way_id, "street": link.street });
    Feature { r#type: "Feature", id: number.to_string(), geometry: line_string(&link.line), properties, links: None }
}

pub fn line_string(line: &[LonLat]) -> Value {
    let positions: Vec<[f64; 2]> = line.iter().map(|point| [degrees(point.lon()), degrees(point.lat())]).collect();
    json!({ "type": "LineString", "coordinates": positions })
}

pub(super) fn degrees(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

pub(super) fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// Whole seconds.
pub(super) fn seconds(ms: u64) -> u64 {
    (ms + 500) / 1000
}
