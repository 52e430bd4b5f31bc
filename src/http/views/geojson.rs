//! GeoJSON (RFC 7946) built by hand from flat properties: lon before lat, no `crs`, `bbox` where there are points.

use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use crate::geo::LonLat;

#[derive(Debug, Serialize, ToSchema)]
pub struct FeatureCollection {
    pub r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bbox: Option<[f64; 4]>,
    pub features: Vec<Feature>,
    #[serde(flatten)]
    #[schema(value_type = Object)]
    pub extra: Map<String, Value>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Feature {
    pub r#type: &'static str,
    pub id: String,
    #[schema(value_type = Object)]
    pub geometry: Value,
    #[schema(value_type = Object)]
    pub properties: Value,
    /// Links of OGC API Features.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<Object>>)]
    pub links: Option<Value>,
}

impl Feature {
    pub fn point(id: impl ToString, point: LonLat, properties: Value) -> Self {
        Self {
            r#type: "Feature",
            id: id.to_string(),
            geometry: json!({ "type": "Point", "coordinates": [point.lon(), point.lat()] }),
            properties,
            links: None,
        }
    }
}

impl FeatureCollection {
    pub fn new(features: Vec<Feature>, points: impl Iterator<Item = LonLat>, extra: Map<String, Value>) -> Self {
        Self { r#type: "FeatureCollection", bbox: bounds(points), features, extra }
    }
}

/// West, south, east, north; `None` without points.
pub fn bounds(points: impl Iterator<Item = LonLat>) -> Option<[f64; 4]> {
    points.fold(None, |bounds: Option<[f64; 4]>, point| {
        let (lon, lat) = (point.lon(), point.lat());
        let [west, south, east, north] = bounds.unwrap_or([lon, lat, lon, lat]);
        Some([west.min(lon), south.min(lat), east.max(lon), north.max(lat)])
    })
}
