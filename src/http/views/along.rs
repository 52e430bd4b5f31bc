//! Outlets along a way as JSON, borrowed from the index like those of the nearest.

use serde::Serialize;
use utoipa::ToSchema;

use super::nearest::{NearestView, basis, offered_view};
use super::roads::{RoadsView, StandingView, tenths};
use super::sentences::LocalWords;
use super::time;
use crate::domain::language::Languages;
use crate::live::outlets::OutletIndex;
use crate::service::find_nearest_outlets::Along;
use crate::service::roads::{RegionRoads, Standing};

/// Outlets by the smallest detour.
#[derive(Debug, Serialize, ToSchema)]
pub struct AlongAnswer<'a> {
    /// When the customer sets out, UTC.
    #[schema(format = DateTime)]
    pub at: String,
    /// `roads`, or `crow_flies` where times are estimates from straight lines.
    #[schema(example = "roads")]
    pub basis: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roads: Option<RoadsView>,
    /// What was different on the roads; absent where nothing was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conditions: Option<StandingView>,
    /// The change up to which the index had followed.
    pub index_revision: i64,
    pub direct: DirectView,
    pub outlets: Vec<AlongView<'a>>,
    /// Only the first 10,000 outlets that pass the other filters were asked for their hours.
    pub search_truncated: bool,
}

/// The way without a stop.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct DirectView {
    pub travel_s: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub road_m: Option<f64>,
}

/// An outlet on the way; `travel_s`, `road_m` and `arrive_at` tell of the way there.
#[derive(Debug, Serialize, ToSchema)]
pub struct AlongView<'a> {
    #[serde(flatten)]
    pub nearest: NearestView<'a>,
    /// How much later one arrives at the end, without the time at the outlet.
    pub detour_s: i64,
    /// How much longer the way is; less than nothing where the faster way is the longer one.
    pub detour_m: f64,
}

/// `region`: whose roads, where they were asked.
pub fn along_view<'a>(
    along: &Along,
    region: Option<&RegionRoads>,
    standing: &Standing,
    index: &'a OutletIndex,
    revision: i64,
    languages: Languages,
) -> AlongAnswer<'a> {
    let outlets = along.outlets.iter().map(|each| {
        let outlet = index.at(each.outlet.slot).expect("the answer was made under the same lock");
        let words = LocalWords::new(outlet.hours_source().time_zone, along.at, languages);
        let nearest = offered_view(&each.outlet, outlet, along.at, words);
        AlongView { nearest, detour_s: each.detour.0, detour_m: tenths(each.detour_length.0) }
    });
    AlongAnswer {
        at: time::utc(along.at),
        basis: basis(along.direct),
        roads: along.direct.road.and(region).map(RoadsView::new),
        conditions: along.direct.road.and(StandingView::of(standing)),
        index_revision: revision,
        direct: DirectView {
            travel_s: along.direct.travel.0,
            road_m: along.direct.road.map(|length| tenths(length.0)),
        },
        outlets: outlets.collect(),
        search_truncated: along.search_truncated,
    }
}
