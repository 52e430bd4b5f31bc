//! Land, sea and borders from `data/base/outlines.jsonl`: one line of JSON for each kind and range of zooms.

use serde::Deserialize;

use super::Mask;
use crate::region::error::RegionError;
use crate::region::geometry::{GRID_BITS, GridBox, MapPoint, Ring, doubled_area, map_point};
use crate::region::layers::{AdminLevel, Class, Feature, LayerName, Shape, boundary_class, ocean_class};

const OUTLINES: &str = include_str!("../../../data/base/outlines.jsonl");
/// The numbers of the file in one degree.
const UNITS: f64 = 10_000.0;
/// From this zoom on the borders of an OSM file, where it has any, take the place of ours.
const FINE_ZOOM: u8 = 9;
/// The last zoom of our borders: closer by they are off by more than a street.
const BORDER_ZOOM_MAX: u8 = 12;
/// How far the sea goes on beyond the edge of the world, so that the edge is no coast.
const BEYOND: i32 = 1 << 25;

#[derive(Deserialize)]
struct Outline {
    kind: String,
    zooms: (u8, u8),
    /// West, south, east, north in degrees: beyond it nothing is told.
    #[serde(rename = "box")]
    within: [f64; 4],
    /// Longitude and latitude of the first point, then steps.
    parts: Vec<Vec<i64>>,
}

pub fn features(mask: Option<&Mask>) -> Result<Vec<Feature>, RegionError> {
    let mut features = Vec::new();
    for line in OUTLINES.lines() {
        let outline: Outline = serde_json::from_str(line).map_err(|error| RegionError::BadBase(error.to_string()))?;
        let parts: Vec<Vec<MapPoint>> = outline.parts.iter().map(|part| unpack(part)).collect();
        match outline.kind.as_str() {
            "land" => features.extend(land_and_sea(&outline, parts)),
            "country" => features.extend(border(AdminLevel::COUNTRY, outline.zooms, parts, mask)),
            "region" => features.extend(border(AdminLevel::REGION, outline.zooms, parts, mask)),
            other => return Err(RegionError::BadBase(format!("an outline of the kind {other}"))),
        }
    }
    Ok(features)
}

fn unpack(part: &[i64]) -> Vec<MapPoint> {
    let mut at = [0, 0];
    let steps = part.chunks_exact(2).map(|step| {
        at = [at[0] + step[0], at[1] + step[1]];
        map_point(at[0] as f64 / UNITS, at[1] as f64 / UNITS)
    });
    steps.collect()
}

/// The sea is what is not land, in the same box and with the same coast.
fn land_and_sea(outline: &Outline, mut land: Vec<Ring>) -> [Feature; 2] {
    // The lakes of the file run against the land around them, whichever way that is: the largest ring is land.
    let largest = land.iter().map(|ring| doubled_area(ring)).max_by_key(|area| area.abs()).unwrap_or_default();
    if largest < 0 {
        land.iter_mut().for_each(|ring| ring.reverse());
    }
    let mut sea: Vec<Ring> = land.iter().map(|ring| ring.iter().rev().copied().collect()).collect();
    sea.push(frame(outline.within));
    let zoomed = |mut class: Class| {
        class.zooms = outline.zooms;
        class
    };
    let earth = zoomed(Class::new(LayerName::Earth, "earth", 0));
    [earth.shaped(Shape::Area(land)), zoomed(ocean_class()).shaped(Shape::Area(sea))]
}

fn frame([west, south, east, north]: [f64; 4]) -> Ring {
    let whole = GridBox { min: [0, 0], max: [1 << GRID_BITS; 2] };
    let within = GridBox { min: map_point(west, north), max: map_point(east, south) };
    let GridBox { min, max } = if west <= -180.0 { whole.grown(BEYOND) } else { within };
    vec![min, [max[0], min[1]], max, [min[0], max[1]]]
}

/// Borders as they are, and from the zoom where the OSM file's take over only outside of it.
fn border(level: AdminLevel, zooms: (u8, u8), lines: Vec<Vec<MapPoint>>, mask: Option<&Mask>) -> Vec<Feature> {
    let shaped = |zooms: (u8, u8), lines: Vec<Vec<MapPoint>>| {
        let mut class = boundary_class(level, false);
        class.zooms = (zooms.0, zooms.1.min(BORDER_ZOOM_MAX));
        class.shaped(Shape::Lines(lines))
    };
    let Some(mask) = mask.filter(|mask| mask.borders && zooms.1 >= FINE_ZOOM) else {
        return vec![shaped(zooms, lines)];
    };
    let outside = lines.iter().flat_map(|line| outside(line, &mask.grid_box())).collect();
    vec![shaped((zooms.0, FINE_ZOOM - 1), lines), shaped((FINE_ZOOM.max(zooms.0), zooms.1), outside)]
}

/// The stretches of a line that have no point in a box. Ends at its edge may be missing.
fn outside(line: &[MapPoint], within: &GridBox) -> Vec<Vec<MapPoint>> {
    let stretches = line.split(|point| within.contains(*point));
    stretches.filter(|stretch| stretch.len() > 1).map(<[MapPoint]>::to_vec).collect()
}
