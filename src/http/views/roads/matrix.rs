//! A matrix as JSON, written straight from its cells.

use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};
use utoipa::ToSchema;

use super::{RoadsView, StandingView};
use crate::service::roads::{Basis, Standing, Table};

/// Times and distances, one row for an origin.
#[derive(Debug, Serialize, ToSchema)]
pub struct MatrixView<'t> {
    #[schema(value_type = String, example = "car")]
    pub mode: &'static str,
    /// `roads`, `outside:osrm`, `outside:valhalla`, `crow_flies`, or `mixed`: then cells of the places listed below are straight lines, all others roads.
    #[schema(value_type = String, example = "roads")]
    pub basis: &'static str,
    /// True when a router of others should have answered and did not: then it is straight lines instead.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub outside_router_failed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roads: Option<RoadsView>,
    /// What was different on the roads; absent where nothing was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conditions: Option<StandingView>,
    /// Seconds; null where no way leads there.
    #[schema(value_type = Vec<Vec<Option<u32>>>)]
    pub durations_s: Durations<'t>,
    /// Metres; null where no way leads there.
    #[schema(value_type = Vec<Vec<Option<f64>>>)]
    pub distances_m: Distances<'t>,
    /// Numbers of origins off the roads.
    pub crow_flies_origins: Vec<usize>,
    /// Numbers of destinations off the roads.
    pub crow_flies_destinations: Vec<usize>,
}

#[derive(Debug)]
pub struct Durations<'t>(&'t Table);

#[derive(Debug)]
pub struct Distances<'t>(&'t Table);

impl<'t> MatrixView<'t> {
    pub fn new(table: &'t Table, standing: &Standing) -> Self {
        let (origins, destinations) = (off_road(&table.origins_on_road), off_road(&table.destinations_on_road));
        let basis = if let Some(kind) = table.outside {
            Basis::Outside(kind).code()
        } else if origins.is_empty() && destinations.is_empty() {
            Basis::Roads.code()
        } else if origins.len() == table.matrix.origins() || destinations.len() == table.matrix.destinations() {
            Basis::CrowFlies.code()
        } else {
            "mixed"
        };
        Self {
            mode: table.mode.name(),
            basis,
            outside_router_failed: table.router_failed,
            roads: table.region.as_deref().map(RoadsView::new),
            conditions: table.region.is_some().then(|| StandingView::of(standing)).flatten(),
            durations_s: Durations(table),
            distances_m: Distances(table),
            crow_flies_origins: origins,
            crow_flies_destinations: destinations,
        }
    }
}

fn off_road(on_road: &[bool]) -> Vec<usize> {
    on_road.iter().enumerate().filter(|(_, on_road)| !**on_road).map(|(number, _)| number).collect()
}

impl Serialize for Durations<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        rows(self.0, to, |(ms, _)| (ms + 500) / 1000)
    }
}

impl Serialize for Distances<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        rows(self.0, to, |(_, dm)| f64::from(dm) / 10.0)
    }
}

/// `value` of milliseconds and decimetres, row after row.
fn rows<S: Serializer, T: Serialize>(table: &Table, to: S, value: impl Fn((u32, u32)) -> T) -> Result<S::Ok, S::Error> {
    let matrix = &table.matrix;
    let mut rows = to.serialize_seq(Some(matrix.origins()))?;
    for origin in 0..matrix.origins() {
        let row = (0..matrix.destinations()).map(|destination| matrix.exact(origin, destination).map(&value));
        rows.serialize_element(&row.collect::<Vec<Option<T>>>())?;
    }
    rows.end()
}
