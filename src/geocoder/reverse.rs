//! From a point to what is there: the nearest house, else the street, else the settlement.

use super::answer::Level;
use super::index::{Index, LocalScale, NONE, SegmentRow, kind_of, squared_meters_to, to_e7};
use super::search::{Found, Thing, level_of};
use crate::geo::LonLat;

/// A house farther off is not what is at a point.
const HOUSE_REACH_M: f64 = 120.0;
/// A street that much nearer than any house is meant instead of the house.
const STREET_LEAD_M: f64 = 60.0;
const STREET_REACH_M: f64 = 250.0;
const PLACE_REACH_M: f64 = 15_000.0;

/// What is at a point, nearest first, at most `count`; with the distance in metres.
pub(super) fn nearest(index: &Index, point: LonLat, count: usize) -> Vec<(Found, f64)> {
    let spot = to_e7(point);
    let scale = LocalScale::at(spot);
    let addresses = index.addresses();
    let to_house =
        |item: u32| addresses.get(item).map_or(f64::MAX, |row| squared_meters_to(&scale, (row.lon, row.lat)));
    let houses = index.address_tree().nearest(&scale, count, HOUSE_REACH_M, &to_house);
    let street = nearest_street(index, &scale);
    let first_house = houses.first().map_or(f64::MAX, |house| house.1);
    let mut found: Vec<(Found, f64)> = Vec::new();
    if let Some((street, meters)) = street.filter(|(_, meters)| meters + STREET_LEAD_M < first_house) {
        found.push((of_street(index, street), meters));
    }
    found.extend(houses.into_iter().map(|(address, meters)| (of_house(index, address), meters)));
    if found.is_empty() {
        found.extend(nearest_place(index, &scale).map(|(place, meters)| (of_place(index, place), meters)));
    }
    found.truncate(count);
    found
}

fn nearest_street(index: &Index, scale: &LocalScale) -> Option<(u32, f64)> {
    let segments = index.segments();
    let to_segment = |item: u32| segments.get(item).map_or(f64::MAX, |row| squared_to_segment(scale, &row));
    let nearest = index.segment_tree().nearest(scale, 1, STREET_REACH_M, &to_segment);
    nearest.first().and_then(|(item, meters)| Some((segments.get(*item)?.street, *meters)))
}

/// The square of the distance from the middle of the scale to a straight piece.
fn squared_to_segment(scale: &LocalScale, row: &SegmentRow) -> f64 {
    let (a, b) = (scale.offset((row.lon_a, row.lat_a)), scale.offset((row.lon_b, row.lat_b)));
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length = dx * dx + dy * dy;
    let share = if length > 0.0 { (-(a.0 * dx + a.1 * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    let (x, y) = (a.0 + share * dx, a.1 + share * dy);
    // Never less than the box of the piece says, whatever rounding does.
    x * x + y * y
}

fn nearest_place(index: &Index, scale: &LocalScale) -> Option<(u32, f64)> {
    let places = index.places();
    let to_place = |item: u32| {
        let row = places.get(item);
        let local = row.filter(|row| level_of(kind_of(row.kind)) == Level::Settlement);
        local.map_or(f64::MAX, |row| squared_meters_to(scale, (row.lon, row.lat)))
    };
    index.place_tree().nearest(scale, 1, PLACE_REACH_M, &to_place).first().copied()
}

fn of_house(index: &Index, address: u32) -> Found {
    let row = index.addresses().get(address).unwrap_or_default();
    let street = index.streets().get(row.street).unwrap_or_default();
    let level = super::search::level_of_house(&row);
    let district = Some(row.district).filter(|place| *place != NONE);
    Found { district, ..Found::at(Thing::Address(address), level, street.settlement, (row.lon, row.lat), 15) }
}

fn of_street(index: &Index, street: u32) -> Found {
    let row = index.streets().get(street).unwrap_or_default();
    Found::at(Thing::Street(street), Level::Street, row.settlement, (row.lon, row.lat), row.radius)
}

fn of_place(index: &Index, place: u32) -> Found {
    let row = index.places().get(place).unwrap_or_default();
    Found::at(Thing::Place(place), level_of(kind_of(row.kind)), place, (row.lon, row.lat), row.radius)
}
