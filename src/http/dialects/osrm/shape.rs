//! Lines and waypoints as OSRM writes them.

use serde_json::{Value, json};

use super::options::Asked;
use super::refusal::Refusal;
use crate::geo::LonLat;
use crate::http::views::roads::line_string;
use crate::service::roads::{RoadPlace, encode_polyline, simplified_line};

/// How lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Geometries {
    Polyline,
    Polyline6,
    GeoJson,
}

/// How much of a line is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overview {
    Simplified,
    Full,
    None,
}

impl Geometries {
    pub fn of(asked: &Asked) -> Result<Self, Refusal> {
        match asked.options.get("geometries").unwrap_or("polyline") {
            "polyline" => Ok(Self::Polyline),
            "polyline6" => Ok(Self::Polyline6),
            "geojson" => Ok(Self::GeoJson),
            _ => Err(Refusal::query("geometries must be polyline, polyline6 or geojson")),
        }
    }

    pub fn write(self, line: &[LonLat]) -> Value {
        match self {
            Self::Polyline => json!(encode_polyline(line, 5)),
            Self::Polyline6 => json!(encode_polyline(line, 6)),
            Self::GeoJson => line_string(line),
        }
    }
}

impl Overview {
    pub fn of(asked: &Asked) -> Result<Self, Refusal> {
        match asked.options.get("overview").unwrap_or("simplified") {
            "simplified" => Ok(Self::Simplified),
            "full" => Ok(Self::Full),
            "false" => Ok(Self::None),
            _ => Err(Refusal::query("overview must be simplified, full or false")),
        }
    }

    pub fn write(self, geometries: Geometries, line: &[LonLat]) -> Option<Value> {
        match self {
            Self::Simplified => Some(geometries.write(&simplified_line(line))),
            Self::Full => Some(geometries.write(line)),
            Self::None => None,
        }
    }
}

/// A place on the road; `hint` is there for clients that send it back.
pub fn waypoint(place: &RoadPlace) -> Value {
    json!({ "hint": "", "distance": place.distance.0, "name": place.street, "location": location(place.point) })
}

pub fn location(point: LonLat) -> [f64; 2] {
    [point.lon(), point.lat()].map(|degrees| (degrees * 1e6).round() / 1e6)
}

/// Seconds or metres to the tenth, of thousandths or tenths.
pub fn tenths(value: u64, per_tenth: u64) -> f64 {
    ((value + per_tenth / 2) / per_tenth) as f64 / 10.0
}
